"""Component: what the money of a class is said to be used for: the purpose of another class, or parts of its own."""

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

    A purpose that has any word of its own class is not that of another; so is that of a class without such words. If it
    names nothing but parts of the class (养老保险、职业年金), they are told; one word more may be a part too. Items of
    the class that are called by their names (公务员医疗补助) are told in any case.
    """

    def __init__(self, terms: list[dict[str, Any]], known: Lexicon) -> None:
        self._known = known
        self._cue = re.compile("|".join(term["pattern"] for term in terms if term["role"] == "cue"))
        self._own, self._named, self._parts = (_patterns(terms, role) for role in ("own", "named", "part"))
        self._classes = {text: str(t["class"]) for t in terms if t["role"] == "part" for text in t["text"]}
        self._whole = [term for term in terms if term["role"] == "item"]
        fillers = either(text for term in terms if term["role"] == "filler" for text in term["text"])
        self._filler = re.compile(rf"{fillers}|[\W_]")

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
            words, own = text[match.end() : end], self._known.entries.get(doc._.subjects[index].entry or "")
            if not own:
                continue
            other, parts, items = self._other(words, own), self._told(words, own), self._items(words, own)
            if other:
                yield Purpose(index, match.end(), end, entry=other.id)
            elif parts or items:
                yield Purpose(index, match.end(), end, parts=parts, items=items)

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

    def _other(self, words: str, own: Entry) -> Entry | None:
        if own.id not in self._own or self._own[own.id].search(words):
            return None
        named = (self._known.entries[id] for id, pattern in self._named.items() if pattern.search(words))
        return next((entry for entry in named if entry.scheme == own.scheme and entry.id != own.id), None)

    def _told(self, words: str, own: Entry) -> tuple[str, ...]:
        """The classes below `own` that the words name, if they name nothing else."""
        parts = self._parts.get(own.id)
        if parts is None or self._filler.sub("", parts.sub("", words)):
            return ()
        return tuple(sorted({self._classes[word] for word in parts.findall(words)}))

    def _items(self, words: str, own: Entry) -> tuple[str, ...]:
        """The items of the class that the words name."""
        lines = (term for term in self._whole if term["entry"] == own.id)
        return tuple(str(term["class"]) for term in lines if any(text in words for text in term["text"]))


def _together(one: Segment, other: Segment) -> bool:
    return (one.line, one.sentence) == (other.line, other.sentence)


def _patterns(terms: Iterable[Mapping[str, Any]], role: str) -> dict[str, re.Pattern[str]]:
    return {term["entry"]: re.compile(either(term["text"])) for term in terms if term["role"] == role}
