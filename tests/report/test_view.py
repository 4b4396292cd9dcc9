"""Views of a graph: whichever run it comes from, in an order that does not depend on it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from kg.graph.build import add_source, add_unread
from kg.graph.store import new_dataset
from kg.report.view import unread, views
from kg.resources import Ontology
from tests.report.conftest import FINDING, TEXT, MakeView, facts, put


def test_documents_come_by_department_and_year_or_as_they_are_asked_for() -> None:
    dataset = new_dataset()
    given = [("乙局", 2024), ("甲局", 2024), ("乙局", 2023)]
    iris = [put(dataset, facts(department=name, year=year, source=f"{n}.txt")) for n, (name, year) in enumerate(given)]
    assert [(v.name, v.year) for v in views(dataset, Ontology.load())] == [
        ("乙局", 2023),
        ("乙局", 2024),
        ("甲局", 2024),
    ]
    assert [view.disclosure for view in views(dataset, Ontology.load(), iris[::-1])] == iris[::-1]


def test_findings_come_by_severity_then_money(make_view: MakeView) -> None:
    grave = replace(FINDING, id="b", amount=Decimal(90_000))
    light = replace(FINDING, id="c", severity="info", amount=Decimal(10**9))
    view = make_view(light, FINDING, grave)
    assert [item.finding.id for item in view.items] == ["b", "abc123", "c"]
    assert view.money == "9.00" and [len(items) for items in view.by_severity.values()] == [2, 0, 1]


def test_money_of_one_fact_is_counted_once(make_view: MakeView) -> None:
    elsewhere = replace(FINDING, id="b", amount=Decimal(90_000), subjects=("urn:d/project/1",))
    again = replace(elsewhere, id="c", rule="A02", amount=Decimal(20_000))
    assert make_view(elsewhere, again).money == "9.00"
    assert make_view(elsewhere, FINDING).money == "13.50", "another fact adds to it"


def test_a_disclosure_of_several_files_names_them_all() -> None:
    dataset = new_dataset()
    known = facts()
    put(dataset, known)
    add_source(dataset, replace(known.document, source="目录/乙.txt"))
    (view,) = views(dataset, Ontology.load())
    assert view.source == "乙.txt、甲.txt" and view.name == "甲局"


def test_a_disclosure_that_was_never_checked_is_shown_as_it_is(make_view: MakeView) -> None:
    view = make_view()
    assert view.items == () and view.outcome_summary == "" and not view.failed
    assert ("绩效指标", "1") in view.coverage and len(TEXT) > 100


def test_files_that_were_not_read_are_in_the_graph() -> None:
    dataset = new_dataset()
    for name, reason in (("乙 %/<>.doc", "旧版文件"), ("甲.pdf", '"}\n已损坏')):
        add_unread(dataset, name, reason)
    assert unread(dataset) == [("乙 %/<>.doc", "旧版文件"), ("甲.pdf", '"}\n已损坏')]
    assert views(dataset, Ontology.load()) == []
