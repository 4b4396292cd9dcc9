"""Tables to facts, by the layouts of ``ontology/layouts``: money tables, performance lists and forms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from kg.extract.meaning_lexicon import bare, named
from kg.extract.money import amount, is_number
from kg.extract.owners import Owners
from kg.extract.sections import Caption, Section
from kg.extract.tables.band import Band, Forms
from kg.extract.tables.budget import BudgetReader
from kg.extract.tables.columns import compiled, first_match, split_code
from kg.extract.tables.form import FormReader
from kg.extract.tables.reading import reading
from kg.extract.tables.view import View
from kg.model import Passage, Ref, Span, Table, Year
from kg.vocab import BP, BPC, RDFS

_KEPT = ("project", "activity", "code", "amount")
_YEAR = re.compile(r"(?<![\d—–~至-])(20\d\d)年(?![末底初\d]|期末)")


@dataclass
class TableReader:
    """Reads every table of a document; long form texts are left in `passages` for the prose pipeline."""

    owners: Owners
    layouts: dict[str, dict[str, Any]]
    passages: list[tuple[Passage, Ref | None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        phases = self.layouts["budget"]["columns"]["phase"]
        self.forms = Forms(self.layouts["indicators"], self.owners.reader.targets, phases)

    def read(self, sections: Iterable[Section], captions: dict[int, Caption]) -> None:
        """Add the facts of all tables in the body of the document."""
        for section in sections:
            if isinstance(section.block, Table):
                self.one(section.block, captions[section.index])

    def item(self, owner: Ref | None) -> Ref | None:
        """The item that figures in a form's texts are about: its project."""
        draft = self.owners.sheet.drafts.get(owner) if owner else None
        if draft is None or draft.type != BP.Project:
            return None
        return self.owners.reader.items.get(str(draft.get(RDFS.label)), span=draft.span)

    def one(self, table: Table, caption: Caption) -> None:
        """Add the facts of one table."""
        sheet = self.owners.sheet
        before = len(sheet.drafts)
        view = View(table, caption)
        bands = self.forms.bands(view)
        performance = bool(bands) or self._is_form(view)
        ref = self._node(view, "indicators" if performance else "budget")
        understood = indicators = 0
        form = budget = None
        if performance:
            form = FormReader(self.owners, self.forms, view, ref, self.owners.reader.department)
            form.read()
            self._keep(form.passages)
            understood, indicators = form.indicators + form.figures, form.indicators
        if not performance or any(band.one("amount") and band.one("project") for band in bands):
            budget = self._budget(view, ref, bands)
            understood += budget.read()
            if not bands and sheet.drafts[ref].get(BP.tableKind) == BPC.project_list:
                self._projects(view, budget)
        trouble = ""
        if not understood and not self._is_empty(view):
            trouble = "没有读出数据，也没有读出指标"
        elif not indicators and self._has_targets(view):
            trouble = "印有指标值，却没有读出指标"
        facts = tuple(islice(sheet.drafts, before, None))
        sheet.readings.append(reading(view, ref, bands, form, budget, facts, trouble))

    def _keep(self, passages: Iterable[tuple[Passage, Ref | None]]) -> None:
        """Hand on a form's long texts; one that two cells print is one claim."""
        known = {bare(passage.text) for passage, _ in self.passages}
        for passage, owner in passages:
            if bare(passage.text) not in known:
                known.add(bare(passage.text))
                self.passages.append((passage, owner))

    def _budget(self, view: View, ref: Ref, bands: list[Band]) -> BudgetReader:
        skip = frozenset(c.col for band in bands for c in band.columns if c.role not in _KEPT)
        return BudgetReader(self.owners.reader, self.layouts["budget"], view, ref, skip, bool(bands))

    def _node(self, view: View, layout: str) -> Ref:
        title = view.caption.title
        kinds = {k["title"]: k["kind"] for k in self.layouts[layout]["kinds"]}
        kind = first_match({p: p for p in kinds}, [title.text if title else ""])
        span = title.span() if title else _first(view)
        return self.owners.sheet.add(
            BP.Table,
            span,
            f"layout/{layout}",
            {
                RDFS.label: title.text if title else None,
                BP.tableKind: named(f"layouts/{layout}.yaml", kinds[kind]) if kind else BPC.other_table,
                BP.declaredUnit: view.caption.unit,
                BP.fiscalYear: _year(title.text) if title else None,
                BP.layout: layout,
            },
            page=view.table.place.page,
        )

    def _is_form(self, view: View) -> bool:
        labels = {self.forms.label(c.text) for r in range(view.table.n_rows) for c in view.cells(r)[:1]} - {""}
        return len(labels) >= 3 and bool(labels & {"project", "objective"})

    def _has_targets(self, view: View) -> bool:
        """Whether cells print target values, so that indicators should have been read."""
        return any(self.forms.target.search(cell.text) for cell in view.table.cells)

    def _is_empty(self, view: View) -> bool:
        """A printed form without figures: headers, perhaps item names, nothing to read."""
        return not any(is_number(c.text) for r in view.data for c in view.cells(r))

    def _projects(self, view: View, budget: BudgetReader) -> None:
        """Rows of a list of projects are projects, with the first figure as amount."""
        is_name = compiled(self.layouts["budget"]["project_name"]).search
        named = max((c for c, p in enumerate(view.paths) if p and is_name(p[-1])), default=None)
        kind = next((c for c, p in enumerate(view.paths) if p and compiled("类型|类别").search(p[-1])), None)
        money = next((column.col for column in budget.columns if column.name == "amount"), None)
        unit = view.caption.unit
        if named is None or money is None or unit is None:
            return
        for r in view.data:
            cell, figure = view.own(r, named), view.text(r, money)
            if cell is None or not cell.text or not is_number(figure) or self._is_sum(cell.text) or cell.text.isdigit():
                continue
            code, name = split_code(cell.text)
            span, page = cell.passage.span(), cell.place.page
            ref = self.owners.get(BP.Project, name, span, "layout/budget", code=code, page=page)
            if self.owners.sheet.drafts[ref].type == BP.Project:
                self.owners.amount(ref, amount(figure, unit).yuan)
                self.owners.sheet.put(ref, BP.projectType, view.text(r, kind) or None if kind is not None else None)

    def _is_sum(self, name: str) -> bool:
        return bool(compiled(self.layouts["budget"]["totals"]).match(name))


def _year(title: str) -> Year | None:
    """The year that a title names; a date (2023年末) and a range of years are none."""
    found = _YEAR.search(title)
    return Year(found[1]) if found else None


def _first(view: View) -> Span:
    cell = next((c for c in view.table.cells if c.text), None)
    return cell.passage.span() if cell else Span(view.table.span.start, view.table.span.start)
