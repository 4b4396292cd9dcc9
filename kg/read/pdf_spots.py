"""Where characters of a PDF's plain text stand on its pages, as boxes to draw around or to cover."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.model import Block, Document, Table
from kg.read.pdf import read_pdf
from kg.read.pdf_lines import rows_of
from kg.read.pdf_page import Box, Glyph, read_pages

_APART = 3.0  # points; marks of one line nearer to each other are one mark


@dataclass
class Spots:
    """One PDF, read again; pages are looked at when they are asked for."""

    data: bytes
    source: str
    document: Document = field(init=False)
    _rows: dict[int, list[list[Glyph]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.document = read_pdf(self.data, self.source)

    def boxes(self, start: int, end: int, page: int) -> list[Box]:
        """The boxes of some characters on a page: of the characters, or else of the cells or the paragraph; or none."""
        words = _squeezed(self.document.text[start:end])
        first = self.document.page_starts[page - 1]
        before = _squeezed(self.document.text[first:start])
        same = list(self._found(words, page))
        cells = [Box(*box) for box in self._cells(start, end, page)]
        if same and not (cells and len(same) > 1):
            return same[min(before.count(words), len(same) - 1)]
        return cells or (same[0] if same else [Box(*box) for box in self._paragraphs(start, end, page)])

    def everywhere(self, words: str, page: int) -> list[Box]:
        """The boxes of all places of a page where the words stand."""
        return [box for boxes in self._found(_squeezed(words), page) for box in boxes]

    def _found(self, words: str, page: int) -> Iterator[list[Box]]:
        rows = self._page(page)
        glyphs = [(glyph, n) for n, row in enumerate(rows) for glyph in row if glyph.char.strip()]
        text = "".join(glyph.char for glyph, _ in glyphs)
        owner = [n for n, (glyph, _) in enumerate(glyphs) for _ in glyph.char]
        at = text.find(words) if words else -1
        while at >= 0:
            inside = [glyphs[n] for n in dict.fromkeys(owner[at : at + len(words)])]
            yield list(_marks(inside))
            at = text.find(words, at + len(words))

    def _page(self, page: int) -> list[list[Glyph]]:
        if page not in self._rows:
            (found,) = read_pages(self.data, self.source, page)
            self._rows[page] = list(rows_of(found.glyphs))
        return self._rows[page]

    def _cells(self, start: int, end: int, page: int) -> Iterator[tuple[float, float, float, float]]:
        for table in self.document.blocks:
            if isinstance(table, Table) and table.span.start < end and start < table.span.end:
                for cell in table.cells:
                    span, place = cell.passage.span(), cell.place
                    if cell.text and span.start < end and start < span.end and place.box and place.page == page:
                        yield place.box

    def _paragraphs(self, start: int, end: int, page: int) -> Iterator[tuple[float, float, float, float]]:
        for block in self.document.blocks:
            if isinstance(block, Block) and block.place.box and block.place.page == page:
                span = block.passage.span()
                if span.start < end and start < span.end:
                    yield block.place.box


def _marks(glyphs: Sequence[tuple[Glyph, int]]) -> Iterator[Box]:
    """One box for glyphs that stand side by side on a line."""
    row, box = -1, Box(0, 0, 0, 0)
    for glyph, n in glyphs:
        own = Box(glyph.left, glyph.top, glyph.right, glyph.bottom)
        if n == row and own.left - box.right < _APART + glyph.size:
            box = Box(box.left, min(box.top, own.top), own.right, max(box.bottom, own.bottom))
            continue
        if row >= 0:
            yield box
        row, box = n, own
    if row >= 0:
        yield box


def _squeezed(text: str) -> str:
    return "".join(text.split())
