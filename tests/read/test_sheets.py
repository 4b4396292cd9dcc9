"""Sheets of cells become lines and tables: titles above, notes below, blank rows and columns left out."""

from __future__ import annotations

import pytest

from kg.errors import ReadError
from kg.model import Block, Document
from kg.read.builder import Builder
from kg.read.sheets import Sheet, add_sheet
from kg.read.workbook import Notes, cell_name, places
from tests.read.test_docx import rows


def document(printed: dict[str, str], *merged: str, name: str = "Sheet1") -> Document:
    """A sheet by the names of its cells; every block and cell is held against the plain text."""
    sheet = Sheet("甲", name, places(name))
    for cell, text in printed.items():
        sheet.show(*at(cell), text)
    for area in merged:
        first, _, last = area.partition(":")
        sheet.merge((*at(first), *at(last)))
    builder = Builder("甲")
    add_sheet(builder, sheet)
    found = builder.document(b"", "xlsx")
    for block in found.blocks:
        for part in [block] if isinstance(block, Block) else block.cells:
            assert part.text == "".join(found.text[i] for i in part.passage.offsets)
    return found


def at(cell: str) -> tuple[int, int]:
    """Row and column of a cell of the first 26 columns."""
    return int(cell[1:]) - 1, ord(cell[0]) - 65


def shown(printed: dict[str, str], *merged: str, name: str = "Sheet1") -> list[str]:
    """The text of each block; a table by rows."""
    blocks = document(printed, *merged, name=name).blocks
    return [block.text if isinstance(block, Block) else rows(block) for block in blocks]


def test_lone_lines_above_a_table_are_paragraphs() -> None:
    sheet = {"A1": "收支预算总表", "D2": "单位：万元", "A3": "项目", "B3": "金额", "A4": "基本支出", "B4": "80.00"}
    assert shown(sheet, "A1:D1") == ["收支预算总表", "单位：万元", "0:项目 1:金额|0:基本支出 1:80.00"]


def test_lines_merged_over_the_table_below_it_are_paragraphs() -> None:
    sheet = {"A1": "项目", "B1": "金额", "A2": "甲", "B2": "1.00", "A3": "注：本表不含结转。", "A5": "其他"}
    assert shown(sheet, "A3:B3") == ["0:项目 1:金额|0:甲 1:1.00", "注：本表不含结转。", "其他"]


def test_a_title_after_a_gap_begins_a_new_table() -> None:
    sheet = {"A1": "表一", "A2": "项目", "B2": "金额", "A3": "甲", "B3": "1"}
    sheet |= {"A5": "表二", "A6": "项目", "B6": "金额", "A7": "乙", "B7": "2"}
    assert shown(sheet) == ["表一", "0:项目 1:金额|0:甲 1:1", "表二", "0:项目 1:金额|0:乙 1:2"]


def test_a_lone_cell_within_a_table_stays_in_it() -> None:
    sheet = {"A1": "项目", "B1": "金额", "A2": "一、收入", "A3": "拨款", "B3": "5"}
    assert shown(sheet) == ["0:项目 1:金额|0:一、收入 1:|0:拨款 1:5"]


def test_merged_cells_keep_their_spans_and_hide_what_they_cover() -> None:
    sheet = {"A1": "收入", "B1": "没有人看见", "C1": "支出", "A2": "项目", "B2": "金额", "C2": "金额"}
    assert shown(sheet, "A1:B1") == ["0:收入(1×2) 2:支出|0:项目 1:金额 2:金额"]
    sheet = {"A1": "级别", "B1": "名称", "A2": "产出", "B2": "次数", "B3": "人数"}
    assert shown(sheet, "A2:A3") == ["0:级别 1:名称|0:产出(2×1) 1:次数|1:人数"]


def test_blank_rows_and_columns_are_left_out_and_places_are_kept() -> None:
    found = document({"B2": "项目", "F2": "金额", "B9": "甲", "F9": "1"}, "B2:D2")
    (table,) = (block for block in found.blocks if not isinstance(block, Block))
    assert rows(table) == "0:项目 1:金额|0:甲 1:1"
    assert [cell.place.cell for cell in table.cells] == ["B2", "F2", "B9", "F9"]
    assert {cell.place.sheet for cell in table.cells} == {"Sheet1"}


def test_the_name_of_a_sheet_introduces_a_table_without_title() -> None:
    table = {"A1": "项目", "B1": "金额", "A2": "甲", "B2": "1"}
    assert shown(table, name="项目支出表")[0] == "项目支出表"
    assert len(shown(table, name="Sheet2")) == len(shown(table, name="工作表 3")) == 1
    assert shown({"A1": "标题", **{f"{c[0]}{int(c[1]) + 1}": t for c, t in table.items()}}, name="表")[0] == "标题"


def test_lines_within_a_cell() -> None:
    sheet = {"A1": "一、概况\n本局有三个科室。", "A2": "目标", "B2": "完成\n12次\x07巡查"}
    assert shown(sheet) == ["一、概况", "本局有三个科室。", "0:目标 1:完成12次巡查"]


def test_names_of_cells() -> None:
    assert [cell_name(0, col) for col in (0, 25, 26, 701, 702, 16383)] == ["A1", "Z1", "AA1", "ZZ1", "AAA1", "XFD1"]


def refused(printed: dict[tuple[int, int], str], merged: list[tuple[int, int, int, int]]) -> str:
    """Why a sheet is not read."""
    builder = Builder("甲")
    with pytest.raises(ReadError) as caught:
        add_sheet(builder, Sheet("甲", "表", places("表"), printed, merged))
        builder.document(b"", "xlsx")
    assert str(caught.value).startswith("甲: ")
    return str(caught.value)


def test_what_would_take_too_much_is_refused() -> None:
    assert "百万格" in refused({(r, c): "格" for r in range(1500) for c in (r, 0)}, [])
    assert "重叠" in refused({(r, c): "格" for r in range(2000) for c in (0, 1)}, [(0, 0, 9999, 1)] * 1500)
    long = "字" * 30_000
    assert "百万" in refused({(r, c): long for r in range(200) for c in (0, 1)}, [])
    assert "没有文字" in refused({}, [(0, 0, 9, 9)])


def test_ranges_that_overlap_each_give_way_to_the_first() -> None:
    steps = {(r, 40 - r): "阶" for r in range(40)}
    merged = [(r, 40 - r, 40, 40) for r in range(40)]
    builder = Builder("甲")
    add_sheet(builder, Sheet("甲", "", places(""), steps, merged))
    assert builder.document(b"", "xlsx").text.count("阶") == 40


def test_too_many_cells_or_ranges_are_refused_as_they_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.read.sheets.MOST_PLACES", 3)
    monkeypatch.setattr("kg.read.sheets._MOST_MERGED", 3)
    sheet = Sheet("甲", "表", places("表"))
    for i in range(3):
        sheet.show(i, 0, "格")
        sheet.merge((i, 0, i, 1))
    with pytest.raises(ReadError, match="单元格"):
        sheet.show(3, 0, "格")
    with pytest.raises(ReadError, match="合并"):
        sheet.merge((3, 0, 3, 1))


def test_hidden_columns_are_counted_where_they_are_filled() -> None:
    notes = Notes("表")
    for first, last in ((2, 3), (1, 5), (9, 9), (20, 30)):
        notes.hide_columns(first, last)
    for col in (0, 1, 4, 5, 6, 9, 10):
        notes.filled(col, False)
    assert notes.warnings() == ["工作表 表：隐藏的 4 列照样读了"]
