"""The draft of facts that the components of extract fill, one after the other."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from operator import itemgetter

from kg.model import NOWHERE, Document, Evidence, Fact, Place, Reading, Ref, Span, Table, Term, Value
from kg.vocab import BP

_NOTHING = re.compile(r"(?!)")
_OWNERS = frozenset({BP.Department, BP.Duty, BP.Activity, BP.Project})


@dataclass(slots=True)
class Draft:
    """A fact that may still be given properties."""

    key: Ref
    type: Term
    span: Span
    by: str
    values: dict[Term, list[Value]]  # properties are asked for more often than anything else
    page: int | None = None
    place: Place = NOWHERE
    confidence: Decimal | None = None
    lines: list[str] = field(default_factory=list)  # of lexicons, that told one of the values

    def get(self, prop: Term) -> Value | None:
        """The first value of a property."""
        found = self.values.get(prop)
        return found[0] if found else None

    def all(self, prop: Term) -> list[Value]:
        """Every value of a property."""
        return list(self.values.get(prop, ()))

    def drop(self, *props: Term) -> None:
        """Take back all values of some properties."""
        for prop in props:
            self.values.pop(prop, None)


@dataclass
class Sheet:
    """Facts of one document while it is being read; keys are class name and start offset."""

    document: Document
    drafts: dict[Ref, Draft] = field(default_factory=dict)
    classes: dict[Term, list[Draft]] = field(default_factory=lambda: defaultdict(list))
    readings: list[Reading] = field(default_factory=list)
    masks: list[Span] = field(default_factory=list)

    def add(
        self,
        kind: Term,
        span: Span,
        by: str,
        values: Mapping[Term, Value | None] | None = None,
        *,
        page: int | None = None,
        place: Place = NOWHERE,
        confidence: Decimal | None = None,
    ) -> Ref:
        """Add a fact; values that are None are left out (unknown is no node). It stands where its span begins.

        `page` or `place` is given where it does not: an amount has its own cell, its quote begins with its label.
        """
        stem = f"{kind.rsplit('#', 1)[-1].lower()}/{span.start}"
        key, n = Ref(stem), 1
        while key in self.drafts:
            n += 1
            key = Ref(f"{stem}-{n}")
        known = {prop: [value] for prop, value in (values or {}).items() if value is not None}
        return self.insert(Draft(key, kind, span, by, known, page, place, confidence))

    def insert(self, draft: Draft) -> Ref:
        """Add a fact whose key is its own: there is one of it, wherever it is mentioned."""
        self.drafts[draft.key] = draft
        self.classes[draft.type].append(draft)
        return draft.key

    def put(self, key: Ref, prop: Term, value: Value | None, *, by: Iterable[str] = ()) -> None:
        """Add one more value to a fact, and the lexicon lines that told it (`by`); None and repeats are ignored."""
        draft = self.drafts[key]
        if value is None or value in (values := draft.values.setdefault(prop, [])):
            return
        values.append(value)
        for line in by:
            if line not in draft.lines:
                draft.lines.append(line)

    def of(self, kind: Term) -> Iterator[Draft]:
        """The facts of a class, in the order in which they were added."""
        return iter(list(self.classes.get(kind, ())))

    def owners(self) -> Iterator[Draft]:
        """The facts under which goals, texts and indicators are printed, in the order in which they were added."""
        return (d for d in list(self.drafts.values()) if d.type in _OWNERS)

    def freeze(self, secret: re.Pattern[str] = _NOTHING) -> tuple[Fact, ...]:
        """The facts with their evidence; persons are masked in quotes, and what `secret` finds in all other words."""
        text = masked(self.document.text, self.masks)
        places = Places(self.document)
        return tuple(_fact(draft, text, places, secret) for draft in self.drafts.values())


def masked(text: str, spans: list[Span]) -> str:
    """The text with every span replaced by as many ＊, so that offsets stay right."""
    parts, at = [], 0
    for start, end in sorted(spans):
        if end > at:
            parts += [text[at : max(at, start)], "＊" * (end - max(at, start))]
            at = end
    return "".join([*parts, text[at:]])


class Places:
    """Where a reader finds the characters of a document: by page, by the cells of sheets, or else by line."""

    def __init__(self, document: Document) -> None:
        self._pages = document.page_starts
        self._lines = [0, *(i + 1 for i, c in enumerate(document.text) if c == "\n")]
        parts = [part for block in document.blocks for part in (block.cells if isinstance(block, Table) else [block])]
        on_sheets = [part for part in parts if part.passage and (part.place.cell or part.place.sheet)]
        self._cells = sorted(((part.passage.span().start, part.place) for part in on_sheets), key=itemgetter(0))

    def at(self, start: int) -> Place:
        """The place of the character at an offset."""
        if self._pages:
            return Place(page=bisect_right(self._pages, start))
        before = bisect_right(self._cells, start, key=itemgetter(0))
        return self._cells[before - 1][1] if before else Place(line=bisect_right(self._lines, start))


def _fact(draft: Draft, text: str, places: Places, secret: re.Pattern[str]) -> Fact:
    start, end = draft.span
    evidence = None
    if end > start:
        place = draft.place if draft.place.cell else places.at(start)
        page = draft.page or place.page
        evidence = Evidence(start, end, text[start:end], page, place.line, place.sheet, place.cell)
    values = tuple(
        [
            (prop, _public(value, secret) if type(value) is str else value)  # identifiers and numbers stay as they are
            for prop, some in draft.values.items()
            for value in some
        ]
    )
    return Fact(draft.key, draft.type, values, evidence, (draft.by, *draft.lines), draft.confidence)


def _public(words: str, secret: re.Pattern[str]) -> str:
    """Words without persons."""
    return secret.sub(lambda match: "＊" * len(match[0]), words) if secret.search(words) else words
