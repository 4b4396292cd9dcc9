"""DOCX to `Document`: paragraphs with the numbers of their lists, tables with their spans.

The plain text is built here: a line for each paragraph, rows of tables with cells parted by tabs. It is what
Word prints: insertions and results of fields, not deletions, codes and hidden text; headers and footers are left
out. Text boxes and notes stand after what they are anchored in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.errors import ReadError
from kg.model import Block, Document, Place, Span, Table
from kg.read.archive import Archive
from kg.read.docx_numbers import Numbers
from kg.read.docx_styles import Styles, W
from kg.read.docx_tables import Grid, Slot, laid_out, rows_of
from kg.read.docx_text import Inline, content, is_contents_link, is_deleted
from kg.read.encoding import CONTROLS
from kg.read.lines import clean, heading_level, is_contents_title
from kg.read.package import Package
from kg.read.rows import MOST_PLACES
from kg.read.text import Line, Wrapping, paragraphs
from kg.read.xml import Element

_LONG = 45  # characters; no heading is longer, whatever its style
_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What one paragraph prints, with the number of its list; `level` is that of its style."""

    text: str
    level: int = 0
    in_contents: bool = False


def read_docx(data: bytes, source: str) -> Document:
    """Read a Word file; raises `ReadError` where it is broken, unsafe or empty.

    Pictures and embedded files, whose text is not read, are counted in `Document.warnings`.
    """
    package = Package(Archive(data, source), "word/document.xml")
    body = package.main("Word 正文").find(W + "body")
    writer = _Writer(source, package)
    for item in writer.flow(body) if body is not None else ():
        writer.add(item)
    text = "".join(writer.parts)
    if not text.strip():
        raise ReadError(f"{source}: 没有文字{'，只有图片；请先做文字识别（OCR）' if writer.pictures else ''}")
    digest = hashlib.sha256(data).hexdigest()
    return Document(source, digest, "docx", text, tuple(writer.blocks), (), tuple(writer.warnings()))


@dataclass
class _Writer:
    """Builds the plain text and the blocks over it."""

    source: str
    package: Package
    parts: list[str] = field(default_factory=list)
    blocks: list[Block | Table] = field(default_factory=list)
    pictures: int = 0
    _objects: int = 0
    _unknown: int = 0
    _length: int = 0
    _line: int = 1
    _places: int = 0
    _titled: bool = False  # the contents, by a title over them
    _waiting: list[Element] = field(default_factory=list)  # notes and inner tables, until their place is reached

    def __post_init__(self) -> None:
        self._styles = Styles(self.package.part("styles"))
        self._numbers = Numbers(self.package.part("numbering"), self._styles)
        self._notes = {
            (kind, note.get(W + "id", "")): note
            for kind, name in _NOTES.items()
            if (root := self.package.part(kind)) is not None
            for note in root.iter(W + name)
        }

    def warnings(self) -> Iterator[str]:
        """What was seen but could not be read."""
        if self.pictures:
            yield f"有{self.pictures}张图片，图片里的文字未能读取"
        if self._objects:
            yield f"嵌入了{self._objects}个其他文件（如 Excel 表格），未能读取"
        if self._unknown:
            yield f"有{self._unknown}个符号未能读取：不知道它们是什么字"

    def flow(self, container: Element) -> Iterator[Paragraph | Element]:
        """The paragraphs and tables of a body, a cell, a box or a note; a deleted paragraph mark joins two of them."""
        held: Inline | None = None
        properties: Element | None = None
        for child in content(container, ("p", "tbl", "altChunk")):
            if child.tag == W + "p":
                inline, properties = held or Inline(), child.find(W + "pPr")
                inline.read(child)
                held = inline if is_deleted(properties, "rPr") else None
                if held is None:
                    yield from self._printed(inline, properties, is_contents_link(child))
                continue
            if held is not None:
                yield from self._printed(held, properties, False)
                held = None
            if child.tag == W + "tbl":
                yield child
            else:
                self._objects += 1
        if held is not None:
            yield from self._printed(held, properties, False)

    def _printed(self, inline: Inline, properties: Element | None, linked: bool) -> Iterator[Paragraph | Element]:
        self.pictures += inline.pictures
        self._objects += inline.objects
        self._unknown += inline.unknown
        text = (self._numbers.next(properties) + inline.text).translate(CONTROLS)
        listed = linked or self._styles.is_contents(properties)
        yield Paragraph(text, self._styles.level(properties), listed)
        for box in inline.boxes:
            yield from self.flow(box)
        self._waiting += [note for key in inline.notes if (note := self._notes.pop(key, None)) is not None]

    def add(self, item: Paragraph | Element) -> None:
        """Add a paragraph or a table, then the notes and tables inside it."""
        if isinstance(item, Paragraph):
            self._paragraph(item)
        else:
            self._table(item)
        waiting, self._waiting = self._waiting, []
        for element in waiting:
            for inner in [element] if element.tag == W + "tbl" else self.flow(element):
                self.add(inner)

    def _put(self, text: str) -> int:
        """Add text; where it begins."""
        start = self._length
        self.parts.append(text)
        self._length += len(text)
        self._line += text.count("\n")
        return start

    def _paragraph(self, paragraph: Paragraph) -> None:
        line, start = self._line, self._put(paragraph.text + "\n")
        if not paragraph.text.strip():
            return
        if "\n" in paragraph.text.strip():
            self.blocks += paragraphs(_lines(paragraph.text, start, line), Wrapping())
            return
        passage = clean(paragraph.text, start)
        if paragraph.in_contents and not self._titled:
            return  # known as contents by Word alone
        self._titled = self._titled or is_contents_title(passage.text)
        styled = paragraph.level if _may_head(passage.text) else 0
        level = styled or heading_level(passage.text)
        self.blocks.append(Block("heading" if level else "paragraph", passage, level, Place(line=line)))

    def _table(self, table: Element) -> None:
        rows = [(before, cells) for before, cells in rows_of(table)]
        inner = [cell for _, cells in rows for cell in cells if next(content(cell, ("tbl",)), None) is not None]
        if inner and len(rows) == len(rows[0][1]) == 1:  # a frame around other content
            for item in self.flow(inner[0]):
                self.add(item)
            return
        grid = laid_out([(before, [Slot.of(cell, self._cell(cell)) for cell in cells]) for before, cells in rows])
        self._places += grid.n_rows * grid.n_cols
        if self._places > MOST_PLACES:
            raise ReadError(f"{self.source}: 表格超过 {MOST_PLACES // 1_000_000} 百万格，不是一份公开文本")
        if grid.has_text:
            self._write(grid)

    def _cell(self, cell: Element) -> str:
        texts: list[str] = []
        for item in self.flow(cell):
            if isinstance(item, Paragraph):
                texts.append(item.text)
            else:
                self._waiting.append(item)
        return "\n".join(text for text in texts if text.strip())

    def _write(self, grid: Grid) -> None:
        line, start = self._line, self._length
        for row in grid.rows:
            for i, slot in enumerate(row):
                slot.line = self._line
                slot.passage = clean(slot.text, self._put(slot.text))
                self._put("\t" if i < len(row) - 1 else "\n")
            if not row:
                self._put("\n")
        span, place = Span(start, self._length), Place(line=line)
        self.blocks.append(Table(grid.cells(), grid.n_rows, grid.n_cols, span, True, place))


def _may_head(text: str) -> bool:
    return len(text) <= _LONG and not any(sign in text for sign in "。；")


def _lines(text: str, start: int, number: int) -> list[Line]:
    lines: list[Line] = []
    for raw in text.split("\n"):
        lines.append(Line(start, raw, number + len(lines)))
        start += len(raw) + 1
    return lines
