"""Document to facts: the components in the one order in which they run; each fills the sheet that the next reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from kg.errors import NotADisclosure
from kg.extract import (
    blanks,
    contents,
    disclosure,
    duties,
    flow,
    formulas,
    goals,
    links,
    meaning,
    narratives,
    natures,
    outline,
    prose,
    structure,
    targets,
    template,
    texts,
    topics,
)
from kg.extract.context import Reader
from kg.extract.items import Items
from kg.extract.owners import Owners
from kg.extract.regions import Regions
from kg.extract.sections import Section, body, captions
from kg.extract.sheet import Draft, Sheet, masked
from kg.extract.tables import TableReader
from kg.model import Document, Facts, Passage, Ref, Span
from kg.resources import Ontology
from kg.vocab import BP, BPC

__all__ = ["COMPONENTS", "extract"]


@dataclass(frozen=True)
class Job:
    """What every component is given; `passages` are long texts of forms, each with the item that it is about."""

    document: Document
    sections: list[Section]
    reader: Reader
    owners: Owners
    regions: Regions
    context: prose.Context
    passages: list[tuple[Passage, Ref | None]] = field(default_factory=list)


def _structure(job: Job) -> None:
    if job.reader.department:
        structure.add(job.reader, job.reader.department, job.sections, job.regions)


def _duties(job: Job) -> None:
    if job.reader.department:
        duties.add(job.reader.sheet, job.sections, job.regions, job.reader.department)


def _tables(job: Job) -> None:
    reader = TableReader(job.owners, job.reader.ontology)
    reader.read(job.sections, captions(job.sections))
    job.passages.extend((passage, reader.item(owner)) for passage, owner in reader.passages)
    if department := job.reader.sheet.drafts.get(job.reader.department or Ref("")):
        department.values[BP.hasBudgetLine] = [line.key for line in job.reader.sheet.of(BP.BudgetLine)]


def _announced(job: Job) -> None:
    sheet, ontology = job.reader.sheet, job.reader.ontology
    blanks.add(sheet, job.sections, job.regions, ontology.layouts["indicators"])
    contents.add(sheet, job.document, job.sections, ontology.layouts)
    narratives.add(sheet, job.document, job.sections, ontology)


def _outline(job: Job) -> None:
    outline.add(job.reader.sheet, job.sections)


def _goals(job: Job) -> None:
    goals.add(job.owners, job.sections, job.regions)


def _prose(job: Job) -> None:
    items, ontology = job.reader.items, job.reader.ontology
    prose.read(job.document, items, job.context, ontology)
    for passage, item in job.passages:
        prose.read_passage(passage, items, job.context, ontology, default_item=item)


def _meaning(job: Job) -> None:
    meaning.annotate(job.reader.sheet, job.reader.ontology)
    natures.annotate(job.reader.sheet, job.reader.ontology)
    formulas.annotate(job.reader.sheet)


def _template(job: Job) -> None:
    template.annotate(job.reader.sheet, job.reader.ontology)


def _topics(job: Job) -> None:
    topics.annotate(job.reader.sheet, job.reader.ontology)


def _texts(job: Job) -> None:
    texts.annotate(job.reader.sheet, job.reader.ontology)


def _links(job: Job) -> None:
    links.add(job.reader.sheet, job.reader.ontology)


_SUBSTANCE = {BP.Indicator, BP.Statement, BP.Objective, BP.Duty}
COMPONENTS: tuple[Callable[[Job], None], ...] = (
    _structure,
    _duties,
    _tables,
    _announced,
    _outline,
    _goals,
    _prose,
    _meaning,
    _template,
    _topics,
    _texts,
    _links,
)


def extract(document: Document, ontology: Ontology, *, anything: bool = False) -> Facts:
    """All facts of a document.

    Raises `NotADisclosure` where nothing of a budget or final account is found, unless `anything` will do.
    """
    document = flow.tables(document, ontology)
    identity = disclosure.identify(document, ontology)
    job = _job(document, identity, ontology)
    for component in COMPONENTS:
        component(job)
    if not anything and not any(map(_is_substance, job.reader.sheet.drafts.values())):
        raise NotADisclosure(f"{document.source}: 没有找到预算、决算或绩效的内容，不像是公开文本")
    return _facts(job.reader.sheet, ontology)


def _job(document: Document, identity: disclosure.Identity, ontology: Ontology) -> Job:
    sheet = Sheet(document)
    department = disclosure.add(sheet, identity)
    items, parser = Items(sheet, ontology), targets.parser(ontology)
    reader = Reader(sheet, ontology, items, parser, department, identity.keys, identity.year, identity.kind)
    printed = frozenset(name for name, _ in identity.names)
    context = prose.Context(identity.year, identity.kind, department, printed)
    return Job(document, body(document), reader, Owners(reader), Regions(ontology), context)


def _is_substance(draft: Draft) -> bool:
    """Whether a fact makes a disclosure of a document; columns of figures without unit and title may be anything."""
    if draft.type == BP.Table:
        return draft.get(BP.tableKind) != BPC.other_table
    return draft.type in _SUBSTANCE or (draft.type == BP.BudgetLine and draft.get(BP.amount) is not None)


def _facts(sheet: Sheet, ontology: Ontology) -> Facts:
    """The frozen facts, with a document whose text shows no person."""
    secret = prose.secret(sheet, ontology)
    sheet.masks += [Span(*match.span()) for match in secret.finditer(sheet.document.text)]
    public = replace(sheet.document, text=masked(sheet.document.text, sheet.masks))
    return Facts(public, sheet.freeze(secret), tuple(sheet.readings))
