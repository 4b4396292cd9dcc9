"""Sums: one link from a total to all of its addends, scored by whether it closes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.extract.links import sums
from kg.vocab import BP, BPC
from tests.extract.links.conftest import Desk


@pytest.mark.parametrize(
    ("whole", "score", "words"),
    [("300", 1, "2 项之和与合计相等"), ("310", 0.95, "相差 10 元，在舍入范围内"), ("90300", 0.5, "相差 9 万元")],
)
def test_a_sum_is_scored_by_its_gap(desk: Desk, whole: str, score: float, words: str) -> None:
    parts = [desk.money("甲", "100"), desk.money("乙", "200")]
    total = desk.money("合计", whole)
    for part in parts:
        desk.sheet.put(total, BP.totals, part)
    (link,) = desk.linked(sums.add, BPC.sum)
    assert link.all(BP.to) == parts and link.get(BP.from_) == total
    assert link.get(BP.score) == Decimal(str(score)) and words in str(link.get(BP.reason))


def test_a_total_without_addends_or_amount_is_not_linked(desk: Desk) -> None:
    desk.money("合计", "300")
    blank = desk.put(BP.BudgetLine, "小计", printed="—")
    desk.sheet.put(blank, BP.totals, desk.money("甲", "100"))
    assert desk.linked(sums.add, BPC.sum) == []
