"""Which category the printed levels of an indicator name: 88号 (2015), 101号 (2021) and local spellings."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.extract.meaning_lexicon import Entry, concept, fold, spellings
from kg.model import Term
from kg.resources import Ontology

_NUMBER = re.compile(r"^[\d(（]+[)）]?[-.、:：]*")
_TAIL = re.compile(r"(?:类?指标)?[:：;；]?$")


class Categories:
    """The level names of ``lexicon/categories.jsonl``, read with or without 指标 and numbers before them."""

    def __init__(self, ontology: Ontology) -> None:
        entries = ontology.lexicon("categories")
        self._first = {t: e for t, e in spellings(e for e in entries if e["level"] == 1)}
        self._second = {(e.get("under"), t): e for t, e in spellings(e for e in entries if e["level"] == 2)}
        self._broader = {concept(e, "concept"): concept(e, "broader") for e in self._second.values()}
        self._broader |= {concept(e, "concept"): concept(e, "concept") for e in self._first.values()}

    def printed(self, level1: str, level2: str) -> tuple[Term | None, str]:
        """The category of the second level, else of the first, and the lexicon line that told it."""
        first = self._first.get(_plain(level1))
        entry = self._under(first, _plain(level2)) or first or self._under(None, _plain(level1))
        return (concept(entry, "concept"), f"lexicon/categories#{entry['id']}") if entry else (None, "")

    def group(self, category: Term | None) -> Term | None:
        """The first-level category above a category."""
        return self._broader.get(category) if category else None

    def _under(self, first: Entry | None, name: str) -> Entry | None:
        above = str(first["concept"]) if first else None
        found = self._second.get((above, name)) or self._second.get((None, name))
        return found or self._first.get(name)


@lru_cache(maxsize=4)
def categories(ontology: Ontology) -> Categories:
    """The level names of an ontology, read once."""
    return Categories(ontology)


def _plain(level: str) -> str:
    folded = fold(level)
    return _TAIL.sub("", _NUMBER.sub("", folded)) or folded
