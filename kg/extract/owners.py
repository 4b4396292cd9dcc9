"""The things that goals and indicators hang on: department, duties, activities, projects; one node each."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from kg.extract.context import Reader
from kg.extract.meaning_lexicon import bare
from kg.extract.sheet import Sheet
from kg.model import Ref, Span, Term
from kg.vocab import BP, RDFS, SKOS

_LINKS = {BP.Project: BP.hasProject, BP.Activity: BP.hasActivity, BP.Duty: BP.hasDuty}


@dataclass
class Owners:
    """Finds or makes the owner that a table or a heading names."""

    reader: Reader
    known: dict[tuple[Term, str], dict[str | None, Ref]] = field(default_factory=dict)  # by class and name: by code

    @property
    def sheet(self) -> Sheet:
        """The sheet that owners are added to."""
        return self.reader.sheet

    def get(
        self, kind: Term, name: str, span: Span, by: str, *, code: str | None = None, page: int | None = None
    ) -> Ref:
        """The project, activity or duty of that name; the department itself where the name is its own."""
        if self.reader.department and self.reader.is_department(name):
            return self.reader.department
        found = self._find(kind, bare(name), code)
        if found is not None:
            self.sheet.put(found, SKOS.notation, code if not self.sheet.drafts[found].get(SKOS.notation) else None)
            return found
        ref = self.sheet.add(kind, span, by, {RDFS.label: name, SKOS.notation: code}, page=page)
        self.known.setdefault((kind, bare(name)), {})[code] = ref
        if self.reader.department:
            self.sheet.put(self.reader.department, _LINKS[kind], ref)
        return ref

    def _find(self, kind: Term, key: str, code: str | None) -> Ref | None:
        """The same name with the same code, or with none on one side."""
        named = self.known.get((kind, key), {})
        return named.get(code) or (next(iter(named.values()), None) if code is None else named.get(None))

    def amount(self, owner: Ref, yuan: Decimal | None) -> None:
        """Set the amount of a project or activity, once."""
        if yuan is not None and self.sheet.drafts[owner].get(BP.amount) is None:
            self.sheet.put(owner, BP.amount, yuan)

    def objective(
        self, owner: Ref | None, text: str, span: Span, by: str, *, period: Term | None = None, page: int | None = None
    ) -> Ref | None:
        """An objective of an owner; the same text is one objective, whose period is dropped if it is both."""
        if owner is None or not text:
            return None
        for ref in self.sheet.drafts[owner].all(BP.hasObjective):
            assert isinstance(ref, Ref)
            if self.sheet.drafts[ref].get(BP.text) == text and self.sheet.drafts[ref].get(BP.period) == period:
                return ref
        ref = self.sheet.add(BP.Objective, span, by, {BP.text: text, BP.period: period}, page=page)
        self.sheet.put(owner, BP.hasObjective, ref)
        return ref
