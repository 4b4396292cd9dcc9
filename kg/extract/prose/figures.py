"""Component: numbers with a unit of money, a percent sign or a counter; thresholds and unit prices are none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.items import fold
from kg.extract.prose.records import Figure, ontology

ASSIGNS = ["doc._.figures"]
REQUIRES = ["doc._.folded"]
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_BEFORE = r"(?<![\d.A-Za-z第≥≤＞＜><=＝≧≦±×〔\[【])"


def create(nlp: Language, name: str, roots: list[str]) -> Callable[[Doc], Doc]:
    """The factory of the component; `roots` are the folders of the ontology."""
    return Figures(ontology(roots).lexicon("statement_terms"))


class Figures:
    """Finds the figures of a text with one regular expression."""

    def __init__(self, terms: list[dict[str, Any]]) -> None:
        self._units = {fold(s): t for t in terms if "unit" in t for s in t.get("spellings", [t["unit"]])}
        self._guards = [(re.compile(t["before"]), re.compile(t["after"])) for t in terms if t["role"] == "threshold"]
        units = "|".join(_guarded(s, t) for s, t in sorted(self._units.items(), key=lambda item: -len(item[0])))
        self._pattern = re.compile(
            rf"{_BEFORE}(?P<sign>[-−])?(?P<number>{_NUMBER})(?:[-~～—至](?P<high>{_NUMBER}))?(?P<unit>{units})"
        )

    def __call__(self, doc: Doc) -> Doc:
        doc._.figures = list(self._find(doc._.folded))
        return doc

    def _find(self, text: str) -> Iterator[Figure]:
        for match in self._pattern.finditer(text):
            if not self._is_threshold(text, match.start(), match.end()):
                yield _figure(match, self._units[match["unit"]])

    def _is_threshold(self, text: str, start: int, end: int) -> bool:
        before = text[max(0, start - 12) : start]
        return any(b.search(before) and a.match(text, end) for b, a in self._guards)


def _guarded(spelling: str, term: dict[str, Any]) -> str:
    return re.escape(spelling) + (f"(?!{term['not']})" if "not" in term else "")


def _figure(match: re.Match[str], term: dict[str, Any]) -> Figure:
    factor = Decimal(term.get("factor", 1))
    digits = match["number"].replace(",", "")
    high = Decimal(match["high"].replace(",", "")) * factor if match["high"] else None
    places = len(digits.partition(".")[2])
    half = None if term["role"] == "count" else Decimal(5) * factor / Decimal(10) ** (places + 1)
    area = term.get("kind") == "total"
    return Figure(
        match.start(),
        match.end(),
        term["role"],
        Decimal(digits) * factor,
        term["unit"],
        half,
        term["id"],
        bool(match["sign"]),
        area,
        high,
    )
