"""Which family of forms the indicators of a disclosure follow: bp:template, by ``templates`` in the layouts."""

from __future__ import annotations

import re

from kg.extract.sheet import Sheet
from kg.model import Ref
from kg.resources import Ontology
from kg.vocab import BP


def annotate(sheet: Sheet, ontology: Ontology) -> None:
    """Put the first template that fits on the disclosure; none where there are no indicators, or none fits."""
    grades = {target.key: grade for target in sheet.of(BP.Target) if (grade := target.get(BP.grade))}
    graded = any(
        len({grades.get(Ref(str(t))) for t in d.all(BP.hasTarget)} - {None}) > 1 for d in sheet.of(BP.Indicator)
    )
    levels = {str(draft.get(BP.level1) or "") for draft in sheet.of(BP.Indicator)}
    for line in ontology.layouts["indicators"]["templates"]:
        first = re.compile(line.get("first", "(?!)"))
        if (graded and line.get("graded")) or any(map(first.search, levels)):
            sheet.put(Ref("disclosure"), BP.template, line["name"])
            return
