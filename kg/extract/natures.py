"""What names tell: what a project consists of (construction, purchase), an item is, an indicator measures."""

from __future__ import annotations

import re
from typing import Final

from kg.extract.sheet import Sheet
from kg.model import Term
from kg.resources import Ontology
from kg.vocab import BP, NS_BPC, RDFS

_LEXICON: Final = "lexicon/natures#"
_KINDS: Final = {"project": BP.Project, "item": BP.Item, "indicator": BP.Indicator}


def annotate(sheet: Sheet, ontology: Ontology) -> None:
    """Give each project, item and indicator the natures that its name tells; most have none."""
    lines = [(line, re.compile(line["pattern"])) for line in ontology.lexicon("natures")]
    for of, kind in _KINDS.items():
        own = [(line, pattern) for line, pattern in lines if line["of"] == of]
        for draft in sheet.of(kind):
            name = str(draft.get(RDFS.label) or "")
            for line, pattern in own:
                if pattern.search(name):
                    sheet.put(draft.key, BP.nature, Term(NS_BPC + line["nature"]), by=(_LEXICON + line["id"],))
