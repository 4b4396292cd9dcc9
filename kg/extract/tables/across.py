"""Sums across a row: where no row adds up others, columns named 合计 or 小计 add up the columns beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg.extract.tables.columns import compiled
from kg.extract.tables.line import Line, closes, closing
from kg.model import Ref


def across(lines: Iterable[Line], total: str, partial: str) -> dict[Ref, list[Line]]:
    """The addends of each sum in its row; `total` finds the header of a sum, `partial` one of a mere 其中.

    What 其中 names need not be all of a sum; where it closes, it is.
    """
    rows: dict[tuple[tuple[int, int], int], list[Line]] = defaultdict(list)
    for line in lines:
        if line.amount is not None and line.path:
            rows[line.group, line.row].append(line)
    addends: dict[Ref, list[Line]] = {}
    for row in rows.values():
        named = [line for line in row if any(map(compiled(partial).match, line.path))]
        whole = [line for line in row if line not in named]
        for line in whole:
            inner = [other for other in named if other.col > line.col] if compiled(total).search(line.path[-1]) else []
            if parts := _addends(line, whole, total) or inner[: closing(line, inner)]:
                addends[line.key] = parts
    return addends


def beside(lines: Iterable[Line], total: str) -> dict[Ref, list[Line]]:
    """The addends of each sum in a form: the figures behind it that close, in its row or in the rows it spans."""
    rows: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        rows[line.row].append(line)
    addends: dict[Ref, list[Line]] = {}
    for line in (line for row in rows.values() for line in row):
        spanned = [x for r in range(line.row, line.row + line.span) for x in rows.get(r, ()) if x.col > line.col]
        parts = spanned if line.span > 1 else _addends(line, rows[line.row], total)
        if len(parts) > 1 and closes(line, parts):
            addends[line.key] = parts
    return addends


def _addends(line: Line, row: Sequence[Line], total: str) -> list[Line]:
    """What a sum adds up: the first columns behind it that close, or all of them where none do."""
    at = next((i for i, head in enumerate(line.path) if compiled(total).search(head)), None)
    if at is None:
        return []
    above, below = line.path[:at], line.path[at + 1 :]  # 三公经费 / 合计 / 决算数
    beside = [other for other in row if other.col > line.col and _has(other, above, below)]
    groups: dict[str, list[Line]] = defaultdict(list)
    for other in beside:
        groups[other.path[at]].append(other)
    parts = [part for group in groups.values() for part in _outermost(group, at, total)]
    return parts[: closing(line, parts)] or (parts if len(parts) > 1 else [])


def _has(line: Line, above: tuple[str, ...], below: tuple[str, ...]) -> bool:
    """Whether a header begins and ends alike, with something else between."""
    heads = len(above) + len(below)
    return (
        len(line.path) > heads
        and line.path[: len(above)] == above
        and line.path[len(line.path) - len(below) :] == below
    )


def _outermost(group: Sequence[Line], at: int, total: str) -> Sequence[Line]:
    """The columns under one header: their own sum if they have one, else all of them."""
    return [line for line in group if any(map(compiled(total).search, line.path[at:]))][:1] or group
