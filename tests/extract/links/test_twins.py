"""Projects whose names differ in a number alone."""

from __future__ import annotations

import pytest

from kg.extract.links import twins
from kg.vocab import BP, BPC
from tests.extract.links.conftest import Desk


def project(desk: Desk, name: str, *indicators: str) -> None:
    owner = desk.put(BP.Project, name)
    for label in indicators:
        desk.sheet.put(owner, BP.hasIndicator, desk.put(BP.Indicator, label, category=BPC.quantity))


def test_twins_and_their_indicators_are_linked(desk: Desk) -> None:
    project(desk, "荷农补贴1", "申请补贴人数", "补贴标准", "村民走访次数")
    project(desk, "荷农补贴2", "申报补贴人数", "补贴标准", "水面保洁面积")
    assert desk.rows(twins.add, BPC.similar) == [
        ("荷农补贴2", "荷农补贴1", 0.667),
        ("申报补贴人数", "申请补贴人数", 0.6),
        ("补贴标准", "补贴标准", 1.0),
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("荷塘整治2023", "荷塘整治2024"),  # years
        ("荷农补贴", "荷农补贴"),  # the same name, of two units
        ("荷农补贴1", "渔民补贴2"),
    ],
)
def test_other_names_are_no_twins(desk: Desk, first: str, second: str) -> None:
    project(desk, first, "补贴人数")
    project(desk, second, "补贴人数")
    assert desk.rows(twins.add, BPC.similar) == []


def test_other_indicators_are_no_twins(desk: Desk) -> None:
    project(desk, "荷塘整治一期", "清淤段数", "补植株数")
    project(desk, "荷塘整治二期", "巡护次数", "岸线长度")
    assert desk.rows(twins.add, BPC.similar) == []
