"""Component: the figure that a share or a rate of completion is taken of (占…的, 完成…预算的)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.items import Lexicon, lexicon
from kg.extract.prose.links import LOOK_BACK, is_total, same_item
from kg.extract.prose.records import Claim, Subject, ontology

ASSIGNS = ["doc._.bases"]
REQUIRES = ["doc._.plain", "doc._.cues", "doc._.claims", "doc._.subjects", "doc._.links", "doc._.sums"]
_AROUND = re.compile(r"^(?:了|全部|全年|同期)+|(?:的(?:比重|比例|比)?|总额|总量|比重|比例|约|为|达到?)+$")


def create(nlp: Language, name: str, roots: list[str]) -> Callable[[Doc], Doc]:
    """The factory of the component; `roots` are the folders of the ontology."""
    return Bases(lexicon(ontology(roots)))


class Bases:
    """A base that is named (占收入合计的), else the sum that the figure is a part of; a budget of the same item.

    Figures whose shares a sentence tells without naming the whole are parts of the last total that they add up to.
    """

    def __init__(self, known: Lexicon) -> None:
        self._lexicon = known

    def __call__(self, doc: Doc) -> Doc:
        told = list(zip(doc._.claims, doc._.subjects, strict=True))
        cues = {cue.end: cue for cue in doc._.cues if cue.role == "share"}
        wholes = {part: told_sum.total for told_sum in doc._.sums for part in told_sum.parts}
        before: list[int] = []  # the totals so far
        unnamed: dict[int, list[int]] = defaultdict(list)  # shares of no named whole, by sentence
        doc._.bases = [None] * len(told)
        for index, (claim, _) in enumerate(told):
            part = doc._.links[index]
            if claim.kind == "share" and part is not None:
                if claim.base is not None:
                    doc._.bases[index] = _budget(told, part, claim, before)
                else:
                    words = _words(doc._.plain, claim, list(cues))
                    named = self._named(words, told, part, before[-LOOK_BACK:]) if words else wholes.get(part)
                    doc._.bases[index] = named
                    if named is None and not words:
                        unnamed[claim.segment.sentence].append(index)
            if is_total(claim):
                before.append(index)
        free = [index for index in before if index not in wholes]
        for shares in unnamed.values():
            parts = [doc._.links[index] for index in shares]
            whole = _adding_up(told, parts, free) if len(parts) > 1 else None
            for index in shares:
                doc._.bases[index] = whole
        return doc

    def _named(self, words: str, told: list[tuple[Claim, Subject]], part: int, before: list[int]) -> int | None:
        """The last total that the words name."""
        entry = self._lexicon.known(words)
        year = told[part][0].year
        for index in reversed(before):
            claim, subject = told[index]
            alike = subject.entry == entry.id if entry and subject.entry else subject.label == words
            if index != part and alike and (not year or not claim.year or year == claim.year):
                return index
        return None


def _words(text: str, claim: Claim, cues: list[int]) -> str:
    """What stands between 占 and the number, without 的 and its like."""
    start = claim.figure.start if claim.figure else claim.end
    cue = min((end for end in cues if claim.segment.start <= end <= start), default=start)
    return _AROUND.sub("", text[cue:start].strip())


def _budget(told: list[tuple[Claim, Subject]], part: int, claim: Claim, before: list[int]) -> int | None:
    """The budget of the same item in the same line."""
    phases = {claim.base} if claim.base else {"approved", "adjusted"}
    for index in reversed(before):
        other, subject = told[index]
        if other.segment.line != claim.segment.line:
            return None
        if index != part and subject.phase in phases and same_item(subject, told[part][1]):
            return index
    return None


def _adding_up(told: list[tuple[Claim, Subject]], parts: list[int], before: list[int]) -> int | None:
    """The last total before some figures of money that they add up to."""
    figures = [figure for part in parts if (figure := told[part][0].figure)]
    added = sum((figure.value for figure in figures), Decimal(0))
    earlier = before[: bisect_left(before, min(parts))][-LOOK_BACK:]
    for index in reversed(earlier):
        claim = told[index][0]
        alike = not claim.prior and (not claim.year or claim.year == (told[parts[0]][0].year or claim.year))
        if alike and claim.figure and {claim.figure.form} == {figure.form for figure in figures}:
            envelope = sum((figure.half or Decimal(0) for figure in (*figures, claim.figure)), Decimal(0))
            if added and abs(added - claim.figure.value) <= envelope:
                return index
    return None
