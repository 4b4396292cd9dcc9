"""The step across documents: the links of all linkers, then the D rules over digests and links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from kg.across.digest import Digest
from kg.across.identity import told
from kg.across.linkers import link
from kg.across.record import Across
from kg.check.findings import weight
from kg.check.marks import refuted, without
from kg.check.profiles import Profile
from kg.check.rules import CatalogueRule
from kg.check.run import check
from kg.model import Check, Finding, Mark
from kg.pipeline import Run


def across(
    digest: Digest, rules: Sequence[CatalogueRule], profile: Profile | None = None, marks: Sequence[Mark] = ()
) -> Across:
    """Links and findings over all disclosures of `digest`; of `rules` those that compare documents are run.

    Findings that readers' `marks` refute are set apart.
    """
    made = link(digest)
    disclosures = [head.iri for head in digest.heads()]
    comparing = [rule for rule in rules if rule.across]
    checks, findings, hidden = without(refuted(marks), *check(digest.dataset, comparing, disclosures, None, profile))
    return Across(tuple(made), tuple(told(digest)), tuple(checks), tuple(findings), tuple(hidden))


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
