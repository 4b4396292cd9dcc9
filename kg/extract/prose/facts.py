"""Claims become bp:Statement facts, their subjects bp:Item facts, on the sheet."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from spacy.tokens import Doc

from kg.extract.items import Items
from kg.extract.prose.context import Context
from kg.extract.prose.records import Claim, Line, Subject, Sum
from kg.model import Passage, Ref, Term, Value, Year
from kg.vocab import BP, BPC, NS_BPC

_INFERRED = Decimal("0.9")


def concept(name: str | None) -> Term | None:
    """The concept of a code list with this notation, such as ``general-public-budget``."""
    return Term(NS_BPC + name) if name else None


class Writer:
    """Writes what the pipeline found in one text."""

    def __init__(self, doc: Doc, passage: Passage, items: Items, context: Context) -> None:
        self.doc, self.passage, self.items, self.context = doc, passage, items, context
        self.sheet = items.sheet
        self.claims: list[Claim] = doc._.claims
        self.subjects: list[Subject] = doc._.subjects
        self.links: list[int | None] = doc._.links
        self.bases: list[int | None] = doc._.bases
        self.lines: list[Line] = doc._.lines
        self.parents = {part: told.total for told in doc._.sums for part in told.parts}
        self._default = "executed" if context.kind == BPC.final_accounts else "approved"

    def write(self, default_item: Ref | None) -> None:
        """Add all statements, then what they say of each other."""
        abouts: list[Ref | None] = []
        for index in range(len(self.claims)):
            abouts.append(self._about(index, abouts, default_item))
        refs = [self._statement(index, about) for index, about in enumerate(abouts)]
        for index, link in enumerate(self.links):
            if link is not None:
                self.sheet.put(refs[index], BP.ofStatement, refs[link])
        for index, base in enumerate(self.bases):
            if base is not None:
                self.sheet.put(refs[index], BP.shareOf, refs[base])
        for total, told in self._sums().items():
            for part in told.parts:
                self.sheet.put(refs[total], BP.totals, refs[part])
            self.sheet.put(refs[total], BP.complete, True if told.complete else None)
        self._reasons(refs)
        self._purposes(refs)

    def _sums(self) -> dict[int, Sum]:
        """One list of parts for each total, a complete one if there is; 收支总计 has one of each side."""
        sums: dict[int, Sum] = {}
        for told in self.doc._.sums:
            known = sums.get(told.total)
            if known is None or (told.complete and not known.complete):
                sums[told.total] = told
        return sums

    def _statement(self, index: int, about: Ref | None) -> Ref:
        claim, subject = self.claims[index], self.subjects[index]
        values: dict[Term, Value | None] = {BP.statementKind: concept(claim.kind), **self._amount(index)}
        year = self._year(index)
        money = claim.kind != "count" and not (claim.figure and claim.figure.area)
        path = self.lines[claim.segment.line].path
        start, end = self._clause(index)
        values |= {
            BP.trend: concept(claim.trend),
            BP.fiscalYear: Year(year) if year else None,
            BP.comparedYear: Year(claim.compared) if claim.compared else None,
            BP.phase: concept(self._phase(index)) if money else None,
            BP.fundSource: concept(self._fund(index)) if money else None,
            BP.expenditureType: concept(self._expenditure(subject)) if money else None,
            BP.about: about,
            BP.text: self.passage.text[start:end],
            BP.heading: path[-1] if path else None,
        }
        confidence = _INFERRED if subject.carried and not subject.given else None
        span = self.passage.span(start, end)
        return self.sheet.add(BP.Statement, span, f"prose/{claim.term}", values, confidence=confidence)

    def _clause(self, index: int) -> tuple[int, int]:
        """From the item's name to the number, or from the number to what is counted: 6个项目."""
        claim, subject = self.claims[index], self.subjects[index]
        if claim.figure and subject.own and subject.start == claim.end:
            return claim.figure.start, claim.end + len(subject.label)
        return claim.start, claim.end

    def _amount(self, index: int) -> Mapping[Term, Value | None]:
        """Money in yuan, else value and unit; that nothing changed is a change of zero, unless only nearly so."""
        claim = self.claims[index]
        figure = claim.figure
        if figure is None:
            return {} if claim.nearly else {BP.amount: Decimal(0)}
        if figure.form == "money":
            return {BP.amount: figure.value, BP.maxValue: figure.high, BP.halfUnit: figure.half}
        half = figure.half if figure.form == "rate" else None
        return {BP.value: figure.value, BP.maxValue: figure.high, BP.unit: figure.unit, BP.halfUnit: half}

    def _about(self, index: int, abouts: list[Ref | None], default_item: Ref | None) -> Ref | None:
        """The item of a claim; a change is about what its total is about, but 收支 is income and expenditure."""
        claim, subject, link = self.claims[index], self.subjects[index], self.links[index]
        if link is not None and (not subject.entry or "balance" not in subject.entry):
            return abouts[link]
        if subject.given or not subject.label:
            return default_item if subject.given else None
        span = self.passage.span(max(subject.start, 0), max(claim.end if subject.own else subject.start + 1, 1))
        broader = self.items.get(subject.broader, scheme="functional", span=span) if subject.broader else None
        return self.items.get(
            self._label(index), code=subject.code, scheme=_scheme(subject), broader=broader, span=span
        )

    def _label(self, index: int) -> str:
        """The printed name; totals of a budget say 财政拨款 where their section or their whole does."""
        subject = self.subjects[index]
        entry = self.items.lexicon.entries.get(subject.entry or "")
        if entry is None:
            printed = self.passage.text[subject.start : subject.start + len(subject.label)]
            return printed if subject.start >= 0 and len(printed) == len(subject.label) else subject.label
        printed = subject.label.removeprefix("财政拨款")
        if "aggregate" not in entry.data or self._fund(index) or not self._qualifier(index):
            return printed
        return self._qualifier(index) + entry.label

    def _qualifier(self, index: int) -> str:
        subject, parent = self.subjects[index], self.parents.get(index)
        return subject.qualifier or (self._qualifier(parent) if parent is not None else "")

    def _fund(self, index: int) -> str | None:
        """Named with the figure, else that of the total it qualifies or is a part of, else that of the section."""
        subject = self.subjects[index]
        for other in (self.links[index], self.parents.get(index)):
            if subject.fund or other is None:
                continue
            fund = self._fund(other)
            if fund:
                return fund
        return subject.fund or subject.section_fund

    def _phase(self, index: int) -> str:
        claim, subject = self.claims[index], self.subjects[index]
        if claim.base is not None:
            return claim.base or "approved"
        for other in (self.links[index], self.parents.get(index)):
            if subject.phase is None and other is not None:
                return self._phase(other)
        return subject.phase or self._default

    def _year(self, index: int) -> int | None:
        claim = self.claims[index]
        for other in (self.links[index], self.parents.get(index)):
            if claim.year is None and other is not None:
                return self._year(other)
        return claim.year or self.context.fiscal_year

    def _expenditure(self, subject: Subject) -> str | None:
        entry = self.items.lexicon.entries.get(subject.entry or "")
        return entry.data.get("expenditureType") if entry else None

    def _reasons(self, refs: list[Ref]) -> None:
        for reason in self.doc._.reasons:
            ref, span = refs[reason.claim], self.passage.span(reason.start, reason.end)
            self.sheet.put(ref, BP.reason, self.passage.text[reason.start : reason.end].strip("：:，,。；; \n"))
            self.sheet.put(ref, BP.reasonClaim, concept(reason.claimed))
            if reason.entry:
                entry = self.items.lexicon.entries[reason.entry]
                self.sheet.put(ref, BP.reasonItem, self.items.get(entry.label, span=span))

    def _purposes(self, refs: list[Ref]) -> None:
        for purpose in self.doc._.purposes:
            ref, span = refs[purpose.claim], self.passage.span(purpose.start, purpose.end)
            self.sheet.put(ref, BP.purpose, self.passage.text[purpose.start : purpose.end].strip("：:，,。；; \n"))
            for part in purpose.parts:
                self.sheet.put(ref, BP.purposeClass, concept(part))
            for item in purpose.items:
                self.sheet.put(ref, BP.purposeNames, concept(item))
            if purpose.entry:
                entry = self.items.lexicon.entries[purpose.entry]
                self.sheet.put(ref, BP.purposeItem, self.items.get(entry.label, span=span))


def _scheme(subject: Subject) -> str | None:
    if subject.level or (subject.code or "").startswith("2"):
        return "functional"
    return "economic" if subject.code else None
