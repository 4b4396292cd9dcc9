"""The arithmetic of a finding: which figures it compares, what they are, and by how much they differ."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kg.model import Evidence, Fact, Ref, Year
from kg.report.figures import Arithmetic, Figure
from kg.vocab import BP, BPC, RDFS
from tests.report.conftest import FINDING, MakeView, line

ITEM = Fact(Ref("item/甲"), BP.Item, ((RDFS.label, "公务接待费"),))
CLAIM = Fact(
    Ref("statement/3"),
    BP.Statement,
    (
        (BP.about, Ref("item/甲")),
        (BP.statementKind, BPC.change),
        (BP.trend, BPC.down),
        (BP.amount, Decimal(4_500)),
        (BP.fiscalYear, Year(2023)),
    ),
    Evidence(3, 9, "减少0.45万元", line=7),
)
RATE = Fact(
    Ref("statement/9"),
    BP.Statement,
    ((BP.about, Ref("item/甲")), (BP.statementKind, BPC.growth), (BP.value, Decimal("9.0")), (BP.unit, "%")),
    Evidence(9, 12, "9%", line=8),
)


def laid_out(make_view: MakeView, *more: Fact, **changes: object) -> Arithmetic:
    """The arithmetic of a finding about all of these facts."""
    finding = replace(FINDING, **{"subjects": tuple(f"urn:d/{fact.key}" for fact in more), **changes})  # type: ignore[arg-type]
    return make_view(finding, more=[*more, ITEM]).items[0].arithmetic


def test_a_figure_says_what_it_is_and_where(make_view: MakeView) -> None:
    found = laid_out(make_view, CLAIM, RATE, line(20, 3))
    assert found.figures == (
        Figure("基本支出", "合计", "3.00", Decimal(30_000), "第 20 页"),
        Figure("公务接待费", "增减额（减少） · 2023 年", "", Decimal(4_500), "第 7 行"),
        Figure("公务接待费", "增减率", "9%", None, "第 8 行"),
    )


def test_an_indicator_and_its_target_are_one_thing(make_view: MakeView) -> None:
    found = laid_out(make_view, subjects=("urn:d/indicator/1", "urn:d/target/1"))
    assert found.figures == ()
    both = laid_out(make_view, line(3, 7), subjects=("urn:d/indicator/1", "urn:d/target/1", "urn:d/budgetline/3"))
    assert ("网站事故次数", "网站运维", "≥4次") in [(f.name, f.detail, f.printed) for f in both.figures]
    assert len(both.figures) == 2


def test_what_is_too_long_is_counted(make_view: MakeView) -> None:
    found = laid_out(make_view, *(line(n, n) for n in range(1, 20)))
    assert (len(found.figures), found.more) == (13, 6)


def test_parts_that_do_not_give_what_is_expected_are_no_explanation(make_view: MakeView) -> None:
    parts = [line(2, 100), line(3, 150)]
    total = line(1, 300)
    total = total._replace(properties=(*total.properties, *((BP.totals, part.key) for part in parts)))
    for expected, figures in (("250 万元", 4), ("2,500,000 元", 4), ("251 万元", 0), ("持平", 0)):
        changes = {"kind": "sum-mismatch", "subjects": ("urn:d/budgetline/1",), "expected": expected}
        found = laid_out(make_view, total, *parts, **changes)
        assert len(found.figures) == figures, expected
        assert not figures or found.figures[-1] == Figure("分项之和", "", "", Decimal(2_500_000), "")


@pytest.mark.parametrize(
    ("observed", "expected", "difference"),
    [
        ("300.00 万元", "250 万元", "+50.00 万元"),
        ("1,807.60 万元", "1,870.60 万元", "-63.00 万元"),
        ("10.31%", "11.5%", "-1.19 个百分点"),
        ("10 人", "4 人", "+6 人"),
        ("10 人", "4 万元", ""),
        ("持平", "增减 -2.4 万元", ""),
        ("≥95%", "≤95%", ""),
        ("5 万元", "5.00 万元", ""),
        ("", "", ""),
    ],
)
def test_the_difference_is_told_where_both_are_figures_in_one_unit(
    make_view: MakeView, observed: str, expected: str, difference: str
) -> None:
    assert laid_out(make_view, line(1, 1), observed=observed, expected=expected).difference == difference
