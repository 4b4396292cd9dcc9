"""The digest: the few facts of each disclosure that questions across documents need, by IRI and graph as they stand.

What the D rules see is said by ``ontology/across/*.rq``, what a finding shows of its facts by ``evidence/*.rq`` there,
and what linkers read beside both by ``links/*.rq``: CONSTRUCT queries without GRAPH that are asked of one disclosure at
a time, when it is built. No document is read again; whether the facts are in memory (`kg check`) or in a store (`kg
build`) is the same.

Kept are, of each disclosure, its triples, packed, and the tables of the linkers (`kg.across.tables`), in SQLite: a
digest is only ever taken, thrown away or loaded as a whole, and a triple store on disk takes five times as long for it.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock
from typing import Final, cast

import pyoxigraph as ox
from rdflib import Dataset

from kg.across.tables import TABLES, Row, read, written
from kg.check.graphs import InStore, Node, Said, Table
from kg.check.record import findings_graph
from kg.errors import DataError
from kg.graph.store import raw
from kg.queries import value
from kg.resources import Ontology
from kg.vocab import BASE, BP, DCTERMS, PREFIXES, RDF, RDFS, SKOS

LINKS: Final = f"{BASE}across/links"
"""The name of the graph that holds the links between documents, where the D rules run and in what is written."""

Ask = Callable[[str, str], bytes]

_TYPE, _DISCLOSURE = ox.NamedNode(RDF.type), ox.NamedNode(BP.Disclosure)
_FACTS, _EVIDENCE, _HEAD, _LEFT_OUT = "facts", "evidence", "head", "left out"
_NOTHING: Final = zlib.compress(b"")
_WEAK: Final = f"CONSTRUCT {{ ?g <{BP.leftOut}> ?node }} WHERE {{ ?g <{BP.leftOut}> ?node }}"
_SCHEMA: Final = (
    "CREATE TABLE IF NOT EXISTS digests (part TEXT, disclosure TEXT, data BLOB, PRIMARY KEY (part, disclosure))"
)


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


class Digest:
    """Digests of many disclosures: in memory, or in the database at `path`."""

    def __init__(self, ontology: Ontology, path: Path | None = None) -> None:
        self.ontology, self.path = ontology, path
        self._queries = [
            [path.read_text(encoding="utf-8") for path in ontology.files(f"across/{folder}*.rq")]
            for folder in ("", "evidence/", "links/")
        ]
        if not self._queries[0]:
            raise DataError("across/*.rq: 没有找到")
        self._heads: list[Head] = []
        self._by_iri: dict[str, Head] = {}
        self._db = sqlite3.connect(path or ":memory:", check_same_thread=False)
        self._db.execute(_SCHEMA)

    def close(self) -> None:
        """Lets go of the database."""
        self._db.close()

    def take(self, dataset: Dataset, disclosures: Iterable[str] | None = None) -> None:
        """Adds the digests of disclosures, or else of every disclosure in `dataset`."""
        store = raw(dataset)

        def triples(graph: str, query: str) -> bytes:
            answer = store.query(query, prefixes=PREFIXES, default_graph=[ox.NamedNode(graph)])
            if not isinstance(answer, ox.QueryTriples):
                raise DataError("across/*.rq: 查询须是 CONSTRUCT")
            return cast(bytes, answer.serialize(format=ox.RdfFormat.N_TRIPLES))

        self._take(published(store) if disclosures is None else disclosures, triples)

    def ask(self, disclosures: Iterable[str], triples: Ask) -> None:
        """Adds the digests of disclosures; `triples` gives the N-Triples of a CONSTRUCT over one graph alone."""
        self._take(disclosures, triples)

    def _take(self, disclosures: Iterable[str], triples: Ask) -> None:
        parts = ((part, one, data) for one in disclosures for part, data in self._parts(one, triples))
        with self._db:
            self._db.executemany("INSERT OR REPLACE INTO digests VALUES (?, ?, ?)", parts)
        self._changed()

    def _parts(self, disclosure: str, triples: Ask) -> Iterator[tuple[str, bytes]]:
        """What is kept of a disclosure: each part by its name."""
        facts, evidence, beside = (b"".join(triples(disclosure, one) for one in queries) for queries in self._queries)
        yield _FACTS, zlib.compress(facts, 1)
        yield _EVIDENCE, zlib.compress(evidence, 1)
        store, graph = ox.Store(), ox.NamedNode(disclosure)
        _load(store, graph, facts + evidence + beside)
        for name, query in TABLES.items():
            answer = cast(ox.QuerySolutions, store.query(query, prefixes=PREFIXES, default_graph=[graph]))
            names = [variable.value for variable in answer.variables]
            rows = ([None if term is None else value(term) for term in row] for row in answer)
            yield name, zlib.compress(written(names, rows), 1)
        yield _HEAD, json.dumps(asdict(head(store, disclosure)), ensure_ascii=False).encode("utf-8", "surrogatepass")
        weak = ox.parse(triples(findings_graph(disclosure), _WEAK), format=ox.RdfFormat.N_TRIPLES, lenient=True)
        if nodes := sorted(quad.object.value for quad in weak if isinstance(quad.object, ox.NamedNode)):
            yield _LEFT_OUT, json.dumps(nodes).encode()

    def merge(self, path: Path) -> None:
        """Adds the digests in another database."""
        self._db.execute("ATTACH ? AS other", (str(path),))
        with self._db:
            self._db.execute("INSERT OR REPLACE INTO digests SELECT * FROM other.digests")
        self._db.execute("DETACH other")
        self._changed()

    def drop(self, disclosures: Iterable[str]) -> None:
        """Forgets disclosures."""
        parts = [(part, one) for one in disclosures for part in (_FACTS, _EVIDENCE, _HEAD, _LEFT_OUT, *TABLES)]
        with self._db:
            self._db.executemany("DELETE FROM digests WHERE part = ? AND disclosure = ?", parts)
        self._changed()

    def _changed(self) -> None:
        self._heads, self._by_iri = [], {}

    def heads(self) -> list[Head]:
        """The heads of all disclosures, by IRI."""
        if not self._heads:
            self._heads = [_head(data) for _, data in self._all(_HEAD)]
        return self._heads

    def head(self, disclosure: str) -> Head | None:
        """The head of one disclosure."""
        if not self._by_iri:
            self._by_iri = {head.iri: head for head in self.heads()}
        return self._by_iri.get(disclosure)

    def left_out(self) -> dict[str, list[str]]:
        """The nodes of each disclosure that broke a shape and that nothing may rely on."""
        return {disclosure: json.loads(data) for disclosure, data in self._all(_LEFT_OUT)}

    def rows(self, table: str) -> Iterator[Row]:
        """The rows of one of `TABLES` of all disclosures, with the disclosure as ``g``."""
        for disclosure, data in self._all(table):
            yield from (row | {"g": disclosure} for row in read(zlib.decompress(data)))

    def rows_of(self, table: str, disclosure: str) -> Iterator[Row]:
        """The rows of one of `TABLES` of one disclosure; none where it is not known."""
        data = self._one(table, disclosure)
        return read(zlib.decompress(data)) if data else iter(())

    def load_facts(self, store: ox.Store, disclosure: str) -> None:
        """Adds what the rules see of a disclosure to `store`, in the graph of the disclosure."""
        _load(store, ox.NamedNode(disclosure), zlib.decompress(self._one(_FACTS, disclosure) or _NOTHING))

    def load_evidence(self, store: ox.Store, disclosure: str, nodes: Collection[str] | None = None) -> None:
        """Adds what findings show of the facts of a disclosure: of all of them, or of some `nodes`."""
        triples = zlib.decompress(self._one(_EVIDENCE, disclosure) or _NOTHING)
        if nodes is not None:
            starts = {f"<{node}>".encode() for node in nodes}
            triples = b"".join(line for line in triples.splitlines(True) if line[: line.find(b" ")] in starts)
        _load(store, ox.NamedNode(disclosure), triples)

    def store_of(self, disclosure: str) -> ox.Store:
        """All that is kept of a disclosure, in memory."""
        store = ox.Store()
        self.load_facts(store, disclosure)
        self.load_evidence(store, disclosure)
        return store

    def _all(self, part: str) -> Iterator[tuple[str, bytes]]:
        query = "SELECT disclosure, data FROM digests WHERE part = ? ORDER BY disclosure"
        return iter(self._db.execute(query, (part,)))

    def _one(self, part: str, disclosure: str) -> bytes:
        query = "SELECT data FROM digests WHERE part = ? AND disclosure = ?"
        found = self._db.execute(query, (part, disclosure)).fetchone()
        return cast(bytes, found[0]) if found else b""


class Loaded:
    """Facts of some disclosures in memory, for rules (`kg.check.graphs.Graphs`); their evidence as it is asked for."""

    def __init__(self, digest: Digest, disclosures: Iterable[str]) -> None:
        self.store = ox.Store()
        self._digest = digest
        self._shown: set[Node] = set()
        self._one = Lock()  # rules run side by side
        for disclosure in disclosures:
            digest.load_facts(self.store, disclosure)

    def select(self, query: str) -> Table:
        """As `Graphs` has it."""
        return InStore(self.store).select(query)

    def said(self, nodes: Collection[Node]) -> Mapping[Node, Said]:
        """As `Graphs` has it."""
        with self._one:
            new: dict[str, list[str]] = defaultdict(list)
            for node in set(nodes) - self._shown:
                new[node.graph].append(node.iri)
            for disclosure, some in new.items():
                self._digest.load_evidence(self.store, disclosure, some)
            self._shown.update(nodes)
        return InStore(self.store).said(nodes)


def _load(store: ox.Store, graph: ox.NamedNode, triples: bytes) -> None:
    store.load(triples, format=ox.RdfFormat.N_TRIPLES, to_graph=graph, lenient=True)


def _head(data: bytes) -> Head:
    told = json.loads(data.decode("utf-8", "surrogatepass"))
    return Head(**{**told, "sources": tuple(told["sources"]), "names": tuple(told["names"])})


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
