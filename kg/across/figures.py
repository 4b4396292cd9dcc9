"""The same figure in two disclosures: one year's own and the next one's “last year”, the budget and what the account
says was budgeted, the department's and its own office's.

A figure is told by its whole key: item (by code, else by name), year, phase, fund source, expenditure type. A key that
a disclosure prints with several amounts is not compared: it is not known which of them is meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from kg.across.digest import Digest
from kg.across.record import Link
from kg.across.words import AcrossWords, across_words
from kg.extract.meaning_lexicon import bare
from kg.model import Term
from kg.vocab import BPC

BY: Final = "across/figures"
_CODED, _NAMED = Decimal(1), Decimal("0.9")
_FIGURES: Final = """SELECT ?node ?kind ?amount ?half ?year ?compared ?phase ?fund ?type ?item ?code ?public ?quote
WHERE {{ GRAPH <{}> {{
  ?node bp:about ?about ; bp:amount ?amount ; bp:phase ?phase . ?about rdfs:label ?item .
  OPTIONAL {{ ?node bp:statementKind ?kind }} OPTIONAL {{ ?node bp:halfUnit ?half }}
  OPTIONAL {{ ?node bp:fiscalYear ?year }} OPTIONAL {{ ?node bp:comparedYear ?compared }}
  OPTIONAL {{ ?node bp:fundSource ?fund }} OPTIONAL {{ ?node bp:expenditureType ?type }}
  OPTIONAL {{ ?about skos:notation ?code }} OPTIONAL {{ ?about bp:threePublic ?public }}
  OPTIONAL {{ ?node bp:quote ?quote }} }} }}"""
_COMPARED: Final = """SELECT ?kind ?from ?to ?year WHERE {{
  GRAPH <https://w3id.org/cn-budget-performance/across/links> {{ ?link bp:linkKind ?kind ; bp:from ?from ; bp:to ?to }}
  GRAPH ?to {{ ?to bp:fiscalYear ?year }}
  VALUES ?kind {{ {} }} }}"""
_KINDS: Final[Mapping[str, Term]] = {
    BPC.year_before: BPC.figure_last_year,
    BPC.budget_of: BPC.figure_budgeted,
    BPC.other_edition: BPC.figure_of_department,
}

Key = tuple[str, int, str, str, str]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure by its key; of a change the key is that of the figure it is measured from, and `change` is true.

    `told` is true where the digest has the quote that a finding about it has to show.
    """

    node: str
    key: Key
    amount: Decimal
    half: Decimal
    coded: bool
    change: bool
    told: bool


def links(digest: Digest) -> Iterator[Link]:
    """From each figure of a disclosure to the same one in the disclosures that it is to be compared with."""
    told = across_words(digest.ontology)
    pairs = list(digest.rows(_COMPARED.format(" ".join(f"<{kind}>" for kind in _KINDS))))
    figures = {iri: _figures(digest, iri, told) for iri in {pair[end] for pair in pairs for end in ("from", "to")}}
    known = {iri: _known(figures[iri]) for iri in {pair["to"] for pair in pairs}}
    for pair in sorted(pairs, key=lambda pair: (pair["from"], pair["to"], pair["kind"])):
        for figure in figures[pair["from"]]:
            if not figure.told or (figure.change and pair["kind"] != BPC.year_before):
                continue
            if (same := known[pair["to"]].get(figure.key)) and figure.key[1] == pair["year"]:
                score = _CODED if figure.coded else _NAMED
                yield Link(
                    _KINDS[pair["kind"]],
                    figure.node,
                    same.node,
                    score,
                    f"{pair['year']} 年同一科目、阶段和资金来源",
                    BY,
                )


def _figures(digest: Digest, disclosure: str, told: AcrossWords) -> list[Figure]:
    rows = digest.rows(_FIGURES.format(disclosure))
    found = (_figure(row, told) for row in sorted(rows, key=lambda row: str(row["node"])))
    return [figure for figure in found if figure]


def _figure(row: Mapping[str, Any], told: AcrossWords) -> Figure | None:
    """A total or a change as a figure; None where it is neither, or where the change is measured from another phase."""
    kind, phase = row.get("kind", BPC.total), row["phase"]
    change = kind == BPC.change
    year = row.get("compared") if change else row.get("year")
    if kind not in (BPC.total, BPC.change) or year is None:
        return None
    quote = row.get("quote", "")
    if change and any(t.entry["phase"] in ("any", phase.rsplit("/", 1)[-1]) for t in told.tell("measured_from", quote)):
        return None
    item = row.get("code") or bare(row["item"])
    fund = "" if row.get("public") else row.get("fund", "")
    key = (item, year, phase, fund, row.get("type", ""))
    return Figure(row["node"], key, row["amount"], row.get("half", Decimal()), "code" in row, change, bool(quote))


def _known(figures: Iterable[Figure]) -> dict[Key, Figure]:
    """The most exact figure of each key; none where the disclosure prints several amounts for it."""
    by_key: dict[Key, list[Figure]] = defaultdict(list)
    for figure in figures:
        if not figure.change:
            by_key[figure.key].append(figure)
    best = {key: min(same, key=lambda figure: (figure.half, figure.node)) for key, same in by_key.items()}
    return {key: one for key, one in best.items() if all(_equal(one, other) for other in by_key[key])}


def _equal(one: Figure, other: Figure) -> bool:
    return abs(one.amount - other.amount) <= one.half + other.half
