"""Which disclosures there are: places with several departments, each with a budget, often a final account, a year."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from random import Random
from typing import Any

from benchmarks.corpus import money, people
from benchmarks.corpus.records import Department, Draft, Figures, Indicator, Project

_FIRST, _LAST = 2021, 2026
_PLAIN = ("交通运输局", "文化馆", "应急管理局", "城市管理局", "生态环境局", "档案馆")  # whose work others may do too


def drafts(seed: int) -> Iterator[Draft]:
    """Drafts of disclosures without end, place by place; the same for the same seed."""
    number = 0
    while True:
        random = Random(f"{seed}/{number}")
        where = people.place((number * 1009 + seed) % 1_000_003)
        neighbour: Neighbour | None = None
        for trade in random.sample(people.data("words")["fields"], random.randrange(2, 5)):
            owner = people.department(random, where, trade)
            plans, first, years = _plans(random, owner)
            copied = _copy(random, plans, neighbour) if neighbour else None
            yield from _department(random, owner, plans, range(first, first + years), copied)
            neighbour = (owner, plans, first)
        number += 1


Neighbour = tuple[Department, list[dict[str, Any]], int]


def _copy(random: Random, plans: list[dict[str, Any]], neighbour: Neighbour) -> dict[str, Any] | None:
    """Now and then one project has the indicators of a project of the department next door, numbers and all."""
    owner, theirs, first = neighbour
    if owner.trade["name"] not in _PLAIN or random.random() < 0.6:
        return None
    source = random.choice(theirs)
    own = next((plan for plan in plans if plan["kind"] is source["kind"]), None)
    if own is None:
        return None
    own |= {"base": source["base"], "people": source["people"], "lent": source["words"]}
    return {
        "kind": "copied-indicators",
        "project": own["name"],
        "from": {"department": owner.name, "year": first, "project": source["name"]},
    }


def _plans(random: Random, owner: Department) -> tuple[list[dict[str, Any]], int, int]:
    """The projects of a department, its first year and how many years there are."""
    years = random.randrange(2, 5)
    first = random.randrange(_FIRST, _LAST - years + 2)
    return people.projects(random, owner, random.choice((4, 5, 6, 6, 7, 8, 9, 11, 14, 18))), first, years


def _department(
    random: Random, owner: Department, plans: list[dict[str, Any]], years: range, copied: dict[str, Any] | None
) -> Iterator[Draft]:
    flat = random.random() < 0.15
    budgets, spent, lists = _figures(random, owner, plans, range(years.start - 1, years.stop), flat=flat)
    layouts = people.data("layouts")
    style = random.choice([name for name, one in layouts.items() if "budget" in one["kinds"]])
    for n, year in enumerate(years, 1):
        draft = _draft(owner, year, style, budgets[n], budgets[n - 1], budgets[n], lists[n], flat=flat and n > 1)
        if copied and n == 1 and draft.layout["forms"] not in ("none", "graded"):
            draft.cross.append(copied)
        if n > 1 and random.random() < 0.1:
            _other_last_year(random, draft)
        yield draft
        if year < _LAST and random.random() < 0.7:
            yield _draft(owner, year, "final", spent[n], spent[n - 1], budgets[n], lists[n], flat=False)


def _figures(
    random: Random, owner: Department, plans: list[dict[str, Any]], years: range, *, flat: bool
) -> tuple[list[Figures], list[Figures], list[list[Project]]]:
    """Budgets, final accounts and projects of each year."""
    budgets: list[Figures] = []
    spent: list[Figures] = []
    lists: list[list[Project]] = []
    for age, year in enumerate(years):
        last = budgets[-1] if budgets else None
        plain = (
            money.next_year(random, last)
            if last
            else money.first_year(random, owner.trade["run"][0], owner.office, owner.posts)
        )
        made = [people.project(random, plan, age, year, owner, flat=flat) for plan in plans]
        executed = money.next_year(random, plain, -25, 25)
        _spend(random, plain, made, executed=False)
        _spend(random, executed, made, executed=True)
        budgets.append(plain)
        spent.append(executed)
        lists.append(made)
    return budgets, spent, lists


def _spend(random: Random, figures: Figures, made: list[Project], *, executed: bool) -> None:
    """The money of the projects, by item, and what of it is procurement."""
    for one in made:
        amount = one.spent if executed else one.amount
        figures.projects[one.item] = figures.projects.get(one.item, 0) + amount
        if one.nature:
            setattr(figures, one.nature, getattr(figures, one.nature) + amount * 4 // 5)
    figures.goods += 500


def _other_last_year(random: Random, draft: Draft) -> None:
    """The budget gives another figure for last year than the budget of that year, all of it in good order."""
    published = draft.before.total
    draft.before = deepcopy(draft.before)
    draft.before.economic["30201"] += random.randrange(200, 2000)
    printed = draft.before.total
    draft.cross.append(
        {
            "kind": "prior-year",
            "department": draft.department.name,
            "year": draft.year - 1,
            "printed": money.wan(printed),
            "published": money.wan(published),
        }
    )


def _draft(
    owner: Department,
    year: int,
    style: str,
    now: Figures,
    before: Figures,
    planned: Figures,
    made: list[Project],
    *,
    flat: bool,
) -> Draft:
    layout = {"name": style, **people.data("layouts")[style]}
    draft = Draft(owner, year, style == "final", layout, now, before, planned, deepcopy(made), list(owner.duties))
    if flat:
        draft.cross.append({"kind": "flat-targets", "department": owner.name, "year": year, "since": year - 1})
    _fit(Random(f"{owner.name}/{year}/{style}"), draft)
    return draft


def _fit(random: Random, draft: Draft) -> None:
    """What a layout prints beyond the rest: weights, results, periods, grades, goals of the department."""
    form = draft.layout["forms"]
    for one in draft.projects:
        if form in ("flat", "review"):
            _weigh(one, 90 if form == "review" else 100)
        if form == "review":
            _achieve(random, one)
        if form == "period":
            _extend(one)
        if form == "graded":
            _grade(one)
    if draft.layout.get("titled"):
        owner = draft.department
        draft.duties = [f"{title}。{text}" for title, text in zip(owner.titles, draft.duties, strict=True)]
    draft.flags["overall"] = _overall(draft)
    goals = "".join(one.goal for one in draft.projects[:2])
    draft.flags["overall_goal"] = goals


def _weigh(one: Project, total: int) -> None:
    share, rest = divmod(total, len(one.indicators))
    for n, i in enumerate(one.indicators):
        i.weight = share + (n < rest)


def _achieve(random: Random, one: Project) -> None:
    """Results that meet the targets, now and then one that does not and loses points."""
    for i in one.indicators:
        number = i.value.replace(".", "", 1).isdigit()
        i.result, i.score = (f"{i.value}{i.unit}" if number else i.value), str(i.weight)
        if i.op == "≥" and i.unit != "%" and number and random.random() < 0.15:
            i.result, i.score = f"{int(i.value) - 1}{i.unit}", str(i.weight - 1)


def _extend(one: Project) -> None:
    one.years, one.period_amount = 3, one.shown * 3
    one.whole_goal = f"{one.years}年内分年完成{one.name}的各项任务，各年目标见年度计划。"
    for i in one.indicators:
        if i.op == "≥" and i.unit not in ("%", "年") and i.value.isdigit():
            i.whole = f"{i.op}{int(i.value) * 3}{i.unit}"
        elif i.level2 == "经济成本指标" and i.unit == "万元" and i is one.indicators[0]:
            i.whole = f"≤{money.wan(one.shown * 291 // 100)}万元"


def _grade(one: Project) -> None:
    """One indicator with its grades for each activity."""
    chosen = next(i for i in one.indicators if i.level2 == "数量指标")
    value = int(chosen.value)
    steps = [value, value * 9 // 10, value * 8 // 10]
    if len(set(steps)) < 3:
        steps = [value, value - 1, value - 2]
    chosen.name = f"{chosen.name}（{chosen.unit}）"
    chosen.whole = "|".join([*(f"≥{step}" for step in steps), f"<{steps[-1]}"])
    one.indicators = [chosen]


def _overall(draft: Draft) -> list[Indicator]:
    """The indicators of the whole department."""
    made = [
        Indicator("预算和财务管理", "预算执行率", "≥", "95", "%", "投入管理指标"),
        Indicator("预算和财务管理", "预算调整率", "≤", "10", "%", "投入管理指标"),
    ]
    for one in draft.projects[:3]:
        counted = next(i for i in one.indicators if i.level2 == "数量指标")
        made.append(Indicator("重点工作任务完成", counted.name, counted.op, counted.value, counted.unit, "产出指标"))
    for one in draft.projects[:3]:
        effect = next((i for i in one.indicators if i.level2 == "社会效益指标"), None)
        if effect:
            made.append(Indicator("履职效益", effect.name, effect.op, effect.value, effect.unit, "效益指标"))
    people_ = draft.department.trade["people"]
    return [*made, Indicator("满意度", f"{people_}满意度", "≥", "90", "%", "满意度指标")]
