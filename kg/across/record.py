"""What the step across documents found, as triples in graphs of its own, which every run writes anew.

Links, and which department each disclosure is of, stand in the graph `LINKS`; how the D rules ended on a disclosure,
in ``<disclosure>/across``. The graphs of facts stay untouched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Final

from rdflib import Dataset

from kg.across.digest import LINKS
from kg.check.record import across_graph, record
from kg.graph.build import literal, triple
from kg.graph.store import packed, put_large, put_packed, raw, remove_large
from kg.model import Check, Finding, Rule, Term
from kg.vocab import BASE, BP, RDF

_AT_ONCE: Final = 96_000_000  # bytes of one load, some 600,000 triples: fewer are merged oftener by the database
_PLACES: Final = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Link:
    """A scored relation between nodes of different documents: `source` and `to` are IRIs, `score` is 0 to 1.

    `reason` says in Chinese what it rests on, `by` names the method (``across/identity``), which has kinds of its own
    and is not written down, or the line of data (``lexicon/across#id``) that made it, so that it can be explained and
    undone; `quote` is what both say, where they say the same.
    """

    kind: Term
    source: str
    to: str
    score: Decimal
    reason: str
    by: str
    quote: str = ""

    @property
    def iri(self) -> str:
        """The same for the same relation of the same nodes in every run."""
        return f"{BASE}across/link/{sha256(' '.join((self.kind, self.source, self.to)).encode()).hexdigest()[:16]}"


@dataclass(frozen=True, slots=True)
class Across:
    """How each D rule ended on each disclosure; `refuted` are findings that a reader called false before."""

    checks: tuple[Check, ...] = ()
    findings: tuple[Finding, ...] = ()
    refuted: tuple[Finding, ...] = ()


def clear(dataset: Dataset) -> None:
    """Throws away what an earlier run found across documents."""
    store = raw(dataset)
    for graph in [graph for graph in store.named_graphs() if graph.value.endswith(across_graph(""))]:
        store.remove_graph(graph)
    remove_large(dataset, LINKS)


class Written:
    """Writes to `dataset` what a run finds, as it is found, in place of what an earlier one found."""

    def __init__(self, dataset: Dataset) -> None:
        clear(dataset)
        self._dataset = dataset
        self._waiting: list[bytes] = []

    def add(self, triples: bytes) -> None:
        """N-Triples for the graph `LINKS`: links, and which department each disclosure is of."""
        self._waiting.append(triples)
        if sum(map(len, self._waiting)) >= _AT_ONCE:
            self._put()

    def end(self, done: Across, rules: Sequence[Rule]) -> None:
        """How the D `rules` ended."""
        self._put()
        record(self._dataset, rules, done.checks, done.findings, done.refuted, graph_of=across_graph)

    def _put(self) -> None:
        put_large(self._dataset, LINKS, b"".join(self._waiting))
        self._waiting.clear()


def add_links(dataset: Dataset, links: Iterable[Link]) -> None:
    """Adds links to the graph `LINKS`."""
    put_packed(dataset, LINKS, n_triples(links))


def n_triples(links: Iterable[Link]) -> bytes:
    """Links as N-Triples."""
    return packed(line for link in links for line in _link(link))


def _link(link: Link) -> Iterator[str]:
    iri = link.iri
    yield triple(iri, RDF.type, f"<{BP.Link}>")
    yield triple(iri, BP.linkKind, f"<{link.kind}>")
    yield triple(iri, BP.from_, f"<{link.source}>")
    yield triple(iri, BP.to, f"<{link.to}>")
    yield triple(iri, BP.score, literal(link.score.quantize(_PLACES)))
    yield triple(iri, BP.reason, literal(link.reason))
    if "#" in link.by:
        yield triple(iri, BP.extractedBy, literal(link.by))
    if link.quote:
        yield triple(iri, BP.quote, literal(link.quote))
