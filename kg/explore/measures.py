"""Answers that are read off the views, as DataFrames."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from kg.errors import QueryError
from kg.lang import pick, say

if TYPE_CHECKING:
    from collections.abc import Callable

    import networkx as nx
    from pandas import DataFrame

_COVERED: Final = {"own": "own", "through_duty": "duty", "without": "none", "unlisted": "unlisted"}  # columns


def boilerplate(copies: nx.Graph, least: int = 3) -> DataFrame:
    """Which indicators are boilerplate: those that `least` departments print with the same target, the widest first."""
    from pandas import DataFrame

    _need(copies, "copies")
    everybody = sum("owners" not in node for _, node in copies.nodes(data=True))
    lines = [
        (node["label"], node["target"], node["owners"], node["owners"] / everybody, node["findings"], node["quote"])
        for _, node in copies.nodes(data=True)
        if node.get("owners", 0) >= least and node["class"] == "Indicator"
    ]
    columns = ["indicator", "target", "departments", "share", "findings", "quote"]
    return _sorted(DataFrame(lines, columns=columns), "departments", "indicator")


def copied(copies: nx.Graph, least: int = 3, most: int = 5) -> DataFrame:
    """Which departments print what another does: pairs that share `least` indicators or a goal, the closest first.

    What more than `most` departments print is boilerplate and tells no source. The earlier disclosure is
    the source; of one year, who copied from whom is not known, and ``order`` says so.
    """
    from pandas import DataFrame

    _need(copies, "copies")
    shared: dict[tuple[Any, Any], list[Any]] = defaultdict(list)
    for indicator, node in copies.nodes(data=True):
        if 2 <= node.get("owners", 0) <= most:
            for pair in combinations(sorted(copies[indicator], key=str), 2):
                shared[pair].append(indicator)
    lines = [_pair(copies, *pair, keys) for pair, keys in shared.items() if len(keys) >= least or _goals(copies, keys)]
    columns = ["department", "year", "source", "source_year", "order", "indicators", "goals", "examples"]
    return _sorted(DataFrame(lines, columns=columns), "indicators", "department")


def coverage(money: nx.DiGraph) -> DataFrame:
    """How much project money has a target: a row for each department, year and kind, in yuan, the least covered first.

    ``amount`` is the sum of ``own`` (projects with targets of their own), ``through_duty`` (only the duty or an
    activity has some), ``without`` (projects without any) and ``unlisted`` (printed project expenditure that names no
    project; its targets may be published elsewhere); ``share`` is the part with targets, ``own`` and ``through_duty``.
    What each means is the note of the question ``money-by-target``.
    """
    table = _by_cover(money, ("department", "year", "kind"), lambda project, _: _of(project))
    with_target = table["own"] + table["through_duty"]
    table = table.assign(share=[float(part / whole) for part, whole in zip(with_target, table["amount"], strict=True)])
    return table.sort_values("share", kind="stable", ignore_index=True)


def untargeted(money: nx.DiGraph) -> DataFrame:
    """Which duty carries most money without a target: a row each, in yuan, the largest ``without`` first.

    The sums are those of `coverage`; a project under several duties is divided evenly among them.
    """
    return _by_cover(money, ("department", "duty"), lambda project, duty: (project["department"], duty["label"]))


def _by_cover(
    money: nx.DiGraph, names: tuple[str, ...], key: Callable[[dict[str, Any], dict[str, Any]], tuple[Any, ...]]
) -> DataFrame:
    """The money of projects by what covers it, for each `key` of a project and its duty."""
    from pandas import DataFrame

    _need(money, "money")
    sums: dict[tuple[Any, ...], dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for one, other, flow in money.edges(data=True):
        if (project := money.nodes[one])["class"] == "Project":
            sums[key(project, money.nodes[other])][project["covered"]] += flow["amount"]
    lines = [(*of, sum(by.values(), Decimal()), *(by[how] for how in _COVERED.values())) for of, by in sums.items()]
    return _sorted(DataFrame(lines, columns=[*names, "amount", *_COVERED]), "without", names[1])


def _of(project: dict[str, Any]) -> tuple[Any, ...]:
    return project["department"], project["year"], project["kind"]


def _pair(copies: nx.Graph, one: Any, other: Any, keys: list[Any]) -> tuple[object, ...]:
    """Two departments, the later one first, by the years in which they first print what they share."""
    years = {owner: _first_year(copies, owner, keys) for owner in (one, other)}
    later, earlier = sorted((one, other), key=lambda owner: years[owner] or 0, reverse=True)
    names = [copies.nodes[owner]["label"] for owner in (later, earlier)]
    examples = _examples([copies.nodes[key]["label"] for key in sorted(keys)])
    goals = _goals(copies, keys)
    order = _order(*years.values())
    return (names[0], years[later], names[1], years[earlier], order, len(keys) - goals, goals, examples)


def _goals(copies: nx.Graph, keys: list[Any]) -> int:
    return sum(copies.nodes[key]["class"] == "Objective" for key in keys)


def _examples(labels: list[str]) -> str:
    """The first three, each in quotation marks, for names have commas of their own; and how many there are."""
    inner = str.maketrans("“”", "‘’")
    first = pick("、", ", ").join(f"“{label.translate(inner)}”" for label in labels[:3])
    return first if len(labels) <= 3 else say(f"{first} 等 {len(labels)} 个")


def _first_year(copies: nx.Graph, owner: Any, indicators: list[Any]) -> int | None:
    return min((year for key in indicators if (year := copies.edges[owner, key]["year"])), default=None)


def _order(one: int | None, other: int | None) -> str:
    if one is None or other is None:
        return say("有年度没有读出，先后不明")
    return say("同年，先后不明" if one == other else "年度在后")


def _need(graph: nx.Graph, view: str) -> None:
    if graph.graph.get("view") != view:
        raise QueryError(f'这里要的是视图 {view}：kg.to_networkx(g, "{view}")')


def _sorted(table: DataFrame, most: str, then: str) -> DataFrame:
    return table.sort_values([most, then], ascending=[False, True], ignore_index=True)
