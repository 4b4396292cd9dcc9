"""The step across documents: the links of all linkers, then the D rules over digests and links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.across.digest import Digest
from kg.across.identity import told
from kg.across.portions import Work, portions
from kg.across.record import Across, Written
from kg.check.findings import weight
from kg.check.marks import refuted, without
from kg.check.profiles import Profile
from kg.check.rules import CatalogueRule
from kg.graph.store import packed
from kg.model import Check, Finding, Mark
from kg.pipeline import Run

if TYPE_CHECKING:
    from rdflib import Dataset


def across(
    digest: Digest,
    rules: Sequence[CatalogueRule],
    into: Dataset,
    profile: Profile | None = None,
    marks: Sequence[Mark] = (),
    workers: int = 1,
) -> Across:
    """Links and findings over all disclosures of `digest`, which are written `into` a dataset, too, in place of those
    of an earlier run; of `rules` those that compare documents are run.

    Findings that readers' `marks` refute are set apart. So many processes work side by side where the digests are in a
    file; what comes is the same.
    """
    comparing = [rule for rule in rules if rule.across]
    written = Written(into)
    written.add(packed(told(digest)))
    checks: list[Check] = []
    findings: list[Finding] = []
    for ended in Work(digest, comparing, profile).on_all(portions(digest), workers):
        written.add(ended.links)
        checks += ended.checks
        findings += ended.findings
    checks.sort(key=lambda check: check.disclosure)
    findings.sort(key=lambda finding: finding.disclosure)
    checks, findings, hidden = without(refuted(marks), checks, findings)
    done = Across(tuple(checks), tuple(findings), tuple(hidden))
    written.end(done, comparing)
    return done


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
