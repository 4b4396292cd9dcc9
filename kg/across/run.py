"""The step across documents: the links of all linkers, then the D rules over digests and links.

The rules run on some disclosures at a time, those of a department together: each sees these, the disclosures that a
link of theirs leads to, and their links. So memory does not grow with documents, and nothing is asked of a store on
disk.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Final

from kg.across import pairs
from kg.across.digest import LINKS, Digest, Portion
from kg.across.families import Families
from kg.across.identity import told
from kg.across.linkers import PAIRED, WHOLE
from kg.across.record import Across, Link, Written, lines
from kg.check.findings import weight
from kg.check.marks import refuted, without
from kg.check.profiles import Profile
from kg.check.rules import CatalogueRule
from kg.check.run import check_graphs
from kg.graph.store import dataset_of, put
from kg.model import Check, Finding, Mark
from kg.pipeline import Run
from kg.vocab import BASE

if TYPE_CHECKING:
    from rdflib import Dataset

_TOGETHER: Final = 64  # disclosures, or all of a department
_DISCLOSURES: Final = f"{BASE}disclosure/"


def across(
    digest: Digest,
    rules: Sequence[CatalogueRule],
    into: Dataset,
    profile: Profile | None = None,
    marks: Sequence[Mark] = (),
) -> Across:
    """Links and findings over all disclosures of `digest`, which are written `into` a dataset, too, in place of those
    of an earlier run; of `rules` those that compare documents are run.

    Findings that readers' `marks` refute are set apart. Nodes that broke a shape are linked to nothing, and no rule
    relies on them.
    """
    weak = digest.left_out()
    never = {node for nodes in weak.values() for node in nodes}
    comparing = [rule for rule in rules if rule.across]
    written = Written(into)
    written.add(told(digest))
    checks: list[Check] = []
    findings: list[Finding] = []
    for portion in _some(digest):
        made = lines(link for link in portion.links(digest) if never.isdisjoint((link.source, link.to)))
        written.add(made)
        if comparing and portion.disclosures:
            graphs = Portion(digest, dict.fromkeys([*portion.disclosures, *portion.beside]))
            put(dataset_of(graphs.store), LINKS, made)
            ended, found = check_graphs(graphs, comparing, portion.disclosures, weak, profile)
            checks += ended
            findings += found
    checks.sort(key=lambda check: check.disclosure)
    findings.sort(key=lambda finding: finding.disclosure)
    checks, findings, hidden = without(refuted(marks), checks, findings)
    done = Across(tuple(checks), tuple(findings), tuple(hidden))
    written.end(done, comparing)
    return done


@dataclass(frozen=True, slots=True)
class _Some:
    """Some disclosures, their links to others that are `known` before any two of them are compared, and disclosures
    `beside` that a rule has to see: those that the links lead to, and two of which one is of another department."""

    disclosures: Sequence[str]
    known: Sequence[Link]
    beside: Sequence[str]

    def links(self, digest: Digest) -> Iterator[Link]:
        """All links of these disclosures."""
        yield from self.known
        for linker in PAIRED:
            yield from linker(digest, self.known)


def _some(digest: Digest) -> Iterator[_Some]:
    """All disclosures, those of a department together; the links between departments are those of none."""
    paired = list(pairs.links(digest))
    families = Families(digest, paired)
    known: dict[str, list[Link]] = defaultdict(list)
    for link in chain(paired, *(linker(digest, families) for linker in WHOLE)):
        known[_disclosure(link.source)].append(link)
    by_family: dict[object, list[str]] = defaultdict(list)
    for head in digest.heads():
        by_family[families.numbers.get(head.iri, head.iri)].append(head.iri)
    two = [by_family[number][0] for number in sorted(set(families.numbers.values()))[:2]]
    yield _Some((), known[""], ())
    for disclosures in _together(by_family.values()):
        links = [link for iri in disclosures for link in known[iri]]
        yield _Some(disclosures, links, [*two, *(_disclosure(link.to) for link in links)])


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


def joined(run: Run, done: Across, rules: Sequence[CatalogueRule]) -> Run:
    """A run with what was found across its documents by `rules`, each finding with the document that it is in."""
    checks: dict[str, list[Check]] = defaultdict(list)
    found: dict[str, list[Finding]] = defaultdict(list)
    gone: dict[str, list[Finding]] = defaultdict(list)
    for check_ in done.checks:
        checks[check_.disclosure].append(check_)
    for records, by_disclosure in ((done.findings, found), (done.refuted, gone)):
        for finding in records:
            by_disclosure[finding.disclosure].append(finding)
    documents = (
        replace(
            result,
            checks=(*result.checks, *checks[result.disclosure]),
            findings=tuple(sorted((*result.findings, *found[result.disclosure]), key=weight)),
            refuted=(*result.refuted, *gone[result.disclosure]),
        )
        for result in run.documents
    )
    return replace(run, documents=tuple(documents), rules=(*run.rules, *rules))
