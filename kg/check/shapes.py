"""Structure first: the graphs of disclosures against ``ontology/shapes.ttl`` (W3C SHACL, core constraints).

Every shape becomes one SPARQL query for the nodes that break it, which the store runs where the triples are, over all
graphs at once: a small part of the time of pySHACL, with the same nodes and messages. What is not translated here is
refused and never passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from rdflib import RDF, SH, XSD, BNode, Dataset, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.check.graphs import Graphs, InStore
from kg.errors import DataError
from kg.graph.store import raw
from kg.resources import Ontology

_TARGETS: Final = {
    SH.targetClass: "?this a {0}",
    SH.targetSubjectsOf: "?this {0} ?of",
    SH.targetObjectsOf: "?of {0} ?this",
}
_ABOUT: Final = {*_TARGETS, RDF.type, SH.path, SH.message, SH.name, SH.description, SH.severity, SH.order}
_WELL_FORMED: Final[Mapping[Node, str]] = {
    XSD.decimal: "isNumeric(?v)",
    XSD.integer: "isNumeric(?v)",
    XSD.gYear: 'REGEX(STR(?v), "^-?[0-9]{4,}(Z|[+-][0-9]{2}:[0-9]{2})?$")',
}
_COMPARED: Final[Mapping[Node, str]] = {
    SH.minInclusive: ">=",
    SH.maxInclusive: "<=",
    SH.minExclusive: ">",
    SH.maxExclusive: "<",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape: the query for the graphs and nodes that break it, and what is then wrong with them."""

    query: str
    messages: tuple[str, ...]


def validate(dataset: Dataset, ontology: Ontology) -> dict[str, dict[str, list[str]]]:
    """The nodes of a dataset that break a shape: `validate_graphs`."""
    return validate_graphs(InStore(raw(dataset)), ontology)


def validate_graphs(graphs: Graphs, ontology: Ontology) -> dict[str, dict[str, list[str]]]:
    """The nodes that break a shape, by the graph that they stand in: IRI to what is wrong with it, all sorted.

    Nothing is inferred: a node has the class that it says it has. Raises `DataError` when ``shapes.ttl`` cannot be
    read, or uses more of SHACL than is translated here.
    """
    found: dict[str, dict[str, set[str]]] = {}
    for shape in load_shapes(ontology.files("shapes.ttl")[-1]):
        for graph, node in graphs.select(shape.query).rows:
            if graph is not None and node is not None:
                found.setdefault(graph.value, {}).setdefault(node.value, set()).update(shape.messages)
    return {graph: {node: sorted(nodes[node]) for node in sorted(nodes)} for graph, nodes in sorted(found.items())}


@lru_cache(maxsize=4)
def load_shapes(path: Path) -> tuple[Shape, ...]:
    """The shapes of a file as queries, sorted by IRI."""
    try:
        graph = Graph(bind_namespaces="none").parse(path, format="turtle")
        named = {s for kind in (SH.PropertyShape, SH.NodeShape) for s in graph.subjects(RDF.type, kind)}
        targeted = {s for target in _TARGETS for s in graph.subjects(target)}
        return tuple(_shape(graph, shape) for shape in sorted(named | targeted, key=str))
    except (SyntaxError, ValueError) as error:
        raise DataError(f"{path}: 不是可用的 SHACL（{error}）") from error


def _shape(graph: Graph, shape: Node) -> Shape:
    """`ValueError` where it has no target or says nothing that can be checked."""
    targets = [_among(pattern, list(graph.objects(shape, target))) for target, pattern in _TARGETS.items()]
    if not any(targets):
        raise ValueError(f"{shape} 没有 sh:targetClass、sh:targetSubjectsOf 或 sh:targetObjectsOf")
    among = " UNION ".join(f"{{ {target} }}" for target in targets if target)
    messages = tuple(sorted(map(str, graph.objects(shape, SH.message)))) or (str(shape),)
    breaks = " UNION ".join(f"{{ {pattern} }}" for pattern in _breaks(graph, shape, among))
    query = f"SELECT DISTINCT ?g ?this {{ {breaks} }}"
    ox.Store().query(query)  # a mistake shows here, with the file's name
    return Shape(query, messages)


def _among(pattern: str, terms: Sequence[Node]) -> str:
    """The pattern of ?this for the values of one kind of target; a UNION of several would cost a part more."""
    if len(terms) > 1:
        return f"VALUES ?target {{ {' '.join(sorted(term.n3() for term in terms))} }} {pattern.format('?target')}"
    return pattern.format(terms[0].n3()) if terms else ""


def _breaks(graph: Graph, shape: Node, among: str) -> Iterator[str]:
    """For each constraint the pattern of ?g and ?this that break it; `among` says what ?this may be.

    Whatever can be asked of all values of a property at once is, and only what is found is looked for `among` the
    targets: breaks are rare. (Of two conditions the later may be evaluated first, but for those in an IF.)
    """
    for kind, value, path in _said(graph, shape):
        if kind == SH.minCount and int(str(value)) == 1:
            yield f"GRAPH ?g {{ {{ {among} }} MINUS {{ ?this {path} ?v }} }}"
        elif kind == SH["or"] or kind == SH.minCount:
            yield f"GRAPH ?g {{ {among} FILTER(!({_constraint(graph, kind, value, path)})) }}"
        elif kind == SH.maxCount:
            many = f"IF(COUNT(?v) > {int(str(value))}, EXISTS {{ GRAPH ?g {{ {among} }} }}, false)"
            yield f"{{ SELECT ?g ?this {{ GRAPH ?g {{ ?this {path} ?v }} }} GROUP BY ?g ?this HAVING({many}) }}"
        else:
            yield f"GRAPH ?g {{ {_bad(graph, kind, value, path, f'EXISTS {{ {among} }}')} }}"


def _said(graph: Graph, shape: Node) -> list[tuple[Node, Node, str]]:
    """The constraints of a shape with their values, and the path that they are about, empty for sh:or.

    `ValueError` where there are none.
    """
    about = graph.value(shape, SH.path)
    path = _path(graph, about) if about else ""
    said = [(p, o, path) for p, o in sorted(graph.predicate_objects(shape), key=str) if p not in _ABOUT]
    if not said:
        raise ValueError(f"{shape} 没有约束")
    if not path and any(kind != SH["or"] for kind, _, _ in said):
        raise ValueError(f"没有 sh:path 的形状里只能用 sh:or，不能用 {said[0][0]}")
    return said


def _holds(graph: Graph, shape: Node) -> str:
    """What SPARQL has to say of ?this for a shape to hold."""
    return " && ".join(f"({_constraint(graph, *one)})" for one in _said(graph, shape))


def _constraint(graph: Graph, kind: Node, value: Node, path: str) -> str:
    """One constraint component as a condition on ?this (https://www.w3.org/TR/shacl/#core-components)."""
    if kind == SH["or"]:
        return " || ".join(f"({_holds(graph, shape)})" for shape in Collection(graph, value))
    if kind == SH.minCount:
        return _at_least(int(str(value)), path)
    if kind == SH.maxCount:
        return f"!({_at_least(int(str(value)) + 1, path)})"
    return f"NOT EXISTS {{ {_bad(graph, kind, value, path)} }}"


def _bad(graph: Graph, kind: Node, value: Node, path: str, only: str = "true") -> str:
    """The pattern of ?this with a value that breaks a constraint, if `only` is so; what cannot be compared does."""
    if kind == SH.lessThanOrEquals:
        return f"?this {path} ?v ; {value.n3()} ?w FILTER(IF(COALESCE(?v <= ?w, false), false, {only}))"
    return f"?this {path} ?v FILTER(IF(COALESCE({_of_value(graph, kind, value)}, false), false, {only}))"


def _at_least(count: int, path: str) -> str:
    """Whether ?this has so many different values."""
    names = [f"?v{n}" for n in range(count)]
    different = [f"FILTER(!sameTerm({one}, {other}))" for one, other in combinations(names, 2)]
    return f"EXISTS {{ ?this {path} {', '.join(names)} {' '.join(different)} }}" if names else "true"


def _of_value(graph: Graph, kind: Node, value: Node) -> str:
    """One constraint component as a condition on each value ?v; `ValueError` where it is not known here."""
    if kind in _COMPARED:
        return f"?v {_COMPARED[kind]} {value.n3()}"
    if kind == SH.pattern:
        if not ox.Store().query(f"ASK {{ BIND(REGEX('', {value.n3()}) AS ?it) FILTER(BOUND(?it)) }}"):
            raise ValueError(f"{value.n3()} 不是正则表达式")
        return f"REGEX(STR(?v), {value.n3()})"
    if kind == SH["in"]:
        return " || ".join(f"sameTerm(?v, {term.n3()})" for term in Collection(graph, value)) or "false"
    if kind == SH.datatype and value in _WELL_FORMED:
        return f"DATATYPE(?v) = {value.n3()} && {_WELL_FORMED[value]}"
    raise ValueError(f"这里不支持 {kind} {value}")


def _path(graph: Graph, path: Node) -> str:
    """A property or its inverse."""
    if isinstance(path, BNode) and (inverse := graph.value(path, SH.inversePath)):
        return f"^{inverse.n3()}"
    if isinstance(path, URIRef):
        return path.n3()
    raise ValueError("sh:path 须是一个属性，或 sh:inversePath 一个属性")
