"""The record of how a table was read, for those who count what was not understood and who write layouts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from kg.extract.money import is_blank, is_number
from kg.extract.sheet import Draft, Sheet
from kg.extract.tables.band import Band, Forms
from kg.extract.tables.budget import BudgetReader
from kg.extract.tables.form import FormReader
from kg.extract.tables.line import closes
from kg.extract.tables.projects import ProjectList
from kg.extract.tables.view import View
from kg.model import Cell, Reading, Ref, Role, RowKind
from kg.vocab import BP, BPC

_NAMING = {"name", "class", "unit", "unit_code", "code", "order", "year", "note"}  # roles that hold no figures
_NO_MONEY = {"count", "rate"}
_SUMS = {BPC.total, BPC.subtotal}
_LONGEST_HEADER = 24  # characters
_MOST_HEADERS = 4  # rows


class _Figure(NamedTuple):
    amount: Decimal | None
    half_unit: Decimal | None


@dataclass
class Record:
    """One table with the readers that were set on it, each where the table called for it."""

    view: View
    forms: Forms
    bands: Sequence[Band]
    form: FormReader | None = None
    budget: BudgetReader | None = None
    listed: ProjectList | None = None
    new: Sequence[Draft] = field(default_factory=list)  # what the table gave

    def reading(self, key: Ref, sheet: Sheet) -> Reading:
        """The record, frozen; `key` is the table's own fact."""
        caption, lines = self.view.caption, [d for d in self.new if d.type == BP.BudgetLine]
        sums = [d for d in lines if d.get(BP.totals) or (d.get(BP.rowRole) in _SUMS and d.get(BP.amount))]
        return Reading(
            table=self.view.table,
            key=key,
            title=caption.title.text if caption.title else "",
            unit=caption.unit,
            layouts=tuple(self._layouts()),
            why=tuple(self._why()),
            columns=tuple(self._columns()),
            labels=tuple(self.form.labels if self.form else ()),
            rows=(rows := tuple(self._rows(key))),
            facts=tuple(draft.key for draft in self.new),
            sums=len(sums),
            open=tuple(d.key for d in sums if not _closes(sheet, d)),
            unknown=tuple(dict.fromkeys(self._unknown(rows))),
            trouble=self._trouble(),
        )

    def _layouts(self) -> Iterator[str]:
        if self.form:
            yield "indicators"
        if self.budget:
            yield "budget"

    def _why(self) -> Iterator[str]:
        for band in self.bands:
            heads = "、".join(
                f"“{c.text}”（{c.role}）" for c in band.columns if c.role in ("name", "value", "objective")
            )
            yield f"indicators：第 {band.leaf + 1} 行是指标清单的表头：{heads}"
        if self.form and not self.bands:
            known = dict.fromkeys(f"“{label.header}”（{label.name}）" for label in self.form.labels)
            yield f"indicators：行首有三种以上表单的标签：{'、'.join(known)}"
        if self.budget and self.bands:
            yield "budget：指标清单里有项目和金额两列"
        elif self.budget:
            yield "budget：没有一行表头兼有指标名称（name）和指标值（value），行首也没有三种以上表单的标签"

    def _columns(self) -> Iterator[Role]:
        for band in self.bands:
            for c in band.columns:
                pattern = f"roles.{c.role}" if c.text else f"levels.{'first' if c.role == 'level1' else 'second'}"
                yield Role(band.leaf, c.col, c.role, "/".join(c.path), f"indicators.{pattern}")
        if self.budget and not self.bands:
            listed = {role.col: role for role in self.listed.columns} if self.listed else {}
            yield from (listed.get(role.col, role) for role in self.budget.columns)

    def _trouble(self) -> str:
        """Why nothing, or too little, was read of the table; '' where that is not so."""
        if self._lacks_indicators:
            return "印有指标值（如“≥95%”），但没有一行表头兼有指标名称（name）和指标值（value）"
        figures = (self.budget.figures if self.budget else 0) + (self.form.figures if self.form else 0)
        if figures or (self.form and self.form.indicators) or self._is_empty():
            return ""
        if any(draft.type == BP.BudgetLine for draft in self.new):
            return "有数字，但表内表外都没有写明金额单位（如“单位：万元”）"
        return "有数字，但没有找到名称列（name、class、unit）旁边的金额列（amount）"

    @cached_property
    def _lacks_indicators(self) -> bool:
        """Whether target values are printed, but neither indicators nor goals were read."""
        read = (self.form.indicators + self.form.goals_read) if self.form else self.listed.goals if self.listed else 0
        return not read and any(self.forms.target.search(cell.text) for cell in self.view.table.cells)

    def _is_empty(self) -> bool:
        """A printed form without figures: headers, perhaps item names, nothing to read."""
        counted = {c for c, path in enumerate(self.view.paths) if path and path[-1] == "序号"}
        cells = (c for r in self.view.data for c in self.view.cells(r) if c.col not in counted)
        return not any(is_number(c.text) for c in cells)

    def _unknown(self, rows: Sequence[RowKind]) -> Iterator[str]:
        """Words of header rows that no layout has a role for, but for those over money; then labels of rows that gave
        nothing in a form, or in what should have been one."""
        heads = self._heads()
        told = () if self._lacks_indicators else self._columns()
        known = {role.col for role in told if role.name == "amount" or role.pattern}
        for cell in (c for r in heads for c in self._own(r) if c.col not in known):
            if self._is_unknown(cell):
                yield cell.text
        above = range(heads[0]) if self._lacks_indicators and heads else ()
        for r in (r for r, kind in enumerate(rows) if r in above or (self.form and kind == "unread")):
            own = self._own(r)
            if len(own) > 1 and self._is_unknown(own[0]):
                yield own[0].text

    def _is_unknown(self, cell: Cell) -> bool:
        short = len(cell.text) <= _LONGEST_HEADER and not is_number(cell.text)
        return short and not (
            self.forms.role(cell.text) or self.forms.label(cell.text) or self._is_form_word(cell.text)
        )

    def _heads(self) -> Sequence[int]:
        """The rows in which headers stand; where none are known, the one over the first target value."""
        if self.bands:
            return [r for band in self.bands for r in range(band.top, band.leaf + 1)]
        if self.form or self._lacks_indicators:
            targets = (c.row for c in self.view.table.cells if self.forms.target.search(c.text))
            first = next((r for r in targets if not any(self.forms.label(c.text) for c in self._own(r))), 0)
            return range(max(0, first - 1), first)
        return self.view.head if self.view.data else list(self.view.head)[:1]

    def _own(self, r: int) -> list[Cell]:
        """The cells with text that begin in a row."""
        return [cell for cell in self.view.cells(r) if cell.row == r]

    def _rows(self, key: Ref) -> Iterator[RowKind]:
        kinds = self._form_rows() if self.form else self._table_rows()
        known = {label.row for label in self.form.labels} | self.form.continued if self.form else set()
        places, heads = self._places(key), [r for r, kind in enumerate(kinds) if kind == "header"]
        for r, kind in enumerate(kinds):
            own = self._own(r)
            if kind not in ("data", "label") or r in known or any(_within(places, cell) for cell in own):
                yield kind
            else:
                words = {self.view.text(head, cell.col) for head in heads for cell in own}
                again = len(own) > 1 and all(cell.text in words for cell in own)
                yield "repeated" if again else self._without_facts(r, own)

    def _places(self, key: Ref) -> list[int]:
        """Where the facts of the table, and the passages that it hands on to the reading of prose, begin and end."""
        spans = [draft.span for draft in self.new if draft.key != key]
        spans += [passage.span() for passage, _ in self.listed.passages] if self.listed else []
        return sorted({place for span in spans if span.end > span.start for place in (span.start, span.end - 1)})

    def _without_facts(self, r: int, own: Sequence[Cell]) -> RowKind:
        """What a row is that gave nothing: words of the form alone are no words of its own."""
        told = [c for c in own if not is_blank(c.text) and not self._is_form_word(c.text)]
        if not own:
            return "blank"
        if self.form or not self.budget:
            return "unread" if told else "header" if self._is_measures(own) else "unfilled"
        figures = [c for c in told if not self._names(c.col)]
        if not figures:
            return "unfilled"
        return "aside" if all(self._is_aside(r, c) for c in figures) else "unread"

    def _is_form_word(self, text: str) -> bool:
        words = (self.forms.none, self.forms.mark, self.forms.blank_goal, self.forms.first, self.forms.second)
        known = any(word.fullmatch(text) for word in words) or self._is_measure(text)
        return known or bool(self.form and self.forms.label(text))

    def _is_measure(self, text: str) -> bool:
        """Whether a cell of a form only names figures: 财政拨款, with none beside it."""
        return self.form is not None and len(text) <= _LONGEST_HEADER and bool(self.forms.measure.search(text))

    def _is_measures(self, own: Sequence[Cell]) -> bool:
        """Headers of figures inside a form: 总额, 财政拨款, 其他资金."""
        return len({c.text for c in own}) > 1 and all(self._is_measure(c.text) for c in own)

    @cached_property
    def _by_col(self) -> dict[int, Role]:
        return {role.col: role for role in self.budget.columns} if self.budget else {}

    def _names(self, col: int) -> bool:
        """Whether a column is known to name the rows or to remark on them."""
        role = self._by_col[col]
        return role.name in _NAMING and (bool(role.pattern) or role.name != "note")

    def _is_aside(self, r: int, cell: Cell) -> bool:
        assert self.budget is not None
        labels = [self.view.text(r, role.col) for role in self.budget.columns if role.name == "name"]
        return self._by_col[cell.col].name in _NO_MONEY or any(self.budget.counts(t, cell.col) for t in labels)

    def _table_rows(self) -> list[RowKind]:
        """The rows of a table; where none has a figure, not all of many can be headers."""
        kinds, first = self.view.kinds, self.view.head.start
        if self.view.data or kinds.count("header") <= _MOST_HEADERS:
            return kinds
        return ["data" if kind == "header" and r > first else kind for r, kind in enumerate(kinds)]

    def _form_rows(self) -> list[RowKind]:
        """The rows of a form: those of its lists of indicators, and all others as labels and values."""
        view = self.view
        kinds: list[RowKind] = [kind if kind in ("banner", "blank", "note") else "label" for kind in view.kinds]
        for band in self.bands:
            header, rows = view.row_texts(band.leaf), set(band.rows)
            kinds[band.top : band.leaf + 1] = ["header"] * (band.leaf + 1 - band.top)
            for r in range(band.leaf + 1, max([band.leaf, *band.rows]) + 1):
                skipped: RowKind = "repeated" if view.row_texts(r) == header else "note" if view.cells(r) else "blank"
                kinds[r] = "data" if r in rows else skipped
        return kinds


def _within(places: Sequence[int], cell: Cell) -> bool:
    span = cell.passage.span()
    at = bisect_left(places, span.start)
    return at < len(places) and places[at] < span.end


def _closes(sheet: Sheet, total: Draft) -> bool:
    parts = [sheet.drafts[Ref(str(key))] for key in total.all(BP.totals)]
    return bool(parts) and closes(_figure(total), map(_figure, parts))


def _figure(draft: Draft) -> _Figure:
    amount, half = draft.get(BP.amount), draft.get(BP.halfUnit)
    return _Figure(amount if isinstance(amount, Decimal) else None, half if isinstance(half, Decimal) else None)
