"""Defects of the tables of money: a figure that fits no other."""

from __future__ import annotations

from random import Random

from benchmarks.corpus.blocks import Grid
from benchmarks.corpus.defects.room import claimed, grid
from benchmarks.corpus.money import wan
from benchmarks.corpus.records import Draft, Planted


def _raise(found: Grid, row: int, columns: tuple[int, ...], by: int) -> str:
    """Raise the printed figures of a row; returns the last of them."""
    new = ""
    for col in columns:
        old = found.rows[row][col]
        if old:
            new = found.rows[row][col] = wan(round(float(old) * 100) + by)
    return new


def _row(found: Grid, text: str) -> int | None:
    return next((n for n, row in enumerate(found.rows) if n >= found.first and text in row), None)


def list_total(draft: Draft, random: Random) -> Planted | None:
    """X01: the total of the list of projects."""
    found = grid(draft, "projects")
    row = _row(found, "合计") if found else None
    if found is None or row is None or not claimed(draft, "projects"):
        return None
    new = _raise(found, row, found.money[:2], random.randrange(200, 9000))
    return Planted("X01", new, f"{found.title} / 合计", ("X06", "X07", "X29"), "合计")


def class_total(draft: Draft, random: Random) -> Planted | None:
    """X02: a class and what it consists of."""
    found = grid(draft, "spending")
    row = _row(found, "221") if found and len(found.rows[0]) == 5 else None
    if found is None or row is None or not claimed(draft, "spending", "general"):
        return None
    new = _raise(found, row, (2, 3), random.randrange(200, 9000))
    return Planted("X02", new, f"{found.title} / 住房保障支出", ("X01", "X06", "X07"), "住房保障支出")


def unbalanced(draft: Draft, random: Random) -> Planted | None:
    """X03: income and expenditure."""
    found = grid(draft, "balance")
    if found is None or draft.final or not claimed(draft, "balance"):
        return None
    new = _raise(found, len(found.rows) - 1, (1,), random.randrange(200, 9000))
    return Planted("X03", new, f"{found.title} / 收入总计", ("X01", "X06", "X07"), "收入总计")


def not_basic_and_project(draft: Draft, random: Random) -> Planted | None:
    """X04: the whole is not basic and project expenditure; all rows of the table agree with its total."""
    found = grid(draft, "spending")
    row = _row(found, "合计") if found and len(found.rows[0]) == 5 else None
    if found is None or row is None or not claimed(draft, "spending", "general"):
        return None
    new = _raise(found, row, (3,), random.randrange(200, 9000))
    return Planted("X04", new, f"{found.title} / 合计 / 基本支出", ("X01", "X02", "X06", "X07", "X29"), "合计")


def other_table(draft: Draft, random: Random) -> Planted | None:
    """X06: one figure differs between two tables."""
    found = grid(draft, "general")
    row = _row(found, "2210201") if found and len(found.rows[0]) == 5 else None
    if found is None or row is None or grid(draft, "spending") is None or not claimed(draft, "spending", "general"):
        return None
    new = _raise(found, row, (2, 3), random.randrange(200, 2000))
    return Planted("X06", new, f"{found.title} / 住房公积金", ("X01", "X02", "X07"), "住房公积金")


def guests(draft: Draft, random: Random) -> Planted | None:
    """X27: more for receptions in the economic classes than among the three public expenses."""
    found, public = grid(draft, "economic"), grid(draft, "public")
    row = _row(found, "30217") if found else None
    if found is None or row is None or public is None or not claimed(draft, "economic"):
        return None
    columns = tuple(
        col for col in found.money if found.rows[row][col] and "30217" in found.rows[row][max(0, col - 6) : col]
    )
    at = found.rows[row].index("30217")
    columns = tuple(col for col in columns if col > at)[: 3 if len(found.rows[0]) < 9 else 1]
    new = _raise(found, row, columns, random.randrange(100, 900))
    return Planted("X27", new, f"{found.title} / 公务接待费", ("X01", "X02", "X06", "X07"), "公务接待费")


def row_sum(draft: Draft, random: Random) -> Planted | None:
    """X29: a row of the projects is not the sum of its columns."""
    found = grid(draft, "spending")
    if found is None or len(found.rows[0]) != 10 or not claimed(draft, "spending", "general"):
        return None
    row = _row(found, "公积金") or _row(found, "住房公积金")
    if row is None:
        return None
    new = _raise(found, row, (7,), random.randrange(200, 900))
    return Planted("X29", new, f"{found.title} / 住房公积金", ("X01", "X02", "X05", "X06"), "住房公积金")


def not_empty(draft: Draft, random: Random) -> Planted | None:
    """C14: figures in a table that is said to have none."""
    found = grid(draft, "fund")
    if found is None or not claimed(draft, "fund"):
        return None
    amount = wan(random.randrange(500, 9000))
    found.rows[1] = ["2296099", "其他政府性基金安排的支出", amount, "", amount]
    found.rows[2] = ["合计", "", amount, "", amount]
    return Planted("C14", amount, found.title, ("X06", "X07"), found.title)


def staff_and_running(draft: Draft, random: Random) -> Planted | None:
    """X05: staff and running costs are not the basic expenditure."""
    found = grid(draft, "economic")
    row = _row(found, "合计") if found and len(found.rows[0]) < 9 else None
    if found is None or row is None or not claimed(draft, "economic"):
        return None
    col = found.money[1]
    new = _raise(found, row, (col,), random.randrange(200, 9000))
    return Planted("X05", new, f"{found.title} / 合计 / 人员经费", ("X01", "X02", "X06", "X07", "X29"), "合计")


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
