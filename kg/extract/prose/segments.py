"""Component: text between separators; brackets without a figure belong to the text around them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.prose.records import Figure, Line, Segment

ASSIGNS = ["doc._.plain", "doc._.segments"]
REQUIRES = ["doc._.folded", "doc._.figures"]
_SEPARATOR = re.compile(r"[，;。！？…:、()]|,(?!\d{3}(?!\d))")
_HIDDEN = str.maketrans({"(": "〔", ")": "〕", "，": "·", ",": "·", "。": "·", ";": "·", ":": "·", "、": "·"})


def create(nlp: Language, name: str, roots: list[str]) -> Callable[[Doc], Doc]:
    """The factory of the component; it needs no lexicon."""
    return _segment


def _segment(doc: Doc) -> Doc:
    """`doc._.plain` is the folded text in which idle brackets are 〔〕 and hide the marks inside them."""
    starts = [figure.start for figure in doc._.figures]
    doc._.plain = _hide_idle_brackets(doc._.folded, starts)
    splitter = _Splitter(doc._.plain, doc._.figures)
    doc._.segments = [segment for number, line in enumerate(doc._.lines) for segment in splitter.split(line, number)]
    return doc


def _hide_idle_brackets(text: str, figures: list[int]) -> str:
    parts = list(text)
    stack: list[int] = []
    for match in re.finditer(r"[()\n]", text):
        at = match.start()
        if match[0] == "(":
            stack.append(at)
        elif match[0] == "\n":
            _hide(parts, stack)
        elif not stack:
            parts[at] = "〕"
        else:
            opened = stack.pop()
            if bisect_left(figures, opened) == bisect_left(figures, at):
                parts[opened : at + 1] = "".join(parts[opened : at + 1]).translate(_HIDDEN)
    _hide(parts, stack)
    return "".join(parts)


def _hide(parts: list[str], stack: list[int]) -> None:
    """Brackets that are never closed part nothing."""
    for at in stack:
        parts[at] = "〔"
    stack.clear()


class _Splitter:
    """Cuts lines into segments, and counts sentences and brackets through the whole text."""

    def __init__(self, text: str, figures: list[Figure]) -> None:
        self._text = text
        self._starts = [figure.start for figure in figures]
        self._sentence = 0
        self._bracket = 0

    def split(self, line: Line, number: int) -> list[Segment]:
        """The segments of one line; 、 parts only what stands after a figure."""
        segments: list[Segment] = []
        groups: list[int] = []
        start, before = line.start, "\n"
        self._sentence += 1
        for match in _SEPARATOR.finditer(self._text, line.start, line.end):
            at, mark = match.start(), match[0]
            if mark == "、" and not self._has_figure(start, at):
                continue
            segments.append(Segment(start, at, number, self._sentence, tuple(groups), before))
            start, before = match.end(), "，" if mark == "," else mark
            self._count(mark, groups)
        segments.append(Segment(start, line.end, number, self._sentence, tuple(groups), before))
        return segments

    def _count(self, mark: str, groups: list[int]) -> None:
        if mark in "。！？…":
            self._sentence += 1
        elif mark == "(":
            self._bracket += 1
            groups.append(self._bracket)
        elif mark == ")" and groups:
            groups.pop()

    def _has_figure(self, start: int, end: int) -> bool:
        return bisect_left(self._starts, start) != bisect_left(self._starts, end)
