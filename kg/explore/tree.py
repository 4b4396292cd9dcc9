"""From departments over duties and projects to indicators: what each is for, and what measures it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.explore.nodes import Graph

if TYPE_CHECKING:
    import networkx as nx

_OWNS: Final = ("bp:hasDuty", "bp:hasActivity", "bp:hasProject", "bp:hasIndicator")


def view(graph: Graph) -> nx.DiGraph:
    """Edges go down: department, duty, project or activity, indicator; what serves no duty hangs on the department.

    What serves several duties hangs on each of them. Edges have ``relation``, the property that they stand for.
    """
    import networkx as nx

    made = nx.DiGraph(view="tree")
    made.add_nodes_from(graph.owners().items())
    made.add_nodes_from(graph.nodes("bp:Duty", "bp:Activity", "bp:Project", "bp:Indicator"))
    for node, targets in graph.targets.items():
        made.nodes[node]["target"] = "；".join(target.printed for target in targets)
    serving = set()
    for _, one, _, duty in graph.edges("bp:serves"):
        serving.add(one)
        made.add_edge(duty, one, relation="serves")
    for _, owner, how, one in graph.edges(*_OWNS):
        if one not in serving:
            made.add_edge(owner, one, relation=how)
    return made
