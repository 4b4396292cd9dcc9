"""The family of forms that a disclosure's indicators follow."""

from __future__ import annotations

import pytest

from kg.extract import template
from kg.extract.sheet import Draft, Sheet
from kg.model import Ref, Span
from kg.vocab import BP
from tests.extract.builders import document, ontology


@pytest.mark.parametrize(
    ("levels", "grades", "expected"),
    [
        (("产出指标", "效益指标", "满意度指标"), "", "88号"),
        (("成本指标", "产出指标"), "", "101号"),
        (("产出指标",), "优良", "分档"),
        (("产出指标",), "优优", "88号"),  # one word that is the target, of the year and of the whole term
        (("其他", ""), "", None),
        ((), "", None),
    ],
)
def test_the_template_by_levels_and_grades(levels: tuple[str, ...], grades: str, expected: str | None) -> None:
    sheet = Sheet(document("甲"))
    head = Ref("disclosure")
    sheet.insert(Draft(head, BP.Disclosure, Span(0, 1), "test", {}))
    for level in levels:
        indicator = sheet.add(BP.Indicator, Span(0, 1), "test", {BP.level1: level})
        for grade in grades:
            sheet.put(indicator, BP.hasTarget, sheet.add(BP.Target, Span(0, 1), "test", {BP.grade: grade}))
    template.annotate(sheet, ontology())
    assert sheet.drafts[head].get(BP.template) == expected
