"""Rows of performance tables to indicators and targets, whatever owner, level and value columns there are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from kg.extract.meaning_categories import categories
from kg.extract.money import amount, is_number, number
from kg.extract.owners import Owners
from kg.extract.sections import unit_in
from kg.extract.tables.band import Band, Column, Forms, period_of
from kg.extract.tables.levels import Levels
from kg.extract.tables.view import covering
from kg.model import Cell, Passage, Ref, Span, Term, Value
from kg.vocab import BP, RDFS

_CODED = re.compile(r"^([0-9A-Z]{12,})[-—－](.+)$")
_OWNERS = {"project": BP.Project, "activity": BP.Activity}
_RANKS = {"优": 1, "良": 2, "中": 3, "差": 4}
_TEXTS = {"definition": BP.definition, "scoring": BP.scoring, "standard": BP.standard}
BY = "layout/indicators"


@dataclass(slots=True)
class Entry:
    """One indicator as printed: its cells, by what they are."""

    name: Passage | None
    level1: str | None = None
    level2: str | None = None
    values: list[tuple[Passage, dict[str, str], Term | None]] = field(default_factory=list)
    grades: dict[str, Passage] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    result: Passage | None = None
    page: int | None = None
    shifted: bool = False
    cut: str | None = None  # the name in the other half of the form, where it breaks off


@dataclass
class IndicatorReader:
    """Reads the rows of one band: a header with its data rows."""

    owners: Owners
    forms: Forms
    band: Band
    owner: Ref | None
    done: set[tuple[int, int]] = field(default_factory=set)  # figures added up and names that went on
    packed: int = 0
    objectives: int = 0

    @property
    def writer(self) -> Writer:
        """What turns the rows into facts."""
        return Writer(self.owners, self.forms)

    def read(self) -> int:
        """Add the indicators of the band; returns how many."""
        carried: dict[str, str] = {}
        levels = Levels(self.band, self.forms, categories(self.owners.reader.ontology))
        count = 0
        for r in self.band.rows:
            if not self.band.ragged:
                levels.carry(r, carried)
            owner = self._owner(r) or self.owner
            self.packed += self._in_names(r, owner) if owner is not None else 0
            for entry in _of_row(self._entries(r, carried)):
                if owner is not None and self.writer.add(entry, owner):
                    count += 1
            self.owner = owner
        return count + self.packed

    def _in_names(self, r: int, owner: Ref) -> int:
        """The indicators that a list without a column of values packs into its column of names."""
        if any(column.role == "value" for column in self.band.columns):
            return 0
        cells = [self.band.view.own(r, column.col) for column in self.band.columns if column.role == "name"]
        return sum(self.writer.packed(cell, owner) for cell in cells if cell is not None)

    def _owner(self, r: int) -> Ref | None:
        """The project or activity that a row begins, with its amount, text and goal."""
        for role, kind in _OWNERS.items():
            column = self.band.one(role)
            cell = self.band.view.grid[r][column.col] if column else None
            if cell is None or not cell.text:
                continue
            coded = _CODED.match(cell.text)
            code = coded[1] if coded else self._code(r, cell.text)
            name = coded[2] if coded else cell.text
            owner = self.owners.get(kind, name, cell.passage.span(), BY, code=code, page=cell.place.page)
            self._describe(r, owner)
            return owner
        self._money(r, self.owner)
        return None

    def _code(self, r: int, name: str) -> str | None:
        code = self._text(r, "code")
        return code if code and not self.owners.reader.is_department(name) else None

    def _describe(self, r: int, owner: Ref) -> None:
        self._money(r, owner)
        sheet = self.owners.sheet
        if text := self._text(r, "text"):
            sheet.put(owner, BP.text, text)
        column = self.band.one("objective")
        cell = self.band.view.grid[r][column.col] if column else None
        if cell is not None and cell.text and (cell.row == r or not self.forms.packed.found(cell.text)):
            period = period_of(column.text) if column else None
            self.packed += self.writer.goal(cell, owner, period)
            self.objectives += 1

    def _money(self, r: int, owner: Ref | None) -> None:
        """The amount of a project's row; rows without a name below it are added up."""
        column = self.band.one("amount")
        cell = self.band.view.own(r, column.col) if column else None
        if owner is None or cell is None or not is_number(cell.text) or (r, cell.col) in self.done:
            return
        self.done.add((r, cell.col))
        assert column is not None
        unit = unit_in("/".join(column.path)) or self.band.view.caption.unit
        draft = self.owners.sheet.drafts[owner]
        if unit is None or draft.type not in (BP.Project, BP.Activity):
            return
        money, before = amount(cell.text, unit), draft.get(BP.amount)
        if self._begins(r) or (before is None and self._named(r)):
            self.owners.amount(owner, money, own=True)
        elif isinstance(before, Decimal):
            for prop, more in ((BP.amount, money.yuan), (BP.halfUnit, money.half_unit)):
                draft.values[prop] = [v + more for v in draft.all(prop) if isinstance(v, Decimal)]

    def _named(self, r: int) -> list[Cell]:
        """The cells with text that name the owner of a row, begun there or above."""
        columns = [column for role in _OWNERS if (column := self.band.one(role))]
        return [cell for c in columns if (cell := self.band.view.grid[r][c.col]) and cell.text]

    def _begins(self, r: int) -> bool:
        """Whether the name of an owner begins in a row."""
        return any(cell.row == r for cell in self._named(r))

    def _entries(self, r: int, carried: dict[str, str]) -> Iterator[Entry]:
        if self.band.ragged:
            yield from self.forms.ragged(self.band, r, carried)
            return
        for name, values in self.band.pairs:
            cell = self.band.view.own(r, name.col)
            if (r, name.col) in self.done:
                continue
            entry = Entry(self._name(cell, values) if cell else None, page=cell.place.page if cell else None)
            entry.level1 = name.group or carried.get("level1")
            entry.level2 = None if name.group else carried.get("level2")
            self._split_levels(entry)
            self._values(r, values, entry)
            if not name.group:
                self._remarks(r, entry)
            if not (cell is None and entry.name is None and not self._fresh(r, values)):
                yield entry

    def _name(self, cell: Cell, values: list[Column]) -> Passage | None:
        """A name without its list mark. Where names have marks, a cell without one below it, beside the same
        value, goes on with the name: a line was drawn through it."""
        parts, end = [cell.passage], cell.row + cell.rowspan
        mark = self.forms.mark.match(cell.text)
        while mark and (rest := self._rest(end, cell, values)):
            parts.append(rest.passage)
            self.done.add((end, cell.col))
            end += rest.rowspan
        whole = Passage.join(parts)
        return whole[mark.end() if mark else 0 :] or None

    def _rest(self, r: int, cell: Cell, values: list[Column]) -> Cell | None:
        view = self.band.view
        below = view.own(r, cell.col) if r in self.band.rows else None
        if below is None or not below.text or self.forms.mark.match(below.text):
            return None
        shared = [view.grid[cell.row][v.col] for v in values]
        same = all(s is not None and s.text and s is view.grid[r][v.col] for s, v in zip(shared, values, strict=True))
        return below if same else None

    def _remarks(self, r: int, entry: Entry) -> None:
        """The other columns of a row that holds one indicator: explanations, weight, result and score."""
        kinds = (*_TEXTS, "unit", "weight", "score")
        entry.texts |= {k: t for k in kinds if (t := self._text(r, k)) and k not in entry.texts}
        column = self.band.one("result")
        cell = self.band.view.own(r, column.col) if column else None
        entry.result = cell.passage if cell and cell.text else None

    def _fresh(self, r: int, values: list[Column]) -> bool:
        """Whether a value begins in this row although the name cell began above."""
        return any(self.band.view.own(r, v.col) is not None for v in values)

    def _split_levels(self, entry: Entry) -> None:
        """``产出指标数量指标…`` in one cell is two levels and a name."""
        if entry.name and not entry.level1 and (match := self.forms.levels.match(entry.name.text)):
            entry.level1, entry.level2 = match[1], match[2]
            entry.name = entry.name[match.end() :]

    def _values(self, r: int, values: list[Column], entry: Entry) -> None:
        view = self.band.view
        for column in values:
            cell = view.grid[r][column.col]
            if column.role == "grade":
                if cell is not None and cell.text:
                    entry.grades[column.text] = cell.passage
                continue
            split = {k: self._text(r, k) for k in ("comparator", "value_type", "unit")} if len(values) == 1 else {}
            if cell is not None and cell.text:
                entry.values.append((cell.passage, split, column.period))
        self._shifted(r, entry)

    def _shifted(self, r: int, entry: Entry) -> None:
        """A row that slipped one cell to the right: 定性 stands as the value and the word as the unit."""
        if not entry.values:
            return
        passage, split, period = entry.values[0]
        unit = self.band.one("unit")
        cell = self.band.view.grid[r][unit.col] if unit else None
        if self.forms.qualitative.fullmatch(passage.text) and not split.get("comparator") and cell and cell.text:
            entry.values[0] = (cell.passage, {"value_type": passage.text}, period)
            entry.shifted = True
        elif len(split.get("unit", "")) > 12:  # the explanation stands where the unit should
            entry.texts["definition"] = split["unit"]
            entry.values[0] = (passage, {**split, "unit": ""}, period)

    def _text(self, r: int, role: str) -> str:
        column = self.band.one(role)
        return self.band.view.text(r, column.col) if column else ""


def _of_row(entries: Iterable[Entry]) -> list[Entry]:
    """The indicators of a row; two halves (whole period and year) that print one name are one with both values."""
    found = list(entries)
    names = {"".join(entry.name.text.split()) if entry.name else "" for entry in found}
    periods = [value[2] for entry in found for value in entry.values]
    if len(found) == len(periods) == 2 and len(names) == 1 and "" not in names and len({*periods, None}) == 3:
        found[0].values += found[1].values
        return found[:1]
    return found


@dataclass(frozen=True)
class Writer:
    """Turns indicators as printed into facts."""

    owners: Owners
    forms: Forms

    def goal(self, cell: Cell, owner: Ref, period: Term | None = None) -> int:
        """A cell of goals: the indicators that it packs, and how many; else its text as an objective."""
        count = self.packed(cell, owner)
        if not count:
            self.owners.objective(owner, cell.text, cell.passage.span(), BY, period=period, page=cell.place.page)
        return count

    def packed(self, cell: Cell, owner: Ref) -> int:
        """Add the indicators that a cell holds as running text; returns how many."""
        count = 0
        for item in self.forms.packed.items(cell.passage):
            values: list[tuple[Passage, dict[str, str], Term | None]]
            values = [(value, {}, period_of(label)) for label, value in item.values]
            entry = Entry(item.name, item.level1, item.level2, values, page=cell.place.page)
            count += self.add(entry, owner) is not None
        return count

    def add(self, entry: Entry, owner: Ref) -> Ref | None:
        """Add one indicator; None where its row holds none."""
        name = entry.name.text if entry.name else ""
        if self.forms.none.fullmatch(name) or (not name and not entry.values and not entry.grades):
            return None
        values: dict[Term, Value | None] = {
            RDFS.label: name or None,
            BP.level1: entry.level1,
            BP.level2: entry.level2,
            **{prop: entry.texts.get(role) for role, prop in _TEXTS.items()},
            BP.weight: _number(entry.texts.get("weight", "")),
            BP.shifted: entry.shifted or None,
            BP.cutOff: entry.cut,
        }
        span = self._span(entry)
        ref = self.owners.sheet.add(BP.Indicator, span, BY, values, page=entry.page)
        self.owners.sheet.put(owner, BP.hasIndicator, ref)
        for passage, split, period in entry.values:
            self._target(ref, name, passage, split, period, None, entry.page)
        for grade, passage in entry.grades.items():
            self._target(ref, name, passage, {}, None, grade, entry.page)
        if entry.result:
            self._result(ref, name, entry)
        return ref

    def _result(self, indicator: Ref, name: str, entry: Entry) -> None:
        """What a self-evaluation says was reached, and its score."""
        assert entry.result is not None
        reached = self.owners.reader.targets.parse(entry.result.text, unit=entry.texts.get("unit", ""), name=name)
        values: dict[Term, Value | None] = {
            BP.printed: entry.result.text,
            BP.value: reached.value,
            BP.unit: reached.unit,
            BP.score: _number(entry.texts.get("score", "")),
        }
        ref = self.owners.sheet.add(BP.Result, entry.result.span(), BY, values, page=entry.page)
        self.owners.sheet.put(indicator, BP.hasResult, ref)

    def _span(self, entry: Entry) -> Span:
        """From the name to the last value, if they stand together."""
        parts = [p for p in [entry.name, *(v[0] for v in entry.values), *entry.grades.values()] if p]
        whole = covering(parts)
        return whole if whole.end - whole.start <= 300 else parts[0].span()

    def _target(
        self,
        indicator: Ref,
        name: str,
        passage: Passage,
        split: dict[str, str],
        period: Term | None,
        grade: str | None,
        page: int | None,
    ) -> None:
        kind = split.get("value_type", "")
        target = self.owners.reader.targets.parse(
            passage.text, comparator=split.get("comparator") or kind, unit=split.get("unit", ""), name=name
        )
        values: dict[Term, Value | None] = {
            BP.printed: passage.text if self.forms.qualitative.fullmatch(kind) else target.printed,
            BP.comparator: target.comparator,
            BP.value: target.value,
            BP.maxValue: target.max_value,
            BP.unit: target.unit,
            BP.amount: target.amount,
            BP.halfUnit: target.half_unit,
            BP.valueKind: target.kind,
            BP.targetKey: target.key,
            BP.vague: target.vague or None,
            BP.period: period,
            BP.grade: grade,
            BP.gradeRank: _RANKS.get(grade or ""),
        }
        ref = self.owners.sheet.add(BP.Target, passage.span(), BY, values, page=page)
        self.owners.sheet.put(indicator, BP.hasTarget, ref)


def _number(text: str) -> Decimal | None:
    return number(text) if is_number(text) else None
