"""Answers that are read off the views, as DataFrames."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING, Any

from kg.errors import QueryError
from kg.lang import pick, say

if TYPE_CHECKING:
    import networkx as nx
    from pandas import DataFrame


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


def untargeted(money: nx.DiGraph) -> DataFrame:
    """Which duty carries most money without a target: a row each, in yuan, the largest ``without`` first.

    ``own``: projects with indicators and targets of their own; ``through_duty``: only the duty or another activity
    under it has some; ``without``: nothing has.
    """
    from pandas import DataFrame

    _need(money, "money")
    sums: dict[tuple[str, str], dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for project, duty, flow in money.edges(data=True):
        if money.nodes[project]["class"] == "Project":
            key = (money.nodes[project]["department"], money.nodes[duty]["label"])
            sums[key][money.nodes[project]["covered"]] += flow["amount"]
    lines = [
        (*key, sum(by.values(), Decimal()), *(by[how] for how in ("own", "duty", "none"))) for key, by in sums.items()
    ]
    columns = ["department", "duty", "amount", "own", "through_duty", "without"]
    return _sorted(DataFrame(lines, columns=columns), "without", "duty")


def _pair(copies: nx.Graph, one: Any, other: Any, keys: list[Any]) -> tuple[object, ...]:
    """Two departments, the later one first, by the years in which they first print what they share."""
    years = {owner: _first_year(copies, owner, keys) for owner in (one, other)}
    later, earlier = sorted((one, other), key=lambda owner: years[owner] or 0, reverse=True)
    names = [copies.nodes[owner]["label"] for owner in (later, earlier)]
    examples = pick("、", ", ").join(copies.nodes[key]["label"] for key in sorted(keys)[:3])
    goals = _goals(copies, keys)
    order = _order(*years.values())
    return (names[0], years[later], names[1], years[earlier], order, len(keys) - goals, goals, examples)


def _goals(copies: nx.Graph, keys: list[Any]) -> int:
    return sum(copies.nodes[key]["class"] == "Objective" for key in keys)


def _first_year(copies: nx.Graph, owner: Any, indicators: list[Any]) -> int | None:
    return min((year for key in indicators if (year := copies.edges[owner, key]["year"])), default=None)


def _order(one: int | None, other: int | None) -> str:
    if one is None or other is None:
        return say("有年度没有读出，先后不明")
    return say("同年，先后不明" if one == other else "在后")


def _need(graph: nx.Graph, view: str) -> None:
    if graph.graph.get("view") != view:
        raise QueryError(f'这里要的是视图 {view}：kg.to_networkx(g, "{view}")')


def _sorted(table: DataFrame, most: str, then: str) -> DataFrame:
    return table.sort_values([most, then], ascending=[False, True], ignore_index=True)
