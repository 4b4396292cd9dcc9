"""What came, went, rose or fell between two made-up disclosures, and what is not said to have."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.across.made_up import brief, compared, indicator, line, project


def coded(code: str, name: str, amount: float, year: int, more: str = "") -> str:
    """A figure of a functional class."""
    key, classes = f"{code}{amount}{'x' if more else ''}", "functional" if code[0] == "F" else "economic"
    return (
        f'<i-{code}> a bp:Item ; rdfs:label "{name}" ; bp:{classes} bpc:{code} .\n'
        f"<t> a bp:Table ; bp:tableKind bpc:expenditure .\n"
        f"<l-{key}> a bp:BudgetLine ; bp:about <i-{code}> ; bp:amount {amount} ; bp:halfUnit 50.0 ; bp:inTable <t> ; "
        f'bp:fiscalYear "{year}"^^xsd:gYear ; bp:phase bpc:approved {more}.\n'
    )


def test_totals_and_classes_rise_fall_come_and_go() -> None:
    before = (
        line("支出总计", 900000, 2023) + coded("F207", "文化支出", 600000, 2023) + coded("F208", "社保", 300000, 2023)
    )
    after = (
        line("支出总计", 950000, 2024) + coded("F207", "文化支出", 550000, 2024) + coded("F210", "卫生", 400000, 2024)
    )
    found = compared(before, after)
    assert sorted(brief(found.of("total", "function"))) == [
        ("function", "came", "210 卫生"),
        ("function", "fell", "207 文化支出"),
        ("function", "went", "208 社保"),
        ("total", "rose", "支出总计"),
    ]
    (total,) = found.of("total")
    assert total.difference == 50000 and total.rate is not None and round(total.rate, 4) == Decimal("0.0556")
    assert total.before and (total.before.quote, total.before.place.page) == ("支出总计 900000", 3)


def test_rounding_is_no_change() -> None:
    found = compared(line("支出总计", 900000, 2023, half=5000), line("支出总计", 904000, 2024, half=50))
    assert found.of("total") == [] and brief(found.of("total", same=True)) == [("total", "same", "支出总计")]


def test_figures_of_other_years_and_phases_are_left_out() -> None:
    before = line("支出总计", 900000, 2023)
    after = (
        line("支出总计", 900000, 2024)
        + line("支出总计", 100, 2023)
        + line("支出总计", 200, 2024).replace("approved", "executed")
    )
    assert compared(before, after).of("total") == []


def test_a_part_is_never_compared_with_the_whole() -> None:
    fund = "; bp:fundSource bpc:general-public-budget "
    found = compared(coded("F207", "文化支出", 600000, 2023), coded("F207", "文化支出", 500000, 2024, fund))
    (change,) = found.of("function")
    assert (change.state, change.difference, change.detail) == ("unclear", None, True)


def test_a_part_that_only_one_side_prints_is_no_news() -> None:
    basic = "; bp:expenditureType bpc:basic "
    before = coded("F207", "文化支出", 600000, 2023)
    after = coded("F207", "文化支出", 600000, 2024) + coded("F207", "文化支出", 200000, 2024, basic)
    assert compared(before, after).of("function") == []


def test_classes_that_the_other_side_could_not_print_are_no_news() -> None:
    before = coded("F207", "文化支出", 600000, 2023)
    after = coded("F207", "文化支出", 600000, 2024) + coded("F2070109", "群众文化", 100000, 2024)
    assert compared(before, after).of("function") == []


def test_two_figures_of_one_key_in_a_table_tell_nothing() -> None:
    before = line("其他", 100, 2023) + line("其他", 300, 2023)
    assert compared(before, line("其他", 500, 2024)).of("total") == []


def test_the_code_of_a_class_was_changed() -> None:
    before = coded("E30311", "住房公积金", 100000, 2017) + coded("E30301", "离休费", 500, 2017)
    after = coded("E30113", "住房公积金", 120000, 2018) + coded("E30301", "离休费", 500, 2018)
    (change,) = compared(before, after, (2017, 2018)).of("economic")
    assert (change.state, change.difference, change.reason) == ("rose", Decimal(20000), "科目编码由 30311 改为 30113")


def test_rows_of_procurement_are_not_of_the_budget_by_item() -> None:
    assert compared(line("台式计算机", 100, 2023, table="procurement"), line("台式计算机", 900, 2024)).changes == ()


def test_projects_come_go_rise_and_fall() -> None:
    before = project("a", "送戏下乡", 500000) + project("b", "非遗展演经费", 300000) + project("c", "场馆维修", 80000)
    after = project("a", "2024年送戏下乡", 400000) + project("b", "非遗展演", 300000) + project("d", "乐器购置", 60000)
    found = compared(before, after)
    assert sorted(brief(found.of("project", same=True))) == [
        ("project", "came", "乐器购置"),
        ("project", "fell", "2024年送戏下乡"),
        ("project", "same", "非遗展演"),
        ("project", "went", "场馆维修"),
    ]
    (fell,) = [change for change in found.changes if change.state == "fell"]
    assert fell.before and fell.before.text == "送戏下乡" and fell.score == 0.95


def test_projects_of_one_side_alone_are_not_compared_and_that_is_said() -> None:
    found = compared(project("a", "送戏下乡", 500000), "")
    assert found.changes == () and found.notes == ("只有前一份印有项目",)


def test_indicators_of_one_side_alone_are_not_compared_and_that_is_said() -> None:
    before = project("a", "送戏下乡", 500000, indicator("演出场次", "≥60场", value=60, unit="场"))
    found = compared(before, project("a", "送戏下乡", 500000))
    assert found.of("indicator") == [] and found.notes == ("只有前一份印有“送戏下乡”的指标",)


@pytest.mark.parametrize(
    ("before", "after", "state", "effect"),
    [
        (("≥95%", "ge", 95), ("≥90%", "ge", 90), "fell", "weaker"),
        (("≥90%", "ge", 90), ("≥95%", "ge", 95), "rose", "stronger"),
        (("≥95%", "ge", 95), ("≥ 95 %", "ge", 95), "same", ""),
        (("优", "qualitative", None), ("良", "qualitative", None), "changed", ""),
        (("≥95%", "ge", 95), ("较高", "qualitative", None), "changed", ""),
        (("≤95%", "le", 95), ("≤90%", "le", 90), "fell", ""),  # a ceiling of what should be high: nobody knows
    ],
)
def test_targets_of_what_should_be_high(
    before: tuple[str, str, int | None], after: tuple[str, str, int | None], state: str, effect: str
) -> None:
    both = [
        project("a", "路灯维护", 1, indicator("路灯完好率", *one), indicator("满意度", "≥1%", value=1))
        for one in (before, after)
    ]
    (change,) = [c for c in compared(both[0], both[1]).changes if c.name == "路灯完好率"]
    assert (change.state, change.effect) == (state, effect)


@pytest.mark.parametrize(("then", "now", "effect"), [(15, 30, "weaker"), (30, 15, "stronger")])
def test_targets_of_what_should_be_low(then: int, now: int, effect: str) -> None:
    both = [
        project("a", "窗口", 1, indicator("等候时间", f"≤{n}分钟", "le", n, "分钟", "lower-better"))
        for n in (then, now)
    ]
    (change,) = compared(both[0], both[1]).of("indicator")
    assert (change.effect, change.difference) == (effect, Decimal(now - then))


def test_another_unit_is_a_change_and_neither_more_nor_less() -> None:
    before = project("a", "档案", 1, indicator("整理件数", "≥2万件", value=2, unit="万件"))
    (change,) = compared(before, project("a", "档案", 1, indicator("整理件数", "≥15000件", value=15000, unit="件"))).of(
        "indicator"
    )
    assert (change.state, change.difference, change.effect) == ("changed", None, "")


def test_the_target_of_the_year_is_compared_with_that_of_the_year() -> None:
    """A form with a column for all years and one for the year, and one that has the year alone."""
    whole = indicator("场次", "≥36场", value=36, unit="场", more=" ; bp:period bpc:medium-term")
    both = whole.replace(
        "bp:hasTarget",
        'bp:hasTarget [ a bp:Target ; bp:printed "≥12场" ; bp:comparator bpc:ge ; '
        'bp:value 12 ; bp:unit "场" ; bp:period bpc:annual ] ; bp:hasTarget',
    )
    found = compared(
        project("a", "送戏", 1, indicator("场次", "≥12场", value=12, unit="场")), project("a", "送戏", 1, both)
    )
    assert found.of("indicator") == [] and found.of("indicator", same=True)[0].state == "same"


def test_indicators_of_one_name_are_told_apart_by_unit_or_left_unclear() -> None:
    two = (indicator("培训", "≥5场", value=5, unit="场"), indicator("培训", "≥90人", value=90, unit="人"))
    now = (indicator("培训", "≥80人", value=80, unit="人"), indicator("培训", "≥6场", value=6, unit="场"))
    found = compared(project("a", "班", 1, *two), project("a", "班", 1, *now))
    assert sorted((c.state, c.difference) for c in found.of("indicator")) == [
        ("fell", Decimal(-10)),
        ("rose", Decimal(1)),
    ]
    alike = tuple(indicator("培训", f"≥{n}场", value=n, unit="场") for n in (5, 9))
    other = tuple(indicator("培训", f"≥{n}场", value=n, unit="场") for n in (6, 7, 8))
    found = compared(project("a", "班", 1, *alike), project("a", "班", 1, *other))
    assert {c.state for c in found.of("indicator")} == {"unclear"} and len(found.of("indicator")) == 3


def test_what_an_account_spent_is_set_against_what_was_budgeted() -> None:
    spent = line("支出总计", 980000, 2023).replace("approved", "executed") + line(
        "支出总计", 900000, 2023, "; bp:side bpc:expenditure "
    )
    found = compared(line("支出总计", 900000, 2023), spent, (2023, 2023), "final-accounts")
    assert [(c.state, c.difference) for c in found.of("total")] == [("rose", Decimal(80000))]
