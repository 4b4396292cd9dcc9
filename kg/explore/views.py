"""The graph as networkx graphs, one for each question that is asked of it.

========== =================================================== ==============================================
view       nodes                                               edges
========== =================================================== ==============================================
tree       departments, duties, projects, activities, and      who has which duty, what serves it, and what
           indicators                                          measures that
copies     departments (or projects), and the indicators and   who prints them, quoted
           goals that several of them print
money      functional classes, projects, duties                yuan from a class to its projects to the duties
similarity disclosures                                         texts that both print
========== =================================================== ==============================================

Every node has ``label class amount iri findings messages quote page place department year kind disclosure``; amounts
are in yuan. All views take
``department`` (part of a name), ``year`` and ``kind`` (``budget``, ``final-accounts``). Each is built from a handful of
queries over the whole store, in time linear in the triples that they look at.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from kg.errors import QueryError
from kg.explore import copies, money, similarity, tree
from kg.explore.nodes import Graph

if TYPE_CHECKING:
    import networkx as nx
    from rdflib import Dataset

VIEWS: Final[dict[str, Callable[..., nx.Graph]]] = {
    "tree": tree.view,
    "copies": copies.view,
    "money": money.view,
    "similarity": similarity.view,
}


def to_networkx(
    dataset: Dataset, view: str, *, department: str = "", year: int | None = None, kind: str = "", **options: Any
) -> nx.Graph:
    """A view of the disclosures of a `department` (part of its name), `year` and `kind` (budget, final-accounts).

    ``"tree"``        departments, duties, projects, activities, indicators; no options
    ``"money"``       classes to projects to duties, edges with ``amount`` in yuan; no options
    ``"copies"``      who prints which indicators; ``level="department"`` or ``"project"``; ``least=2``, how many of
                      them must print an indicator for it to be shown
    ``"similarity"``  disclosures with the same texts; ``least=3``, how many texts join two; ``most=5``, a text that
                      more print is a stock phrase; ``across=True``, of different departments only

    Nodes have the attributes ``label class amount iri findings messages quote page place department year kind
    disclosure``; what else they and the edges have is told by ``help(kg.explore.money.view)`` and its neighbours.
    """
    if view not in VIEWS:
        raise QueryError(f"没有视图 {view}；现有：{'、'.join(VIEWS)}")
    return VIEWS[view](Graph(dataset, department, year, kind), **options)
