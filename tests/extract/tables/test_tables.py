"""The record of how a table was read: what was not understood is told, never passed over."""

from __future__ import annotations

import pytest

from kg.model import Reading
from kg.vocab import BP
from tests.extract.builders import DEPARTMENT, facts, read_ruled

UNKNOWN_UNIT = "序号\t年度\t经费\n1\t2023\t1493.51\n2\t2024\t1899.90\n"
FORM: list[list[str | None]] = [
    ["项目名称", "荷塘清淤", None, None],
    ["主管部门", DEPARTMENT, None, None],
    ["年度资金总额", "30.00", "其他资金", ""],
    ["负责人", "王荷生", "联系电话", "0555-1234567"],
    ["年度目标", "完成荷塘清淤300亩，改善水质", None, None],
    ["一级指标", "二级指标", "三级指标", "指标值"],
    ["产出指标", "数量指标", "清淤面积", "≥300亩"],
    ["^", "质量指标", "验收合格率", "≥95%"],
    ["效益指标", "社会效益指标", "", ""],
    ["其他需要说明的问题", "另附图纸", None, None],
]


def reading(text: str) -> Reading:
    """How the only table of a text was read."""
    (found,) = facts(text).readings
    return found


def read(rows: list[list[str | None]], *, unit: str | None = "万元") -> Reading:
    """How a ruled table was read."""
    (found,) = read_ruled(rows, unit=unit).owners.sheet.readings
    return found


def test_target_values_without_indicators_are_not_understood() -> None:
    found = reading("单位：万元\n\n项目名称\t资金总额\t荷塘一目\t荷塘一值\n路面修补\t20.00\t修补面积\t≥300平方米\n")
    assert "印有指标值" in found.trouble and "name" in found.trouble
    assert found.unknown == ("荷塘一目", "荷塘一值")


@pytest.mark.parametrize(
    "text",
    [
        "单位：万元\n\n项目名称\t资金总额\t三级指标\t指标值\n路面修补\t20.00\t修补面积\t≥300平方米\n",
        "序号\t单位名称\t拟变动情况\n1\t河湾县荷塘巡护站\t无\n2\t河湾县水质监测站\t\n",  # only counts its rows
        "支出表\n\n单位：万元\n\n项目\t合计\n合计\t\n",  # an empty form
    ],
)
def test_what_is_understood_has_no_trouble(text: str) -> None:
    assert (reading(text).trouble, reading(text).unread) == ("", ())


def test_figures_of_an_unknown_unit_are_not_understood() -> None:
    assert "单位" in reading(UNKNOWN_UNIT).trouble


def test_what_was_not_understood_stands_in_the_facts_too() -> None:
    form = read_ruled(FORM, unit=None).owners.sheet
    (found,), (node,) = form.readings, form.of(BP.Table)
    assert len(found.unread) == node.get(BP.unreadRows) == 1 and node.get(BP.trouble) is None
    (other,) = facts(UNKNOWN_UNIT).of(BP.Table)
    assert other.get(BP.trouble) == reading(UNKNOWN_UNIT).trouble


def test_figures_without_a_column_of_money_are_not_understood() -> None:
    assert "金额列" in reading("荷表\n\n单位：万元\n\n名称\t占比\n荷塘\t7.00\n茶园\t3.00\n").trouble


def test_columns_carry_the_pattern_or_the_content_that_told_their_role() -> None:
    found = read(
        [["科目编码", "科目名称", "预算数", "荷况"], ["213", "农林水支出", "12.00", "甲"], ["21301", "", "12.00", "乙"]]
    )
    assert [(role.name, role.pattern, bool(role.content)) for role in found.columns] == [
        ("code", "budget.roles.code", False),
        ("class", "budget.roles.class", False),
        ("amount", "", True),
        ("note", "", True),
    ]
    assert found.layouts == ("budget",) and found.unknown == ("荷况",) and found.unit == "万元"


def test_the_rows_of_a_table_of_money() -> None:
    found = read(
        [
            ["支出表", None, None, None],
            ["项目名称", "数量", "预算数", "进度"],
            ["1", "2", "3", "4"],
            ["荷塘清淤", "3", "12.00", ""],
            ["荷塘补种", "", "", ""],
            ["荷塘巡护", "8", "", ""],
            ["荷塘测绘", "", "待定", ""],
            ["", "", "", ""],
            ["项目名称", "数量", "预算数", "进度"],
            ["合计", "", "12.00", ""],
            ["注：不含上年结转", None, None, None],
        ]
    )
    kinds = "banner header ranks data unfilled aside unread blank repeated data note"
    assert " ".join(found.rows) == kinds and found.unread == (6,)


def test_the_rows_and_labels_of_a_form() -> None:
    found = read(FORM)
    assert " ".join(found.rows) == "label label label label label header data data unfilled unread"
    roles = {label.header: label.name for label in found.labels}
    assert roles["年度资金总额"] == "amount" and roles["年度目标"] == "annual" and roles["联系电话"] == "person"
    assert {label.pattern for label in found.labels} >= {"indicators.labels.annual", "indicators.labels.other"}
    assert [(c.name, c.pattern) for c in found.columns][-1] == ("value", "indicators.roles.value")
    assert found.layouts == ("indicators",) and "第 6 行" in found.why[0]


def test_a_goal_of_a_form_may_fill_the_row_below_its_label() -> None:
    rows = [*FORM[:4], ["年度目标", None, None, None], ["完成荷塘清淤300亩，改善水质", None, None, None], *FORM[5:8]]
    assert " ".join(read(rows).rows) == "label label label label label label header data data"


def test_headers_of_figures_inside_a_form_are_headers() -> None:
    rows: list[list[str | None]] = [
        ["年度主要任务", "任务名称", "主要内容", "预算金额（万元）", None],
        ["^", "^", "^", "总额", "财政拨款"],
        ["^", "荷塘清淤", "清淤300亩", "30.00", "30.00"],
        ["年度目标", "完成荷塘清淤300亩，改善水质", None, None, None],
        ["一级指标", "二级指标", "三级指标", "指标值", None],
        ["产出指标", "数量指标", "清淤面积", "≥300亩", None],
    ]
    assert read(rows).rows[:3] == ("label", "header", "label")


def test_a_list_of_words_is_no_header() -> None:
    rows: list[list[str | None]] = [["报表", "名称", "是否空表"]]
    rows += [[f"表{n}", f"第{n}张报表", "否"] for n in "一二三四五"]
    assert read(rows).unread == (1, 2, 3, 4, 5)


def test_sums_and_those_that_stay_open() -> None:
    rows: list[list[str | None]] = [["项目", "预算数", "执行数"], ["合计", "30.00", "31.00"]]
    rows += [["荷塘清淤", "10.00", "10.00"], ["荷塘补种", "20.00", "20.00"]]
    sheet = read_ruled(rows).owners.sheet
    (found,) = sheet.readings
    assert found.sums == 2
    assert [sheet.drafts[key].span for key in found.open] and len(found.open) == 1


def test_projects_of_a_list_and_their_goals_have_roles() -> None:
    found = read([["二级项目名称", "资金安排", "年度绩效目标"], ["荷塘清淤", "30.00", "完成清淤300亩"]])
    assert [role.name for role in found.columns] == ["project", "amount", "objective"]
    assert found.columns[0].pattern == "budget.project_name"


def test_facts_are_those_of_the_table_alone() -> None:
    sheet = facts("单位：万元\n\n项目\t合计\n甲\t1.00\n\n之间的话。\n\n单位：万元\n\n项目\t合计\n乙\t2.00\n丙\t3.00\n")
    first, second = sheet.readings
    assert first.key in first.facts and not set(first.facts) & set(second.facts)
    assert [sum(key.startswith("budgetline") for key in r.facts) for r in (first, second)] == [1, 2]
