"""Which departments print the same indicators: name and target alike, whatever the layout."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container
from typing import TYPE_CHECKING, Any, Final

from kg.errors import QueryError
from kg.explore.nodes import Graph, summed
from kg.report.plain import squeezed

if TYPE_CHECKING:
    import networkx as nx

Key = tuple[str, str]
_LEVELS: Final = ("department", "project")


def view(graph: Graph, level: str = "department", least: int = 2) -> nx.Graph:
    """A bipartite graph: departments (`level` ``project``: their projects) and indicators that `least` of them print.

    An indicator is its name and its target without blanks; one without name or target tells nothing and is left out.
    Nodes of indicators have ``owners`` (how many print it), edges ``count``, ``iris`` and ``year``, the first
    in which the owner prints it; ``community`` numbers groups
    of nodes that hang together more than with others (label propagation, which is linear in the edges).
    """
    import networkx as nx

    if level not in _LEVELS:
        raise QueryError(f"level 须是 {'、'.join(_LEVELS)} 之一：{level}")
    indicators = dict(graph.nodes("bp:Indicator"))
    owners = graph.owners() if level == "department" else dict(graph.nodes("bp:Project"))
    printed = _printed(graph, indicators, owners)
    made = nx.Graph(view="copies", level=level)
    made.add_nodes_from(owners.items())
    for key, by in sorted(printed.items()):
        if len(by) >= least:
            made.add_node(key, **_shared(key, by, indicators, graph))
            for owner, iris in by.items():
                made.add_edge(owner, key, count=len(iris), iris=iris, year=_first_year(iris, indicators, graph))
    groups = nx.community.fast_label_propagation_communities(made, seed=0)
    for number, group in enumerate(sorted(groups, key=lambda group: (-len(group), min(map(str, group))))):
        for node in group:
            made.nodes[node]["community"] = number
    return made


def _printed(
    graph: Graph, indicators: dict[str, Any], owners: Container[str | None]
) -> dict[Key, dict[str, list[str]]]:
    """Who of the owners prints each indicator, and the nodes of it."""
    under = {one: owner for _, owner, _, one in graph.edges("bp:hasIndicator")}
    printed: dict[Key, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for iri, node in sorted(indicators.items()):
        key, around = _key(node, graph), (under.get(iri), graph.sources[node["disclosure"]].owner)
        if key and (owner := next((one for one in around if one in owners), None)):
            printed[key][owner].append(iri)
    return printed


def _first_year(iris: list[str], indicators: dict[str, Any], graph: Graph) -> int | None:
    years = (graph.sources[indicators[iri]["disclosure"]].year for iri in iris)
    return min((year for year in years if year), default=None)


def _key(node: dict[str, Any], graph: Graph) -> Key | None:
    targets = sorted({target.key for target in graph.targets.get(node["iri"], ())})
    label = squeezed(node["label"])
    return (label, "；".join(targets)) if label and targets else None


def _shared(key: Key, by: dict[str, list[str]], indicators: dict[str, Any], graph: Graph) -> dict[str, Any]:
    nodes = [indicators[iri] for iris in by.values() for iri in iris]
    printed = "；".join(target.printed for target in graph.targets[nodes[0]["iri"]])
    return {**summed(nodes), "target": printed, "owners": len(by)}
