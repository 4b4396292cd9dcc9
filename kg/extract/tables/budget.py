"""Money tables to BudgetLines: one figure a node, with its item, column, unit, rounding and role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple

from kg.extract.classes import Classes, classes
from kg.extract.context import Reader
from kg.extract.meaning_lexicon import named
from kg.extract.money import amount, is_blank, is_number
from kg.extract.sections import unit_in
from kg.extract.tables.columns import (
    REMARK,
    Codes,
    Group,
    Label,
    compiled,
    depth,
    first_match,
    groups,
    roles,
    split_code,
)
from kg.extract.tables.line import Line
from kg.extract.tables.totals import link_totals
from kg.extract.tables.view import View
from kg.model import Cell, Ref, Role, Span, Term, Value, Year
from kg.vocab import BP, RDFS, SKOS


class Row(NamedTuple):
    """One label of a row: what the figures of the row are about."""

    label: str
    code: str | None
    span: Span
    unit: str | None = None
    outer: bool = False
    year: str = ""
    whole: bool = False
    above: str = ""  # the code of the class that it stands under, or the first digit of its classification


@dataclass
class BudgetReader:
    """Reads one table by the budget layout."""

    reader: Reader
    layout: dict[str, Any]
    view: View
    table: Ref
    skip: frozenset[int] = frozenset()
    carried: bool = False  # rows without a name go on with the row above, as under a merged cell
    figures: int = 0  # that were read
    told: dict[str, dict[Term, Value | None]] = field(default_factory=dict)  # by the headers of columns
    parts: frozenset[int] = frozenset()  # rows without a unit's code that a sum adds up and that add up nothing

    @cached_property
    def classes(self) -> Classes:
        """The economic classes by their names."""
        return classes(self.reader.ontology)

    @cached_property
    def columns(self) -> list[Role]:
        """The role of each column; those of an indicator list that are not of money count for nothing here."""
        found = roles(self.view, self.layout["roles"])
        return [replace(r, name="note", pattern="", content="属于指标清单") if r.col in self.skip else r for r in found]

    def read(self) -> int:
        """Add the lines of the table; returns how many figures were read."""
        lines: list[Line] = []
        for index, group in enumerate(groups([column.name for column in self.columns])):
            for label in group.labels or [Label(-1)]:
                lines.extend(self._group(index, group, label))
        link_totals(self.reader.sheet, lines, self.layout)
        self.figures = sum(1 for line in lines if line.amount is not None)
        self.parts = frozenset(self._parts(lines))
        return self.figures

    def _parts(self, lines: list[Line]) -> Iterator[int]:
        sums = {line.key: self.reader.sheet.drafts[line.key].all(BP.totals) for line in lines}
        added = {part for parts in sums.values() for part in parts}
        return (line.row for line in lines if line.key in added and not (sums[line.key] or line.total or line.unit))

    def _group(self, index: int, group: Group, label: Label) -> Iterator[Line]:
        codes = Codes()
        row = Row("", None, Span(0, 0))
        scheme = first_match(self.layout["schemes"], ["/".join(self.view.paths[label.name])]) if label.name >= 0 else ""
        under = scheme = scheme or ""
        for r in self.view.data:
            above, row = row, self._row(r, label, codes, group)
            if self.carried and not row.label:
                row = above
            under = self._class(row.label, scheme) or under
            row = row._replace(above=under)
            amounts = [c for c in group.amounts if not self.counts(row.label, c)]
            figures = [c for c in amounts if is_number(self.view.text(r, c))]
            total = self._is_total(row.label) or self._is_nameless_total(r, row) or self._is_whole(r, row, label)
            if not (figures or (total and label.name >= 0)):
                continue
            if (total or not row.label) and label is not (group.labels or [label])[0]:
                continue
            for col in amounts:
                cell = self.view.own(r, col)
                shown = cell is not None and (is_blank(cell.text) or is_number(cell.text))
                if cell is not None and shown and (cell.text or figures or total):
                    yield self._line(r, col, row, (index, label.name), total)

    def _class(self, label: str, scheme: str) -> str:
        """The code of a known class of a classification (of any, where the column is of none) that a row names."""
        if self._is_total(label):
            return scheme
        code = self.classes.code(label, scheme)
        entry = self.reader.items.lexicon.known(label)
        if code is None and entry is not None and entry.code and entry.code.startswith(scheme):
            code = entry.code
        return code[:3] if code else ""

    def _row(self, r: int, label: Label, codes: Codes, group: Group) -> Row:
        name = self.view.cell(r, label.name) if label.name >= 0 else None
        code, text = split_code(name.text if name else "")
        code = code or codes.join([self.view.text(r, c) for c in label.codes])
        found = self._outer(r, label, group) or self._total_before(r, group)
        outer = not text and not self.carried and (name := found) is not None
        if outer and name:
            text, code = name.text, None
        belongs = next((t for c in group.units if (t := self.view.text(r, c)).isdigit()), None)
        if text.isdigit() and (unit := next((c for c in self.view.cells(r) if c.col > label.name), None)):
            belongs, text, name = belongs or text, unit.text, unit  # a unit's code stands where the item's name should
        if code and (self.reader.is_department(text) or codes.is_unit(code)):
            belongs, code = belongs or code, None  # a unit among the items
        start = name.passage.span() if name and name.text else Span(0, 0)
        year = "".join(self.view.text(r, c) for c in group.years)
        return Row(text, code, start, belongs, outer, year, label.name < 0)

    def _outer(self, r: int, label: Label, group: Group) -> Cell | None:
        """The name of a row that is printed left of the others' names: 合计, or the class of the rows below."""
        cells = [c for c in self.view.cells(r) if c.row == r and group.start <= c.col < label.name]
        found = next((c for c in cells if not is_number(c.text)), None)
        named = found is not None and any(found.col == other.name for other in group.labels)
        return None if found is None or (named and not self._is_total(found.text)) else found

    def _total_before(self, r: int, group: Group) -> Cell | None:
        """The name of a total that is printed in the group before, whose own figures the row leaves blank."""
        before = [c for c in self.view.cells(r) if c.row == r and c.col < min(group.amounts, default=0)]
        return before[-1] if before and self._is_total(before[-1].text) else None

    def counts(self, label: str, col: int) -> bool:
        """Whether a row counts things (vehicles, persons, visits) in a column that does not say money."""
        counted = bool(compiled(self.layout["counted"]).search(label))
        return counted and not compiled(self.layout["valued"]).search("/".join(self.view.paths[col]))

    def _is_total(self, text: str) -> bool:
        return bool(compiled(self.layout["totals"]).match(text))

    def _is_nameless_total(self, r: int, row: Row) -> bool:
        """The first row of a list prints figures beside no name: what all of it adds up to."""
        return not row.label and not row.code and not self.carried and not row.whole and r == self.view.data[0]

    def _is_whole(self, r: int, row: Row, label: Label) -> bool:
        """The first row of a list is named after the department, the others after what it spends on: all of it."""
        if row.outer or row.code or row.whole or r != self.view.data[0] or not self.reader.is_department(row.label):
            return False
        rest = [name for other in self.view.data[1:] if (name := self.view.text(other, label.name))]
        return len(set(rest)) > 1 and not any(self._is_total(t) or self.reader.is_department(t) for t in rest)

    def _line(self, r: int, col: int, row: Row, group: tuple[int, int], total: bool) -> Line:
        cell = self.view.grid[r][col]
        assert cell is not None
        path = "/".join(self.view.paths[col])
        unit = unit_in(path) or unit_in(row.label) or self.view.caption.unit
        figure = amount(cell.text, unit) if unit and is_number(cell.text) else None
        values: dict[Term, Value | None] = {
            RDFS.label: row.label,
            SKOS.notation: row.code,
            BP.column: path,
            BP.printed: cell.text,
            BP.amount: figure.yuan if figure else None,
            BP.halfUnit: figure.half_unit if figure else None,
            BP.inTable: self.table,
            **self._dimensions(path, row, total),
        }
        key = self.reader.sheet.add(
            BP.BudgetLine,
            self._evidence(r, row, cell.passage.span()),
            "layout/budget",
            values,
            page=cell.place.page,
            place=cell.place,
        )
        level = depth(compiled(self.layout["partial"]).sub("", row.label), self.layout["numbering"])
        fund = bool(first_match(self.layout["columns"]["fund"], [row.label]))
        return Line(key, r, col, group, row.label, row.code, figure.yuan if figure else None,
                    figure.half_unit if figure else None, total, level, row.unit, row.outer, fund,
                    self.view.paths[col])  # fmt: skip

    def _dimensions(self, path: str, row: Row, total: bool) -> dict[Term, Value | None]:
        when = f"{path}/{row.year}"
        if compiled(self.layout["columns"]["change"]).search(when):
            return {}
        if path not in self.told:
            self.told[path] = self._told(path)
        code = row.code if self._classified(row) and row.code and row.code[0] == "2" else None
        return {
            **self.told[path],
            BP.fiscalYear: self._year(when),
            BP.classCode: code[:3] if code else None,
            BP.about: self._item(row, path, total),
        }

    def _told(self, path: str) -> dict[Term, Value | None]:
        """What the header of a column says of all figures in it, and the title of the table where that does not."""
        words, title = self.layout["columns"], self.view.caption.title.text if self.view.caption.title else ""
        return {
            BP.fundSource: _concept(first_match(words["fund"], [path, title])),
            BP.expenditureType: _concept(first_match(words["expenditure"], [path, title])),
            BP.phase: _concept(first_match(words["phase"], [path])) or self.reader.phase,
            BP.side: _concept(first_match(self.layout["sides"], [path])),
        }

    def _year(self, text: str) -> Year | None:
        """The year that a column or row names, also as the one before; else that of the table or the disclosure."""
        if named := compiled(r"(20\d\d)年|/(20\d\d)$").search(text):
            return Year(named[1] or named[2])
        year = self.view.caption.year or self.reader.year
        last = compiled(self.layout["columns"]["last_year"]).search(text)
        return Year(year - 1 if last else year) if year else None

    def _classified(self, row: Row) -> bool:
        """Whether the row's code is one of the budget classifications; a project's code is not."""
        return not self.carried and self._is_class(row.code or "")

    def _is_class(self, code: str) -> bool:
        return bool(compiled(self.layout["classified"]).match(code))

    def _item(self, row: Row, path: str, total: bool) -> Ref | None:
        """The item of a row; a total is about what its column is about, or about all income or spending."""
        label = compiled("|".join([*self.layout["numbering"], self.layout["partial"]])).sub("", row.label)
        if self.reader.is_department(row.label):
            return self._of_unit(row, REMARK.sub("", path).split("/"), path)
        if total or row.whole:
            label = self._of_sum(label, REMARK.sub("", path).split("/"), path)
        if total or not label:
            return self.reader.items.get(label, span=row.span) if label else None
        code = row.code if self._classified(row) else self._listed(label, row.above)
        scheme = "economic" if row.above[:1] in ("3", "5") else None
        return self.reader.items.get(label, code=code, scheme=scheme, span=row.span)

    def _of_unit(self, row: Row, heads: list[str], path: str) -> Ref | None:
        """What a row of the department's own is about, where the items stand over their funds in the header."""
        funds = self.layout["columns"]["fund"]
        named = [head for head in heads if not first_match(funds, [head])]
        label = self._of_sum("", named, path) if len(named) < len(heads) else ""
        entry = self.reader.items.lexicon.known(label) if label else None
        return self.reader.items.get(label, span=row.span) if entry and entry.three_public else None

    def _listed(self, label: str, above: str) -> str | None:
        """The code of the class that a name without one is, but for known items that are of no class or of this one."""
        entry = self.reader.items.lexicon.known(label)
        settled = entry is not None and (entry.code is None or entry.code.startswith(above[:1]))
        return None if settled else self.classes.code(label, above)

    def _of_sum(self, label: str, heads: list[str], path: str) -> str:
        """What a row of sums is about: its column, by the narrowest part of the header that says so; else its label.

        Where the label says no more than 合计, all of the header counts, and at last the kind of the table.
        """
        bare = not label or bool(compiled(self.layout["bare"]).match(label))
        telling = (h for h in reversed(heads if bare else heads[-1:]) if not compiled(self.layout["generic"]).search(h))
        whole = (word for word, kinds in self.layout["whole"].items() if bare and self._kind_is(kinds, path))
        return self._short(next(telling, None) or next(whole, "" if bare else label))

    def _short(self, label: str) -> str:
        """A known name without the words around it: 人员经费合计, 本年一般公共预算基本支出."""
        short, known = compiled(self.layout["around"]).sub("", label), self.reader.items.lexicon.known
        return label if known(label) or not known(short) else short

    def _kind_is(self, kinds: str, path: str) -> bool:
        title = self.view.caption.title.text if self.view.caption.title else ""
        return bool(compiled(kinds).search(path) or compiled(kinds).search(title))

    def _evidence(self, r: int, row: Row, figure: Span) -> Span:
        """From the label to the figure where both stand in one line, else the figure alone."""
        if 0 < row.span.end <= figure.start and figure.end - row.span.start <= 200:
            return Span(row.span.start, figure.end)
        if figure.end > figure.start:
            return figure
        return row.span if row.span.end else self.view.span(r)


def _concept(name: str | None) -> Term | None:
    return named("layouts/budget.yaml", name) if name else None
