"""Small made-up workbooks and CSV, written part by part, and a document of any format written as one.

A sheet is given by its cells; figures are stored as numbers under the format that prints them, as in Excel.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from kg.model import Cell, Document, Table
from kg.read.workbook import cell_name
from tests.read.docx_samples import merged, plain_text, zipped

_FIGURE = re.compile(r"(-?)(\d{1,3}(?:,\d{3})+|0|[1-9]\d*)(?:\.(\d+))?(%?)")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
Value = str | float | bool


@dataclass(frozen=True, slots=True)
class Written:
    """A value with the format under which it is stored, over so many rows and columns."""

    value: Value
    code: str = "General"
    rowspan: int = 1
    colspan: int = 1


@dataclass(slots=True)
class Grid:
    """The cells of a sheet by row and column from 0."""

    name: str = "Sheet1"
    cells: dict[tuple[int, int], Written] = field(default_factory=dict)
    n_rows: int = 0
    n_cols: int = 1

    def put(self, row: int, col: int, written: Written) -> None:
        """Write a cell."""
        self.cells[row, col] = written
        self.n_rows = max(self.n_rows, row + written.rowspan)
        self.n_cols = max(self.n_cols, col + written.colspan)

    @property
    def merged(self) -> list[tuple[int, int, int, int]]:
        """First row, first column, last row, last column of each merged cell."""
        return [
            (r, c, r + w.rowspan - 1, c + w.colspan - 1)
            for (r, c), w in self.cells.items()
            if w.rowspan * w.colspan > 1
        ]


def stored(text: str, rowspan: int = 1, colspan: int = 1) -> Written:
    """A printed text as Excel stores it: a figure as a number and its format."""
    match = _FIGURE.fullmatch(text)
    if match is None or len(text) > 15:  # no number of a workbook has more digits
        return Written(text, "General", rowspan, colspan)
    _, whole, decimals, percent = match.groups()
    code = ("#,##0" if "," in whole else "0") + (f".{'0' * len(decimals)}" if decimals else "") + percent
    number = Decimal(text.rstrip("%").replace(",", "")) / (100 if percent else 1)
    return Written(float(number), code, rowspan, colspan)


def as_grid(document: Document, *, spans: bool = True) -> Grid:
    """A document in one sheet: paragraphs merged over its width, a blank row around each table."""
    grid = Grid()
    width = max((b.n_cols for b in document.blocks if isinstance(b, Table)), default=2)
    after_table = False
    for block in document.blocks:
        top = grid.n_rows + after_table
        after_table = isinstance(block, Table)
        if isinstance(block, Table):
            for cell in (block if block.ruled or not spans else merged(block)).cells:
                _put(grid, top, cell, document.text, spans=spans)
        else:
            grid.put(top, 0, Written(plain_text(block.passage, document.text), colspan=width if spans else 1))
    return grid


def _put(grid: Grid, top: int, cell: Cell, text: str, *, spans: bool) -> None:
    printed = plain_text(cell.passage, text)
    high, wide = (cell.rowspan, cell.colspan) if spans else (1, 1)
    if printed or high * wide > 1:
        grid.put(top + cell.row, cell.col, stored(printed, high, wide))
    grid.n_rows = max(grid.n_rows, top + cell.row + 1)


def as_csv(grid: Grid, separator: str = ",", encoding: str = "utf-8") -> bytes:
    """A sheet as CSV: what its cells print, merged cells at their first place."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator)
    for row in range(grid.n_rows):
        cells = (grid.cells.get((row, col)) for col in range(grid.n_cols))
        writer.writerow([shown(cell) if cell else "" for cell in cells])
    return out.getvalue().encode(encoding)


def shown(cell: Written) -> str:
    """What a cell prints."""
    if not isinstance(cell.value, float):
        return str(cell.value)
    decimals = len(cell.code.rstrip("%").partition(".")[2])
    number = cell.value * 100 if cell.code.endswith("%") else cell.value
    return f"{number:{',' if ',' in cell.code else ''}.{decimals}f}" + "%" * cell.code.endswith("%")


def as_xlsx(*grids: Grid) -> bytes:
    """Sheets as a workbook."""
    codes = list(dict.fromkeys(w.code for grid in grids for w in grid.cells.values()))
    return xlsx({grid.name: "".join(_sheet(grid, codes)) for grid in grids}, codes=codes)


def _sheet(grid: Grid, codes: Sequence[str]) -> Iterator[str]:
    rows: dict[int, list[str]] = {}
    for (row, col), written in sorted(grid.cells.items()):
        rows.setdefault(row, []).append(c(cell_name(row, col), written.value, codes.index(written.code)))
    yield sheet_data(*(f'<row r="{row + 1}">{"".join(cells)}</row>' for row, cells in rows.items()))
    refs = [f'<mergeCell ref="{cell_name(*m[:2])}:{cell_name(*m[2:])}"/>' for m in grid.merged]
    yield f"<mergeCells>{''.join(refs)}</mergeCells>" if refs else ""


def c(name: str, value: Value, style: int = 0) -> str:
    """A cell with a number, a truth value or a text of its own."""
    if isinstance(value, bool):
        return f'<c r="{name}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, float):
        return f'<c r="{name}" s="{style}"><v>{value!r}</v></c>'
    return f'<c r="{name}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def sheet_data(*rows: str) -> str:
    """The rows of a sheet."""
    return f"<sheetData>{''.join(rows)}</sheetData>"


def xlsx(
    sheets: Mapping[str, str],
    *,
    codes: Iterable[str] = (),
    strings: Iterable[str] = (),
    states: Mapping[str, str] | None = None,
    workbook: str = "",
    more: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A workbook: the inner XML of each sheet, its number formats, its shared strings, and any further parts."""
    listed, links, parts = "", "", dict[str, str | bytes]()
    for i, (name, inner) in enumerate(sheets.items(), 1):
        state = f' state="{(states or {})[name]}"' if name in (states or {}) else ""
        listed += f'<sheet name={quoteattr(name)} sheetId="{i}"{state} r:id="s{i}"/>'
        links += _link(f"s{i}", "worksheet", f"worksheets/sheet{i}.xml")
        parts[f"xl/worksheets/sheet{i}.xml"] = _root("worksheet", inner)
    formats, uses = "", ""
    for i, code in enumerate(codes, 170):
        formats += f'<numFmt numFmtId="{i}" formatCode={quoteattr(code)}/>'
        uses += f'<xf numFmtId="{i}"/>'
    links += _link("styles", "styles", "styles.xml") + _link("strings", "sharedStrings", "sharedStrings.xml")
    parts["xl/styles.xml"] = _root("styleSheet", f"<numFmts>{formats}</numFmts><cellXfs>{uses}</cellXfs>")
    parts["xl/sharedStrings.xml"] = _root("sst", "".join(f"<si>{string}</si>" for string in strings))
    parts["xl/workbook.xml"] = _root("workbook", f"{workbook}<sheets>{listed}</sheets>")
    parts["xl/_rels/workbook.xml.rels"] = relationships(links)
    return packed({**parts, **(more or {})})


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """Parts zipped into a package; the same parts give the same bytes."""
    kinds = {"workbook": "sheet.main", "styles": "styles", "sharedStrings": "sharedStrings"}
    types = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    for name in parts:
        stem = name.rpartition("/")[2].removesuffix(".xml")
        if name.endswith(".xml"):
            kind = kinds.get(stem, "worksheet")
            types += f'<Override PartName="/{name}" ContentType="{_TYPE}.{kind}+xml"/>'
    return zipped(
        {
            "[Content_Types].xml": f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">{types}</Types>',
            "_rels/.rels": relationships(_link("r1", "officeDocument", "xl/workbook.xml")),
            **parts,
        }
    )


def relationships(links: str) -> str:
    """A part of relationships."""
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _link(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{_RELATION}/{kind}" Target="{target}"/>'


def _root(tag: str, inner: str) -> str:
    return f'{HEAD}<{tag} xmlns="{_MAIN}" xmlns:r="{_RELATION}">{inner}</{tag}>'
