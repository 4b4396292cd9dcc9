"""What is read off the views: boilerplate, copies, money without a target."""

from __future__ import annotations

from decimal import Decimal

import networkx as nx
import pytest
from rdflib import Dataset

import kg
from kg.errors import QueryError
from kg.explore.measures import boilerplate, copied, coverage, untargeted
from tests.explore.conftest import dataset


def test_boilerplate_is_what_many_departments_print(g: Dataset) -> None:
    copies = kg.to_networkx(g, "copies")
    (row,) = boilerplate(copies, least=2).itertuples()
    assert (row.indicator, row.target, row.departments, row.share) == ("蛙的 数量", "≥4只", 2, 2 / 3)
    assert boilerplate(copies, least=3).empty


def test_the_later_department_is_named_first(g: Dataset) -> None:
    (row,) = copied(kg.to_networkx(g, "copies"), least=1).itertuples()
    assert (row.department, row.year, row.source, row.source_year, row.order) == (
        "池塘局",
        2024,
        "荷塘局",
        2023,
        "年度在后",
    )
    assert (row.indicators, row.examples) == (1, "“蛙的 数量”")
    assert copied(kg.to_networkx(g, "copies"), least=2).empty


def _copies(*years: int | None) -> nx.Graph:
    made = nx.Graph(view="copies")
    for owner, year in enumerate(years):
        made.add_node(str(owner), label=f"局{owner}")
        made.add_edge(str(owner), ("蛙", "≥4"), year=year)
    made.nodes["蛙", "≥4"].update({"label": "蛙", "owners": len(years), "class": "Indicator"})
    return made


@pytest.mark.parametrize(
    ("years", "order"), [((2024, 2024), "同年，先后不明"), ((2024, None), "有年度没有读出，先后不明")]
)
def test_without_different_years_nobody_is_called_the_later(years: tuple[int | None, ...], order: str) -> None:
    assert list(copied(_copies(*years), least=1)["order"]) == [order]


def test_one_goal_is_enough() -> None:
    made = _copies(2023, 2024)
    made.nodes["蛙", "≥4"]["class"] = "Objective"
    (row,) = copied(made).itertuples()
    assert (row.department, row.source, row.indicators, row.goals) == ("局1", "局0", 0, 1)
    assert copied(_copies(2023, 2024)).empty


def test_what_many_print_tells_no_source() -> None:
    assert len(copied(_copies(2020, 2021, 2022), least=1, most=3)) == 3
    assert copied(_copies(2020, 2021, 2022), least=1, most=2).empty


def test_money_without_a_target_by_duty(g: Dataset) -> None:
    table = untargeted(kg.to_networkx(g, "money"))
    assert list(table["duty"]) == ["未对应职责", "养蛙", "种荷"], "the largest without a target first"
    assert [tuple(row[3:]) for row in table.itertuples()] == [
        (Decimal(30000), Decimal(), Decimal(), Decimal(30000), Decimal()),
        (Decimal(100000), Decimal(100000), Decimal(), Decimal(), Decimal()),
        (Decimal("50000.5"), Decimal(), Decimal("50000.5"), Decimal(), Decimal()),
    ]


def test_money_that_names_no_project_is_unlisted(g: Dataset) -> None:
    printed = """<k> { <k> a bp:Disclosure ; bp:publishedBy <o> ; bp:fiscalYear "2024"^^xsd:gYear ; bp:kind bpc:budget .
      <o> a bp:Department ; rdfs:label "芦苇局" . <k/p> a bp:Project ; rdfs:label "收割" ; bp:amount 30.0 .
      <k/t> bp:expenditureType bpc:project ; bp:amount 100.0 ; bp:halfUnit 0.5 . }"""
    money = kg.to_networkx(dataset(printed), "money")
    (row,) = coverage(money).itertuples()
    assert row[1:] == ("芦苇局", 2024, "budget", 100, 0, 0, 30, 70, 0)
    assert list(untargeted(money)["unlisted"]) == [70], "in the view as in the question"
    shares = coverage(kg.to_networkx(g, "money"))["share"]
    assert list(shares) == [float(Decimal("150000.5") / Decimal("180000.5"))]


def test_names_with_commas_are_quoted_and_the_others_counted() -> None:
    copies = _copies(2020, 2021)
    for name in "荷、莲", "“藕”率", "苇":
        copies.add_edges_from([("0", (name, "≥4")), ("1", (name, "≥4"))], year=2020)
        copies.nodes[name, "≥4"].update({"label": name, "owners": 2, "class": "Indicator"})
    assert list(copied(copies)["examples"]) == ["“‘藕’率”、“苇”、“荷、莲” 等 4 个"]


def test_a_measure_says_which_view_it_wants(g: Dataset) -> None:
    with pytest.raises(QueryError, match="copies"):
        copied(kg.to_networkx(g, "money"))
    with pytest.raises(QueryError, match="money"):
        untargeted(kg.to_networkx(g, "copies"))
