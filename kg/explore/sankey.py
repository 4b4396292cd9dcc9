"""The money view as bands whose width is the money: functional classes, projects, duties, from left to right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from kg.errors import QueryError
from kg.explore.pictures import GRAY, RED, Picture, draw
from kg.explore.widget import COLORS
from kg.explore.words import line
from kg.lang import english, say

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.axes import Axes

_COLUMNS: Final = ("Function", "Project", "Duty")
_TITLES: Final = ("功能科目", "项目", "职责")
_BAR, _STEPS = 0.03, 40
REST: Final = "其余"


@dataclass
class _Bar:
    """One node: its column, label, color, money, and how much of each side has been taken by bands."""

    column: int
    label: str
    color: str
    amount: float = 0.0
    top: float = 0.0
    taken: dict[str, float] = field(default_factory=lambda: {"in": 0.0, "out": 0.0})


def sankey(money: nx.DiGraph, most: int = 14) -> Picture:
    """The flow of a money view; the `most` largest nodes of a column have names, the others are one bar.

    Projects without any target are red.
    """
    if money.graph.get("view") != "money":
        raise QueryError('这里要的是视图 money：kg.to_networkx(g, "money")')
    bars, flows = _folded(money, most)
    height = _place(bars)

    def paint(axes: Axes) -> None:
        for (source, target), amount in sorted(
            flows.items(), key=lambda flow: (bars[flow[0][0]].top, bars[flow[0][1]].top)
        ):
            _band(axes, bars[source], bars[target], amount)
        for bar in bars.values():
            _bar(axes, bar)
        for column, title in enumerate(_TITLES):
            axes.text(column, -0.03 * height, say(title), ha="center", va="bottom", weight="bold")
        total = sum(bar.amount for bar in bars.values() if bar.column == 1)
        axes.set_title(say(f"资金流向：{total / 10_000:,.2f} 万元（红色：没有指标值的项目）"))
        axes.set_xlim(-0.75, 2.9)
        axes.set_ylim(1.02 * height, -0.08 * height)
        axes.axis("off")

    rows = max((sum(bar.column == column for bar in bars.values()) for column in range(3)), default=1)
    return draw(paint, 11, max(3.5, 1.2 + 0.42 * rows))


def _folded(money: nx.DiGraph, most: int) -> tuple[dict[Any, _Bar], dict[tuple[Any, Any], float]]:
    """Bars and bands, the small nodes of each column put together."""
    sizes = {node: _size(money, node) for node in money}
    kept = {node for kind in _COLUMNS for node in _largest(money, sizes, kind, most)}
    bars: dict[Any, _Bar] = {}
    flows: dict[tuple[Any, Any], float] = defaultdict(float)
    seat = {node: node if node in kept else (REST, data["class"]) for node, data in money.nodes(data=True)}
    for node, data in money.nodes(data=True):
        if sizes[node]:
            bar = bars.setdefault(seat[node], _Bar(_COLUMNS.index(data["class"]), *_looks(data, node in kept)))
            bar.amount += sizes[node]
    for source, target, flow in money.edges(data=True):
        flows[seat[source], seat[target]] += float(flow["amount"])
    return bars, flows


def _size(money: nx.DiGraph, node: Any) -> float:
    return max(
        sum(float(flow["amount"]) for _, _, flow in money.in_edges(node, data=True)),
        sum(float(flow["amount"]) for _, _, flow in money.out_edges(node, data=True)),
    )


def _largest(money: nx.DiGraph, sizes: dict[Any, float], kind: str, most: int) -> list[Any]:
    of_kind = [node for node, data in money.nodes(data=True) if data["class"] == kind and sizes[node]]
    of_kind.sort(key=lambda node: -sizes[node])
    return of_kind if len(of_kind) <= most else of_kind[: most - 1]


def _looks(data: dict[str, Any], named: bool) -> tuple[str, str]:
    if not named:
        return say(REST), GRAY
    bare = data["class"] == "Project" and data["covered"] == "none"
    return line(data["label"], 20), RED if bare else COLORS[data["class"]]


def _place(bars: dict[Any, _Bar]) -> float:
    """Stack the bars of each column, the largest on top and the rest at the bottom; gives the height of it all."""
    whole = max((sum(b.amount for b in bars.values() if b.column == c) for c in range(3)), default=0.0) or 1.0
    gap = 0.045 * whole
    columns = [sorted((b for b in bars.values() if b.column == c), key=_order) for c in range(3)]
    tallest = 0.0
    for column in columns:
        at = 0.0
        for bar in column:
            bar.top = at
            at += max(bar.amount, 0.0) + gap
        tallest = max(tallest, at)
    return tallest


def _order(bar: _Bar) -> tuple[bool, float, str]:
    return (bar.label == say(REST), -bar.amount, bar.label)


def _band(axes: Axes, source: _Bar, target: _Bar, amount: float) -> None:
    y0, y1 = source.top + source.taken["out"], target.top + target.taken["in"]
    source.taken["out"] += amount
    target.taken["in"] += amount
    xs, ys = zip(*_curve(source.column + _BAR, target.column - _BAR, y0, y1), strict=True)
    color = RED if RED in (source.color, target.color) else GRAY
    axes.fill_between(xs, ys, [y + amount for y in ys], color=color, alpha=0.35, linewidth=0)


def _curve(x0: float, x1: float, y0: float, y1: float) -> Iterator[tuple[float, float]]:
    for step in range(_STEPS + 1):
        t = step / _STEPS
        yield x0 + (x1 - x0) * t, y0 + (y1 - y0) * t * t * (3 - 2 * t)


def _bar(axes: Axes, bar: _Bar) -> None:
    axes.barh(bar.top + bar.amount / 2, 2 * _BAR, bar.amount, left=bar.column - _BAR, color=bar.color)
    left = bar.column == 0
    words = f"{bar.label} · {bar.amount / (1 if english() else 10_000):,.0f}"
    x = bar.column - 2 * _BAR if left else bar.column + 2 * _BAR
    axes.text(
        x,
        bar.top + bar.amount / 2,
        words,
        ha="right" if left else "left",
        va="center",
        fontsize=9,
        path_effects=_halo(),
    )


def _halo() -> list[Any]:
    from matplotlib.patheffects import withStroke

    return [withStroke(linewidth=3, foreground="white", alpha=0.8)]
