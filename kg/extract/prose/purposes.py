"""Component: what the money of a class is said to be used for, where the words belong to another class alone."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.items import Entry, Lexicon, lexicon
from kg.extract.meaning_lexicon import either
from kg.extract.prose.records import Purpose, Segment, ontology

ASSIGNS: Final = ["doc._.purposes"]
REQUIRES: Final = ["doc._.plain", "doc._.segments", "doc._.claims", "doc._.subjects"]


def create(nlp: Language, name: str, roots: list[str]) -> Callable[[Doc], Doc]:
    """The factory of the component; `roots` are the folders of the ontology."""
    source = ontology(roots)
    return Purposes(source.lexicon("purposes"), lexicon(source))


class Purposes:
    """Compares the purpose of a total with the words of ``lexicon/purposes.jsonl``.

    A purpose that has any word of its own class is in order; so is that of a class without such words.
    """

    def __init__(self, terms: list[dict[str, Any]], known: Lexicon) -> None:
        self._known = known
        self._cue = re.compile("|".join(term["pattern"] for term in terms if term["role"] == "cue"))
        self._own, self._named = _patterns(terms, "own"), _patterns(terms, "named")

    def __call__(self, doc: Doc) -> Doc:
        doc._.purposes = list(self._find(doc))
        return doc

    def _find(self, doc: Doc) -> Iterator[Purpose]:
        claims, text = doc._.claims, doc._.plain
        starts, ends = [segment.start for segment in doc._.segments], [claim.end for claim in claims]
        for match in self._cue.finditer(text):
            index = bisect_left(ends, match.start() + 1) - 1
            first = doc._.segments[bisect_left(starts, match.start() + 1) - 1]
            while index > 0 and claims[index].kind == "share":
                index -= 1
            if index < 0 or claims[index].kind != "total" or not _together(claims[index].segment, first):
                continue
            end = self._end(doc, match.end())
            if other := self._other(text[match.end() : end], doc._.subjects[index].entry):
                yield Purpose(index, match.end(), end, other.id)

    def _end(self, doc: Doc, start: int) -> int:
        """The end of the sentence, or where the next figure begins."""
        here = bisect_left([segment.start for segment in doc._.segments], start + 1) - 1
        first, end = doc._.segments[here], start
        claimed = {claim.segment.start for claim in doc._.claims}
        for segment in doc._.segments[here:]:
            if not _together(segment, first) or (segment is not first and segment.start in claimed):
                break
            end = segment.end
        return end

    def _other(self, words: str, about: str | None) -> Entry | None:
        own = self._known.entries.get(about or "")
        if own is None or own.id not in self._own or self._own[own.id].search(words):
            return None
        named = (self._known.entries[id] for id, pattern in self._named.items() if pattern.search(words))
        return next((entry for entry in named if entry.scheme == own.scheme and entry.id != own.id), None)


def _together(one: Segment, other: Segment) -> bool:
    return (one.line, one.sentence) == (other.line, other.sentence)


def _patterns(terms: Iterable[Mapping[str, Any]], role: str) -> dict[str, re.Pattern[str]]:
    return {term["entry"]: re.compile(either(term["text"])) for term in terms if term["role"] == role}
