"""Which required matters made-up texts explain."""

from __future__ import annotations

import pytest

from kg.extract import narratives
from kg.extract.sections import body
from kg.extract.sheet import Draft, Sheet
from kg.model import Ref, Span
from kg.vocab import BP, BPC
from tests.extract.builders import document, ontology


def read(text: str) -> Sheet:
    doc = document(text)
    sheet, key = Sheet(doc), Ref("disclosure")
    sheet.insert(Draft(key, BP.Disclosure, Span(0, 0), "test", {}))
    narratives.add(sheet, doc, body(doc), ontology())
    return sheet


def explained(text: str) -> set[object]:
    return set(read(text).drafts[Ref("disclosure")].all(BP.explains))


def claimed(text: str) -> list[tuple[object, object]]:
    return [(draft.get(BP.explains), draft.get(BP.text)) for draft in read(text).of(BP.Passage)]


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("三、“三公”经费情况说明\n\n无增减。", BPC.on_three_public),
        ("本单位机关运行经费3万元。", BPC.on_running_costs),
        ("行政单位机构运转经费3万元。", BPC.on_running_costs),
        ("（二）政府采购支出情况\n\n无。", BPC.on_procurement),
        ("本单位共有车辆3辆。", BPC.on_assets),
        ("三、国有资产占用情况\n\n无。", BPC.on_assets),
        ("全部项目编制了绩效目标。", BPC.on_performance),
    ],
)
def test_a_matter(text: str, matter: object) -> None:
    assert explained(text) == {matter}


@pytest.mark.parametrize("text", ["人员经费包括绩效工资3万元。", "车辆维修费按标准列支。", "机关党建经费3万元。"])
def test_other_words(text: str) -> None:
    assert not explained(text)


def test_what_the_contents_page_promises_may_stand_in_another_file() -> None:
    text = "目录\n\n第一部分 说明\n\n第二部分 项目支出绩效目标表\n\n第一部分 说明\n\n全年收入3万元。\n"
    assert explained(text) == {BPC.on_performance}


def test_cells_explain_nothing() -> None:
    assert not explained("收支总表\n\n项目\t金额\n政府采购\t3.00\n其他\t1.00\n")


@pytest.mark.parametrize(
    ("text", "matter", "words"),
    [
        ("收支情况见附件，详见部门预算公开表。", BPC.on_tables, "详见部门预算公开表"),
        ("第三部分 单位决算公开报表\n\n无。", BPC.on_tables, "第三部分单位决算公开报表"),
        ("今年，本级项目均按要求编制了绩效目标，共3个。", BPC.on_all_goals, "本级项目均按要求编制了绩效目标"),
        ("全部项目编制了绩效目标。", BPC.on_all_goals, "全部项目编制了绩效目标"),
    ],
)
def test_a_claim_is_a_passage(text: str, matter: object, words: str) -> None:
    assert claimed(text) == [(matter, words)]


@pytest.mark.parametrize("text", ["三、预算公开情况", "部分项目编制了绩效目标。", "按要求编制绩效目标，表格齐全。"])
def test_no_claim(text: str) -> None:
    assert claimed(text) == []


def test_a_claim_that_is_made_twice_is_one() -> None:
    assert len(claimed("详见部门预算公开表。\n\n第三部分 部门预算公开表\n")) == 1
