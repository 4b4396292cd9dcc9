"""The lines of a document that may claim something: no contents, no glossary, no long text without a figure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kg.extract.prose.records import Line
from kg.extract.sections import Section
from kg.model import Block, Passage, Span
from kg.read.lines import mark

_TELLS = re.compile(r"[\d０-９]\s*[^\d\s.、）)年月日号]|持平|一致|相同|变化|增减|均无|其中|如下|包括")
_CUT = re.compile(r"[\d,.]+\s*(?:[亿万]?元|[%％]|人|辆|个|台|批|次)|[万亿元％%、，。；）)]")
_SHORT = 60

Reading = tuple[Passage, Line]


def passages(sections: Iterable[Section], glossary: re.Pattern[str], skip: Sequence[Span]) -> list[Reading]:
    """Each readable block with its headings, made whole where a page cut it inside a figure.

    `skip` are spans that another component has read.
    """
    found: list[Reading] = []
    for passage, line in _readable(sections, glossary, skip):
        if found and _goes_on(found[-1], passage, line):
            before = found.pop()
            passage, line = Passage.join([before[0], passage]), before[1]
        found.append((passage, line))
    return [(passage, line) for passage, line in found if line.heading or _may_tell(passage.text)]


def _goes_on(before: Reading, passage: Passage, line: Line) -> bool:
    text = before[0].text
    if before[1].heading or line.heading or line.mark or before[1].path != line.path or len(text) < 15:
        return False
    return text[-1] not in "。；;：:！？" and (text[-1] in "、，,万亿" or bool(_CUT.match(passage.text)))


def _may_tell(text: str) -> bool:
    return len(text) <= _SHORT or bool(_TELLS.search(text))


def _readable(sections: Iterable[Section], glossary: re.Pattern[str], skip: Sequence[Span]) -> Iterator[Reading]:
    closed: tuple[str, ...] | None = None
    for section in sections:
        block, path = section.block, section.path
        if not isinstance(block, Block) or not block.text:
            continue
        if closed is not None and (path[: len(closed)] != closed if closed else path):
            closed = None
        if len(block.text) < 24 and glossary.search(block.text):
            closed = path
        if closed is None and _is_open(block, skip):
            yield block.passage, Line(0, 0, path, mark(block.text), block.kind == "heading")


def join(parts: Sequence[Reading]) -> tuple[Passage, list[Line]]:
    """All passages as one, a line break after each, and the lines with their places in it."""
    texts: list[str] = []
    offsets: list[int] = []
    lines: list[Line] = []
    at = 0
    for passage, line in parts:
        end = at + len(passage.text)
        lines.append(Line(at, end, line.path, line.mark, line.heading))
        texts.append(passage.text + "\n")
        offsets.extend(passage.offsets)
        offsets.append(passage.offsets[-1])
        at = end + 1
    return Passage("".join(texts), offsets), lines


def _is_open(block: Block, skip: Sequence[Span]) -> bool:
    span = block.passage.span()
    return not any(taken.start < span.end and span.start < taken.end for taken in skip)
