"""Defects of the tables of money: a figure that fits no other.

A figure that breaks the sum of its column is a matter of X01 and X02, whatever else it breaks. So that a rule about
rows or about two tables has something of its own to find, a figure is raised there with all sums over it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random

from benchmarks.corpus.blocks import Grid
from benchmarks.corpus.defects.room import claimed, grid
from benchmarks.corpus.money import wan
from benchmarks.corpus.records import Draft, Planted

_HOUSING = ("合计", "住房保障支出", "住房改革支出")  # the rows that are raised together
_ENOUGH = 9  # rows, of which two may be wrong and the others still tell that the columns add up
_CODED = 5  # columns of a table with one column of codes


def _raise(found: Grid, rows: Iterable[int], columns: Sequence[int], by: int) -> str:
    """Raise the printed figures at some places; returns the last of them."""
    new = ""
    for row in rows:
        for col in columns:
            if old := found.rows[row][col]:
                new = found.rows[row][col] = wan(round(float(old) * 100) + by)
    return new


def _row(found: Grid, text: str) -> int | None:
    return next((n for n, row in enumerate(found.rows) if n >= found.first and text in row), None)


def _chain(found: Grid, code: str) -> list[int]:
    """The total, and the rows of a code and of the codes above it; the code is the last."""
    names = ["合计", *(code[:n] for n in (3, 5, 7) if n <= len(code))]
    return [row for name in names if (row := _row(found, name)) is not None]


def list_total(draft: Draft, random: Random) -> Planted | None:
    """X01: the total of the list of projects."""
    found = grid(draft, "projects")
    row = _row(found, "合计") if found else None
    if found is None or row is None or not claimed(draft, "projects"):
        return None
    new = _raise(found, [row], found.money[:2], random.randrange(200, 9000))
    return Planted("X01", new, f"{found.title} / 合计", ("X06", "X07", "X29"), "合计")


def class_total(draft: Draft, random: Random) -> Planted | None:
    """X02: a class and what it consists of."""
    found = grid(draft, "spending")
    row = _row(found, "221") if found and len(found.rows[0]) == _CODED else None
    if found is None or row is None or not claimed(draft, "spending", "general"):
        return None
    new = _raise(found, [row], (2, 3), random.randrange(200, 9000))
    return Planted("X02", new, f"{found.title} / 住房保障支出", ("X01", "X06", "X07"), "住房保障支出")


def unbalanced(draft: Draft, random: Random) -> Planted | None:
    """X03: income and expenditure."""
    found = grid(draft, "balance")
    if found is None or draft.final or not claimed(draft, "balance"):
        return None
    new = _raise(found, [len(found.rows) - 1], (1,), random.randrange(200, 9000))
    return Planted("X03", new, f"{found.title} / 收入总计", ("X01", "X06", "X07"), "收入总计")


def not_basic_and_project(draft: Draft, random: Random) -> Planted | None:
    """X04: the whole is not basic and project expenditure."""
    found = grid(draft, "spending")
    if found is None or len(found.rows[0]) != _CODED or not claimed(draft, "spending", "general", "basic"):
        return None
    new = _raise(found, _chain(found, "2210201"), (3,), random.randrange(200, 9000))
    return Planted("X04", new, f"{found.title} / 基本支出", ("X01", "X06", "X07", "X29"), "住房公积金", _HOUSING)


def staff_and_running(draft: Draft, random: Random) -> Planted | None:
    """X05: staff and running costs are not the basic expenditure."""
    found = grid(draft, "economic")
    if found is None or draft.final or not claimed(draft, "economic", "basic"):
        return None
    new = _raise(found, _chain(found, "30101"), found.money[1:2], random.randrange(200, 9000))
    return Planted("X05", new, f"{found.title} / 人员经费", ("X06", "X07", "X29"), "基本工资", ("合计", "工资福利支出"))


def other_table(draft: Draft, random: Random) -> Planted | None:
    """X06: one figure differs between two tables."""
    found, other = grid(draft, "general"), grid(draft, "spending")
    if (
        found is None
        or other is None
        or len(found.rows[0]) != _CODED
        or not claimed(draft, "spending", "general", "basic")
    ):
        return None
    new = _raise(found, _chain(found, "2210201"), (2, 3), random.randrange(200, 2000))
    return Planted("X06", new, f"{found.title} / 住房公积金", ("X07", "X08"), "住房公积金", _HOUSING)


def public_total(draft: Draft, random: Random) -> Planted | None:
    """X10: the three public expenses are not their sum."""
    found = grid(draft, "public")
    row = _row(found, "合计") if found else None
    if found is None or row is None or not claimed(draft, "public"):
        return None
    new = _raise(found, [row], (2,), random.randrange(100, 900))
    return Planted("X10", new, f"{found.title} / 合计", ("X06", "X07", "X29"), "合计")


def guests(draft: Draft, random: Random) -> Planted | None:
    """X27: more for receptions in the economic classes than among the three public expenses."""
    found, public = grid(draft, "economic"), grid(draft, "public")
    row = _row(found, "30217") if found else None
    if found is None or row is None or public is None or not claimed(draft, "economic", "public"):
        return None
    at = found.rows[row].index("30217")
    columns = [col for col in found.money if col > at][: 1 if draft.final else None]
    new = _raise(found, [row], columns, random.randrange(100, 900))
    return Planted("X27", new, f"{found.title} / 公务接待费", ("X01", "X02", "X06", "X07"), "公务接待费")


def row_sum(draft: Draft, random: Random) -> Planted | None:
    """X29: a row of the list of projects is not the sum of its columns."""
    found = grid(draft, "projects")
    total = _row(found, "合计") if found else None
    few = found is None or len(found.rows) < _ENOUGH or len(found.rows[0]) != _CODED
    if few or found is None or total is None or not claimed(draft, "projects"):
        return None
    row = random.randrange(found.first + 1, len(found.rows))
    new = _raise(found, [total, row], (3,), random.randrange(200, 900))
    return Planted("X29", new, f"{found.title} / {found.rows[row][0]}", ("X06", "X07"), found.rows[row][0], ("合计",))


def not_empty(draft: Draft, random: Random) -> Planted | None:
    """C14: figures in a table that is said to have none."""
    found = grid(draft, "fund")
    if found is None or not claimed(draft, "fund"):
        return None
    amount = wan(random.randrange(500, 9000))
    found.rows[1] = ["2296099", "其他政府性基金安排的支出", amount, "", amount]
    found.rows[2] = ["合计", "", amount, "", amount]
    return Planted("C14", amount, found.title, ("X06", "X07"), found.title)


DEFECTS = {
    "C14": not_empty,
    "X01": list_total,
    "X02": class_total,
    "X03": unbalanced,
    "X04": not_basic_and_project,
    "X05": staff_and_running,
    "X06": other_table,
    "X27": guests,
    "X29": row_sum,
}
