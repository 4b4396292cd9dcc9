"""Marks of Markdown taken off a text, each line of which stays the line of the file.

No library for Markdown is used: they join lines, renumber lists and take indented lines for code, and the texts that
are pasted with marks of Markdown in them mean none of that; nor do they tell where a character stood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import unescape
from itertools import accumulate

from kg.model import Block, Cell, Document, Passage, Place, Span, Table
from kg.read.attached import absent, is_attached
from kg.read.html_grid import Slot, placed
from kg.read.lines import clean

NOTHING = "\u200b"  # stands for a character that is no text; `clean` drops it
_RULER = re.compile(r"[\s:|-]++")
_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})[^`]*")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+\S")
_CLOSING = re.compile(r"(?<=\S)\s+#+\s*$")
_STRONG = re.compile(r"(\*\*)(?=\S)([^*\n\t]+)(?<=\S)(\*\*)")
_BREAK = re.compile(r" {0,3}(?:(?:- *){3,}|(?:\* *){3,}|(?:_ *){3,}|={3,} *)")
_LEADING = re.compile(r"(?: *>)+| *[-*+] +(?:\[[ xX]\] +)?(?=\S)")
_LONG = 45  # characters; no heading is longer
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ESCAPED = {sign: chr(0xFDD0 + i) for i, sign in enumerate("*_~`|[]()!<>&#+-.\\")}  # while marks are looked for
_AS_PRINTED = str.maketrans({held: sign for sign, held in _ESCAPED.items()})
_PICTURE = re.compile(r"!\[([^\[\]\n\t]*)\]\(([^()\n\t]*)\)")
_LINK = re.compile(r"(\[)([^\[\]\n\t]*)(\]\(([^()\n\t]*)\))")
_SINGLE = re.compile(
    r"(?<![*\w])(\*)(?=[^\s*])([^*\n\t]+)(?<=\S)(\*)(?!\*)|(?<!\*)(\*)(?=[^\s*])([^*\n\t]+)(?<=\S)(\*)(?![*\w])"
)
_UNDER = re.compile(r"(?<!\w)(_{1,3})(?=[^\s_])([^_\n\t]+)(?<=\S)(\1)(?!\w)")
_OTHERS = re.compile(r"(~~)([^~\n\t]+)(~~)|(`)([^`\n\t]+)(`)")
_TAG = re.compile(
    r"</?(?:a|b|big|blockquote|br|center|code|del|div|em|font|h[1-6]|hr|i|img|ins|li|mark|ol|p|pre|s|small|span"
    r"|strike|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|u|ul|caption|col|colgroup)(?:\s[^<>]*|/)?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31});")
_TABLE = re.compile(r"<(/?)table(?:\s[^<>]*)?>", re.IGNORECASE)
_PART = re.compile(r"<(/?)(table|tr|td|th|caption)(\s[^<>]*)?/?>", re.IGNORECASE)
_CELL_END = re.compile(r"</t[dh]\s*>", re.IGNORECASE)
_IMAGE = re.compile(r"<img\s", re.IGNORECASE)
_SPANS = {name: re.compile(rf"\b{name}\s*=\s*[\"']?(\d{{1,6}})", re.IGNORECASE) for name in ("rowspan", "colspan")}


@dataclass(slots=True)
class Marked:
    """The lines of a text in which `NOTHING` stands for marks, so that no character has moved.

    `levels` are headings that are underlined; `tables` are written as HTML; each stands at a line. `text` has the text
    of these tables too, which is blank in `lines`.
    """

    lines: list[str] = field(default_factory=list)
    text: str = ""
    levels: dict[int, int] = field(default_factory=dict)
    tables: dict[int, Table] = field(default_factory=dict)
    pictures: int = 0
    attached: list[str] = field(default_factory=list)

    def warnings(self) -> Iterator[str]:
        """What was seen but could not be read."""
        yield from absent(self.pictures, self.attached)


def is_markdown(text: str) -> bool:
    """Whether a text has tables, headings, fences or emphasis as Markdown writes them."""
    lines = text.split("\n")
    if any(map(_is_ruler, lines)) or _has_table(text):
        return True
    told = sum(bool(_HEADING.match(line)) + bool(_STRONG.search(line)) + bool(_FENCE.fullmatch(line)) for line in lines)
    return told > 1


def _has_table(text: str) -> bool:
    found = _TABLE.search(text)
    return bool(found and re.search(r"<t[dr][\s>]", text[found.end() :], re.IGNORECASE))


def compacted(document: Document) -> Document:
    """A document without the characters that stand for marks."""
    kept = [0, *accumulate(char != NOTHING for char in document.text)]

    def moved(passage: Passage) -> Passage:
        return Passage(passage.text, [kept[at] for at in passage.offsets])

    blocks: list[Block | Table] = []
    for block in document.blocks:
        if isinstance(block, Table):
            cells = tuple(replace(cell, passage=moved(cell.passage)) for cell in block.cells)
            span = Span(kept[block.span.start], kept[block.span.end])
            blocks.append(replace(block, cells=cells, span=span))
        else:
            blocks.append(replace(block, passage=moved(block.passage)))
    return replace(document, text=document.text.replace(NOTHING, ""), blocks=tuple(blocks))


def _is_row(line: str) -> bool:
    """Whether a line stands between pipes and has one more."""
    bare = line.strip()
    return bare.startswith("|") and bare.endswith("|") and bare.count("|") > 2


def _is_ruler(line: str) -> bool:
    return "|" in line and "-" in line and bool(_RULER.fullmatch(line))


def plain(text: str) -> Marked:
    """A text that is not Markdown: lines that are rows between pipes are rows all the same."""
    return Marked([_unpiped(line) if _is_row(line) else line for line in text.split("\n")], text)


def unmarked(text: str, source: str) -> Marked:
    """Take the marks off a text that is Markdown."""
    found = Marked()
    text = _ESCAPE.sub(lambda m: NOTHING + _ESCAPED.get(m[1], m[1]), _without_comments(text))
    printed = _tables_printed(text, source, found)
    lines = _overlaid(text, printed, blank=True).split("\n")
    rows = _rows(lines)
    fenced = ""
    for i, line in enumerate(lines):
        fence = _FENCE.fullmatch(line)
        if fence and (not fenced or fence[1].startswith(fenced)):
            fenced = "" if fenced else fence[1]
            line = " " * len(line)
        elif i in rows or _is_row(line):
            line = _unpiped(line if fenced else _inline(line, found), rows.get(i, 0))
        elif not fenced:
            line = _inline(line, found) if "\t" in line else _block(line, i, lines, found)
        found.lines.append(line.translate(_AS_PRINTED))
    found.text = _overlaid("\n".join(found.lines), printed)
    return found


def _rows(lines: Sequence[str]) -> dict[int, int]:
    """The lines of pipe tables, which may lack the pipes at their ends, and the number of their columns.

    They stand above and below a ruler.
    """
    found: dict[int, int] = {}
    for i, line in enumerate(lines):
        if i and i not in found and _is_ruler(line) and "|" in lines[i - 1]:
            end = i
            while end < len(lines) and "|" in lines[end]:
                end += 1
            found.update(dict.fromkeys(range(i - 1, end), line.strip().strip("|").count("|") + 1))
    return found


def _unpiped(line: str, n_cols: int = 0) -> str:
    """A row of a table with tabs between its cells; a ruler is blank. A row that is short ends with a blank cell."""
    if _RULER.fullmatch(line):
        return " " * len(line)
    inner = line.strip()
    lead, tail = line.index(inner), len(line) - len(line.rstrip())
    first, last = inner.startswith("|"), inner.endswith("|") and len(inner) > 1
    last = last and inner.count("|") - first >= n_cols
    body = inner[first : len(inner) - last].replace("\t", " ").replace("|", "\t")
    only = first and last and "\t" not in body  # a table of one column
    return " " * lead + ("\t" if only else " ") * first + body + " " * (last + tail)


def _block(line: str, i: int, lines: Sequence[str], found: Marked) -> str:
    """A line without the marks at its ends; one that underlines a heading is blank."""
    if _BREAK.fullmatch(line):
        if "-" in line or "=" in line:
            _underline(line.strip(), i, lines, found)
        return " " * len(line)
    if line.endswith("\\"):
        line = line[:-1] + NOTHING
    closing = _CLOSING.search(line) if _HEADING.match(line) else None
    if closing:
        line = line[: closing.start()] + " " * (len(line) - closing.start())
    leading = _LEADING.match(line)
    if leading:
        line = " " * leading.end() + line[leading.end() :]
    return _inline(line, found)


def _underline(rule: str, i: int, lines: Sequence[str], found: Marked) -> None:
    above = lines[i - 1].strip() if i else ""
    if lines[0].rstrip() == "---" and ":" in above:  # the settings at the head of a file
        return
    if 0 < len(above) <= _LONG and "。" not in above and " " not in rule and not _BREAK.fullmatch(above):
        found.levels[i - 1] = 1 if "=" in rule else 2


def _inline(line: str, found: Marked) -> str:
    """A line without the marks inside it."""
    for picture in _PICTURE.finditer(line):
        found.pictures += 1
        line = line[: picture.start()] + NOTHING * len(picture[0]) + line[picture.end() :]
    for link in _LINK.finditer(line):
        if is_attached(link[4]):
            found.attached.append(link[2].translate(_AS_PRINTED) or link[4])
    found.pictures += len(_IMAGE.findall(line))
    line = _LINK.sub(lambda m: NOTHING + m[2] + NOTHING * len(m[3]), line)
    line = _without_tags(line)
    for pattern in (_OTHERS, _STRONG, _UNDER, _SINGLE):
        line = pattern.sub(_bare, line)
    return line


def _bare(match: re.Match[str]) -> str:
    """Three groups, of which the outer two are marks."""
    opening, text, closing = [group for group in match.groups() if group is not None]
    return NOTHING * len(opening) + text + NOTHING * len(closing)


def _without_tags(text: str) -> str:
    """A text without HTML tags and with the characters that entities stand for."""
    text = _TAG.sub(_blank, text)
    return _ENTITY.sub(_character, text)


def _blank(match: re.Match[str]) -> str:
    """Blanks for a tag that breaks the line; line ends inside it stay."""
    sign = " " if re.match(r"</?(?:br|p|div|li|h\d)\b", match[0], re.IGNORECASE) else NOTHING
    return re.sub(r"[^\n]", sign, match[0])


def _character(match: re.Match[str]) -> str:
    sign = unescape(match[0])
    return sign + NOTHING * (len(match[0]) - 1) if len(sign) == 1 and sign >= " " else match[0]


def _without_comments(text: str) -> str:
    parts: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        parts += [text[at:start], re.sub(r"[^\n]", NOTHING, text[start : end + 3])]
        at = end + 3
    return "".join([*parts, text[at:]])


def _tables_printed(text: str, source: str, found: Marked) -> dict[int, str]:
    """Where the tables begin that are written as HTML, and what they print, as long as they are written."""
    printed: dict[int, str] = {}
    at = line = 0
    for start, end in _tables(text):
        line += text.count("\n", at, start)
        table = _table(text, start, end, line + 1, source)
        if table is not None:
            found.tables[line] = table
        found.pictures += len(_IMAGE.findall(text, start, end))
        cells = _CELL_END.sub(lambda m: "\t" + NOTHING * (len(m[0]) - 1), text[start:end])
        printed[start] = _without_tags(cells).translate(_AS_PRINTED)
        line, at = line + text.count("\n", start, end), end
    return printed


def _overlaid(text: str, printed: Mapping[int, str], *, blank: bool = False) -> str:
    """A text with other text, or with blanks, from some places on."""
    parts: list[str] = []
    at = 0
    for start, other in printed.items():
        parts += [text[at:start], re.sub(r"[^\n]", " ", other) if blank else other]
        at = start + len(other)
    return "".join([*parts, text[at:]])


def _tables(text: str) -> Iterator[tuple[int, int]]:
    """Where the outermost tables begin and end; one that is not closed ends with the text."""
    depth = start = 0
    for tag in _TABLE.finditer(text):
        if not tag[1]:
            start = start if depth else tag.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                yield start, tag.end()
    if depth:
        yield start, len(text)


def _table(text: str, start: int, end: int, line: int, source: str) -> Table | None:
    rows: list[list[Slot]] = []
    places: dict[int, tuple[int, int]] = {}
    for begins, ends, new_row, attributes in _cells(text, start, end):
        if new_row or not rows:
            rows.append([])
        slot = Slot.of(*(m[1] if (m := pattern.search(attributes)) else "" for pattern in _SPANS.values()))
        rows[-1].append(slot)
        places[id(slot)] = (begins, ends)
    if not rows:
        return None
    cells: list[Cell] = []
    grid, n_cols = placed(rows, source)
    at = start
    for row, col, slot in grid:
        begins, ends = places[id(slot)]
        line, at = line + text.count("\n", at, begins), begins
        passage = clean(_without_tags(text[begins:ends]).translate(_AS_PRINTED), begins)
        cells.append(Cell(row, col, passage, slot.rowspan, slot.colspan, Place(line=line)))
    return Table(tuple(cells), len(rows), n_cols, Span(start, end), True, cells[0].place)


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool, str]]:
    """Where each cell begins and ends, whether it is the first of a row, and its attributes."""
    depth, new_row = 0, False
    cell: tuple[int, bool, str] | None = None
    for tag in _PART.finditer(text, start, end):
        name = tag[2].lower()
        depth += (-1 if tag[1] else 1) if name == "table" else 0
        if depth > 1 or (name == "table" and depth == 1 and tag[1]):
            continue
        if cell is not None:
            yield cell[0], tag.start(), cell[1], cell[2]
            cell = None
        if name == "tr":
            new_row = True
        elif not tag[1] and name != "table":
            cell = (tag.end(), new_row, tag[3] or "")
            new_row = False
    if cell is not None:
        yield cell[0], end, cell[1], cell[2]
