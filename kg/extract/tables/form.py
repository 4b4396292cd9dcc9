"""Forms of labels and values: project, money, goals, persons; read row by row, bands of indicators between."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.extract.money import FACTORS, amount, is_number
from kg.extract.owners import Owners
from kg.extract.sections import unit_in
from kg.extract.tables.band import Band, Forms, _period
from kg.extract.tables.indicators import IndicatorReader
from kg.extract.tables.view import View, covering
from kg.model import Cell, Passage, Ref, Term, Year
from kg.vocab import BP, BPC, RDFS

_CHOSEN = re.compile(r"([\u4e00-\u9fff]+)[■☑√✓]")
BY = "layout/indicators/form"


@dataclass
class FormReader:
    """Reads one table of labels, values and indicator rows from the top down."""

    owners: Owners
    forms: Forms
    view: View
    table: Ref
    owner: Ref | None
    passages: list[tuple[Passage, Ref | None]] = field(default_factory=list)
    indicators: int = 0
    figures: int = 0
    group: str = ""
    periods: list[Term] = field(default_factory=list)

    def read(self) -> None:
        """Add all facts of the table; long texts are collected in `passages` for the prose pipeline."""
        bands = {band.top: band for band in self.forms.bands(self.view)}
        r = 0
        while r < self.view.table.n_rows:
            band = bands.get(r)
            if band is not None:
                self._band(band)
                r = max([band.leaf, *band.rows]) + 1
            elif self._is_tasks(r):
                r = self._tasks(r + 1)
            else:
                self._row(r)
                r += 1

    def _band(self, band: Band) -> None:
        reader = IndicatorReader(self.owners, self.forms, band, self.owner)
        self.indicators += reader.read()

    def _row(self, r: int) -> None:
        cells = self.view.cells(r)
        own = [c for c in cells if c.row == r]
        label, label_cell = "", None
        for cell in cells:
            role = self.forms.label(cell.text)
            if role and not is_number(cell.text):
                label, label_cell = role, cell
                self._note_group(cell, own)
            elif cell.row == r and is_number(cell.text):
                self._figure(r, cell, label, label_cell)
            elif cell.row == r:
                self._value(label, cell, own)
        self._note_periods(own)

    def _note_group(self, cell: Cell, own: list[Cell]) -> None:
        if cell.col == 0 and len(own) > 1:
            self.group = cell.text

    def _note_periods(self, own: list[Cell]) -> None:
        found = [p for c in own if len(c.text) < 12 and (p := _period(c.text)) and self.forms.label(c.text)]
        if len(found) > 1:
            self.periods = found

    def _value(self, label: str, cell: Cell, own: list[Cell]) -> None:
        sheet = self.owners.sheet
        if label == "project":
            self.owner = self.owners.get(BP.Project, cell.text, cell.passage.span(), BY, page=cell.place.page)
        elif label == "department":
            self.owner = self.owners.reader.department
        elif label == "person":
            sheet.masks.append(cell.passage.span())
        elif label in ("objective", "annual", "medium_term"):
            self._goal(label, cell, own)
        elif label == "project_type" and self.owner:
            chosen = _CHOSEN.search(cell.text)
            sheet.put(self.owner, BP.projectType, chosen[1] if chosen else cell.text)
        elif len(cell.text) > 12:
            self.passages.append((cell.passage, self.owner))

    def _goal(self, label: str, cell: Cell, own: list[Cell]) -> None:
        if len(cell.text) < 5:
            return
        period: Term | None = {"annual": BPC.annual, "medium_term": BPC.medium_term}.get(label)
        values = [c for c in own if not self.forms.label(c.text)]
        if period is None and len(values) == len(self.periods) > 1:
            period = self.periods[values.index(cell)]
        self.owners.objective(self.owner, cell.text, cell.passage.span(), BY, period=period, page=cell.place.page)

    def _figure(self, r: int, cell: Cell, label: str, label_cell: Cell | None) -> None:
        """One money cell of a form: a BudgetLine under its label, and the project's amount."""
        name = self._name_of(r, cell)
        if label == "person" or name is None:
            return
        unit = next((u for t in (name.text, self.group) if (u := unit_in(t))), None) or self.view.caption.unit
        if unit not in FACTORS:
            return
        figure = amount(cell.text, unit)
        sheet, year = self.owners.sheet, self.view.caption.year or self.owners.reader.year
        column = "/".join(t for t in (self.group, name.text) if t and t != self.group) or self.group
        sheet.add(
            BP.BudgetLine,
            covering([name.passage, cell.passage]) if name.row == cell.row else cell.passage.span(),
            BY,
            {
                RDFS.label: name.text.rstrip(":："),
                BP.column: column,
                BP.printed: cell.text,
                BP.amount: figure.yuan,
                BP.halfUnit: figure.half_unit,
                BP.inTable: self.table,
                BP.rowRole: BPC.detail,
                BP.fiscalYear: Year(year) if year else None,
                BP.about: self._item(label),
            },
            page=cell.place.page,
        )
        self.figures += 1
        if label == "amount" and self.owner and sheet.drafts[self.owner].type == BP.Project:
            self.owners.amount(self.owner, figure.yuan)

    def _item(self, label: str) -> Ref | None:
        """The form's own total is about the project."""
        if self.owner is None or label != "amount":
            return None
        draft = self.owners.sheet.drafts[self.owner]
        name = draft.get(RDFS.label)
        return self.owners.reader.items.get(str(name), span=draft.span) if draft.type == BP.Project else None

    def _name_of(self, r: int, cell: Cell) -> Cell | None:
        """The label of a figure: the cell to its left that begins in the row, else the one above it."""
        left = [c for c in self.view.cells(r) if c.col < cell.col and not is_number(c.text)]
        if left and (left[-1].row == r or not self.view.table.ruled):
            return left[-1]
        for above in range(r - 1, -1, -1):
            found = self.view.grid[above][cell.col]
            if found is not None and found.text and not is_number(found.text):
                return found if self.view.table.ruled else None
        return left[-1] if left else None

    def _is_tasks(self, r: int) -> bool:
        roles = [self.forms.role(c.text) for c in self.view.cells(r)]
        return "activity" in roles and "text" in roles and "name" not in roles

    def _tasks(self, r: int) -> int:
        """Rows of task name and content until the next label; each is an activity of the department."""
        while r < self.view.table.n_rows:
            own = [c for c in self.view.cells(r) if c.row == r]
            if len(own) < 2 or self.forms.label(own[0].text) or any(is_number(c.text) for c in own):
                break
            name, text = own[-2], own[-1]
            ref = self.owners.get(BP.Activity, name.text, name.passage.span(), BY, page=name.place.page)
            self.owners.sheet.put(ref, BP.text, text.text)
            r += 1
        return r
