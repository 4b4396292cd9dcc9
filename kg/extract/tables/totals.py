"""Which figures of a table are sums of which: bp:rowRole and bp:totals, by codes, numbering and total rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from decimal import Decimal
from itertools import takewhile
from typing import Any

from kg.extract.sheet import Sheet
from kg.extract.tables.across import across, beside, row_sums
from kg.extract.tables.columns import compiled
from kg.extract.tables.line import Line, closes, closing
from kg.model import Ref
from kg.vocab import BP, BPC

DEEPEST = 9  # deeper than any printed number
_CLASS = 3  # digits of a class (302)
_MOST = 400  # items among which levels are looked for


def link_totals(sheet: Sheet, lines: Sequence[Line], layout: dict[str, Any]) -> None:
    """Put rowRole on every line and bp:totals from each printed sum to its addends.

    Sums are of rows; in a table without any, the items stand in its header, and the sums are of columns. Where columns
    add up beside the rows (合计 = 基本支出 + 项目支出), bp:totalsAcross says so.
    """
    columns: dict[tuple[tuple[int, int], int], list[Line]] = defaultdict(list)
    for line in lines:
        columns[line.group, line.col].append(line)
    addends: dict[Ref, list[Line]] = {}
    partial = compiled(layout["partial"])
    for column in _continued(columns):
        addends |= _column(
            [line for line in column if line.depth or not partial.match(line.label)], layout["opposites"]
        )
    sums = row_sums(lines, layout["across"], layout["partial"]) if addends else {}
    addends = addends or across(lines, layout["across"], layout["partial"])
    for total, columns_ in sums.items():
        for part in columns_:
            sheet.put(total, BP.totalsAcross, part.key)
    for line in lines:
        parts = addends.get(line.key, [])
        sheet.put(line.key, BP.rowRole, BPC.total if line.total else BPC.subtotal if parts else BPC.detail)
        for part in parts:
            sheet.put(line.key, BP.totals, part.key)


def _continued(columns: Mapping[tuple[tuple[int, int], int], list[Line]]) -> Iterator[list[Line]]:
    """The columns of figures; where the codes of a class go on at the top of the group beside it, both are one."""
    alone = Counter(group for group, _ in columns)  # the groups that have one column
    column: list[Line] = []
    for (group, _), lines in columns.items():
        if alone[group] == 1 and column and alone[column[-1].group] == 1 and _goes_on(column, lines):
            column = [*column, *lines]
            continue
        if column:
            yield column
        column = lines
    if column:
        yield column


def _goes_on(column: Sequence[Line], beside: Sequence[Line]) -> bool:
    """Whether the first code of a group is under the last class of the group before it."""
    first = next((line.code for line in beside if not line.total), None)
    above = next((line.code for line in reversed(column) if line.code and len(line.code) == _CLASS), None)
    apart = column[-1].group[0] != beside[0].group[0]
    return apart and bool(first and above) and str(first).startswith(str(above)) and len(str(first)) > _CLASS


def link_form_totals(sheet: Sheet, columns: Iterable[Sequence[Line]], across_word: str) -> None:
    """Put rowRole on the figures of a form, and bp:totals from each total to the figures that add up to it.

    Nothing in a form tells where the parts of a total end: the first rows below that close it are its parts, or else
    the last rows above, with the zeros after them, or else the figures beside it; a total that none close has none.
    """
    columns = list(columns)
    side = beside((line for column in columns for line in column), across_word)
    for column in columns:
        for n, line in enumerate(column):
            near = (column[n + 1 :], column[:n][::-1]) if line.total else ()
            sides = [list(takewhile(lambda other: not other.total, rows)) for rows in near]
            summed = next((rows[:count] for rows in sides if (count := closing(line, rows))), [])
            parts = summed or side.get(line.key, [])
            named = any(sides) and "计" in line.label  # a printed 合计 that nothing adds up to stays in sight
            total = named and (summed or not parts)
            sheet.put(line.key, BP.rowRole, BPC.total if total else BPC.subtotal if parts else BPC.detail)
            for part in parts:
                sheet.put(line.key, BP.totals, part.key)


def _column(column: list[Line], opposites: Sequence[str]) -> dict[Ref, list[Line]]:
    """The addends of every sum in one column of figures."""
    items = list(_deepened(column))
    coded = sum(1 for line in items if line.code) * 2 > len(items)
    parents = _parents(items, coded)
    tops = [line for line in items if parents[line.key] is None]
    children: dict[Ref, list[Line]] = defaultdict(list)
    for line in items:
        parent = parents[line.key]
        if parent is not None and line.amount is not None:
            children[parent].append(line)
    addends: dict[Ref, list[Line]] = {}
    for line in items:
        if line.key in children:
            addends |= _reading(line, [children[line.key]])
    totals = [line for line in column if line.total]
    for n, total in enumerate(totals):
        before = [t for t in totals[:n] if not _opposed(total.label, t.label, opposites)]
        taken = {part.key for t in totals[:n] if t not in before for part in addends[t.key]}
        inside = {part.key for t in before for part in addends[t.key] if part.row > t.row}
        free = [t for t in tops if t.key not in taken]
        addends |= _of_total(total, before, totals[n + 1 :], free, inside)
    return addends


def _opposed(label: str, other: str, words: Sequence[str]) -> bool:
    """Whether one total is of income and the other of spending."""
    sides = [{word for word in words if word in text} for text in (label, other)]
    return all(len(side) == 1 for side in sides) and sides[0] != sides[1]


def _deepened(column: Sequence[Line]) -> Iterator[Line]:
    """The items; where most are numbered, one without a number belongs to the numbered one above it."""
    items = [line for line in column if not line.total]
    numbered = sum(1 for line in items if line.depth) * 2 > len(items)
    under = False
    for line in column:
        if line.total:
            under = False
        elif line.depth or not (numbered and under):
            under = bool(line.depth)
            yield line
        else:
            yield line._replace(depth=DEEPEST)


def _structured(items: Iterable[Line]) -> bool:
    """Whether codes, numbers or places tell which items are parts of which."""
    marked = [bool(line.code or line.unit or line.depth) for line in items]
    return any(marked) or len({line.outer for line in items}) > 1


def _siblings(line: Line, other: Line) -> bool:
    """Whether what is printed puts two rows on one level: their numbers, or the length of their codes."""
    if line.depth and other.depth:
        return line.depth == other.depth
    if len(line.unit or "") != len(other.unit or ""):
        return False
    pairs = ((line.code, other.code), (line.unit, other.unit))
    return any(a and b and len(a) == len(b) for a, b in pairs)


def _outermost(items: Sequence[Line], least: int) -> tuple[list[Line], dict[Ref, list[Line]]]:
    """The items without those (`least` or more) that one before them sums up, and those by their sum."""
    outer: list[Line] = []  # the last item first
    held: dict[Ref, list[Line]] = {}
    for item in reversed(items):
        n = _summed(item, outer)
        n = n if n >= least else 0
        if n:
            held[item.key] = outer[: -n - 1 : -1]
        outer[len(outer) - n :] = [item]
    return outer[::-1], held


def _summed(item: Line, after: Sequence[Line]) -> int:
    """How many lines after an item (the nearest last) it sums up: exactly, else several within rounding; or 0."""
    if not item.amount:
        return 0
    gap, envelope, found, exact = item.amount, item.half_unit or Decimal(0), 0, False
    for n, line in enumerate(reversed(after), 1):
        if _siblings(item, line) or (exact and (line.amount or not line.depth or line.depth != after[-1].depth)):
            break
        gap -= line.amount or Decimal(0)
        envelope += line.half_unit or Decimal(0)
        exact = gap == 0
        if exact or (n > 1 and not found and abs(gap) <= envelope):
            found = n
    return found


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
    if line.unit and above.unit and line.unit != above.unit:
        return above.code is None and line.unit.startswith(above.unit)
    if line.outer or above.outer:
        return above.outer and not line.outer
    if not coded and (line.unit or above.unit):
        return not line.unit
    if coded:  # a row without code among coded rows is a unit, over all that follow
        if above.code is None:
            return line.code is not None
        return bool(line.code) and line.code != above.code and str(line.code).startswith(above.code)
    return 0 < above.depth < line.depth


def _of_total(
    total: Line, before: Sequence[Line], after: Sequence[Line], tops: Sequence[Line], inside: Set[Ref]
) -> dict[Ref, list[Line]]:
    """The rows that a total row adds up, by the rows around it and the totals before and after it.

    `inside` are the rows that a total printed over them has taken: they count in that total alone.
    """
    start = before[-1].row if before else -1
    stop = after[0].row if after else None
    since = [t for t in tops if start < t.row < total.row and t.key not in inside]
    until = [t for t in tops if total.row < t.row and (stop is None or t.row < stop)]
    if not total.fund:  # a subtotal over its rows ends where a row names a fund of its own
        until = list(takewhile(lambda t: not t.fund, until)) or until
    whole = [t for t in tops if t.row < total.row]
    carried = [*since, before[-1]] if before else since
    return _reading(total, [carried, since, whole, until, [t for t in tops if t.row > total.row]])


def _reading(total: Line, readings: Sequence[Sequence[Line]]) -> dict[Ref, list[Line]]:
    """The addends of a sum, and of the sums among them, by the first of some readings that closes.

    Rows that one before them sums up may stand among the others; they are left to it if the total closes then.
    Where none closes, the first reading is taken, but not of items whose levels nothing printed tells apart.
    """
    filled = [[line for line in reading if line.amount is not None] for reading in readings]
    possible = [reading for reading in filled if reading]
    if not possible and total.amount == 0:  # a printed zero over rows that print nothing
        return {total.key: list(next(filter(None, readings), ()))}
    closing = next((r for r in possible if closes(total, r)), None)
    if closing or not possible:
        return {total.key: closing or []}
    outermost = [_outermost(reading[:_MOST], least) for least in (2, 1) for reading in possible]
    for outer, held in outermost:
        if closes(total, outer):
            return {**held, total.key: outer}
    several = not _structured(possible[0]) and any(held for _, held in outermost)
    return {total.key: [] if several else possible[0]}
