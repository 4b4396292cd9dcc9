"""Component: the reason that follows a claim, up to the end of its sentence or to what the money is for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.items import Lexicon, lexicon
from kg.extract.prose.records import Claim, Reason, Segment, Subject, ontology

ASSIGNS = ["doc._.reasons"]
REQUIRES = ["doc._.plain", "doc._.segments", "doc._.claims", "doc._.subjects"]


def create(nlp: Language, name: str, roots: list[str]) -> Callable[[Doc], Doc]:
    """The factory of the component; `roots` are the folders of the ontology."""
    source = ontology(roots)
    return Reasons(source.lexicon("reasons"), lexicon(source))


class Reasons:
    """Finds the cues (主要原因是 …), the claim that they explain and the other item that they name."""

    def __init__(self, terms: list[dict[str, Any]], known: Lexicon) -> None:
        by = {role: "|".join(t["pattern"] for t in terms if t["role"] == role) for role in ("cue", "soft", "stop")}
        self._stop = re.compile(by["stop"])
        self._cue = re.compile(rf"(?P<cue>{by['cue']})|(?P<soft>{by['soft']})")
        self._claims = [(re.compile(t["pattern"]), t["claim"]) for t in terms if t["role"] == "claim"]
        self._lexicon = known
        self._entries = {
            word: entry
            for name, entry in known.by_name.items()
            if entry.three_public or entry.scheme == "functional"
            for word in (name, _stem(name) if entry.three_public else name)
        }
        self._named = re.compile("|".join(sorted(map(re.escape, self._entries), key=len, reverse=True)))

    def __call__(self, doc: Doc) -> Doc:
        doc._.reasons = list(self._find(doc))
        return doc

    def _find(self, doc: Doc) -> Iterator[Reason]:
        claims, segments, text = doc._.claims, doc._.segments, doc._.plain
        starts = [segment.start for segment in segments]
        ends = [claim.end for claim in claims]
        claimed = {claim.segment.start for claim in claims}
        at = 0
        for match in self._cue.finditer(text):
            here = bisect_left(starts, match.start() + 1) - 1
            index = bisect_left(ends, match.start() + 1) - 1
            if index < 0 or match.start() < at or not _speaks_of(text, claims[index], segments[here], match):
                continue
            at = _end(here, match.end(), segments, claimed)
            purpose = self._stop.search(text, match.end(), at)
            at = purpose.start() if purpose else at
            words = text[match.end() : at]
            target = _explained(index, claims, doc._.subjects)
            if len(words.strip(" 。；;:：")) > 1:
                yield Reason(target, match.end(), at, self._claimed(words), self._other(words, doc._.subjects[target]))

    def _claimed(self, words: str) -> str | None:
        return next((claim for pattern, claim in self._claims if pattern.search(words)), None)

    def _other(self, words: str, subject: Subject) -> str | None:
        """Another item of the same family (三公, functional classes) that the reason names instead of its own."""
        own = self._lexicon.entries.get(subject.entry or "")
        if own is None:
            return None
        found = [self._entries[name] for name in self._named.findall(_bare(words))]
        kin = {own.id, *self._lexicon.above(own)}
        if any(e.id in kin or own.id in self._lexicon.above(e) for e in found):
            return None
        other = [e.id for e in found if e.three_public == own.three_public and e.scheme == own.scheme]
        return other[0] if other else None


def _stem(name: str) -> str:
    """A 三公 item as reasons name it: 因公出国境 for 因公出国境费."""
    return re.sub(r"(费用|经费|费)?(支出)?$", "", name)


def _bare(words: str) -> str:
    return "".join(c for c in words if c.isalnum())


def _speaks_of(text: str, claim: Claim, segment: Segment, match: re.Match[str]) -> bool:
    """A cue explains a claim of its line; 主要是 alone only what changed, right behind it."""
    if match["soft"]:
        gap = text[claim.end : match.start()]
        return claim.kind in ("change", "growth") and re.fullmatch(r"[，,。; ]*(?:其中)?", gap) is not None
    if claim.segment.line == segment.line:
        return True
    begins = not text[segment.start : match.start()].strip() and segment.before == "\n"
    return begins and claim.segment.line == segment.line - 1


def _end(here: int, start: int, segments: list[Segment], claimed: set[int]) -> int:
    """The end of the sentence, of the brackets, or of the clause before a ；that leads to a new figure."""
    first = segments[here]
    end = max(first.end, start)
    for i in range(here + 1, len(segments)):
        segment = segments[i]
        outside = segment.line != first.line or segment.sentence != first.sentence
        if outside or segment.group[: len(first.group)] != first.group:
            break
        if segment.before == ";" and segment.start in claimed:
            break
        end = segment.end
    return end


def _explained(index: int, claims: list[Claim], subjects: list[Subject]) -> int:
    """The change that a growth or share belongs to, else the claim itself."""
    for back in range(index, max(-1, index - 3), -1):
        same = claims[back].segment.line == claims[index].segment.line
        if same and claims[back].kind == "change" and subjects[back].label == subjects[index].label:
            return back
    return index
