"""The step across documents: the links of all linkers, then the D rules over digests and links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.across.digest import Digest
from kg.across.linkers import link
from kg.across.record import Link
from kg.check.profiles import Profile
from kg.check.rules import CatalogueRule
from kg.check.run import check
from kg.model import Check, Finding


@dataclass(frozen=True, slots=True)
class Across:
    """What one run found: links between documents, and how each D rule ended on each disclosure."""

    links: tuple[Link, ...] = ()
    checks: tuple[Check, ...] = ()
    findings: tuple[Finding, ...] = ()


def across(digest: Digest, rules: Sequence[CatalogueRule], profile: Profile | None = None) -> Across:
    """Links and findings over all disclosures of `digest`; of `rules` those across documents are run."""
    made = link(digest)
    disclosures = [head.iri for head in digest.heads()]
    checks, findings = check(digest.dataset, [rule for rule in rules if rule.across], disclosures, None, profile)
    return Across(tuple(made), tuple(checks), tuple(findings))
