"""Readers' marks on findings: which findings they take away, and how often each rule was right."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.model import Check, Finding, Mark, Verdict


@dataclass(frozen=True, slots=True)
class Precision:
    """How many findings of a rule readers called true, false and unclear; two readers of one finding count twice."""

    rule: str
    true: int = 0
    false: int = 0
    unclear: int = 0

    @property
    def value(self) -> float | None:
        """True ones among those that were decided; None where none was."""
        decided = self.true + self.false
        return self.true / decided if decided else None


def precision(marks: Iterable[Mark]) -> list[Precision]:
    """One line a rule, by code."""
    counts: dict[str, Counter[Verdict]] = defaultdict(Counter)
    for mark in marks:
        counts[mark.rule][mark.verdict] += 1
    return [Precision(rule, n["true"], n["false"], n["unclear"]) for rule, n in sorted(counts.items())]


def agreement(marks: Iterable[Mark]) -> tuple[int, int]:
    """How many findings several readers marked, and on how many of them they agree."""
    verdicts: dict[str, dict[str, Verdict]] = defaultdict(dict)
    for mark in marks:
        verdicts[mark.finding][mark.reader] = mark.verdict
    shared = [set(by_reader.values()) for by_reader in verdicts.values() if len(by_reader) > 1]
    return len(shared), sum(len(said) == 1 for said in shared)


def refuted(marks: Iterable[Mark]) -> frozenset[str]:
    """The findings that a reader called false and none called true."""
    verdicts: dict[str, set[Verdict]] = defaultdict(set)
    for mark in marks:
        verdicts[mark.finding].add(mark.verdict)
    return frozenset(finding for finding, said in verdicts.items() if "false" in said and "true" not in said)


def without(
    refuted: frozenset[str], checks: Sequence[Check], findings: Sequence[Finding]
) -> tuple[list[Check], list[Finding], list[Finding]]:
    """Checks, the findings that stand, and those that readers refuted.

    A check whose findings were all refuted has passed; the number of those taken away is in its reason.
    """
    stand = [finding for finding in findings if finding.id not in refuted]
    hidden = [finding for finding in findings if finding.id in refuted]
    gone = Counter((finding.disclosure, finding.rule) for finding in hidden)
    left = {(finding.disclosure, finding.rule) for finding in stand}
    return [_told(check, gone[check.disclosure, check.rule], left) for check in checks], stand, hidden


def _told(check: Check, gone: int, left: set[tuple[str, str]]) -> Check:
    if not gone:
        return check
    reason = "；".join(filter(None, (check.reason, f"{gone} 条疑点按复核意见不计")))
    failed = (check.disclosure, check.rule) in left
    return replace(check, outcome="failed" if failed else "passed", reason=reason)
