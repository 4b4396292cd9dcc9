"""Words that stand where a number could: which cannot be measured, and which only repeat the indicator's name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.meaning_lexicon import Entry, bare, concept, either, fold, guarded, spellings
from kg.model import Term
from kg.resources import Ontology

_SEGMENT = re.compile(r"[,，、;；。!！]")
_SUFFIX = re.compile(r"(?:程度|性|度|率)$")


class Words:
    """The qualitative words of ``lexicon/vague.jsonl``.

    Guidance of 财预〔2021〕101号: 量化易评, and where words are unavoidable they are graded (好/一般/差).
    """

    def __init__(self, ontology: Ontology) -> None:
        entries = ontology.lexicon("vague")
        self._kind = {text: concept(e, "kind") for text, e in spellings(e for e in entries if "kind" in e)}
        self._level = _whole(entries, "level")
        self._measurable = re.compile(either(_texts(entries, "binary", "any")))
        self._settled = _whole(entries, "binary") | _whole(entries, "boolean")
        self._vague = re.compile("|".join(_vague(e) for e in entries if e["class"] == "vague"))
        self._adverb = re.compile(either(_texts(entries, "adverb", "any")))

    def kind(self, text: str) -> Term | None:
        """What kind of quantity words alone speak about: 及时 a duration, 不超预算 money, 是 a boolean."""
        return self._kind.get(bare(text))

    def vague(self, text: str, *, graded: bool = False) -> bool:
        """Whether words without a number cannot be measured; `graded`: they are one of a printed scale's levels."""
        folded = fold(text).strip(".。;；")
        if folded in self._settled or (graded and folded in self._level):
            return False
        segments = _SEGMENT.split(folded)
        return any(map(self._vague.search, segments)) and not any(map(self._measurable.search, segments))

    def echo(self, name: str, text: str) -> bool:
        """Whether words only repeat words of the name, adverbs aside: 及时性 → 及时, 水平提高 → 显著提高."""
        said, known = self._adverb.sub("", bare(text)), bare(name)
        said = _SUFFIX.sub("", said) if len(said) > 3 else said
        return len(said) >= 2 and not any(map(str.isdigit, said)) and _covered(said, known)


def _texts(entries: Sequence[Entry], kind: str, place: str) -> list[str]:
    return [text for text, e in spellings(entries) if e["class"] == kind and e["place"] == place]


def _whole(entries: Sequence[Entry], kind: str) -> frozenset[str]:
    return frozenset(_texts(entries, kind, "whole"))


def _vague(entry: Entry) -> str:
    words = either(entry["text"])
    if entry["place"] == "start":
        return "^" + guarded(entry)
    return rf"{words}$" if entry["place"] == "end" else words


def _covered(said: str, known: str) -> bool:
    """Whether `said` is a chain of pieces of two and more characters that all occur in `known`."""
    start = 0
    while start < len(said):
        end = next((e for e in range(len(said), start + 1, -1) if said[start:e] in known), None)
        if end is None:
            return False
        start = end
    return True
