"""The things that goals and indicators hang on: department, duties, activities, projects; one node each."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from kg.extract.context import Reader
from kg.extract.meaning_lexicon import bare
from kg.extract.money import Amount
from kg.extract.sheet import Sheet
from kg.model import Ref, Span, Term
from kg.vocab import BP, RDFS, SKOS

FORMS = "forms"  # the source that all forms of projects are together
_LINKS = {BP.Project: BP.hasProject, BP.Activity: BP.hasActivity, BP.Duty: BP.hasDuty}


@dataclass
class _Namesakes:
    """Projects of one name, in order; by amount; and which of them each source (a list, the forms) has printed."""

    refs: dict[Ref, None] = field(default_factory=dict)
    by_amount: dict[Decimal, Ref] = field(default_factory=dict)
    printed: dict[str, dict[Ref, None]] = field(default_factory=dict)

    def find(self, yuan: Decimal | None, source: str, *, repeated: bool) -> Ref | None:
        """That with the amount; without an amount the source's latest; else the first that the source has not printed,
        which has no amount yet where the source has the name `repeated`ly."""
        printed = self.printed.get(source, {})
        if yuan is None:
            return next(reversed(printed or self.refs), None)
        if (same := self.by_amount.get(yuan)) or len(printed) == len(self.refs):
            return same
        known = set(self.by_amount.values()) if repeated else set()
        return next((ref for ref in self.refs if ref not in printed and ref not in known), None)

    def note(self, ref: Ref, yuan: Decimal | None, source: str) -> None:
        """A source prints a project with an amount."""
        self.refs[ref] = None
        printed = self.printed.setdefault(source, {})
        printed.pop(ref, None)
        printed[ref] = None  # the latest last
        if yuan is not None:
            self.by_amount.setdefault(yuan, ref)


@dataclass
class Owners:
    """Finds or makes the owner that a table or a heading names."""

    reader: Reader
    known: dict[tuple[Term, str], dict[str | None, Ref]] = field(default_factory=dict)  # by class and name: by code
    alike: dict[str, _Namesakes] = field(default_factory=dict)  # projects by name
    repeated: set[str] = field(default_factory=set)  # names that more than one form of a project has
    formed: set[Ref] = field(default_factory=set)  # those whose own form has printed an amount

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
        return self._new(kind, name, span, by, code, page)

    def project(
        self,
        name: str,
        span: Span,
        by: str,
        *,
        source: str,
        money: Amount | None,
        code: str | None = None,
        page: int | None = None,
    ) -> Ref:
        """The project of a list's row or of a form, with its amount: what one `source` prints under one name with
        different amounts are different projects; another source prints them again."""
        alike, yuan = self.alike.setdefault(bare(name), _Namesakes()), money.yuan if money else None
        if code is None and alike.refs:
            repeated = source == FORMS and bare(name) in self.repeated
            ref = alike.find(yuan, source, repeated=repeated) or self._new(BP.Project, name, span, by, code, page)
        else:
            ref = self.get(BP.Project, name, span, by, code=code, page=page)
        if self.sheet.drafts[ref].type == BP.Project:
            alike.note(ref, yuan, source)
            self.amount(ref, money, own=source == FORMS and len(alike.refs) == 1)
        return ref

    def _new(self, kind: Term, name: str, span: Span, by: str, code: str | None, page: int | None) -> Ref:
        ref = self.sheet.add(kind, span, by, {RDFS.label: name, SKOS.notation: code}, page=page)
        self.known.setdefault((kind, bare(name)), {}).setdefault(code, ref)
        if self.reader.department:
            self.sheet.put(self.reader.department, _LINKS[kind], ref)
        return ref

    def _find(self, kind: Term, key: str, code: str | None) -> Ref | None:
        """The same name with the same code, or with none on one side."""
        named = self.known.get((kind, key), {})
        return named.get(code) or (next(iter(named.values()), None) if code is None else named.get(None))

    def amount(self, owner: Ref, money: Amount | None, *, own: bool = False) -> None:
        """Set the amount of a project or activity with its precision: that of its `own` form, else the first."""
        draft = self.sheet.drafts[owner]
        if money is not None and own and owner not in self.formed:
            self.formed.add(owner)
            draft.drop(BP.amount, BP.halfUnit)
        if money is not None and draft.get(BP.amount) is None:
            self.sheet.put(owner, BP.amount, money.yuan)
            self.sheet.put(owner, BP.halfUnit, money.half_unit)

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

    def passage(self, owner: Ref, head: str, text: str, span: Span, by: str, *, page: int | None = None) -> None:
        """A field in running text, such as 立项依据, as a passage of its owner."""
        ref = self.sheet.add(BP.Passage, span, by, {RDFS.label: head.rstrip(":："), BP.text: text}, page=page)
        self.sheet.put(owner, BP.hasPassage, ref)
