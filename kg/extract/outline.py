"""The numbered entries of a text and what each follows: lines with a list mark (二、 （二）), clauses (二是 二要).

Entries of one list follow each other; a list inside another is told by beginning again with 一.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.extract.numerals import arabic
from kg.extract.sections import Section
from kg.extract.sheet import Sheet
from kg.model import Block, Passage, Ref, Table
from kg.read.lines import mark
from kg.vocab import BP, RDFS

BY = "outline"
_NUMERAL = "(?P<n>[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_PART, _LINE, _ITEM = 1, 2, 3  # 第一部分, 一、, （一）: the depths of kg.read.lines.mark
_MARKS = (
    (_LINE, re.compile(rf"^{_NUMERAL}[、.．]")),
    (_ITEM, re.compile(rf"(?<![第条款及和、至])[（(]{_NUMERAL}[）)](?![、款条和及至]|项(?!目))")),
)
_CLAUSE = re.compile(rf"(?:^|(?<=[。；;，,：:、）)])){_NUMERAL}(?P<word>是|要)")
_END = re.compile(r"[。；;，,：:]")
_LONGEST, _SHORT = 40, 16


class _Last(NamedTuple):
    ordinal: int
    entry: Ref


@dataclass
class _Lists:
    """The lists of one depth that are not closed, the innermost last.

    Since the last entry: `passed` are numbers that only a table prints, `bare` the lines that may be headings without
    a number.
    """

    open: list[_Last] = field(default_factory=list)
    passed: set[int] = field(default_factory=set)
    bare: list[str] = field(default_factory=list)

    def put(self, ordinal: int, entry: Ref) -> Ref | None:
        """Add an entry; the one that it follows, if it can be told."""
        previous = self._previous(ordinal)
        self.open.append(_Last(ordinal, entry))
        told = previous and not self.passed & set(range(previous.ordinal + 1, ordinal))
        self.passed.clear()
        return previous.entry if previous and told else None

    def _previous(self, ordinal: int) -> _Last | None:
        """The end of the list that goes on: the one that `ordinal` is next in, else the innermost."""
        if ordinal == 1:
            return None
        for place in range(len(self.open) - 1, -1, -1):
            if self.open[place].ordinal == ordinal - 1:
                previous = self.open[place]
                del self.open[place:]
                return previous
        return self.open.pop() if self.open and self.open[-1].ordinal <= ordinal else None


def add(sheet: Sheet, sections: list[Section]) -> None:
    """Add an entry for each numbered line of the body and each numbered clause in it."""
    lists: dict[int, _Lists] = defaultdict(_Lists)
    for section in sections:
        if isinstance(section.block, Table):
            for depth, ordinal in _printed(section.block):
                lists[depth].passed.add(ordinal)
        else:
            _lines(sheet, section.block, lists)
            _clauses(sheet, section.block)
            if _is_bare(section.block.text):
                for depth in lists:
                    lists[depth].bare.append(section.block.text[:-1])


def _is_bare(text: str) -> bool:
    """Whether a line reads like a heading that lost its number: ``绩效目标：``."""
    return not mark(text) and 2 < len(text) <= _SHORT and text[-1] in "：:" and not _END.search(text[:-1])


def _printed(table: Table) -> Iterator[tuple[int, int]]:
    """The marks that cells begin with: a title may stand inside its table."""
    for cell in table.cells:
        for depth, pattern in _MARKS:
            if found := pattern.match(cell.text):
                yield depth, arabic(found["n"])


def _lines(sheet: Sheet, block: Block, lists: dict[int, _Lists]) -> None:
    if mark(block.text) == _PART:
        lists.clear()
    for depth, pattern in _MARKS:
        for found in pattern.finditer(block.text):
            for below in [other for other in lists if other > depth]:
                del lists[below]
            _entry(sheet, block.passage, found, found[0], lists[depth])


def _clauses(sheet: Sheet, block: Block) -> None:
    """一是 … 二是 … within one paragraph; 是 and 要 count apart."""
    lists: dict[str, _Lists] = defaultdict(_Lists)
    for found in _CLAUSE.finditer(block.text):
        _entry(sheet, block.passage, found, found[0], lists[found["word"]])


def _entry(sheet: Sheet, passage: Passage, found: re.Match[str], number: str, lists: _Lists) -> None:
    rest = passage.text[found.end() : found.end() + _LONGEST]
    stop = _END.search(rest)
    label = rest[: stop.start()] if stop else rest
    span = passage.span(found.start(), found.end() + len(label))
    ordinal = arabic(found["n"])
    entry = sheet.add(BP.Entry, span, BY, {RDFS.label: label or None, BP.number: number, BP.ordinal: ordinal})
    sheet.put(entry, BP.follows, lists.put(ordinal, entry))
    if len(lists.bare) == 1:
        sheet.put(entry, BP.unnumbered, lists.bare[0])
    lists.bare.clear()
