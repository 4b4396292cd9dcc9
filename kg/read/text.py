"""Plain text to `Document`, in the flavours in which disclosures are flattened.

One cell a line (Word), tab-separated rows (PDF converters), Markdown headings and tables, and wrapped
lines with a blank line between each two. The plain text of the document is the file itself; a Markdown file is
without its marks, line by line.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kg.errors import ReadError
from kg.model import Block, Document, Place, Table
from kg.read.encoding import decode, undecoded
from kg.read.lines import clean, ends_sentence, heading_level, mark
from kg.read.markdown import NOTHING, Marked, compacted, is_markdown, plain, unmarked
from kg.read.rows import MOST_PLACES, Row, cell_rows, tab_rows, to_table

_RECENT = 40  # lines that tell whether there is one cell a line
_ONE_CELL = re.compile(r"\t[^\t]*")
_PAGE_NUMBER = re.compile(r"\s*(?:[-—–]\s*\d{1,3}\s*[-—–]|第\s*\d{1,3}\s*页.{0,12}|\d{1,3})\s*")
_HASHES = re.compile(r"(#{1,6})\s+")
_STARS = re.compile(r"\*\*|__")
_BLANK = " \u3000\f\v\xa0" + NOTHING
_JOINS = re.compile(r"(原因[是为]?|如下|其中|包括|为)[：:]$")
_RESUMES = re.compile(r"[\d,.]*\s*(?:万元|亿元|元|[%％])")
_LABEL = re.compile(r"[\u4e00-\u9fff]{2,8}[：:]")
_TITLE_END = re.compile(r"(表|书|说明|情况|概况|目录|公开)$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file, without its end; `number` counts from 1, `level` is that of an underlined heading."""

    start: int
    raw: str
    number: int
    level: int = 0

    @property
    def blank(self) -> bool:
        return not self.raw.strip(_BLANK)

    @property
    def text(self) -> str:
        """What it prints."""
        return self.raw.replace(NOTHING, "").strip()


def read_text(data: bytes, source: str) -> Document:
    """Decode and read a text file; raises `ReadError` where it is empty or no text."""
    text = decode(data, source)
    is_marked = is_markdown(text)
    marked = unmarked(text, source) if is_marked else plain(text)
    blocks = tuple(_blocks(_lines(marked), marked.tables))
    if not blocks:
        raise ReadError(f"{source}: 没有文字{'，只有图片；请先做文字识别（OCR）' if marked.pictures else ''}")
    if any(isinstance(b, Table) and b.n_rows * b.n_cols > MOST_PLACES for b in blocks):
        raise ReadError(f"{source}: 有一个表格超过 {MOST_PLACES // 1_000_000} 百万格，不是一份公开文本")
    digest, warnings = hashlib.sha256(data).hexdigest(), (*undecoded(text), *marked.warnings())
    document = Document(source, digest, "text", marked.text, blocks, (), warnings)
    return compacted(replace(document, format="markdown")) if is_marked else document


def _lines(marked: Marked) -> list[Line]:
    lines, at = [], 0
    for number, raw in enumerate(marked.lines, 1):
        lines.append(Line(at, raw, number, marked.levels.get(number - 1, 0)))
        at += len(raw) + 1
    return lines


def _blocks(lines: list[Line], tables: Mapping[int, Table]) -> Iterator[Block | Table]:
    """Blocks of the lines; a table that is written as HTML stands before the line at which it begins."""
    wrapping = _wrapping(lines)
    ends = [*sorted(tables), len(lines)]
    for start, end in zip([0, *ends], ends, strict=False):
        for tabbed, group in _groups(lines[start:end]):
            yield from _tables(group) if tabbed else paragraphs(group, wrapping)
        if end in tables:
            yield tables[end]


def _groups(lines: list[Line]) -> Iterator[tuple[bool, list[Line]]]:
    """Runs of table lines and of other lines; blank lines stay with the run before them."""
    group: list[Line] = []
    tabbed = False
    for i, line in enumerate(lines):
        inside = "\t" not in line.raw and (line.blank or (tabbed and _is_page_number(lines, i)))
        is_table = "\t" in line.raw or (tabbed and not inside and _continues_cell(group))
        if inside or is_table == tabbed:
            group.append(line)
            continue
        if group:
            yield tabbed, group
        group, tabbed = [line], is_table
    if group:
        yield tabbed, group


def _is_page_number(lines: list[Line], i: int) -> bool:
    """A number alone in a line between rows of a table."""
    after = next((line for line in lines[i + 1 : i + 6] if not line.blank), None)
    return bool(_PAGE_NUMBER.fullmatch(lines[i].raw)) and after is not None and "\t" in after.raw


def _continues_cell(group: list[Line]) -> bool:
    """A line without a tab right after one cell a line: the next line of that cell."""
    recent = [line.raw for line in group[-_RECENT:] if "\t" in line.raw]
    return not group[-1].blank and sum(map(bool, map(_ONE_CELL.fullmatch, recent))) * 2 > len(recent)


def _tables(group: list[Line]) -> Iterator[Table]:
    one_cell = sum(1 for line in group if _ONE_CELL.fullmatch(line.raw))
    tabbed = sum(1 for line in group if "\t" in line.raw)
    numbered = [(line.start, line.raw, line.number) for line in group]
    rows = cell_rows(numbered) if one_cell * 2 > tabbed else tab_rows(numbered)
    for part in _parts(rows):
        yield to_table(part)


def _parts(rows: list[Row]) -> Iterator[list[Row]]:
    """Rows after a page break go on with the table if they are about as wide as it is, or with a cell cut by it."""
    part: list[Row] = []
    for row in rows:
        if part and row.after_break and abs(row.width - part[-1].width) > 2 and not _goes_on_in_cell(part[-1], row):
            yield part
            part = []
        part.append(row)
    if part:
        yield part


def _goes_on_in_cell(row: Row, after: Row) -> bool:
    """Whether the one text of a row, behind blanks, is the rest of a sentence in the cell above it."""
    filled = [col for col, cell in enumerate(after.cells) if cell]
    if len(filled) != 1 or not 0 < filled[0] < row.width:
        return False
    above = row.cells[filled[0]].text
    return bool(above) and not ends_sentence(above)


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
    trailing = len(filled) * 0.05 < len(bare) < len(filled) * 0.85 and ended * 8 < len(bare)
    return Wrapping(running[len(running) // 2], trailing)


def paragraphs(group: list[Line], wrapping: Wrapping) -> Iterator[Block]:
    """Lines as paragraphs and headings: those put together that run on."""
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
    text, follow = line.text, after.text
    if line.level or _HASHES.match(text) or _HASHES.match(follow) or mark(follow):
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
    plain = _STARS.sub(2 * NOTHING, raw)
    if hashes:
        lead = len(raw) - len(raw.lstrip()) + hashes.end()
        plain = " " * lead + plain[lead:]
    passage = clean(plain, start)
    level = len(hashes.group(1)) if hashes else lines[0].level or heading_level(passage.text)
    return Block("heading" if level else "paragraph", passage, level, Place(line=lines[0].number))


def _spread(lines: list[Line], length: int) -> str:
    chars = [" "] * length
    for line in lines:
        at = line.start - lines[0].start
        chars[at : at + len(line.raw)] = line.raw
    return "".join(chars)
