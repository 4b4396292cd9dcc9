"""Copied objectives: from an objective to the duty, form text, activity or earlier objective that it repeats.
From a target that is a text, to the goal of its owner of which it repeats a sentence.

Verbatim copies are found by their bare text, near-verbatim ones by the share of six-character runs that one text holds
of the other. Runs are indexed, and a text that was printed before is not indexed again, so that the work is linear.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.extract.links.record import link, text
from kg.extract.links.words import LinkWords, grams
from kg.extract.meaning_lexicon import bare
from kg.extract.sheet import Draft, Sheet
from kg.extract.topics import TopicReader
from kg.model import Ref
from kg.vocab import BP, BPC

BY = "links/copies"
LENGTH = 6  # characters of a run: longer than a word, shorter than a clause
SHORTEST = 8  # characters below which only an equal text is a copy
THRESHOLD = 0.8
SENTENCE = 16  # characters of a sentence of a target that is told at length, and no measure
COMMON = 64  # texts after which a run is a stock phrase and tells no source
_SENTENCE_END = re.compile(r"[。；;\n]")
_NAMES = {BP.Duty: "职责", BP.Activity: "活动内容", BP.Passage: "表中文字", BP.Objective: "另一目标"}


@dataclass(frozen=True, slots=True)
class _Source:
    """A text that may be copied: its place among the others, and the number of its runs."""

    order: int
    draft: Draft
    size: int


@dataclass
class _Index:
    """Sources by their whole text and by the runs in it."""

    whole: dict[str, _Source] = field(default_factory=dict)
    runs: dict[str, list[_Source]] = field(default_factory=lambda: defaultdict(list))

    def add(self, draft: Draft, words: str) -> None:
        """Add a text; one that is known already is left to the draft that printed it first."""
        if not words or words in self.whole:
            return
        held = grams(words, LENGTH) if len(words) >= SHORTEST else frozenset()
        source = self.whole[words] = _Source(len(self.whole), draft, len(held))
        for run in held:
            if len(self.runs[run]) < COMMON:
                self.runs[run].append(source)

    def held(self, words: str) -> Iterator[tuple[_Source, float]]:
        """Sources that a text repeats, with the larger of both shares: of the source in it, and of it in the source."""
        if len(words) < SHORTEST:
            if same := self.whole.get(words):
                yield same, 1.0
            return
        own = grams(words, LENGTH)
        found = [source for run in own for source in self.runs.get(run, ())]
        sources = {source.order: source for source in found}
        for order, count in sorted(Counter(source.order for source in found).items()):
            share = max(count / sources[order].size, count / len(own))
            if share >= THRESHOLD:
                yield sources[order], share


def add(sheet: Sheet, words: LinkWords, topics: TopicReader) -> None:
    """Link every objective to what it repeats: to each duty, and to the best of the other texts; then the targets."""
    index, whole = _Index(), _Index()
    for draft in sheet.of(BP.Duty):
        for wording in _wordings(draft):
            index.add(draft, wording)
    for draft in [*sheet.of(BP.Activity), *sheet.of(BP.Passage)]:
        whole.add(draft, bare(text(draft, BP.text)))
    for draft in list(sheet.of(BP.Objective)):
        wording = bare(text(draft, BP.text))
        _link(sheet, draft, _best_by_draft(index.held(wording)))
        others = _best_by_draft(whole.held(wording))
        _link(sheet, draft, dict(sorted(others.items(), key=lambda pair: -pair[1][1])[:1]))
        whole.add(draft, wording)
    _targets(sheet)


def _targets(sheet: Sheet) -> None:
    """Link every target in words to the goal of its owner of which it repeats a sentence."""
    for owner in sheet.owners():
        goals = [sheet.drafts[Ref(str(ref))] for ref in owner.all(BP.hasObjective)]
        said = [(goal, grams(bare(text(goal, BP.text)), LENGTH)) for goal in goals]
        for indicator in owner.all(BP.hasIndicator) if said else ():
            for ref in sheet.drafts[Ref(str(indicator))].all(BP.hasTarget):
                target = sheet.drafts[Ref(str(ref))]
                _link(sheet, target, _repeated(text(target, BP.printed), said))


def _repeated(printed: str, said: list[tuple[Draft, frozenset[str]]]) -> dict[str, tuple[Draft, float]]:
    """The goal that holds most of a sentence of a target."""
    sentences = [bare(sentence) for sentence in _SENTENCE_END.split(printed)]
    runs = [grams(sentence, LENGTH) for sentence in sentences if len(sentence) >= SENTENCE]
    held = [(len(own & goal) / len(own), draft) for own in runs for draft, goal in said]
    share, draft = max(held, key=lambda pair: pair[0], default=(0.0, None))
    return {draft.key: (draft, share)} if draft and share >= THRESHOLD else {}


def _wordings(duty: Draft) -> tuple[str, str]:
    """A duty's text with and without the short title that it begins with."""
    words, label = bare(text(duty, BP.text)), bare(text(duty))
    rest = words.removeprefix(label)
    return words, rest if len(rest) >= SHORTEST else words


def _best_by_draft(held: Iterator[tuple[_Source, float]]) -> dict[str, tuple[Draft, float]]:
    best: dict[str, tuple[Draft, float]] = {}
    for source, share in held:
        key = source.draft.key
        if key not in best or best[key][1] < share:
            best[key] = (source.draft, share)
    return best


def _link(sheet: Sheet, objective: Draft, sources: dict[str, tuple[Draft, float]]) -> None:
    for source, share in sources.values():
        wording = "逐字相同" if share == 1 else f"{share:.0%} 的文字相同"
        reason = f"与{_NAMES[source.type]}“{(text(source) or text(source, BP.text))[:20]}”{wording}"
        link(sheet, BPC.copied_from, objective.key, [source.key], share, reason, BY)
