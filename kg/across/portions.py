"""All disclosures, some at a time: those of a department together, their links, and the D rules over them.

A rule sees the disclosures of a portion, those that a link of theirs leads to, and their links. So memory does not grow
with documents, nothing is asked of a store on disk, and portions can be worked on side by side.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

from kg.across import pairs
from kg.across.digest import LINKS, Digest, Loaded
from kg.across.families import Families
from kg.across.linkers import PAIRED, WHOLE
from kg.across.record import Link, n_triples
from kg.check.profiles import Profile
from kg.check.rules import CatalogueRule
from kg.check.run import check_graphs
from kg.graph.store import dataset_of, put_packed
from kg.model import Check, Finding
from kg.resources import Ontology
from kg.vocab import BASE

_TOGETHER: Final = 64  # disclosures, or all of a department
_ALONE: Final = 4  # portions that one process has done before others are ready to help
_MOST: Final = 60  # processes: one on Windows cannot wait for more than 63 others
_AHEAD: Final = 6  # portions for each process: one at work, others waiting while what came before is written
_DISCLOSURES: Final = f"{BASE}disclosure/"


@dataclass(frozen=True, slots=True)
class Portion:
    """Some disclosures, their links to others that are `known` before any two of them are compared, and disclosures
    `beside` that a rule has to see: those that the links lead to, and two of which one is of another department."""

    disclosures: Sequence[str]
    known: Sequence[Link]
    beside: Sequence[str]


@dataclass(frozen=True, slots=True)
class Ended:
    """What came of a portion: its links as N-Triples, and how the rules ended."""

    links: bytes
    checks: Sequence[Check] = ()
    findings: Sequence[Finding] = ()


def portions(digest: Digest) -> list[Portion]:
    """All disclosures; the links between departments are those of none."""
    paired = list(pairs.links(digest))
    families = Families(digest, paired)
    known: dict[str, list[Link]] = defaultdict(list)
    for link in chain(paired, *(linker(digest, families) for linker in WHOLE)):
        known[_disclosure(link.source)].append(link)
    by_family: dict[object, list[str]] = defaultdict(list)
    for head in digest.heads():
        by_family[families.numbers.get(head.iri, head.iri)].append(head.iri)
    two = [by_family[number][0] for number in sorted(set(families.numbers.values()))[:2]]
    made = [Portion((), known[""], ())]
    for disclosures in _together(by_family.values()):
        links = [link for iri in disclosures for link in known[iri]]
        made.append(Portion(disclosures, links, [*two, *(_disclosure(link.to) for link in links)]))
    return made


def _together(families: Iterable[Sequence[str]]) -> Iterator[list[str]]:
    some: list[str] = []
    for family in families:
        some += family
        if len(some) >= _TOGETHER:
            yield some
            some = []
    if some:
        yield some


def _disclosure(node: str) -> str:
    """The disclosure that a node stands in; empty where it is shared, as departments are."""
    name = node.removeprefix(_DISCLOSURES).split("/", 1)[0]
    return f"{_DISCLOSURES}{name}" if node.startswith(_DISCLOSURES) else ""


class Work:
    """What is done with each portion: the linkers, then `rules`, all of which compare documents."""

    def __init__(self, digest: Digest, rules: Sequence[CatalogueRule], profile: Profile | None) -> None:
        self.digest, self.rules, self.profile = digest, rules, profile
        self._weak = digest.left_out()
        self._never = {node for nodes in self._weak.values() for node in nodes}

    def on(self, portion: Portion) -> Ended:
        """Nodes that broke a shape are linked to nothing, and no rule relies on them."""
        found = chain(portion.known, *(linker(self.digest, portion.known) for linker in PAIRED))
        links = n_triples(link for link in found if self._never.isdisjoint((link.source, link.to)))
        if not self.rules or not portion.disclosures:
            return Ended(links)
        graphs = Loaded(self.digest, dict.fromkeys([*portion.disclosures, *portion.beside]))
        put_packed(dataset_of(graphs.store), LINKS, links)
        return Ended(links, *check_graphs(graphs, self.rules, portion.disclosures, self._weak, self.profile))

    def on_all(self, some: Sequence[Portion], workers: int = 1) -> Iterator[Ended]:
        """The same for all, in their order; by several processes where that is worth their start."""
        if workers == 1 or self.digest.path is None or len(some) < _ALONE * workers:
            yield from map(self.on, some)
            return
        begin = (self.digest.path, self.digest.ontology.roots, self.rules, self.profile)
        spawn = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(min(workers, _MOST), spawn, _begin, begin)
        try:
            yield from self._side_by_side(pool, some, workers)
        finally:
            pool.shutdown(cancel_futures=True)

    def _side_by_side(self, pool: ProcessPoolExecutor, some: Sequence[Portion], workers: int) -> Iterator[Ended]:
        due = deque(some)
        at_work: deque[tuple[Portion, Future[Ended]]] = deque()
        while due or at_work:
            try:
                while due and len(at_work) < _AHEAD * workers:
                    at_work.append((due[0], pool.submit(_on, due[0])))
                    due.popleft()
                ended = at_work[0][1].result()
            except BrokenProcessPool:  # one was ended, as is done where memory is short: the rest is done here
                yield from map(self.on, [*(waiting for waiting, _ in at_work), *due])
                return
            at_work.popleft()
            yield ended


_HERE: list[Work] = []  # in a process that helps: what it was told when it began


def _begin(path: Path, roots: tuple[Path, ...], rules: Sequence[CatalogueRule], profile: Profile | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that waits for us ends us
    _HERE[:] = [Work(Digest(Ontology(roots), path), rules, profile)]


def _on(portion: Portion) -> Ended:
    return _HERE[0].on(portion)
