"""The grid of tables whose rows give cells with row and column spans, and tables cut by the pages of print."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.errors import ReadError
from kg.read.builder import Printed
from kg.read.rows import MOST_PLACES

_WIDEST = 1_000  # columns that one cell may span, as in browsers
_MOST_HEAD = 5  # rows


@dataclass(slots=True)
class Slot:
    """A cell as its row gives it."""

    rowspan: int = 1
    colspan: int = 1
    lines: list[str] = field(default_factory=list)

    @staticmethod
    def of(rowspan: str, colspan: str) -> Slot:
        """The slot of a cell with these attributes; a row span of 0 reaches to the last row."""
        high, wide = _integer(rowspan), _integer(colspan)
        return Slot(_WIDEST**2 if high == 0 else high or 1, min(wide or 1, _WIDEST))


@dataclass(frozen=True, slots=True)
class GridTable:
    """A table on its grid."""

    cells: tuple[Printed, ...]
    n_rows: int
    n_cols: int

    @property
    def has_text(self) -> bool:
        """Whether any cell prints something."""
        return any(cell.text.strip() for cell in self.cells)

    def row(self, number: int) -> list[tuple[int, int, int, str]]:
        """Columns, spans and text of a row without blanks."""
        cells = [cell for cell in self.cells if cell.row == number]
        return [(c.col, c.rowspan, c.colspan, "".join(c.text.split())) for c in cells]


def _integer(text: str) -> int | None:
    digits = text.split(".")[0].split(";")[0].strip()
    return int(digits) if digits.isdecimal() and len(digits) < 7 else None


def grid(rows: Sequence[Sequence[Slot]], source: str) -> GridTable:
    """The table of these rows."""
    places, n_cols = placed(rows, source)
    cells = (Printed(r, c, "\n".join(slot.lines), slot.rowspan, slot.colspan) for r, c, slot in places)
    return GridTable(tuple(cells), len(rows), n_cols)


def placed(rows: Sequence[Sequence[Slot]], source: str) -> tuple[list[tuple[int, int, Slot]], int]:
    """Row and column of each cell, its spans made those of the grid, and the number of columns.

    Cells stand in free columns; columns in which no cell begins are left out.
    """
    found: list[tuple[int, int, int, Slot]] = []
    above: list[tuple[int, int, int]] = []  # first column, column behind, row behind of cells that go on
    work = 0
    for number, row in enumerate(rows):
        above = [place for place in above if place[2] > number]
        work += len(above) + len(row)
        if work > MOST_PLACES:
            raise ReadError(f"{source}: 表格超过 {MOST_PLACES // 1_000_000} 百万格，不是一份公开文本")
        now = _row(row, above)
        found += [(number, left, right, slot) for left, right, slot in now]
        below = [(left, right, number + slot.rowspan) for left, right, slot in now if slot.rowspan > 1]
        above = sorted(above + below)
    columns = sorted({left for _, left, _, _ in found})
    places: list[tuple[int, int, Slot]] = []
    for number, left, right, slot in found:
        col = bisect_left(columns, left)
        slot.rowspan, slot.colspan = min(slot.rowspan, len(rows) - number), bisect_left(columns, right) - col
        places.append((number, col, slot))
    return places, len(columns)


def _row(row: Sequence[Slot], above: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, Slot]]:
    """First column and column behind of each cell; one that would lie over a cell from above is cut."""
    found: list[tuple[int, int, Slot]] = []
    at, i = 0, 0
    for slot in row:
        while i < len(above) and above[i][0] <= at:
            at = max(at, above[i][1])
            i += 1
        right = at + slot.colspan if i == len(above) else min(at + slot.colspan, above[i][0])
        found.append((at, right, slot))
        at = right
    return found


def continued(table: GridTable, after: GridTable) -> GridTable | None:
    """Both as one table, where the second goes on with the first on a new page; a repeated head is dropped.

    A form of its own begins with the label that the first began with, or with a banner.
    """
    if table.n_cols != after.n_cols:
        return None
    head = 0
    while head < min(_MOST_HEAD, table.n_rows, after.n_rows) and table.row(head) == after.row(head):
        head += 1
    while head and any(cell.row < head < cell.row + cell.rowspan for cell in after.cells):
        head -= 1
    if not any(_is_head(after, row) for row in range(head)) and _begins_anew(table, after, head):
        return None
    moved = [replace(cell, row=cell.row + table.n_rows - head) for cell in after.cells if cell.row >= head]
    return GridTable((*table.cells, *moved), table.n_rows + after.n_rows - head, table.n_cols)


def _begins_anew(table: GridTable, after: GridTable, head: int) -> bool:
    first, again = table.row(head), after.row(head)
    if not again or _is_head(after, head, 1) or again[0][2] == after.n_cols:
        return True
    return (not again[0][3] and not head) or bool(first and first[0][3] == again[0][3])


def _is_head(table: GridTable, row: int, more_than: int = 2) -> bool:
    """Whether so many cells of a row are words without a figure."""
    words = [text for _, _, _, text in table.row(row) if text]
    return len(words) > more_than and not any(char.isdigit() for word in words for char in word)
