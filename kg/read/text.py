"""Plain text to `Document`, in the flavours in which disclosures are flattened.

One cell a line (Word), tab-separated rows (PDF converters), Markdown headings, and wrapped lines
with a blank line between each two. The plain text of the document is the file itself.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Block, Document, Place, Table
from kg.read.encoding import decode
from kg.read.lines import clean, ends_sentence, heading_level, mark
from kg.read.rows import Row, cell_rows, tab_rows, to_table

_HASHES = re.compile(r"(#{1,6})\s+")
_STARS = re.compile(r"\*\*|__")
_JOINS = re.compile(r"(原因[是为]?|如下|其中|包括|为)[：:]$")
_RESUMES = re.compile(r"[\d,.]*\s*(?:万元|亿元|元|[%％])")
_LABEL = re.compile(r"[\u4e00-\u9fff]{2,8}[：:]")
_TITLE_END = re.compile(r"(表|书|说明|情况|概况|目录|公开)$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file, without its end; `number` counts from 1."""

    start: int
    raw: str
    number: int

    @property
    def blank(self) -> bool:
        return not self.raw.strip(" \u3000\f\v\xa0")


def read_text(data: bytes, source: str) -> Document:
    """Decode and read a text file; raises `ReadError` where it is empty or no text."""
    text = decode(data, source)
    blocks = tuple(_blocks(_lines(text)))
    return Document(source, hashlib.sha256(data).hexdigest(), "text", text, blocks)


def _lines(text: str) -> list[Line]:
    lines, at = [], 0
    for number, raw in enumerate(text.split("\n"), 1):
        lines.append(Line(at, raw, number))
        at += len(raw) + 1
    return lines


def _blocks(lines: list[Line]) -> Iterator[Block | Table]:
    wrapping = _wrapping(lines)
    for tabbed, group in _groups(lines):
        yield from _tables(group) if tabbed else _paragraphs(group, wrapping)


def _groups(lines: list[Line]) -> Iterator[tuple[bool, list[Line]]]:
    """Runs of table lines and of other lines; blank lines stay with the run before them."""
    group: list[Line] = []
    tabbed = False
    for i, line in enumerate(lines):
        inside = line.blank if "\t" not in line.raw else False
        is_table = "\t" in line.raw or (tabbed and not inside and _continues_cell(lines, i))
        if inside or is_table == tabbed:
            group.append(line)
            continue
        if group:
            yield tabbed, group
        group, tabbed = [line], is_table
    if group:
        yield tabbed, group


def _continues_cell(lines: list[Line], i: int) -> bool:
    """A line without a tab inside a row of cells: the second line of a cell."""
    after = lines[i + 1].raw if i + 1 < len(lines) else ""
    return lines[i - 1].raw.startswith("\t") and not lines[i - 1].blank and after.startswith("\t")


def _tables(group: list[Line]) -> Iterator[Table]:
    one_cell = sum(1 for line in group if re.fullmatch(r"\t[^\t]*", line.raw))
    tabbed = sum(1 for line in group if "\t" in line.raw)
    numbered = [(line.start, line.raw, line.number) for line in group]
    rows = cell_rows(numbered) if one_cell * 2 > tabbed else tab_rows(numbered)
    for part in _parts(rows):
        yield to_table(part)


def _parts(rows: list[Row]) -> Iterator[list[Row]]:
    """Rows after a page break go on with the table if they are about as wide as it is."""
    part: list[Row] = []
    for row in rows:
        if part and row.after_break and abs(row.width - part[-1].width) > 2:
            yield part
            part = []
        part.append(row)
    if part:
        yield part


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How lines of a file run on: their full width, and whether a trailing blank marks a paragraph's end."""

    width: int = 0
    trailing: bool = False


def _wrapping(lines: list[Line]) -> Wrapping:
    """Width 0 where each line is a paragraph of its own."""
    filled = [line.raw for line in lines if not line.blank and "\t" not in line.raw]
    running = sorted(len(raw) for raw in filled if len(raw) > 20 and not ends_sentence(raw))
    if len(filled) < 20 or len(running) * 4 < len(filled):
        return Wrapping()
    bare = [raw for raw in filled if raw == raw.rstrip()]
    ended = sum(1 for raw in bare if raw.endswith("。"))
    trailing = len(filled) * 0.15 < len(bare) < len(filled) * 0.85 and ended * 8 < len(bare)
    return Wrapping(running[len(running) // 2], trailing)


def _paragraphs(group: list[Line], wrapping: Wrapping) -> Iterator[Block]:
    filled = [line for line in group if not line.blank]
    at = 0
    while at < len(filled):
        end, stars = at + 1, filled[at].raw.count("**")
        while end < len(filled) and (stars % 2 or _goes_on(filled[end - 1], filled[end], wrapping)):
            stars += filled[end].raw.count("**")
            end += 1
        yield _block(filled[at:end])
        at = end


def _goes_on(line: Line, after: Line, wrapping: Wrapping) -> bool:
    """Whether the next line belongs to the same paragraph."""
    text, follow = line.raw.strip(), after.raw.strip()
    if _HASHES.match(text) or _HASHES.match(follow) or mark(follow):
        return False
    if wrapping.trailing:
        return line.raw == line.raw.rstrip() or (text[-1:] not in "。；" and bool(_RESUMES.match(follow)))
    if wrapping.width:
        return len(text) >= wrapping.width * 0.85 and not _is_title(text)
    if _is_title(text) or _LABEL.match(follow):
        return False
    if _JOINS.search(text):
        return len(text) > 30
    enough = 20 if re.search(r"[，。；]", text) else 30
    broken = len(text) >= enough and not ends_sentence(text) and not _TITLE_END.search(text)
    return broken and bool(re.search(r"[，。；、]", follow))


def _is_title(text: str) -> bool:
    """A marked line that states no figure and ends no sentence."""
    level = mark(text)
    return bool(level) and not re.search(r"[。；]|万元|[%％]", text) and len(text) < 45


def _block(lines: list[Line]) -> Block:
    start = lines[0].start
    raw = "\n".join(line.raw for line in lines)
    if len(lines) > 1:  # blank lines between them are part of the document
        spread = lines[-1].start + len(lines[-1].raw) - start
        raw = _spread(lines, spread)
    hashes = _HASHES.match(raw.lstrip())
    plain = _STARS.sub("\u200b\u200b", raw)
    if hashes:
        lead = len(raw) - len(raw.lstrip()) + hashes.end()
        plain = " " * lead + plain[lead:]
    passage = clean(plain, start)
    level = len(hashes.group(1)) if hashes else heading_level(passage.text)
    return Block("heading" if level else "paragraph", passage, level, Place(line=lines[0].number))


def _spread(lines: list[Line], length: int) -> str:
    chars = [" "] * length
    for line in lines:
        at = line.start - lines[0].start
        chars[at : at + len(line.raw)] = line.raw
    return "".join(chars)


