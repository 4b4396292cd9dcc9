"""The grid of a Word table: its columns are where cells begin, merged cells are one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.model import Cell, Passage, Place
from kg.read.docx_styles import VAL, W, integer, is_on
from kg.read.docx_text import content, is_deleted
from kg.read.xml import Element

_WIDEST = 1_000  # columns; Word has no more than 63


@dataclass(slots=True)
class Slot:
    """A cell of a row as Word keeps it; `goes_on` where it is the lower part of a merged cell."""

    text: str
    width: int = 1
    goes_on: bool = False
    joins_left: bool = False
    col: int = 0
    rowspan: int = 1
    colspan: int = 1
    line: int = 0
    passage: Passage = field(default_factory=lambda: Passage("", ()))

    @staticmethod
    def of(cell: Element, text: str) -> Slot:
        """The slot of a `w:tc` that prints this text."""
        properties = cell.find(W + "tcPr")
        if properties is None:
            return Slot(text)
        width = min(_WIDEST, max(1, integer(properties.find(W + "gridSpan"), 1) or 1))
        return Slot(text, width, _goes_on(properties, "vMerge"), _goes_on(properties, "hMerge"))


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a table, each with its slots from left to right."""

    rows: list[list[Slot]]
    n_cols: int

    @property
    def n_rows(self) -> int:
        return len(self.rows)

    @property
    def has_text(self) -> bool:
        return any(slot.text for row in self.rows for slot in row)

    def cells(self) -> tuple[Cell, ...]:
        """The cells once their text has its place."""
        return tuple(
            Cell(r, slot.col, slot.passage, slot.rowspan, slot.colspan, Place(line=slot.line))
            for r, row in enumerate(self.rows)
            for slot in row
            if not slot.goes_on
        )


def rows_of(table: Element) -> Iterator[tuple[int, list[Element]]]:
    """For each row that is printed, the columns left free before it and its cells."""
    for row in content(table, ("tr",)):
        properties = row.find(W + "trPr")
        hidden = properties is not None and is_on(properties.find(W + "hidden"))
        if not hidden and not is_deleted(properties, ""):
            before = None if properties is None else properties.find(W + "gridBefore")
            yield min(_WIDEST, max(0, integer(before, 0) or 0)), list(content(row, ("tc",)))


def laid_out(rows: Sequence[tuple[int, list[Slot]]]) -> Grid:
    """Slots on one grid, without columns in which no cell begins."""
    joined = [(before, _joined(slots)) for before, slots in rows]
    widths: list[list[tuple[int, int]]] = []
    for before, slots in joined:
        at, edges = before, []
        for slot in slots:
            edges.append((at, at + slot.width))
            at += slot.width
        widths.append(edges)
    columns = sorted({left for edges in widths for left, _ in edges})
    above: dict[int, Slot] = {}
    for (_, slots), edges in zip(joined, widths, strict=True):
        for slot, (left, right) in zip(slots, edges, strict=True):
            slot.col = bisect_left(columns, left)
            slot.colspan = bisect_left(columns, right) - slot.col
        above = _merged(slots, above)
    return Grid([slots for _, slots in joined], len(columns))


def _joined(slots: Sequence[Slot]) -> list[Slot]:
    """A row in which cells merged with their left neighbour are part of it."""
    found: list[Slot] = []
    for slot in slots:
        if slot.joins_left and found:
            found[-1].width += slot.width
        else:
            found.append(slot)
    return found


def _merged(slots: Sequence[Slot], above: dict[int, Slot]) -> dict[int, Slot]:
    """The cells that the next row may go on with, by their column; those that this row goes on with are one longer."""
    now: dict[int, Slot] = {}
    for slot in slots:
        owner = above.get(slot.col)
        if slot.goes_on and owner and owner.colspan == slot.colspan:
            owner.rowspan += 1
            slot.text = ""
            now[slot.col] = owner
        else:
            slot.goes_on = False
            now[slot.col] = slot
    return now


def _goes_on(properties: Element, name: str) -> bool:
    merge = properties.find(W + name)
    return merge is not None and merge.get(VAL, "continue") == "continue"
