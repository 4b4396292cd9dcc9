"""Sums across a row: where no row adds up others, columns named 合计 or 小计 add up the columns beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg.extract.tables.columns import compiled
from kg.extract.tables.line import Line, closes, closing
from kg.model import Ref

_BARE = ("合计", "小计", "总计")  # a header that says nothing else may add up one figure


def across(lines: Iterable[Line], total: str, partial: str) -> dict[Ref, list[Line]]:
    """The addends of each sum in its row; `total` finds the header of a sum, `partial` one of a mere 其中.

    What 其中 names need not be all of a sum; where it closes, it is.
    """
    addends: dict[Ref, list[Line]] = {}
    for row in _rows(lines):
        named = [line for line in row if any(map(compiled(partial).match, line.path))]
        whole = [line for line in row if line not in named]
        for line in whole:
            inner = [other for other in named if other.col > line.col] if compiled(total).search(line.path[-1]) else []
            if parts := _addends(line, whole, total) or inner[: closing(line, inner)]:
                addends[line.key] = parts
    return addends


def row_sums(lines: Iterable[Line], total: str, partial: str) -> dict[Ref, list[Line]]:
    """The addends of each sum in its row, where most rows of the table show that the columns add up so.

    A row that is alone in not adding up is then misread or wrong.
    """
    columns: dict[tuple[tuple[int, int], int], list[tuple[Line, list[Line]]]] = defaultdict(list)
    for row in _rows(lines):
        whole = [line for line in row if not any(map(compiled(partial).match, line.path))]
        for line in whole:
            if parts := _beside(line, whole, total):
                columns[line.group, line.col].append((line, parts))
    addends: dict[Ref, list[Line]] = {}
    for sums in columns.values():
        if taken := _columns(sums):
            addends |= {line.key: [part for part in parts if part.col in taken] for line, parts in sums}
    return addends


def _columns(sums: Sequence[tuple[Line, list[Line]]]) -> set[int]:
    """The columns that add up to a total in most of its rows: the first ones behind it, as many as close most often."""
    printed = sorted({part.col for _, parts in sums for part in parts})
    best, most = 0, 0
    for count in range(2, len(printed) + 1):
        taken = set(printed[:count])
        closed = sum(1 for line, parts in sums if line.amount and closes(line, [p for p in parts if p.col in taken]))
        best, most = (count, closed) if closed >= most else (best, most)
    filled = sum(1 for line, _ in sums if line.amount)
    return set(printed[:best]) if most > 1 and most > 2 * (filled - most) else set()


def beside(lines: Iterable[Line], total: str) -> dict[Ref, list[Line]]:
    """The addends of each sum in a form: the figures behind it that close, in its row or in the rows it spans."""
    rows: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        rows[line.row].append(line)
    addends: dict[Ref, list[Line]] = {}
    for line in (line for row in rows.values() for line in row):
        spanned = [x for r in range(line.row, line.row + line.span) for x in rows.get(r, ()) if x.col > line.col]
        parts = spanned if line.span > 1 else _addends(line, rows[line.row], total)
        least = 1 if line.path[-1] in _BARE else 2
        if len(parts) >= least and closes(line, parts):
            addends[line.key] = parts
    return addends


def _rows(lines: Iterable[Line]) -> Iterable[list[Line]]:
    """The figures of each row of each list."""
    rows: dict[tuple[tuple[int, int], int], list[Line]] = defaultdict(list)
    for line in lines:
        if line.amount is not None and line.path:
            rows[line.group, line.row].append(line)
    return rows.values()


def _addends(line: Line, row: Sequence[Line], total: str) -> list[Line]:
    """What a sum adds up: the first columns behind it that close, or all of them where none do."""
    parts = _beside(line, row, total)
    return parts[: closing(line, parts)] or (parts if len(parts) > 1 else [])


def _beside(line: Line, row: Sequence[Line], total: str) -> list[Line]:
    """The columns behind a sum whose headers begin and end as its own does; of those under one header their sum."""
    at = next((i for i, head in enumerate(line.path) if compiled(total).search(head)), None)
    if at is None:
        return []
    above, below = line.path[:at], line.path[at + 1 :]  # 三公经费 / 合计 / 决算数
    beside = [other for other in row if other.col > line.col and _has(other, above, below)]
    groups: dict[str, list[Line]] = defaultdict(list)
    for other in beside:
        groups[other.path[at]].append(other)
    return [part for group in groups.values() for part in _outermost(group, at, total)]


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
