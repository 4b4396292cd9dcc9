"""Component: the words that tell how a number is meant (增加, 占, 较2018年, 其中, 年初预算 …), in reading order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.prose.records import Cue, ontology

ASSIGNS = ["doc._.cues"]
REQUIRES = ["doc._.folded", "doc._.segments"]
ROLES = ("trend", "flat", "compare", "share", "completion", "opener", "year", "other")


def create(nlp: Language, name: str, roots: list[str]) -> Callable[[Doc], Doc]:
    """The factory of the component; `roots` are the folders of the ontology."""
    return Cues(ontology(roots).lexicon("statement_terms"))


class Cues:
    """Finds the cues of each role with one regular expression a role, so that roles may overlap."""

    def __init__(self, terms: list[dict[str, Any]]) -> None:
        self._patterns = [_Alternatives([t for t in terms if t["role"] == role]) for role in ROLES[:-2]]
        self._patterns.append(_Alternatives([t for t in terms if t["role"] in ROLES[-2:]]))

    def __call__(self, doc: Doc) -> Doc:
        found = [cue for pattern in self._patterns for cue in pattern.find(doc._.plain)]
        doc._.cues = sorted(found, key=lambda cue: (cue.start, cue.end))
        return doc


class _Alternatives:
    """The terms of one role: words, the longest first, and patterns, the one printed first in the lexicon first."""

    def __init__(self, terms: list[dict[str, Any]]) -> None:
        self._owners = {word: term for term in terms for word in term.get("words", ())}
        self._spelled = [term for term in terms if "pattern" in term]
        words = sorted(self._owners, key=len, reverse=True)
        self._words = re.compile("|".join(map(re.escape, words)) or "(?!)")
        self._patterns = re.compile("|".join(f"({term['pattern']})" for term in self._spelled) or "(?!)")

    def find(self, text: str) -> Iterator[Cue]:
        """All cues of the role in a text."""
        for match in self._words.finditer(text):
            yield _cue(match, self._owners[match[0]])
        for match in self._patterns.finditer(text):
            yield _cue(match, self._spelled[(match.lastindex or 1) - 1])


def _cue(match: re.Match[str], term: dict[str, Any]) -> Cue:
    return Cue(match.start(), match.end(), term["role"], term["id"], term)
