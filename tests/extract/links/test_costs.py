"""Cost targets in money beside the amount of their project."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.extract.links import costs
from kg.model import Term
from kg.vocab import BP, BPC
from tests.extract.links.conftest import Desk


def project(desk: Desk, category: Term, *yuan: str) -> None:
    ref = desk.put(BP.Project, "荷塘清淤", amount=Decimal(100_000))
    indicator = desk.put(BP.Indicator, "清淤费用", category=category)
    desk.sheet.put(ref, BP.hasIndicator, indicator)
    for amount in yuan:
        target = desk.put(BP.Target, f"≤{amount}元", amount=Decimal(amount), halfUnit=Decimal("0.5"))
        desk.sheet.put(indicator, BP.hasTarget, target)


@pytest.mark.parametrize(
    ("yuan", "score", "reason"),
    [("100000", 1, "相等"), ("60000", 0.9, "占 60.0%"), ("130000", 0.8, "超出 3 万元")],
)
def test_a_cost_target_is_compared_with_the_amount(desk: Desk, yuan: str, score: float, reason: str) -> None:
    project(desk, BPC.economic_cost, yuan)
    (link,) = desk.linked(costs.add, BPC.cost_of)
    assert link.get(BP.score) == Decimal(str(score)) and str(link.get(BP.reason)).endswith(reason)


def test_money_that_is_no_cost_and_a_cost_of_nothing_are_not_linked(desk: Desk) -> None:
    project(desk, BPC.economic_benefit, "100000")
    project(desk, BPC.cost, "0")
    assert desk.rows(costs.add, BPC.cost_of) == []


def test_a_target_that_equals_the_amount_of_the_form_is_compared_with_that(desk: Desk) -> None:
    project(desk, BPC.economic_cost, "130000")
    item = desk.put(BP.Item, "荷塘清淤")
    desk.money("年度资金总额", "130000", about=item)
    (link,) = desk.linked(costs.add, BPC.cost_of)
    assert link.get(BP.score) == 1


def test_an_amount_printed_less_exactly_is_equal(desk: Desk) -> None:
    ref = desk.put(BP.Project, "荷塘巡护", amount=Decimal(132_000), halfUnit=Decimal(50))
    indicator = desk.put(BP.Indicator, "巡护费用", category=BPC.economic_cost)
    desk.sheet.put(ref, BP.hasIndicator, indicator)
    target = desk.put(BP.Target, "≤13.2012万元", amount=Decimal(132_012), halfUnit=Decimal("0.5"))
    desk.sheet.put(indicator, BP.hasTarget, target)
    (link,) = desk.linked(costs.add, BPC.cost_of)
    assert link.get(BP.score) == 1
