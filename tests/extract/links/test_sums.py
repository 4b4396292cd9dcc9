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


def test_details_left_out_in_several_columns_alike(desk: Desk) -> None:
    tables = [desk.put(BP.Table, name) for name in ("支出总表", "项目支出表")]
    for table in tables:
        total = desk.money("合计", "90000", inTable=table, column="金额")
        desk.sheet.put(total, BP.totals, desk.money("甲", "20000", inTable=table, column="金额"))
    assert [link.get(BP.complete) for link in desk.linked(sums.add, BPC.sum)] == [False, False]


@pytest.mark.parametrize("wholes", [["90000"], ["90000", "10000"]])  # one column; a sum below its parts beside it
def test_a_wrong_figure_is_no_detail_left_out(desk: Desk, wholes: list[str]) -> None:
    table = desk.put(BP.Table, "支出总表")
    for column, whole in enumerate(wholes):
        total = desk.money("合计", whole, inTable=table, column=str(column))
        desk.sheet.put(total, BP.totals, desk.money("甲", "20000", inTable=table, column=str(column)))
    assert [link.get(BP.complete) for link in desk.linked(sums.add, BPC.sum)] == [None] * len(wholes)


@pytest.mark.parametrize(
    ("wholes", "scores"),
    [
        (["300", "300"], []),  # rows that close need no link
        (["300", "310"], ["0.950"]),
        (["300", "900"], ["0.500"]),
        (["900", "900"], ["0.500", "0.500"]),
        (["100", "500"], []),  # the gaps cancel: a cell over both rows
    ],
)
def test_rows_that_do_not_add_up(desk: Desk, wholes: list[str], scores: list[str]) -> None:
    table = desk.put(BP.Table, "支出总表")
    for whole in wholes:
        total = desk.money("荷塘", whole, inTable=table, column="合计")
        for amount in ("100", "200"):
            desk.sheet.put(total, BP.totalsAcross, desk.money("荷塘", amount, inTable=table))
    assert [str(link.get(BP.score)) for link in desk.linked(sums.add, BPC.row_sum)] == scores
