"""XLSX to `Document`: every visible sheet, each cell as Excel prints it.

The parts are read here because no library tells what a cell prints: number formats, error values and hidden rows are
lost in the fast ones, and the one that has them takes six times as long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from posixpath import dirname, join, normpath

from lxml import etree

from kg.errors import ReadError
from kg.model import Document
from kg.read.archive import Archive
from kg.read.builder import Builder
from kg.read.number_format import BUILT_IN, GENERAL, printed
from kg.read.sheets import Sheet, add_sheet
from kg.read.workbook import Notes, cell_name, places
from kg.read.xml import Element, parse, refuse_doctype

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_SHEET, _STYLES, _STRINGS, _DRAWING = "worksheet", "styles", "sharedStrings", "drawing"


def read_xlsx(data: bytes, source: str) -> Document:
    """Read a workbook; hidden sheets are left out and named in a warning. Raises `ReadError` where it is broken."""
    builder = Builder(source)
    book = _Book(Archive(data, source))
    hidden: list[str] = []
    for name, state, part in book.sheets():
        if not part:
            builder.warnings.append(f"图表工作表没有读：{name}")
        elif state != "visible":
            hidden.append(name)
        if not part or state != "visible":
            continue
        notes = Notes(name)
        add_sheet(builder, _SheetReader(book, part, notes).read())
        builder.warnings += notes.warnings()
    if hidden:
        builder.warnings.append(f"隐藏的工作表没有读：{'、'.join(hidden)}")
    return builder.document(data, "xlsx")


class _Book:
    """The parts that sheets share: strings, number formats, the day that dates count from."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._names = {name.lower(): name for name in archive.names()}
        main = next((t for _, kind, t in self._related("") if kind == "officeDocument"), "xl/workbook.xml")
        self._main = main
        self._targets = {ref: (kind, target) for ref, kind, target in self._related(main)}
        parts = dict(self._targets.values())
        self._workbook = self._root(main)
        if self._workbook is None:
            raise ReadError(f"{archive.source}: 里面没有工作簿（{main}）")
        properties = self._workbook.find("{*}workbookPr")
        self.from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self.strings = [_text(item) for item in _children(self._root(parts.get(_STRINGS, "")), "si")]
        self.formats = _formats(self._root(parts.get(_STYLES, "")))

    def sheets(self) -> Iterator[tuple[str, str, str]]:
        """The name, the state and the part of each sheet; one that is a chart has no part."""
        for sheet in self._workbook.iterfind("{*}sheets/{*}sheet"):
            ref = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
            kind, part = self._targets.get(ref, ("", ""))
            yield sheet.get("name", ""), sheet.get("state", "visible"), part if kind == _SHEET else ""

    def data(self, part: str) -> bytes:
        """The bytes of a part."""
        name = self._names.get(part.lower())
        if name is None:
            raise ReadError(f"{self._archive.source}: 文件损坏（没有 {part}）")
        return self._archive.read(name)

    def pictures(self, part: str) -> tuple[int, str]:
        """How many pictures lie over a sheet, and the text of its text boxes."""
        drawings = [target for _, kind, target in self._related(part) if kind == _DRAWING]
        roots = [root for root in map(self._root, drawings) if root is not None]
        texts = ["".join(t.text or "" for t in root.iter("{*}t")) for root in roots]
        return sum(1 for root in roots for _ in root.iter("{*}pic")), " ".join(filter(None, texts))

    @property
    def source(self) -> str:
        """The name of the file."""
        return self._archive.source

    def _root(self, part: str) -> Element | None:
        name = self._names.get(part.lower())
        return parse(self._archive.read(name), f"{self.source}: {name}") if name else None

    def _related(self, part: str) -> list[tuple[str, str, str]]:
        """The id, the kind and the target of each relation of a part inside the package."""
        folder, name = dirname(part), part.rpartition("/")[2]
        found: list[tuple[str, str, str]] = []
        for relation in _children(self._root(join(folder, "_rels", f"{name}.rels")), "Relationship"):
            if relation.get("TargetMode") != "External":
                target = normpath(join("/", folder, relation.get("Target", ""))).lstrip("/")
                found.append((relation.get("Id", ""), relation.get("Type", "").rpartition("/")[2], target))
        return found


def _children(root: Element | None, name: str) -> Iterator[Element]:
    return iter(()) if root is None else root.iterfind(f"{{*}}{name}")


def _text(item: Element) -> str:
    """The text of a string, runs of different fonts joined, without the readings of its characters."""
    parts = [t.text or "" for t in item.iter("{*}t") if not t.getparent().tag.endswith("}rPh")]
    return _ESCAPE.sub(lambda m: chr(int(m[1], 16)), "".join(parts))


def _formats(styles: Element | None) -> list[str]:
    """The number format of each cell style."""
    if styles is None:
        return []
    codes = dict(BUILT_IN)
    for item in styles.iterfind("{*}numFmts/{*}numFmt"):
        codes[_integer(item.get("numFmtId"), 0)] = item.get("formatCode", GENERAL)
    return [codes.get(_integer(x.get("numFmtId"), 0), GENERAL) for x in styles.iterfind("{*}cellXfs/{*}xf")]


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else default


@dataclass
class _SheetReader:
    """Reads one sheet row by row, so that blank rows cost no memory."""

    book: _Book
    part: str
    notes: Notes
    zeros: bool = True
    sheet: Sheet = field(init=False)

    def read(self) -> Sheet:
        """The sheet with all that its cells print."""
        self.sheet = Sheet(self.notes.name, place=places(self.notes.name))
        data = self.book.data(self.part)
        refuse_doctype(data, f"{self.book.source}: {self.part}")
        tags = ("{*}row", "{*}mergeCell", "{*}sheetView", "{*}col")
        parsed = etree.iterparse(BytesIO(data), tag=tags, resolve_entities=False, remove_comments=True, remove_pis=True)
        row = -1
        try:
            for _, element in parsed:
                row = self._element(element, row)
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except etree.XMLSyntaxError as error:
            raise ReadError(f"{self.book.source}: 文件损坏（{self.part}）") from error
        self.notes.pictures, self.notes.boxes = self.book.pictures(self.part)
        return self.sheet

    def _element(self, element: Element, row: int) -> int:
        """Take in one element; returns the number of the last row."""
        kind = element.tag.rpartition("}")[2]
        if kind == "row":
            row = _integer(element.get("r"), row + 2) - 1
            self._row(element, row)
        elif kind == "mergeCell":
            self._merged(element.get("ref", ""))
        elif kind == "sheetView":
            self.zeros = element.get("showZeros") not in ("0", "false")
        elif element.get("hidden") in ("1", "true"):
            self.notes.hide_columns(_integer(element.get("min"), 1) - 1, _integer(element.get("max"), 1) - 1)
        return row

    def _row(self, element: Element, row: int) -> None:
        col = -1
        for cell in element:
            match = _REFERENCE.fullmatch(cell.get("r", ""))
            col = _column(match[1]) if match else col + 1
            if len(cell) and (text := self._printed(cell, row, col)).strip():
                self.sheet.cells[row, col] = text
                self.notes.filled(col, element.get("hidden") in ("1", "true"))

    def _printed(self, cell: Element, row: int, col: int) -> str:
        kind, value, formula = cell.get("t", "n"), None, False
        for child in cell:
            name = child.tag.rpartition("}")[2]
            if name == "v":
                value = child.text
            elif name == "is":
                return _text(child)
            formula = formula or name == "f"
        if value is None:
            if formula:
                self.notes.uncomputed.append(cell_name(row, col))
            return ""
        if kind == "s":
            index = _integer(value, -1)
            return self.book.strings[index] if 0 <= index < len(self.book.strings) else ""
        if kind == "e":
            self.notes.errors.append(f"{cell_name(row, col)} {value}")
        return self._number(cell, value) if kind == "n" else _plain(kind, value)

    def _number(self, cell: Element, value: str) -> str:
        try:
            number = float(value)
        except ValueError:
            return value
        if not number and not self.zeros:
            return ""
        style = _integer(cell.get("s"), 0)
        formats = self.book.formats
        return printed(number, formats[style] if style < len(formats) else GENERAL, from_1904=self.book.from_1904)

    def _merged(self, ref: str) -> None:
        ends = [_REFERENCE.fullmatch(end) for end in ref.split(":")]
        if len(ends) == 2 and ends[0] and ends[1]:
            (left, top), (right, bottom) = ((_column(m[1]), int(m[2]) - 1) for m in ends if m)
            self.sheet.merged.append((top, left, bottom, right))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _plain(kind: str, value: str) -> str:
    """A text, a truth value, an error or a day, as it is stored."""
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE"
    return _ESCAPE.sub(lambda m: chr(int(m[1], 16)), value)
