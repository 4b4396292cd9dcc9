"""Structure first: the graph of one disclosure against ``ontology/shapes.ttl`` (W3C SHACL, core constraints).

pySHACL is given an rdflib graph in memory; straight on the Oxigraph store it does not end.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import cast

import pyshacl
from pyshacl.errors import ReportableRuntimeError
from rdflib import SH, Graph

from kg.errors import DataError
from kg.resources import Ontology


def validate(graph: Graph, ontology: Ontology) -> dict[str, list[str]]:
    """The nodes of one disclosure's `graph` that break a shape: IRI to what is wrong with it, both sorted.

    `graph` stays as it is. Nothing is inferred: a node has the class that it says it has.
    Raises `DataError` when ``shapes.ttl`` cannot be read as SHACL.
    """
    report = _report(graph, ontology.files("shapes.ttl")[-1])
    found: dict[str, set[str]] = {}
    for result, node in report.subject_objects(SH.focusNode):
        found.setdefault(str(node), set()).update(map(str, report.objects(result, SH.resultMessage)))
    return {node: sorted(found[node]) for node in sorted(found)}


def _report(graph: Graph, path: Path) -> Graph:
    try:
        _, report, _ = pyshacl.validate(graph, shacl_graph=_shapes(path), inference="none", advanced=False)
    except (SyntaxError, ReportableRuntimeError) as error:
        raise DataError(f"{path}: 不是可用的 SHACL（{error}）") from error
    return cast(Graph, report)


@lru_cache(maxsize=4)
def _shapes(path: Path) -> Graph:
    return Graph(bind_namespaces="none").parse(path, format="turtle")
