"""Prose to statements: what the paragraphs of a disclosure claim in numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.items import Items
from kg.extract.prose.context import Context
from kg.extract.prose.persons import mask_passage, mask_prose, secret
from kg.extract.prose.records import Line
from kg.extract.prose.residue import find_residues
from kg.extract.sections import body
from kg.model import Document, Passage, Ref, Span
from kg.resources import Ontology

__all__ = ["Context", "find_residues", "mask_prose", "read", "read_passage", "secret"]


def read(document: Document, items: Items, context: Context, ontology: Ontology, *, skip: Sequence[Span] = ()) -> None:
    """Add the statements, items and template residues of a document, and mask the persons that its prose names.

    Paragraphs and headings inside `skip` (a form that another component has read) claim nothing here.
    """
    from kg.extract.prose.lines import join, passages

    terms = ontology.lexicon("statement_terms")
    glossary = re.compile(next(t["pattern"] for t in terms if t["role"] == "glossary"))
    found = passages(body(document), glossary, skip)
    mask_prose(document, items.sheet, ontology)
    find_residues(document, items.sheet, ontology, context)
    if found:
        passage, lines = join(found)
        _claims(passage, lines, items, context, ontology, None)


def read_passage(
    passage: Passage,
    items: Items,
    context: Context,
    ontology: Ontology,
    *,
    heading: str = "",
    default_item: Ref | None = None,
) -> None:
    """Add the statements of one long text, such as a cell of a form.

    Figures beside which nothing is named are about `default_item`; `heading` is the label of the cell.
    """
    if passage:
        mask_passage(passage, items.sheet, ontology)
        line = Line(0, len(passage.text), (heading,) if heading else ())
        _claims(passage, [line], items, context, ontology, default_item)


def _claims(
    passage: Passage, lines: list[Line], items: Items, context: Context, ontology: Ontology, item: Ref | None
) -> None:
    from kg.extract.prose.facts import Writer
    from kg.extract.prose.pipeline import build, document

    doc = document(build(ontology), passage.text, lines, context.fiscal_year, context.names, item)
    Writer(doc, passage, items, context).write(item)
