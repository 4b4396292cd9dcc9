"""What a project's money is for, where its own texts itemise all of it, and the indicators that measure each use.

A text itemises a project's money if the amounts in it, apart from the whole, add up to the whole. A use is measured by
an indicator that shares a word with what is said of it; the words of the project's own name tell nothing.
"""

from __future__ import annotations

from bisect import bisect_left

from kg.extract.links.record import figure, link, text
from kg.extract.links.words import LinkWords, common
from kg.extract.meaning_lexicon import bare
from kg.extract.sheet import Draft, Sheet
from kg.extract.topics import TopicReader
from kg.model import Ref
from kg.vocab import BP, BPC

BY = "links/uses"
SCORE = 0.7
_TEXTS = (BP.hasPassage, BP.hasObjective)


def add(sheet: Sheet, words: LinkWords, topics: TopicReader) -> None:
    """Give projects their uses, and link to each use the indicators that measure it."""
    totals = sorted(_totals(sheet), key=lambda draft: draft.span)
    starts = [draft.span.start for draft in totals]
    for owner in sheet.of(BP.Project):
        for ref in (ref for prop in _TEXTS for ref in owner.all(prop)):
            span = sheet.drafts[Ref(str(ref))].span
            inside = totals[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
            uses = [draft for draft in inside if figure(draft, BP.amount) < figure(owner, BP.amount)]
            if len(uses) > 1 and _adds_up(uses, owner):
                ends = [*(use.span.start for use in uses[1:]), span.end]
                for use, end in zip(uses, ends, strict=True):
                    _measured(sheet, words, owner, use, end)
                break


def _totals(sheet: Sheet) -> list[Draft]:
    return [d for d in sheet.of(BP.Statement) if d.get(BP.statementKind) == BPC.total and figure(d, BP.amount)]


def _adds_up(uses: list[Draft], owner: Draft) -> bool:
    gap = abs(sum(figure(use, BP.amount) for use in uses) - figure(owner, BP.amount))
    return gap <= sum(figure(draft, BP.halfUnit) for draft in [*uses, owner])


def _measured(sheet: Sheet, words: LinkWords, owner: Draft, use: Draft, end: int) -> None:
    """Add a use of a project, with the indicators that share a word with what is said of it up to `end`."""
    sheet.put(owner.key, BP.hasUse, use.key)
    said, name = bare(sheet.document.text[use.span.start : end]), bare(text(owner))
    for ref in owner.all(BP.hasIndicator):
        indicator = sheet.drafts[Ref(str(ref))]
        pieces = (piece for part in words.parts(text(indicator)) for piece in common(part, said))
        if piece := next((piece for piece in pieces if piece.core not in name), None):
            link(sheet, BPC.concerns, indicator.key, [use.key], SCORE, f"都说到“{piece.words}”", BY)
