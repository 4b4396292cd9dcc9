"""Whether a name or an explanation breaks off: its last word, or an open bracket, wants more."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from kg.extract.meaning_lexicon import named
from kg.model import Term
from kg.resources import Ontology


class _Line(NamedTuple):
    id: str
    pattern: re.Pattern[str]
    kind: Term | None


class CutOffs:
    """The endings after which something is missing."""

    def __init__(self, ontology: Ontology) -> None:
        self._lines: dict[str, list[_Line]] = {"name": [], "text": []}
        for entry in ontology.lexicon("cut_off"):
            kind = named(entry["id"], entry["kind"]) if "kind" in entry else None
            self._lines[entry["of"]].append(_Line(entry["id"], re.compile(entry["pattern"]), kind))

    def name(self, name: str, kinds: Collection[object]) -> str:
        """The lexicon line that tells that a name with targets of these `kinds` breaks off; empty if it does not."""
        return self._first("name", name, kinds)

    def text(self, text: str) -> str:
        """The same for an explanation."""
        return self._first("text", text, ())

    def _first(self, of: str, text: str, kinds: Collection[object]) -> str:
        lines = (line for line in self._lines[of] if line.kind is None or line.kind in kinds)
        return next((f"lexicon/cut_off#{line.id}" for line in lines if line.pattern.search(text)), "")
