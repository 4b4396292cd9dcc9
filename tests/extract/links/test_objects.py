"""An indicator and the counts, goals and texts that speak of what it measures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.extract.links import objects
from kg.model import Ref
from kg.vocab import BP, BPC
from tests.extract.links.conftest import Desk, Row


def indicator(desk: Desk, name: str, unit: str, measured: str = "", measure: str = "") -> Ref:
    """An indicator with one target, of a project of its own."""
    ref = desk.put(BP.Indicator, name, measuredObject=measured or None, measureWord=measure or None)
    desk.sheet.put(ref, BP.hasTarget, desk.put(BP.Target, printed="≥10" + unit, unit=unit))
    desk.sheet.put(desk.put(BP.Project, "项目"), BP.hasIndicator, ref)
    return ref


def count(desk: Desk, text: str, value: int, unit: str) -> None:
    desk.put(BP.Statement, text=text, statementKind=BPC.count, value=Decimal(value), unit=unit)


def rows(desk: Desk) -> list[Row]:
    return desk.rows(objects.add, BPC.same_object)


@pytest.mark.parametrize(
    ("text", "unit", "score"),
    [("开展莲藕种植培训15场次", "场次", 0.95), ("组织莲藕种植培训班15期", "期", 0.95)],
)
def test_a_count_of_the_same_object_in_a_unit_of_the_same_sort(desk: Desk, text: str, unit: str, score: float) -> None:
    indicator(desk, "莲藕种植培训次数", "次", "莲藕种植培训", "次数")
    count(desk, text, 15, unit)
    assert rows(desk) == [("莲藕种植培训次数", text, score)]
    assert "15" in str(next(desk.sheet.of(BP.Link)).get(BP.reason))


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("莲藕种植培训300人", 300, "人"),  # another sort of unit
        ("开展荷塘巡护15次", 15, "次"),  # another object
        ("莲藕种植培训0次", 0, "次"),  # nothing promised
    ],
)
def test_other_counts_are_not_linked(desk: Desk, text: str, value: int, unit: str) -> None:
    indicator(desk, "莲藕种植培训次数", "次", "莲藕种植培训", "次数")
    count(desk, text, value, unit)
    assert rows(desk) == []


@pytest.mark.parametrize(("unit", "linked"), [("台", False), ("个", False), ("盏", True)])
def test_pieces_are_the_same_in_the_same_unit_only(desk: Desk, unit: str, linked: bool) -> None:
    """What is counted in 台 are the terminals of the lamps, not the lamps."""
    indicator(desk, "检查荷塘灯数量", "盏", "荷塘灯", "数量")
    count(desk, f"接入荷塘灯管理终端30{unit}", 30, unit)
    assert bool(rows(desk)) is linked


def test_the_own_goal_speaks_of_a_longer_object_or_of_a_short_one_with_its_measure(desk: Desk) -> None:
    for name, measured, measure in (("莲藕种植户满意度", "莲藕种植户", "满意度"), ("群众满意率", "群众", "满意率")):
        ref = indicator(desk, name, "%", measured, measure)
        owner = next(d for d in desk.sheet.of(BP.Project) if ref in d.all(BP.hasIndicator))
        for text in ("服务莲藕种植户，让群众满意", "方便群众"):
            desk.sheet.put(owner.key, BP.hasObjective, desk.put(BP.Objective, text=text))
    assert [row[:2] for row in rows(desk)] == [
        ("莲藕种植户满意度", "服务莲藕种植户，让群众满意"),
        ("群众满意率", "服务莲藕种植户，让群众满意"),
    ]


def test_the_year_plan_of_the_department_is_read_for_whole_phrases(desk: Desk) -> None:
    indicator(desk, "莲藕品种展示园面积", "亩", "莲藕品种展示园", "面积")
    department = desk.put(BP.Department, "荷塘管理局")
    for text in ("建成莲藕品种展示园。", "推广莲藕新品种，展示成果。"):
        desk.sheet.put(department, BP.hasObjective, desk.put(BP.Objective, text=text))
    assert [row[1] for row in rows(desk)] == ["建成莲藕品种展示园。"]


def test_another_projects_goal_is_not_asked(desk: Desk) -> None:
    indicator(desk, "莲藕种植户满意度", "%", "莲藕种植户", "满意度")
    desk.sheet.put(desk.put(BP.Project, "另一项目"), BP.hasObjective, desk.put(BP.Objective, text="服务莲藕种植户"))
    assert rows(desk) == []


def test_what_a_task_counts_is_not_the_plan_of_another_owner(desk: Desk) -> None:
    indicator(desk, "莲藕种植宣传资料份数", "份", "莲藕种植宣传资料", "份数")
    desk.put(BP.Activity, "另一任务", text="发放莲藕种植宣传资料30份，讲授种植技术。")
    count(desk, "发放莲藕种植宣传资料30份", 30, "份")
    assert rows(desk) == []


@pytest.mark.parametrize(("inside", "linked"), [(True, []), (False, ["莲藕种植宣传资料份数"])])
def test_what_another_project_counts_in_its_goal_is_its_own(desk: Desk, inside: bool, linked: list[str]) -> None:
    indicator(desk, "莲藕种植宣传资料份数", "份", "莲藕种植宣传资料", "份数")
    goal = desk.put(BP.Objective, text="发放莲藕种植宣传资料30份")
    desk.sheet.put(desk.put(BP.Project, "另一项目"), BP.hasObjective, goal)
    count(desk, "发放莲藕种植宣传资料30份", 30, "份")
    if inside:
        next(desk.sheet.of(BP.Statement)).span = desk.sheet.drafts[goal].span
    assert [row[0] for row in rows(desk)] == linked


def test_idle_words_inside_a_shared_piece_say_nothing_of_the_object(desk: Desk) -> None:
    indicator(desk, "养鱼塘管理培训人数", "人", "养鱼塘管理培训", "人数")
    count(desk, "荷花塘管理培训300人", 300, "人")  # 塘管理培训 stands in both, of which 管理 says nothing
    count(desk, "养鱼塘管理培训30人", 30, "人")
    assert [row[1] for row in rows(desk)] == ["养鱼塘管理培训30人"]
