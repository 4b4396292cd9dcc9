"""The same figure in two disclosures: one year's own and the next one's “last year”, the budget and what the account
says was budgeted, the department's and its own office's.

A figure is told by its whole key: item (by code or by name), year, phase, fund source, expenditure type. A key that a
disclosure prints with several amounts is not compared: it is not known which of them is meant. Nor is one without a
fund source of which it is unclear whether it means all money or that of the treasury alone, unless both are the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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
_KINDS: Final[Mapping[str, Term]] = {
    BPC.year_before: BPC.figure_last_year,
    BPC.budget_of: BPC.figure_budgeted,
    BPC.other_edition: BPC.figure_of_department,
}
_ALL, _TREASURY = "all", "treasury"
_OWN, _EITHER = "own", ""  # the item or the fund says whose money it is; it is not known


@dataclass(frozen=True, slots=True)
class Key:
    """What makes two figures comparable."""

    item: str
    year: int
    phase: str
    fund: str
    type: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure by its key; of a change the key is that of the figure it is measured from, and `change` is true.

    `name` is its key by the name of the item, `scope` whose money it means; `told` is true where the digest has the
    quote that a finding about it has to show.
    """

    node: str
    key: Key
    name: Key
    amount: Decimal
    half: Decimal
    scope: str
    change: bool
    told: bool


def links(digest: Digest, compared: Sequence[Link]) -> Iterator[Link]:
    """From each figure of a disclosure to the same one in the disclosures that it is `compared` with."""
    told = across_words(digest.ontology)
    pairs = [link for link in compared if link.kind in _KINDS]
    figures = {iri: _figures(digest, iri, told) for iri in {iri for pair in pairs for iri in (pair.source, pair.to)}}
    known = {iri: _known(figures[iri]) for iri in {pair.to for pair in pairs}}
    for pair in sorted(pairs, key=lambda pair: (pair.source, pair.to, pair.kind)):
        year = _year(digest, pair.to)
        for figure, same, score in _same(figures[pair.source], known[pair.to], year):
            if not figure.change or pair.kind == BPC.year_before:
                reason = f"{year} 年同一科目、阶段和资金来源"
                yield Link(_KINDS[pair.kind], figure.node, same.node, score, reason, BY)


def _year(digest: Digest, disclosure: str) -> int | None:
    head = digest.head(disclosure)
    return head.year if head else None


def _same(
    here: Sequence[Figure], known: Mapping[Key, Figure], year: int | None
) -> Iterator[tuple[Figure, Figure, Decimal]]:
    """Figures of `year` and what the other disclosure prints for them; by name only where the name means one thing."""
    manifold = _manifold(here)
    for figure in here:
        if figure.key.year != year or not figure.told:
            continue
        if figure.key != figure.name and (same := known.get(figure.key)):
            yield figure, same, _CODED
        elif figure.name.item not in manifold and (same := known.get(figure.name)):
            yield figure, same, _NAMED


def _manifold(here: Sequence[Figure]) -> set[str]:
    """The names of items of which a disclosure prints several amounts for one key."""
    by_name: dict[Key, list[Figure]] = defaultdict(list)
    for figure in here:
        if not figure.change:
            by_name[figure.name].append(figure)
    return {key.item for key, same in by_name.items() if not _one(same)}


def _figures(digest: Digest, disclosure: str, told: AcrossWords) -> list[Figure]:
    found = (_figure(row, told) for row in digest.rows_of("figures", disclosure))
    return [figure for figure in found if figure]


def _figure(row: Mapping[str, Any], told: AcrossWords) -> Figure | None:
    """A total or a change as a figure; None where it is neither, or where the change is measured from another phase."""
    kind, phase, quote = row.get("kind", BPC.total), row["phase"], row.get("quote", "")
    change = kind == BPC.change
    year = row.get("compared") if change else row.get("year")
    if kind not in (BPC.total, BPC.change) or year is None:
        return None
    if change and any(t.entry["phase"] in ("any", phase.rsplit("/", 1)[-1]) for t in told.tell("measured_from", quote)):
        return None
    item = bare(row["item"])
    item = next((str(t.entry["item"]) for t in told.tell("same_item", item)), item)
    fund = "" if row.get("public") else row.get("fund", "")
    kept = "" if any(told.tell("type_item", item)) else row.get("type", "")
    name = Key(item, year, phase, fund, kept)
    key = replace(name, item=row["code"]) if "code" in row else name
    scope = _OWN if fund or row.get("public") else _scope(row, item, told)
    return Figure(row["node"], key, name, row["amount"], row.get("half", Decimal()), scope, change, bool(quote))


def _scope(row: Mapping[str, Any], item: str, told: AcrossWords) -> str:
    if any(told.tell("own_scope", item)):
        return _OWN
    if "table" not in row:
        return _EITHER
    treasury = row["table"] == BPC.fiscal_appropriation or any(told.tell("fiscal", row.get("title", "")))
    return _TREASURY if treasury else _ALL


def _known(figures: Sequence[Figure]) -> dict[Key, Figure]:
    """The most exact figure of each key, by code and by name; none where several amounts are printed for it, or where
    it is unclear whose money it means."""
    by_key: dict[Key, list[Figure]] = defaultdict(list)
    for figure in figures:
        if not figure.change:
            for key in {figure.key, figure.name}:
                by_key[key].append(figure)
    only = _only_treasury(figures)
    clear = {key: same for key, same in by_key.items() if _one(same) and (only or _clear(same))}
    return {key: min(same, key=lambda figure: (figure.half, figure.node)) for key, same in clear.items()}


def _one(same: Sequence[Figure]) -> bool:
    return all(_equal(same[0], other) for other in same)


def _clear(same: Iterable[Figure]) -> bool:
    scopes = {figure.scope for figure in same}
    return _OWN in scopes or scopes >= {_ALL, _TREASURY}


def _only_treasury(figures: Iterable[Figure]) -> bool:
    """Whether the largest sum of all money is that of the treasury's: then it makes no difference which is meant."""
    largest: dict[str, Figure] = {}
    for figure in figures:
        if not figure.change and figure.amount >= largest.get(figure.scope, figure).amount:
            largest[figure.scope] = figure
    return _ALL in largest and _TREASURY in largest and _equal(largest[_ALL], largest[_TREASURY])


def _equal(one: Figure, other: Figure) -> bool:
    return abs(one.amount - other.amount) <= one.half + other.half
