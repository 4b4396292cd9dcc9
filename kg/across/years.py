"""Projects and indicators over years as links, and what became of a target: weaker than last year, or no longer set.

From each disclosure to that of the year before, and from an account to the budget of its year.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import Final

from kg.across import eroded
from kg.across.align_words import AlignWords, align_words
from kg.across.digest import Digest
from kg.across.matches import Indicators, Owners, indicators, owners
from kg.across.record import Link
from kg.across.sides import Side, digested
from kg.model import Term
from kg.vocab import BPC

BY: Final = "across/years"
_COMPARED: Final = (BPC.year_before, BPC.budget_of)


def links(digest: Digest, compared: Sequence[Link]) -> Iterator[Link]:
    """The links between the projects and indicators of every pair of disclosures that are to be `compared`."""
    words = align_words(digest.ontology)

    @cache
    def read(iri: str) -> Side | None:
        head = digest.head(iri)
        return digested(digest, head) if head else None

    for pair in sorted(compared, key=lambda pair: (pair.source, pair.to)):
        if pair.kind in _COMPARED and (old := read(pair.to)) and (new := read(pair.source)):
            yield from _of_pair(old, new, words, pair.kind == BPC.year_before)


def _of_pair(old: Side, new: Side, words: AlignWords, yearly: bool) -> Iterator[Link]:
    aligned = owners(old, new, words)
    for each in aligned:
        if each.kind == "Project":
            yield from _projects(each)
    for both in indicators(old, new, aligned, words):
        yield from _indicators(both)
        if yearly and both.before and both.after:
            yield from eroded.links(both, new.heads[0].iri)


def _projects(each: Owners) -> Iterator[Link]:
    for before, after, pair in each.pairs():
        yield _link(BPC.same_project, after.spot.node, before.spot.node, pair.score, pair.reason)


def _indicators(both: Indicators) -> Iterator[Link]:
    for before, after, pair in both.pairs():
        yield _link(BPC.same_indicator, after.spot.node, before.spot.node, pair.score, pair.reason)


def _link(kind: Term, source: str, to: str, score: Decimal | float, reason: str) -> Link:
    return Link(kind, source, to, Decimal(str(score)), reason, BY)
