"""Ruled tables with the text of their cells, and their joining over page breaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.read.lines import ends_sentence, mark
from kg.read.pdf_lines import Line, run_on, texts_of
from kg.read.pdf_page import Box, Glyph
from kg.read.rulings import NEAR, Grid

_PROSE = re.compile("[，。；]")
_NUMBER = re.compile(r"[-+]?[\d,.]+[%％]?")
_LONG = 50  # characters; a longer text is running text


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell with its text; `page` and `box` are where the text stands, `cut_*` where no line closes it."""

    row: int
    col: int
    rowspan: int
    colspan: int
    text: str
    page: int
    box: Box
    cut_above: bool = False
    cut_below: bool = False


@dataclass(frozen=True, slots=True)
class GridTable:
    """A table; `xs` are its column edges, `pages` the page of each row, `above` the lines over it."""

    xs: tuple[float, ...]
    pages: tuple[int, ...]
    cells: tuple[GridCell, ...]
    box: Box
    above: tuple[str, ...] = ()

    def row(self, row: int) -> list[GridCell]:
        """The cells that begin in a row."""
        return [cell for cell in self.cells if cell.row == row]


Item = Line | GridTable


def parted(grid: Grid, glyphs: Iterable[Glyph]) -> tuple[dict[int, list[Glyph]], list[Glyph]]:
    """The glyphs in each cell of a grid, by its index, and those in none."""
    inside: dict[int, list[Glyph]] = {}
    outside: list[Glyph] = []
    for glyph in glyphs:
        index = grid.find(glyph.x, glyph.y)
        (outside if index is None else inside.setdefault(index, [])).append(glyph)
    return inside, outside


def fill(grid: Grid, inside: Mapping[int, Sequence[Glyph]], page: int) -> GridTable:
    """The table of a grid, with the glyphs in each cell."""
    xs, ys, cells = grid.xs, grid.ys, []
    for index, place in enumerate(grid.boxes):
        box = Box(xs[place.col], ys[place.row], xs[place.col + place.colspan], ys[place.row + place.rowspan])
        text = _cell_text(inside[index]) if index in inside else ""
        cut = (not place.shut_above, not place.shut_below)
        cells.append(GridCell(place.row, place.col, place.rowspan, place.colspan, text, page, box, *cut))
    return GridTable(xs, (page,) * (len(ys) - 1), tuple(cells), Box(xs[0], ys[0], xs[-1], ys[-1]))


def _cell_text(glyphs: Iterable[Glyph]) -> str:
    text = ""
    for line in texts_of(glyphs):
        text += run_on(text, line) + line
    return text


def join_pages(pages: Sequence[list[Item]]) -> list[list[Item]]:
    """Tables that go on over a page break become one, which stands on its first page.

    `pages` are the lines and tables of each page from the top, without running headers and page numbers.
    A title and header rows that are printed again on the next page are dropped.
    """
    joined: list[list[Item]] = []
    open_page: list[Item] = []
    for page in pages:
        items = _captioned(page)
        last = open_page[-1] if open_page else None
        first = next((i for i, item in enumerate(items) if isinstance(item, GridTable)), None)
        after = items[first] if first is not None else None
        whole = _continued(last, after) if isinstance(last, GridTable) and isinstance(after, GridTable) else None
        if whole and first is not None:
            open_page[-1] = whole
            items = items[first + 1 :]
        joined.append(items)
        open_page = items or (open_page if whole else items)
    return joined


def _captioned(page: Sequence[Item]) -> list[Item]:
    """The items of a page with the lines over each table noted in it."""
    items: list[Item] = []
    above: list[str] = []
    for item in page:
        if isinstance(item, GridTable):
            items.append(replace(item, above=tuple(above)))
            above = []
        else:
            items.append(item)
            above.append(item.text)
    return items


def _continued(table: GridTable, after: GridTable) -> GridTable | None:
    """Both as one table, or None where `after` is a table of its own."""
    xs = _common(table.xs, after.xs)
    if xs is None or not set(after.above) <= set(table.above):
        return None
    table, after = _on(table, xs), _on(after, xs)
    repeated = _repeated(table, after)
    under_header = any(_is_header(_words(after, row)) for row in range(repeated))
    if not under_header and _begins_alike(table, after, repeated):
        return None
    headed = repeated or _has_header_of(table, after)
    return _append(table, _without(after, headed), bool(headed))


def _common(a: tuple[float, ...], b: tuple[float, ...]) -> tuple[float, ...] | None:
    """The finer of the column edges of a table and the next, where it has all edges of the other.

    The next may lack columns in front: a cell that neither begins nor ends on its page need not be drawn there.
    """
    fine, coarse = (a, b) if len(a) >= len(b) else (b, a)
    right, left = abs(fine[-1] - coarse[-1]), abs(fine[0] - coarse[0])
    same = right <= 2 * NEAR and (left <= 2 * NEAR or fine is a)
    return fine if same and all(min(abs(x - f) for f in fine) <= 2 * NEAR for x in coarse) else None


def _on(table: GridTable, xs: tuple[float, ...]) -> GridTable:
    """The table on finer column edges; columns that it lacks in front become open cells without text."""
    if len(xs) == len(table.xs):
        return table
    place = [min(range(len(xs)), key=lambda i: abs(xs[i] - x)) for x in table.xs]
    cells = [replace(c, col=place[c.col], colspan=place[c.col + c.colspan] - place[c.col]) for c in table.cells]
    height, page = len(table.pages), table.pages[0]
    front = [GridCell(0, col, height, 1, "", page, table.box, True, True) for col in range(place[0])]
    return replace(table, xs=xs, cells=(*front, *cells))


def _repeated(table: GridTable, after: GridTable) -> int:
    """How many rows at the head of `after` are those at the head of `table`."""
    count = 0
    while count < min(len(table.pages), len(after.pages)) and _face(table, count) == _face(after, count):
        count += 1
    while count and any(c.row < count < c.row + c.rowspan for c in after.cells):
        count -= 1
    return count if any(c.text for c in after.cells if c.row < count) else 0


def _face(table: GridTable, row: int) -> list[tuple[int, int, int, str]]:
    return [(c.col, c.rowspan, c.colspan, c.text) for c in table.row(row)]


def _begins_alike(table: GridTable, after: GridTable, repeated: int) -> bool:
    """Whether `after` is a new form of the same kind: below the same head it begins with the same label, or a banner.

    The rest of a table begins with whatever comes next in it.
    """
    first, again = table.row(repeated), after.row(repeated)
    if not (first and again and again[0].text) or first[0].colspan != again[0].colspan:
        return False
    banner = not repeated and again[0].colspan == len(table.xs) - 1
    return banner or first[0].text == again[0].text


def _has_header_of(table: GridTable, after: GridTable) -> int:
    """1 where the first row of `after` is a header that stands further down in `table`."""
    words = _words(after, 0)
    if not _is_header(words):
        return 0
    below: dict[int, list[str]] = {}
    for cell in table.cells:
        if cell.text:
            below.setdefault(cell.row, []).append(cell.text)
    return int(words in below.values())


def _is_header(words: Sequence[str]) -> bool:
    return len(words) > 2 and not any(char.isdigit() for word in words for char in word)


def _words(table: GridTable, row: int) -> list[str]:
    return [c.text for c in table.row(row) if c.text]


def _without(table: GridTable, rows: int) -> GridTable:
    """The table without its first rows; a cell that reaches below them keeps its lower part."""
    cells = []
    for cell in table.cells:
        above = min(max(rows - cell.row, 0), cell.rowspan)
        if above < cell.rowspan:
            cells.append(replace(cell, row=max(cell.row - rows, 0), rowspan=cell.rowspan - above))
    return replace(table, cells=tuple(cells), pages=table.pages[rows:])


def _append(table: GridTable, after: GridTable, headed: bool) -> GridTable:
    """Rows of `after` below those of `table`; cells and rows that the page break cuts are put together."""
    last = {c.col: c for c in table.cells if c.row + c.rowspan == len(table.pages)}
    pairs = [(last.get(c.col), c) for c in sorted(after.row(0), key=lambda c: c.col)]
    torn, leading = _is_torn(pairs), True
    height = len(table.pages) - int(torn)
    whole: dict[int, GridCell] = {}
    for cell, rest in pairs:
        if cell and cell.colspan == rest.colspan and (torn or _goes_on(cell, rest, headed, leading)):
            whole[rest.col] = _one(cell, rest, height)
        leading = leading and rest.col in whole
    kept = [whole[c.col] if c is last.get(c.col) and c.col in whole else c for c in table.cells]
    moved = [replace(c, row=c.row + height) for c in after.cells if c.row or c.col not in whole]
    return replace(table, pages=table.pages + after.pages[int(torn) :], cells=(*kept, *moved))


def _is_torn(pairs: Sequence[tuple[GridCell | None, GridCell]]) -> bool:
    """Whether a first row is the rest of the row above: without any text, though some cells go on to further rows;
    or with nothing in front and no figure, and either no line over it or unfinished sentences above.
    """
    both = [(cell, rest) for cell, rest in pairs if cell and cell.colspan == rest.colspan]
    if not both or len(both) < len(pairs):
        return False
    texts = [rest.text for _, rest in both]
    if not any(texts):
        return any(rest.rowspan > 1 for _, rest in both)
    if texts[0] or any(map(_NUMBER.fullmatch, texts)) or any(rest.rowspan > 1 for _, rest in both):
        return False
    broken = all(_breaks_off(cell.text) and not mark(rest.text) for cell, rest in both if rest.text)
    return broken or all(rest.cut_above for _, rest in both)


def _breaks_off(text: str) -> bool:
    return (bool(_PROSE.search(text)) or len(text) > _LONG) and not ends_sentence(text)


def _goes_on(cell: GridCell, rest: GridCell, headed: bool, leading: bool) -> bool:
    """Whether a page break parts two halves of one cell.

    Either no line closes the cell at the break; or it spans rows, all cells in front of it go on too,
    and the half without text shows that it is no new cell. Two figures are two cells.
    """
    if _NUMBER.fullmatch(cell.text) and _NUMBER.fullmatch(rest.text):
        return False
    if cell.cut_below and (rest.cut_above or headed):
        return True
    spans = cell.rowspan > 1 or rest.rowspan > 1
    return leading and spans and (not rest.text or (not cell.text and rest.cut_above))


def _one(cell: GridCell, rest: GridCell, height: int) -> GridCell:
    """Two halves of a cell, the lower beginning in row `height`; its place is where its text begins."""
    text = cell.text + run_on(cell.text, rest.text) + rest.text
    at = cell if cell.text else rest
    span = height + rest.rowspan - cell.row
    return replace(cell, text=text, rowspan=span, page=at.page, box=at.box, cut_below=rest.cut_below)
