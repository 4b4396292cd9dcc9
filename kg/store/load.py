"""Graphs from a store, from parts or from a file to a triple store elsewhere, one graph after the other.

The way is the SPARQL 1.1 Graph Store HTTP Protocol, which all of them have: a graph is replaced as a whole, so that a
load can be run again at any time, and what is there was never half of a disclosure. Oxigraph takes a graph at a time
faster than the same N-Quads in one request; what is faster still is a store's own bulk loader (STORES.md).
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import IO, Final, NamedTuple, cast

import pyoxigraph as ox

from kg.check.record import across_graph, findings_graph
from kg.errors import DataError, QueryError
from kg.graph.store import raw
from kg.remote import ask_endpoint, drop_graph, send_graph
from kg.store.folder import open_folder
from kg.store.parts import is_parts, parts_of
from kg.vocab import BP

_DISCLOSURES: Final = f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?g a <{BP.Disclosure}> }} }}"

Progress = Callable[[int, int | None], None]


class Part(NamedTuple):
    """A named graph, or what one file has of it, as N-Triples."""

    graph: str
    triples: bytes


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many graphs and triples were sent, and how many disclosures were taken away."""

    graphs: int
    triples: int
    gone: int = 0


def load(
    sources: Sequence[Path], endpoint: str, progress: Progress = lambda *_: None, prune: str | None = None
) -> Loaded:
    """Sends all named graphs of `sources` to the graph store at `endpoint`; each takes the place of what is there.

    With `prune`, the address at which the same store answers queries, the disclosures that it has and `sources` have
    not are taken away at the end, with their findings; graphs that are no disclosures stay. `progress` is called with
    the number of graphs sent, and of all graphs where that is known. Raises `DataError` where a source cannot be read,
    and `QueryError`, which says how far it came, where the store does not take it.
    """
    opened = [_parts(source) for source in sources]
    totals = [total for total, _ in opened if total is not None]
    total = sum(totals) if len(totals) == len(opened) else None
    sent: set[str] = set()
    triples = 0
    for part in (part for _, parts in opened for part in parts):
        try:
            send_graph(endpoint, part.graph, part.triples, more=part.graph in sent, patient=bool(sent))
        except QueryError as error:
            if not sent:
                raise
            raise QueryError(f"{error}；已载入 {len(sent)} 个图，再次运行会从头载入，结果一样") from error
        sent.add(part.graph)
        triples += part.triples.count(b"\n")
        progress(len(sent), total)
    if not sent:
        raise DataError(f"{'、'.join(map(str, sources))}: 里面没有图")
    return Loaded(len(sent), triples, _pruned(endpoint, prune, sent) if prune else 0)


def _pruned(endpoint: str, queries: str, sent: Set[str]) -> int:
    """How many disclosures were taken away: those of which nothing was sent."""
    found = ask_endpoint(queries, _DISCLOSURES)
    if not isinstance(found, ox.QuerySolutions):
        raise QueryError(f"{queries}: 返回的不是查询结果，这个地址可能不是 SPARQL 端点")
    gone = sorted({row[0].value for row in found} - sent)
    for disclosure in gone:
        for graph in (across_graph(disclosure), findings_graph(disclosure), disclosure):  # itself last: it is asked for
            drop_graph(endpoint, graph)
    return len(gone)


def _parts(source: Path) -> tuple[int | None, Iterable[Part]]:
    if not source.is_dir():
        return None, _of_file(source)
    if is_parts(source):
        return None, (part for path in parts_of(source) for part in _of_file(path))
    if (source / "graph.nq").is_file():
        return None, _of_file(source / "graph.nq")
    store = raw(open_folder(source))
    graphs = sorted(store.named_graphs(), key=str)
    return len(graphs), _of_store(store, graphs)


def _of_store(store: ox.Store, graphs: Iterable[ox.NamedNode | ox.BlankNode]) -> Iterator[Part]:
    for graph in graphs:
        yield Part(graph.value, cast(bytes, store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph)))


def _of_file(path: Path) -> Iterator[Part]:
    """The graphs of an N-Quads file, packed with gzip or not; one that comes in several places is several parts."""
    try:
        with _unpacked(path) as file:
            quads = ox.parse(file, format=ox.RdfFormat.N_QUADS, lenient=True)
            for graph, group in groupby(quads, key=lambda quad: quad.graph_name):
                name = graph.value if isinstance(graph, ox.NamedNode) else ""
                triples = ox.serialize((quad.triple for quad in group), format=ox.RdfFormat.N_TRIPLES)
                yield Part(name, cast(bytes, triples))
    except OSError as error:
        raise DataError(f"{path}: 读不了（{error.strerror or error}）") from error
    except (SyntaxError, ValueError, EOFError) as error:
        raise DataError(f"{path}: 不是完整的 N-Quads（{error}）") from error


def _unpacked(path: Path) -> IO[bytes]:
    """A file as it is, or unpacked as it is read."""
    return cast(IO[bytes], gzip.open(path)) if path.suffix == ".gz" else path.open("rb")
