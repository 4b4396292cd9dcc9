"""Projects and indicators over years as links, and what became of a target: weaker than last year, or no longer set.

From each disclosure to that of the year before, and from an account to the budget of its year. A target that is lower
because there is less money for the project is less surely weaker; the score says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import Final

from kg.across.align_words import AlignWords, align_words
from kg.across.digest import Digest
from kg.across.matches import Indicators, Owners, indicators, owners
from kg.across.record import Link
from kg.across.sides import Owner, Side, Target, digested
from kg.across.targets import Verdict, compared
from kg.extract.meaning_lexicon import fold
from kg.lang import within
from kg.model import Term
from kg.vocab import BPC

BY: Final = "across/years"
_SURE, _LESS_MONEY, _UNTOLD = Decimal("0.95"), Decimal("0.6"), Decimal("0.7")
_STEADY: Final = ("ratio", "duration", "date", "boolean")  # what asks for the same however much money there is
_BOUNDS: Final = ("ge", "gt", "le", "lt")
_COMPARED: Final = (BPC.year_before, BPC.budget_of)


def links(digest: Digest, compared: Sequence[Link]) -> Iterator[Link]:
    """The links between the projects and indicators of every pair of disclosures that are to be `compared`."""
    heads, words = {head.iri: head for head in digest.heads()}, align_words(digest.ontology)

    @cache
    def read(iri: str) -> Side:
        return digested(digest, heads[iri])

    for pair in sorted(compared, key=lambda pair: (pair.source, pair.to)):
        if pair.kind in _COMPARED and pair.source in heads and pair.to in heads:
            yield from _of_pair(read(pair.to), read(pair.source), words, pair.kind == BPC.year_before)


def _of_pair(old: Side, new: Side, words: AlignWords, yearly: bool) -> Iterator[Link]:
    aligned = owners(old, new, words)
    for each in aligned:
        if each.kind == "Project":
            yield from _projects(each)
    for both in indicators(old, new, aligned, words):
        yield from _indicators(both)
        if yearly and both.before and both.after:
            yield from _targets(both)
            yield from _dropped(both)


def _projects(each: Owners) -> Iterator[Link]:
    for before, after, pair in each.pairs():
        yield _link(BPC.same_project, after.spot.node, before.spot.node, pair.score, pair.reason)


def _indicators(both: Indicators) -> Iterator[Link]:
    for before, after, pair in both.pairs():
        yield _link(BPC.same_indicator, after.spot.node, before.spot.node, pair.score, pair.reason)


def _targets(both: Indicators) -> Iterator[Link]:
    """From target to target: what asks for less than last year, and what asks for the same and could be raised."""
    for before, after, pair in both.pairs():
        verdict, known = compared(before, after), Decimal(str(pair.score))
        old, new = verdict.old, verdict.new
        if not old or not new:
            continue
        if verdict.effect == "weaker":
            score, why = _certainty(verdict, old, *both.owners)
            reason = f"指标值由“{within(old.printed)}”改为“{within(new.printed)}”{why}"
            yield _link(BPC.weaker_target, new.spot.node, old.spot.node, min(known, score), reason)
        elif verdict.state == "same" and _could_be_raised(new):
            yield _link(BPC.kept_target, new.spot.node, old.spot.node, known, f"指标值同为“{within(new.printed)}”")


def _could_be_raised(target: Target) -> bool:
    """A bound that is not at its end already: 100 %, nothing."""
    whole = target.value == 100 and fold(target.unit) == "%"
    return target.comparator in _BOUNDS and bool(target.value) and not whole


def _dropped(both: Indicators) -> Iterator[Link]:
    """From the owner as it stands now: what is no longer there has no node in this disclosure."""
    for iri in both.found.went:
        name = both.before[iri].name
        if name:
            reason = f"上年的指标“{within(name)}”本年不再列"
            yield _link(BPC.dropped_indicator, both.owners[1].spot.node, iri, _SURE, reason)


def _certainty(verdict: Verdict, old: Target, before: Owner, after: Owner) -> tuple[Decimal, str]:
    """How sure it is that a target is weaker, and what speaks against it."""
    if not verdict.certain:
        return _UNTOLD, "，方向和比较符不能互相印证"
    if old.kind in _STEADY:
        return _SURE, ""
    if not before.amount or not after.amount or not old.value or verdict.difference is None:
        return _UNTOLD, "，项目金额没有读出"
    money, target = after.amount / before.amount, 1 + verdict.difference / old.value
    along = money <= target if target < 1 else money >= target
    return (_LESS_MONEY, "，项目金额同向变动") if along else (_SURE, "")


def _link(kind: Term, source: str, to: str, score: Decimal | float, reason: str) -> Link:
    return Link(kind, source, to, Decimal(str(score)), reason, BY)
