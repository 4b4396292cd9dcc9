"""Which figures of a table are sums of which: bp:rowRole and bp:totals, by codes, numbering and total rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kg.extract.sheet import Sheet
from kg.extract.tables.columns import compiled
from kg.model import Ref
from kg.vocab import BP, BPC


@dataclass(frozen=True, slots=True)
class Line:
    """A figure as the sums see it: where it stands, its code or numbering depth, its amount in yuan."""

    key: Ref
    row: int
    col: int
    group: tuple[int, int]
    label: str
    code: str | None
    amount: Decimal | None
    half_unit: Decimal | None
    total: bool
    depth: int


def link_totals(sheet: Sheet, lines: Sequence[Line], layout: dict[str, Any]) -> None:
    """Put rowRole on every line and bp:totals from each printed sum to its addends."""
    columns: dict[tuple[tuple[int, int], int], list[Line]] = defaultdict(list)
    for line in lines:
        columns[line.group, line.col].append(line)
    for column in columns.values():
        partial = compiled(layout["partial"])
        addends = _column([line for line in column if not partial.match(line.label)])
        for line in column:
            parts = addends.get(line.key, [])
            role = BPC.total if line.total else BPC.subtotal if parts else BPC.detail
            sheet.put(line.key, BP.rowRole, role)
            for part in parts:
                sheet.put(line.key, BP.totals, part.key)


def _column(column: list[Line]) -> dict[Ref, list[Line]]:
    """The addends of every sum in one column of figures."""
    items = [line for line in column if not line.total]
    coded = sum(1 for line in items if line.code) * 2 > len(items)
    parents = _parents(items, coded)
    tops = [line for line in items if parents[line.key] is None]
    addends: dict[Ref, list[Line]] = defaultdict(list)
    for line in items:
        parent = parents[line.key]
        if parent is not None and line.amount is not None:
            addends[parent].append(line)
    totals = [line for line in column if line.total]
    for n, total in enumerate(totals):
        addends[total.key] = _of_total(total, totals[:n], totals[n + 1 :], tops)
    return addends


def _parents(items: Sequence[Line], coded: bool) -> dict[Ref, Ref | None]:
    """For each item the nearest item above it whose code or number is one level up."""
    parents: dict[Ref, Ref | None] = {}
    open_items: list[Line] = []
    for line in items:
        while open_items and not _under(line, open_items[-1], coded):
            open_items.pop()
        parents[line.key] = open_items[-1].key if open_items else None
        open_items.append(line)
    return parents


def _under(line: Line, above: Line, coded: bool) -> bool:
    if coded:  # a row without code among coded rows is a unit, over all that follow
        if above.code is None:
            return line.code is not None
        return bool(line.code) and line.code != above.code and str(line.code).startswith(above.code)
    return 0 < above.depth < line.depth


def _of_total(total: Line, before: Sequence[Line], after: Sequence[Line], tops: Sequence[Line]) -> list[Line]:
    """The rows that a total row adds up: the first reading that closes, else the one its place suggests."""
    start = before[-1].row if before else -1
    stop = after[0].row if after else None
    since = [t for t in tops if start < t.row < total.row]
    until = [t for t in tops if total.row < t.row and (stop is None or t.row < stop)]
    whole = [t for t in tops if t.row < total.row]
    carried = [*since, before[-1]] if before else since
    readings = [carried, since, whole, until, [t for t in tops if t.row > total.row]]
    filled = [[line for line in reading if line.amount is not None] for reading in readings]
    possible = [reading for reading in filled if reading]
    if not possible:
        return []
    return next((r for r in possible if _closes(total, r)), filled[0] or possible[0])


def _closes(total: Line, parts: Iterable[Line]) -> bool:
    """Whether the sum holds within half of the last printed place of every figure (XBRL Calculations 1.1)."""
    gap, envelope = -(total.amount or Decimal(0)), total.half_unit or Decimal(0)
    for part in parts:
        gap += part.amount or Decimal(0)
        envelope += part.half_unit or Decimal(0)
    return total.amount is not None and abs(gap) <= envelope
