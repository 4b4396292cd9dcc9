"""Objectives that repeat duties, form texts, activities and each other."""

from __future__ import annotations

import pytest

from kg.extract.links import copies
from kg.vocab import BP, BPC
from tests.extract.links.conftest import Desk, Row

DUTY = "负责全县荷塘的巡护和水质监测，组织开展清淤疏浚工作"


def copied(desk: Desk, objective: str, duty: str = DUTY) -> list[Row]:
    desk.put(BP.Duty, text=duty)
    desk.put(BP.Objective, text=objective)
    return desk.rows(copies.add, BPC.copied_from)


@pytest.mark.parametrize(
    "objective", [DUTY, f"目标1：{DUTY}。目标2：其他。", DUTY.replace("，", " ,").replace("荷塘的", "荷塘 的")]
)
def test_a_copied_duty_is_linked(desk: Desk, objective: str) -> None:
    assert copied(desk, objective) == [(objective, DUTY, 1)]


def test_a_clause_of_a_duty_is_copied_from_it(desk: Desk) -> None:
    assert copied(desk, "组织开展清淤疏浚工作。") == [("组织开展清淤疏浚工作。", DUTY, 1)]


def test_a_small_change_lowers_the_score(desk: Desk) -> None:
    long = DUTY + "，承担种植户技术培训，负责荷塘资源普查和信息发布，完成县政府交办的其他任务"
    ((_, _, score),) = copied(desk, long.replace("任务", "工作"), long)
    assert 0.8 < score < 1


@pytest.mark.parametrize(
    "objective", ["完成清淤300亩，水质达标。", "负责全县荷塘的巡护，完成清淤300亩，水质达到三类标准"]
)
def test_own_words_are_no_copy(desk: Desk, objective: str) -> None:
    assert copied(desk, objective) == []


def test_a_short_text_is_a_copy_only_where_all_of_it_is_the_same(desk: Desk) -> None:
    for text in ("让群众满意", "水质达标", "让群众满意", "让群众满意。"):
        desk.put(BP.Objective, text=text)
    assert desk.rows(copies.add, BPC.copied_from) == [
        ("让群众满意", "让群众满意", 1),
        ("让群众满意。", "让群众满意", 1),
    ]
    first = {draft.get(BP.to) for draft in desk.sheet.of(BP.Link)}
    assert len(first) == 1, "each repeats the first, not the one before it"


def test_goals_copied_from_a_form_text_or_an_activity(desk: Desk) -> None:
    reason = "保障县荷塘管理中心的日常工作运行"
    desk.put(BP.Passage, "项目设立必要性", text=reason)
    desk.put(BP.Activity, "巡护", text="组织志愿者开展荷塘巡护和宣传")
    for text in (reason, "组织志愿者开展荷塘巡护和宣传。"):
        desk.put(BP.Objective, text=text)
    found = [(target, score) for _, target, score in desk.rows(copies.add, BPC.copied_from)]
    assert found == [("项目设立必要性", 1), ("巡护", 1)]


def test_every_duty_that_a_goal_strings_together_is_linked(desk: Desk) -> None:
    duties = [DUTY, "承担荷塘种植户的技术培训和信息服务", "负责荷塘病虫害的监测预警和防治指导"]
    for duty in duties:
        desk.put(BP.Duty, text=duty)
    desk.put(BP.Objective, text="；".join(duties))
    assert [target for _, target, _ in desk.rows(copies.add, BPC.copied_from)] == duties


GOAL = "承担全县荷塘的巡护和水质监测工作。组织种植户开展清淤疏浚。"


@pytest.mark.parametrize(
    ("printed", "score"),
    [
        ("承担全县荷塘的巡护和水质监测工作", 1),
        ("承担全县荷塘的巡护和水质监测工作。每年四次，水质达到三类标准，群众反映良好。", 1),
        ("做好全县荷塘的巡护和水质监测工作", 0.818),
        ("水质监测工作", None),  # the object of a goal may be named
        ("水质达到三类标准，种植户的投诉比上年减少一半", None),
    ],
)
def test_a_target_that_repeats_a_sentence_of_its_goal(desk: Desk, printed: str, score: float | None) -> None:
    target = desk.put(BP.Target, printed, printed=printed)
    indicator = desk.put(BP.Indicator, hasTarget=target)
    goal = desk.put(BP.Objective, "巡护", text=GOAL)
    desk.put(BP.Project, hasIndicator=indicator, hasObjective=goal)
    assert desk.rows(copies.add, BPC.copied_from) == ([(printed, "巡护", score)] if score else [])


def test_a_target_is_compared_with_the_goal_of_its_own_project(desk: Desk) -> None:
    indicator = desk.put(BP.Indicator, hasTarget=desk.put(BP.Target, printed=GOAL))
    desk.put(BP.Project, hasIndicator=indicator)
    desk.put(BP.Project, hasObjective=desk.put(BP.Objective, text=GOAL))
    assert desk.rows(copies.add, BPC.copied_from) == []
