"""Sheets of cells to blocks: lone lines above a table are paragraphs, blank rows and columns are left out.

Workbooks and CSV share it. Only cells that print something count, so a sheet of a million formatted rows costs what
its texts cost.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.errors import ReadError
from kg.model import Place
from kg.read.builder import Builder, Printed
from kg.read.lines import is_figure
from kg.read.rows import MOST_PLACES

_MOST_MERGED = 200_000  # ranges
_MOST_ROWS = 2_000_000  # of all merged ranges together; ranges that do not overlap have no more
_UNNAMED = re.compile(r"(?:(?:Sheet|工作表|Table)\s*\d*)?", re.IGNORECASE)
Range = tuple[int, int, int, int]  # first row, first column, last row, last column, from 0


@dataclass(slots=True)
class Sheet:
    """What a sheet prints, by row and column from 0; its merged ranges; where a reader finds a cell."""

    source: str
    name: str
    place: Callable[[int, int], Place]
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[Range] = field(default_factory=list)

    def show(self, row: int, col: int, text: str) -> None:
        """A cell that prints a text; raises `ReadError` where there are too many of them."""
        self.cells[row, col] = text
        if len(self.cells) > MOST_PLACES:
            raise ReadError(
                f"{self.source}: 一张工作表有 {MOST_PLACES // 1_000_000} 百万以上的单元格，不是一份公开文本"
            )

    def merge(self, area: Range) -> None:
        """A merged range; raises `ReadError` where there are too many of them."""
        self.merged.append(area)
        if len(self.merged) > _MOST_MERGED:
            raise ReadError(f"{self.source}: 一张工作表有 {_MOST_MERGED} 个以上的合并单元格，不是一份公开文本")


class _Cell(NamedTuple):
    """A printed cell on the grid of used rows and columns."""

    row: int
    col: int
    rowspan: int
    colspan: int
    text: str
    at: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells that begin in a row; `apart` where blank rows stand before it, `covered` by a cell from above."""

    cells: list[_Cell]
    apart: bool
    covered: bool

    @property
    def lone(self) -> bool:
        """Whether one cell is all that the row prints."""
        return len(self.cells) == 1 and not self.covered and self.cells[0].rowspan == 1

    @property
    def is_header(self) -> bool:
        """Whether several cells stand in it, none of them a figure."""
        return len(self.cells) > 1 and not any(is_figure(cell.text) for cell in self.cells)


def add_sheet(builder: Builder, sheet: Sheet) -> None:
    """Add the lines and tables of a sheet; one that begins with a table is introduced by its name."""
    rows = _rows(sheet)
    first = True
    for part in _parts(rows):
        head = next((i for i, row in enumerate(part) if not row.lone), len(part))
        foot = _foot(part, head)
        if first and head == 0 and not _UNNAMED.fullmatch(sheet.name):
            builder.paragraphs(sheet.name, place=Place(sheet=sheet.name))
        first = False
        _lines(builder, sheet, part[:head])
        if head < foot:
            _table(builder, sheet, part[head:foot])
        _lines(builder, sheet, part[foot:])


def _rows(sheet: Sheet) -> list[_Row]:
    """The used rows on the grid of used rows and columns; a cell inside a merged range is not printed."""
    spans = {(top, left): (bottom, right) for top, left, bottom, right in sheet.merged}
    inside = _inside(sheet)
    shown = {at: text for at, text in sheet.cells.items() if at not in inside}
    row_numbers, col_numbers = sorted({r for r, _ in shown}), sorted({c for _, c in shown})
    cells: dict[int, list[_Cell]] = {r: [] for r in row_numbers}
    covered: set[int] = set()
    joined: set[int] = set()  # rows with no gap before them, because a merged cell bridges it
    for (r, c), text in sorted(shown.items()):
        bottom, right = spans.get((r, c), (r, c))
        row, col = bisect_left(row_numbers, r), bisect_left(col_numbers, c)
        high, wide = bisect_right(row_numbers, bottom) - row, bisect_right(col_numbers, right) - col
        cells[r].append(_Cell(row, col, high, wide, text, (r, c)))
        covered.update(range(row + 1, row + high))
        if bottom > r:
            joined.add(bottom + 1)
    return [
        _Row(cells[r], bool(i) and r - row_numbers[i - 1] > 1 and i not in covered and r not in joined, i in covered)
        for i, r in enumerate(row_numbers)
    ]


def _inside(sheet: Sheet) -> set[tuple[int, int]]:
    """The cells that lie in a merged range and are not its first; each is looked at once, whatever overlaps."""
    by_row: dict[int, list[int]] = {}
    for r, c in sorted(sheet.cells):
        by_row.setdefault(r, []).append(c)
    rows = list(by_row)
    if sum(bisect_right(rows, m[2]) - bisect_left(rows, m[0]) for m in sheet.merged) > _MOST_ROWS:
        raise ReadError(f"{sheet.source}: 合并单元格互相重叠，文件损坏")
    found: set[tuple[int, int]] = set()
    for top, left, bottom, right in sheet.merged:
        for r in rows[bisect_left(rows, top) : bisect_right(rows, bottom)]:
            cols = by_row[r]
            inside = slice(bisect_left(cols, left + (r == top)), bisect_right(cols, right))
            found.update((r, c) for c in cols[inside])
            del cols[inside]
    return found


def _parts(rows: Sequence[_Row]) -> Iterator[Sequence[_Row]]:
    """The rows of a sheet cut before each title: lone lines after a gap, above a row of headers."""
    headed = [True]  # whether the next row of several cells, from the last row up, is one of headers or absent
    for row in reversed(rows):
        headed.append(headed[-1] if row.lone else row.is_header)
    start = 0
    for i, row in enumerate(rows):
        if i > start and row.apart and row.lone and headed[len(rows) - i]:
            yield rows[start:i]
            start = i
    if start < len(rows):
        yield rows[start:]


def _foot(part: Sequence[_Row], head: int) -> int:
    """Where the lines below a table begin: lone cells merged over most of its width."""
    foot = len(part)
    width = max((cell.col + cell.colspan for row in part[head:] for cell in row.cells), default=0)
    while foot > head and part[foot - 1].lone and part[foot - 1].cells[0].colspan * 2 > width > 1:
        foot -= 1
    return foot


def _lines(builder: Builder, sheet: Sheet, rows: Sequence[_Row]) -> None:
    for row in rows:
        for cell in row.cells:
            builder.paragraphs(cell.text, place=sheet.place(*cell.at))


def _table(builder: Builder, sheet: Sheet, rows: Sequence[_Row]) -> None:
    """A table on its own grid: columns that are blank in these rows are left out."""
    top = rows[0].cells[0].row
    used = sorted({cell.col for row in rows for cell in row.cells})
    cells = [
        Printed(
            cell.row - top,
            bisect_left(used, cell.col),
            cell.text,
            min(cell.rowspan, len(rows) - (cell.row - top)),
            bisect_right(used, cell.col + cell.colspan - 1) - bisect_left(used, cell.col),
            sheet.place(*cell.at),
        )
        for row in rows
        for cell in row.cells
    ]
    ruled = any(cell.rowspan * cell.colspan > 1 for cell in cells)
    builder.table(cells, len(rows), len(used), ruled=ruled, place=sheet.place(*rows[0].cells[0].at))
