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
_AT: Final = (0.0, 1.0, 2.45)  # where the columns stand; between projects and duties there is room for names
_BAR, _STEPS = 0.03, 40
_PALE: Final = "#f4a582"
_MARKED: Final = {"none": RED, "unlisted": _PALE}  # colours of projects by what covers them
REST: Final = "其余"
_RESTS: Final = {RED: "其余没有指标值的项目", _PALE: "其余未列名的项目支出", GRAY: REST}


@dataclass
class _Bar:
    """One node: its column, label, color, money, and how much of each side has been taken by bands."""

    column: int
    label: str
    color: str
    rest: bool = False
    amount: float = 0.0
    top: float = 0.0
    taken: dict[str, float] = field(default_factory=lambda: {"in": 0.0, "out": 0.0})


def sankey(money: nx.DiGraph, most: int = 14) -> Picture:
    """The flow of a money view; the `most` largest nodes of a column have names, the others are one bar.

    Projects without any target are red, project expenditure that names no project is pale red; both have half of the
    names, and a bar of their own for what has none. Of several departments, a project names its own.
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
            axes.text(_AT[column], -0.03 * height, say(title), ha="center", va="bottom", weight="bold")
        total = sum(bar.amount for bar in bars.values() if bar.column == 1)
        axes.set_title(say(f"资金流向：{total / 10_000:,.2f} 万元（红色：没有指标值的项目；浅红：未列名的项目支出）"))
        axes.set_xlim(_AT[0] - 0.75, _AT[2] + 0.95)
        axes.set_ylim(1.02 * height, -0.08 * height)
        axes.axis("off")

    rows = max((sum(bar.column == column for bar in bars.values()) for column in range(3)), default=1)
    return draw(paint, 14, max(3.5, 1.2 + 0.42 * rows))


def _folded(money: nx.DiGraph, most: int) -> tuple[dict[Any, _Bar], dict[tuple[Any, Any], float]]:
    """Bars and bands, the small nodes of each column put together."""
    sizes = {node: _size(money, node) for node in money}
    kept = {node for kind in _COLUMNS for node in _largest(money, sizes, kind, most)}
    several = len({data["department"] for _, data in money.nodes(data=True) if data["class"] == "Project"}) > 1
    bars: dict[Any, _Bar] = {}
    flows: dict[tuple[Any, Any], float] = defaultdict(float)
    seat: dict[Any, Any] = {}
    for node, data in money.nodes(data=True):
        color = _MARKED.get(data.get("covered", ""), GRAY)
        seat[node] = node if node in kept else (REST, data["class"], color)
        if sizes[node]:
            bar = _named(data, several) if node in kept else _rest(data["class"], color)
            bars.setdefault(seat[node], bar).amount += sizes[node]
    for source, target, flow in money.edges(data=True):
        flows[seat[source], seat[target]] += float(flow["amount"])
    return bars, flows


def _size(money: nx.DiGraph, node: Any) -> float:
    return max(
        sum(float(flow["amount"]) for _, _, flow in money.in_edges(node, data=True)),
        sum(float(flow["amount"]) for _, _, flow in money.out_edges(node, data=True)),
    )


def _largest(money: nx.DiGraph, sizes: dict[Any, float], kind: str, most: int) -> list[Any]:
    """The nodes of a column that have names: the largest, half of them without targets where there are so many."""
    of_kind = [node for node, data in money.nodes(data=True) if data["class"] == kind and sizes[node]]
    of_kind.sort(key=lambda node: -sizes[node])
    if len(of_kind) <= most:
        return of_kind
    marked = [node for node in of_kind if money.nodes[node].get("covered") in _MARKED][: most // 2]
    return [*marked, *(node for node in of_kind if node not in marked)][: most - 1]


def _named(data: dict[str, Any], several: bool) -> _Bar:
    kind, of = data["class"], f"（{line(data['department'], 10)}）" if several and data["department"] else ""
    label = line(data["label"], 16) + of if kind == "Project" else line(data["label"], 20)
    return _Bar(_COLUMNS.index(kind), label, _MARKED.get(data.get("covered", ""), COLORS[kind]))


def _rest(kind: str, color: str) -> _Bar:
    return _Bar(_COLUMNS.index(kind), say(_RESTS[color]), color, rest=True)


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
    return (bar.rest, -bar.amount, bar.label)


def _band(axes: Axes, source: _Bar, target: _Bar, amount: float) -> None:
    y0, y1 = source.top + source.taken["out"], target.top + target.taken["in"]
    source.taken["out"] += amount
    target.taken["in"] += amount
    xs, ys = zip(*_curve(_AT[source.column] + _BAR, _AT[target.column] - _BAR, y0, y1), strict=True)
    color = next((color for color in _MARKED.values() if color in (source.color, target.color)), GRAY)
    axes.fill_between(xs, ys, [y + amount for y in ys], color=color, alpha=0.35, linewidth=0.6 if color != GRAY else 0)


def _curve(x0: float, x1: float, y0: float, y1: float) -> Iterator[tuple[float, float]]:
    for step in range(_STEPS + 1):
        t = step / _STEPS
        yield x0 + (x1 - x0) * t, y0 + (y1 - y0) * t * t * (3 - 2 * t)


def _bar(axes: Axes, bar: _Bar) -> None:
    at, middle = _AT[bar.column], bar.top + bar.amount / 2
    axes.barh(middle, 2 * _BAR, bar.amount, left=at - _BAR, color=bar.color, edgecolor=bar.color, linewidth=1)
    side, align = (-1, "right") if bar.column == 0 else (1, "left")
    words = f"{bar.label} · {_rounded(bar.amount)}"
    axes.text(at + side * 2 * _BAR, middle, words, ha=align, va="center", fontsize=9, path_effects=_halo())


def _rounded(amount: float) -> str:
    """``29,568 万元``; two decimals below a hundred."""
    if english():
        return f"CNY {amount:,.0f}"
    return f"{amount / 10_000:,.{0 if amount >= 1_000_000 else 2}f} 万元"


def _halo() -> list[Any]:
    from matplotlib.patheffects import withStroke

    return [withStroke(linewidth=3, foreground="white", alpha=0.8)]
