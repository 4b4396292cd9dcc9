"""PDF to `Document`: ruled tables with true spans, and paragraphs put together from lines.

The plain text is built here, in reading order: a line for each paragraph, rows of tables with cells
parted by tabs, pages by form feeds. Running headers and page numbers are left out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.model import Block, Cell, Document, Passage, Place, Span, Table
from kg.read.grid_tables import GridCell, GridTable, Item, fill, join_pages, parted
from kg.read.pdf_lines import (
    Column,
    Line,
    Paragraph,
    body_size,
    column_of,
    furniture,
    goes_on,
    lines_of,
    printed_over,
)
from kg.read.pdf_page import Page, read_pages
from kg.read.rulings import find_grids


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as lines and tables, from the top."""

    number: int
    width: float
    height: float
    marked: bool
    unknown: int
    items: list[Item]

    @property
    def lines(self) -> list[Line]:
        """The lines outside tables."""
        return [item for item in self.items if isinstance(item, Line)]


def read_pdf(data: bytes, source: str) -> Document:
    """Read a PDF with a text layer; raises `ReadError` where it is encrypted or broken.

    A page that shows something but has no text is named in `Document.warnings`, and one whose text does not
    say what characters it is made of.
    """
    sheets = _trimmed([_sheet(page) for page in read_pages(data, source)])
    body = body_size(line for sheet in sheets for line in sheet.lines)
    writer = Writer()
    for item in _in_order(sheets):
        if isinstance(item, GridTable):
            writer.table(item)
        else:
            writer.paragraph(item, item.level(body))
    writer.turn_to(len(sheets))
    warnings = tuple(filter(None, map(_warning, sheets)))
    digest, text = hashlib.sha256(data).hexdigest(), "".join(writer.parts)
    return Document(source, digest, "pdf", text, tuple(writer.blocks), tuple(writer.page_starts), warnings)


def _warning(sheet: Sheet) -> str:
    if sheet.unknown:
        return f"第{sheet.number}页有{sheet.unknown}个字未能读取：文件没有写明它们是什么字"
    return f"第{sheet.number}页没有文字层，未能读取" if sheet.marked and not sheet.items else ""


def _sheet(page: Page) -> Sheet:
    """The tables of a page, and the lines of what is in none of them."""
    numbers = printed_over(page.glyphs, page.number, page.height)
    free = [g for g in page.glyphs if not any(box.holds(g.x, g.y) for box in numbers)] if numbers else page.glyphs
    items: list[Item] = []
    for grid in find_grids(page.horizontal, page.vertical):
        inside, outside = parted(grid, free)
        if inside:  # or it is a drawing
            items.append(fill(grid, inside, page.number))
            free = outside
    items += lines_of(free, page.number)
    items.sort(key=lambda item: (item.box.top, item.box.left))
    return Sheet(page.number, page.width, page.height, page.marked, page.unknown, items)


def _trimmed(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The pages without running headers and page numbers."""
    plain = [len(sheet.lines) == len(sheet.items) for sheet in sheets]
    noise = furniture([sheet.lines for sheet in sheets], [sheet.height for sheet in sheets], plain)
    for sheet in sheets:
        sheet.items[:] = [item for item in sheet.items if id(item) not in noise]
    return list(sheets)


def _in_order(sheets: Sequence[Sheet]) -> Iterator[Paragraph | GridTable]:
    """Paragraphs and tables of the whole file, each in one piece over page breaks."""
    columns = _columns(sheets)
    paragraph: Paragraph | None = None
    for items, column in zip(join_pages([sheet.items for sheet in sheets]), columns, strict=True):
        for index, item in enumerate(items):
            if isinstance(item, Line) and paragraph and goes_on(paragraph.lines[-1], item, column):
                paragraph.lines.append(item)
                continue
            if paragraph:
                yield paragraph
            paragraph = None
            if isinstance(item, GridTable):
                yield item
            else:
                paragraph = Paragraph([item], any(isinstance(i, GridTable) for i in items[index : index + 5]))
    if paragraph:
        yield paragraph


def _columns(sheets: Sequence[Sheet]) -> list[Column]:
    """The edges of running text of each page: its own, or those of all pages of its size."""
    alike: dict[tuple[int, int], list[Line]] = {}
    for sheet in sheets:
        alike.setdefault((round(sheet.width), round(sheet.height)), []).extend(sheet.lines)
    columns: list[Column] = []
    for sheet in sheets:
        same = alike[round(sheet.width), round(sheet.height)]
        column = column_of(sheet.lines, sheet.width) or column_of(same, sheet.width)
        columns.append(column or Column(0.0, sheet.width))
    return columns


@dataclass(slots=True)
class Writer:
    """Builds the plain text and the blocks over it."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block | Table] = field(default_factory=list)
    page_starts: list[int] = field(default_factory=lambda: [0])

    def put(self, text: str) -> Passage:
        """Add text; the passage over it."""
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return Passage(text, range(start, self.length))

    def turn_to(self, page: int) -> None:
        """Begin pages up to this one."""
        while len(self.page_starts) < page:
            self.put("\f")
            self.page_starts.append(self.length)

    def paragraph(self, paragraph: Paragraph, level: int) -> None:
        """Add a paragraph, or a heading where `level` is not 0."""
        pieces: list[Passage] = []
        for page, text in paragraph.by_page():
            self.turn_to(page)
            pieces.append(self.put(text))
        first = paragraph.lines[0]
        place = Place(first.page, None, first.box)
        self.blocks.append(Block("heading" if level else "paragraph", Passage.join(pieces), level, place))
        self.put("\n")

    def table(self, table: GridTable) -> None:
        """Add a table; the text of a cell stands in its first row on the page where it is printed."""
        printed = {(self._row(table, cell), cell.col): cell for cell in table.cells}
        cells: list[Cell] = []
        self.turn_to(table.pages[0])
        start, width = self.length, len(table.xs) - 1
        for row, page in enumerate(table.pages):
            self.turn_to(page)
            for col in range(width):
                cell = printed.get((row, col))
                if cell:
                    cells.append(_cell(cell, self.put(cell.text)))
                self.put("\t" if col < width - 1 else "\n")
        cells.sort(key=lambda cell: (cell.row, cell.col))
        place = Place(table.pages[0], None, table.box)
        self.blocks.append(Table(tuple(cells), len(table.pages), width, Span(start, self.length), True, place))

    def _row(self, table: GridTable, cell: GridCell) -> int:
        rows = range(cell.row, cell.row + cell.rowspan)
        return next((row for row in rows if table.pages[row] == cell.page), cell.row)


def _cell(cell: GridCell, passage: Passage) -> Cell:
    place = Place(cell.page, None, cell.box)
    return Cell(cell.row, cell.col, passage, cell.rowspan, cell.colspan, place)
