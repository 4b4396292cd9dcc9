"""Tables of web pages: which hold data and which only place things on the page, and the grid of their cells."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.errors import ReadError
from kg.read.builder import MOST_PLACES, Printed
from kg.read.html_stream import End, Stream, Tag

_WIDEST = 1_000  # columns that one cell may span, as in browsers
_SHORT = 200  # characters; a cell of data is seldom longer
_FLOW = (5, 500)  # blocks and characters of a cell that holds running text
_ARTICLE = (20, 3_000)  # those of a cell that holds all of an article
_MOST_HEAD = 5  # rows
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCKS = frozenset(("p", "div", "li", "br"))


@dataclass(slots=True)
class _Cell:
    """What a cell holds, without what is in tables inside it."""

    length: int = 0
    linked: int = 0
    blocks: int = 0
    headed: bool = False
    nested: bool = False

    @property
    def plain(self) -> bool:
        return 0 < self.length <= _SHORT and not self.nested and not self.headed and self.linked * 2 < self.length

    @property
    def heavy(self) -> bool:
        return self.nested or self.headed or (self.blocks >= _FLOW[0] and self.length > _FLOW[1])

    def is_article(self, others: int) -> bool:
        """Whether the rest of the table is there for the sake of this cell."""
        if self.nested and self.blocks >= _FLOW[0]:
            return True
        return self.blocks >= _ARTICLE[0] and self.length > max(_ARTICLE[1], 5 * others)


@dataclass(slots=True)
class _Table:
    """The rows of a table while it is open."""

    rows: list[list[_Cell]] = field(default_factory=list)
    cell: _Cell = field(default_factory=_Cell)  # before the first cell: a caption

    def open(self, name: str) -> None:
        if name == "tr" or not self.rows:
            self.rows.append([])
        if name != "tr":
            self.cell = _Cell()
            self.rows[-1].append(self.cell)

    @property
    def plain_rows(self) -> int:
        return sum(1 for row in self.rows if sum(cell.plain for cell in row) > 1)

    def holds_data(self) -> bool:
        """Two cells with text in a row, and no running text, unless the other rows show that it is a form."""
        cells = [cell for row in self.rows for cell in row]
        total = sum(cell.length for cell in cells)
        if any(cell.is_article(total - cell.length) for cell in cells):
            return False
        if not any(sum(cell.length > 0 for cell in row) > 1 for row in self.rows):
            return False
        return self.plain_rows > 1 or not any(cell.heavy for cell in cells)


def data_tables(stream: Stream) -> dict[Tag, bool]:
    """The tables that hold data; True for those with several rows of it."""
    found: dict[Tag, bool] = {}
    open_tables: list[_Table] = []
    links = 0
    for token in stream:
        if isinstance(token, str):
            if open_tables:
                length = len("".join(token.split()))
                open_tables[-1].cell.length += length
                open_tables[-1].cell.linked += length if links else 0
            continue
        tag, ends = (token.tag, True) if isinstance(token, End) else (token, False)
        if tag.name == "table":
            if not ends:
                open_tables.append(_Table())
            else:
                table = open_tables.pop()
                if tag.get("role") not in ("presentation", "none") and table.holds_data():
                    found[tag] = table.plain_rows > 1
                if open_tables:
                    _tell(open_tables[-1].cell, table, tag in found)
        elif tag.name == "a" and "href" in tag.attributes:
            links += -1 if ends else 1
        elif open_tables and not ends:
            _note(open_tables[-1], tag.name)
    return found


def _note(table: _Table, name: str) -> None:
    if name in ("tr", "td", "th"):
        table.open(name)
    elif name in _BLOCKS:
        table.cell.blocks += 1
    elif name in _HEADINGS:
        table.cell.headed = True


def _tell(cell: _Cell, inner: _Table, holds_data: bool) -> None:
    """Count an inner table for the cell it stands in; one that holds no data is text like other text."""
    cell.nested = cell.nested or holds_data
    for other in (cell for row in inner.rows for cell in row if not holds_data):
        cell.length += other.length
        cell.linked += other.linked
        cell.blocks += other.blocks
        cell.headed = cell.headed or other.headed
        cell.nested = cell.nested or other.nested


@dataclass(slots=True)
class Slot:
    """A cell as its row gives it."""

    rowspan: int = 1
    colspan: int = 1
    lines: list[str] = field(default_factory=list)

    @staticmethod
    def of(tag: Tag) -> Slot:
        """The slot of a cell; a row span of 0 reaches to the last row."""
        high, wide = _integer(tag.get("rowspan")), _integer(tag.get("colspan"))
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
    """The cells of rows in free columns; columns in which no cell begins are left out."""
    placed: list[tuple[int, int, int, Slot]] = []
    above: list[tuple[int, int, int]] = []  # first column, column behind, row behind of cells that go on
    work = 0
    for number, row in enumerate(rows):
        above = [place for place in above if place[2] > number]
        work += len(above) + len(row)
        if work > MOST_PLACES:
            raise ReadError(f"{source}: 表格超过 {MOST_PLACES // 1_000_000} 百万格，不是一份公开文本")
        now = _row(row, above)
        placed += [(number, left, right, slot) for left, right, slot in now]
        below = [(left, right, number + slot.rowspan) for left, right, slot in now if slot.rowspan > 1]
        above = sorted(above + below)
    columns = sorted({left for _, left, _, _ in placed})
    cells = []
    for number, left, right, slot in placed:
        col = bisect_left(columns, left)
        high = min(slot.rowspan, len(rows) - number)
        cells.append(Printed(number, col, "\n".join(slot.lines), high, bisect_left(columns, right) - col))
    return GridTable(tuple(cells), len(rows), len(columns))


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
    if not again or _is_head(after, head) or again[0][2] == after.n_cols:
        return True
    return not again[0][3] and not head or bool(first and first[0][3] == again[0][3])


def _is_head(table: GridTable, row: int) -> bool:
    words = [text for _, _, _, text in table.row(row) if text]
    return len(words) > 2 and not any(char.isdigit() for word in words for char in word)
