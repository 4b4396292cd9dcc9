"""The contents page beside the text behind it: tables that it lists, and headings that it words otherwise."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

from kg.extract.meaning_lexicon import bare
from kg.extract.sections import Section, contents, is_title
from kg.extract.sheet import Sheet
from kg.extract.tables.columns import table_kind
from kg.model import Block, Document, Term
from kg.read.lines import mark
from kg.vocab import BP, RDFS

BY = "contents"
_NUMBER = re.compile(
    r"^(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[、.．]|附?表\d+[.：:]?|附件\d*[：:])"
)
_YEAR = re.compile(r"20\d\d年度?")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_LONGEST = 60  # characters of a title
_SHORTEST = 6  # of one that can be told from another
_ALIKE = 0.85  # of two wordings of one title


def add(sheet: Sheet, document: Document, sections: list[Section], layouts: dict[str, dict[str, Any]]) -> None:
    """Add the tables that the contents page lists and the headings that the text prints in other words."""
    entries = contents(document)
    body = _Body(sections) if entries else None
    for passage in entries:
        if body and mark(passage.text) != 1:
            number = _NUMBER.match(passage.text)
            title = passage[number.end() if number else 0 :]
            kind = _kind(title.text, layouts)
            printed = body.otherwise(number[0], title.text) if number else None
            if kind or printed:
                there = body.has(title.text) if kind else None
                values = {RDFS.label: title.text, BP.tableKind: kind, BP.inText: there, BP.printedAs: printed}
                sheet.add(BP.Announcement, title.span(), BY, values)


class _Body:
    """The lines and head cells of the body that may be titles, by what they say and by their numbers."""

    def __init__(self, sections: list[Section]) -> None:
        self._numbered: dict[str, list[str]] = defaultdict(list)
        keys = []
        for text in _short(sections):
            keys.append(_key(text))
            if number := _NUMBER.match(text):
                self._numbered[number[0]].append(text[number.end() :])
        self._keys = "\n".join(keys)

    def has(self, title: str) -> bool:
        """Whether a title is printed, alone or within a line."""
        return _key(title) in self._keys

    def otherwise(self, number: str, title: str) -> str | None:
        """How the text words a title under the same number, if it does so almost but not quite."""
        key = _key(title)
        if len(key) < _SHORTEST or key in self._keys:
            return None
        alike = [(_likeness(key, _key(line)), line) for line in self._numbered[number] if _key(line)[-1:] == key[-1:]]
        best, line = max(alike, default=(0.0, ""))
        return line if best >= _ALIKE else None


def _short(sections: list[Section]) -> Iterator[str]:
    for section in sections:
        block = section.block
        texts = [block.text] if isinstance(block, Block) else [c.text for c in block.cells if c.row < 4]
        yield from (text for text in texts if len(text) <= _LONGEST)


def _key(title: str) -> str:
    """A title without number, year, brackets and punctuation."""
    return bare(_YEAR.sub("", _BRACKETS.sub("", _NUMBER.sub("", title))))


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def _kind(title: str, layouts: dict[str, dict[str, Any]]) -> Term | None:
    """The kind of the table that a title names; None for 部门预算表, which names all of them."""
    if not is_title(title):
        return None
    return table_kind(layouts["indicators"], title) or table_kind(layouts["budget"], title)
