"""Which departments print the same: indicators with their targets, and goals nearly word for word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from kg.across.similar import texts_alike
from kg.errors import QueryError
from kg.explore.nodes import Graph, summed
from kg.extract.meaning_lexicon import bare
from kg.queries import rows
from kg.report.plain import squeezed

if TYPE_CHECKING:
    import networkx as nx

Key = tuple[str, str]
Printed = dict[Key, dict[str, list[str]]]
"""Who of the owners prints something, and the nodes of it; what it is: name and target, or the first goal's IRI."""

_UNKNOWN: Final = 9999  # the year of what says none
_LEVELS: Final = ("department", "project")
_TEXTS: Final = "SELECT ?node ?text WHERE { %s GRAPH ?g { ?node a bp:Objective ; bp:text ?text } }"


def view(graph: Graph, level: str = "department", least: int = 2) -> nx.Graph:
    """A bipartite graph: departments (`level` ``project``: their projects), and what `least` of them print.

    An indicator is its name and its target without blanks; one without name or target tells nothing and is left out.
    Goals are one where they are nearly so (`kg.across.similar`). Nodes of what is shared have ``owners`` (how many
    print it) and ``source``, the owner that printed it first, None where two did in one year or a year is unknown;
    edges have ``count``, ``iris``, and of the first place ``year``, ``quote``, ``place`` and ``disclosure``.
    ``community`` numbers groups of nodes that hang together more than with others (label propagation, linear in edges).
    """
    import networkx as nx

    if level not in _LEVELS:
        raise QueryError(f"level 须是 {'、'.join(_LEVELS)} 之一：{level}")
    nodes = dict(graph.nodes("bp:Indicator", "bp:Objective"))
    owners = graph.owners() if level == "department" else dict(graph.nodes("bp:Project"))
    under = _under(graph, nodes, owners)
    made = nx.Graph(view="copies", level=level)
    made.add_nodes_from(owners.items())
    for key, by in sorted({**_indicators(graph, nodes, under), **_goals(graph, nodes, under)}.items()):
        if len(by) >= least:
            _add(made, key, by, nodes, graph)
    groups = nx.community.fast_label_propagation_communities(made, seed=0)
    for number, group in enumerate(sorted(groups, key=lambda group: (-len(group), min(map(str, group))))):
        for node in group:
            made.nodes[node]["community"] = number
    return made


def _under(graph: Graph, nodes: Mapping[str, Any], owners: Container[str | None]) -> dict[str, str]:
    """The owner of each node: what it is printed under, or its department."""
    printed = {one: owner for _, owner, _, one in graph.edges("bp:hasIndicator", "bp:hasObjective")}
    around = {iri: (printed.get(iri), graph.sources[node["disclosure"]].owner) for iri, node in nodes.items()}
    found = ((iri, next((one for one in both if one in owners), None)) for iri, both in sorted(around.items()))
    return {iri: owner for iri, owner in found if owner}


def _indicators(graph: Graph, nodes: Mapping[str, Any], under: Mapping[str, str]) -> Printed:
    printed: Printed = defaultdict(lambda: defaultdict(list))
    for iri, owner in under.items():
        if nodes[iri]["class"] == "Indicator" and (key := _key(nodes[iri], graph)):
            printed[key][owner].append(iri)
    return printed


def _key(node: dict[str, Any], graph: Graph) -> Key | None:
    targets = sorted({target.key for target in graph.targets.get(node["iri"], ())})
    label = squeezed(node["label"])
    return (label, "；".join(targets)) if label and targets else None


def _goals(graph: Graph, nodes: Mapping[str, Any], under: Mapping[str, str]) -> Printed:
    """Goals of different departments that are alike, and what is like these."""
    said = [
        (row["node"], bare(row["text"])) for row in rows(graph.dataset, _TEXTS % graph.only) if row["node"] in under
    ]
    publishers = {iri: graph.sources[nodes[iri]["disclosure"]].owner for iri, _ in said}
    numbers = {owner: number for number, owner in enumerate(sorted(set(publishers.values())))}
    said.sort(key=lambda pair: (publishers[pair[0]], pair))
    first = {iri: iri for iri, _ in said}
    for one, other, _ in texts_alike([words for _, words in said], [numbers[publishers[iri]] for iri, _ in said]):
        tops = sorted(_top(first, said[place][0]) for place in (one, other))
        first[tops[1]] = tops[0]
    printed: Printed = defaultdict(lambda: defaultdict(list))
    for iri in sorted(first):
        printed[_top(first, iri), ""][under[iri]].append(iri)
    return {key: by for key, by in printed.items() if sum(map(len, by.values())) > 1}


def _top(first: dict[str, str], iri: str) -> str:
    while first[iri] != iri:
        first[iri] = iri = first[first[iri]]
    return iri


def _add(made: nx.Graph, key: Key, by: Mapping[str, list[str]], nodes: Mapping[str, Any], graph: Graph) -> None:
    """What is shared, and an edge to each owner."""
    every = [nodes[iri] for iris in by.values() for iri in iris]
    printed = "；".join(target.printed for target in graph.targets.get(every[0]["iri"], ()))
    first = {
        owner: min(iris, key=lambda iri: (_year(nodes[iri], graph) or _UNKNOWN, iri)) for owner, iris in by.items()
    }
    years = {owner: _year(nodes[iri], graph) for owner, iri in first.items()}
    made.add_node(key, **{**summed(every), "target": printed, "owners": len(by), "source": _source(years)})
    for owner, iris in by.items():
        told = {name: nodes[first[owner]][name] for name in ("quote", "place", "disclosure")}
        made.add_edge(owner, key, count=len(iris), iris=iris, year=years[owner], **told)


def _year(node: Mapping[str, Any], graph: Graph) -> int | None:
    return graph.sources[node["disclosure"]].year


def _source(years: Mapping[str, int | None]) -> str | None:
    """Who was first, where it is known and no one else was."""
    known: Iterable[int] = [year for year in years.values() if year]
    earliest = [owner for owner, year in years.items() if year == min(known, default=None)]
    return earliest[0] if len(earliest) == 1 and None not in years.values() else None
