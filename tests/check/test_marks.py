"""Readers' marks: what they take away, what they say of a rule, and where two readers differ."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.check.marks import Precision, agreement, precision, refuted, without
from kg.model import Check, Finding, Mark, Verdict

FINDING = Finding(
    *("f1", "urn:d", "A01", "1", "polarity-reversed", "violation", "甲", "a", ("urn:d/1",), ("甲",), "甲", 0, 1),
    *(None, None, "≥4", "≤4"),
)
OTHER = replace(FINDING, id="f2")
FAILED = Check("A01", "urn:d", "failed", 3)


def mark(finding: str, verdict: Verdict, reader: str = "", rule: str = "A01") -> Mark:
    """A mark without a note."""
    return Mark(finding, rule, verdict, "", reader)


def test_a_refuted_finding_goes_and_is_counted() -> None:
    checks, stand, hidden = without(frozenset({"f1"}), [FAILED], [FINDING, OTHER])
    assert (stand, hidden) == ([OTHER], [FINDING])
    assert checks == [replace(FAILED, reason="1 条疑点按复核意见不计")]


def test_a_check_whose_findings_all_go_has_passed() -> None:
    told = replace(FAILED, reason="2 项未能判断")
    (check,), stand, hidden = without(frozenset({"f1", "f2"}), [told], [FINDING, OTHER])
    assert (check.outcome, check.reason) == ("passed", "2 项未能判断；2 条疑点按复核意见不计")
    assert (stand, len(hidden)) == ([], 2)


def test_other_checks_and_disclosures_stay_as_they_are() -> None:
    elsewhere = [replace(FAILED, disclosure="urn:e"), replace(FAILED, rule="A04")]
    assert without(frozenset({"f1"}), elsewhere, [FINDING])[0] == elsewhere


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([mark("f1", "false")], {"f1"}),
        ([mark("f1", "false", "甲"), mark("f1", "unclear", "乙")], {"f1"}),
        ([mark("f1", "false", "甲"), mark("f1", "true", "乙")], set()),
        ([mark("f1", "true"), mark("f2", "unclear")], set()),
    ],
)
def test_false_for_one_reader_and_true_for_none_refutes(marks: list[Mark], expected: set[str]) -> None:
    assert refuted(marks) == expected


def test_precision_leaves_the_unclear_out() -> None:
    marks = [
        mark("1", "true"),
        mark("2", "true"),
        mark("3", "false"),
        mark("4", "unclear"),
        mark("5", "unclear", "", "X01"),
    ]
    lines = precision(marks)
    assert lines == [Precision("A01", 2, 1, 1), Precision("X01", 0, 0, 1)]
    assert lines[0].value == pytest.approx(2 / 3) and lines[1].value is None


def test_agreement_is_over_findings_that_several_marked() -> None:
    marks = [mark("1", "true", "甲"), mark("1", "true", "乙"), mark("2", "true", "甲"), mark("2", "false", "乙")]
    assert agreement([*marks, mark("3", "true", "甲")]) == (2, 1)
