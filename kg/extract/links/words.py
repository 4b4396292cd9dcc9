"""The words of names that say what is spoken of, without those that any name has (``lexicon/link_words.jsonl``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.meaning_lexicon import bare, either, fold, guarded, spellings
from kg.extract.meaning_measures import unnumbered
from kg.resources import Ontology
from kg.vocab import NS_BPC

SHORTEST = 2  # characters of a word: a single one is found everywhere


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a name, bare; `content` are the places of the characters that any name would not have."""

    words: str
    content: frozenset[int]

    @property
    def told(self) -> int:
        """How many characters say something."""
        return len(self.content)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a name that a text holds too; `core` is it without idle words at its ends, `told` how many of its
    characters say something.
    """

    words: str
    core: str
    told: int


class LinkWords:
    """Words by their role in linking, compiled."""

    def __init__(self, ontology: Ontology) -> None:
        self._entries = ontology.lexicon("link_words")
        self._generic = re.compile(f"{either(self._texts('whole'))}|({either(self._texts('generic'))})")
        self._joint = re.compile("|".join(guarded(entry) for entry in self._entries if entry["role"] == "joint"))
        self._tail = re.compile(f"{either(self._texts('tail'))}+$")
        units = spellings(ontology.lexicon("units"))
        self._units = {text: text if entry.get("apart") else str(entry["id"]) for text, entry in units}
        self._support = frozenset(
            f"{NS_BPC}topic-{topic}" for e in self._entries if e["role"] == "support" for topic in e["topics"]
        )
        self.rates = ontology.lexicon("rates")
        self._catch_all = re.compile("|".join(e["pattern"] for e in self._entries if e["role"] == "catch-all"))

    def _texts(self, role: str) -> list[str]:
        return [text for text, _ in spellings(e for e in self._entries if e["role"] == role)]

    def parts(self, name: str) -> list[Part]:
        """The things that a name joins, each with the characters that say something: ``档案、史志管理经费`` is two."""
        parts = (self._part(bare(unnumbered(part))) for part in self._joint.split(fold(name)))
        return [part for part in parts if part.told >= SHORTEST]

    def _part(self, words: str) -> Part:
        idle = {i for match in self._generic.finditer(words) if match[1] for i in range(*match.span())}
        return Part(words, frozenset(range(len(words))) - idle)

    def stem(self, label: str) -> str:
        """A short name without the words at its end that any name may have: ``公务接待工作`` is 公务接待."""
        content = self._part(label).content
        return label[: max(content, default=-1) + 1]

    def core(self, name: str) -> str:
        """A name as it is compared with others: bare, without its number and without 项目, 经费 at its end."""
        key = bare(unnumbered(name))
        return self._tail.sub("", key) or key

    def unit(self, text: str) -> str:
        """The sort of unit: one for 次, 场 and 场次, another for 人 and 名; empty where there is no known unit.

        Some are sorts of their own (``apart``): what is counted in 盏 is not what is counted in 台.
        """
        return self._units.get(text, "")

    def support(self, topic: str) -> bool:
        """Whether a topic is what any department does to keep itself running, such as informatization or meetings."""
        return topic in self._support

    def catch_all(self, text: str) -> bool:
        """Whether a duty is no field of work of its own: 完成上级交办的其他任务."""
        return bool(self._catch_all.search(text))


@lru_cache(maxsize=4)
def link_words(ontology: Ontology) -> LinkWords:
    """The words of an ontology, read once."""
    return LinkWords(ontology)


def common(part: Part, text: str) -> Iterator[Piece]:
    """The longest pieces of a part, from its left, that a text holds, if they say something."""
    words, at = part.words, 0
    while at <= len(words) - SHORTEST:
        end = next((e for e in range(len(words), at + SHORTEST - 1, -1) if words[at:e] in text), at)
        told = part.content.intersection(range(at, end))
        if told:
            yield Piece(words[at:end], words[min(told) : max(told) + 1], len(told))
        at = max(end, at + 1)
