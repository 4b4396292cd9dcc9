"""What changed between two disclosures, as records for the screen, for a spreadsheet and for a page."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from kg.model import NOWHERE, Place

State = Literal["came", "went", "rose", "fell", "changed", "unclear", "same"]
Effect = Literal["weaker", "stronger", ""]
STATES: Final[dict[State, str]] = {
    "came": "新增",
    "went": "不再列",
    "rose": "增加",
    "fell": "减少",
    "changed": "改动",
    "unclear": "不能对应",
    "same": "未变",
}
EFFECTS: Final[dict[Effect, str]] = {"weaker": "要求降低", "stronger": "要求提高", "": ""}
SECTIONS: Final = {
    "total": "总额",
    "function": "功能科目",
    "three-public": "“三公”经费",
    "economic": "经济科目",
    "project": "项目",
    "activity": "职责活动",
    "indicator": "绩效指标",
}
MONEY: Final = ("total", "function", "three-public", "economic")


@dataclass(frozen=True, slots=True)
class Printed:
    """What one side prints: the words or the figure, its number, the exact quote, and the place.

    `value` is in yuan where the change is one of money, else in the unit of the target.
    """

    text: str
    value: Decimal | None = None
    quote: str = ""
    place: Place = NOWHERE
    node: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One figure, project or indicator in two disclosures; a side is None where it does not print the thing.

    `owner` is the project of an indicator, the scope of a figure. `difference` is after less before; `score` and
    `reason` say how sure it is that both sides are the same thing, and why. A `detail` is a
    part of another figure that is listed.
    """

    section: str
    state: State
    name: str
    owner: str = ""
    before: Printed | None = None
    after: Printed | None = None
    difference: Decimal | None = None
    effect: Effect = ""
    score: float | None = None
    reason: str = ""
    detail: bool = False

    @property
    def rate(self) -> Decimal | None:
        """The difference as part of what was before; None where that is nothing or not known."""
        base = self.before.value if self.before else None
        return None if self.difference is None or not base else self.difference / abs(base)


@dataclass(frozen=True, slots=True)
class Edition:
    """One side as it is named to a reader."""

    name: str
    year: int | None
    kind: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides and all that was compared, what did not change included."""

    before: Edition
    after: Edition
    changes: tuple[Change, ...]
    notes: tuple[str, ...] = ()  # what was not compared, and why

    def of(self, *sections: str, same: bool = False) -> list[Change]:
        """The changes of some sections; what did not change only if asked for."""
        return [one for one in self.changes if one.section in sections and (same or one.state != "same")]
