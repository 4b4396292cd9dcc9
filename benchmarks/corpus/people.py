"""Places, departments and their projects: everything that a disclosure speaks of, from a seed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from benchmarks.corpus.money import grown, wan
from benchmarks.corpus.records import LEVEL1, Department, Indicator, Project

_HERE = Path(__file__).parent
_OPERATORS = {"ge": "≥", "le": "≤", "eq": "=", "zero": "", "date": "", "word": ""}


@cache
def data(name: str) -> Any:
    """A file of words or layouts, read once."""
    return yaml.safe_load((_HERE / f"{name}.yaml").read_text(encoding="utf-8"))


def place(number: int) -> tuple[str, str]:
    """The name of the n-th place and its kind; names of two letters first, then longer ones."""
    words = data("words")["places"]
    first, second, kinds = words["first"], words["second"], words["kinds"]
    number, kind = divmod(number, len(kinds))
    number, at = divmod(number * 7, len(first) * len(second))  # 7 has no common factor with either
    more = ""
    while number >= 7:
        number, letter = divmod(number, len(second))
        more += second[letter]
    return first[at % len(first)] + more + second[at // len(first)] + kinds[kind], kinds[kind]


def department(random: Random, where: tuple[str, str], trade: dict[str, Any]) -> Department:
    """A department of a place."""
    office = trade["run"][1] == "行政运行"
    common = data("words")["common"]
    names: dict[str, str] = {**trade["class"], **trade.get("more", {}), trade["run"][0]: trade["run"][1]}
    names |= dict(trade["items"])
    for part in common.values():
        names |= part
    retired, medical = ("行政单位离退休", "行政单位医疗") if office else ("事业单位离退休", "事业单位医疗")
    names |= {
        "2080501" if office else "2080502": retired,
        "2080505": "机关事业单位基本养老保险缴费支出",
        "2080506": "机关事业单位职业年金缴费支出",
        "2101101" if office else "2101102": medical,
        "2210201": "住房公积金",
    }
    duties = [text.format(kind=where[1]) for text in trade["duties"]]
    return Department(
        name=where[0] + trade["name"],
        kind=where[1],
        trade=trade,
        office=office,
        offices=random.sample(data("words")["offices"], 4),
        posts=random.randrange(12, 70),
        names=names,
        titles=[*trade["titles"], "其他事项"],
        duties=[*duties, f"完成{where[1]}委、{where[1]}政府交办的其他任务"],
        cars=(random.randrange(1, 3), random.randrange(1, 4), random.randrange(1, 3)),
    )


def projects(random: Random, owner: Department, count: int) -> list[dict[str, Any]]:
    """What a department does over several years: kind, thing, town, item and first amount of each project."""
    kinds, towns = data("kinds"), data("words")["towns"]
    things = owner.trade["things"]
    pairs = [(kind, thing) for kind in kinds for thing in things]
    chosen: list[dict[str, Any]] = []
    for number, (kind, (thing, unit)) in enumerate(random.sample(pairs, count), 1):
        words = {"town": random.choice(towns), "thing": thing, "unit": unit, "kind": owner.kind}
        chosen.append(
            {
                "kind": kind,
                "words": words,
                "name": kind["name"].format(**words),
                "item": owner.trade["items"][number % len(owner.trade["items"])][0],
                "amount": random.randrange(20, 900) * 50,
                "code": f"{random.randrange(10**6):06d}{number:03d}",
                "base": [random.randrange(i[3], i[4] + 1) for i in kind["indicators"]],
                "people": random.randrange(86, 96),
                "rate": random.randrange(10, 90),
            }
        )
    return chosen


def project(random: Random, plan: Mapping[str, Any], age: int, year: int, owner: Department, *, flat: bool) -> Project:
    """One of these in the year `age` of its life; `flat` targets stay what they were."""
    kind, words = plan["kind"], plan["words"]
    amount = grown(plan["amount"], plan["rate"] * age) // 10 * 10
    lent = plan.get("lent")  # copied, with the values of the lender's first year
    made = [
        _indicator(spec, base, lent or words, 1 if lent else 0 if flat else age, year)
        for spec, base in zip(kind["indicators"], plan["base"], strict=True)
    ]
    first, second = made[0], made[1]
    goal = kind["goal"].format(first.value + first.unit, second.value + second.unit, **words)
    made += _cost(kind, words, amount, made[kind.get("per", 0)])
    people = kind.get("people", owner.trade["people"])
    content = plan["people"] + (0 if flat else min(age // 2, 2))
    made.append(Indicator("服务对象满意度指标", f"{people}满意度", "≥", str(content), "%"))
    for one in made:
        one.level1 = LEVEL1[one.level2]
    made.sort(key=_order)
    return Project(
        code=plan["code"],
        name=plan["name"],
        item=plan["item"],
        amount=amount,
        sort="其他运转类" if kind.get("nature") == "services" else "特定目标类",
        nature=kind.get("nature", ""),
        goal=goal,
        indicators=made,
        shown=amount,
        spent=amount * random.randrange(880, 1000) // 1000,
    )


_LEVELS = list(LEVEL1)


def _order(one: Indicator) -> int:
    return -1 if one.level2 == "经济成本指标" else _LEVELS.index(one.level2)


def _indicator(spec: list[Any], base: int, words: Mapping[str, str], age: int, year: int) -> Indicator:
    level2, name, op, _, most, unit = spec
    value = str(base)
    if op in ("ge", "eq") and most > 100:
        value = str(base + base * age // 10)
    elif op == "ge" and unit == "%":
        value = str(min(99, base + age // 2))
    elif op in ("ge", "eq") and unit != "%":
        value = str(base + age)
    elif op == "le":
        value = str(max(1, base - age // 2))
    elif op == "date":
        value = f"{year}年{base}月底前"
    return Indicator(level2, name.format(**words), _OPERATORS[op], value, unit.format(**words))


def _cost(kind: Mapping[str, Any], words: Mapping[str, str], amount: int, counted: Indicator) -> list[Indicator]:
    """The cap of the whole, a little under the budget, and that of one unit."""
    name, unit, scale = kind["unit_cost"]
    cap = amount * 97 // 100
    each = -(-cap * scale // int(counted.value)) // (100 if scale > 1 else 1)
    value = str(each) if scale > 1 else wan(each)
    return [
        Indicator("经济成本指标", kind["cost"].format(**words), "≤", wan(cap), "万元"),
        Indicator("经济成本指标", name.format(**words), "≤", value, unit),
    ]
