"""Defects of projects, their goals and forms, of duties and sections."""

from __future__ import annotations

from copy import deepcopy
from random import Random

from benchmarks.corpus.defects.room import LEVELLED, claimed, project
from benchmarks.corpus.records import Draft, Planted, Project

_HEADED = ("plain", "numbered", "columns", "flat")
_LIST = ("plain", "numbered", "columns", "side", "wide", "flat", "packed")


def no_form(draft: Draft, random: Random) -> Planted | None:
    """C01: money without a target."""
    listed = any(key == "projects" for key, _ in draft.layout["tables"])
    one = project(draft, random, styles=_LIST) if listed and len(draft.projects) > 3 else None
    if not one:
        return None
    one.form = False
    return Planted("C01", one.name, f"{draft.year}年项目支出情况表 / {one.name}", ("C16", "X17"), one.name)


def no_benefit(draft: Draft, random: Random) -> Planted | None:
    """C04: no benefit among the indicators."""
    one = project(draft, random, styles=("plain", "numbered", "columns", "side", "wide", "packed"))
    if not one:
        return None
    one.indicators = [i for i in one.indicators if i.level1 != "效益指标"]
    return Planted("C04", one.name, f"{one.name} / 效益指标", ("R16",), one.name)


def no_cost(draft: Draft, random: Random) -> Planted | None:
    """C06: a purchase or works without costs."""

    def fits(one: Project) -> bool:
        return one.nature in ("goods", "works")

    one = project(draft, random, fits, ("plain", "numbered", "columns", "side", "wide")) if draft.year >= 2022 else None
    if not one:
        return None
    one.indicators = [i for i in one.indicators if i.level2 != "经济成本指标"]
    return Planted("C06", one.name, f"{one.name} / 成本指标", (), one.name)


def empty_goal(draft: Draft, random: Random) -> Planted | None:
    """A22: a goal that says nothing but the name."""
    if not (
        one := project(
            draft, random, styles=("plain", "numbered", "columns", "wide", "flat", "packed", "period", "review")
        )
    ):
        return None
    one.goal = f"保障{one.name}工作顺利开展。"
    return Planted("A22", one.goal, f"{one.name} / 年度目标", (), one.name)


def expired(draft: Draft, random: Random) -> Planted | None:
    """F01: a plan that ended years ago."""
    one = project(draft, random, styles=(*_HEADED, "flow")) if draft.year >= 2022 else None
    if not one:
        return None
    plan = draft.department.trade["plan"]
    one.basis = f"根据《{draft.department.kind}“十三五”{plan}》的要求实施。"
    return Planted("F01", one.basis, f"{one.name} / 立项依据", (), one.name)


def endless(draft: Draft, random: Random) -> Planted | None:
    """F02: a period of ninety-nine years."""
    if not (one := project(draft, random, styles=("period",))):
        return None
    one.period = "99年"
    return Planted("F02", one.period, f"{one.name} / 项目期", (), one.name)


def same_money(draft: Draft, random: Random) -> Planted | None:
    """F09: the money of the period is that of one year."""
    if not (one := project(draft, random, styles=("period",))):
        return None
    one.period_amount = one.shown
    return Planted("F09", f"{one.shown * 100:,}", f"{one.name} / 实施期资金总额", (), one.name)


def no_procurement(draft: Draft, random: Random) -> Planted | None:
    """F07: purchases, and nothing procured."""
    bought = [p for p in draft.projects if p.nature == "goods" and p.shown >= 5000]
    if draft.final or draft.layout["forms"] not in LEVELLED or not bought or not claimed(draft, "procurement"):
        return None
    draft.now = deepcopy(draft.now)
    draft.now.goods = draft.now.works = draft.now.services = 0
    return Planted("F07", "政府采购预算0.00万元", "政府采购情况说明", ("X28", "X32"), "政府采购")


def form_differs(draft: Draft, random: Random) -> Planted | None:
    """X18: a form with another amount than the list of projects."""
    listed = any(key == "projects" for key, _ in draft.layout["tables"])
    one = project(draft, random, styles=("plain", "numbered", "columns", "side", "wide", "flat")) if listed else None
    if not one:
        return None
    one.shown = one.amount * random.randrange(105, 130) // 100
    return Planted(
        "X18", f"{one.shown // 100}.{one.shown % 100:02d}", f"{one.name} / 项目资金", ("X08", "A08"), one.name
    )


def yuan_for_wan(draft: Draft, random: Random) -> Planted | None:
    """X22: yuan under a label of 万元."""
    listed = any(key == "projects" for key, _ in draft.layout["tables"])
    one = project(draft, random, styles=("plain", "numbered", "columns", "flat")) if listed else None
    if not one:
        return None
    one.shown = one.amount * 10_000
    return Planted("X22", f"{one.shown // 100}.00", f"{one.name} / 项目资金", ("X08", "X18", "A11"), one.name)


def title_only(draft: Draft, random: Random) -> Planted | None:
    """C18: a duty that is a title."""
    if not draft.layout.get("titled") or not claimed(draft, "duties"):
        return None
    at = random.randrange(1, len(draft.duties) - 1)
    draft.duties[at] = random.choice(("应急值守", "信访接待", "综合协调"))
    return Planted("C18", draft.duties[at], "主要职责", (), draft.duties[at])


def duties_as_goal(draft: Draft, random: Random) -> Planted | None:
    """R04: the goal of the department is a copy of its duties."""
    if not draft.layout.get("overall") or not claimed(draft, "overall", "duties"):
        return None
    draft.flags["overall_goal"] = "；".join(draft.duties[:4]) + "。"
    return Planted("R04", draft.flags["overall_goal"], "整体绩效目标表 / 年度履职目标", ("R05",), draft.department.name)


def left_out(draft: Draft, random: Random) -> Planted | None:
    """C13: a section that has to be there is not."""
    if not claimed(draft, "assets"):
        return None
    draft.flags["left_out"] = ("assets",)
    return Planted("C13", "国有资产占有使用", "情况说明", (), draft.department.name)


def targets_for_results(draft: Draft, random: Random) -> Planted | None:
    """C15: the final account comes with targets, not with results."""
    if not draft.final or any(one.defect for one in draft.projects):
        return None
    draft.layout = {**draft.layout, "forms": "plain"}
    for one in draft.projects:
        one.defect = True
    return Planted("C15", "项目支出绩效目标表", "项目支出绩效目标表", (), "项目支出绩效目标表")


def boilerplate(draft: Draft, random: Random) -> Planted | None:
    """R10: one indicator with one value for all kinds of projects."""
    free = [one for one in draft.projects if one.form and not one.defect]
    if draft.layout["forms"] not in ("plain", "columns", "wide", "side") or len(free) < max(
        4, len(draft.projects) * 2 / 3
    ):
        return None
    for one in free:
        one.defect = True
        target = next(i for i in one.indicators if i.level2 == "质量指标")
        target.name, target.op, target.value, target.unit = "工作任务完成质量达标率", "≥", "95", "%"
    return Planted("R10", "≥95%", "各项目 / 工作任务完成质量达标率", ("R07",), "工作任务完成质量达标率")


def from_nothing(draft: Draft, random: Random) -> Planted | None:
    """X13: growth where there was nothing (the sentence is written by `sentences.growth_from_nothing`)."""
    style = dict(map(tuple, draft.layout["tables"])).get("public")
    if style == "rows" or not claimed(draft, "public"):
        return None
    draft.before = deepcopy(draft.before)
    draft.before.economic["30217"] = 0
    draft.flags["new"] = "guests"
    return None


def base_of_nothing(draft: Draft, random: Random) -> Planted | None:
    """X15: a base that rose where there was nothing (the sentence is written by `sentences.base_rose`)."""
    if draft.final or not claimed(draft, "general"):
        return None
    draft.before = deepcopy(draft.before)
    draft.before.economic["30110"] = 0
    draft.flags["new_item"] = draft.department.names[draft.now.medical]
    return None


DEFECTS = {
    "C15": targets_for_results,
    "A22": empty_goal,
    "C01": no_form,
    "C04": no_benefit,
    "C06": no_cost,
    "C13": left_out,
    "C18": title_only,
    "F01": expired,
    "F02": endless,
    "F07": no_procurement,
    "F09": same_money,
    "R04": duties_as_goal,
    "R10": boilerplate,
    "X13": from_nothing,
    "X15": base_of_nothing,
    "X18": form_differs,
    "X22": yuan_for_wan,
}
