"""Which of the matters that have to be explained a disclosure explains in words, or announces to explain.

What it claims (all projects have goals; the tables are attached) is a passage of its own, with the words that say so.
"""

from __future__ import annotations

import re

from kg.extract.meaning_lexicon import Entry
from kg.extract.sections import Section, contents
from kg.extract.sheet import Sheet
from kg.model import Block, Document, Ref, Term, Value
from kg.resources import Ontology
from kg.vocab import BP, NS_BPC, RDFS

_LEXICON = "lexicon/narratives#"
_CLAUSES = re.compile(r"[。；，,;]")
_LEAD = 40  # characters


def add(sheet: Sheet, document: Document, sections: list[Section], ontology: Ontology) -> None:
    """Give the disclosure a bp:explains for each matter that a heading, a paragraph or the contents page names.

    A matter that is explained ``anywhere`` may also be named in a note inside a table.
    """
    lines = [section.block.text for section in sections if isinstance(section.block, Block)]
    text = "\n".join([*lines, *(entry.text for entry in contents(document))])
    matters = ontology.lexicon("narratives")
    _claims(sheet, sections, [line for line in matters if "claim" in line])
    for line in (line for line in matters if "claim" not in line):
        if re.search(line["pattern"], document.text if line.get("anywhere") else text):
            matter = Term(NS_BPC + line["narrative"])
            sheet.put(Ref("disclosure"), BP.explains, matter, by=(_LEXICON + line["id"],))


def _claims(sheet: Sheet, sections: list[Section], lines: list[Entry]) -> None:
    """A bp:Passage for the first place of each claim."""
    blocks = [section.block for section in sections if isinstance(section.block, Block)]
    for line in lines:
        pattern, matter = re.compile(line["pattern"]), Term(NS_BPC + line["narrative"])
        found = next(((block, match) for block in blocks if (match := pattern.search(block.text))), None)
        if found:
            block, match = found
            words = block.passage[match.start() - len(_lead(match)) : match.end()]
            values: dict[Term, Value | None] = {RDFS.label: line["claim"], BP.text: words.text, BP.explains: matter}
            sheet.add(BP.Passage, words.span(), _LEXICON + line["id"], values, page=block.place.page)


def _lead(match: re.Match[str]) -> str:
    """What stands before a match in its clause, as far as a reader needs it."""
    return _CLAUSES.split(match.string[: match.start()][-_LEAD:])[-1]
