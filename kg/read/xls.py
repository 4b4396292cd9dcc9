"""XLS (Excel 2 to 2003) to `Document`: every visible sheet, each cell as Excel prints it."""

from __future__ import annotations

import io
import struct
from collections import Counter
from collections.abc import Iterator
from typing import Any

import xlrd

from kg.errors import ReadError
from kg.model import Document
from kg.read.builder import Builder
from kg.read.number_format import GENERAL, printed
from kg.read.sheets import Sheet, add_sheet
from kg.read.workbook import Notes, cell_name, places

_MOST_BYTES = 64_000_000
_MOST_WORK = 2_000_000_000  # bytes times sheets, all of which may lie at one place of the file
_UNICODE = 80  # the version from which texts are Unicode
_OBJECT = 0x5D
_DRAWN = {8: "有 {} 张图片或嵌入的文件，里面的文字没有读", 6: "有 {} 个文本框没有读"}
_WESTERN = (None, 367, 1252)  # what programs that write Chinese bytes say of them, if anything


def read_xls(data: bytes, source: str) -> Document:
    """Read a workbook; hidden sheets are left out and named in a warning. Raises `ReadError` where it is broken."""
    if len(data) > _MOST_BYTES:
        raise ReadError(f"{source}: 工作簿超过 {_MOST_BYTES // 1_000_000} MB，不是一份公开文本")
    builder = Builder(source)
    book = _open(data, source)
    hidden: list[str] = []
    for index, name in enumerate(book.sheet_names()):
        sheet = _load(book, index, source)
        if sheet.visibility:
            hidden.append(name)
            continue
        notes = Notes(name)
        add_sheet(builder, _sheet(book, sheet, notes, source))
        builder.warnings += notes.warnings()
        book.unload_sheet(index)
    if hidden:
        builder.warnings.append(f"隐藏的工作表没有读：{'、'.join(hidden)}")
    drawn = Counter(_objects(book))
    for kind, words in _DRAWN.items():
        if drawn[kind]:
            builder.warnings.append(words.format(drawn[kind]))
    return builder.document(data, "xls")


def _objects(book: Any) -> Iterator[int]:
    """The kinds of what lies over the sheets: the object records of the stream ([MS-XLS] 2.4.181)."""
    at, end = book.base, book.base + book.stream_len
    while at + 4 <= end and book.biff_version >= _UNICODE:
        kind, size = struct.unpack_from("<HH", book.mem, at)
        if kind == _OBJECT and size >= 6 and at + 10 <= end:
            yield struct.unpack_from("<H", book.mem, at + 8)[0]
        at += 4 + size


def _open(data: bytes, source: str) -> Any:
    try:
        book = _parsed(data)
        if book.biff_version < _UNICODE and book.codepage in _WESTERN:
            book = _parsed(data, "gb18030")
    except Exception as error:  # a damaged file makes the parser raise whatever its bytes lead to
        if "encrypted" in str(error):
            raise ReadError(f"{source}: 工作簿有密码，请去掉密码后再试") from error
        raise ReadError(f"{source}: 工作簿损坏，或不是 Excel 的格式") from error
    if book.nsheets * len(data) > _MOST_WORK:
        raise ReadError(f"{source}: 有 {book.nsheets} 张工作表，不是一份公开文本")
    return book


def _parsed(data: bytes, encoding: str | None = None) -> Any:
    return xlrd.open_workbook(
        file_contents=data,
        formatting_info=True,
        ragged_rows=True,
        on_demand=True,
        encoding_override=encoding,
        logfile=io.StringIO(),
    )


def _load(book: Any, index: int, source: str) -> Any:
    try:
        return book.sheet_by_index(index)
    except Exception as error:
        raise ReadError(f"{source}: 工作表 {book.sheet_names()[index]} 损坏") from error


def _sheet(book: Any, sheet: Any, notes: Notes, source: str) -> Sheet:
    found = Sheet(source, sheet.name, places(sheet.name))
    for row in range(sheet.nrows):
        hidden = row in sheet.rowinfo_map and bool(sheet.rowinfo_map[row].hidden)
        for col, cell in enumerate(sheet.row(row)):
            text = _printed(book, sheet, cell, notes, cell_name(row, col)) if cell.value != "" else ""
            if text.strip():
                found.show(row, col, text)
                notes.filled(col, hidden)
    for col, info in sheet.colinfo_map.items():
        if info.hidden:
            notes.hide_columns(col, col)
    for top, bottom, left, right in sheet.merged_cells:
        found.merge((top, left, bottom - 1, right - 1))
    return found


def _printed(book: Any, sheet: Any, cell: Any, notes: Notes, name: str) -> str:
    if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        if not cell.value and not sheet.show_zero_values:
            return ""
        return printed(cell.value, _format(book, cell.xf_index), from_1904=bool(book.datemode))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        error = xlrd.error_text_from_code.get(cell.value, "#N/A")
        notes.errors.append(f"{name} {error}")
        return str(error)
    return str(cell.value)


def _format(book: Any, index: int | None) -> str:
    style = book.xf_list[index] if index is not None and 0 <= index < len(book.xf_list) else None
    known = book.format_map.get(style.format_key) if style else None
    return known.format_str if known else GENERAL
