"""Rows of a flattened table to a grid: cells by tab or by line, spans recovered where rows are ragged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.model import Cell, Passage, Place, Span, Table
from kg.read.lines import clean

MOST_PLACES = 2_000_000  # of a grid
NumberedLine = tuple[int, str, int]


@dataclass(slots=True)
class Row:
    """Cells from left to right; `after_break` where blank lines (a page break) stand before it."""

    cells: list[Passage]
    line: int
    span: Span
    after_break: bool = False

    @property
    def width(self) -> int:
        return len(self.cells)


def tab_rows(lines: Sequence[NumberedLine]) -> list[Row]:
    """One row a line, cells parted by tabs."""
    rows: list[Row] = []
    gap = False
    for start, raw, number in lines:
        if "\t" not in raw:
            gap = True  # blank, or the number of a page
            continue
        cells, at = [], start
        for part in raw.split("\t"):
            cells.append(clean(part, at))
            at += len(part) + 1
        rows.append(Row(cells, number, Span(start, start + len(raw)), gap and bool(rows)))
        gap = False
    return rows


def cell_rows(lines: Sequence[NumberedLine]) -> list[Row]:
    """One cell a line after a tab; an empty line ends the row; a line without tab goes on with its cell."""
    rows: list[Row] = []
    current: list[tuple[int, str]] = []
    first = 0

    def close() -> None:
        if current:
            start, (last, text) = current[0][0], current[-1]
            cells = [clean(text, at) for at, text in current]
            rows.append(Row(cells, first, Span(start, last + len(text))))
            current.clear()

    for start, raw, number in lines:
        if raw.startswith("\t"):
            first = first if current else number
            current.append((start + 1, raw[1:]))
        elif "\t" in raw:  # a row of its own among the others
            close()
            rows.extend(tab_rows([(start, raw, number)]))
        elif raw.strip() and current:
            at, text = current[-1]
            current[-1] = (at, text + "\n" + raw)
        else:
            close()
    close()
    return rows


def to_table(rows: Sequence[Row]) -> Table:
    """Lay rows out on one grid as wide as the widest; short rows above wider ones are spread over them."""
    width = max(row.width for row in rows)
    cells: list[Cell] = []
    for r, row in enumerate(rows):
        spans = _spread(row, rows[r + 1] if r + 1 < len(rows) else None, width)
        col = 0
        for passage, wide in zip(row.cells, spans, strict=True):
            cells.append(Cell(r, col, passage, 1, wide, Place(line=row.line)))
            col += wide
    span = Span(rows[0].span.start, rows[-1].span.end)
    return Table(tuple(cells), len(rows), width, span, False, Place(line=rows[0].line))


def _spread(row: Row, below: Row | None, width: int) -> list[int]:
    """Column spans of a row: a run of filled cells below stands under one cell, a blank under its own."""
    if row.width == width:
        return [1] * width
    if row.width == 1:
        return [width]
    if below is not None and below.width > row.width:
        spans = _runs(below, width)
        if len(spans) == row.width:
            return spans
    return [1] * row.width


def _runs(below: Row, width: int) -> list[int]:
    spans: list[int] = []
    in_run = False
    for cell in below.cells:
        if cell.text and in_run:
            spans[-1] += 1
        else:
            spans.append(1)
        in_run = bool(cell.text)
    if spans:
        spans[-1] += width - below.width
    return spans
