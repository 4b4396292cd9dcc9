"""The words of ``lexicon/across.jsonl``: editions, parts of a disclosure, renamings, and what a user knows better."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kg.resources import Ontology

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """What an entry says of a text, and the match of its pattern."""

    entry: Entry
    match: re.Match[str]


class AcrossWords:
    """The entries by role; a user's own stand behind the shipped ones."""

    def __init__(self, ontology: Ontology) -> None:
        self._entries: dict[str, list[Entry]] = defaultdict(list)
        for entry in ontology.lexicon("across"):
            self._entries[entry["role"]].append(entry)
        self._patterns = {
            e["id"]: re.compile(e["pattern"]) for role in self._entries.values() for e in role if "pattern" in e
        }

    def of(self, role: str) -> list[Entry]:
        """The entries of a role."""
        return self._entries[role]

    def tell(self, role: str, text: str) -> Iterator[Told]:
        """The entries of a role whose patterns are found in a text, in the order of the lexicon."""
        for entry in self._entries[role]:
            if match := self._patterns[entry["id"]].search(text):
                yield Told(entry, match)

    def ruled(self, role: str, ones: Iterable[str], others: Iterable[str]) -> Entry | None:
        """The entry of role ``together`` or ``apart`` whose two `names` are one of `ones` and one of `others`."""
        ones, others = set(ones), set(others)
        for entry in self._entries[role]:
            one, other = entry["names"]
            if (one in ones and other in others) or (one in others and other in ones):
                return entry
        return None


@lru_cache(maxsize=4)
def across_words(ontology: Ontology) -> AcrossWords:
    """The words of an ontology, read once."""
    return AcrossWords(ontology)


def line(entry: Entry) -> str:
    """How a link names the line of data that made it."""
    return f"lexicon/across#{entry['id']}"
