"""Items: the named things that figures are about, one node in a disclosure, shared by prose and tables."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from kg.extract.sheet import Draft, Sheet
from kg.model import Ref, Span, Term, Value
from kg.resources import Ontology
from kg.vocab import BP, NS_BPC, RDFS, SKOS

BY = "items"
_FOLD = str.maketrans("（）：；．％０１２３４５６７８９", "():;.%0123456789")
_NOISE = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Full-width digits, brackets and marks as ASCII, character by character (the length stays)."""
    return text.translate(_FOLD)


@dataclass(frozen=True, slots=True)
class Entry:
    """One known item of ``lexicon/items.jsonl``; `marked`: its name is meant only beside a printed （类）."""

    id: str
    label: str
    names: tuple[str, ...] = ()
    code: str | None = None
    scheme: str | None = None
    broader: str | None = None
    three_public: bool = False
    marked: bool = False
    data: Mapping[str, Any] = field(default_factory=dict)


class Lexicon:
    """The known items, the partitions among them, and what is stripped from a printed name."""

    def __init__(self, ontology: Ontology) -> None:
        lines = ontology.lexicon("items")
        self.key = lru_cache(maxsize=10_000)(self._key)
        self._strip = [re.compile(line["strip"]) for line in lines if "strip" in line]
        self.partitions = frozenset(frozenset(line["partition"]) for line in lines if "partition" in line)
        self.entries = {line["id"]: _entry(line) for line in lines if "label" in line}
        named = [(self.key(n), entry) for entry in self.entries.values() for n in (entry.label, *entry.names)]
        self.by_name = {name: entry for name, entry in named if not entry.marked}
        self._by_marked = {name: entry for name, entry in named if entry.scheme == "functional"}

    def _key(self, label: str) -> str:
        """A printed name without numbering, level marks, remarks, blanks and punctuation: ``因公出国境费``."""
        text = fold(label).strip()
        for pattern in self._strip:
            text = pattern.sub("", text)
        return _NOISE.sub("", unicodedata.normalize("NFKC", text))

    def known(self, label: str, *, marked: bool = False) -> Entry | None:
        """The known item with this name; 其他支出 and its like only where the level is printed."""
        key = self.key(label)
        if marked:
            return self._by_marked.get(key) or self._by_marked.get(key + "支出")
        return self.by_name.get(key)

    def above(self, entry: Entry) -> list[str]:
        """The ids of the items that contain this one, nearest first."""
        ids: list[str] = []
        while entry.broader:
            ids.append(entry.broader)
            entry = self.entries[entry.broader]
        return ids


@lru_cache(maxsize=8)
def lexicon(ontology: Ontology) -> Lexicon:
    """The known items of an ontology, read once."""
    return Lexicon(ontology)


def _entry(line: dict[str, Any]) -> Entry:
    return Entry(
        line["id"],
        line["label"],
        tuple(line.get("names", ())),
        line.get("code"),
        line.get("scheme"),
        line.get("broader"),
        bool(line.get("threePublic")),
        bool(line.get("marked")),
        line,
    )


class Items:
    """The items of one disclosure: one for each sheet, which then knows every item of it."""

    def __init__(self, sheet: Sheet, ontology: Ontology) -> None:
        self.sheet = sheet
        self.lexicon = lexicon(ontology)
        self._codes: dict[str, set[str]] = {}

    def get(
        self,
        label: str,
        *,
        code: str | None = None,
        scheme: str | None = None,
        broader: Ref | None = None,
        span: Span,
    ) -> Ref:
        """The item that a label names; made at its first mention.

        `code` is a printed classification code (digits joined), `scheme` ``functional`` or ``economic``,
        `broader` an item that contains this one. A name without a code is the one coded item of the
        sheet with that name, if there is exactly one. A known item of the other scheme is not meant.
        """
        entry = self.lexicon.known(label, marked=scheme == "functional") if code is None else None
        if entry and (not scheme or entry.scheme in (None, scheme)):
            return self._known(entry, label, span)
        name = self.lexicon.key(label) or label
        code = code or self._code(name, scheme, broader)
        key = Ref(f"item/{code or name}")
        self._insert(key, label, span, [*_classification(code, scheme), (BP.broaderItem, broader)])
        return key

    def _known(self, entry: Entry, printed: str, span: Span) -> Ref:
        key = Ref(f"item/{entry.code or self.lexicon.key(entry.label)}")
        values: list[tuple[Term, Value | None]] = [*_classification(entry.code, entry.scheme)]
        if entry.three_public:
            values.append((BP.threePublic, True))
        if entry.broader:
            parent = self.lexicon.entries[entry.broader]
            values.append((BP.broaderItem, self._known(parent, parent.label, Span(span.start, span.start))))
        self._insert(key, entry.label, span, values)
        variant = printed.strip("“”\"'")
        if self.lexicon.key(printed) != self.lexicon.key(entry.label):
            self.sheet.put(key, SKOS.altLabel, variant)
        return key

    def _insert(self, key: Ref, label: str, span: Span, values: list[tuple[Term, Value | None]]) -> None:
        draft = self.sheet.drafts.get(key)
        if draft is None:
            self.sheet.insert(Draft(key, BP.Item, span, BY, {RDFS.label: [label]}))
            code = next((str(value) for prop, value in values if prop == SKOS.notation), None)
            if code:
                self._codes.setdefault(self.lexicon.key(label), set()).add(code)
        elif draft.span.end == draft.span.start:
            draft.span = span
        for prop, value in values:
            self.sheet.put(key, prop, value)

    def _code(self, name: str, scheme: str | None, broader: Ref | None) -> str | None:
        within = broader.removeprefix("item/") if broader else ""
        codes = self._codes.get(name, set())
        kept = [c for c in codes if _fits(c, scheme) and (not within.isdigit() or c.startswith(within))]
        return kept[0] if len(kept) == 1 else None


def _fits(code: str, scheme: str | None) -> bool:
    return scheme is None or (scheme == "functional") == code.startswith("2")


def _classification(code: str | None, scheme: str | None) -> list[tuple[Term, Value | None]]:
    """The notation and the concept of a code: functional codes begin with 2, department's 3, government's 5."""
    if not code:
        return []
    values: list[tuple[Term, Value | None]] = [(SKOS.notation, code)]
    if code.startswith("2") and scheme != "economic":
        values.append((BP.functional, Term(f"{NS_BPC}F{code}")))
    elif code.startswith(("3", "5")) and scheme != "functional":
        values.append((BP.economic, Term(f"{NS_BPC}{'E' if code[0] == '3' else 'G'}{code}")))
    return values
