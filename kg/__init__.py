"""Disclosures of Chinese departments as a graph, and the defects in them.

The stages are the packages `kg.read`, `kg.extract`, `kg.graph`, `kg.check`, `kg.report`. For notebooks::

    run = kg.check_files([Path("samples")], kg.Ontology.load())
    g = kg.open(Path("out/graph.nq"))
    kg.query(g, "SELECT ?label { ?i a bp:Indicator ; rdfs:label ?label }")
    kg.query(g, "links", kind="serves", min_score=0.5)
    kg.findings(g)

Nothing is loaded before it is used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.graph.store import load as open
    from kg.pipeline import check_files
    from kg.queries import findings, query
    from kg.resources import Ontology

__all__ = ["Ontology", "check_files", "findings", "open", "query"]

_HOME = {
    "Ontology": ("kg.resources", "Ontology"),
    "check_files": ("kg.pipeline", "check_files"),
    "findings": ("kg.queries", "findings"),
    "open": ("kg.graph.store", "load"),
    "query": ("kg.queries", "query"),
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    module, attribute = _HOME[name]
    return getattr(import_module(module), attribute)
