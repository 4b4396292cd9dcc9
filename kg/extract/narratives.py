"""Which of the matters that have to be explained a disclosure explains in words, or announces to explain."""

from __future__ import annotations

import re

from kg.extract.sections import Section, contents
from kg.extract.sheet import Sheet
from kg.model import Block, Document, Ref, Term
from kg.resources import Ontology
from kg.vocab import BP, NS_BPC

_LEXICON = "lexicon/narratives#"


def add(sheet: Sheet, document: Document, sections: list[Section], ontology: Ontology) -> None:
    """Give the disclosure a bp:explains for each matter that a heading, a paragraph or the contents page names.

    A matter that is explained ``anywhere`` may also be named in a note inside a table.
    """
    lines = [section.block.text for section in sections if isinstance(section.block, Block)]
    text = "\n".join([*lines, *(entry.text for entry in contents(document))])
    for line in ontology.lexicon("narratives"):
        if re.search(line["pattern"], document.text if line.get("anywhere") else text):
            matter = Term(NS_BPC + line["narrative"])
            sheet.put(Ref("disclosure"), BP.explains, matter, by=(_LEXICON + line["id"],))
