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

Every node has ``label class amount iri findings messages quote page place department disclosure``. All views take
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
    """The `view` (tree, copies, money, similarity) of the disclosures chosen; `options` are those of the view."""
    if view not in VIEWS:
        raise QueryError(f"没有视图 {view}；现有：{'、'.join(VIEWS)}")
    return VIEWS[view](Graph(dataset, department, year, kind), **options)
