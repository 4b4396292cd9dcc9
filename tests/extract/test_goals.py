"""Objectives, indicators and projects that are written as prose."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest

from kg.extract import goals
from kg.extract.owners import Owners
from kg.extract.sections import body
from kg.extract.sheet import Sheet
from kg.vocab import BP, BPC, RDFS
from tests.extract.builders import DEPARTMENT, document, indicators, owned, reader, regions


def read(text: str) -> Sheet:
    doc = document(text)
    owners = Owners(reader(doc))
    goals.add(owners, body(doc), regions())
    for draft in owners.sheet.of(BP.Objective):
        printed = doc.text[draft.span.start : draft.span.end]
        assert printed[:2] == str(draft.get(BP.text))[:2]
    return owners.sheet


def projects(text: str) -> list[tuple[object, object]]:
    return [(d.get(RDFS.label), d.get(BP.amount)) for d in read(text).of(BP.Project)]


def test_a_year_plan_with_its_overall_aim() -> None:
    text = (
        "三、2024年度工作目标\n\n2024年总体思路是：围绕荷塘保护，全面改善水质。各项任务如下。\n\n"
        "1、完成清淤300亩。确保验收合格。\n\n2、按月监测水质。\n\n四、收支情况\n\n1、收入120万元。"
    )
    assert owned(read(text), BP.Objective) == [
        (DEPARTMENT, "2024年总体思路是：围绕荷塘保护，全面改善水质。"),
        (DEPARTMENT, "完成清淤300亩。确保验收合格。"),
        (DEPARTMENT, "按月监测水质。"),
    ]


def test_goals_and_indicators_by_duty() -> None:
    sheet = read(
        "五、绩效目标\n\n总体绩效目标：\n\n改善全县荷塘水质，保护生态。\n\n1.职责：荷塘巡护\n\n绩效目标：荷塘无破坏。\n\n"
        "绩效指标：巡护率≥90%\n\n2.职责：技术培训\n\n绩效目标：农户掌握技术。\n"
    )
    assert owned(sheet, BP.Objective) == [
        (DEPARTMENT, "改善全县荷塘水质，保护生态。"),
        ("荷塘巡护", "荷塘无破坏。"),
        ("技术培训", "农户掌握技术。"),
    ]
    assert indicators(sheet) == [("荷塘巡护", "", "", "绩效指标", ["巡护率≥90%"])]
    assert owned(sheet, BP.Duty) == [(DEPARTMENT, "荷塘巡护"), (DEPARTMENT, "技术培训")]
    (target,) = sheet.of(BP.Target)
    assert (target.get(BP.comparator), target.get(BP.value), target.get(BP.unit)) == (BPC.ge, 90, "%")


@pytest.mark.parametrize(
    ("said", "vague"),
    [("负责荷塘的日常看护，督促各村整改突出的问题。", True), ("按时完成全县荷塘的巡护任务并通过年度验收。", None)],
)
def test_a_long_indicator_is_vague_by_its_words_not_by_its_length(said: str, vague: bool | None) -> None:
    sheet = read(f"五、绩效目标\n\n1.职责：荷塘巡护\n\n绩效目标：荷塘无破坏。\n\n绩效指标：{said}\n")
    (target,) = sheet.of(BP.Target)
    assert (target.get(BP.printed), target.get(BP.vague)) == (said, vague)


@pytest.mark.parametrize(
    "text",
    [
        "二、支出情况\n\n项目支出120万元，主要用于荷塘清淤100万元、水质监测20万元。",
        "二、支出情况\n\n（二）项目支出120万元，其中：\n\n（1）荷塘清淤100万元；\n\n（2）水质监测20万元。\n\n三、其他",
        "二、支出情况\n\n项目支出1200000元，其中主要是：荷塘清淤项目1,000,000.00元，水质监测支出200,000元。",
    ],
)
def test_projects_named_with_their_money(text: str) -> None:
    assert projects(text) == [("荷塘清淤", Decimal(1_000_000)), ("水质监测", Decimal(200_000))]


@pytest.mark.parametrize(
    "text",
    [
        "二、名词解释\n\n项目支出：项目支出120万元，主要用于荷塘清淤100万元。",
        "二、支出情况\n\n项目支出120万元，主要用于公务接待费20万元、基本支出100万元。",
        "二、支出情况\n\n基本支出120万元。\n\n（1）荷塘清淤100万元；",
        "二、支出情况\n\n项目支出0万元，主要用于荷塘清淤0万元。",
    ],
)
def test_what_is_no_project(text: str) -> None:
    assert projects(text) == []


def test_an_unknown_department_has_no_goals() -> None:
    doc = document("三、2024年度工作目标\n\n1、完成清淤300亩。")
    sheet = Sheet(doc)
    plain = reader(doc)
    nobody = type(plain)(sheet, plain.ontology, plain.items, plain.targets, None, frozenset(), None, None)
    goals.add(Owners(nobody), body(doc), regions())
    assert sheet.drafts == {}


def test_a_plan_of_one_endless_sentence_is_read_in_no_time() -> None:
    begun = time.process_time()
    read("三、2024年度工作目标\n\n1、" + "荷塘总体水质，" * 20_000 + "\n")
    assert time.process_time() - begun < 10


def test_a_comparison_or_a_remark_with_an_amount_is_no_project() -> None:
    text = (
        "二、支出预算\n\n项目支出120万元,主要用于荷塘清淤80万元,比2023年减少20万元;水质监测40万元"
        "（含结转上年经费6.9万元），同比增长5万元。"
    )
    assert [name for name, _ in projects(text)] == ["荷塘清淤", "水质监测"]
