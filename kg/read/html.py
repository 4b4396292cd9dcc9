"""Web pages to `Document`: what a reader of the article sees, tables with their spans.

The plain text is built here: a line for each paragraph, rows of tables with cells parted by tabs. Tables that only
place things on the page are read as what stands in them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from kg.errors import ReadError
from kg.model import Block, Document, Place, Table
from kg.read.attached import absent, is_attached
from kg.read.builder import Builder
from kg.read.encoding import decode, undecoded
from kg.read.html_furniture import furniture, without_furniture
from kg.read.html_grid import GridTable, Slot, continued, grid
from kg.read.html_lists import Lists
from kg.read.html_stream import End, Stream, Tag, parse
from kg.read.html_tables import data_tables
from kg.read.lines import clean, is_contents_title
from kg.read.symbols import PRIVATE, sign

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_NO_TEXT = frozenset(
    (
        *("script", "style", "head", "title", "template", "noscript", "noframes", "xml", "del", "rt", "rp", "dialog"),
        *("select", "button", "textarea", "input", "datalist"),
        *("object", "embed", "applet", "audio", "video", "canvas", "svg", "map"),
    )
)
_INLINE = frozenset(
    (
        *("a", "span", "abbr", "acronym", "bdi", "bdo", "cite", "data", "dfn", "ins", "kbd", "label", "mark", "meter"),
        *("q", "ruby", "rb", "samp", "sub", "sup", "time", "var", "wbr", "img", "font", "math", "output", "progress"),
    )
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all")
_WORD_PARTS = re.compile(r"mso-element\s*:\s*(?:header|footer|comment|annotation)")
_OUTLINE = re.compile(r"mso-outline-level\s*:\s*([1-6])")
_FONT = re.compile(r"(?:^|font-family\s*:)\s*[\"']?(symbol|wingdings(?: 2)?)(?=[\"',;]|$)")
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_LONG = 45  # characters; no heading is longer
_ICON = 60  # pixels
_ATTACHMENT = re.compile(r"附件\s*\d*\s*[:：.、]|附件\s*\d*$")


def read_html(data: bytes, source: str) -> Document:
    """Read a saved web page; raises `ReadError` where it has no text."""
    declared = _CHARSET.search(data[:4096])
    text = decode(data, source, declared[1].decode("ascii") if declared else "")
    return read_pages([text], data, source, "html")


def read_pages(texts: Iterable[str], data: bytes, source: str, form: str) -> Document:
    """The pages of one file, one after the other, as one document; `data` are the bytes of the file."""
    pages = [_Page(source, text) for text in texts]
    builder = Builder(source)
    for page in pages:
        _write(builder, page.items)
    if not builder.blocks:
        raise ReadError(f"{source}: {_why_empty(pages)}")
    for page in pages:
        builder.warnings += page.warnings()
    return _with_lines(builder.document(data, form))


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph or a heading."""

    text: str
    level: int = 0


@dataclass(slots=True)
class _OpenTable:
    """A table of data while it is read; `waiting` are tables inside it, which stand behind it."""

    rows: list[list[Slot]] = field(default_factory=list)
    caption: list[str] = field(default_factory=list)
    waiting: list[Line | GridTable] = field(default_factory=list)
    in_caption: bool = False

    def put(self, line: str) -> None:
        if self.in_caption or not self.rows or not self.rows[-1]:
            self.caption.append(line)
        else:
            self.rows[-1][-1].lines.append(line)


class _Page:
    """One page: its lines and tables, and what could not be read."""

    def __init__(self, source: str, text: str) -> None:
        self._source = source
        self.items: list[Line | GridTable] = []
        self.damaged = undecoded(text)
        self.pictures = self.frames = self.unknown = self.hidden = self.left_out = 0
        self.scripted = False
        self._attached: list[str] = []
        self._parts: list[str] = []
        self._level = 0
        self._contents = self._titled = False
        self._preformatted = 0
        self._fonts: list[tuple[Tag, str]] = []  # of symbols
        self._tables: list[_OpenTable] = []
        self._lists = Lists()
        stream = parse(text, source)
        self._data = data_tables(stream)
        frames = furniture(stream, self._data)
        self._read(stream, frames)
        if not self.items and frames:  # a page of links
            self._read(stream, [])
        self._leave_out()

    def warnings(self) -> Iterator[str]:
        """What was seen but could not be read."""
        yield from self.damaged
        yield from absent(self.pictures, self._attached)
        if self.unknown:
            yield f"有{self.unknown}个符号未能读取：不知道它们是什么字"
        if self.frames:
            yield f"网页里嵌有{self.frames}个其他网页或文件，没有读"
        if self.hidden:
            yield f"网页里有{self.hidden}字是隐藏的，没有读"
        if self.left_out:
            yield f"网页的导航、页眉、页脚共{self.left_out}字，没有读"

    def _read(self, stream: Stream, frames: list[Tag]) -> None:
        leave_out = set(frames)
        at = 0
        while at < len(stream):
            token = stream[at]
            at += 1
            if isinstance(token, str):
                shown = token if self._preformatted else _BLANKS.sub(" ", token)
                self._parts.append(self._signs(shown, self._fonts[-1][1] if self._fonts else ""))
            elif isinstance(token, End):
                self._end(token.tag)
            elif token in leave_out:
                self.left_out += _letters(stream, token)
                at = token.end
            elif self._is_shown(stream, token):
                self._begin(token, stream)
            else:
                at = token.end
        self._flush()

    def _signs(self, text: str, font: str) -> str:
        """A text with the signs that a font of symbols prints for its codes."""
        if not font and not PRIVATE.search(text):
            return text
        coded = re.compile("[!-\xff\ue000-\uf8ff]") if font else PRIVATE
        signs = [sign(ord(char), font) if coded.match(char) else char for char in text]
        self.unknown += signs.count(None)
        return "".join(printed or "" for printed in signs)

    def _is_shown(self, stream: Stream, tag: Tag) -> bool:
        """Whether an element prints anything itself; what is not read is noted."""
        name = tag.name
        if not tag.attributes and name not in _NO_TEXT:
            return True
        style = tag.get("style")
        self.scripted = self.scripted or name == "script"
        if name in _NO_TEXT or _WORD_PARTS.search(style):
            self.frames += name in ("object", "embed")
            return False
        if name in ("iframe", "frame"):
            self.frames += tag.get("src") not in ("", "about:blank") and not _HIDDEN.search(style)
            return False
        if "hidden" in tag.attributes or _HIDDEN.search(style):
            self.hidden += _letters(stream, tag)
            return False
        return True

    def _begin(self, tag: Tag, stream: Stream) -> None:
        name = tag.name
        if tag.attributes and (font := _FONT.search(tag.get("face") or tag.get("style"))):
            self._fonts.append((tag, font[1].capitalize()))
        if name == "br":
            self._parts.append("\n")
        elif name == "img":
            self._picture(tag)
        elif name == "a":
            self._link(tag, stream)
        elif name not in _INLINE:
            self._flush()
            self._begin_block(tag)

    def _begin_block(self, tag: Tag) -> None:
        name, outline = tag.name, _OUTLINE.search(tag.get("style"))
        if name == "table" and tag in self._data:
            self._tables.append(_OpenTable())
        elif self._tables and name == "tr":
            self._tables[-1].rows.append([])
        elif self._tables and name in ("td", "th") and self._tables[-1].rows:
            self._tables[-1].rows[-1].append(Slot.of(tag.get("rowspan"), tag.get("colspan")))
        elif self._tables and name == "caption":
            self._tables[-1].in_caption = True
        elif re.fullmatch("h[1-6]", name):
            self._level = int(name[1])
        elif outline:
            self._level = int(outline[1])
        elif name == "pre":
            self._preformatted += 1
        self._contents = self._contents or tag.get("class").startswith("msotoc")
        self._lists.begin(tag)

    def _end(self, tag: Tag) -> None:
        name = tag.name
        if self._fonts and self._fonts[-1][0] is tag:
            self._fonts.pop()
        if name in _INLINE or name == "br":
            return
        self._flush()
        self._level = 0
        self._contents = False
        self._lists.end(tag)
        if name == "pre":
            self._preformatted -= 1
        elif name == "caption" and self._tables:
            self._tables[-1].in_caption = False
        elif name == "table" and tag in self._data:
            self._close()

    def _close(self) -> None:
        table = self._tables.pop()
        cells = grid(table.rows, self._source)
        found: list[Line | GridTable] = [Line(text) for text in table.caption]
        found += [cells] if cells.has_text else []
        (self._tables[-1].waiting if self._tables else self.items).extend(found)
        if table.waiting:
            (self._tables[-1].waiting if self._tables else self.items).extend([Line(""), *table.waiting, Line("")])

    def _flush(self) -> None:
        """End the line."""
        text = "".join(self._parts)
        self._parts.clear()
        lines = [line.strip(" ") for line in text.split("\n")]
        lines = [line for line in lines if line.strip()]
        if not lines:
            return
        lines[0] = self._lists.numbered(lines[0])
        heading = self._level if self._level and _may_head("".join(lines)) else 0
        for line in ["".join(lines)] if heading else lines:
            if self._tables:
                self._tables[-1].put(line)
            elif self._titled or not self._contents:  # without a title only Word knows them for contents
                self.items.append(Line(line, heading))
                self._titled = self._titled or (len(line) < _LONG and is_contents_title(clean(line).text))

    def _picture(self, tag: Tag) -> None:
        sizes = [_pixels(tag, "width"), _pixels(tag, "height")]
        self.pictures += not any(size is not None and size <= _ICON for size in sizes)

    def _link(self, tag: Tag, stream: Stream) -> None:
        name = "".join(t for t in stream[tag.start : tag.end] if isinstance(t, str)).strip()
        href = tag.get("href")
        away = bool(href) and not href.startswith(("#", "javascript:"))
        if is_attached(href) or (away and _ATTACHMENT.match(name)):
            self._attached.append(_BLANKS.sub(" ", name)[:60] or href.rsplit("/", 1)[-1][:60])

    def _leave_out(self) -> None:
        """Take out the lines of the web site itself."""
        texts = [clean(item.text).text if isinstance(item, Line) else "" for item in self.items]
        gone = without_furniture(texts)
        if len(gone) < len(texts):
            self.left_out += sum(len(texts[i]) for i in gone)
            self.items = [item for i, item in enumerate(self.items) if i not in gone]


def _may_head(text: str) -> bool:
    bare = clean(text).text
    return len(bare) <= _LONG and not any(sign in bare for sign in "。；")


def _letters(stream: Stream, tag: Tag) -> int:
    return sum(len("".join(token.split())) for token in stream[tag.start : tag.end] if isinstance(token, str))


def _pixels(tag: Tag, side: str) -> int | None:
    size = re.match(r"(\d{1,5})(?:px)?$", tag.get(side)) or re.search(
        rf"\b{side}\s*:\s*(\d{{1,5}})px", tag.get("style")
    )
    return int(size[1]) if size else None


def _write(builder: Builder, items: Iterable[Line | GridTable]) -> None:
    joined: list[Line | GridTable] = []
    for item in items:
        last = joined[-1] if joined else None
        whole = continued(last, item) if isinstance(last, GridTable) and isinstance(item, GridTable) else None
        joined[-1:] = [whole] if whole else [*joined[-1:], item]
    for item in joined:
        if isinstance(item, GridTable):
            builder.table(item.cells, item.n_rows, item.n_cols, ruled=True)
        else:
            builder.paragraphs(item.text, item.level)


def _why_empty(pages: Iterable[_Page]) -> str:
    if any(page.pictures for page in pages):
        return "网页里没有文字，只有图片；请先做文字识别（OCR）"
    if any(page.frames for page in pages):
        return "网页里没有文字，正文在它嵌入的其他网页或文件里；请打开那些网页另存"
    if any(page.scripted for page in pages):
        return "网页里没有文字，内容要由脚本（JavaScript）载入；请在浏览器里打开后另存，或打印为 PDF"
    return "网页里没有文字"


def _with_lines(document: Document) -> Document:
    """The document with the line of its plain text at which each block and cell begins."""
    ends = [i for i, char in enumerate(document.text) if char == "\n"]

    def place(start: int) -> Place:
        return Place(line=bisect_right(ends, start - 1) + 1)

    blocks: list[Block | Table] = []
    for block in document.blocks:
        if isinstance(block, Table):
            cells = tuple(replace(cell, place=place(cell.passage.span().start)) for cell in block.cells)
            blocks.append(replace(block, cells=cells, place=place(block.span.start)))
        else:
            blocks.append(replace(block, place=place(block.passage.span().start)))
    return replace(document, blocks=tuple(blocks))
