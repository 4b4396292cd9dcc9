"""Copied objectives: from an objective to the duty, form text, activity or earlier objective that it repeats.
From a target that is a text, to the goal of its owner of which it repeats a sentence.

Verbatim copies are found by their bare text, near-verbatim ones by the share of runs that one text holds of the other
(`kg.runs`). A text stands for all that print it: the first of them is the source.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.extract.links.record import link, text
from kg.extract.links.words import LinkWords
from kg.extract.meaning_lexicon import bare
from kg.extract.sheet import Draft, Sheet
from kg.extract.topics import TopicReader
from kg.model import Ref
from kg.runs import grams, overlap, pairs, runs
from kg.vocab import BP, BPC

BY = "links/copies"
SHORTEST = 8  # characters below which only an equal text is a copy
THRESHOLD = 0.8
TOLD = 0.4  # of the runs are no stock phrases and the same
SENTENCE = 16  # characters of a sentence of a target that is told at length, and no measure
COMMON = 64  # texts after which a run is a stock phrase and tells no source
_SENTENCE_END = re.compile(r"[。；;\n]")
_NAMES = {BP.Duty: "职责", BP.Activity: "活动内容", BP.Passage: "表中文字", BP.Objective: "另一目标"}

Worded = tuple[Draft, str]
Share = tuple[int, float]  # the place of a text, and how much of the shorter of both is in the other


def add(sheet: Sheet, words: LinkWords, topics: TopicReader) -> None:
    """Link every objective to what it repeats: to each duty, and to the best of the other texts; then the targets."""
    goals = [(draft, bare(text(draft, BP.text))) for draft in sheet.of(BP.Objective)]
    duties = [(draft, wording) for draft in sheet.of(BP.Duty) for wording in _wordings(draft)]
    others = [(draft, bare(text(draft, BP.text))) for kind in (BP.Activity, BP.Passage) for draft in sheet.of(kind)]
    of_duties, of_others = _repeated_by(goals, duties), _repeated_by(goals, others, themselves=True)
    for (goal, _), from_duties, from_others in zip(goals, of_duties, of_others, strict=True):
        _link(sheet, goal, _best_by_draft(from_duties))
        _link(sheet, goal, dict(sorted(_best_by_draft(from_others).items(), key=lambda pair: -pair[1][1])[:1]))
    _targets(sheet)


def _repeated_by(
    goals: Sequence[Worded], sources: Sequence[Worded], *, themselves: bool = False
) -> list[list[tuple[Draft, float]]]:
    """The sources that each goal repeats, in their order; `themselves`: earlier goals are sources, too."""
    printed = [*sources, *goals]
    first: dict[str, int] = {}
    for place, (_, words) in enumerate(printed):
        first.setdefault(words, place)
    alike = _alike(first)
    repeated = []
    for place, (_, words) in enumerate(goals, len(sources)):
        found = [(first[words], 1.0), *alike[first[words]]] if words else []
        last = place if themselves else len(sources)
        repeated.append([(printed[source][0], same) for source, same in sorted(found) if source < last])
    return repeated


def _alike(first: Mapping[str, int]) -> Mapping[int, list[Share]]:
    """The texts that are nearly the same as each text, all of them by the place where they stand first."""
    texts, places = [words if len(words) >= SHORTEST else "" for words in first], list(first.values())
    alike: dict[int, list[Share]] = defaultdict(list)
    for pair in pairs(runs(texts), range(len(texts)), COMMON):
        if pair.shared >= TOLD * pair.of and (same := overlap(texts[pair.one], texts[pair.other])) >= THRESHOLD:
            alike[places[pair.one]].append((places[pair.other], same))
            alike[places[pair.other]].append((places[pair.one], same))
    return alike


def _targets(sheet: Sheet) -> None:
    """Link every target in words to the goal of its owner of which it repeats a sentence."""
    for owner in sheet.owners():
        goals = [sheet.drafts[Ref(str(ref))] for ref in owner.all(BP.hasObjective)]
        said = [(goal, grams(bare(text(goal, BP.text)))) for goal in goals]
        for indicator in owner.all(BP.hasIndicator) if said else ():
            for ref in sheet.drafts[Ref(str(indicator))].all(BP.hasTarget):
                target = sheet.drafts[Ref(str(ref))]
                _link(sheet, target, _repeated(text(target, BP.printed), said))


def _repeated(printed: str, said: list[tuple[Draft, frozenset[str]]]) -> dict[str, tuple[Draft, float]]:
    """The goal that holds most of a sentence of a target."""
    sentences = [bare(sentence) for sentence in _SENTENCE_END.split(printed)]
    told = [grams(sentence) for sentence in sentences if len(sentence) >= SENTENCE]
    held = [(len(own & goal) / len(own), draft) for own in told for draft, goal in said]
    share, draft = max(held, key=lambda pair: pair[0], default=(0.0, None))
    return {draft.key: (draft, share)} if draft and share >= THRESHOLD else {}


def _wordings(duty: Draft) -> tuple[str, str]:
    """A duty's text with and without the short title that it begins with."""
    words, label = bare(text(duty, BP.text)), bare(text(duty))
    rest = words.removeprefix(label)
    return words, rest if len(rest) >= SHORTEST else words


def _best_by_draft(found: Iterable[tuple[Draft, float]]) -> dict[str, tuple[Draft, float]]:
    best: dict[str, tuple[Draft, float]] = {}
    for draft, share in found:
        if draft.key not in best or best[draft.key][1] < share:
            best[draft.key] = (draft, share)
    return best


def _link(sheet: Sheet, objective: Draft, sources: dict[str, tuple[Draft, float]]) -> None:
    for source, share in sources.values():
        wording = "逐字相同" if share == 1 else f"{share:.0%} 的文字相同"
        reason = f"与{_NAMES[source.type]}“{(text(source) or text(source, BP.text))[:20]}”{wording}"
        link(sheet, BPC.copied_from, objective.key, [source.key], share, reason, BY)
