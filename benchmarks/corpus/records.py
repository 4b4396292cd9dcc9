"""What the generator knows of a department and of a disclosure before anything is printed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

LEVEL1 = {
    "数量指标": "产出指标",
    "质量指标": "产出指标",
    "时效指标": "产出指标",
    "经济成本指标": "成本指标",
    "经济效益指标": "效益指标",
    "社会效益指标": "效益指标",
    "生态效益指标": "效益指标",
    "可持续影响指标": "效益指标",
    "服务对象满意度指标": "满意度指标",
}


@dataclass(slots=True)
class Indicator:
    """One indicator as it will be printed: operator, value and unit, its weight, and what was done."""

    level2: str
    name: str
    op: str
    value: str
    unit: str
    level1: str = ""
    weight: int = 0
    whole: str = ""  # the value of the whole period, or the grades, printed
    result: str = ""
    score: str = ""
    defect: bool = False

    @property
    def printed(self) -> str:
        """Operator, value and unit as one text."""
        return f"{self.op}{self.value}{self.unit}"


@dataclass(slots=True)
class Project:
    """One project in one year; amounts in hundredths of 万元."""

    code: str
    name: str
    item: str
    amount: int
    sort: str
    nature: str
    goal: str
    indicators: list[Indicator]
    spent: int = 0
    years: int = 1
    shown: int = 0  # the amount that its form prints
    form: bool = True
    basis: str = ""
    period: str = ""
    period_amount: int = 0
    whole_goal: str = ""
    defect: bool = False


@dataclass(slots=True)
class Figures:
    """The money of one year in one phase, in hundredths of 万元; everything else is a sum of these."""

    run: str
    economic: dict[str, int]
    projects: dict[str, int]  # by functional item
    pension: str
    retired: str
    medical: str
    services: int = 0
    goods: int = 0
    works: int = 0

    @property
    def basic(self) -> int:
        return sum(self.economic.values())

    @property
    def project(self) -> int:
        return sum(self.projects.values())

    @property
    def total(self) -> int:
        return self.basic + self.project

    @property
    def running(self) -> int:
        return sum(v for k, v in self.economic.items() if k[:3] == "302")

    @property
    def staff(self) -> int:
        return self.basic - self.running

    @property
    def procurement(self) -> int:
        return self.goods + self.services + self.works

    def items(self) -> dict[str, tuple[int, int]]:
        """Basic and project money of each functional item."""
        money = self.economic
        own = {
            self.retired: money["30302"],
            self.pension: money["30108"],
            self.medical: money["30110"],
            "2210201": money["30113"],
        }
        if "30109" in money:
            own["2080506"] = money["30109"]
        found = {code: (0, amount) for code, amount in self.projects.items()}
        rest = self.basic - sum(own.values())
        found[self.run] = (rest, found.get(self.run, (0, 0))[1])
        found.update({code: (amount, 0) for code, amount in own.items()})
        return dict(sorted(found.items()))


@dataclass(slots=True)
class Department:
    """A department over its years."""

    name: str
    kind: str
    trade: dict[str, Any]  # its entry among the fields
    office: bool  # an administration, with running costs of its own
    offices: list[str]
    posts: int
    names: dict[str, str]  # of functional classes by code
    titles: list[str]
    duties: list[str]
    cars: tuple[int, int, int]


@dataclass(slots=True)
class Planted:
    """A defect that was put in: its rule, what is printed there, where, and the names by which it may be told."""

    rule: str
    quote: str
    place: str
    also: tuple[str, ...] = ()
    label: str = ""
    others: tuple[str, ...] = ()


@dataclass(slots=True)
class Draft:
    """One disclosure: what it will print, and what was planted in it."""

    department: Department
    year: int
    final: bool
    layout: dict[str, Any]
    now: Figures
    before: Figures
    planned: Figures  # the budget that a final account is held against
    projects: list[Project]
    duties: list[str]
    planted: list[Planted] = field(default_factory=list)
    cross: list[dict[str, Any]] = field(default_factory=list)
    flags: dict[str, Any] = field(default_factory=dict)
    blocks: list[Any] = field(default_factory=list)
    facts: dict[str, list[Any]] = field(default_factory=dict)
