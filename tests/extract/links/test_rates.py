"""Rates and what they are made of."""

from __future__ import annotations

from kg.extract.links import rates
from kg.model import Ref, Term
from kg.vocab import BP, BPC
from tests.extract.links.conftest import Desk


def indicators(desk: Desk, *rows: tuple[str, Term]) -> Ref:
    owner = desk.put(BP.Project, "荷塘管护员招聘")
    for name, kind in rows:
        indicator = desk.put(BP.Indicator, name)
        desk.sheet.put(indicator, BP.hasTarget, desk.put(BP.Target, valueKind=kind))
        desk.sheet.put(owner, BP.hasIndicator, indicator)
    return owner


def test_the_part_and_the_whole_of_a_rate(desk: Desk) -> None:
    indicators(desk, ("录取率", BPC.ratio), ("招聘人数", BPC.count), ("报名人数", BPC.count), ("面试场次", BPC.text))
    assert desk.rows(rates.add, BPC.rate_part) == [("录取率", "招聘人数", 1.0)]
    assert ("录取率", "报名人数", 1.0) in desk.rows(rates.add, BPC.rate_whole)
    assert not any("面试场次" in row for row in desk.rows(rates.add, BPC.rate_whole))


def test_a_rate_and_the_rate_of_the_rest(desk: Desk) -> None:
    indicators(desk, ("预算执行率", BPC.ratio), ("结转结余率", BPC.ratio), ("结转结余率说明", BPC.ratio))
    assert desk.rows(rates.add, BPC.rate_rest) == [("预算执行率", "结转结余率", 1.0)]


def test_indicators_of_another_owner_are_not_linked(desk: Desk) -> None:
    indicators(desk, ("录取率", BPC.ratio))
    indicators(desk, ("招聘人数", BPC.count), ("报名人数", BPC.count))
    assert desk.rows(rates.add, BPC.rate_part) == []
