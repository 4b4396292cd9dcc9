"""The measure that an indicator's name ends in, the measures that it joins, and whether it is a limit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.extract.meaning_lexicon import Ends, Entry, either, fold, guarded, named, spellings
from kg.model import Term
from kg.resources import Ontology

_ORDINAL = re.compile(r"^(?:指标)?[(]?\d{0,2}[)]?(?:[:：、;；]|[.](?!\d))+|^指标\d+")
_BRACKETS = re.compile(r"[(\[【][^()\[\]【】]*[)\]】]?")
_QUOTES = re.compile(r"[“”\"'‘’「」『』]")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


def unnumbered(name: str) -> str:
    """The folded name without a number before it (指标1：, 2.)."""
    folded = fold(name)
    return _ORDINAL.sub("", folded) or folded


@dataclass(frozen=True, slots=True)
class Measure:
    """What the last word of a name measures: `kinds` suit it (none: unknown), `kind` is the one that it demands.

    `guess` is the category that it hints at; `line` is the line of the lexicon.
    """

    line: str
    text: str
    joins: str
    kind: Term | None
    kinds: frozenset[Term]
    guess: Term | None
    confidence: Decimal


class Measures:
    """The measure words of ``lexicon/measures.jsonl``; the longest that ends a name tells what it measures."""

    def __init__(self, ontology: Ontology) -> None:
        entries = ontology.lexicon("measures")
        self._ends = Ends({text: _measure(text, e) for text, e in spellings(e for e in entries if "kinds" in e)})
        self._joiner = re.compile("|".join(guarded(e) for e in entries if e["class"] == "joiner"))
        self._noise = re.compile(either(_texts(entries, "noise")) + "$")
        limits = {str(e["id"]): guarded(e) for e in entries if e["class"] == "cap"}
        limits |= {str(e["id"]): guarded(e) + "$" for e in entries if e["class"] == "cap-tail"}
        self._limits = {f"lexicon/measures#{id}": re.compile(pattern) for id, pattern in limits.items()}

    def core(self, name: str) -> str:
        """The name without number, brackets, quotation marks, formula and a last 情况."""
        plain = _QUOTES.sub("", _BRACKETS.sub("", unnumbered(name).split("=")[0]))
        plain = _EDGES.sub("", plain)
        return self._noise.sub("", plain) or plain

    def of(self, core: str) -> Measure | None:
        """The longest measure word at the end."""
        return self._ends.of(core)[1]

    def limit(self, core: str) -> str:
        """The lexicon line that tells a limit (控制数, 名额, 编制), where an upper bound is right; empty for none."""
        return next((line for line, pattern in self._limits.items() if pattern.search(core)), "")

    def parts(self, core: str) -> tuple[str, ...]:
        """The measures that one name joins, two or more; none if it names one measure of several objects.

        宣传次数、培训班次 joins two; 宣传、会议资料印刷合格率 and 活动、培训次数 name one.
        """
        pieces = [piece for piece in self._joiner.split(core) if piece]
        ends = [n for n, piece in enumerate(pieces) if self._heads(piece, n, pieces)]
        if len(ends) < 2 or ends[-1] != len(pieces) - 1 or "等" in pieces[-1][:-1]:
            return ()
        starts = [0, *(n + 1 for n in ends[:-1])]
        parts = tuple(dict.fromkeys("、".join(pieces[a : b + 1]) for a, b in zip(starts, ends, strict=True)))
        return parts if len(parts) > 1 else ()

    def _heads(self, piece: str, n: int, pieces: Sequence[str]) -> bool:
        """Whether a piece ends in a measure word of its own; a bare 数量 or 人数 at the start belongs to the next."""
        measure, last = self.of(piece), n == len(pieces) - 1
        if measure is None or measure.joins not in ("measure", "persons", "handling"):
            return False
        if measure.joins != "measure":
            return last if measure.joins == "persons" else not last and pieces[-1].endswith("人员")
        return n > 0 or len(piece) > len(measure.text)


def _texts(entries: Iterable[Entry], kind: str) -> list[str]:
    return [text for text, _ in spellings(e for e in entries if e["class"] == kind)]


def _measure(text: str, entry: Entry) -> Measure:
    where = str(entry["id"])
    guess = named(where, entry["guess"]) if "guess" in entry else None
    kinds = frozenset(named(where, kind) for kind in entry["kinds"])
    kind = named(where, entry["kind"]) if "kind" in entry else None
    sure = Decimal(entry.get("confidence", "0"))
    return Measure(f"lexicon/measures#{where}", text, str(entry["class"]), kind, kinds, guess, sure)
