"""Document to facts. `extract` runs the components in one order; each fills the sheet that the next one reads."""

from __future__ import annotations

from kg.errors import NotADisclosure
from kg.extract import copies, disclosure, duties, flow, goals, meaning
from kg.extract.context import Reader
from kg.extract.items import Items
from kg.extract.owners import Owners
from kg.extract.prose import read as read_prose
from kg.extract.prose import read_passage
from kg.extract.prose.context import Context
from kg.extract.regions import Regions
from kg.extract.sections import body, captions
from kg.extract.sheet import Sheet, masked
from kg.extract.tables import TableReader
from kg.extract.targets import TargetParser
from kg.model import Document, Facts
from kg.resources import Ontology

__all__ = ["extract"]


def extract(document: Document, ontology: Ontology) -> Facts:
    """All facts of a document; raises `NotADisclosure` where nothing of a budget or final account is found."""
    document = flow.tables(document, ontology)
    sections = body(document)
    identity = disclosure.identify(document, sections)
    sheet = Sheet(document)
    department = disclosure.add(sheet, identity)
    reader = Reader(
        sheet, ontology, Items(sheet, ontology), TargetParser(ontology), department, identity.keys, identity.year, identity.kind
    )
    owners, regions = Owners(reader), Regions(ontology)
    context = Context(fiscal_year=identity.year, kind=identity.kind, department=department)
    if department:
        disclosure.offices(sheet, sections, department)
        duties.add(sheet, sections, regions, department)
    tables = TableReader(owners, ontology.layouts)
    tables.read(sections, captions(sections))
    goals.add(owners, sections, regions)
    read_prose(document, sheet, context, ontology)
    for passage, owner in tables.passages:
        read_passage(passage, sheet, context, ontology, owner)
    copies.add(sheet)
    meaning.annotate(sheet, ontology)
    return _facts(sheet, identity)


def _facts(sheet: Sheet, identity: disclosure.Identity) -> Facts:
    kinds = {draft.type.rsplit("#", 1)[-1] for draft in sheet.drafts.values()}
    if identity.kind is None and not kinds & {"BudgetLine", "Indicator", "Statement"}:
        raise NotADisclosure(f"{sheet.document.source}: 没有找到预算、决算或绩效的内容，不像是公开文本")
    facts = sheet.freeze()
    public = masked(sheet.document.text, sheet.masks)
    return Facts(_with_text(sheet.document, public), facts, dict(sheet.coverage))


def _with_text(document: Document, text: str) -> Document:
    from dataclasses import replace

    return replace(document, text=text)
