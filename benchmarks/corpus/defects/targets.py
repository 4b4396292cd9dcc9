"""Defects of indicators and their values."""

from __future__ import annotations

from random import Random

from benchmarks.corpus.defects.room import LEVELLED, at, indicator, project
from benchmarks.corpus.money import wan
from benchmarks.corpus.records import Draft, Indicator, Planted

_BURDENS = ("差错率", "错误率", "故障率", "掉线率")
_PLAIN = ("plain", "numbered", "columns", "side", "wide", "flat")
_WITH_GOAL = ("plain", "numbered", "columns", "flat")
_LEVELLED = ("plain", "numbered", "columns", "side", "wide")
_CELLS = ("plain", "numbered")


def _counted(i: Indicator) -> bool:
    return i.level2 == "数量指标" and i.op == "≥"


def _is_first(i: Indicator) -> bool:
    return _counted(i) and i.name.endswith(("次数", "场次", "期数", "份数", "报告数量"))


def wrong_way(draft: Draft, random: Random) -> Planted | None:
    """A01: a rate of errors that has to be at least so high."""
    if not (found := indicator(draft, random, lambda i: i.op == "≤" and i.name.endswith(_BURDENS))):
        return None
    found[1].op = "≥"
    found[1].whole = ""
    return at("A01", *found)


def impossible(draft: Draft, random: Random) -> Planted | None:
    """A02: a satisfaction of more than everybody."""
    if not (found := indicator(draft, random, lambda i: i.level2 == "服务对象满意度指标")):
        return None
    found[1].value = str(random.randrange(101, 120))
    found[1].result = f"{found[1].value}%"
    return at("A02", *found)


def nothing(draft: Draft, random: Random) -> Planted | None:
    """A03: not less than nothing."""
    if not (found := indicator(draft, random, _is_first, _PLAIN)):
        return None
    found[1].value = "0"
    return at("A03", *found, ("A05", "A07"))


def ceiling(draft: Draft, random: Random) -> Planted | None:
    """A04: an output that may be anything up to its target."""
    if not (found := indicator(draft, random, _is_first, _LEVELLED)):
        return None
    found[1].op = "≤"
    return at("A04", *found)


def below_plan(draft: Draft, random: Random) -> Planted | None:
    """A05: less than the goal of the same form says."""

    def fits(i: Indicator) -> bool:
        return _is_first(i) and int(i.value) > 5

    if not (found := indicator(draft, random, fits, _WITH_GOAL)):
        return None
    one, i = found
    i.value = str(int(i.value) * 7 // 10)
    return at("A05", one, i, ("A07",))


def above_budget(draft: Draft, random: Random) -> Planted | None:
    """A08: a cap above the project's money."""

    def fits(i: Indicator) -> bool:
        return i.level2 == "经济成本指标" and i.unit == "万元" and i.name.endswith("费用")

    if not (found := indicator(draft, random, fits, _PLAIN)):
        return None
    one, i = found
    i.value = wan(one.amount * random.randrange(120, 160) // 100)
    return at("A08", one, i, ("A07",))


def vague(draft: Draft, random: Random) -> Planted | None:
    """A12: words that nobody can measure."""
    if not (
        found := indicator(draft, random, lambda i: i.level2 == "社会效益指标" and i.op == "≥", (*_PLAIN, "packed"))
    ):
        return None
    one, i = found
    i.name = f"{one.name}管理水平"
    i.op, i.value, i.unit = "", random.choice(("逐步提高", "不断提升", "有效改善")), ""
    return at("A12", one, i, ("R16",))


def grades(draft: Draft, random: Random) -> Planted | None:
    """A14: the second grade asks for more than the first."""
    if not (found := indicator(draft, random, lambda i: "|" in i.whole, ("graded",))):
        return None
    one, i = found
    first, second, *rest = i.whole.split("|")
    i.whole = "|".join([second, first, *rest])
    return Planted("A14", i.whole.replace("|", " "), f"{one.name} / {i.name}", label=i.name)


def over_weight(draft: Draft, random: Random) -> Planted | None:
    """A18: more points than the weight."""
    if not (found := indicator(draft, random, lambda i: i.weight > 0, ("review",))):
        return None
    one, i = found
    i.score = str(i.weight + random.randrange(2, 6))
    return Planted("A18", i.score, f"{one.name} / {i.name}", (), i.name)


def weights(draft: Draft, random: Random) -> Planted | None:
    """A19: weights that are not 100 together."""
    if not (found := indicator(draft, random, lambda i: i.weight > 0, ("flat",))):
        return None
    one, i = found
    i.weight += random.randrange(3, 9)
    return Planted("A19", str(i.weight), f"{one.name} / 权重合计", (), one.name)


def full_marks(draft: Draft, random: Random) -> Planted | None:
    """A20: full marks for less than the target."""

    def fits(i: Indicator) -> bool:
        return _counted(i) and int(i.value) > 4

    if not (found := indicator(draft, random, fits, ("review",))):
        return None
    one, i = found
    i.result, i.score = f"{int(i.value) * 8 // 10}{i.unit}", str(i.weight)
    return Planted("A20", i.result, f"{one.name} / {i.name}", (), i.name)


def year_above_period(draft: Draft, random: Random) -> Planted | None:
    """A21: the year asks for more than the whole period."""
    if not (found := indicator(draft, random, _is_first, ("period",))):
        return None
    one, i = found
    i.whole = f"{i.op}{max(1, int(i.value) * 6 // 10)}{i.unit}"
    return at("A21", one, i, ("A05",))


def share_of_nothing(draft: Draft, random: Random) -> Planted | None:
    """A24: a percentage, and of what nobody knows."""
    if not (found := indicator(draft, random, lambda i: i.level2 == "社会效益指标" and i.op == "≥", _LEVELLED)):
        return None
    one, i = found
    i.name = f"{one.name}周边秩序良好，群众安心"
    i.value, i.unit = str(random.randrange(85, 98)), "%"
    return at("A24", one, i)


def no_value(draft: Draft, random: Random) -> Planted | None:
    """C07: a name and no value."""
    if not (found := indicator(draft, random, lambda i: i.level2 in ("质量指标", "时效指标"), _CELLS)):
        return None
    one, i = found
    i.op = i.value = i.unit = ""
    return Planted("C07", i.name, f"{one.name} / {i.name}", (), i.name)


def no_name(draft: Draft, random: Random) -> Planted | None:
    """C08: a value and no name."""
    if not (found := indicator(draft, random, lambda i: i.level2 == "时效指标", _CELLS)):
        return None
    one, i = found
    i.name = ""
    return Planted("C08", i.printed, f"{one.name} / {i.level2}", (), i.printed)


def category(draft: Draft, random: Random) -> Planted | None:
    """C09: a name that is a category."""
    if not (found := indicator(draft, random, lambda i: i.level2 == "质量指标" and i.op == "≥", _PLAIN)):
        return None
    found[1].name = "质量指标"
    return at("C09", *found, ("R07",))


def no_unit(draft: Draft, random: Random) -> Planted | None:
    """C10: a bare number for something of which the name tells no unit."""
    if not (found := indicator(draft, random, lambda i: _is_first(i) and i.name.endswith("次数"), _PLAIN)):
        return None
    one, i = found
    i.name, i.unit = i.name.removesuffix("次数") + "力度", ""
    return at("C10", one, i, ("A07",))


def cut_off(draft: Draft, random: Random) -> Planted | None:
    """C20: a name that breaks off."""
    if not (found := indicator(draft, random, lambda i: i.level2 == "质量指标" and i.op == "≥", _PLAIN)):
        return None
    one, i = found
    i.name = i.name.removesuffix("率") + "率、"
    return at("C20", one, i)


def shifted(draft: Draft, random: Random) -> Planted | None:
    """C21: a row one column off."""
    if not (found := indicator(draft, random, lambda i: i.level2 == "社会效益指标" and i.op == "≥", ("columns",))):
        return None
    one, i = found
    i.name = f"{one.name}使用情况"
    i.op, i.value, i.unit = "", "定性", "高于上年"
    return Planted("C21", "高于上年", f"{one.name} / {i.name}", (), i.name)


def misfiled(draft: Draft, random: Random) -> Planted | None:
    """R06: satisfaction among the quantities."""
    if not (found := indicator(draft, random, lambda i: i.level2 == "服务对象满意度指标", LEVELLED)):
        return None
    one, i = found
    i.level1, i.level2 = "产出指标", "数量指标"
    one.indicators.remove(i)
    at_ = next(n for n, other in enumerate(one.indicators) if other.level2 == "数量指标")
    one.indicators.insert(at_, i)
    return at("R06", one, i)


def unsuited(draft: Draft, random: Random) -> Planted | None:
    """R08: a rate that is counted."""

    def fits(i: Indicator) -> bool:
        return i.level2 == "质量指标" and i.op in ("≥", "=") and i.name.endswith("率")

    if not (found := indicator(draft, random, fits, (*_PLAIN, "packed", "flow"))):
        return None
    one, i = found
    i.op, i.value, i.unit = "≥", str(random.randrange(4, 40)), "次"
    return at("R08", one, i)


def compound(draft: Draft, random: Random) -> Planted | None:
    """R09: two measures and one value."""

    def fits(i: Indicator) -> bool:
        return i.level2 == "质量指标" and i.op == "≥" and i.name.endswith("率")

    if not (found := indicator(draft, random, fits, (*_PLAIN, "packed"))):
        return None
    one, i = found
    i.name = f"{i.name}、整改问题个数"
    return at("R09", one, i)


def borrowed(draft: Draft, random: Random) -> Planted | None:
    """R02: indicators of a department of quite another trade."""
    one = project(draft, random, lambda p: any(i.level2 == "社会效益指标" for i in p.indicators), _LEVELLED)
    if not one:
        return None
    names = ("政府专项债券还本付息兑付率", "隐性债务化解计划完成率")
    made = [Indicator("社会效益指标", name, "≥", "98", "%", "效益指标") for name in names]
    where = next(n for n, i in enumerate(one.indicators) if i.level2 == "社会效益指标")
    one.indicators[where : where + 1] = made
    return Planted("R02", made[0].printed, f"{one.name} / {made[0].name}", ("R03", "R16", "R18"), made[0].name)


DEFECTS = {
    "A01": wrong_way,
    "A02": impossible,
    "A03": nothing,
    "A04": ceiling,
    "A05": below_plan,
    "A08": above_budget,
    "A12": vague,
    "A14": grades,
    "A18": over_weight,
    "A19": weights,
    "A20": full_marks,
    "A21": year_above_period,
    "A24": share_of_nothing,
    "C07": no_value,
    "C08": no_name,
    "C09": category,
    "C10": no_unit,
    "C20": cut_off,
    "C21": shifted,
    "R02": borrowed,
    "R06": misfiled,
    "R08": unsuited,
    "R09": compound,
}
