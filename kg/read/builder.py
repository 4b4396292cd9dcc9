"""Builds a `Document` of a format that has no plain text of its own: a line for each paragraph, rows with tabs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.errors import ReadError
from kg.model import NOWHERE, Block, Cell, Document, Passage, Place, Span, Table
from kg.read.encoding import printable_text
from kg.read.lines import clean, heading_level
from kg.read.rows import MOST_PLACES

_MOST_TEXT = 10_000_000  # characters; one string may stand in a million cells


@dataclass(frozen=True, slots=True)
class Printed:
    """A cell as the file prints it, at its top left corner."""

    row: int
    col: int
    text: str
    rowspan: int = 1
    colspan: int = 1
    place: Place = NOWHERE


@dataclass(slots=True)
class Builder:
    """The plain text and the blocks over it; `warnings` say what of the file could not be read."""

    source: str
    warnings: list[str] = field(default_factory=list)
    blocks: list[Block | Table] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _places: int = 0

    def _put(self, text: str) -> int:
        """Add text; where it begins."""
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        if self._length > _MOST_TEXT:
            raise ReadError(f"{self.source}: 文字超过 {_MOST_TEXT // 1_000_000} 百万，不是一份公开文本")
        return start

    def _passage(self, text: str) -> Passage:
        shown = printable_text(text)
        return clean(shown, self._put(shown))

    def paragraphs(self, text: str, level: int = 0, place: Place = NOWHERE) -> None:
        """Add a paragraph, or a heading, for each line; `level` is what the file says of its headings."""
        for line in printable_text(text).split("\n"):
            passage = clean(line, self._length)
            if not passage:
                continue
            self._put(line + "\n")
            depth = level or heading_level(passage.text)
            self.blocks.append(Block("heading" if depth else "paragraph", passage, depth, place))

    def table(self, cells: Iterable[Printed], n_rows: int, n_cols: int, *, ruled: bool, place: Place = NOWHERE) -> None:
        """Add a table; positions that no cell covers get a blank one."""
        self._places += n_rows * n_cols
        if self._places > MOST_PLACES:
            raise ReadError(f"{self.source}: 表格超过 {MOST_PLACES // 1_000_000} 百万格，不是一份公开文本")
        start = self._length
        found = _without_gaps(cells, n_rows, n_cols)
        written: list[Cell] = []
        row, col = 0, 0
        for cell in found:
            if cell.row > row:
                self._put("\t" * (n_cols - 1 - col) + "\n" * (cell.row - row))
                row, col = cell.row, 0
            self._put("\t" * (cell.col - col))
            col = cell.col
            passage = self._passage(cell.text)
            written.append(Cell(cell.row, cell.col, passage, cell.rowspan, cell.colspan, cell.place))
        self._put("\n")
        span = Span(start, self._length)
        self.blocks.append(Table(tuple(written), n_rows, n_cols, span, ruled, place))

    def document(self, data: bytes, form: str) -> Document:
        """The document; raises `ReadError` where nothing was printed."""
        if not self.blocks:
            also = f"（{'；'.join(self.warnings)}）" if self.warnings else ""
            raise ReadError(f"{self.source}: 文件里没有文字{also}")
        digest, text = hashlib.sha256(data).hexdigest(), "".join(self._parts)
        return Document(self.source, digest, form, text, tuple(self.blocks), (), tuple(self.warnings))


def _without_gaps(cells: Iterable[Printed], n_rows: int, n_cols: int) -> Sequence[Printed]:
    """The cells in reading order, with blank ones where none is; of cells that overlap the first is kept."""
    owned = [[False] * n_cols for _ in range(n_rows)]
    kept: list[Printed] = []
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.col)):
        right = min(cell.col + cell.colspan, n_cols)
        if any(owned[cell.row][c] for c in range(cell.col, right)):  # what begins above and overlaps, does so here
            cell = Printed(cell.row, cell.col, cell.text, place=cell.place)
            right = cell.col + 1
        for r in range(cell.row, min(cell.row + cell.rowspan, n_rows)):
            owned[r][cell.col : right] = [True] * (right - cell.col)
        kept.append(cell)
    blank = [Printed(r, c, "") for r in range(n_rows) for c in range(n_cols) if not owned[r][c]]
    return sorted(kept + blank, key=lambda cell: (cell.row, cell.col))
