"""Where the money goes: from functional classes to projects to duties."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from kg.explore.nodes import Graph
from kg.lang import say
from kg.queries import rows
from kg.report.concepts import concept_names
from kg.resources import Ontology
from kg.vocab import NS_BPC

if TYPE_CHECKING:
    import networkx as nx

NO_FUNCTION, NO_DUTY = "未标明功能科目", "未对应职责"
_CHARGED: Final = """
SELECT ?project ?code WHERE {
  %s
  GRAPH ?g {
    ?link bp:linkKind ?kind ; bp:from ?project ; bp:to ?line .
    ?project a bp:Project . ?line bp:classCode ?code .
    FILTER(?kind IN (bpc:charged-to, bpc:same-item))
  }
}"""


def view(graph: Graph) -> nx.DiGraph:
    """Edges have ``amount`` in yuan: function to project, project to duty; each project's money is counted once.

    A project under several classes or duties is divided evenly. What names no class or serves no duty flows from
    and to a node that says so; a project without amount is a node without edges. Projects have ``covered``: whether
    an indicator with a target is their own (``own``), that of a duty or an activity that they share (``duty``), or
    there is ``none``; ``measured`` is true where an own target states a number.
    """
    import networkx as nx

    made = nx.DiGraph(view="money")
    made.add_nodes_from(graph.nodes("bp:Project"))
    duties = dict(graph.nodes("bp:Duty"))
    functions, serves = _functions(graph), _serves(graph)
    covers = _Covers(graph)
    for project, node in list(made.nodes(data=True)):
        node.update(covers.of(project, serves[project]))
        for code in functions[project] or [""]:
            _flow(made, _function(made, code), project, node["amount"], len(functions[project]))
        for duty in serves[project] or [""]:
            target = _ensure(made, duty, duties[duty]) if duty else _missing(made, NO_DUTY, "Duty")
            _flow(made, project, target, node["amount"], len(serves[project]))
    return made


def _flow(made: nx.DiGraph, source: str, target: str, amount: Decimal | None, ways: int) -> None:
    if amount:
        made.add_edge(source, target, amount=amount / max(1, ways))


def _functions(graph: Graph) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows(graph.dataset, _CHARGED % graph.only):
        if row["code"] not in found[row["project"]]:
            found[row["project"]].append(row["code"])
    return found


def _serves(graph: Graph) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for _, one, _, duty in graph.edges("bp:serves"):
        found[one].append(duty)
    return found


class _Covers:
    """Which nodes have indicators with targets, themselves or through what serves them."""

    def __init__(self, graph: Graph) -> None:
        self.own: dict[str, list[bool]] = defaultdict(list)
        for _, owner, _, indicator in graph.edges("bp:hasIndicator"):
            self.own[owner] += [target.measured for target in graph.targets.get(indicator, ())]
        activities = {iri for iri, _ in graph.nodes("bp:Activity")}
        self.duties = {duty for _, one, _, duty in graph.edges("bp:serves") if one in activities and one in self.own}

    def of(self, project: str, serves: list[str]) -> dict[str, Any]:
        """What covers a project that serves these duties."""
        own = self.own.get(project, [])
        shared = any(duty in self.duties or self.own.get(duty) for duty in serves)
        return {"covered": "own" if own else "duty" if shared else "none", "measured": any(own)}


def _function(made: nx.DiGraph, code: str) -> str:
    if not code:
        return _missing(made, NO_FUNCTION, "Function")
    label = f"{code} {concept_names(Ontology.load()).get(f'{NS_BPC}F{code}', '')}".strip()
    return _ensure(made, f"function:{code}", _bare(label, "Function"))


def _missing(made: nx.DiGraph, label: str, kind: str) -> str:
    return _ensure(made, label, _bare(say(label), kind))


def _ensure(made: nx.DiGraph, node: str, attributes: dict[str, Any]) -> str:
    if node not in made:
        made.add_node(node, **attributes)
    return node


def _bare(label: str, kind: str) -> dict[str, Any]:
    empty = dict.fromkeys(("amount", "iri", "page"))
    return {
        **empty,
        "label": label,
        "class": kind,
        "findings": 0,
        "messages": [],
        **dict.fromkeys(("quote", "place", "department", "disclosure"), ""),
    }
