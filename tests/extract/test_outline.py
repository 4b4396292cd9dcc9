"""Numbered entries and what each follows, in made-up texts."""

from __future__ import annotations

import pytest

from kg.extract import outline
from kg.extract.sections import body
from kg.extract.sheet import Sheet
from kg.model import Ref
from kg.vocab import BP, RDFS
from tests.extract.builders import document


def entries(text: str) -> list[tuple[str, str]]:
    """The number of every entry and that of the one it follows, in order."""
    doc = document(text)
    sheet = Sheet(doc)
    outline.add(sheet, body(doc))
    found = []
    for draft in sheet.of(BP.Entry):
        before = draft.get(BP.follows)
        number = str(draft.get(BP.number))
        assert doc.text[draft.span.start : draft.span.end].startswith(number[0])
        found.append((number, str(sheet.drafts[Ref(str(before))].get(BP.number)) if before else ""))
    return found


def test_lines_follow_each_other() -> None:
    found = entries("一、收入\n\n收入3万元。\n\n二、支出\n\n支出3万元。\n\n三、结转\n")
    assert found == [("一、", ""), ("二、", "一、"), ("三、", "二、")]


def test_a_list_inside_another_is_closed_by_the_next_number_outside() -> None:
    text = "一、概况\n\n二、任务\n\n一、抓巡护\n\n二、抓监测\n\n三、抓培训\n\n四、抓宣传\n\n三、预算\n"
    assert entries(text)[-1] == ("三、", "二、")


def test_items_end_with_the_line_above_them() -> None:
    found = entries("一、收入\n\n（一）拨款\n\n（二）其他\n\n二、支出\n\n（一）基本\n\n（三）项目\n")
    assert found[1:3] == [("（一）", ""), ("（二）", "（一）")]
    assert found[-2:] == [("（一）", ""), ("（三）", "（一）")]


def test_items_within_a_line_count() -> None:
    assert entries("（一）收入总表（二）支出总表\n\n（三）项目表\n")[-1] == ("（三）", "（二）")


def test_a_part_begins_anew() -> None:
    found = entries("第一部分 概况\n\n一、职责\n\n二、机构\n\n第二部分 说明\n\n四、收入\n")
    assert found[-1] == ("四、", "")


def test_a_number_that_a_table_prints_is_not_missing() -> None:
    table = "二、收入总表\t\n项目\t金额\n拨款\t3.00\n其他\t4.00\n"
    assert entries(f"一、收支总表\n\n说明一句。\n\n{table}\n三、支出总表\n\n说明一句。\n")[-1] == ("三、", "")


def test_ten_and_more() -> None:
    assert entries("九、采购\n\n十、资产\n\n十一、绩效\n") == [("九、", ""), ("十、", "九、"), ("十一、", "十、")]


def test_clauses_within_a_paragraph() -> None:
    text = "今年要做好：一要抓巡护，及时。二要抓监测。二要抓培训。\n\n一是节水。二是节电。"
    assert entries(text) == [("一要", ""), ("二要", "一要"), ("二要", "二要"), ("一是", ""), ("二是", "一是")]


@pytest.mark.parametrize("text", ["按照第（二）款办理。", "依据（三）项的规定。", "统一是前提，第三要素是水。"])
def test_what_only_looks_like_an_entry(text: str) -> None:
    assert not entries(text)


def test_label() -> None:
    doc = document("（一）荷塘管护：巡护全县荷塘。\n")
    sheet = Sheet(doc)
    outline.add(sheet, body(doc))
    (entry,) = sheet.of(BP.Entry)
    assert (entry.get(RDFS.label), entry.get(BP.ordinal)) == ("荷塘管护", 1)


@pytest.mark.parametrize(
    ("between", "told"),
    [
        ("分项目标：\n\n1.职责：巡护\n\n按月巡护。", "分项目标"),
        ("分项目标：\n\n保障目标：\n\n按月巡护。", None),
        ("按月巡护。", None),
        ("巡护目标是：按月巡护，", None),
    ],
)
def test_a_heading_without_a_number_between_two_entries(between: str, told: str | None) -> None:
    doc = document(f"（一）总体目标\n\n荷塘更美。\n\n{between}\n\n（三）保障措施\n\n加强领导。\n")
    sheet = Sheet(doc)
    outline.add(sheet, body(doc))
    *_, last = [d for d in sheet.of(BP.Entry) if d.get(BP.number) == "（三）"]
    assert last.get(BP.unnumbered) == told
