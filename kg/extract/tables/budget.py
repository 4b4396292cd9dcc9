"""Money tables to BudgetLines: one figure a node, with its item, column, unit, rounding and role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kg.extract.context import Reader
from kg.extract.meaning_lexicon import named
from kg.extract.money import amount, is_blank, is_number
from kg.extract.sections import unit_in
from kg.extract.tables.columns import Codes, Group, Label, compiled, depth, first_match, groups, roles, split_code
from kg.extract.tables.totals import Line, link_totals
from kg.extract.tables.view import View
from kg.model import Ref, Span, Term, Value, Year
from kg.vocab import BP, RDFS, SKOS


@dataclass(frozen=True, slots=True)
class Row:
    """One label of a row: what the figures of the row are about."""

    label: str
    code: str | None
    span: Span
    line: int


@dataclass(frozen=True)
class BudgetReader:
    """Reads one table by the budget layout."""

    reader: Reader
    layout: dict[str, Any]
    view: View
    table: Ref
    skip: frozenset[int] = frozenset()
    carried: bool = False  # rows without a name go on with the row above, as under a merged cell

    def read(self) -> int:
        """Add the lines of the table; returns how many figures were read."""
        column_roles = roles(self.view, self.layout["roles"])
        for col in self.skip:
            column_roles[col] = "note"
        lines: list[Line] = []
        for index, group in enumerate(groups(column_roles)):
            for label in group.labels or [Label(-1)]:
                lines.extend(self._group(index, group, label))
        link_totals(self.reader.sheet, lines, self.layout)
        return sum(1 for line in lines if line.amount is not None)

    def _group(self, index: int, group: Group, label: Label) -> Iterator[Line]:
        codes = Codes()
        row = Row("", None, Span(0, 0), -1)
        for r in self.view.data:
            above, row = row, self._row(r, label, codes)
            if self.carried and not row.label:
                row = above
            figures = [c for c in group.amounts if is_number(self.view.text(r, c))]
            total = bool(row.label) and bool(compiled(self.layout["totals"]).match(row.label))
            if not (figures or (total and label.name >= 0)):
                continue
            if total and label is not (group.labels or [label])[0]:
                continue
            for col in group.amounts:
                cell = self.view.own(r, col)
                if cell is not None and (cell.text or figures or total) and (is_blank(cell.text) or is_number(cell.text)):
                    yield self._line(r, col, row, (index, label.name), total)

    def _row(self, r: int, label: Label, codes: Codes) -> Row:
        name = self.view.cell(r, label.name) if label.name >= 0 else None
        code, text = split_code(name.text if name else "")
        printed = [self.view.text(r, c) for c in label.codes]
        code = code or codes.join(printed)
        if not text and (whole := next((p for p in printed if p and not p.isdigit()), "")):
            text, code = whole, None  # 合计 printed in the code column
            name = next(c for c in self.view.cells(r) if c.text == whole)
        if text.isdigit() and (unit := next((c for c in self.view.cells(r) if c.col > label.name), None)):
            text, name = unit.text, unit  # a unit's code stands where the item's name should
        if self.reader.is_department(text):
            code = None
        start = name.passage.span() if name and name.text else Span(0, 0)
        return Row(text, code, start, r)

    def _line(self, r: int, col: int, row: Row, group: tuple[int, int], total: bool) -> Line:
        cell = self.view.grid[r][col]
        assert cell is not None
        path = "/".join(self.view.paths[col])
        unit = unit_in(path) or unit_in(row.label) or self.view.caption.unit
        figure = amount(cell.text, unit) if unit and is_number(cell.text) else None
        values: dict[Term, Value | None] = {
            RDFS.label: row.label or None,
            SKOS.notation: row.code,
            BP.column: path,
            BP.printed: cell.text,
            BP.amount: figure.yuan if figure else None,
            BP.halfUnit: figure.half_unit if figure else None,
            BP.inTable: self.table,
            **self._dimensions(path, row, total),
        }
        key = self.reader.sheet.add(
            BP.BudgetLine, self._evidence(row, cell.passage.span()), "layout/budget", values, page=cell.place.page
        )
        level = depth(row.label, self.layout["numbering"])
        return Line(key, r, col, group, row.label, row.code, figure.yuan if figure else None,
                    figure.half_unit if figure else None, total, level)  # fmt: skip

    def _dimensions(self, path: str, row: Row, total: bool) -> dict[Term, Value | None]:
        words = self.layout["columns"]
        title = self.view.caption.title.text if self.view.caption.title else ""
        fund = first_match(words["fund"], [path, title])
        kind = first_match(words["expenditure"], [path, title])
        phase = first_match(words["phase"], [path, title])
        side = first_match(self.layout["sides"], [path])
        year = compiled(r"(20\d\d)年").search(path)
        fiscal = int(year[1]) if year else self.view.caption.year or self.reader.year
        code = row.code if row.code and row.code[0] == "2" and len(row.code) in (3, 5, 7) else None
        return {
            BP.fundSource: _concept(fund),
            BP.expenditureType: _concept(kind),
            BP.phase: _concept(phase),
            BP.side: _concept(side),
            BP.fiscalYear: Year(fiscal) if fiscal else None,
            BP.classCode: code[:3] if code else None,
            BP.about: self._item(row, path, total),
        }

    def _item(self, row: Row, path: str, total: bool) -> Ref | None:
        """The item of a row; a total is about what its column is about."""
        label = path.rsplit("/", 1)[-1] if total and not compiled(self.layout["totals"]).match(path) else row.label
        if not label or self.reader.is_department(row.label):
            return None
        return self.reader.items.get(label, code=None if total else row.code, span=row.span)

    def _evidence(self, row: Row, figure: Span) -> Span:
        """From the label to the figure where both stand in one line, else the figure alone."""
        if row.span.end <= figure.start and 0 < row.span.end and figure.end - row.span.start <= 200:
            return Span(row.span.start, figure.end)
        return figure if figure.end > figure.start else row.span




def _concept(name: str | None) -> Term | None:
    return named("layouts/budget.yaml", name) if name else None
