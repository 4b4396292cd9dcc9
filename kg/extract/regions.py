"""Regions of a document by the words of its headings (``lexicon/sections.jsonl``)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.sections import Section
from kg.model import Block
from kg.read.lines import mark
from kg.resources import Ontology


class Regions:
    """The section words of the lexicon, compiled."""

    def __init__(self, ontology: Ontology) -> None:
        self._patterns = {e["role"]: re.compile(e["heading"]) for e in ontology.lexicon("sections")}

    def matches(self, role: str, text: str) -> re.Match[str] | None:
        """The match of a role's words in a text, or None."""
        return self._patterns[role].search(text)

    def under(self, role: str, sections: list[Section]) -> Iterator[list[Section]]:
        """The blocks under each heading of a role, up to the next heading of the same or a higher level."""
        for i, section in enumerate(sections):
            block = section.block
            if isinstance(block, Block) and self.begins(role, block):
                level = mark(block.text) or block.level or 9
                yield list(self._until(sections[i + 1 :], level))

    def begins(self, role: str, block: Block) -> bool:
        """Whether a line is a heading of a role: short, and no sentence."""
        short = len(block.text) <= 40 and not block.text.endswith(("。", "；"))
        return short and bool(self.matches(role, block.text))

    def _until(self, sections: list[Section], level: int) -> Iterator[Section]:
        for section in sections:
            block = section.block
            if isinstance(block, Block) and block.kind == "heading":
                depth = mark(block.text) or block.level
                if depth <= level:
                    return
            yield section
