"""The facts that a disclosure prints, by class, as a reader should find them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from benchmarks.corpus import flow, forms
from benchmarks.corpus.blocks import Grid
from benchmarks.corpus.money import wan
from benchmarks.corpus.records import Draft, Indicator

_MONEY = re.compile(r"-?[\d,]+(\.\d+)?")
Fact = tuple[str, ...]
OWNERS = {"graded": "Activity"}  # the class of what indicators belong to, where it is not Project


def facts(draft: Draft) -> dict[str, list[Fact]]:
    """Keys of all facts by class: label or text, owner, printed value or amount."""
    style = draft.layout["forms"]
    shown = [] if style == "none" else [one for one in draft.projects if one.form]
    found: dict[str, list[Fact]] = {
        "Duty": [(text,) for text in draft.duties],
        OWNERS.get(style, "Project"): [(one.name,) for one in shown],
        "Objective": [] if style == "side" else [(one.name, one.goal) for one in shown],
        "Indicator": [
            (one.name, i.name, *printed(i, style)) for one in shown for i in one.indicators if i.name or i.value
        ],
        "BudgetLine": [(grid.title, cell) for grid in _grids(draft) for cell in amounts(grid)],
    }
    if style == "flow":
        for one in shown:
            found["BudgetLine"] += [(flow.TITLE, cell) for cell in (*4 * [wan(one.shown)], "0", "0")]
    if draft.layout.get("overall"):
        owner = draft.department.name
        found["Indicator"] += [(owner, i.name, _joined(i)) for i in draft.flags["overall"]]
    if style == "period":
        found["Objective"] += [(one.name, one.whole_goal) for one in shown]
    found["Project"] = _listed(draft, found.get("Project", []))
    return {kind: keys for kind, keys in found.items() if keys}


def printed(one: Indicator, style: str) -> tuple[str, ...]:
    """The targets of an indicator as printed."""
    if style == "graded":
        return tuple(one.whole.split("|"))
    if style == "period":
        return (one.whole or one.printed, one.printed)
    if style in ("columns", "wide", "flat"):
        return (_joined(one),)
    return (one.printed,) if one.value else ()


def _joined(one: Indicator) -> str:
    """As it is read from columns."""
    op, value, unit = forms.split(one)
    return unit if value == "定性" else op + value + unit


def _listed(draft: Draft, known: list[Fact]) -> list[Fact]:
    """With the projects that only a list of money names."""
    in_list = any(key == "projects" for key, _ in draft.layout["tables"])
    names = dict.fromkeys([*known, *((one.name,) for one in draft.projects if in_list)])
    return list(names)


def _grids(draft: Draft) -> Iterator[Grid]:
    return (block for block in draft.blocks if isinstance(block, Grid) and (block.money or block.figures))


def amounts(grid: Grid) -> Iterator[str]:
    """The figures of a table as printed."""
    places = (
        ((row, col) for row in range(grid.first, len(grid.rows)) for col in grid.money) if grid.money else grid.figures
    )
    for row, col in places:
        text = grid.rows[row][col]
        if text and _MONEY.fullmatch(text):
            yield from [text] * (2 if grid.twice and grid.rows[row][0].isdigit() else 1)
