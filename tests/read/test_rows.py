"""Rows of flattened tables laid out on a grid, with every character at its place."""

from __future__ import annotations

import pytest

from kg.model import Table
from kg.read.lines import clean, ends_sentence, heading_level, mark
from kg.read.rows import NumberedLine, Row, cell_rows, tab_rows, to_table


def numbered(text: str) -> list[NumberedLine]:
    lines, at = [], 0
    for number, raw in enumerate(text.split("\n"), 1):
        lines.append((at, raw, number))
        at += len(raw) + 1
    return lines


def texts(rows: list[Row]) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in rows]


def spans(table: Table, row: int) -> list[tuple[str, int, int]]:
    return [(c.text, c.col, c.colspan) for c in table.cells if c.row == row]


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("行 政 运　行", "行政运行"),
        ("数 12 个", "数12个"),
        ("COVID 19", "COVID 19"),
        ("Office  Suite", "Office Suite"),
        ("120.00  100.00", "120.00 100.00"),  # two figures never become one
        ("1,200 .00", "1,200.00"),
        ("2024 年", "2024年"),
        ("\u200b荷\ufeff塘", "荷塘"),
        (" \t ", ""),
    ],
)
def test_blanks_that_the_layout_put_in_are_dropped(printed: str, shown: str) -> None:
    passage = clean(printed, 7)
    assert passage.text == shown
    assert all(printed[at - 7] == char for char, at in zip(passage.text, passage.offsets, strict=True))


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("第一部分 概况", 1),
        ("一、职责", 2),
        ("（二）机构", 3),
        ("(二)机构", 3),
        ("3、支出", 4),
        ("3.支出", 4),
        ("3.5万元", 0),
        ("（4）其他", 5),
        ("一共三项", 0),
    ],
)
def test_marks_tell_the_depth(text: str, level: int) -> None:
    assert mark(text) == level


def test_a_heading_is_short_and_no_sentence() -> None:
    assert heading_level("二、收支预算总体情况说明") == 2
    assert heading_level("二、收入合计120万元，比上年增加20万元。") == 0
    assert heading_level("二、收入120万元，支出120万元") == 0
    assert heading_level("二、" + "荷" * 50) == 0


def test_sentence_ends() -> None:
    assert ends_sentence("完成。") and ends_sentence("（本级） )") and not ends_sentence("完成")


def test_tabs_part_cells_and_blank_lines_mark_page_breaks() -> None:
    rows = tab_rows(numbered("项目\t预算 数\n甲\t\n\n乙\t2.00"))
    assert texts(rows) == [["项目", "预算数"], ["甲", ""], ["乙", "2.00"]]
    assert [row.after_break for row in rows] == [False, False, True]
    assert [row.line for row in rows] == [1, 2, 4]


def test_one_cell_a_line_with_an_empty_line_after_each_row() -> None:
    rows = cell_rows(numbered("\t项目\n\t预算数\n\n\t荷塘\n清淤\n\t\n\n"))
    assert texts(rows) == [["项目", "预算数"], ["荷塘清淤", ""]]
    assert rows[1].cells[0].offsets == [11, 12, 14, 15]  # over the line end


def test_a_tabbed_line_among_cell_lines_is_a_row_of_its_own() -> None:
    assert texts(cell_rows(numbered("\t甲\n\t1.00\n单位：\t万元\n\t乙\n\t2.00"))) == [
        ["甲", "1.00"],
        ["单位：", "万元"],
        ["乙", "2.00"],
    ]


def test_a_short_header_row_is_spread_over_the_filled_runs_below_it() -> None:
    table = to_table(tab_rows(numbered("类别\t支出\n\t基本\t项目\n甲\t1\t2")))
    assert spans(table, 0) == [("类别", 0, 1), ("支出", 1, 2)]
    assert spans(table, 1) == [("", 0, 1), ("基本", 1, 1), ("项目", 2, 1)]


def test_a_row_of_one_cell_spans_the_table() -> None:
    table = to_table(cell_rows(numbered("\t预算总表\n\n\t项目\n\t预算数\n\n\t甲\n\t1\n")))
    assert spans(table, 0) == [("预算总表", 0, 2)]


def test_a_row_that_cannot_be_spread_keeps_its_cells_at_the_left() -> None:
    table = to_table(tab_rows(numbered("甲\t1\t2\n乙\t3")))
    assert spans(table, 1) == [("乙", 0, 1), ("3", 1, 1)]
    assert (table.n_rows, table.n_cols, table.ruled) == (2, 3, False)
