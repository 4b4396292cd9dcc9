"""A table as the layouts see it: one grid, its header rows, the path of each column, its data rows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from kg.extract.money import is_number
from kg.extract.sections import Caption, is_title
from kg.model import Cell, Passage, RowKind, Span, Table

_CODE = re.compile(r"^\d{3,7}$|^\d{2}$")
_MARKED = re.compile(r"^[一二三四五六七八九十]+、|^[（(][一二三四五六七八九十]+[）)]|^\d{1,2}[、.．]")
_TOTAL = re.compile(r"^(本年|收入|支出|收支)*(合计|总计|共计)$|^[合总]\s*计$")
_TABLE_NUMBER = re.compile(r"附?表[\d一二三四五六七八九十]+([-—－]\d+)?")
_RANKS = re.compile(r"^\d{1,2}$")
_BANNER = re.compile(r"^(金额)?单位[：:]|^.{0,2}(部门|单位)([（(]单位[）)])?(名称)?[：:]|^.{0,4}(时间|日期)[：:]")
_NOTE = re.compile(r"^(注|说明|备注)[：:]|^[（(]注[：:]")


@dataclass
class View:
    """A table with its caption; rows and columns count from 0."""

    table: Table
    caption: Caption
    source: str = ""
    grid: list[list[Cell | None]] = field(init=False)
    _cells: dict[int, list[Cell]] = field(init=False, default_factory=dict)  # by row, which is asked for often

    def __post_init__(self) -> None:
        self.grid = self.table.grid()

    def cell(self, row: int, col: int) -> Cell | None:
        """The cell that covers a position, or None."""
        return self.grid[row][col]

    def text(self, row: int, col: int) -> str:
        """The text at a position; blank where there is no cell."""
        cell = self.grid[row][col]
        return cell.text if cell else ""

    def own(self, row: int, col: int) -> Cell | None:
        """The cell that begins at a position: a merged cell stands once, at its top left corner."""
        cell = self.grid[row][col]
        return cell if cell and cell.row == row and cell.col == col else None

    def cells(self, row: int) -> list[Cell]:
        """The different cells of a row with text, from left to right."""
        if (seen := self._cells.get(row)) is None:
            seen = self._cells[row] = []
            for cell in self.grid[row]:
                if cell and cell.text and not (seen and cell is seen[-1]):
                    seen.append(cell)
        return seen

    @cached_property
    def first(self) -> int:
        """The first row after the banner rows: title, unit and department lines inside the frame."""
        row = 0
        while row < self.table.n_rows - 1 and self._is_banner(row):
            row += 1
        return row

    def _is_banner(self, row: int) -> bool:
        cells = self.cells(row)
        if not cells:
            return True
        wide = len(cells) == 1 and (
            cells[0].colspan == self.table.n_cols
            or self._is_lone_title(cells[0])
            or bool(_TABLE_NUMBER.fullmatch(cells[0].text))
        )
        texts = [c.text for c in cells]
        labelled = len(cells) <= 3 and any(_BANNER.search(t) for t in texts) and not any(map(is_number, texts))
        return (wide or labelled) and self.table.n_cols > 1

    def _is_lone_title(self, cell: Cell) -> bool:
        """A title in the first cell of a row whose other cells are blank because no spans were kept."""
        return not self.table.ruled and cell.col == 0 and is_title(cell.text)

    @cached_property
    def head(self) -> range:
        """The header rows."""
        row = self.first
        while row < self.table.n_rows and not self._is_data(row):
            row += 1
        return range(self.first, row)

    @cached_property
    def data(self) -> list[int]:
        """The data rows: after the header, without repeated headers, rank rows and notes."""
        return [r for r, kind in enumerate(self.kinds) if kind == "data"]

    @cached_property
    def kinds(self) -> list[RowKind]:
        """What each row is, from the top."""
        heads = {tuple(self.row_texts(r)) for r in self.head}
        return [self._kind(r, heads) for r in range(self.table.n_rows)]

    def _kind(self, row: int, heads: set[tuple[str, ...]]) -> RowKind:
        if row < self.first:
            return "banner"
        if not self.cells(row):
            return "blank"
        if self._is_rank(row):
            return "ranks"
        if row in self.head:
            return "header"
        if tuple(self.row_texts(row)) in heads:
            return "repeated"
        return "note" if self._is_note(row) else "data"

    def row_texts(self, row: int) -> list[str]:
        """The text at every position of a row."""
        return [self.text(row, c) for c in range(self.table.n_cols)]

    def _is_data(self, row: int) -> bool:
        texts = [c.text for c in self.cells(row)]
        if self._is_rank(row) or not texts:
            return False
        if any(map(is_number, texts)):
            return True
        if _TOTAL.match(texts[0]) and (len(texts) == 1 or any(map(is_number, texts))):
            return True
        if len(texts) > 1 and any(_CODE.match(t) for t in texts[:2]):
            return True
        return bool(_MARKED.match(texts[0])) and row > self.first

    def _is_rank(self, row: int) -> bool:
        """A row that numbers the columns: ``栏次 1 2 3``."""
        texts = [c.text for c in self.cells(row)]
        ranks = [int(t) for t in texts if _RANKS.match(t)]
        rest = [t for t in texts if not _RANKS.match(t) and t not in ("栏次", "**", "—", "－")]
        return not rest and ranks == sorted(set(ranks)) and (len(ranks) > 1 or "**" in texts)

    def _is_note(self, row: int) -> bool:
        cells = self.cells(row)
        return len(cells) == 1 and bool(_NOTE.match(cells[0].text))

    @cached_property
    def paths(self) -> list[tuple[str, ...]]:
        """For each column its printed header, from the top down, without repeats."""
        return self.header_paths(self.head)

    def header_paths(self, rows: Iterable[int]) -> list[tuple[str, ...]]:
        """The header paths of the columns, read from some header rows."""
        filled: list[list[str]] = []
        for row in rows:
            if not self._is_rank(row):
                filled.append(self._spread(row, filled))
        return [tuple(_distinct(row[c] for row in filled)) for c in range(self.table.n_cols)]

    def _spread(self, row: int, above: list[list[str]]) -> list[str]:
        """Header texts of a row; in an unruled table a blank stands under the cell to its left if both
        have the same headers above."""
        texts = self.row_texts(row)
        if not self.table.ruled:
            for c in range(1, len(texts)):
                if not texts[c] and all(heads[c] == heads[c - 1] for heads in above):
                    texts[c] = texts[c - 1]
        return texts

    def span(self, row: int, cells: Iterable[Cell] | None = None) -> Span:
        """The span from the first to the last of some cells of a row (all with text by default)."""
        chosen = [c for c in (cells if cells is not None else self.cells(row)) if c.text]
        return covering(c.passage for c in chosen) if chosen else Span(self.table.span.start, self.table.span.start)


def covering(passages: Iterable[Passage]) -> Span:
    """The smallest span that holds all passages."""
    spans = [p.span() for p in passages if p]
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def _distinct(texts: Iterable[str]) -> list[str]:
    kept: list[str] = []
    for text in texts:
        if text and (not kept or kept[-1] != text):
            kept.append(text)
    return kept
