"""Tables to facts, by the layouts of ``ontology/layouts``: money tables, performance lists and forms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice, pairwise

from kg.extract.meaning_lexicon import bare
from kg.extract.owners import Owners
from kg.extract.sections import Caption, Section
from kg.extract.tables.band import Band, forms
from kg.extract.tables.budget import BudgetReader
from kg.extract.tables.columns import table_kind
from kg.extract.tables.form import FormReader
from kg.extract.tables.projects import ProjectList
from kg.extract.tables.reading import Record
from kg.extract.tables.view import View
from kg.model import Passage, Ref, Span, Table, Year
from kg.resources import Ontology
from kg.vocab import BP, BPC, RDFS

_KEPT = ("project", "activity", "code", "amount")
_YEAR = re.compile(r"(?<![\d—–~至-])(20\d\d)年(?![末底初\d]|期末)")


@dataclass
class TableReader:
    """Reads every table of a document; long form texts are left in `passages` for the prose pipeline."""

    owners: Owners
    ontology: Ontology
    passages: list[tuple[Passage, Ref | None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.layouts = self.ontology.layouts
        self.forms = forms(self.ontology)

    def read(self, sections: Iterable[Section], captions: dict[int, Caption]) -> None:
        """Add the facts of all tables in the body of the document."""
        tables = [(s.block, captions[s.index]) for s in sections if isinstance(s.block, Table)]
        names = Counter(name for table, _ in tables for name in self._form_names(table))
        self.owners.repeated |= {name for name, count in names.items() if count > 1}
        for table, caption in tables:
            self.one(table, caption)

    def _form_names(self, table: Table) -> Iterator[str]:
        """The project names that the forms of a table print beside their label."""
        for cell, beside in pairwise(table.cells):
            if cell.col == 0 and beside.row == cell.row and self.forms.label(cell.text) == "project":
                yield bare(beside.text)

    def item(self, owner: Ref | None) -> Ref | None:
        """The item that figures in a form's texts are about: its project."""
        draft = self.owners.sheet.drafts.get(owner) if owner else None
        if draft is None or draft.type != BP.Project:
            return None
        return self.owners.reader.items.get(str(draft.get(RDFS.label)), span=draft.span)

    def one(self, table: Table, caption: Caption) -> None:
        """Add the facts of one table, and the record of how it was read."""
        sheet = self.owners.sheet
        before = len(sheet.drafts)
        view = View(table, caption)
        record = Record(view, self.forms, bands := self.forms.bands(view))
        performance = bool(bands) or self._is_form(view)
        ref = self._node(view, "indicators" if performance else "budget")
        if performance:
            record.form = FormReader(self.owners, self.forms, view, ref, self.owners.reader.department)
            record.form.read()
            sheet.put(ref, BP.declaredUnit, record.form.declared if not view.caption.unit else None)
            self._keep(record.form.passages)
        if not performance or any(band.one("amount") and band.one("project") for band in bands):
            record.budget = self._budget(view, ref, bands)
            record.budget.read()
        if not performance:
            parts = record.budget.parts if record.budget else frozenset()
            record.listed = ProjectList(self.owners, self.forms, self.layouts["budget"], view, ref, parts)
            record.listed.read(always=sheet.drafts[ref].get(BP.tableKind) == BPC.project_list)
            self._keep(record.listed.passages)
        record.new = list(islice(reversed(sheet.drafts.values()), len(sheet.drafts) - before))[::-1]
        sheet.readings.append(reading := record.reading(ref, sheet))
        sheet.put(ref, BP.trouble, reading.trouble or None)
        sheet.put(ref, BP.unreadRows, len(reading.unread) or None)

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
        kind = table_kind(self.layouts[layout], title.text if title else "")
        span = title.span() if title else _first(view)
        return self.owners.sheet.add(
            BP.Table,
            span,
            f"layout/{layout}",
            {
                RDFS.label: title.text if title else None,
                BP.tableKind: kind or BPC.other_table,
                BP.declaredUnit: view.caption.unit,
                BP.fiscalYear: _year(title.text, view.caption.own_year) if title else None,
                BP.layout: layout,
            },
            page=view.table.place.page,
        )

    def _is_form(self, view: View) -> bool:
        labels = {self.forms.label(c.text) for r in range(view.table.n_rows) for c in view.cells(r)[:1]} - {""}
        return len(labels) >= 3 and bool(labels & {"project", "objective"})


def _year(title: str, below: int | None) -> Year | None:
    """The year that a title, or a line under it, names; a date (2023年末) and a range of years are none."""
    found = _YEAR.search(title)
    return Year(found[1]) if found else Year(below) if below else None


def _first(view: View) -> Span:
    cell = next((c for c in view.table.cells if c.text), None)
    return cell.passage.span() if cell else Span(view.table.span.start, view.table.span.start)
