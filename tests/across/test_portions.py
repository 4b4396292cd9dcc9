"""Documents are compared some at a time: by one process or several, without nodes that broke a shape."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Dataset

from kg.across import portions
from kg.across.digest import LINKS, Digest
from kg.across.record import Across
from kg.across.run import across
from kg.across.tables import read, written
from kg.check.record import record
from kg.check.rules import load_rules
from kg.graph.store import new_dataset, raw
from kg.resources import Ontology
from kg.vocab import BASE
from tests.across.made_up import add

ONTOLOGY = Ontology.load()
RULES = [rule for rule in load_rules(ONTOLOGY) if rule.across]
LIGHTS = """<p> a bp:Project ; rdfs:label "路灯维护" ; bp:amount 500000.0 ; bp:hasIndicator <i> .
<i> a bp:Indicator ; rdfs:label "路灯完好率" ; bp:direction bpc:higher-better ; bp:quote "完好率 {rate}" ; bp:page 7 ;
  bp:hasTarget <t> .
<t> a bp:Target ; bp:printed "≥{rate}%" ; bp:targetKey "ge{rate}%" ; bp:comparator bpc:ge ; bp:value {rate} ;
  bp:unit "%" ; bp:valueKind bpc:ratio ."""
PATHS = """<q> a bp:Project ; rdfs:label "步道修缮" ; bp:quote "步道" ; bp:hasIndicator <j> {more} .
<j> a bp:Indicator ; rdfs:label "步道长度" ; bp:hasTarget <u> . <u> a bp:Target ; bp:printed "≥3公里" ."""
MORE = '. <k> a bp:Indicator ; rdfs:label "居民满意度" ; bp:hasTarget <v> . <v> a bp:Target ; bp:printed "≥90%"'
GOAL = '<p> a bp:Project ; rdfs:label "{0}" ; bp:hasObjective <o> . <o> a bp:Objective ; bp:text "{0}" .'


def two_years(*departments: str) -> Dataset:
    """Last year's and this year's budget of departments; this year one target is lower and another is gone."""
    dataset = new_dataset()
    for name in departments:
        for year, rate, more in ((2023, 98, f", <k> {MORE}"), (2024, 95, "")):
            turtle = LIGHTS.format(rate=rate) + PATHS.format(more=more)
            add(dataset, f"{name}{year}", turtle, year, department=f"河湾县{name}")
    return dataset


def ended(dataset: Dataset, path: Path | None = None, workers: int = 1) -> tuple[Across, set[str]]:
    """What came of the rules, and the links."""
    made = new_dataset()
    with closing(Digest(ONTOLOGY, path)) as digest:
        digest.take(dataset)
        done = across(digest, RULES, made, workers=workers)
    return done, {str(quad) for quad in raw(made).quads_for_pattern(None, None, None, ox.NamedNode(LINKS))}


def found(done: Across) -> list[tuple[str, str]]:
    """The department and the quote of each finding, all of which are of D05 and of this year."""
    assert all((one.rule, one.disclosure[-4:]) == ("D05", "2024") for one in done.findings)
    return sorted((one.disclosure.rsplit("/", 1)[-1][:-4], one.quote) for one in done.findings)


@pytest.fixture
def by_one(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each department is a portion, and any number of portions is worth other processes."""
    monkeypatch.setattr(portions, "_TOGETHER", 1)
    monkeypatch.setattr(portions, "_ALONE", 0)
    yield


@pytest.mark.usefixtures("by_one")
def test_several_processes_find_what_one_finds(tmp_path: Path) -> None:
    dataset = two_years("文化馆", "水务局", "林业局")
    alone, together = ended(dataset), ended(dataset, tmp_path / "digests", workers=2)
    assert alone == together
    names = sorted(("文化馆", "水务局", "林业局"))
    assert found(alone[0]) == [(name, quote) for name in names for quote in ("完好率 95", "步道")]


@pytest.mark.usefixtures("by_one")
def test_what_a_process_that_ended_has_not_done_is_done_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Ended(ProcessPoolExecutor):
        def submit(self, *_: object, **__: object) -> object:  # type: ignore[override]
            raise BrokenProcessPool

    dataset = two_years("文化馆", "水务局")
    monkeypatch.setattr(portions, "ProcessPoolExecutor", Ended)
    assert ended(dataset, tmp_path / "digests", workers=2) == ended(dataset)


def test_nodes_that_broke_a_shape_are_linked_to_nothing() -> None:
    dataset = two_years("文化馆")
    disclosure = f"{BASE}disclosure/文化馆2024"
    target = f"{disclosure}/t"
    before, links = ended(dataset)
    assert found(before) == [("文化馆", "完好率 95"), ("文化馆", "步道")] and any(target in link for link in links)
    record(dataset, [], [], [], weak={disclosure: [target]})
    after, links = ended(dataset)
    assert found(after) == [("文化馆", "步道")] and not any(target in link for link in links)


def test_a_subject_that_broke_a_shape_is_not_counted() -> None:
    dataset = two_years("文化馆")
    disclosure = f"{BASE}disclosure/文化馆2024"
    record(dataset, [], [], [], weak={disclosure: [f"{disclosure}/i", f"{disclosure}/j"]})
    (check,) = (one for one in ended(dataset)[0].checks if (one.rule, one.disclosure) == ("D05", disclosure))
    assert check.examined == 0


def test_what_a_finding_shows_is_there_when_it_is_asked_for() -> None:
    done, _ = ended(two_years("文化馆"))
    assert {(finding.quote, finding.page) for finding in done.findings} == {("完好率 95", 7), ("步道", None)}


def test_a_rule_sees_whether_there_are_other_departments() -> None:
    def outcomes(*departments: str) -> set[str]:
        dataset = new_dataset()
        for name in departments:
            add(dataset, name, GOAL.format(f"{name}监测"), department=f"河湾县{name}")
        return {check.outcome for check in ended(dataset)[0].checks if check.rule == "D06"}

    assert outcomes("文化馆") == {"inapplicable"} and outcomes("文化馆", "水务局") == {"passed"}


def test_tables_keep_what_they_hold() -> None:
    rows: list[list[object]] = [
        ["甲\n“乙”\ud800", 3, Decimal("1200.50"), None, True],
        ["", -1, Decimal("-7"), "x", False],
    ]
    names = ["text", "whole", "exact", "maybe", "flag"]
    back = list(read(written(names, rows)))
    assert back == [{k: v for k, v in zip(names, row, strict=True) if v is not None} for row in rows]
    assert [str(row["exact"]) for row in back] == ["1200.50", "-7"] and type(back[0]["whole"]) is int


def test_a_digest_that_is_taken_again_or_dropped_is_not_there_twice(tmp_path: Path) -> None:
    with closing(Digest(ONTOLOGY, tmp_path / "some")) as some, closing(Digest(ONTOLOGY, tmp_path / "more")) as more:
        some.take(two_years("文化馆"))
        more.take(two_years("文化馆", "水务局"))
        some.merge(tmp_path / "more")
        assert [head.name for head in some.heads()] == ["河湾县文化馆"] * 2 + ["河湾县水务局"] * 2
        some.drop([head.iri for head in some.heads() if head.year == 2023])
        assert {row["g"] for row in some.rows("targets")} == {head.iri for head in some.heads()}
        assert [head.year for head in some.heads()] == [2024, 2024]
        assert some.head(some.heads()[0].iri) == some.heads()[0] and some.head("urn:none") is None
