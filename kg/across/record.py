"""Links between documents as triples, in the graph `LINKS`, which every run writes anew; facts stay untouched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

import pyoxigraph as ox
from rdflib import Dataset

from kg.across.digest import LINKS
from kg.graph.build import literal, triple
from kg.graph.store import put, raw
from kg.model import Term
from kg.vocab import BASE, BP, RDF


@dataclass(frozen=True, slots=True)
class Link:
    """A scored relation between nodes of different documents: `source` and `to` are IRIs, `score` is 0 to 1.

    `reason` says in Chinese what it rests on, `by` names the method (``across/identity``) or the line of data
    (``lexicon/across#id``) that made it, so that it can be explained and undone.
    """

    kind: Term
    source: str
    to: str
    score: Decimal
    reason: str
    by: str

    @property
    def iri(self) -> str:
        """The same for the same relation of the same nodes in every run."""
        return f"{BASE}across/link/{sha256(' '.join((self.kind, self.source, self.to)).encode()).hexdigest()[:16]}"


def add_links(dataset: Dataset, links: Iterable[Link]) -> None:
    """Adds links to the graph `LINKS`."""
    put(dataset, LINKS, [line for link in links for line in _link(link)])


def clear(dataset: Dataset) -> None:
    """Throws away the links of earlier runs."""
    raw(dataset).remove_graph(ox.NamedNode(LINKS))


def _link(link: Link) -> Iterator[str]:
    yield triple(link.iri, RDF.type, f"<{BP.Link}>")
    yield triple(link.iri, BP.linkKind, f"<{link.kind}>")
    yield triple(link.iri, BP.from_, f"<{link.source}>")
    yield triple(link.iri, BP.to, f"<{link.to}>")
    yield triple(link.iri, BP.score, literal(link.score.quantize(Decimal("0.001"))))
    yield triple(link.iri, BP.reason, literal(link.reason))
    yield triple(link.iri, BP.extractedBy, literal(link.by))
