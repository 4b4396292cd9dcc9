"""The words of names that say what is spoken of, without those that any name has (``lexicon/link_words.jsonl``)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kg.extract.meaning_lexicon import bare, either, fold, spellings
from kg.extract.meaning_measures import unnumbered
from kg.resources import Ontology

_SPLIT = re.compile(r"[\W_\d]+")
SHORTEST = 2  # characters of a word: a single one is found everywhere


class LinkWords:
    """Words by their role in linking, compiled."""

    def __init__(self, ontology: Ontology) -> None:
        self._entries = ontology.lexicon("link_words")
        self._generic = re.compile(either(self._texts("generic")))
        self._joint = re.compile(either(self._texts("joint")))
        self._tail = re.compile(f"{either(self._texts('tail'))}+$")
        self._catch_all = re.compile("|".join(e["pattern"] for e in self._entries if e["role"] == "catch-all"))

    def _texts(self, role: str) -> list[str]:
        return [text for text, _ in spellings(e for e in self._entries if e["role"] == role)]

    def parts(self, name: str) -> list[list[str]]:
        """The content words of each thing that a name joins: ``档案、史志管理经费`` is 档案 and 史志."""
        return [words for part in self._joint.split(fold(name)) if (words := list(self._content(part)))]

    def _content(self, part: str) -> Iterator[str]:
        for piece in _SPLIT.split(self._generic.sub(" ", part)):
            if len(piece) >= SHORTEST:
                yield piece

    def core(self, name: str) -> str:
        """A name as it is compared with others: bare, without its number and without 项目, 经费 at its end."""
        key = bare(unnumbered(name))
        return self._tail.sub("", key) or key

    def catch_all(self, text: str) -> bool:
        """Whether a duty is no field of work of its own: 完成上级交办的其他任务."""
        return bool(self._catch_all.search(text))


@lru_cache(maxsize=4)
def link_words(ontology: Ontology) -> LinkWords:
    """The words of an ontology, read once."""
    return LinkWords(ontology)


def grams(text: str, length: int) -> frozenset[str]:
    """All runs of `length` characters of a text."""
    return frozenset(text[i : i + length] for i in range(len(text) - length + 1))


def common(word: str, text: str) -> list[str]:
    """The longest pieces of a word, from its left, that a text holds; each of `SHORTEST` characters and more."""
    pieces, at = [], 0
    while at <= len(word) - SHORTEST:
        end = next((e for e in range(len(word), at + SHORTEST - 1, -1) if word[at:e] in text), at)
        if end > at:
            pieces.append(word[at:end])
        at = max(end, at + 1)
    return pieces


def length(words: Iterable[str]) -> int:
    """The characters of some words together."""
    return sum(map(len, words))
