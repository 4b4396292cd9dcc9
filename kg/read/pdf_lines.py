"""Glyphs to lines, and lines to paragraphs: what stands outside tables, and what stands inside a cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from statistics import median
from typing import NamedTuple

from kg.read.lines import ends_sentence, heading_level, mark
from kg.read.pdf_page import Box, Glyph

GAP = 3.0  # font sizes; words parted wider stand in columns and are no sentence
_IN_WORDS = re.compile(r"第\d+页([，,/／]?共\d+页)?")
_PAGE_NUMBER = re.compile(rf"[—–－_·•~～-]*\d{{1,4}}[—–－_·•~～-]*|{_IN_WORDS.pattern}|\d{{1,4}}[/／]\d{{1,4}}")
_HEAD, _FOOT = 0.08, 0.88  # of the height of a page: what is above or below is a margin
_LEADERS = re.compile(r"[.．…·]{4,}|…{2,}")
_TOKEN = re.compile(r"[!-~]*")
_BIG = 1.15  # × the size of running text: the type of headings
_LONG = 45  # characters; no heading is longer
_MIDDLE, _LEFT = attrgetter("y"), attrgetter("left")


@dataclass(frozen=True, slots=True)
class Line:
    """Glyphs on one line; `alone` where a wide gap parts it from others at the same height.

    `size` is that of its Chinese glyphs: the boxes of Latin fonts differ in height.
    """

    text: str
    box: Box
    size: float
    page: int
    alone: bool = False


def lines_of(glyphs: Iterable[Glyph], page: int) -> list[Line]:
    """Glyphs set into lines, from the top; a wide gap parts a line in two."""
    lines: list[Line] = []
    for row in rows_of(glyphs):
        parts = list(_parts(row))
        lines += [_line(part, page, len(parts) > 1) for part in parts]
    return lines


def texts_of(glyphs: Iterable[Glyph]) -> list[str]:
    """What stands on each line, from the top, however wide its gaps are."""
    return list(map(_text, rows_of(glyphs)))


def run_on(text: str, after: str) -> str:
    """The blank, if any, between the end of a line and the next: only Latin words need one."""
    return " " if text and after and _is_letter(text[-1]) and _is_letter(after[0]) else ""


def rows_of(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs whose middles are at about the same height, from left to right."""
    row: list[Glyph] = []
    for glyph in sorted(glyphs, key=_MIDDLE):
        if row and _below(glyph, row):
            yield sorted(row, key=_LEFT)
            row = []
        row.append(glyph)
    if row:
        yield sorted(row, key=_LEFT)


def _below(glyph: Glyph, row: list[Glyph]) -> bool:
    """Whether a glyph is on a line below the row; the row may slope or hold raised glyphs, but not much."""
    first = row[0]
    least = glyph.size if glyph.size < first.size else first.size
    return glyph.y - row[-1].y > least / 3 or glyph.y - first.y > first.size / 2


def _parts(row: list[Glyph]) -> Iterator[list[Glyph]]:
    part = [row[0]]
    for before, glyph in pairwise(row):
        if glyph.left - before.right > GAP * max(glyph.size, before.size):
            yield part
            part = []
        part.append(glyph)
    yield part


def _line(row: list[Glyph], page: int, alone: bool) -> Line:
    box = Box(row[0].left, min(g.top for g in row), max(g.right for g in row), max(g.bottom for g in row))
    sizes = [g.size for g in row if not g.char.isascii()] or [g.size for g in row]
    return Line(_text(row), box, median(sizes), page, alone)


def _text(row: list[Glyph]) -> str:
    """The characters of a line, with blanks between Latin words that stand apart."""
    before = row[0]
    chars = [before.char]
    for glyph in row[1:]:
        if glyph.left - before.right > glyph.size / 5 and _is_word(before.char) and _is_word(glyph.char):
            chars.append(" ")
        chars.append(glyph.char)
        before = glyph
    return "".join(chars)


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _is_letter(char: str) -> bool:
    return char.isascii() and char.isalpha()


class Column(NamedTuple):
    """Where the lines of a page begin and end."""

    left: float
    right: float


@dataclass(slots=True)
class Paragraph:
    """Lines that read as one; `caption` where a table follows close below."""

    lines: list[Line]
    caption: bool = False

    @property
    def text(self) -> str:
        """All lines as one text."""
        return "".join(text for _, text in self.by_page())

    def by_page(self) -> list[tuple[int, str]]:
        """The text on each page; put together it is the text of the paragraph."""
        parts: list[tuple[int, str]] = []
        before = ""
        for line in self.lines:
            text = run_on(before, line.text) + line.text
            if parts and parts[-1][0] == line.page:
                text = parts.pop()[1] + text
            parts.append((line.page, text))
            before = line.text
        return parts

    def level(self, body: float) -> int:
        """The level of a heading, told by its list mark or by type larger than `body`; 0 is a paragraph."""
        text = self.text
        large = self.lines[0].size >= body * _BIG and len(text) <= _LONG and not re.search("[。；，]", text)
        return heading_level(text) or int(large and not self.caption)


def body_size(lines: Iterable[Line]) -> float:
    """The font size in which most running text is set; 0 where there is none."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return max(sizes, key=lambda size: sizes[size], default=0.0)


def furniture(pages: Sequence[Sequence[Line]], heights: Sequence[float], plain: Sequence[bool]) -> set[int]:
    """The ids of lines in the margins that are page numbers, or that most pages repeat in the same place.

    Only pages without tables (`plain`) tell what most pages repeat: a form may have its title on every page.
    """
    prose = [lines for lines, is_plain in zip(pages, plain, strict=True) if is_plain]
    seen = Counter(spot for lines in prose for spot in {_spot(line) for line in lines})
    often = max(3.0, len(prose) / 2)
    return {
        id(line)
        for lines, height in zip(pages, heights, strict=True)
        for line in lines
        if _in_margin(line, height) and (seen[_spot(line)] >= often or _is_page_number(line.text))
    }


def printed_over(glyphs: Sequence[Glyph], page: int, height: float) -> list[Box]:
    """Where page numbers in words stand in the margins (第6页，共45页): a table may reach below them."""
    margin = [g for g in glyphs if g.bottom < height * _HEAD or g.top > height * _FOOT]
    if not any(g.char == "页" for g in margin):
        return []
    return [line.box for line in lines_of(margin, page) if _IN_WORDS.fullmatch(line.text.replace(" ", ""))]


def _is_page_number(text: str) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(text.replace(" ", "")))


def _spot(line: Line) -> tuple[str, int]:
    return line.text, round(line.box.top / 6)


def _in_margin(line: Line, height: float) -> bool:
    return line.box.bottom < height * _HEAD or line.box.top > height * _FOOT


def column_of(lines: Sequence[Line], width: float) -> Column | None:
    """The edges of running text, seen from at least three lines wider than half of the page."""
    wide = [line.box for line in lines if line.box.right - line.box.left > width / 2]
    if len(wide) < 3:
        return None
    return Column(min(b.left for b in wide), sorted(b.right for b in wide)[len(wide) * 3 // 4])


def goes_on(before: Line, line: Line, column: Column) -> bool:
    """Whether a line continues the paragraph of the line before it: that line is full, this one not indented."""
    if before.alone or line.alone or _LEADERS.search(before.text):
        return False
    size = max(before.size, line.size)
    if abs(before.size - line.size) > size / 8:
        return False
    if before.page == line.page and not 0 <= line.box.top - before.box.top < 3.2 * size:
        return False
    if mark(line.text) and ends_sentence(before.text):
        return False
    indented = line.box.left > column.left + 0.8 * size
    return not indented and _is_full(before, line, column)


def _is_full(line: Line, after: Line, column: Column) -> bool:
    """Whether the first word of the next line had no room on this one; a mark may have gone with it."""
    match = _TOKEN.match(after.text)
    word = max(2.0, len(match[0]) * 0.6 + 1) if match else 2.0
    return line.box.right + word * line.size > column.right
