"""Where the money goes: from functional classes to projects to duties."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from kg.explore.nodes import Graph, Source
from kg.lang import say
from kg.queries import rows
from kg.report.concepts import concept_names
from kg.resources import Ontology
from kg.vocab import NS_BPC

if TYPE_CHECKING:
    import networkx as nx

NO_FUNCTION, NO_DUTY, UNLISTED = "未标明功能科目", "未对应职责", "未列名的项目支出"
COVERED: Final = {  # what the question says, in a word for a program
    "自己有指标值": "own",
    "职责活动有指标值": "duty",
    "同额的项目有指标值": "alike",
    "没有指标值": "none",
    "没有列出名称": "unlisted",
}
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
    and to a node that says so; a project without amount is a node without edges. Projects have ``covered``, as the
    question ``money-by-target`` answers it: an indicator with a target is their own (``own``) or that of a duty or
    activity (``duty``), there is ``none``, it cannot be told because another project with targets has the same amount
    (``alike``, a node without edges, whose money is that of the other), or the money is project expenditure that
    names no project (``unlisted``). ``measured`` is true where an own target states a number.
    """
    import networkx as nx

    made = nx.DiGraph(view="money")
    made.add_nodes_from(graph.nodes("bp:Project"))
    duties = dict(graph.nodes("bp:Duty"))
    functions, serves = _functions(graph), _serves(graph)
    for row in rows(graph.dataset, "money-by-target"):
        if source := graph.sources.get(row["node"]):
            made.add_node(f"unlisted:{source.iri}", **_unlisted(source, row))
        elif row["node"] in made:
            made.nodes[row["node"]].update(covered=COVERED[row["cover"]], measured=row["measured"])
    for project, node in list(made.nodes(data=True)):
        if node["covered"] == "alike":
            continue
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


def _function(made: nx.DiGraph, code: str) -> str:
    if not code:
        return _missing(made, NO_FUNCTION, "Function")
    label = f"{code} {concept_names(Ontology.load()).get(f'{NS_BPC}F{code}', '')}".strip()
    return _ensure(made, f"function:{code}", _bare(label, "Function"))


def _unlisted(source: Source, row: dict[str, Any]) -> dict[str, Any]:
    """The node of the project expenditure of a disclosure that names no project."""
    return {
        **_bare(say(UNLISTED), "Project"),
        **{
            "amount": row["amount"],
            "iri": source.iri,
            "department": source.label,
            "year": source.year,
            "kind": source.kind,
        },
        **{"disclosure": source.iri, "covered": "unlisted", "measured": False},
    }


def _missing(made: nx.DiGraph, label: str, kind: str) -> str:
    return _ensure(made, label, _bare(say(label), kind))


def _ensure(made: nx.DiGraph, node: str, attributes: dict[str, Any]) -> str:
    if node not in made:
        made.add_node(node, **attributes)
    return node


def _bare(label: str, kind: str) -> dict[str, Any]:
    empty = dict.fromkeys(("amount", "iri", "page", "year", "kind"))
    return {
        **empty,
        "label": label,
        "class": kind,
        "findings": 0,
        "messages": [],
        **dict.fromkeys(("quote", "place", "department", "disclosure"), ""),
    }
