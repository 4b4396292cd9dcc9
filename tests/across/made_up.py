"""Disclosures of a few triples each, made up, for tests of what is compared between two of them."""

from __future__ import annotations

import pyoxigraph as ox
from rdflib import Dataset

from kg.across.changes import Chosen, compare
from kg.across.digest import head
from kg.graph.store import new_dataset, raw
from kg.report.changes import Change, Comparison
from kg.resources import Ontology
from kg.vocab import BASE, PREFIXES

PREFIX = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())


def add(
    dataset: Dataset, name: str, turtle: str, year: int = 2024, kind: str = "budget", department: str = "河湾县文化馆"
) -> str:
    """Puts a disclosure into `dataset`; `turtle` may write ``<x>`` for its own nodes."""
    iri = f"{BASE}disclosure/{name}"
    publisher = f"{BASE}department/{department}"
    told = (
        f'{PREFIX}@base <{iri}/> .\n<{iri}> a bp:Disclosure ; dcterms:source "{name}.txt" ; bp:sha256 "{name}" ; '
        f'bp:fiscalYear "{year}"^^xsd:gYear ; bp:kind bpc:{kind} ; bp:publishedBy <{publisher}> .\n'
        f'<{publisher}> a bp:Department ; rdfs:label "{department}" .\n{turtle}'
    )
    raw(dataset).load(told.encode(), format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(iri))
    return iri


def compared(before: str, after: str, years: tuple[int, int] = (2023, 2024), kind: str = "budget") -> Comparison:
    """What changed between two disclosures of these triples; the second is of `kind`."""
    dataset = new_dataset()
    iris = [add(dataset, "before", before, years[0]), add(dataset, "after", after, years[1], kind)]
    sides = [Chosen(dataset, (head(raw(dataset), iri),)) for iri in iris]
    return compare(sides[0], sides[1], Ontology.load())


def brief(changes: list[Change]) -> list[tuple[str, str, str]]:
    """Section, state and name of each change."""
    return [(change.section, change.state, change.name) for change in changes]


def line(item: str, amount: float, year: int, more: str = "", table: str = "expenditure", half: float = 50.0) -> str:
    """One figure of a table of a `table` kind, about an item of that name."""
    key = f"{item}{abs(hash((item, amount, year, more, table)))}"
    return (
        f'<i-{key}> a bp:Item ; rdfs:label "{item}" .\n<t-{table}> a bp:Table ; bp:tableKind bpc:{table} .\n'
        f'<l-{key}> a bp:BudgetLine ; rdfs:label "{item}" ; bp:about <i-{key}> ; bp:amount {amount} ; '
        f'bp:halfUnit {half} ; bp:fiscalYear "{year}"^^xsd:gYear ; bp:phase bpc:approved ; bp:inTable <t-{table}> ; '
        f'bp:quote "{item} {amount}" ; bp:page 3 {more}.\n'
    )


def project(key: str, name: str, amount: float, *indicators: str) -> str:
    """A project with its indicators."""
    owned = "".join(f" ; bp:hasIndicator <{key}-{n}>" for n, _ in enumerate(indicators))
    told = "".join(f"<{key}-{n}> {one}" for n, one in enumerate(indicators))
    return f'<{key}> a bp:Project ; rdfs:label "{name}" ; bp:amount {amount} ; bp:halfUnit 50.0{owned} .\n{told}'


def indicator(
    name: str,
    printed: str,
    comparator: str = "ge",
    value: float | None = None,
    unit: str = "%",
    direction: str = "higher-better",
    more: str = "",
) -> str:
    """An indicator with one target; to be put behind its IRI."""
    number = "" if value is None else f" ; bp:value {value} ; bp:targetKey '{comparator}{value}{unit}'"
    return (
        f'a bp:Indicator ; rdfs:label "{name}" ; bp:direction bpc:{direction} ; bp:quote "{name} {printed}" ; '
        f'bp:page 7 ; bp:hasTarget [ a bp:Target ; bp:printed "{printed}" ; bp:comparator bpc:{comparator} ; '
        f'bp:unit "{unit}"{number}{more} ] .\n'
    )
