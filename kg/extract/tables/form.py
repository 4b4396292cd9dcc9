"""Forms of labels and values: project, money, goals, persons; read row by row, bands of indicators between."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate, takewhile

from kg.extract.meaning_lexicon import named
from kg.extract.money import FACTORS, Amount, amount, is_number
from kg.extract.owners import FORMS, Owners
from kg.extract.sections import unit_in
from kg.extract.tables.band import Band, Forms, period_of
from kg.extract.tables.columns import first_match
from kg.extract.tables.indicators import IndicatorReader, Writer
from kg.extract.tables.line import Line
from kg.extract.tables.totals import link_form_totals
from kg.extract.tables.view import View, covering
from kg.extract.texts import years
from kg.model import Cell, Passage, Ref, Role, Term, Year
from kg.vocab import BP, BPC, RDFS

_WORD = re.compile(r"[\u4e00-\u9fff]")
_LABELLED = re.compile(r"(?P<label>[^：:]{2,12})[：:](?P<value>.+?)(?=(?:金额)?单位[：:]|$)")
_REMARK = re.compile(r"[（(][^（()）]{1,6}[)）]")
_WITH_UNIT = re.compile(rf"([\d,.]*\d)({'|'.join(sorted(FACTORS, key=len, reverse=True))})")
_BOXES = ("□", "☐", "■", "☑", "√", "✓")
_TICKED = re.compile(r"[■☑√✓]([\u4e00-\u9fff]+)")
_TICKED_BEHIND = re.compile(r"([\u4e00-\u9fff]+)[■☑√✓]")
_GOALS = {"objective", "annual", "medium_term", "expected", "actual"}
_AMOUNTS = {"amount", "period_amount"}
_PERIODS = {"annual": BPC.annual, "medium_term": BPC.medium_term}
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
    labels: list[Role] = field(default_factory=list)  # that were known, from the top
    continued: set[int] = field(default_factory=set)  # rows that go on with a text of the row above
    indicators: int = 0
    figures: int = 0
    group: str = ""
    unit: str | None = None  # of money, as a label of the group declares it
    declared: str | None = None  # the first unit of money that a label declares
    goals: list[tuple[str, Term | None]] = field(default_factory=list)  # goals side by side: role and period
    goals_end: int = 0  # the row at which the label ends that they all stand beside
    goals_read: int = 0
    whole: dict[Ref, Amount] = field(default_factory=dict)  # totals of projects whose year's amount is not printed
    money: dict[int, list[Line]] = field(default_factory=lambda: defaultdict(list))  # by column, from the top

    def read(self) -> None:
        """Add all facts of the table; long texts are collected in `passages` for the prose pipeline."""
        for passage in self.view.caption.above:
            self._project_above(passage)
        bands = {band.top: band for band in self.forms.bands(self.view)}
        r = 0
        while r < self.view.table.n_rows:
            band = bands.get(r)
            if band is not None:
                self._band(band)
                r = max([band.leaf, *band.rows]) + 1
            elif self._is_tasks(r):
                r = self._tasks(r)
            else:
                self._row(r)
                r += 1
        for project, money in self.whole.items():
            self.owners.amount(project, money)
        link_form_totals(self.owners.sheet, self.money.values(), self.forms.total.pattern)

    def _project_above(self, passage: Passage) -> None:
        """A line over the table that names its project: ``项目名称：…``."""
        match = _LABELLED.match(passage.text)
        if match and self.forms.label(match["label"]) == "project":
            name = passage[match.start("value") : match.end("value")]
            self.owner = self.owners.get(BP.Project, name.text, name.span(), BY)

    def _band(self, band: Band) -> None:
        reader = IndicatorReader(self.owners, self.forms, band, self.owner)
        self.indicators += reader.read()
        self.goals_read += reader.objectives

    def _row(self, r: int) -> None:
        cells = self.view.cells(r)
        own = [c for c in cells if c.row == r]
        bare = len(own) == len(self.goals) and not any(self.forms.label(c.text) for c in cells)
        label, head = "objective" if bare else "", ""
        for cell in cells:
            role = self.forms.label(cell.text)
            if role and not is_number(cell.text):
                label, head = role, cell.text
                if cell.row == r:
                    self.labels.append(Role(r, cell.col, role, cell.text, f"indicators.labels.{role}"))
                self._note_group(cell, own)
            elif cell.row == r and label != "person" and _is_figure(cell.text):
                self._figure(r, cell, label)
            elif cell.row == r:
                self._value(label, cell, own)
                label = "" if label == "project" else label  # one value is the name
                if label == "text" and self.owner:
                    self.owners.passage(self.owner, head, cell.text, cell.passage.span(), BY, page=cell.place.page)
        self._note_goals(own)

    def _note_group(self, cell: Cell, own: list[Cell]) -> None:
        if cell.col == 0 and len(own) > 1:
            self.group, self.unit = cell.text, unit_in(cell.text)
            self.declared = self.declared or self.unit

    def _note_goals(self, own: list[Cell]) -> None:
        """Labels of goals side by side head the row below them, or those beside a tall one in the first column."""
        roles = [(self.forms.label(c.text), period_of(c.text)) for c in own]
        found = [goal for goal in roles if goal[0] in _GOALS]
        heads = len(found) > 1 and own[0].col == 0 and roles[0] in found
        tall = heads and own[0].rowspan > 1
        if not found and own and own[0].row < self.goals_end:
            return
        self.goals_end = own[0].row + own[0].rowspan if tall else 0
        if tall or (heads and len(found) > 2):
            found = found[1:]
        alone = len(own) == 1 and own[0].colspan == self.view.table.n_cols > 1
        self.goals = found if len(found) > 1 or alone or tall else []

    def _project(self, cell: Cell) -> Ref:
        """The project that a form is about; forms of one name with different amounts are of different projects."""
        place, money = cell.passage.span(), self._amount_below(cell.row)
        return self.owners.project(cell.text, place, BY, source=FORMS, money=money, page=cell.place.page)

    def _amount_below(self, start: int) -> Amount | None:
        """The project's amount: the first figure under its label before the next project."""
        for r in range(start, self.view.table.n_rows):
            head: Cell | None = None
            for cell in self.view.cells(r):
                role = self.forms.label(cell.text)
                if role == "project" and r > start:
                    return None
                if is_number(cell.text) and head is not None and self.forms.label(head.text) == "amount":
                    unit = unit_in(head.text) or unit_in(self.view.text(r, 0)) or self.view.caption.unit
                    return amount(cell.text, unit) if unit else None
                head = cell if role and not is_number(cell.text) else head
        return None

    def _value(self, label: str, cell: Cell, own: list[Cell]) -> None:
        sheet = self.owners.sheet
        if self.owner and label != "person" and (packed := Writer(self.owners, self.forms).packed(cell, self.owner)):
            self.indicators += packed
        elif label == "project":
            self.owner = self._project(cell)
            if self.forms.fund.match(own[0].text):
                sheet.put(self.owner, BP.projectType, own[0].text.removesuffix("名称"))
        elif label == "department":
            self.owner = self.owners.reader.department
        elif label == "person":
            sheet.masks.append(cell.passage.span())
        elif label in _GOALS:
            self._goal(label, cell, own)
        elif label == "project_type" and self.owner:
            sheet.put(self.owner, BP.projectType, _chosen(cell.text))
        elif label == "duration" and self.owner:
            sheet.put(self.owner, BP.years, years(cell.text))
        elif len(cell.text) > 12:
            self.passages.append((cell.passage, self.owner))

    def _goal(self, label: str, cell: Cell, own: list[Cell]) -> None:
        values = [c for c in own if not self.forms.label(c.text)]
        role, named = self.goals[values.index(cell)] if len(values) == len(self.goals) else (label, None)
        if role == "actual" or len(cell.text) < 5 or self.forms.blank_goal.fullmatch(cell.text):
            return
        period = named or _PERIODS.get(role) or _PERIODS.get(label)
        self.passages.append((cell.passage, self.owner))  # it promises in numbers
        self.owners.objective(self.owner, cell.text, cell.passage.span(), BY, period=period, page=cell.place.page)

    def _figure(self, r: int, cell: Cell, label: str) -> None:
        """One money cell of a form, and the project's amount."""
        name = self._name_of(r, cell)
        if name and name.row == r and self.forms.label(name.text) != label:
            label = ""  # a label that is not known stands between
        figure = self._line(r, cell, name, self._item(label), self._of_project(r, label)) if name else None
        if not (figure and self.owner and self.owners.sheet.drafts[self.owner].type == BP.Project):
            return
        if label == "amount":
            self.owners.amount(self.owner, figure)
        elif label == "period_amount":
            self.whole.setdefault(self.owner, figure)
            self.owners.sheet.put(self.owner, BP.periodAmount, figure.yuan)

    def _of_project(self, r: int, label: str) -> str:
        """The project's name for an amount whose label is about the whole project and heads its row; else ''."""
        first = self.forms.label(self.view.cells(r)[0].text)
        draft = self.owners.sheet.drafts.get(self.owner or Ref(""))
        whole = label in _AMOUNTS and first in _AMOUNTS and draft is not None and draft.type == BP.Project
        return str(draft.get(RDFS.label)) if whole and draft else ""

    def _line(self, r: int, cell: Cell, name: Cell, item: Ref | None, project: str = "") -> Amount | None:
        """A BudgetLine under its label and, where the form has some, its column headers; None if it is no money.

        What is about the whole `project` and stands under no header is a line of it; its label is the column.
        """
        group = self._groups[r]
        heads = self._heads(range(group, r), cell.col)
        texts = [name.text, *heads, self.view.text(group, 0), self._remark_below(group)]
        self.unit = next((u for t in texts if (u := unit_in(t))), self.unit)
        self.declared = self.declared or self.unit
        printed, unit = _figure_of(cell.text, self.unit or self.view.caption.unit)
        if unit not in FACTORS or self.forms.no_money.search(heads[-1] if heads else name.text):
            return None
        figure = amount(printed, unit)
        reader = self.owners.reader
        year = self.view.caption.year or reader.year
        phase = first_match(self.forms.phases, heads)
        ref = self.owners.sheet.add(
            BP.BudgetLine,
            covering([name.passage, cell.passage]) if name.row == cell.row else cell.passage.span(),
            BY,
            {
                RDFS.label: project if project and not heads else name.text.rstrip(":："),
                BP.column: "/".join(heads) or name.text,
                BP.printed: cell.text,
                BP.amount: figure.yuan,
                BP.halfUnit: figure.half_unit,
                BP.inTable: self.table,
                BP.fiscalYear: Year(year) if year else None,
                BP.phase: named("layouts/budget.yaml", phase) if phase else reader.phase,
                BP.about: item,
            },
            page=cell.place.page,
            place=cell.place,
        )
        total = bool(self.forms.total.search(name.text))
        line = Line(ref, r, cell.col, (0, 0), name.text, None, figure.yuan, figure.half_unit, total, 0,
                    path=tuple(heads) or (name.text,), span=cell.rowspan)  # fmt: skip
        self.money[cell.col].append(line)
        self.figures += 1
        return figure

    def _remark_below(self, group: int) -> str:
        """What stands in brackets below a group's label, where a line was drawn between them: （万元）."""
        label = self.view.cell(group, 0)
        end = label.row + label.rowspan if label else self.view.table.n_rows
        text = self.view.text(end, 0) if end < self.view.table.n_rows else ""
        return text if _REMARK.fullmatch(text) else ""

    @cached_property
    def _groups(self) -> list[int]:
        """For each row the one in which the label in the first column begins that it stands under."""
        begun = [r if (c := self.view.own(r, 0)) and c.text else 0 for r in range(self.view.table.n_rows)]
        return list(accumulate(begun, max))

    def _heads(self, above: range, col: int) -> list[str]:
        """Headers of a column of figures inside a form: in the rows of its group before the first figures."""
        rows = takewhile(lambda i: not any(is_number(c.text) for c in self.view.cells(i)), above)
        texts = [t for i in rows if self.forms.measure.search(t := self.view.text(i, col))]
        return list(dict.fromkeys(texts))

    def _item(self, label: str) -> Ref | None:
        """The form's own total is about the project."""
        if self.owner is None or label != "amount":
            return None
        draft = self.owners.sheet.drafts[self.owner]
        name = draft.get(RDFS.label)
        return self.owners.reader.items.get(str(name), span=draft.span) if draft.type == BP.Project else None

    def _name_of(self, r: int, cell: Cell) -> Cell | None:
        """The label of a figure: the cell to its left that begins in the row, else the one above it."""
        left = [c for c in self.view.cells(r) if c.col < cell.col and _WORD.search(c.text)]
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

    def _tasks(self, head: int) -> int:
        """Rows under 任务名称, to the next group of the form: each task is an activity of the department."""
        heads = [(self.forms.role(c.text), c) for c in self.view.cells(head)]
        columns = {role: c.col for role, c in heads}
        self.labels += [Role(head, c.col, role, c.text, f"indicators.roles.{role}") for role, c in heads if role]
        r, task = head + 1, None
        while r < self.view.table.n_rows:
            own = [c for c in self.view.cells(r) if c.row == r]
            if own and (own[0].col < columns["activity"] or self.forms.label(own[0].text)):
                break
            name = self.view.own(r, columns["activity"])
            content = self.view.own(r, columns["text"])
            if name is not None and name.text and not is_number(name.text):
                whole, r = self._task_name(r, name)
                task = self._task(whole, content.text if content else "")
            elif task and content and content.text:  # the cell goes on behind a page break
                self._continue(task, content.text)
                self.continued.add(r)
            r += 1
        return r

    def _continue(self, task: Ref, more: str) -> None:
        draft = self.owners.sheet.drafts[task]
        before = str(draft.get(BP.text) or "")
        draft.drop(BP.text)
        self.owners.sheet.put(task, BP.text, before + more)

    def _task_name(self, r: int, name: Cell) -> tuple[Cell, int]:
        """A task's name with the cells below in whose rows nothing else begins, and the last row of it."""
        parts, last = [name.passage], r
        while last + 1 < self.view.table.n_rows:
            begun = [c for c in self.view.table.cells if c.row == last + 1]
            if len(begun) != 1 or begun[0].col != name.col or not begun[0].text:
                break
            parts.append(begun[0].passage)
            last += 1
        return replace(name, passage=Passage.join(parts)), last

    def _task(self, name: Cell, text: str) -> Ref | None:
        figures = [c for c in self.view.cells(name.row) if c.row == name.row and is_number(c.text)]
        amounts = [f for c in figures if (f := self._line(name.row, c, name, None))]
        if self.forms.total.search(name.text):
            return None
        ref = self.owners.get(BP.Activity, name.text, name.passage.span(), BY, page=name.place.page)
        self.owners.sheet.put(ref, BP.text, text or None)
        self.owners.amount(ref, amounts[0] if amounts else None)
        return ref


def _is_figure(text: str) -> bool:
    """Whether a cell prints one number, with or without a unit of money."""
    return is_number(_figure_of(text, None)[0])


def _figure_of(text: str, unit: str | None) -> tuple[str, str | None]:
    """A printed figure and its unit: the one behind it, else the declared one."""
    match = _WITH_UNIT.fullmatch(text)
    return (match[1], match[2]) if match else (text, unit)


def _chosen(text: str) -> str:
    """The option whose box is ticked, boxes before or behind their words; a text without boxes is its own option."""
    match = _TICKED.search(text) if text[:1] in _BOXES else _TICKED_BEHIND.search(text)
    return match[1] if match else text
