"""XLS files of Excel 97: cells as Excel prints them, and a reason for all that is not read."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from kg.errors import ReadError
from kg.model import Table
from kg.read import read
from kg.read.xls import read_xls
from tests.read.sheet_samples import Grid, Written
from tests.read.test_xlsx import texts
from tests.read.xls_samples import as_xls, compound, record, single, workbook


def grid(*values: Written, name: str = "Sheet1") -> Grid:
    """A sheet with one row."""
    made = Grid(name)
    for col, written in enumerate(values):
        made.put(0, col, written)
    return made


def test_texts_numbers_truth_values_and_errors() -> None:
    row = (Written("绩效"), Written(1234.5, "#,##0.00"), Written(0.125, "0.0%"), Written(True), Written("#DIV/0!"))
    document = read_xls(as_xls(grid(*row, Written(45292.0, 'yyyy"年"m"月"'))), "甲")
    assert texts(document) == ["0:绩效 1:1,234.50 2:12.5% 3:TRUE 4:#DIV/0! 5:2024年1月"]
    assert document.warnings == ("工作表 Sheet1：有错误值（E1 #DIV/0!）",)
    assert document.format == "xls"


def test_days_may_count_from_1904() -> None:
    data = as_xls(single(1.0, "yyyy-mm-dd"), shared=record(0x22, struct.pack("<H", 1)))
    assert texts(read_xls(data, "甲")) == ["1904-01-02"]


def test_merged_cells_and_places() -> None:
    made = grid(Written("收入", colspan=2), Written("没有人看见"), Written("支出"), name="总表")
    for col, text in enumerate(("项目", "金额", "金额")):
        made.put(1, col, Written(text))
    document = read_xls(as_xls(made), "甲")
    assert texts(document) == ["总表", "0:收入(1×2) 2:支出|0:项目 1:金额 2:金额"]
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    assert [(cell.place.sheet, cell.place.cell) for cell in table.cells][1:3] == [("总表", "C1"), ("总表", "A2")]


def test_hidden_sheets_rows_and_columns() -> None:
    hidden_row = record(0x208, struct.pack("<HHHHHHHH", 0, 0, 2, 255, 0, 0, 0x20, 0))
    hidden_column = record(0x7D, struct.pack("<HHHHHH", 1, 1, 2048, 0, 1, 0))
    made = grid(Written("藏"), Written("列"), name="明")
    document = read_xls(
        as_xls(made, grid(Written("暗"), name="暗"), hidden=["暗"], more=hidden_row + hidden_column), "甲"
    )
    assert texts(document) == ["明", "0:藏 1:列"]
    assert document.warnings == (
        "工作表 明：隐藏行里有 2 个单元格，照样读了",
        "工作表 明：隐藏的 1 列照样读了",
        "隐藏的工作表没有读：暗",
    )


def test_zeros_may_be_hidden() -> None:
    options = record(0x23E, struct.pack("<HHHHHHHHH", 0x6A6, 0, 0, 64, 0, 0, 0, 0, 0))
    assert texts(read_xls(as_xls(grid(Written(0.0), Written(5.0)), more=options), "甲")) == ["5"]


def test_pictures_and_boxes_are_said() -> None:
    objects = b"".join(record(0x5D, struct.pack("<HHHHH", 0x15, 18, kind, 1, 0) + bytes(12)) for kind in (8, 8, 6, 5))
    document = read_xls(as_xls(single("甲"), more=objects), "甲")
    assert document.warnings == ("有 2 张图片或嵌入的文件，里面的文字没有读", "有 1 个文本框没有读")


def early(version: int, page: bytes) -> bytes:
    """A workbook of Excel 2 to 95 with one text, in bytes of GBK, and one number; `page` is what it says of them."""
    text = "荷塘局".encode("gbk")
    at, size = (bytes(3), bytes([len(text)])) if version == 2 else (bytes(2), struct.pack("<H", len(text)))
    label, number, begin = ((4, 3, 9), (0x204, 0x203, 0x209), (0x204, 0x203, 0x409), (0x204, 0x203, 0x809))[version - 2]
    cells = record(label, struct.pack("<HH", 0, 0) + at + size + text)
    cells += record(number, struct.pack("<HH", 0, 1) + at + struct.pack("<d", 12.5)) + record(0x0A)
    sheet = record(begin, struct.pack("<HHHH", version << 8, 16, 0, 0))
    if version < 5:
        return sheet + page + cells
    head = record(begin, struct.pack("<HHHH", version << 8, 5, 0, 0)) + page
    start = len(head) + 4 + 13 + 4
    return head + record(0x85, struct.pack("<IHB", start, 0, 6) + "支出表".encode("gbk")) + record(0x0A) + sheet + cells


@pytest.mark.parametrize("version", [2, 3, 4, 5])
@pytest.mark.parametrize("page", [None, 936, 1252])
def test_early_formats_whatever_they_say_of_their_bytes(tmp_path: Path, version: int, page: int | None) -> None:
    path = tmp_path / "公开"
    path.write_bytes(early(version, b"" if page is None else record(0x42, struct.pack("<H", page))))
    assert texts(read(path))[-1] == "0:荷塘局 1:12.5"


def refused(data: bytes) -> str:
    """Why a file is not read."""
    with pytest.raises(ReadError) as caught:
        read_xls(data, "甲.xls")
    assert str(caught.value).startswith("甲.xls: ") and "\n" not in str(caught.value)
    return str(caught.value)


def test_what_is_encrypted_or_broken_is_said() -> None:
    key = record(0x2F, struct.pack("<HHH", 1, 1, 1) + bytes(48))
    assert "密码" in refused(as_xls(single("甲"), shared=key))
    assert "损坏" in refused(as_xls(single("甲"))[:2000])
    assert "损坏" in refused(compound(b"nothing that is a workbook"))
    assert "没有文字" in refused(as_xls(single("")))


def test_a_size_that_lies_costs_nothing() -> None:
    lie = record(0x200, struct.pack("<IIHHH", 0, 0xFFFFFF, 0, 0xFFFF, 0))
    made = single("甲")
    made.put(65535, 255, Written("末"))
    assert texts(read_xls(as_xls(made, more=lie), "甲")) == ["甲", "末"]


def test_many_sheets_at_one_place_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.read.xls._MOST_WORK", 100_000)
    assert "工作表" in refused(as_xls(*(grid(Written("甲"), name=f"表{i}") for i in range(30))))


@pytest.mark.parametrize("bare", [False, True], ids=["in a container", "bare"])
def test_the_content_tells_the_format(tmp_path: Path, bare: bool) -> None:
    path = tmp_path / "公开.doc"
    stream = workbook(single("荷塘局"))
    path.write_bytes(stream if bare else compound(stream))
    assert (read(path).format, texts(read(path))) == ("xls", ["荷塘局"])
