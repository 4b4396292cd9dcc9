"""An indicator and what else speaks of its object: counts claimed in prose, its owner's goal and texts, the year plan.

The object is what the name measures (档案 of 档案完好率). A count needs the same sort of unit and most of the object's
words (15 场次 beside ≥10 次); words alone need a longer object in one piece, or a short one with its measure beside it
(让群众满意 and 群众满意率). Duties are left out: they name what a department is for, and share objects with everything
it does. So is what another project counts in its own goal or texts. Phrases and counts are looked up by their runs of
characters, never pair by pair.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from kg.extract.links.record import link, text
from kg.extract.links.words import LinkWords, Part, common
from kg.extract.meaning_lexicon import bare
from kg.extract.sheet import Draft, Sheet
from kg.extract.topics import TopicReader
from kg.model import Ref
from kg.runs import grams
from kg.vocab import BP, BPC

BY = "links/objects"
PHRASE = 4  # characters of an object that are no chance in another text
MOST = 0.8  # of an object that must be said
COUNTED, COUNTED_SHORT, SAID = 0.95, 0.75, 0.8  # scores: a count of a long or a short object, words alone
COMMON = 32  # texts from which a run tells nothing of one of them
_OWN = (BP.hasObjective, BP.hasPassage)


@dataclass
class _Index:
    """Texts by their runs of some characters, each sort of text apart."""

    length: int
    runs: dict[tuple[str, str], list[Draft]] = field(default_factory=lambda: defaultdict(list))

    def add(self, draft: Draft, words: str, sort: str = "") -> None:
        """Add a text of a sort."""
        for run in grams(words, self.length):
            if len(self.runs[sort, run]) < COMMON:
                self.runs[sort, run].append(draft)

    def sharing(self, words: str, sort: str = "") -> dict[Ref, Draft]:
        """The texts of a sort that share a run with some words, in the order of the document."""
        found = {d.key: d for run in grams(words, self.length) for d in self.runs.get((sort, run), ())}
        return dict(sorted(found.items(), key=lambda pair: pair[1].span))


@dataclass(frozen=True, slots=True)
class _Object:
    """One thing that an indicator measures, and the beginning of its measure word."""

    part: Part
    measure: str


def add(sheet: Sheet, words: LinkWords, topics: TopicReader) -> None:
    """Link each indicator to the counts and texts that speak of its object."""
    counts, phrases, owners = _counts(sheet, words), _phrases(sheet), _owners(sheet)
    for owner in sheet.owners():
        if indicators := owner.all(BP.hasIndicator):
            own = [owner, *(sheet.drafts[Ref(str(ref))] for prop in _OWN for ref in owner.all(prop))]
            for ref in indicators:
                draft = sheet.drafts[Ref(str(ref))]
                objects = list(_objects(draft, words))
                units = {words.unit(text(sheet.drafts[Ref(str(t))], BP.unit)) for t in draft.all(BP.hasTarget)} - {""}
                counted = _counted(sheet, objects, units, counts)
                found = {**_said(objects, own, phrases), **_near(counted, owner, owners)}
                for key, (score, reason) in found.items():
                    link(sheet, BPC.same_object, draft.key, [key], score, reason, BY)


def _counts(sheet: Sheet, words: LinkWords) -> _Index:
    """What is counted in prose, by the sort of unit."""
    index = _Index(2)
    for statement in sheet.of(BP.Statement):
        unit = words.unit(text(statement, BP.unit))
        if unit and statement.get(BP.statementKind) == BPC.count and statement.get(BP.value):
            index.add(statement, _words(sheet, statement), unit)
    return index


def _phrases(sheet: Sheet) -> _Index:
    """The goals of the department."""
    index = _Index(PHRASE)
    for department in sheet.of(BP.Department):
        for ref in department.all(BP.hasObjective):
            index.add(sheet.drafts[Ref(str(ref))], bare(text(sheet.drafts[Ref(str(ref))], BP.text)))
    return index


def _owners(sheet: Sheet) -> dict[Ref, str]:
    """The names of the projects and activities in whose goals and texts something is counted."""
    owners = [*sheet.of(BP.Project), *sheet.of(BP.Activity)]
    goals = [(sheet.drafts[Ref(str(ref))], owner) for owner in owners for prop in _OWN for ref in owner.all(prop)]
    texts = sorted((draft.span, text(owner)) for draft, owner in goals)
    tasks = sorted((owner.span.start, text(owner), text(owner, BP.text)) for owner in owners)  # text behind the name
    starts, begins = [span.start for span, _ in texts], [start for start, _, _ in tasks]
    found: dict[Ref, str] = {}
    for statement in sheet.of(BP.Statement):
        at, near = (bisect_right(places, statement.span.start) - 1 for places in (starts, begins))
        if at >= 0 and statement.span.end <= texts[at][0].end:
            found[statement.key] = texts[at][1]
        elif near >= 0 and text(statement, BP.text) in tasks[near][2]:
            found[statement.key] = tasks[near][1]
    return found


def _near(found: dict[Ref, tuple[float, str]], owner: Draft, owners: dict[Ref, str]) -> dict[Ref, tuple[float, str]]:
    """What is not counted by another project or activity, whose plan is its own."""
    return {key: told for key, told in found.items() if owners.get(key, text(owner)) == text(owner)}


def _words(sheet: Sheet, statement: Draft) -> str:
    """What a count says, with the name of its item."""
    item = sheet.drafts.get(Ref(text(statement, BP.about)))
    return bare(text(statement, BP.text) + (text(item) if item else ""))


def _objects(indicator: Draft, words: LinkWords) -> Iterator[_Object]:
    measure = text(indicator, BP.measureWord)[:2]
    for name in indicator.all(BP.measuredObject) or [text(indicator)]:
        for part in words.parts(str(name)):
            yield _Object(part, measure)


def _said(objects: list[_Object], own: list[Draft], phrases: _Index) -> dict[Ref, tuple[float, str]]:
    """Texts in which an object stands: of its owner, and of the department."""
    found: dict[Ref, tuple[float, str]] = {}
    for thing in objects:
        near = {draft.key: draft for draft in own if draft.get(BP.text)}
        far = phrases.sharing(thing.part.words) if thing.part.told >= PHRASE else {}
        for key, draft in {**far, **near}.items():
            words = bare(text(draft, BP.text))
            measured = key in near and len(thing.measure) > 1 and thing.measure in words
            said = _share(thing.part, words, at_once=True)
            if said >= (1.0 if measured else MOST) and (measured or thing.part.told >= PHRASE):
                found.setdefault(key, (SAID, f"也说到指标所测的“{thing.part.words}”"))
    return found


def _counted(sheet: Sheet, objects: list[_Object], units: set[str], counts: _Index) -> dict[Ref, tuple[float, str]]:
    """Counts of an object in the same sort of unit."""
    found: dict[Ref, tuple[float, str]] = {}
    for thing, unit in product(objects, sorted(units)):
        for key, statement in counts.sharing(thing.part.words, unit).items():
            if _share(thing.part, _words(sheet, statement)) >= MOST:
                score = COUNTED if thing.part.told >= PHRASE else COUNTED_SHORT
                said = f"{statement.get(BP.value)}{text(statement, BP.unit)}"
                found.setdefault(key, (score, f"文中“{thing.part.words}”为 {said}，与指标同一对象、同类单位"))
    return found


def _share(part: Part, words: str, *, at_once: bool = False) -> float:
    """How much of what an object's name says stands in a text, all of it together or its longest piece."""
    pieces = [piece.told for piece in common(part, words)]
    return (max(pieces, default=0) if at_once else sum(pieces)) / part.told
