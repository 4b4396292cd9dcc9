"""Named questions: the measure of reading quality (tables whose totals are the sums of their parts), and lists."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox

from kg.graph.store import new_dataset, raw
from kg.queries import rows
from kg.vocab import PREFIXES

HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items()) + "@base <urn:d/> .\n"
PARTS = """
<a> bp:inTable <t> ; bp:rowRole bpc:detail ; bp:amount 100.0 ; bp:halfUnit 50.0 .
<b> bp:inTable <t> ; bp:rowRole bpc:detail ; bp:amount 200.0 ; bp:halfUnit 50.0 .
<blank> bp:inTable <t> ; bp:rowRole bpc:detail ; bp:printed "—" .
"""


def rows_of(name: str, turtle: str) -> list[dict[str, Any]]:
    """The answer of a named question on one disclosure."""
    dataset = new_dataset()
    raw(dataset).load((HEAD + turtle).encode(), format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode("urn:d"))
    return rows(dataset, name)


def closure(turtle: str) -> tuple[int, int]:
    """Tables with printed totals, and how many of them close."""
    rows = rows_of("closure", turtle)
    return (int(rows[0]["tables"]), int(rows[0]["closed"])) if rows else (0, 0)


def total(amount: str, totals: str = "; bp:totals <a>, <b>, <blank>") -> str:
    """A total row in table <t>."""
    return f"<sum> bp:inTable <t> ; bp:rowRole bpc:total ; bp:amount {amount} ; bp:halfUnit 50.0 {totals} ."


def test_a_sum_within_the_rounding_closes() -> None:
    assert closure(PARTS + total("300.0")) == (1, 1)
    assert closure(PARTS + total("450.0")) == (1, 1), "three figures, each half a unit of 50"


def test_a_sum_beyond_the_rounding_is_open() -> None:
    assert closure(PARTS + total("450.1")) == (1, 0)


def test_a_total_without_parts_is_open() -> None:
    assert closure(PARTS + total("300.0", "")) == (1, 0)


def test_a_zero_without_parts_has_nothing_to_add_up() -> None:
    zero = "<z> bp:inTable <u> ; bp:rowRole bpc:total ; bp:amount 0.0 ; bp:halfUnit 50.0 ."
    assert closure(zero) == (0, 0)
    assert closure(zero + PARTS + total("300.0")) == (1, 1)


def test_a_zero_with_parts_is_their_sum_or_not() -> None:
    assert closure(PARTS + total("0.0")) == (1, 0)


def test_one_open_total_opens_the_table() -> None:
    second = "<s2> bp:inTable <t> ; bp:rowRole bpc:subtotal ; bp:amount 9000.0 ; bp:halfUnit 50.0 ; bp:totals <a> ."
    assert closure(PARTS + total("300.0") + second) == (1, 0)


def test_tables_without_totals_do_not_count() -> None:
    assert closure(PARTS) == (0, 0)


def test_each_table_counts_once() -> None:
    other = "<x> bp:inTable <u> ; bp:rowRole bpc:total ; bp:amount 1.0 ; bp:halfUnit 0.5 ."
    assert closure(PARTS + total("300.0") + other) == (2, 1)


def test_projects_and_indicators_are_listed() -> None:
    facts = """<urn:d> bp:publishedBy <o> ; bp:fiscalYear "2024"^^xsd:gYear . <o> rdfs:label "某局" .
        <p> a bp:Project ; rdfs:label "甲" ; bp:amount 5.0 ; bp:hasIndicator <i>, <j> ; bp:hasObjective <g> .
        <q> a bp:Project ; rdfs:label "乙" . <i> rdfs:label "数" ; bp:hasTarget <t> . <t> bp:printed "≥1" ."""
    project = {"department": "某局", "year": 2024, "project": "甲", "amount": 5, "objectives": 1, "indicators": 2}
    assert project in rows_of("projects", facts) and len(rows_of("projects", facts)) == 2
    indicator = {"department": "某局", "year": 2024, "owner": "甲", "indicator": "数", "target": "≥1"}
    assert indicator in rows_of("indicators", facts) and len(rows_of("indicators", facts)) == 2
