"""The money of one side by what it is for: one figure for each item, fund and expenditure type of its own year.

A table in which a key has two figures does not tell what it is; of the others the figure counts that most tables and
sentences print. Figures of other years and changes are left out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from kg.across.align_words import AlignWords
from kg.across.digest import Head
from kg.across.sides import Spot, asked, number, spot
from kg.vocab import NS_BPC

if TYPE_CHECKING:
    from rdflib import Dataset

_FIGURES: Final = """
SELECT ?node ?item ?functional ?economic ?threePublic ?amount ?halfUnit ?phase ?fund ?type ?side ?table ?tableKind
       ?column ?quote ?start ?page ?line ?sheet ?cell WHERE {
  ?node bp:about ?thing ; bp:amount ?amount ; bp:fiscalYear ?year . ?thing rdfs:label ?item .
  ?g bp:fiscalYear ?year .
  OPTIONAL { ?node bp:statementKind ?claim }
  OPTIONAL { ?node bp:confidence ?guessed }
  FILTER(!BOUND(?claim) || (?claim = bpc:total && !BOUND(?guessed)))
  OPTIONAL { ?thing bp:functional ?functional } OPTIONAL { ?thing bp:economic ?economic }
  OPTIONAL { ?thing bp:threePublic ?threePublic }
  OPTIONAL { ?node bp:halfUnit ?halfUnit } OPTIONAL { ?node bp:phase ?phase }
  OPTIONAL { ?node bp:fundSource ?fund } OPTIONAL { ?node bp:expenditureType ?type } OPTIONAL { ?node bp:side ?side }
  OPTIONAL { ?node bp:inTable ?table OPTIONAL { ?table bp:tableKind ?tableKind } }
  OPTIONAL { ?node bp:column ?column }
  OPTIONAL { ?node bp:quote ?quote } OPTIONAL { ?node bp:start ?start } OPTIONAL { ?node bp:page ?page }
  OPTIONAL { ?node bp:line ?line } OPTIONAL { ?node bp:sheet ?sheet } OPTIONAL { ?node bp:cell ?cell }
} ORDER BY ?start ?node"""
_WHOLE: Final = ("revenue-expenditure", "revenue", "expenditure", "fiscal-appropriation")
_BY_CODE: Final = (
    *_WHOLE,
    "general-public-expenditure",
    "basic-expenditure",
    "government-fund-table",
    "state-capital-table",
    "economic-summary",
)
_PHASES: Final = {"final-accounts": "executed"}


class Key(NamedTuple):
    """What a figure is of; figures of two sides with one key may be compared."""

    section: str
    item: str  # a code, or the label without year and marks
    fund: str = ""
    type: str = ""
    side: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """The figure of a key, with the label of its item and where it is printed first."""

    name: str
    amount: Decimal
    half_unit: Decimal
    spot: Spot
    table: str = ""  # the kind of table; empty of prose


Figures = Mapping[Key, Figure]


def figures(dataset: Dataset, heads: Sequence[Head], words: AlignWords) -> dict[Key, Figure]:
    """The figures of the disclosures of one side by key, in the order in which they are printed."""
    found: dict[Key, dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for head in heads:
        phase = _PHASES.get(head.kind, "approved")
        for row in asked(dataset, _FIGURES, head.iri):
            key = _key(row, words)
            if key and _short(row, "phase") in ("", phase):
                found[key][row.get("table", head.iri)].append(_figure(row))
    chosen = {key: _chosen(by_table.values()) for key, by_table in found.items()}
    return {key: figure for key, figure in chosen.items() if figure}


def _chosen(tables: Iterable[Sequence[Figure]]) -> Figure | None:
    clear = [each[0] for each in tables if len({figure.amount for figure in each}) == 1]
    if not clear:
        return None
    counts = Counter(figure.amount for figure in clear)
    return max(clear, key=lambda figure: counts[figure.amount])


def _figure(row: Mapping[str, Any]) -> Figure:
    amount, half_unit = (number(row, name) or Decimal() for name in ("amount", "halfUnit"))
    return Figure(row["item"], amount, half_unit, spot(row), _short(row, "tableKind"))


def _short(row: Mapping[str, Any], name: str) -> str:
    return str(row.get(name, "")).removeprefix(NS_BPC)


def _key(row: Mapping[str, Any], words: AlignWords) -> Key | None:
    """None for what is no figure of the whole budget by its item: rows of procurement and of projects, changes."""
    fund, kind, side, table = (_short(row, name) for name in ("fund", "type", "side", "tableKind"))
    form = words.form(row["item"])
    if words.is_change(form.stem) or words.is_change(row.get("column", "")):
        return None
    if row.get("threePublic"):
        return Key("three-public", form.stem)
    if "table" in row and table not in _BY_CODE:
        return None
    if code := _short(row, "functional"):
        return Key("function", code, fund, kind)
    if code := _short(row, "economic"):
        return Key("economic", code, fund, kind)
    return Key("total", form.stem, fund, kind, "" if "收" in form.stem or "支" in form.stem else side)
