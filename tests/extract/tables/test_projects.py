"""Lists of projects that print their goals, and cells that pack all indicators of a project as running text."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.vocab import BP, RDFS
from tests.extract.builders import facts, indicators, owned, read_ruled

PACKED = (
    "1、1-产出指标；11-数量指标；清淤面积（亩）；实施周期指标值:≥900；年度指标值:≥300。"
    "2、2-效益指标；21-社会效益；荷塘水质；实施周期指标值:好转；年度指标值:好转。"
    "3、3-满意度指标；31-服务对象满意度；村民满意度；年度指标值:≥90%。"
)


def _list(*goals: str, money: str = "总计") -> list[list[str | None]]:
    rows: list[list[str | None]] = [["项目名称（资金使用单位）", money, "绩效目标", "绩效指标"]]
    for number, goal in enumerate(goals, 1):
        rows.append([f"荷塘清淤{number}期", f"{number}0.00", f"完成第{number}期清淤任务。", goal])
    return rows


def test_a_list_gives_each_project_its_amount_goal_and_packed_indicators() -> None:
    sheet = read_ruled(_list(PACKED, PACKED)).owners.sheet
    assert [(p.get(RDFS.label), p.get(BP.amount)) for p in sheet.of(BP.Project)] == [
        ("荷塘清淤1期", Decimal(100_000)),
        ("荷塘清淤2期", Decimal(200_000)),
    ]
    assert owned(sheet, BP.Objective) == [
        ("荷塘清淤1期", "完成第1期清淤任务。"),
        ("荷塘清淤2期", "完成第2期清淤任务。"),
    ]
    first = [(owner, level1, level2, name) for owner, level1, level2, name, _ in indicators(sheet)][:3]
    assert first == [
        ("荷塘清淤1期", "产出指标", "数量指标", "清淤面积（亩）"),
        ("荷塘清淤1期", "效益指标", "社会效益", "荷塘水质"),
        ("荷塘清淤1期", "满意度指标", "服务对象满意度", "村民满意度"),
    ]
    assert [values for *_, values in indicators(sheet)][:3] == [["≥900", "≥300"], ["好转", "好转"], ["≥90%"]]


def test_a_header_that_names_the_money_otherwise_changes_nothing() -> None:
    first, second = (read_ruled(_list(PACKED, PACKED, money=money)).owners.sheet for money in ("总计", "资金总额"))
    assert indicators(second) == indicators(first) != []


@pytest.mark.parametrize("text", ["1、完成清淤；2、种藕；3、管护。", "产出指标：清淤面积；年度指标值:300亩", ""])
def test_a_text_without_numbered_levels_packs_no_indicators(text: str) -> None:
    assert indicators(read_ruled(_list(text)).owners.sheet) == []


def test_quotes_of_packed_indicators_are_exact() -> None:
    sheet = read_ruled(_list(PACKED)).owners.sheet
    text = sheet.document.text
    targets = [text[t.span.start : t.span.end] for t in sheet.of(BP.Target)]
    assert targets == ["≥900", "≥300", "好转", "好转", "≥90%"]


def test_forms_of_one_name_with_different_amounts_are_of_different_projects() -> None:
    head = "项目支出绩效目标表\n\n项目名称\t公车统管\n主管部门\t河湾县荷塘管理局\n"
    form = head + "项目资金（万元）\t年度资金总额：\t{}\n年度目标\t保障单位用车出行需要。\n\n"
    sheet = facts("".join(map(form.format, ("5.00", "1.00", "5.00"))))
    assert [p.get(BP.amount) for p in sheet.of(BP.Project)] == [Decimal(50_000), Decimal(10_000)]
