"""CSV told from prose and from flattened tables, whatever its separator and encoding."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ReadError
from kg.model import Block, Table
from kg.read import read
from kg.read.csv import is_csv, read_csv
from tests.read.test_xlsx import texts

TABLE = ["收支总表,,", "单位：万元,,", "项目,本年,上年", '基本支出,"1,080.00",40', "项目支出,20.5,"]
SHOWN = ["收支总表", "单位：万元", "0:项目 1:本年 2:上年|0:基本支出 1:1,080.00 2:40|0:项目支出 1:20.5 2:"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_csv_in_every_usual_encoding(tmp_path: Path, encoding: str, end: str) -> None:
    path = tmp_path / "公开.txt"
    path.write_bytes(end.join(TABLE).encode(encoding))
    assert (read(path).format, texts(read(path))) == ("csv", SHOWN)


@pytest.mark.parametrize("mark", [";", "\t"])
def test_other_separators(mark: str) -> None:
    lines = [
        f"收支总表{mark}{mark}",
        f"项目{mark}本年{mark}上年",
        f'基本支出{mark}"1,080.00"{mark}40',
        f"其他{mark}2{mark}3",
    ]
    assert (
        texts(read_csv("\n".join(lines).encode(), "甲"))[1]
        == "0:项目 1:本年 2:上年|0:基本支出 1:1,080.00 2:40|0:其他 1:2 2:3"
    )


def test_a_separator_may_be_declared() -> None:
    document = read_csv("sep=|\n项目|金额\n甲,乙|1".encode(), "甲")
    (table,) = document.blocks
    assert texts(document) == ["0:项目 1:金额|0:甲,乙 1:1"]
    assert isinstance(table, Table)
    assert [(cell.place.line, cell.place.cell) for cell in table.cells] == [(2, "A1"), (2, "B1"), (3, "A2"), (3, "B2")]


def test_cells_are_named_as_excel_names_them_and_lines_are_those_of_the_file() -> None:
    document = read_csv('项目,内容\n\n甲,"一\n二"\n乙,三\n'.encode(), "甲")
    (table,) = document.blocks
    assert isinstance(table, Table)
    places = {cell.text: (cell.place.line, cell.place.cell, cell.place.sheet) for cell in table.cells}
    assert places["一二"] == (3, "B3", None) and places["三"] == (5, "B4", None)


def test_codes_that_keep_their_zeros() -> None:
    assert texts(read_csv('代码,名称\n="0201",甲\n'.encode(), "甲")) == ["0:代码 1:名称|0:0201 1:甲"]


@pytest.mark.parametrize(
    "text",
    [
        "部门预算\n一、概况\n本局有科室三个，下属单位两个。",
        "收入合计1,200.00万元\n支出合计1,100.00万元\n结转100.00万元",
        "收入1,200.00，支出1,100.00\n其中项目1,000.00，基本支出100.00",
        "项目\t金额\n甲\t1\n乙\t2",
        "The office has two units, A and B.\nIt spends money.\nIt reports once.",
        "一行,而已",
        "甲,乙\n" + '"' + "没有结束\n" * 50_000,
    ],
)
def test_prose_and_flattened_tables_are_no_csv(text: str) -> None:
    assert not is_csv(text.encode())


def test_samples_of_text_are_no_csv() -> None:
    samples = [path for path in (Path(__file__).parents[2] / "samples").iterdir() if path.suffix == ".txt"]
    assert len(samples) >= 7 and [path.name for path in samples if is_csv(path.read_bytes())] == []


def test_records_of_unequal_length_and_thousands_in_quotes() -> None:
    assert is_csv(b'"1,234.00","2,345.00"\n"3,456.00","4,567.00"')
    assert is_csv("标题\n注\n项目,本年,上年\n甲,1,2\n乙,3,4\n丙,5,6".encode())


def test_a_cell_of_a_novel_is_refused() -> None:
    head = "项目,金额\n" * 1500
    with pytest.raises(ReadError, match="10 万字"):
        read_csv((head + '"' + "字" * 200_000 + '",1').encode(), "甲")


def test_only_blank_fields_are_no_document() -> None:
    with pytest.raises(ReadError):
        read_csv(b",,,\n,,,\n", "甲")


def test_prose_in_csv_is_prose() -> None:
    lines = ["第一部分 概况,,", "一、主要职责,,", "负责荷塘巡护。,,", "项目,本年,上年", "甲,1,2"]
    blocks = read_csv("\n".join(lines).encode(), "甲").blocks
    assert [block.kind for block in blocks if isinstance(block, Block)] == ["heading", "heading", "paragraph"]
