"""What the step across documents found, as triples in graphs of its own, which every run writes anew.

Links, and which department each disclosure is of, stand in the graph `LINKS`; how the D rules ended on a disclosure,
in ``<disclosure>/across``. The graphs of facts stay untouched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from itertools import chain

from rdflib import Dataset

from kg.across.digest import LINKS
from kg.check.record import across_graph, record
from kg.graph.build import literal, triple
from kg.graph.store import put, put_all, raw
from kg.model import Check, Finding, Rule, Term
from kg.vocab import BASE, BP, RDF


@dataclass(frozen=True, slots=True)
class Link:
    """A scored relation between nodes of different documents: `source` and `to` are IRIs, `score` is 0 to 1.

    `reason` says in Chinese what it rests on, `by` names the method (``across/identity``) or the line of data
    (``lexicon/across#id``) that made it, so that it can be explained and undone; `quote` is what both say, where they
    say the same.
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
    """What one run found: links between documents, whose department each is, and how each D rule ended on each.

    `identities` are lines of N-Triples; `refuted` are findings that a reader called false before.
    """

    links: tuple[Link, ...] = ()
    identities: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    findings: tuple[Finding, ...] = ()
    refuted: tuple[Finding, ...] = ()


def write(dataset: Dataset, done: Across, rules: Sequence[Rule]) -> None:
    """Puts the outcome of a run into `dataset`, in place of that of an earlier one; `rules` are the D rules."""
    clear(dataset)
    put_all(dataset, [(LINKS, chain(done.identities, *map(_link, done.links)))])
    record(dataset, rules, done.checks, done.findings, done.refuted, graph_of=across_graph)


def clear(dataset: Dataset) -> None:
    """Throws away what an earlier run found across documents."""
    store = raw(dataset)
    stale = [graph for graph in store.named_graphs() if graph.value == LINKS or graph.value.endswith(across_graph(""))]
    for graph in stale:
        store.remove_graph(graph)


def add_links(dataset: Dataset, links: Iterable[Link]) -> None:
    """Adds links to the graph `LINKS`."""
    put(dataset, LINKS, [line for link in links for line in _link(link)])


def _link(link: Link) -> Iterator[str]:
    yield triple(link.iri, RDF.type, f"<{BP.Link}>")
    yield triple(link.iri, BP.linkKind, f"<{link.kind}>")
    yield triple(link.iri, BP.from_, f"<{link.source}>")
    yield triple(link.iri, BP.to, f"<{link.to}>")
    yield triple(link.iri, BP.score, literal(link.score.quantize(Decimal("0.001"))))
    yield triple(link.iri, BP.reason, literal(link.reason))
    yield triple(link.iri, BP.extractedBy, literal(link.by))
    if link.quote:
        yield triple(link.iri, BP.quote, literal(link.quote))
