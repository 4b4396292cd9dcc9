"""Each named question of ``ontology/queries/`` on a small made-up graph, row by row."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib import Dataset

from kg.graph.store import new_dataset, raw
from kg.queries import rows as answer
from kg.vocab import PREFIXES

HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items()) + "@base <urn:x:/> .\n"
OFFICE = """<d> a bp:Disclosure ; bp:publishedBy <o> ; bp:fiscalYear "2024"^^xsd:gYear ; dcterms:source "荷塘.txt" .
  <o> a bp:Department ; rdfs:label "荷塘局" ."""
# the second disclosure reuses the names of the first one's nodes: nothing may leak from graph to graph
OTHER = """<e> { <e> a bp:Disclosure ; bp:publishedBy <p> . <p> a bp:Department ; rdfs:label "芦苇局" .
  <d1> a bp:Duty ; bp:text "管理芦苇" . <p1> a bp:Project ; rdfs:label "收割" ; bp:amount 7.0 ; bp:serves <d1> . }"""


def graph(turtle: str, more: str = "") -> Dataset:
    """A disclosure of 荷塘局 in 2024 with these facts, and another disclosure beside it."""
    dataset = new_dataset()
    raw(dataset).load(f"{HEAD} <d> {{ {OFFICE} {turtle} }} {OTHER} {more}".encode(), format=ox.RdfFormat.TRIG)
    return dataset


def rows(name: str, turtle: str, *columns: str, more: str = "", **params: object) -> list[tuple[Any, ...]]:
    """These columns of the answer about 荷塘局; an unbound one is None."""
    found = answer(graph(turtle, more), name, **params)
    return [tuple(row.get(column) for column in columns) for row in found if row.get("department") == "荷塘局"]


DUTIES = """<d1> a bp:Duty ; bp:text "巡护荷塘" ; rdfs:label "巡护" ; bp:number "（一）" ; bp:line 4 ; bp:start 10 .
  <d2> a bp:Duty ; bp:text "培训种植户" ; bp:line 5 ; bp:start 20 . <d3> a bp:Duty ; bp:text "监测水质" ;
    bp:line 6 ; bp:start 30 .
  <d4> a bp:Duty ; rdfs:label "只是小标题" . """
PROJECTS = """<p1> a bp:Project ; rdfs:label "巡护船" ; bp:amount 60.0 ; bp:serves <d1>, <d2> ; bp:hasIndicator <i1> .
  <p2> a bp:Project ; rdfs:label "巡护员" ; bp:amount 20.0 ; bp:serves <d1> . <p3> a bp:Project ;
    rdfs:label "会议" ; bp:amount 20.0 .
  <a1> a bp:Activity ; rdfs:label "培训" ; bp:amount 5.0 ; bp:serves <d2> ; bp:hasIndicator <i2> .
  <i1> a bp:Indicator ; rdfs:label "船数" ; bp:hasTarget <t1> . <i2> a bp:Indicator ; rdfs:label "人数" ;
    bp:hasTarget <t2>, <t3> .
  <t1> bp:printed "≥2艘" . <t2> bp:printed "≥30人" ; bp:grade "优" ; bp:gradeRank 1 .
  <t3> bp:printed "<30人" ; bp:grade "差" ; bp:gradeRank 4 . """


def test_duties_without_means_have_neither_server_nor_indicator() -> None:
    own = "<d3> bp:hasIndicator <i> . <p> a bp:Project ; bp:serves <d1> . <q> a bp:Activity ."
    found = rows("duties-without-means", DUTIES + own, "number", "duty", "items", "line", "year")
    assert found == [(None, "培训种植户", 2, 5, 2024)]
    assert [row[1:3] for row in rows("duties-without-means", DUTIES, "number", "duty", "items")] == [
        ("巡护荷塘", 0),
        ("培训种植户", 0),
        ("监测水质", 0),
    ], "without projects there is a row for each, that says so; a heading is no duty of its own"


def test_money_per_duty_divides_evenly_and_adds_up() -> None:
    columns = ("kind", "duty", "items", "amount", "share", "elsewhere")
    assert rows("money-per-duty", DUTIES + PROJECTS, *columns) == [
        ("项目", "巡护", 2, 50, 50, 1),
        ("项目", "培训种植户", 1, 30, 30, 1),
        ("项目", None, 1, 20, 20, 0),
        ("职责活动", "培训种植户", 1, 5, 100, 0),
    ]


def test_each_project_says_what_measures_its_money_and_the_rest_that_it_is_not_listed() -> None:
    facts = """<d> bp:kind bpc:budget . <d2> bp:hasIndicator <i3> . <i3> bp:hasTarget <t1> .
      <t> bp:expenditureType bpc:project ; bp:amount 250.0 ; bp:halfUnit 0.5 . <old> bp:expenditureType bpc:project ;
        bp:amount 900.0 ; bp:halfUnit 0.5 ; bp:fiscalYear "2023"^^xsd:gYear .
      <p4> a bp:Project ; rdfs:label "船" ; bp:amount 60.0 . <p5> a bp:Project ; rdfs:label "讲座" ; bp:amount 10.0 ;
        bp:serves <d2> . """
    columns = ("kind", "project", "amount", "cover", "measured")
    assert rows("money-by-target", DUTIES + PROJECTS + facts, *columns) == [
        ("预算", "巡护船", 60, "自己有指标值", False),
        ("预算", "讲座", 10, "职责活动有指标值", False),
        ("预算", "船", 60, "同额的项目有指标值", False),
        ("预算", "巡护员", 20, "没有指标值", False),
        ("预算", "会议", 20, "没有指标值", False),
        ("预算", None, 80, "没有列出名称", False),
    ]


def test_activities_that_add_up_to_the_projects_measure_their_money() -> None:
    facts = """<p> a bp:Project ; bp:amount 70.0 . <q> a bp:Project ; bp:amount 30.0 .
      <a> a bp:Activity ; bp:amount 40.0 ; bp:hasIndicator <i> .
      <b> a bp:Activity ; bp:amount %s ; bp:hasIndicator <i> .
      <i> bp:hasTarget <t> . """
    assert rows("money-by-target", facts % "60.0", "cover") == [("职责活动有指标值",)] * 2
    assert rows("money-by-target", facts % "61.0", "cover") == [("没有指标值",)] * 2


def test_money_of_nothing_has_no_share() -> None:
    facts = DUTIES + '<p> a bp:Project ; bp:amount 0.0 ; bp:serves <d1> . <q> a bp:Project ; rdfs:label "无金额" .'
    assert rows("money-per-duty", facts, "duty", "items", "amount", "share") == [("巡护", 1, 0, None)]


def test_projects_without_indicators_are_listed_the_largest_first() -> None:
    twin = """<p4> a bp:Project ; rdfs:label "同一项目的另一行" ; bp:amount 60.0 . <p2> bp:hasObjective <g> .
      <l> a bp:Link ; bp:linkKind bpc:same-item ; bp:from <p1> ; bp:to <p4> .
      <m> a bp:Link ; bp:linkKind bpc:similar ; bp:from <p1> ; bp:to <p2> . <p5> a bp:Project ; rdfs:label "新" . """
    found = rows("projects-without-indicators", PROJECTS + twin, "project", "amount", "objectives", "indicators")
    assert found == [("会议", 20, 0, 2), ("巡护员", 20, 1, 2), ("新", None, 0, 2)]


def test_indicators_without_projects_have_an_owner_without_money() -> None:
    facts = """<i3> a bp:Indicator ; rdfs:label "满意度" ; bp:line 9 . <o> bp:hasIndicator <i3> .
      <i4> a bp:Indicator . <p0> a bp:Project ; rdfs:label "零" ; bp:amount 0.0 ; bp:hasIndicator <i4> .
      <i5> a bp:Indicator ; rdfs:label "次数" . <a0> a bp:Activity ; rdfs:label "活动" ; bp:hasIndicator <i5> . """
    columns = ("kind", "owner", "amount", "indicator", "line")
    assert sorted(rows("indicators-without-projects", PROJECTS + facts, *columns), key=str) == [
        ("职责活动", "活动", None, "次数", None),
        ("部门", "荷塘局", None, "满意度", 9),
        ("项目", "零", 0, None, None),
    ]


def test_indicators_by_direction_and_category() -> None:
    facts = """<i1> a bp:Indicator ; bp:direction bpc:lower-better ; bp:category bpc:quality .
      <i2> a bp:Indicator ; bp:direction bpc:lower-better ; bp:category bpc:quality . <i3> a bp:Indicator ."""
    found = answer(graph(facts, "<f> { <i1> a bp:Indicator ; bp:category bpc:quality }"), "indicators-by-direction")
    assert found == [
        {"indicators": 1, "disclosures": 1},
        {"category": "quality", "indicators": 1, "disclosures": 1},
        {"direction": "lower-better", "category": "quality", "indicators": 2, "disclosures": 1},
    ]


PROMISES = """<s1> a bp:Statement ; bp:value 30.0 ; bp:unit "人" ; bp:heading "三、2024年主要工作任务" ;
    bp:quote "培训 30 人" ; bp:text "培训30人" ; bp:start 1 .
  <s2> a bp:Statement ; bp:value 2.0 ; bp:unit "艘" ; bp:heading "三、2024年主要工作任务" ;
    bp:quote "购船 2 艘" ; bp:text "购船2艘" ;
    bp:start 2 .
  <s3> a bp:Statement ; bp:value 3.0 ; bp:unit "辆" ; bp:heading "国有资产占用" ; bp:quote "车3辆" ; bp:start 3 .
  <s4> a bp:Statement ; bp:value 9.0 ; bp:unit "人" ; bp:heading "重点工作" ; bp:quote "2023年培训9人" ;
    bp:fiscalYear "2023"^^xsd:gYear .
  <s5> a bp:Statement ; bp:amount 9.0 ; bp:heading "重点工作" ; bp:quote "安排9元" .
  <g1> a bp:Objective ; bp:text "管好荷塘" ; bp:start 5 . <g2> a bp:Objective ; bp:text "办好培训" ; bp:start 6 .
  <o> bp:hasObjective <g1>, <g2> . <p> a bp:Project ; bp:hasObjective <g3> . <g3> a bp:Objective ;
    bp:text "项目的目标" .
  <i> a bp:Indicator . <l1> a bp:Link ; bp:linkKind bpc:same-object ; bp:from <i> ; bp:to <s2> .
  <l2> a bp:Link ; bp:linkKind bpc:same-object ; bp:from <i> ; bp:to <g2> .
  <l3> a bp:Link ; bp:linkKind bpc:similar ; bp:from <i> ; bp:to <s1> . """


def test_promises_without_indicator_are_of_the_plan_and_of_this_year() -> None:
    found = rows("promises-without-indicator", PROMISES, "kind", "promise", "heading")
    assert found == [("数量", "培训30人", "三、2024年主要工作任务"), ("部门绩效目标", "管好荷塘", None)]
    other = rows("promises-without-indicator", PROMISES, "promise", heading_has="资产")
    assert other == [("车3辆",), ("管好荷塘",)]


FINDINGS = """<d/findings> {
  <f1> a bp:Finding ; bp:inDisclosure <d> ; bp:rule <r1> ; bp:message "方向写反"@zh, "reversed"@en ;
    bp:subject <i>, <t> .
  <f2> a bp:Finding ; bp:inDisclosure <d> ; bp:rule <r2> ; bp:message "数不符"@zh ; bp:subject <gone> .
  <r1> skos:notation "A01" . <r2> skos:notation "X07" . }"""
SUBJECTS = """<i> a bp:Indicator ; rdfs:label "故障率" ; bp:quote "故障率 ≥95%" ; bp:line 8 ; bp:start 70 ;
    bp:end 78 ; bp:extractedBy "layout/indicators" .
  <t> a bp:Target ; bp:quote "≥95%" ; bp:page 2 ; bp:start 74 ; bp:end 78 ; bp:extractedBy "layout/indicators" . """
PATH = ("source", "code", "message", "subject", "quote", "page", "line", "start", "end", "extractedBy")


def test_a_finding_leads_to_the_characters() -> None:
    indicator = ("荷塘.txt", "A01", "方向写反", "故障率", "故障率 ≥95%", None, 8, 70, 78, "layout/indicators")
    target = ("荷塘.txt", "A01", "方向写反", None, "≥95%", 2, None, 74, 78, "layout/indicators")
    lost = ("荷塘.txt", "X07", "数不符", *[None] * 7)
    assert rows("finding-to-characters", SUBJECTS, *PATH, more=FINDINGS) == [indicator, target, lost]


@pytest.mark.parametrize(
    ("params", "codes"),
    [
        ({"code": "X07"}, ["X07"]),
        ({"code": "A0"}, []),
        ({"about": "方向"}, ["A01", "A01"]),
        ({"about": "reversed"}, []),
        ({"finding": "urn:x:/f2"}, ["X07"]),
        ({"code": "A01", "finding": "urn:x:/f2"}, []),
    ],
)
def test_findings_are_chosen_by_code_words_or_id(params: dict[str, str], codes: list[str]) -> None:
    found = rows("finding-to-characters", SUBJECTS, "code", more=FINDINGS, **params)
    assert [code for (code,) in found] == codes


FIGURES = """<s> a bp:Statement ; bp:amount 1000.0 ; bp:halfUnit 50.0 ;
    bp:quote "收入 0.10 万元" ; bp:text "收入0.10万元" ; bp:line 3 .
  <b> a bp:BudgetLine ; rdfs:label "收入合计" ; bp:column "预算数" ; bp:inTable <t> ;
    bp:amount 1050.0 ; bp:halfUnit 0.5 ; bp:page 4 .
  <c> a bp:BudgetLine ; rdfs:label "总计" ; bp:amount 1050.6 ; bp:halfUnit 0.5 .
  <t> a bp:Table ; rdfs:label "收入表" .
  <n> a bp:BudgetLine ; rdfs:label "未印" ; bp:printed "—" .
  <l1> a bp:Link ; bp:linkKind bpc:same-figure ; bp:from <s> ; bp:to <b> .
  <l2> a bp:Link ; bp:linkKind bpc:same-figure ; bp:from <s> ; bp:to <c> .
  <l3> a bp:Link ; bp:linkKind bpc:same-figure ; bp:from <n> ; bp:to <c> .
  <l4> a bp:Link ; bp:linkKind bpc:same-item ; bp:from <b> ; bp:to <c> . """


def test_figures_printed_twice_with_gap_and_rounding() -> None:
    columns = ("first", "firstPlace", "second", "secondAmount", "secondPlace", "rounding")
    assert rows("figures-printed-twice", FIGURES, *columns) == [
        ("收入0.10万元", "第 3 行", "总计", Decimal("1050.6"), None, False),
        ("收入0.10万元", "第 3 行", "收入表：收入合计（预算数）", 1050, "第 4 页", True),
    ]
    assert [gap for (gap,) in rows("figures-printed-twice", FIGURES, "gap")] == [Decimal("50.6"), 50]


LINKS = """<p> a bp:Project ; rdfs:label "巡护船" ; bp:line 7 . <d1> a bp:Duty ; bp:text "巡护荷塘" ; bp:page 1 .
  <s> a bp:Statement ; bp:quote "共9万元" . <a> a bp:BudgetLine ; rdfs:label "甲" ; bp:column "合计" .
  <b> a bp:BudgetLine ; rdfs:label "乙" .
  <l1> a bp:Link ; bp:linkKind bpc:serves ; bp:from <p> ; bp:to <d1> ; bp:score 0.6 ; bp:reason "都说巡护" .
  <l2> a bp:Link ; bp:linkKind bpc:sum ; bp:from <s> ; bp:to <a>, <b> ; bp:score 1.0 . """


def test_links_have_both_ends_and_one_row_for_each_addend() -> None:
    columns = ("relation", "score", "reason", "from", "fromPlace", "to", "toPlace")
    serves = ("serves", Decimal("0.6"), "都说巡护", "巡护船", "第 7 行", "巡护荷塘", "第 1 页")
    sums = [("sum", 1, None, "共9万元", None, to, None) for to in ("甲（合计）", "乙")]
    assert rows("links", LINKS, *columns) == [serves, *sums]
    assert rows("links", LINKS, *columns, kind="serves") == [serves]
    assert rows("links", LINKS, *columns, min_score=0.61) == sums
    assert rows("links", LINKS, *columns, kind="serves", min_score="0.61") == []
    ends = rows("links", LINKS, "one", "other")
    assert [tuple(iri[-2:].strip("/:") for iri in pair) for pair in ends] == [("p", "d1"), ("s", "a"), ("s", "b")]


COPIED = """
  <e2> { <e2> a bp:Disclosure ; bp:publishedBy <r> . <r> a bp:Department ; rdfs:label "水草局" .
    <g2> a bp:Objective ; bp:quote "每季度取样化验" ; bp:page 6 .
    <i2> a bp:Indicator ; bp:quote "取样次数 ≥4" . <p2> a bp:Project . }
  <https://w3id.org/cn-budget-performance/across/links> {
    <l1> bp:linkKind bpc:copied-across ; bp:from <g1> ; bp:to <g2> ; bp:score 0.8 ; bp:reason "相同的占 80%" .
    <l2> bp:linkKind bpc:copied-across ; bp:from <p1> ; bp:to <p2> ; bp:score 1.0 ; bp:reason "三项指标" .
    <l3> bp:linkKind bpc:copied-across ; bp:from <i1> ; bp:to <i2> ; bp:score 1.0 ; bp:reason "相同" .
    <l4> bp:linkKind bpc:funded-elsewhere ; bp:from <g1> ; bp:to <g2> ; bp:score 1.0 ; bp:reason "同名" . }"""


def test_copies_of_other_departments_have_both_quotes() -> None:
    own = """<g1> a bp:Objective ; bp:quote "每季度取样" ; bp:line 9 . <i1> a bp:Indicator ; bp:quote "取样次数≥4" .
      <p1> a bp:Project ."""
    columns = ("what", "year", "quote", "place", "source", "sourceQuote", "sourcePlace", "reason")
    goal = ("Objective", 2024, "每季度取样", "第 9 行", "水草局", "每季度取样化验", "第 6 页", "相同的占 80%")
    indicator = ("Indicator", 2024, "取样次数≥4", None, "水草局", "取样次数 ≥4", None, "相同")
    assert rows("copied-from-departments", own, *columns, more=COPIED) == [indicator, goal]
    assert rows("copied-from-departments", own, *columns, more=COPIED, min_score=0.9) == [indicator]


def test_the_path_from_money_to_duty_and_target_shows_its_gaps() -> None:
    columns = ("kind", "project", "amount", "duty", "indicator", "targets")
    assert rows("path-to-duty", DUTIES + PROJECTS, *columns) == [
        ("项目", "巡护船", 60, "培训种植户", "船数", "≥2艘"),
        ("项目", "巡护船", 60, "巡护", "船数", "≥2艘"),
        ("项目", "巡护员", 20, "巡护", None, None),
        ("项目", "会议", 20, None, None, None),
        ("职责活动", "培训", 5, "培训种植户", "人数", "优≥30人；差<30人"),
    ]
    assert len(answer(graph(DUTIES + PROJECTS), "path-to-duty", publisher="芦苇")) == 1


@pytest.mark.parametrize("name", ["projects", "path-to-duty"])
def test_lists_are_narrowed_to_a_department(name: str) -> None:
    found = answer(graph(PROJECTS), name, publisher="荷塘")
    assert {row["department"] for row in found} == {"荷塘局"}
    assert {row["department"] for row in answer(graph(PROJECTS), name)} == {"荷塘局", "芦苇局"}


@pytest.mark.parametrize("name", ["projects", "indicators"])
def test_lists_are_narrowed_to_a_year(name: str) -> None:
    dataset = graph(PROJECTS + "<o> bp:hasIndicator <i1> .")
    assert answer(dataset, name, fiscal_year=2024) and not answer(dataset, name, fiscal_year=2023)
    assert {row.get("year") for row in answer(dataset, name, fiscal_year=2024)} == {2024}
