"""The digest: the few facts of each disclosure that questions across documents need, by IRI and graph as they stand.

What is taken is said by ``ontology/across/*.rq``, CONSTRUCT queries without GRAPH that are asked of one disclosure at a
time. No document is read again; whether the facts are in memory (`kg check`) or in a store (`kg build`) is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, cast

import pyoxigraph as ox
from rdflib import Dataset

from kg.errors import DataError
from kg.graph.store import new_dataset, raw
from kg.queries import value
from kg.resources import Ontology
from kg.vocab import BASE, BP, DCTERMS, PREFIXES, RDF, RDFS, SKOS

LINKS: Final = f"{BASE}across/links"
"""The name of the graph that holds the links between documents, in the digest and in what is written."""

Ask = Callable[[str, str], bytes]

_TYPE, _DISCLOSURE = ox.NamedNode(RDF.type), ox.NamedNode(BP.Disclosure)


@dataclass(frozen=True, slots=True)
class Head:
    """What a disclosure says it is; empty where it is not known. `names` are all names of the department, sorted."""

    iri: str
    sources: tuple[str, ...]
    department: str = ""
    name: str = ""
    names: tuple[str, ...] = ()
    title: str = ""
    kind: str = ""
    year: int | None = None


@dataclass
class Digest:
    """Digests of many disclosures, each in the graph of its disclosure, and the links between them in `LINKS`."""

    ontology: Ontology
    dataset: Dataset = field(default_factory=new_dataset)

    def __post_init__(self) -> None:
        self._queries = [path.read_text(encoding="utf-8") for path in self.ontology.files("across/*.rq")]
        if not self._queries:
            raise DataError("across/*.rq: 没有找到")

    @property
    def store(self) -> ox.Store:
        """The store under `dataset`."""
        return raw(self.dataset)

    def take(self, dataset: Dataset, disclosures: Iterable[str] | None = None) -> None:
        """Adds the digests of disclosures, or else of every disclosure in `dataset`."""
        store = raw(dataset)
        for graph in map(ox.NamedNode, published(store) if disclosures is None else disclosures):
            self._take(store, graph)

    def _take(self, store: ox.Store, graph: ox.NamedNode) -> None:
        def triples(graph: str, query: str) -> bytes:
            answer = store.query(query, prefixes=PREFIXES, default_graph=[ox.NamedNode(graph)])
            if not isinstance(answer, ox.QueryTriples):
                raise DataError("across/*.rq: 查询须是 CONSTRUCT")
            return cast(bytes, answer.serialize(format=ox.RdfFormat.N_TRIPLES))

        self.ask(graph.value, triples)

    def ask(self, disclosure: str, triples: Ask) -> None:
        """Adds the digest of a disclosure; `triples` gives the N-Triples of a CONSTRUCT over its graph alone."""
        parts = b"".join(triples(disclosure, query) for query in self._queries)
        self.store.bulk_load(parts, format=ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(disclosure), lenient=True)

    def rows(self, query: str) -> Iterator[dict[str, Any]]:
        """The rows of a SELECT with Python values; unbound variables are left out. Write GRAPH around each pattern."""
        answer = self.store.query(query, prefixes=PREFIXES)
        assert isinstance(answer, ox.QuerySolutions)
        names = [variable.value for variable in answer.variables]
        for row in answer:
            yield {name: value(term) for name, term in zip(names, row, strict=True) if term is not None}

    def heads(self) -> list[Head]:
        """The heads of all disclosures, by IRI."""
        graphs = [graph.value for graph in self.store.named_graphs() if isinstance(graph, ox.NamedNode)]
        return [head(self.store, iri) for iri in sorted(graphs) if iri != LINKS]


def published(store: ox.Store) -> list[str]:
    """The IRIs of all disclosures, in no order that means anything."""
    found = store.quads_for_pattern(None, _TYPE, _DISCLOSURE, None)
    return [
        quad.subject.value
        for quad in found
        if isinstance(quad.subject, ox.NamedNode) and quad.subject == quad.graph_name
    ]


def head(store: ox.Store, iri: str) -> Head:
    """What the disclosure `iri` says it is, in a digest or in the graph of its facts."""
    graph = ox.NamedNode(iri)

    def all_of(node: str, prop: str) -> list[str]:
        quads = store.quads_for_pattern(ox.NamedNode(node), ox.NamedNode(prop), None, graph)
        return sorted(quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode | ox.Literal))

    def one_of(node: str, prop: str) -> str:
        return next(iter(all_of(node, prop)), "")

    department, year = one_of(iri, BP.publishedBy), one_of(iri, BP.fiscalYear)
    name = one_of(department, RDFS.label) if department else ""
    others = all_of(department, SKOS.altLabel) if department else []
    return Head(
        iri=iri,
        sources=tuple(all_of(iri, DCTERMS.source)),
        department=department,
        name=name,
        names=tuple(sorted({name, *others} - {""})),
        title=one_of(iri, DCTERMS.title),
        kind=one_of(iri, BP.kind).rsplit("/", 1)[-1],
        year=int(year) if year else None,
    )
