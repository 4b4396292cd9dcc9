"""Disclosures of Chinese departments as a graph, and the defects in them.

The stages are the packages `kg.read`, `kg.extract`, `kg.graph`, `kg.check`, `kg.report`; in notebooks::

    g = kg.build("samples")                     # or kg.open(...): graph.nq, a folder, a store
    kg.query(g, "links", kind="serves")         # a named question or SPARQL; a DataFrame
    found = kg.findings(g)
    kg.explain(g, found.iloc[0])
    kg.diff(g, 2023, 2024, department="文化馆")
    kg.to_networkx(g, "money")

Amounts are in yuan, as `decimal.Decimal`. Nothing is loaded before it is used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.explore.changes import diff
    from kg.explore.explain import explain
    from kg.explore.frames import build, findings, query
    from kg.explore.views import to_networkx
    from kg.pipeline import check_files
    from kg.resources import Ontology
    from kg.store.folder import opened as open

__all__ = ["Ontology", "build", "check_files", "diff", "explain", "findings", "open", "query", "to_networkx"]

_HOME = {
    **{"Ontology": "kg.resources", "check_files": "kg.pipeline", "explain": "kg.explore.explain"},
    **dict.fromkeys(("build", "findings", "query"), "kg.explore.frames"),
    **{"diff": "kg.explore.changes", "open": "kg.store.folder", "to_networkx": "kg.explore.views"},
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), "opened" if name == "open" else name)


def __dir__() -> list[str]:
    return __all__
