"""XLSX files: cells as Excel prints them, and a reason for all that is not read."""

from __future__ import annotations

import struct
from typing import Any

import pytest

from kg.errors import ReadError
from kg.model import Block, Document
from kg.read.xlsx import read_xlsx
from tests.read.docx_samples import zipped
from tests.read.sheet_samples import HEAD, c, relationships, sheet_data, xlsx
from tests.read.test_docx import LAUGHS, rows

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


def cells(*inner: str, **parts: Any) -> str:
    """What a sheet with one row of these cells prints, parted by blanks."""
    return " ".join(texts(read_xlsx(xlsx({"Sheet1": sheet_data(f"<row>{''.join(inner)}</row>")}, **parts), "甲")))


def texts(document: Document) -> list[str]:
    """The text of each block; a table by rows."""
    return [block.text if isinstance(block, Block) else rows(block) for block in document.blocks]


def warnings(sheet: str, **parts: Any) -> str:
    """What is said of a sheet."""
    return "；".join(read_xlsx(xlsx({"表": sheet}, **parts), "甲").warnings)


def test_texts_numbers_and_truth_values() -> None:
    rich = "<r><t>绩效</t></r><r><rPr><b/></rPr><t>目标</t></r><rPh><t>jixiao</t></rPh>"
    found = cells(
        '<c t="s"><v>1</v></c><c t="s"><v>9</v></c>',
        c("C1", "直接写的"),
        '<c t="str"><f>A1</f><v>算出的</v></c>',
        c("E1", True),
        '<c s="1"><v>1234.5</v></c><c><v>0.1</v></c><c s="99"><v>7</v></c><c><v>不是数</v></c>',
        '<c t="inlineStr"><is><t>甲_x000D_</t><rPh><t>jia</t></rPh></is></c>',
        strings=["<t>没用</t>", rich],
        codes=["General", "#,##0.00"],
    )
    assert found == "0:绩效目标 1:直接写的 2:算出的 3:TRUE 4:1,234.50 5:0.1 6:7 7:不是数 8:甲"


def test_places_are_told_by_the_file_or_by_order() -> None:
    sheet = '<row r="3"><c r="B3"><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c><c r="$C$4"><v>4</v></c></row>'
    document = read_xlsx(xlsx({"收支表": sheet_data(sheet)}), "甲")
    title, table = document.blocks
    assert isinstance(title, Block) and (title.text, title.place.sheet, title.place.cell) == ("收支表", "收支表", None)
    assert not isinstance(table, Block)
    places = {cell.text: (cell.place.sheet, cell.place.cell) for cell in table.cells if cell.text}
    assert places == {n: ("收支表", at) for n, at in zip("1234", ("B3", "C3", "A4", "C4"), strict=True)}


def test_dates_count_from_1900_or_1904() -> None:
    day = '<c s="0"><v>1</v></c>'
    assert cells(day, codes=["yyyy-mm-dd"]) == "1900-01-01"
    assert cells(day, codes=["yyyy-mm-dd"], workbook='<workbookPr date1904="1"/>') == "1904-01-02"


def test_zeros_may_be_hidden() -> None:
    sheet = '<sheetViews><sheetView showZeros="0"/></sheetViews>' + sheet_data(
        '<row><c><v>0</v></c><c r="B1"><v>5</v></c></row>'
    )
    assert texts(read_xlsx(xlsx({"Sheet1": sheet}), "甲")) == ["5"]


def test_formulas_give_what_was_computed_and_those_never_computed_are_said() -> None:
    good = '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>IF(1,"","")</f><v></v></c>'
    bad = '<c r="C1"><f>SUM(A1)</f></c><c r="D1"><f>SUM(A1)</f><v></v></c>'
    said = warnings(sheet_data(f"<row>{good}{bad}</row>"))
    assert "公式没有存储计算结果" in said and "C1、D1" in said and "B1" not in said
    with pytest.raises(ReadError, match=r"没有文字.*公式"):
        read_xlsx(xlsx({"表": sheet_data(f"<row>{bad}</row>")}), "甲")


def test_zeros_of_a_workbook_that_asks_to_be_computed_are_no_values() -> None:
    sheet = sheet_data(
        '<row><c r="A1"><v>0</v></c><c r="B1"><f>X1</f><v>0</v></c><c r="C1"><f>Y1</f><v>3</v></c></row>'
    )
    assert warnings(sheet) == ""
    assert "（B1）" in warnings(sheet, workbook='<calcPr fullCalcOnLoad="1"/>')


def test_errors_are_printed_and_said() -> None:
    sheet = sheet_data(f'<row><c t="e"><f>1/0</f><v>#DIV/0!</v></c>{c("B1", "甲")}</row>')
    assert texts(read_xlsx(xlsx({"Sheet1": sheet}), "甲")) == ["0:#DIV/0! 1:甲"]
    assert "错误值（A1 #DIV/0!）" in warnings(sheet)


def test_hidden_sheets_are_left_out_hidden_rows_and_columns_are_read_and_all_are_said() -> None:
    row = sheet_data(f'<row hidden="1">{c("A1", "藏")}{c("B1", "列")}</row><row>{c("A2", "显")}</row>')
    sheet = f'<cols><col min="2" max="3" hidden="1"/></cols>{row}'
    states = {"暗": "hidden", "更暗": "veryHidden"}
    document = read_xlsx(xlsx({"明": sheet, "暗": row, "更暗": row}, states=states), "甲")
    assert texts(document) == ["明", "0:藏 1:列|0:显 1:"]
    assert document.warnings == (
        "工作表 明：隐藏行里有 2 个单元格，照样读了",
        "工作表 明：隐藏的 1 列照样读了",
        "隐藏的工作表没有读：暗、更暗",
    )


def test_sheets_are_read_in_the_order_of_the_workbook() -> None:
    one, two = (sheet_data(f"<row>{c('A1', text)}</row>") for text in ("第二", "第一"))
    assert texts(read_xlsx(xlsx({"乙": one, "甲": two}), "甲")) == ["第二", "第一"]


def test_pictures_boxes_embedded_files_and_charts_are_said() -> None:
    link = '<Relationship Id="d" Type="x/drawing" Target="../drawings/drawing1.xml"/>'
    link += '<Relationship Id="o" Type="x/oleObject" Target="../embeddings/o.bin"/>'
    root = f'd:wsDr xmlns:d="{DRAWING}/spreadsheetDrawing" xmlns:a="{DRAWING}/main"'
    drawing = f"{HEAD}<{root}><d:pic/><a:t>盖章处</a:t></d:wsDr>"
    more = {"xl/worksheets/_rels/sheet1.xml.rels": relationships(link), "xl/drawings/drawing1.xml": drawing}
    said = warnings(sheet_data(f"<row>{c('A1', '甲')}</row>"), more=more)
    assert "1 张图片" in said and "文本框没有读：“盖章处”" in said and "1 个其他文件" in said


def test_a_sheet_that_is_a_chart_is_said() -> None:
    link = '<Relationship Id="s{}" Type="x/{}" Target="worksheets/sheet{}.xml"/>'
    more = {
        "xl/_rels/workbook.xml.rels": relationships(link.format(1, "worksheet", 1) + link.format(2, "chartsheet", 2))
    }
    document = read_xlsx(xlsx({"表": sheet_data(f"<row>{c('A1', '甲')}</row>"), "图": ""}, more=more), "甲")
    assert document.warnings == ("图表工作表没有读：图",)


def refused(data: bytes) -> str:
    """Why a file is not read."""
    with pytest.raises(ReadError) as caught:
        read_xlsx(data, "甲.xlsx")
    assert str(caught.value).startswith("甲.xlsx") and "\n" not in str(caught.value)
    return str(caught.value)


WHOLE = xlsx({"表": sheet_data(f"<row>{c('A1', '甲')}</row>")}, strings=["<t>乙</t>"], codes=["0"])


def test_what_is_broken_is_said() -> None:
    assert "损坏" in refused(WHOLE[: len(WHOLE) // 2])
    assert "没有 Excel 工作簿" in refused(zipped({"[Content_Types].xml": "", "xl/a.xml": ""}))
    assert "损坏" in refused(xlsx({"表": "<sheetData><row>"}))
    assert "没有文字" in refused(xlsx({"表": sheet_data()}))
    assert "没有文字" in refused(xlsx({}))
    for broken in ("xl/styles.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
        assert "损坏" in refused(xlsx({"表": sheet_data(f"<row>{c('A1', '甲')}</row>")}, more={broken: "<broken"}))


def test_a_sheet_without_a_part_or_with_that_of_another_is_said() -> None:
    link = '<Relationship Id="s{}" Type="x/worksheet" Target="worksheets/sheet{}.xml"/>'
    sheets = {"表": sheet_data(f"<row>{c('A1', '甲')}</row>"), "又": sheet_data()}
    for second in ("", link.format(2, 1), link.format(2, 7)):
        more = {"xl/_rels/workbook.xml.rels": relationships(link.format(1, 1) + second)}
        assert "损坏" in refused(xlsx(sheets, more=more))


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"]
)
def test_entities_are_refused_in_every_part(part: str) -> None:
    for prolog in (f'<!DOCTYPE x [<!ENTITY a0 "ha">{LAUGHS}]>', '<!DOCTYPE x SYSTEM "file:///etc/passwd">'):
        inner = f"{prolog}<x>&a9;</x>"
        assert "实体" in refused(xlsx({"表": ""}, more={part: inner}))
        for code in ("utf-16", "utf-32", "utf-7"):
            coded = f'<?xml version="1.0" encoding="{code}"?>{inner}'.encode(code)
            said = refused(xlsx({"表": ""}, more={part: coded}))
            assert "实体" in said or "损坏" in said


def test_a_million_blank_rows_and_a_size_that_lies_cost_nothing() -> None:
    blank = "".join(f'<row r="{i}" spans="1:20" ht="14.25"/>' for i in range(2, 200_000))
    row = f"<row>{c('A1', '甲')}</row>"
    sheet = f'<dimension ref="A1:XFD1048576"/>{sheet_data(row, blank)}'
    far = '<row r="1048576"><c r="XFD1048576"><v>5</v></c></row>'
    document = read_xlsx(xlsx({"Sheet1": sheet.replace("</sheetData>", f"{far}</sheetData>")}), "甲")
    assert texts(document) == ["甲", "5"] and document.blocks[-1].place.cell == "XFD1048576"


def test_one_long_string_in_many_cells_is_refused() -> None:
    sheet = sheet_data(*('<row><c t="s"><v>0</v></c></row>' for _ in range(400)))
    assert "百万" in refused(xlsx({"表": sheet}, strings=[f"<t>{'预' * 30_000}</t>"]))


def test_a_bomb_is_refused_by_what_it_declares() -> None:
    assert "压缩" in refused(xlsx({"表": " " * 20_000_000}))
    strings = xlsx({"表": sheet_data()}, more={"xl/sharedStrings.xml": b"<x/>"})
    at = strings.index(b"PK\x01\x02")
    while strings[at + 46 : at + 66] != b"xl/sharedStrings.xml":
        at = strings.index(b"PK\x01\x02", at + 1)
    assert "64 MB" in refused(strings[: at + 24] + struct.pack("<I", 70_000_000) + strings[at + 28 :])


def test_formulas_of_hostile_text_stay_text() -> None:
    found = cells(c("A1", '=HYPERLINK("http://x")'), c("B1", "+cmd|'/C calc'!A0"))
    assert found == "0:=HYPERLINK(\"http://x\") 1:+cmd|'/C calc'!A0"
