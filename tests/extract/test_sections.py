"""The order of a document: contents pages, headings over blocks, and what stands above a table."""

from __future__ import annotations

import pytest

from kg.extract.sections import Caption, body, captions, is_title, unit_in
from kg.model import Block, Document, Passage, Place, Table
from tests.extract.builders import document

CONTENTS = """河湾县荷塘管理局2024年度部门预算

目 录

第一部分 部门概况……1
一、主要职责.......2
二、机构设置 3
第二部分 预算表

第一部分 部门概况

一、主要职责

负责荷塘管理。

二、机构设置

内设三个科室。
"""


def texts(text: str) -> list[tuple[tuple[str, ...], str]]:
    return [(s.path, s.block.text) for s in body(document(text)) if isinstance(s.block, Block)]


def caption(text: str) -> Caption:
    sections = body(document(text))
    return next(captions(sections)[s.index] for s in sections if isinstance(s.block, Table))


def title(text: str) -> str | None:
    found = caption(text).title
    return found.text if found else None


def test_the_body_begins_after_the_contents_page() -> None:
    assert texts(CONTENTS) == [
        (("第一部分部门概况",), "第一部分部门概况"),
        (("第一部分部门概况", "一、主要职责"), "一、主要职责"),
        (("第一部分部门概况", "一、主要职责"), "负责荷塘管理。"),
        (("第一部分部门概况", "二、机构设置"), "二、机构设置"),
        (("第一部分部门概况", "二、机构设置"), "内设三个科室。"),
    ]


def test_without_a_contents_page_everything_is_body() -> None:
    assert [text for _, text in texts("荷塘管理局\n\n一、职责\n\n负责荷塘。")] == [
        "荷塘管理局",
        "一、职责",
        "负责荷塘。",
    ]


def test_contents_with_cut_titles_end_where_the_long_title_comes() -> None:
    found = texts(
        "目录\n一、2024年度收支预算总体情况\n二、其他\n\n正文第一段就在这里。\n\n一、2024年度收支预算总体情况说明\n\n完。"
    )
    assert found[-2][1] == "一、2024年度收支预算总体情况说明"


def test_a_contents_page_that_never_ends_hides_nothing() -> None:
    assert [text for _, text in texts("目录\n一、职责\n二、机构")] == ["一、职责", "二、机构"]


TABLE = "项目\t预算数\n甲\t1.00\n乙\t2.00\n"


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ("部门收支总表\n\n单位：万元\n\n", ("部门收支总表", "万元", None)),
        ("表3\n\n2024年部门收支总表\n\n公开03表\n\n金额单位：元\n\n", ("2024年部门收支总表", "元", 2024)),
        (
            "支出总体情况表（按功能分类）\n\n部门：河湾县荷塘管理局 单位：千元\n\n",
            ("支出总体情况表（按功能分类）", "千元", None),
        ),
        ("2023年部门决算表\n\n编制单位：河湾县荷塘管理局\n\n（亿元）\n\n", ("2023年部门决算表", "亿元", 2023)),
        ("以下是各项支出的说明，请参阅后面的表。\n\n", (None, None, None)),
    ],
)
def test_title_unit_and_year_come_from_the_lines_above(
    above: str, expected: tuple[str | None, str | None, int | None]
) -> None:
    found = caption(above + TABLE)
    assert (found.title.text if found.title else None, found.unit, found.year) == expected


def test_a_title_inside_the_frame() -> None:
    assert title("部门收入总表\t\t\n单位：万元\t\t\n项目\t合计\t基本支出\n甲\t1.00\t1.00\n") == "部门收入总表"


def test_a_row_name_that_ends_in_table_is_no_title() -> None:
    assert title("财务统计报表\t1.00\n乙\t2.00\n") is None


def test_the_unit_in_a_header_counts_where_no_line_above_names_one() -> None:
    assert caption("项目\t预算数（万元）\n甲\t1.00\n").unit == "万元"


def test_the_unit_in_a_fourth_row_inside_the_frame() -> None:
    assert caption("表11\t\n结转资金支出表\t\n\t\n\t单位：万元\n项目\t金额\n甲\t1.00\n").unit == "万元"


def test_a_table_right_below_another_goes_on_with_its_unit_but_not_its_title() -> None:
    text = "部门收支总表\n\n单位：元\n\n甲\t1\n乙\t2\n\n一\t二\t三\t四\t五\n甲\t1\t2\t3\t4\n"
    sections = body(document(text))
    first, second = captions(sections).values()
    assert first.title is not None and second == Caption(None, "元", None)
    assert [p.text for p in first.above] == ["部门收支总表", "单位：元"]


def test_the_unit_of_one_table_is_not_that_of_the_next_after_words() -> None:
    text = f"甲表格\n\n单位：元\n\n{TABLE}\n\n乙支出表\n\n{TABLE}"
    assert [c.unit for c in captions(body(document(text))).values()] == ["元", None]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("单位:万元", "万元"),
        ("预算数（元）", "元"),
        ("价值(千元)", "千元"),
        ("单位：万", "万元"),
        ("单位：万人", None),
        ("单位：人", None),
        ("公用经费12万元", None),
    ],
)
def test_declared_units(text: str, unit: str | None) -> None:
    assert unit_in(text) == unit


@pytest.mark.parametrize("text", ["部门收入总表", "支出总体情况表（按科目）", "公开01表部门收支总表"])
def test_titles(text: str) -> None:
    assert is_title(text)


@pytest.mark.parametrize("text", ["公开03表", "附表", "填表：张某", "一、收支说明", "本表是支出情况，见附表"])
def test_what_is_no_title(text: str) -> None:
    assert not is_title(text)


def test_contents_end_with_the_page_on_which_text_begins() -> None:
    lines = [
        ("目录", 1),
        ("一、主要职能", 1),
        ("二、名词解释", 1),
        ("荷塘管理局主要职能", 2),
        ("编制荷塘规划，组织巡护。", 2),
    ]
    blocks = tuple(Block("paragraph", Passage(text, range(len(text))), place=Place(page=page)) for text, page in lines)
    found = body(Document("made-up.pdf", "0", "pdf", "", blocks))
    assert [s.block.text for s in found if isinstance(s.block, Block)] == [
        "荷塘管理局主要职能",
        "编制荷塘规划，组织巡护。",
    ]
