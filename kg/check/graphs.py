"""What the rules need of the graphs that they run on: rows of a query, and what is said of some nodes.

Rules do not know where the graphs are. Here they are a store of this process; `kg.endpoint` asks a SPARQL endpoint.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, cast

import pyoxigraph as ox

Term = ox.NamedNode | ox.BlankNode | ox.Literal
Said = Sequence[tuple[str, Term]]
"""Properties (their IRIs) and values of one node."""


class Node(NamedTuple):
    """A node as it stands in one graph, by IRI."""

    graph: str
    iri: str


class Table(NamedTuple):
    """The answer of a SELECT: the names of its variables, and the rows with None for what is unbound."""

    names: Sequence[str]
    rows: Iterable[Sequence[Term | None]]


class Graphs(Protocol):
    """Named graphs of disclosures, wherever they are."""

    def select(self, query: str) -> Table:
        """The answer of a SELECT over all the graphs; `ValueError` where `query` is another, or wrong."""

    def said(self, nodes: Collection[Node]) -> Mapping[Node, Said]:
        """What each of some nodes has for properties in its graph; nodes without any may be missing."""


@dataclass(frozen=True, slots=True)
class InStore:
    """The graphs of a store at hand."""

    store: ox.Store

    def select(self, query: str) -> Table:
        """As `Graphs` has it; rows are computed as they are read."""
        found = self.store.query(query)
        if not isinstance(found, ox.QuerySolutions):
            raise ValueError("查询不是 SELECT")
        return table(found)

    def said(self, nodes: Collection[Node]) -> Mapping[Node, Said]:
        """As `Graphs` has it."""
        return {node: list(self._of(node)) for node in nodes}

    def _of(self, node: Node) -> Iterator[tuple[str, Term]]:
        for quad in self.store.quads_for_pattern(ox.NamedNode(node.iri), None, None, ox.NamedNode(node.graph)):
            yield quad.predicate.value, cast(Term, quad.object)


def table(found: ox.QuerySolutions) -> Table:
    """What Oxigraph gives for a SELECT, read from a store or from the answer of an endpoint."""
    return Table([variable.value for variable in found.variables], cast(Iterable[Sequence[Term | None]], found))
