"""Which category a name hints at by itself, whatever is printed above it, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.extract.meaning_lexicon import Entry, concept, guarded
from kg.extract.meaning_measures import Measure
from kg.model import Term
from kg.resources import Ontology

_LONGEST = 30  # characters of a name; what is longer is a sentence, whose last word tells nothing


@dataclass(frozen=True, slots=True)
class Guess:
    """A category, how sure it is (0 to 1), and the lexicon line that told it."""

    category: Term
    confidence: Decimal
    line: str


@dataclass(frozen=True, slots=True)
class _Line:
    id: str
    pattern: re.Pattern[str]
    category: Term
    confidence: Decimal


class Hints:
    """The words of ``lexicon/hints.jsonl``: a hint tells a category, a doubt makes a guess at one less sure."""

    def __init__(self, ontology: Ontology) -> None:
        entries = ontology.lexicon("hints")
        self._hints, self._doubts = _lines(entries, "hint"), _lines(entries, "doubt")

    def guess(self, core: str, measures: Iterable[Measure | None]) -> Guess | None:
        """The surest guess from the measures of a name, if they agree, and from the words anywhere in it."""
        if len(core) > _LONGEST:
            return None
        found = [
            *_agreed(measures),
            *(Guess(h.category, h.confidence, h.id) for h in self._hints if h.pattern.search(core)),
        ]
        return max((self._doubted(core, guess) for guess in found), key=lambda guess: guess.confidence, default=None)

    def _doubted(self, core: str, guess: Guess) -> Guess:
        doubts = [d.confidence for d in self._doubts if d.category == guess.category and d.pattern.search(core)]
        return replace(guess, confidence=min([guess.confidence, *doubts]))


def _agreed(measures: Iterable[Measure | None]) -> list[Guess]:
    """The guess of the first measure if all have the same."""
    guesses = [Guess(m.guess, m.confidence, m.line) if m and m.guess else None for m in measures]
    return [guess for guess in guesses[:1] if guess and all(g and g.category == guess.category for g in guesses)]


def _lines(entries: Iterable[Entry], kind: str) -> tuple[_Line, ...]:
    chosen = (entry for entry in entries if entry["class"] == kind)
    return tuple(
        _Line(f"lexicon/hints#{e['id']}", _pattern(e), concept(e, "concept"), Decimal(e["confidence"])) for e in chosen
    )


def _pattern(entry: Entry) -> re.Pattern[str]:
    place = entry.get("place")
    return re.compile(("^" if place == "start" else "") + guarded(entry) + ("$" if place == "end" else ""))
