"""Blocks as a PDF with ruled tables, drawn with the canvas of the tests: no library, no font file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks.corpus.blocks import Block, Grid, Line
from benchmarks.corpus.write_text import captions
from tests.read.pdf_samples import Canvas, Put, table, width, wrap
from tests.read.pdf_samples import pdf as written

_LEFT, _TOP, _RIGHT, _BOTTOM = 50.0, 56.0, 545.0, 786.0
_SIZE, _SMALL = 11.0, 8.0


@dataclass
class _Pages:
    """The pages so far, and how far the last is filled."""

    pages: list[Canvas] = field(default_factory=lambda: [Canvas()])
    at: float = _TOP

    def room(self, height: float) -> Canvas:
        """The page on which so much has room."""
        if self.at + height > _BOTTOM:
            self.pages.append(Canvas())
            self.at = _TOP
        return self.pages[-1]

    def text(self, text: str, *, centred: bool = False, indent: bool = False) -> None:
        """Wrapped lines of a paragraph."""
        broken = wrap("　　" + text if indent else text, _RIGHT - _LEFT, _SIZE) or [""]
        for line in broken:
            page = self.room(_SIZE * 1.7)
            if centred:
                page.centred(self.at, line, _SIZE)
            else:
                page.text(_LEFT, self.at, line, _SIZE)
            self.at += _SIZE * 1.7

    def table(self, grid: Grid) -> None:
        """A ruled table; rows that have no room go on on the next page, every other table with its header again."""
        xs = _edges(grid)
        heights = _heights(grid, xs)
        whole = _whole(grid)
        again = range(grid.first) if len(grid.rows) % 2 and not grid.figures else range(0)
        start = 0
        while start < len(grid.rows):
            if start:
                self.room(_BOTTOM)
                self._rows(grid, xs, heights, again)
            end = _fitting(heights, start, _BOTTOM - self.at, whole)
            if end == start and self.at > _TOP + sum(heights[r] for r in again):
                self.room(_BOTTOM)
                continue
            self._rows(grid, xs, heights, range(start, max(end, start + 1)))
            start = max(end, start + 1)
        self.at += 12

    def _rows(self, grid: Grid, xs: Sequence[float], heights: Sequence[float], rows: range) -> None:
        ys = [self.at]
        for row in rows:
            ys.append(ys[-1] + heights[row])
        table(self.pages[-1], xs, ys, _cells(grid, rows.start, rows.stop), _SMALL)
        self.at = ys[-1]


def _whole(grid: Grid) -> set[int]:
    """The rows before which no page ends, because a merged cell with a text goes through."""
    spans = ((top, high) for (top, left), (high, _) in grid.spans.items() if grid.rows[top][left])
    return {row for top, high in spans if high < 40 for row in range(top + 1, top + high)}


def _fitting(heights: Sequence[float], start: int, room: float, whole: set[int]) -> int:
    """The row with which the next page begins; `start` where nothing fits."""
    end, used = start, 0.0
    while end < len(heights) and used + heights[end] <= room:
        used += heights[end]
        end += 1
    last = end
    while start < end < len(heights) and end in whole:
        end -= 1
    return end if end > start else last


def pdf(blocks: Sequence[Block], owner: str) -> bytes:
    """A PDF; the same blocks give the same bytes."""
    pages = _Pages()
    for block in blocks:
        if isinstance(block, Line):
            pages.text(block.text, centred=block.key == "cover", indent=not block.level and block.key != "cover")
            continue
        first = True
        for text in captions(block, owner):
            if first:
                pages.room(160)
            pages.text(text, centred=first)
            first = False
        pages.table(block)
        if block.below:
            pages.text(block.below)
    return written(pages.pages)


def _edges(grid: Grid) -> list[float]:
    """Columns as wide as the longest of their texts, within limits."""
    alone = {place for place, span in grid.spans.items() if span[1] > 1}
    wide = [
        min(120.0, max(24.0, *(width(row[c], _SMALL) + 8 for r, row in enumerate(grid.rows) if (r, c) not in alone)))
        for c in range(len(grid.rows[0]))
    ]
    scale = (_RIGHT - _LEFT) / sum(wide)
    xs = [_LEFT]
    for one in wide:
        xs.append(xs[-1] + one * scale)
    return xs


def _heights(grid: Grid, xs: Sequence[float]) -> list[float]:
    """Rows as high as the most lines of their cells; what a merged cell lacks is added to its last row."""
    heights = [16.0] * len(grid.rows)
    tall: list[tuple[int, int, float]] = []
    covered = grid.covered()
    for r, row in enumerate(grid.rows):
        for c, text in enumerate(row):
            if not text or (r, c) in covered:
                continue
            high, wide = grid.spans.get((r, c), (1, 1))
            need = len(wrap(text, xs[c + wide] - xs[c] - 4, _SMALL)) * _SMALL * 1.2 + 6
            if high == 1:
                heights[r] = max(heights[r], need)
            else:
                tall.append((r, high, need))
    for r, high, need in tall:
        lack = need - sum(heights[r : r + high])
        if lack > 0:
            heights[r + high - 1] += lack
    return heights


def _cells(grid: Grid, start: int, end: int) -> dict[tuple[int, int], Put | str]:
    """The cells of some rows; a merged cell that a page break cuts is open there and printed on the first page."""
    cells: dict[tuple[int, int], Put | str] = {}
    for r, c, text, high, wide in _placed(grid):
        top, bottom = max(r, start), min(r + high, end)
        if top < bottom:
            put = Put(text if r >= start else "", bottom - top, wide, open_above=r < start, open_below=r + high > end)
            cells[top - start, c] = put
    return cells


def _placed(grid: Grid) -> Iterator[tuple[int, int, str, int, int]]:
    covered = grid.covered()
    for r, row in enumerate(grid.rows):
        for c, text in enumerate(row):
            if (r, c) not in covered:
                yield (r, c, text, *grid.spans.get((r, c), (1, 1)))
