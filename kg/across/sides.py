"""One side of a comparison: what a disclosure, or the files that make one up, prints of projects, goals and money.

Each kind of fact is one query, whatever the number of disclosures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from kg.across.align import Thing
from kg.across.align_words import AlignWords
from kg.across.digest import Digest, Head
from kg.across.tables import Row, printed
from kg.graph.store import raw
from kg.model import NOWHERE, Place
from kg.queries import value
from kg.vocab import NS_BPC, PREFIXES

if TYPE_CHECKING:
    from rdflib import Dataset

_PLACE: Final = """OPTIONAL { ?node bp:quote ?quote } OPTIONAL { ?node bp:start ?start }
  OPTIONAL { ?node bp:page ?page } OPTIONAL { ?node bp:line ?line }
  OPTIONAL { ?node bp:sheet ?sheet } OPTIONAL { ?node bp:cell ?cell }"""
_COLUMNS: Final = "?quote ?start ?page ?line ?sheet ?cell"
_TABLES: Final = ("owners", "indicators", "targets")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a fact is printed: its node, the exact words, and the place."""

    node: str
    quote: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Target:
    """A target of an indicator; `value` is in `unit`, of money in yuan without one."""

    spot: Spot
    printed: str
    key: str = ""
    comparator: str = ""
    value: Decimal | None = None
    upper: Decimal | None = None
    unit: str = ""
    kind: str = ""  # count, ratio, money, duration
    slot: tuple[str, int] = ("", 0)  # the period and the rank of the grade that it is for


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator with its targets, in the order in which they are printed."""

    spot: Spot
    name: str
    category: str
    direction: str
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class Owner:
    """A project, an activity, a duty or the department, with the indicators that are printed under it."""

    spot: Spot
    kind: str  # the class without its namespace
    name: str
    code: str
    amount: Decimal | None
    half_unit: Decimal
    year: int | None
    indicators: tuple[Indicator, ...] = ()


@dataclass(frozen=True)
class Side:
    """The disclosures of one side, which are of one department, year and kind, and what they print."""

    heads: tuple[Head, ...]
    owners: tuple[Owner, ...] = field(default=(), repr=False)

    def of(self, kind: str) -> list[Owner]:
        """The owners of a class."""
        return [owner for owner in self.owners if owner.kind == kind]


def side(dataset: Dataset, chosen: Sequence[Head]) -> Side:
    """What these disclosures print."""
    queries = [printed(name, _COLUMNS, _PLACE) for name in _TABLES]
    tables = (tuple(asked(dataset, query, head.iri) for query in queries) for head in chosen)
    return Side(
        tuple(chosen), tuple(o for head, each in zip(chosen, tables, strict=True) for o in _owners(head, *each))
    )


def digested(digest: Digest, head: Head) -> Side:
    """What one disclosure prints, from its digest: the same without the places."""
    tables = (digest.rows_of(table, head.iri) for table in _TABLES)
    return Side((head,), tuple(_owners(head, *tables)))


def _owners(head: Head, owners: Iterable[Row], indicators: Iterable[Row], targets: Iterable[Row]) -> Iterable[Owner]:
    """The owners of one disclosure, each once, with their indicators and the targets of these."""
    of_indicator: dict[str, list[Target]] = defaultdict(list)
    for row in targets:
        of_indicator[row["indicator"]].append(_target(row))
    of_owner: dict[str, list[Indicator]] = defaultdict(list)
    for row in indicators:
        of_owner[row["owner"]].append(_indicator(row, of_indicator))
    return {row["node"]: _owner(row, head.year, of_owner) for row in owners}.values()


def asked(dataset: Dataset, query: str, iri: str) -> Iterator[dict[str, Any]]:
    """The rows of a query over this graph alone, which ?g stands for, with Python values; unbound ones are left out."""
    answer = raw(dataset).query(query.replace("?g ", f"<{iri}> "), prefixes=PREFIXES, default_graph=[ox.NamedNode(iri)])
    assert isinstance(answer, ox.QuerySolutions)
    names = [variable.value for variable in answer.variables]
    for row in answer:
        yield {name: value(term) for name, term in zip(names, row, strict=True) if term is not None}


def spot(row: Mapping[str, Any]) -> Spot:
    """Where the ?node of a row is printed."""
    place = Place(row.get("page"), row.get("line"), sheet=row.get("sheet"), cell=row.get("cell"))
    return Spot(row["node"], row.get("quote", ""), place)


def number(row: Mapping[str, Any], name: str) -> Decimal | None:
    """A figure of a row, whether it was written as a decimal or as a whole number."""
    return None if row.get(name) is None else Decimal(row[name])


def owner_thing(owner: Owner, words: AlignWords) -> Thing:
    """A project, an activity or a duty as it is aligned."""
    within = frozenset(words.form(one.name).stem for one in owner.indicators if one.name)
    alone = owner.amount or None
    return Thing(
        owner.spot.node,
        owner.name,
        owner.year,
        owner.code,
        owner.amount,
        apart=((alone, within) if alone and within else None, alone, within or None),
        within=within,
    )


def indicator_thing(indicator: Indicator, year: int | None) -> Thing:
    """An indicator as it is aligned with those of the same owner."""
    values = tuple(target.key or target.printed for target in indicator.targets)
    units = tuple(dict.fromkeys(target.unit for target in indicator.targets))
    category = indicator.category
    return Thing(
        indicator.spot.node,
        indicator.name,
        year,
        apart=((values, category), (units, category), category or None, values or None),
        kind=(units, category),
    )


def _owner(row: Mapping[str, Any], year: int | None, found: Mapping[str, list[Indicator]]) -> Owner:
    return Owner(
        spot(row),
        row["class"].rsplit("#", 1)[-1],
        row["name"],
        row.get("code", ""),
        number(row, "amount"),
        number(row, "halfUnit") or Decimal(),
        year,
        tuple(found.get(row["node"], ())),
    )


def _indicator(row: Mapping[str, Any], targets: Mapping[str, list[Target]]) -> Indicator:
    return Indicator(
        spot(row),
        row.get("name", ""),
        row.get("category", row.get("level2", "")).removeprefix(NS_BPC),
        row.get("direction", "").removeprefix(NS_BPC),
        tuple(targets.get(row["node"], ())),
    )


def _target(row: Mapping[str, Any]) -> Target:
    money = number(row, "amount")
    return Target(
        spot(row),
        row["printed"],
        row.get("key", ""),
        row.get("comparator", "").removeprefix(NS_BPC),
        number(row, "value") if money is None else money,
        number(row, "maxValue"),
        row.get("unit", "") if money is None else "元",
        row.get("valueKind", "").removeprefix(NS_BPC),
        (row.get("period", "").removeprefix(NS_BPC), row.get("rank", 0)),
    )
