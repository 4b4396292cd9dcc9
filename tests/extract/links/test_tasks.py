"""Activities with goals that have the money of a list of projects."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.extract.links import tasks
from kg.model import Ref
from kg.vocab import BP, BPC
from tests.extract.links.conftest import Desk


def projects(desk: Desk, *yuan: str) -> None:
    total = desk.money("项目合计", str(sum(map(int, yuan))))
    for place, amount in enumerate(yuan):
        project, row = desk.put(BP.Project, f"荷塘{place}", amount=Decimal(amount)), desk.money(f"荷塘{place}", amount)
        desk.put(BP.Link, from_=project, to=row, linkKind=BPC.same_item)
        desk.sheet.put(total, BP.totals, row)


def activities(desk: Desk, *yuan: str, goals: bool = True) -> None:
    for place, amount in enumerate(yuan):
        activity = desk.put(BP.Activity, f"事务{place}", amount=Decimal(amount), halfUnit=Decimal(50))
        if goals:
            desk.sheet.put(activity, BP.hasIndicator, desk.put(BP.Indicator, f"指标{place}"))


@pytest.mark.parametrize("second", ["300000", "300090", "299910"])
def test_activities_that_add_up_to_the_list_within_half_units_are_linked(desk: Desk, second: str) -> None:
    projects(desk, "150000", "250000")
    activities(desk, "100000", second)
    (link,) = desk.linked(tasks.add, BPC.same_money)
    assert desk.name(link.get(BP.from_)) == "项目合计" and link.get(BP.score) == Decimal("0.9")
    assert [desk.name(ref) for ref in link.all(BP.to)] == ["事务0", "事务1"]


def test_a_list_that_is_a_part_of_the_project_spending_they_add_up_to(desk: Desk) -> None:
    desk.money("项目支出", "500000", expenditureType=BPC.project)
    projects(desk, "150000", "250000")
    activities(desk, "100000", "400000")
    (link,) = desk.linked(tasks.add, BPC.same_money)
    assert link.get(BP.score) == Decimal("0.8")


def test_of_several_lists_the_whole_one_is_linked(desk: Desk) -> None:
    projects(desk, "150000")
    projects(desk, "150000", "250000")
    activities(desk, "100000", "300000")
    desk.money("项目支出", "400000", expenditureType=BPC.project)
    (link,) = desk.linked(tasks.add, BPC.same_money)
    assert desk.sheet.drafts[Ref(str(link.get(BP.from_)))].get(BP.amount) == Decimal(400_000)


def test_other_money_is_not_linked(desk: Desk) -> None:
    projects(desk, "150000", "250000")
    activities(desk, "100000", "300200")
    assert not desk.linked(tasks.add, BPC.same_money)


def test_an_activity_without_goal_leaves_money_without_goal(desk: Desk) -> None:
    projects(desk, "150000", "250000")
    activities(desk, "300000")
    activities(desk, "100000", goals=False)
    assert not desk.linked(tasks.add, BPC.same_money)


def test_rows_that_are_no_projects_are_no_list(desk: Desk) -> None:
    total = desk.money("合计", "400000")
    desk.sheet.put(total, BP.totals, desk.money("办公费", "400000"))
    activities(desk, "100000", "300000")
    assert not desk.linked(tasks.add, BPC.same_money)
