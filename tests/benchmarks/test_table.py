"""The table of benchmarks: what it computes from figures, and the queries that other engines are asked."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox

from benchmarks.engines import disclosures, oxigraph, oxrdflib, without_graph
from benchmarks.report import page
from benchmarks.scale import growth
from kg.check.rules import load_rules
from kg.resources import Ontology

BUILD = {"triples": 1e6, "bytes": 300.0, "first": 200.0, "peak": 210.0, "writer": 250.0}
ENGINE = {"ran": 4, "late": 0, "rows": 4, "seconds": 0.1, "ours": 0.1}
SIDE = {"cpu": 20.0, "wall": 20.0, "peak": 300.0, "documents": 2}
FIGURES: dict[str, Any] = {
    "machine": {"cores": 2, "memory": 24.0, "system": "Linux", "python": "3.11", "load": 0.1},
    "stages": {
        "read": 0.01,
        "extract": 0.08,
        "graph": 0.03,
        "shapes": 0.015,
        "check": 0.03,
        "all": 0.18,
        "triples": 10_000.0,
        "build": 0.3,
    },
    "cores": {"cores": 2, "one": 40.0, "two": 20.0, "documents": 300},
    "100": {**BUILD, "documents": 100, "wall": 20.0, "cpu": 30.0},
    "1000": {**BUILD, "documents": 1000, "wall": 200.0, "cpu": 600.0, "triples": 1e7},
    "load": {"triples": 1e6, "build cpu": 30.0, "load cpu": 7.2, "build wall": 40.0, "load wall": 8.0},
    "growth": {"few": 10, "many": 300, "at few": 0.05, "at many": 0.06, "scan few": 0.1, "scan many": 0.15},
    "rules": {
        "rules": 5,
        "rdflib": ENGINE | {"late": 1, "rows": 3, "seconds": 23.0},
        "maplib": ENGINE | {"ran": 3},
        "oxrdflib": ENGINE | {"ran": 5, "rows": 5},
    },
    "shapes": {"disclosures": 3, "triples": 3e4, "queries": 0.1, "pyshacl": 5.0, "found": 0, "same": 1.0},
    "reading": {"published": False, "kg": SIDE, "pdfplumber": SIDE | {"cpu": 40.0, "pages": 60}},
}


def test_ratios_exponents_and_shares_are_computed_from_the_figures() -> None:
    """Each figure is chosen so that what is computed of it can be seen at once."""
    text = page(FIGURES)
    for told in (
        "| 230.0 × | 4 of 5 rules ran (1 ran into the limit), 3 with as many rows",
        "3 of 5 rules ran",
        "5 of 5 rules ran, all with as many rows",
        "| 50 × |",
        "| 0.50 × | 2 made-up files, 60 pages",
        "10.00 s for 30 pages",
        "| 4.2 × |",
        "7.2 µs a quad",
        "from 100 to 1,000: 1.000 on the clock, 1.301 of the processor",
        "Two cores against one: 2.00 ×",
        "1.20 × for each disclosure",
        "a plain scan of one property: 1.50 ×",
        "| 0.010 | 0.080 | 0.030 | 0.015 | 0.030 | 0.165 | 0.015 | 0.180 |",
        "18.0 ms for 1,000 triples, of which such a document has 10,000",
        "Rules are 17% of it and 10.0% of a build with its loading (0.300 s each",
        "shapes 5.0%",
    ):
        assert told in text


def test_the_plan_is_computed_from_the_largest_build() -> None:
    """A million times a disclosure of 10,000 triples and 0.6 s."""
    text = page(FIGURES)
    assert "10.0 thousand million (10,000 a disclosure)" in text
    assert "3.0 TB in Oxigraph (300 a triple)" in text
    assert "| 167, of which 20 are loading |" in text
    assert "5 Oxigraph stores" in text
    assert "100 text documents above" not in text
    full = page({**FIGURES, "10000": FIGURES["1000"] | {"documents": 10_000, "wall": 2000.0}})
    assert "10,000 text documents above" in full
    assert "from 100 to 10,000: 1.000 on the clock, 0.651 of the processor" in full


def test_engines_are_asked_the_same() -> None:
    """rdflib's API gives as many rows as the store itself, and a default graph as many as a named one."""
    store = disclosures(1)
    (name,) = store.named_graphs()
    direct, behind = oxigraph(store), oxrdflib(store)
    default = ox.Store()
    default.extend(ox.Quad(q.subject, q.predicate, q.object) for q in store.quads_for_pattern(None, None, None, name))
    rules = {rule.code: rule for rule in load_rules(Ontology.load())}
    query = rules["A01"].scope_query()
    assert direct(query) == behind(query) == oxigraph(default)(without_graph(query, str(name))) == 1


def test_growth_is_told_for_one_disclosure() -> None:
    """With a store of one and of two disclosures both figures are there."""
    figures = growth(1, 2)
    assert min(figures["at few"], figures["at many"], figures["scan few"], figures["scan many"]) > 0
