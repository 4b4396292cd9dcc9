"""What a project consists of, by its name: construction, major repair, purchase, information system."""

from __future__ import annotations

import re

from kg.extract.sheet import Sheet
from kg.model import Term
from kg.resources import Ontology
from kg.vocab import BP, NS_BPC, RDFS

_LEXICON = "lexicon/project_natures#"


def annotate(sheet: Sheet, ontology: Ontology) -> None:
    """Give each project the natures that its name tells; most have none."""
    lines = [(line, re.compile(line["pattern"])) for line in ontology.lexicon("project_natures")]
    for draft in sheet.of(BP.Project):
        name = str(draft.get(RDFS.label))
        for line, pattern in lines:
            if pattern.search(name):
                sheet.put(draft.key, BP.nature, Term(NS_BPC + line["nature"]), by=(_LEXICON + line["id"],))
