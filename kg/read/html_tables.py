"""Tables of web pages: which hold data, and which only place things on the page."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.read.html_stream import End, Stream, Tag

_SHORT = 200  # characters; a cell of data is seldom longer
_FLOW = (5, 500)  # blocks and characters of a cell that holds running text
_ARTICLE = (20, 3_000)  # those of a cell that holds all of an article
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
