"""Cells that hold all indicators of a project as running text: ``1、1-产出指标；11-数量指标；名称；年度指标值:…``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Passage

_EDGES = "；;，,、。．.：: 　"


@dataclass(frozen=True, slots=True)
class Item:
    """One indicator of such a text: its levels, name and values, each value with the label before it."""

    level1: str
    level2: str
    name: Passage
    values: tuple[tuple[str, Passage], ...]


class Packed:
    """Parts such a text by the patterns of the layout; an item runs to the beginning of the next."""

    def __init__(self, layout: dict[str, str]) -> None:
        self._item, self._value = re.compile(layout["item"]), re.compile(layout["value"])

    def found(self, text: str) -> bool:
        """Whether a text packs indicators."""
        return bool(self._item.match(text))

    def items(self, passage: Passage) -> Iterator[Item]:
        """The indicators of a text, none if it is no such text."""
        if not self.found(passage.text):
            return
        begins = list(self._item.finditer(passage.text))
        ends = [*(match.start() for match in begins[1:]), len(passage.text)]
        for begin, end in zip(begins, ends, strict=True):
            yield self._read(begin, passage[begin.end() : end])

    def _read(self, begin: re.Match[str], rest: Passage) -> Item:
        labels = list(self._value.finditer(rest.text))
        name = rest[: labels[0].start()] if labels else rest
        ends = [*(label.start() for label in labels[1:]), len(rest.text)]
        values = ((m["label"], _bare(rest[m.end() : end])) for m, end in zip(labels, ends, strict=True))
        return Item(begin["level1"], begin["level2"], _bare(name), tuple((a, b) for a, b in values if b))


def _bare(passage: Passage) -> Passage:
    """Without the punctuation at its ends."""
    start = len(passage.text) - len(passage.text.lstrip(_EDGES))
    end = len(passage.text.rstrip(_EDGES))
    return passage[start : max(start, end)]
