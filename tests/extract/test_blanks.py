"""Forms that are a title only and tables that are said to be empty, in made-up texts."""

from __future__ import annotations

import pytest

from kg.extract import blanks
from kg.extract.sections import body
from kg.extract.sheet import Sheet
from kg.vocab import BP, BPC, RDFS
from tests.extract.builders import ontology, read_tables, regions

TABLE = "政府性基金预算支出表\n\n单位：万元\n\n项目\t金额\n一、基本支出\t{}\n支出合计\t{}\n\n"


def read(text: str) -> Sheet:
    sheet = read_tables(text).owners.sheet
    blanks.add(sheet, body(sheet.document), regions(), ontology().layouts["indicators"])
    return sheet


def blank(text: str) -> list[tuple[object, object]]:
    return [(d.get(RDFS.label), d.get(BP.tableKind)) for d in read(text).of(BP.Table) if d.get(BP.blank)]


@pytest.mark.parametrize(
    "text",
    [
        "一、说明\n\n略。\n\n部门整体支出绩效目标申报表\n\n（2024年度）\n",
        "部门整体支出绩效目标申报表\n\n单位：万元\n\n二、名词解释\n\n略。\n",
        "部门整体支出绩效目标申报表\n\n（2024年度）错误!未找到引用源。\n",
    ],
)
def test_a_title_only(text: str) -> None:
    assert blank(text) == [("部门整体支出绩效目标申报表", BPC.overall_objectives)]


@pytest.mark.parametrize(
    "text",
    [
        "部门整体支出绩效目标申报表\n\n本部门整体支出不编报绩效目标，已经财政部门同意。\n",
        "部门整体支出绩效目标申报表\n\n无。\n",
        "附件：部门整体支出绩效目标申报表\n",
        "项目支出预算表\n\n部门整体支出绩效目标表\n\n项目支出绩效目标表\n",
        "部门收入总表\n\n单位：万元\n",
        "部门整体支出绩效目标申报表\n\n一级指标\t三级指标\t指标值\n产出指标\t清淤面积\t≥30亩\n",
    ],
)
def test_what_is_no_blank_form(text: str) -> None:
    assert not blank(text)


@pytest.mark.parametrize(
    "note",
    [
        "注：本单位无政府性基金预算，故本表无数据。",
        "说明：本表为空。",
        "注：此表没有数据",
        "空表列示。",
        "注：本表本年无发生额。",
        "注：本部门无相关内容。",
        "（注：2024年没有使用政府性基金预算拨款安排的支出。）",
    ],
)
def test_a_table_that_is_said_to_be_empty(note: str) -> None:
    (table,) = read(TABLE.format("", "") + note + "\n").of(BP.Table)
    assert table.get(BP.declaredEmpty)


@pytest.mark.parametrize(
    "note", ["注：本表数据四舍五入。", "说明：本表反映当年支出。", "注：没有使用外币安排的支出。", ""]
)
def test_other_notes(note: str) -> None:
    (table,) = read(TABLE.format("3.00", "3.00") + note + "\n").of(BP.Table)
    assert table.get(BP.declaredEmpty) is None


def test_a_note_belongs_to_the_table_above_it() -> None:
    text = TABLE.format("3.00", "3.00") + "二、下一张\n\n略。\n\n" + TABLE.format("", "") + "注：本表无数据。\n"
    first, second = read(text).of(BP.Table)
    assert (first.get(BP.declaredEmpty), second.get(BP.declaredEmpty)) == (None, True)
