"""A table as the layouts see it: banners, header rows, paths, data rows."""

from __future__ import annotations

import pytest

from kg.extract.tables.view import View, covering
from kg.model import Passage
from tests.extract.builders import ruled, view


def paths(v: View) -> list[str]:
    return ["/".join(path) for path in v.paths]


def rows(v: View) -> list[list[str]]:
    return [v.row_texts(r) for r in v.data]


def test_header_paths_over_several_rows_with_blanks() -> None:
    v = view(
        "科目编码\t\t\t科目名称\t2024年预算数\t\t\n"
        "类\t款\t项\t\t合计\t基本支出\t项目支出\n"
        "213\t03\t01\t行政运行\t60.00\t40.00\t20.00\n"
    )
    assert paths(v) == [
        "科目编码/类",
        "科目编码/款",
        "科目编码/项",
        "科目名称",
        "2024年预算数/合计",
        "2024年预算数/基本支出",
        "2024年预算数/项目支出",
    ]


def test_a_blank_takes_its_left_neighbours_header_only_under_the_same_heads() -> None:
    v = view("收入\t\t支出\t\n项目\t金额\t项目\t\n甲\t1\t乙\t2\n")
    assert paths(v) == ["收入/项目", "收入/金额", "支出/项目", "支出/项目"]


def test_merged_headers_are_seen_in_a_ruled_table() -> None:
    v = view(ruled([["科目", None, "合计"], ["编码", "名称", "^"], ["213", "农林水支出", "1.00"]]))
    assert paths(v) == ["科目/编码", "科目/名称", "合计"]


def test_a_blank_header_stays_blank_in_a_ruled_table() -> None:
    assert paths(view(ruled([["项目", "", "合计"], ["甲", "乙", "1.00"]]))) == ["项目", "", "合计"]


@pytest.mark.parametrize(
    "banner",
    ["部门收入总表\t\t\n", "单位：万元\t\t\n", "\t\t金额单位：元\n", "部门名称：荷塘管理局\t\t单位：万元\n", "\t\t\n"],
)
def test_lines_inside_the_frame_are_no_headers(banner: str) -> None:
    assert paths(view(banner + "项目\t合计\t基本支出\n甲\t1\t1\n")) == ["项目", "合计", "基本支出"]


@pytest.mark.parametrize("number", ["表11", "附表3", "表十一", "表14-2"])
def test_the_number_of_a_table_in_its_first_cell_is_no_header(number: str) -> None:
    table = ruled([[number, "", ""], ["项目", "合计", "基本支出"], ["甲", "1", "1"]])
    assert paths(view(table)) == ["项目", "合计", "基本支出"]


def test_a_word_in_a_first_cell_is_a_header_and_no_banner() -> None:
    assert paths(view("支出\t\t\n项目\t合计\t基本支出\n甲\t1\t1\n"))[0] == "支出/项目"


def test_rows_of_ranks_repeated_headers_notes_and_blanks_are_no_data() -> None:
    v = view(
        "项目\t合计\t基本支出\n栏次\t1\t2\n甲\t5.00\t3.00\n\n项目\t合计\t基本支出\n**\t1\t2\n乙\t2.00\t1.00\n\t\t\n注：本表取自预算。\t\t\n"
    )
    assert rows(v) == [["甲", "5.00", "3.00"], ["乙", "2.00", "1.00"]]


def test_a_row_of_stars_alone_is_a_rank_row() -> None:
    assert paths(view(ruled([["单位名称", "项目名称"], ["**", "**"], ["合计", "1.00"]]))) == ["单位名称", "项目名称"]


def test_figures_that_could_be_ranks_are_data_where_a_name_stands_before_them() -> None:
    assert rows(view("项目\t数量\t价值\n车辆\t1\t2\n"))[0] == ["车辆", "1", "2"]


@pytest.mark.parametrize("first", ["合计\t\t", "一、收入\t\t", "213\t农林水支出\t", "甲\t1.00\t"])
def test_what_begins_the_data(first: str) -> None:
    v = view(f"项目\t名称\t金额\n{first}\n乙\t2.00\t3.00\n")
    assert v.head == range(0, 1) and len(v.data) == 2


def test_a_table_of_words_has_no_data() -> None:
    assert view("项目\t名称\n甲\t乙\n").data == []


def test_a_merged_cell_stands_once() -> None:
    v = view(ruled([["甲", "1.00"], ["^", "2.00"]]))
    first = v.own(0, 0)
    assert first is not None and v.own(1, 0) is None and v.cell(1, 0) is first
    assert [c.text for c in v.cells(1)] == ["甲", "2.00"]


def test_the_span_of_a_row_is_from_its_first_to_its_last_text() -> None:
    v = view("项目\t合计\t备注\n荷塘 清淤\t1.00\t\n")
    assert v.span(1) == (v.grid[1][0].passage.span().start, v.grid[1][1].passage.span().end)  # type: ignore[union-attr]


def test_covering_leaves_out_empty_passages() -> None:
    assert covering([Passage("乙", [9]), Passage("", []), Passage("甲", [4])]) == (4, 10)
