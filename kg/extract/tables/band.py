"""Where a performance table has indicator rows: header rows, their columns, and the rows below them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from kg.extract.tables.columns import REMARK
from kg.extract.tables.packed import Packed
from kg.extract.targets import TargetParser, parser
from kg.model import Cell, Passage, Term
from kg.resources import Ontology
from kg.vocab import BPC

if TYPE_CHECKING:
    from kg.extract.tables.indicators import Entry
    from kg.extract.tables.view import View

_PUNCTUATION = re.compile(r"[\s:：]+")
_NUMBERING = re.compile(r"^([一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[、.．])")
_LONG = 40  # characters; no header is longer
_BREAKS = {"person", "project", "department", "annual", "medium_term", "tasks", "objective"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its header: role, printed text, path, the first level it stands under, its period."""

    col: int
    role: str
    text: str
    path: tuple[str, ...] = ()
    group: str | None = None
    period: Term | None = None


@dataclass
class Band:
    """Header rows (`top` to `leaf`) and data rows of one list of indicators inside a table."""

    view: View
    top: int
    leaf: int
    rows: list[int]
    columns: list[Column]

    @cached_property
    def pairs(self) -> list[tuple[Column, list[Column]]]:
        """Each name column with the value (or grade) columns after it."""
        pairs: list[tuple[Column, list[Column]]] = []
        for column in self.columns:
            if column.role == "name":
                pairs.append((column, []))
            elif column.role in ("value", "grade") and pairs:
                pairs[-1][1].append(column)
        return [(name, values) for name, values in pairs if values]

    @property
    def ragged(self) -> bool:
        """Two halves (whole period and year) in a flattened table, whose cells slip out of their columns."""
        return not self.view.table.ruled and len(self.pairs) > 1 and not any(n.group for n, _ in self.pairs)

    def one(self, role: str) -> Column | None:
        """The first column of a role."""
        return next((c for c in self.columns if c.role == role), None)


class Forms:
    """The words of the indicators layout, compiled."""

    def __init__(self, layout: dict[str, Any], targets: TargetParser, phases: dict[str, str]) -> None:
        self.role = lru_cache(maxsize=10_000)(self._role)  # headers and labels are printed again and again
        self.label = lru_cache(maxsize=10_000)(self._label)
        self._roles = {role: re.compile(pattern) for role, pattern in layout["roles"].items()}
        self._labels = {role: re.compile(pattern) for role, pattern in layout["labels"].items()}
        self._group = re.compile(layout["groups"])
        self.qualitative = re.compile(layout["qualitative"])
        self.target = re.compile(layout["target"])
        self.none = re.compile(layout["none"])
        self.fund = re.compile(layout["fund"])
        self.mark = re.compile(layout["mark"])
        self.first_mark = re.compile(layout["first_mark"])
        self.blank_goal = re.compile(layout["blank_goal"])
        self.first = re.compile(layout["levels"]["first"])
        self.second = re.compile(layout["levels"]["second"])
        self.levels = re.compile(f"({layout['levels']['first']})({layout['levels']['second']})(?=.)")
        self.packed = Packed(layout["packed"])
        self.measure = re.compile(layout["measure"])
        self.no_money = re.compile(layout["no_money"])
        self.total = re.compile(layout["total"])
        self.phases = phases
        self._targets = targets

    def _role(self, text: str) -> str:
        """The role of a column with this header, or ''."""
        bare = _PUNCTUATION.sub("", text)
        texts = dict.fromkeys((bare, REMARK.sub("", bare)))
        return next((role for t in texts for role, words in self._roles.items() if words.search(t)), "")

    def _label(self, text: str) -> str:
        """The role of a form label, or ''; numbering, blanks and colons are no part of it."""
        bare = _NUMBERING.sub("", _PUNCTUATION.sub("", text))
        if not 1 < len(bare) <= 24:
            return ""
        texts = dict.fromkeys((bare, REMARK.sub("", bare)))
        return next((role for text in texts for role, pattern in self._labels.items() if pattern.search(text)), "")

    def bands(self, view: View) -> list[Band]:
        """The lists of indicators in a table, from the top."""
        rows = range(view.table.n_rows)
        leaves = [r for r in rows if self._is_leaf(view, r)] or [r for r in rows if self._is_goals(view, r)][:1]
        found: list[Band] = []
        for leaf in leaves:
            if found and view.row_texts(leaf) == view.row_texts(found[-1].leaf):
                continue  # the header again, on the next page
            end = leaf + 2 if self._graded(view, leaf) else leaf + 1
            top = self._top(view, leaf)
            found.append(Band(view, top, end - 1, [], self._columns(view, top, end - 1)))
        tops = [*(band.top for band in found[1:]), view.table.n_rows]
        for band, stop in zip(found, tops, strict=False):
            band.rows = list(self._rows(band, stop))
        return found

    def _is_leaf(self, view: View, r: int) -> bool:
        roles = [self.role(c.text) for c in view.cells(r)]
        return "name" in roles and ("value" in roles or self._graded(view, r))

    def _is_goals(self, view: View, r: int) -> bool:
        """The header of a list of projects with their money and goals, without indicators."""
        return {"project", "amount", "objective"} <= {self.role(c.text) for c in view.cells(r)}

    def _graded(self, view: View, r: int) -> bool:
        below = view.cells(r + 1) if r + 1 < view.table.n_rows else []
        return sum(1 for c in below if self.role(c.text) == "grade") >= 3

    def _top(self, view: View, leaf: int) -> int:
        """The first header row: rows above a leaf belong to it if they are headers, not labels with values."""
        top = leaf
        while top > view.first and leaf - top < 3 and self._is_header(view, top - 1):
            top -= 1
        return top

    def _is_header(self, view: View, r: int) -> bool:
        cells = view.cells(r)
        if len(cells) < 2 or any(len(c.text) > _LONG for c in cells) or self._is_form_row(view, r):
            return False
        known = [c for c in cells if self.role(c.text) or self._group.search(c.text) or c.rowspan > 1]
        return len(known) * 2 >= len(cells) and any(c.row == r for c in known)

    def _is_form_row(self, view: View, r: int) -> bool:
        """A label of a form with its value beside it."""
        cells = [c for c in view.cells(r) if c.row == r]
        return bool(cells) and self.label(cells[0].text) in _BREAKS and (len(cells) < 2 or not self.role(cells[1].text))

    def _rows(self, band: Band, stop: int) -> Iterator[int]:
        header = band.view.row_texts(band.leaf)
        for r in range(band.leaf + 1, stop):
            if self._is_form_row(band.view, r):
                return
            cells = band.view.cells(r)
            if cells and band.view.row_texts(r) != header and not cells[0].text.startswith(("注：", "注:", "说明：")):
                yield r

    def _columns(self, view: View, top: int, leaf: int) -> list[Column]:
        paths = self._paths(view, top, leaf)
        values = sum(bool(path) and self.role(path[-1]) == "value" for path in paths)
        periods = found if len(found := self._periods(view, top)) == values else []
        columns: list[Column] = []
        last: Cell | None = None
        names = 0
        for c in range(view.table.n_cols):
            path = paths[c]
            cell = view.grid[leaf][c]
            beside = cell is not None and cell.row + cell.rowspan > leaf + 1  # a label beside the rows, no header
            role = self.role(path[-1]) if path and not beside else ""
            if not role or (cell is not None and cell is last and cell.text):
                last = cell
                continue
            last = cell
            names += role == "value"
            group = next((p for p in path[:-1] if self._group.search(p)), None)
            period = period_of(path[-1]) or (periods[names - 1] if 0 < names <= len(periods) else None)
            columns.append(Column(c, role, path[-1], path, group, period if role == "value" else None))
        return columns + self._without_header(view, leaf, columns)

    def _without_header(self, view: View, leaf: int, columns: list[Column]) -> list[Column]:
        """Level columns whose header is blank, told by the levels that stand in front of the names."""
        taken = {column.col for column in columns}
        names = [column.col for column in columns if column.role == "name"]
        found: list[Column] = []
        for role, words in (("level1", self.first), ("level2", self.second)):
            if not view.table.ruled or not names or any(column.role == role for column in columns):
                continue
            for c in set(range(names[0])) - taken:
                texts = [view.text(r, c) for r in range(leaf + 1, view.table.n_rows)]
                if not view.text(leaf, c) and any(map(words.fullmatch, texts)):
                    found.append(Column(c, role, ""))
        return found

    def _paths(self, view: View, top: int, leaf: int) -> list[tuple[str, ...]]:
        """Header paths; only at the top of a table may a header stand for the blanks beside it."""
        rows = range(top, leaf + 1)
        if top == view.head.start:
            return view.header_paths(rows)
        texts = [[view.text(r, c) for r in rows] for c in range(view.table.n_cols)]
        return [tuple(dict.fromkeys(t for t in column if t)) for column in texts]

    def _periods(self, view: View, top: int) -> list[Term]:
        """Periods of the halves of a form, from the row above that names both."""
        for r in range(top - 1, max(-1, top - 4), -1):
            found = [p for c in view.cells(r) if (p := period_of(c.text)) and len(c.text) < 12]
            if len(found) > 1:
                return found
        return []

    def ragged(self, band: Band, r: int, carried: dict[str, str]) -> Iterator[Entry]:
        """Read a row by the order and kind of its cells: first level, then level, name and value in each half."""
        from kg.extract.tables.indicators import Entry

        cells = [c for c in band.view.cells(r) if c.text]
        level1 = band.one("level1")
        if cells and self._begins_level(cells) and cells[0].col <= (level1.col if level1 else 0):
            carried["level1"] = cells.pop(0).text
            carried.pop("level2", None)
        names: list[Passage] = []
        values: list[tuple[Passage, dict[str, str], Term | None]] = []
        for _, (value, *_rest) in band.pairs:
            if cells and self.second.fullmatch(cells[0].text):
                carried["level2"] = cells.pop(0).text
            if cells and not self.is_value(cells[0].text) and not (
                self.second.fullmatch(cells[0].text) and not any(self.is_value(c.text) for c in cells)
            ):  # fmt: skip
                names.append(cells.pop(0).passage)
            if cells and self.is_value(cells[0].text):
                values.append((cells.pop(0).passage, {}, value.period))
        if names or values:
            name = max(names, key=lambda p: len(p.text)) if names else None
            page = band.view.cells(r)[0].place.page
            entry = Entry(name, carried.get("level1"), carried.get("level2"), values, page=page)
            entry.cut = next(
                (p.text for p in names if name and p.text != name.text and name.text.startswith(p.text)), None
            )
            yield entry

    def _begins_level(self, cells: list[Cell]) -> bool:
        """A first level stands once in a row; a name that both halves print (成本指标) is their second level."""
        text = cells[0].text
        twice = bool(self.second.fullmatch(text)) and any(cell.text == text for cell in cells[1:])
        return bool(self.first.fullmatch(text)) and not twice

    def is_value(self, text: str) -> bool:
        """Whether a cell holds a target value and not a name."""
        if self.qualitative.match(text):
            return True
        return len(text) <= 20 and self._targets.parse(text).comparator != BPC.qualitative


def _breaks_off(text: str, name: str) -> bool:
    """Whether a text is the name but for its end."""
    return len(text) < len(name) and name.startswith(text)


def period_of(text: str) -> Term | None:
    """The period that a header or a label names."""
    if re.search(r"实施周?期|中长?期", text):
        return BPC.medium_term
    return BPC.annual if re.search(r"年度|本年|当年", text) else None


@lru_cache(maxsize=8)
def forms(ontology: Ontology) -> Forms:
    """The words of an ontology's layouts, compiled once."""
    layouts = ontology.layouts
    return Forms(layouts["indicators"], parser(ontology), layouts["budget"]["columns"]["phase"])
