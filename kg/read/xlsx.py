"""XLSX to `Document`: every visible sheet, each cell as Excel prints it.

The parts are read here because no library tells what a cell prints: number formats, error values and hidden rows are
lost in the fast ones (python-calamine), and the one that has them (openpyxl) takes six times as long.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.errors import ReadError
from kg.model import Document
from kg.read.archive import MOST_XML, Archive
from kg.read.builder import Builder
from kg.read.number_format import BUILT_IN, GENERAL
from kg.read.package import Package
from kg.read.sheets import add_sheet
from kg.read.workbook import Notes
from kg.read.xlsx_sheet import Shared, SheetScanner, integer, is_true, unescaped
from kg.read.xml import Element, Scanner

_EMBEDDED = ("oleObject", "package")


def read_xlsx(data: bytes, source: str) -> Document:
    """Read a workbook; hidden sheets are left out and named in a warning. Raises `ReadError` where it is broken."""
    package = Package(Archive(data, source), "xl/workbook.xml")
    book = package.main("Excel 工作簿")
    shared = _shared(package, book)
    builder = Builder(source)
    hidden: list[str] = []
    for name, state, part in _sheets(package, book):
        if state != "visible":
            hidden.append(name)
        elif not part:
            builder.warnings.append(f"图表工作表没有读：{name}")
        else:
            notes = Notes(name)
            xml, path = package.data(part)
            scanner = SheetScanner(path, shared, notes)
            scanner.scan(xml)
            _look_around(package, part, notes)
            add_sheet(builder, scanner.sheet)
            builder.warnings += notes.warnings()
    if hidden:
        builder.warnings.append(f"隐藏的工作表没有读：{'、'.join(hidden)}")
    return builder.document(data, "xlsx")


def _sheets(package: Package, book: Element) -> Iterator[tuple[str, str, str]]:
    """The name, the state and the part of each sheet; one that is a chart has no part."""
    targets = {relation.id: relation for relation in package.related(package.main_part)}
    seen: set[str] = set()
    for sheet in book.iterfind("{*}sheets/{*}sheet"):
        ref = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
        target = targets.get(ref)
        part = target.target if target and target.kind == "worksheet" else ""
        if target is None or part in seen:
            raise ReadError(f"{package.source}: 文件损坏（工作表 {sheet.get('name', '')} 没有内容）")
        seen.update([part] if part else [])
        yield sheet.get("name", ""), sheet.get("state", "visible"), part


def _shared(package: Package, book: Element) -> Shared:
    """What sheets share: strings, number formats, the day that dates count from."""
    strings: list[str] = []
    if path := package.path("sharedStrings"):
        xml, name = package.data(path, MOST_XML)
        scanner = _Strings(name)
        scanner.scan(xml)
        strings = scanner.found
    properties, calculation = book.find("{*}workbookPr"), book.find("{*}calcPr")
    return Shared(
        strings,
        _formats(package.part("styles")),
        properties is not None and is_true(properties.get("date1904")),
        calculation is not None and is_true(calculation.get("fullCalcOnLoad")),
    )


class _Strings(Scanner):
    """The shared strings: runs of different fonts joined, without the readings of characters (rPh)."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.found: list[str] = []
        self._parts: list[str] = []
        self._inside: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._inside.append(name)

    def text(self, text: str) -> None:
        if self._inside[-1] == "t" and "rPh" not in self._inside:
            self._parts.append(text)

    def end(self, name: str) -> None:
        self._inside.pop()
        if name == "si":
            self.found.append(unescaped("".join(self._parts)))
            self._parts.clear()


def _formats(styles: Element | None) -> list[str]:
    """The number format of each cell style."""
    if styles is None:
        return []
    codes = dict(BUILT_IN)
    for item in styles.iterfind("{*}numFmts/{*}numFmt"):
        codes[integer(item.get("numFmtId"), 0)] = item.get("formatCode", GENERAL)
    return [codes.get(integer(x.get("numFmtId"), 0), GENERAL) for x in styles.iterfind("{*}cellXfs/{*}xf")]


def _look_around(package: Package, part: str, notes: Notes) -> None:
    """Pictures, text boxes and files that lie over a sheet."""
    related = package.related(part)
    notes.embedded = sum(relation.kind in _EMBEDDED for relation in related)
    for relation in related:
        root = package.root(relation.target) if relation.kind == "drawing" else None
        if root is not None:
            notes.pictures += sum(1 for _ in root.iter("{*}pic"))
            notes.boxes += "".join(t.text or "" for t in root.iter("{*}t"))
