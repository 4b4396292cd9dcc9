"""Forms of labels and values: projects, money, goals, tasks, persons; ruled and flattened."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.extract.sheet import masked
from kg.vocab import BP, BPC, RDFS
from tests.extract.builders import (
    DEPARTMENT,
    amounts,
    document,
    facts,
    indicators,
    line,
    owned,
    read_ruled,
    read_tables,
    text_of,
)

HEAD = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t清淤面积\t300亩\n"
FORM = f"""项目支出绩效目标表

项目名称\t荷塘清淤
主管部门\t{DEPARTMENT}
项目类型\t□其他运转类 ☑特定目标类
项目资金（万元）\t年度资金总额：\t120.00
\t其中：财政拨款\t100.00
\t其他资金\t20.00
年度目标\t完成全县荷塘清淤任务。
"""


def test_a_form_of_a_project() -> None:
    sheet = facts(FORM + HEAD)
    (project,) = sheet.of(BP.Project)
    assert (project.get(RDFS.label), project.get(BP.amount)) == ("荷塘清淤", Decimal(1_200_000))
    assert project.get(BP.projectType) == "特定目标类"
    assert owned(sheet, BP.Objective) == [("荷塘清淤", "完成全县荷塘清淤任务。")]
    assert next(sheet.of(BP.Objective)).get(BP.period) == BPC.annual


@pytest.mark.parametrize(
    ("printed", "chosen"),
    [
        ("□其他运转类 ☑特定目标类", "特定目标类"),
        ("☑其他运转类 □特定目标类", "其他运转类"),
        ("其他运转类□ 特定目标类■", "特定目标类"),
        ("其他运转类√ 特定目标类□", "其他运转类"),
        ("特定目标类", "特定目标类"),
    ],
)
def test_the_ticked_type_of_a_project(printed: str, chosen: str) -> None:
    (project,) = facts(f"绩效目标表\n\n项目名称\t荷塘清淤\n项目类型\t{printed}\n" + HEAD).of(BP.Project)
    assert project.get(BP.projectType) == chosen


def test_the_money_of_a_form_is_lines_under_its_labels() -> None:
    sheet = facts(FORM + HEAD)
    found = [(d.get(RDFS.label), d.get(BP.printed), d.get(BP.amount)) for d in sheet.of(BP.BudgetLine)]
    assert found == [
        ("年度资金总额", "120.00", Decimal(1_200_000)),
        ("其中：财政拨款", "100.00", Decimal(1_000_000)),
        ("其他资金", "20.00", Decimal(200_000)),
    ]
    first, *others = sheet.of(BP.BudgetLine)
    assert text_of(sheet, first.get(BP.about)) == "荷塘清淤"
    assert all(d.get(BP.about) is None for d in others)


def test_the_same_form_with_its_rulings() -> None:
    tables = read_ruled(
        [
            ["项目名称", None, "荷塘清淤", None],
            ["项目资金（万元）", "年度资金总额", None, "120.00"],
            ["^", "其中：财政拨款", None, "100.00"],
            ["年度目标", "完成全县荷塘清淤任务。", None, None],
            ["绩效指标", "一级指标", "三级指标", "指标值"],
            ["^", "产出指标", "清淤面积", "300亩"],
        ],
        unit=None,
    )
    sheet = tables.owners.sheet
    assert [d.get(BP.amount) for d in sheet.of(BP.Project)] == [Decimal(1_200_000)]
    assert [d.get(RDFS.label) for d in sheet.of(BP.BudgetLine)] == ["年度资金总额", "其中：财政拨款"]
    assert owned(sheet, BP.Objective) == [("荷塘清淤", "完成全县荷塘清淤任务。")]


@pytest.mark.parametrize("label", ["专项资金情况（万元）", "资金金额(万元)"])
def test_the_unit_of_a_group_whose_label_is_unknown(label: str) -> None:
    tables = read_ruled(
        [
            ["项目名称", None, "荷塘清淤"],
            [label, "资金总额", "120.00"],
            ["三级指标", "指标值", "备注"],
            ["清淤面积", "300亩", ""],
        ],
        unit=None,
    )
    assert [d.get(BP.amount) for d in tables.owners.sheet.of(BP.Project)] == [Decimal(1_200_000)]


def test_a_form_without_any_unit_has_no_amounts() -> None:
    sheet = facts("绩效目标表\n\n项目名称\t荷塘清淤\n资金总额\t120.00\n年度目标\t完成清淤任务。\n")
    assert list(sheet.of(BP.BudgetLine)) == [] and next(sheet.of(BP.Project)).get(BP.amount) is None


EVALUATION = """项目支出绩效自评表

项目名称\t荷塘清淤
项目资金（万元）\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分
\t年度资金总额\t120.00\t110.00\t99.00\t10\t90%\t9
\t其中：财政拨款\t120.00\t110.00\t99.00\t—\t90%\t—
年度总体目标\t预期目标\t实际完成情况
\t完成清淤300亩，水质达标。\t完成清淤280亩，水质有所改善。
"""


def test_columns_of_money_inside_a_form_have_their_headers_and_phases() -> None:
    sheet = facts(EVALUATION + HEAD)
    phases = [
        line(sheet, "年度资金总额", column).get(BP.phase) for column in ("年初预算数", "全年预算数", "全年执行数")
    ]
    assert phases == [BPC.approved, BPC.adjusted, BPC.executed]
    assert next(sheet.of(BP.Project)).get(BP.amount) == Decimal(1_200_000)


def test_scores_weights_and_rates_are_no_money() -> None:
    columns = {str(d.get(BP.column)) for d in facts(EVALUATION + HEAD).of(BP.BudgetLine)}
    assert columns == {"年初预算数", "全年预算数", "全年执行数"}


def test_what_was_done_is_no_goal() -> None:
    assert owned(facts(EVALUATION + HEAD), BP.Objective) == [("荷塘清淤", "完成清淤300亩，水质达标。")]


def test_goals_of_two_periods_side_by_side() -> None:
    sheet = facts(
        "绩效目标表\n\n项目名称\t荷塘清淤\n总体目标\t实施期目标\t年度目标\n\t三年完成全县清淤。\t本年完成三成清淤。\n"
        + HEAD
    )
    found = [(d.get(BP.text), d.get(BP.period)) for d in sheet.of(BP.Objective)]
    assert found == [("三年完成全县清淤。", BPC.medium_term), ("本年完成三成清淤。", BPC.annual)]


def test_two_halves_that_name_the_indicator_each() -> None:
    head: list[list[str | None]] = [
        ["项目名称", "荷塘清淤", None, None, None, None, None],
        ["总体目标", "实施期目标", None, None, "年度目标", None, None],
        ["^", "完成三年清淤任务", None, None, "完成本年清淤任务", None, None],
        ["一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值"],
    ]
    rows: list[list[str | None]] = [
        ["产出指标", "数量指标", "清淤面积", "900亩", "数量指标", "清淤面积", "300亩"],
        ["^", "^", "清淤次数", "6次", "^", "巡塘次数", "2次"],
    ]
    assert [row[3:] for row in indicators(read_ruled(head + rows).owners.sheet)] == [
        ("清淤面积", ["900亩", "300亩"]),
        ("清淤次数", ["6次"]),
        ("巡塘次数", ["2次"]),
    ]


def test_labels_of_goals_are_no_goals() -> None:
    tables = read_ruled(
        [
            ["项目名称", "荷塘清淤", None],
            ["项目绩效目标", "项目总目标", "年度总体目标"],
            ["^", "三年完成全县清淤。", "本年完成三成清淤。"],
            ["三级指标", "指标值", "备注"],
            ["清淤面积", "300亩", ""],
        ]
    )
    found = [(d.get(BP.text), d.get(BP.period)) for d in tables.owners.sheet.of(BP.Objective)]
    assert found == [("三年完成全县清淤。", BPC.medium_term), ("本年完成三成清淤。", BPC.annual)]


TASKS = f"""部门整体支出绩效目标表

部门（单位）名称\t{DEPARTMENT}
年度主要任务\t任务名称\t主要内容\t预算金额（万元）
\t\t\t总额\t财政拨款\t其他资金
\t荷塘清淤\t完成全县荷塘清淤\t100.00\t90.00\t10.00
\t水质监测\t按月监测荷塘水质\t20.00\t20.00\t
\t金额合计\t\t120.00\t110.00\t10.00
年度总体目标\t目标1：完成清淤。目标2：按月监测。
"""


def test_tasks_with_their_content_and_money() -> None:
    sheet = facts(TASKS + HEAD)
    found = [(d.get(RDFS.label), d.get(BP.text), d.get(BP.amount)) for d in sheet.of(BP.Activity)]
    assert found == [
        ("荷塘清淤", "完成全县荷塘清淤", Decimal(1_000_000)),
        ("水质监测", "按月监测荷塘水质", Decimal(200_000)),
    ]
    assert owned(sheet, BP.Activity) == [(DEPARTMENT, "荷塘清淤"), (DEPARTMENT, "水质监测")]
    assert amounts(sheet, "预算金额（万元）/财政拨款") == [
        ("荷塘清淤", "90.00"),
        ("水质监测", "20.00"),
        ("金额合计", "110.00"),
    ]


def test_the_same_tasks_with_their_rulings() -> None:
    tables = read_ruled(
        [
            ["年度主要任务", "任务名称", "主要内容", "预算金额（万元）", None],
            ["^", "^", "^", "总额", "财政拨款"],
            ["^", "荷塘清淤", "完成全县荷塘清淤", "100.00", "90.00"],
            ["^", "金额合计", None, "100.00", "90.00"],
            ["年度总体目标", "完成清淤任务。", None, None, None],
            ["三级指标", "指标值", "备注", "", ""],
            ["清淤面积", "300亩", "", "", ""],
        ],
        unit=None,
    )
    sheet = tables.owners.sheet
    assert [(d.get(RDFS.label), d.get(BP.amount)) for d in sheet.of(BP.Activity)] == [("荷塘清淤", Decimal(1_000_000))]
    assert line(sheet, "荷塘清淤", "预算金额（万元）/财政拨款").get(BP.amount) == Decimal(900_000)
    assert owned(sheet, BP.Objective) == [(DEPARTMENT, "完成清淤任务。")]


def test_tasks_without_money() -> None:
    sheet = facts(
        "整体绩效目标表\n\n年度主要任务\t任务名称\t主要内容\n\t任务1、荷塘清淤\t完成全县荷塘清淤\n预算情况\t部门预算总额（万元）\t120.00\n"
        + HEAD
    )
    assert [(d.get(RDFS.label), d.get(BP.amount)) for d in sheet.of(BP.Activity)] == [("任务1、荷塘清淤", None)]
    assert [d.get(BP.amount) for d in sheet.of(BP.BudgetLine)] == [Decimal(1_200_000)]


PERSONS = f"""项目支出绩效目标表

项目名称\t荷塘清淤\t项目负责人\t莲小荷
联系人\t藕大叶\t联系电话\t0571-12345678
填报人\t塘中鱼\t联系电话\t13800000000
主管部门\t{DEPARTMENT}\t实施单位\t{DEPARTMENT}
年度目标\t完成全县荷塘清淤任务。
"""


def test_persons_and_their_numbers_are_masked_and_make_no_nodes() -> None:
    sheet, text = facts(PERSONS + HEAD), document(PERSONS + HEAD).text
    shown = masked(text, sheet.masks)
    assert len(shown) == len(text)
    for secret in ("莲小荷", "藕大叶", "0571-12345678", "塘中鱼", "13800000000"):
        assert secret not in shown
        assert all(secret not in str(d.values) for d in sheet.drafts.values())
    assert "荷塘清淤" in shown and DEPARTMENT in shown
    assert list(sheet.of(BP.BudgetLine)) == []  # a telephone number is no money


def test_long_texts_are_left_to_the_prose_with_their_project() -> None:
    tables = read_tables(FORM + "项目概况\t2024年计划清淤300亩，安排资金120.00万元，比上年增加20.00万元。\n" + HEAD)
    ((passage, owner),) = [(p, o) for p, o in tables.passages if "清淤300亩" in p.text]
    assert text_of(tables.owners.sheet, owner) == "荷塘清淤" and passage.text.startswith("2024年计划")


def test_each_form_has_its_own_project() -> None:
    two = FORM + HEAD + "\n项目支出绩效目标表\n\n项目名称\t水质监测\n年度目标\t按月监测荷塘水质。\n" + HEAD
    assert owned(facts(two), BP.Objective) == [
        ("荷塘清淤", "完成全县荷塘清淤任务。"),
        ("水质监测", "按月监测荷塘水质。"),
    ]


@pytest.mark.parametrize("above", ["项目名称：荷塘清淤", "项目名称： 荷塘清淤  金额单位：万元"])
def test_a_project_named_in_a_line_above_its_table(above: str) -> None:
    sheet = facts(f"项目绩效目标表\n\n{above}\n\n{HEAD}")
    assert [row[0] for row in indicators(sheet)] == ["荷塘清淤"]
    (project,) = sheet.of(BP.Project)
    assert document(f"项目绩效目标表\n\n{above}\n\n{HEAD}").text[project.span.start : project.span.end] == "荷塘清淤"


WHOLE = ["资金金额（万元）", "实施期资金总额：", "900.00"]


@pytest.mark.parametrize(
    ("rows", "yuan"),
    [
        ([[*WHOLE, "", ""]], 9_000_000),
        ([[*WHOLE, "年度资金总额：", "300.00"]], 3_000_000),
        ([["资金金额（万元）", "年度资金申请总额", "300.00", "其中：当年财政拨款", "300.00"]], 3_000_000),
        (
            [["资金金额", "实施期资金总额：", "900.00", "", ""], ["（万元）", "其中：财政拨款", "900.00", "", ""]],
            9_000_000,
        ),
        ([["资金金额", "实施期资金总额：", "900万元", "年度资金总额：", "300万元"]], 3_000_000),
        ([["资金金额（万元）", "资金总额", "300.5万元", "", ""]], 3_005_000),
    ],
)
def test_the_amount_of_a_project_is_that_of_the_year_else_that_of_the_whole(
    rows: list[list[str | None]], yuan: int
) -> None:
    tables = read_ruled(
        [
            ["专项（项目）名称", None, "荷塘清淤", None, None],
            *rows,
            ["一级指标", "二级指标", "三级指标", "指标值", "备注"],
            ["产出指标", "数量指标", "清淤面积", "300亩", ""],
        ],
        unit=None,
    )
    (project,) = tables.owners.sheet.of(BP.Project)
    assert (project.get(RDFS.label), project.get(BP.amount)) == ("荷塘清淤", Decimal(yuan))


def test_an_unknown_label_between_a_label_and_a_figure_names_the_figure() -> None:
    tables = read_ruled(
        [
            ["项目名称", "荷塘清淤", "主管部门", DEPARTMENT],
            ["当年预算", "120.00", "县级支出", "100.00"],
            ["^", "^", "补助乡镇", "20.00"],
            ["当年绩效目标", "完成全县荷塘清淤任务。", None, None],
            ["绩效指标", "指标名称", "指标性质", "指标值"],
            ["^", "清淤面积", "≥", "300"],
        ]
    )
    sheet = tables.owners.sheet
    assert [d.get(BP.amount) for d in sheet.of(BP.Project)] == [Decimal(1_200_000)]
    lines = {(d.get(RDFS.label), text_of(sheet, d.get(BP.about))) for d in sheet.of(BP.BudgetLine)}
    assert lines == {("荷塘清淤", "荷塘清淤"), ("县级支出", ""), ("补助乡镇", "")}
    assert owned(sheet, BP.Objective) == [("荷塘清淤", "完成全县荷塘清淤任务。")]


def test_only_the_first_value_beside_its_label_is_the_name_of_a_project() -> None:
    tables = read_ruled(
        [
            ["项目名称", "荷塘清淤", "项目特点", "经常性项目"],
            ["年度目标", "完成全县荷塘清淤任务。", None, None],
            ["三级指标", None, "指标值", "备注"],
            ["清淤面积", None, "300亩", ""],
        ]
    )
    assert [d.get(RDFS.label) for d in tables.owners.sheet.of(BP.Project)] == ["荷塘清淤"]


def test_a_goal_below_a_label_as_wide_as_the_table() -> None:
    tables = read_ruled(
        [
            ["当年整体绩效目标", None, None],
            ["完成全县荷塘清淤任务。", None, None],
            ["绩效指标", "指标名称", "指标值"],
            ["^", "清淤面积", "300亩"],
        ]
    )
    assert owned(tables.owners.sheet, BP.Objective) == [(DEPARTMENT, "完成全县荷塘清淤任务。")]


def test_goals_below_each_other_beside_one_label() -> None:
    tables = read_ruled(
        [
            ["项目名称", None, "荷塘清淤"],
            ["年度总体目标", "目标1：完成清淤。", None],
            ["^", "目标2：水质达标。", None],
            ["^", "目标3：", None],
            ["绩效指标", "指标内容", "指标值"],
            ["^", "清淤面积", "300亩"],
        ]
    )
    goals = [("荷塘清淤", "目标1：完成清淤。"), ("荷塘清淤", "目标2：水质达标。")]
    assert owned(tables.owners.sheet, BP.Objective) == goals


def test_a_line_drawn_through_the_name_of_a_task() -> None:
    tables = read_ruled(
        [
            ["部门名称", None, DEPARTMENT, None],
            ["年度主要任务", "任务名称", "主要内容", "预算金额（万元）"],
            ["^", "荷塘清淤和水", "清淤300亩", "120.00"],
            ["^", "质改善", "^", "^"],
            ["^", "荷塘巡护", "按月巡护", "9.00"],
            ["年度总体目标", "完成清淤和巡护任务。", None, None],
            ["三级指标", None, "指标值", "备注"],
            ["清淤面积", None, "300亩", ""],
        ]
    )
    activities = [(d.get(RDFS.label), d.get(BP.amount)) for d in tables.owners.sheet.of(BP.Activity)]
    assert activities == [("荷塘清淤和水质改善", Decimal(1_200_000)), ("荷塘巡护", Decimal(90_000))]
    assert [d.get(RDFS.label) for d in tables.owners.sheet.of(BP.BudgetLine)] == ["荷塘清淤和水质改善", "荷塘巡护"]


def test_a_date_is_no_money() -> None:
    sheet = facts(
        "绩效自评表\n\n单位：元\n\n项目名称\t荷塘清淤\t填报日期：\t20240108\n资金总额\t120\t其他资金\t20\n" + HEAD
    )
    assert [d.get(BP.printed) for d in sheet.of(BP.BudgetLine)] == ["120", "20"]


def test_a_sum_of_tasks_is_a_total() -> None:
    sheet = read_ruled(
        [
            ["年度主要任务", "任务名称", "主要内容", "预算金额（万元）", None],
            ["^", "^", "^", "总额", "财政拨款"],
            ["^", "荷塘养护", "开展清淤和补种。", "60.00", "50.00"],
            ["^", "水质监测", "监测水质。", "40.00", "40.00"],
            ["^", "金额合计", None, "100.00", "90.00"],
            ["年度总体目标", "保护好全县荷塘。", None, None, None],
            ["三级指标", "指标值", "备注", "", ""],
            ["清淤面积", "300亩", "", "", ""],
        ]
    ).owners.sheet
    roles = {(str(d.get(BP.column)), d.get(BP.rowRole)) for d in sheet.of(BP.BudgetLine) if d.get(BP.totals)}
    assert {role for _, role in roles} == {BPC.total} and len(roles) == 2


def test_the_unit_that_a_label_declares_is_that_of_the_form() -> None:
    sheet = read_tables(FORM.replace("（万元）", "（元）") + HEAD).owners.sheet
    (table,) = sheet.of(BP.Table)
    assert "（元）" in FORM.replace("（万元）", "（元）") and table.get(BP.declaredUnit) == "元"


def test_goals_below_a_label_of_their_period_beside_a_tall_label() -> None:
    rows: list[list[str | None]] = [
        ["项目名称", "荷塘清淤", None],
        ["主管部门", DEPARTMENT, None],
        ["总体目标", "年度目标", None],
        ["^", "目标1：完成三处荷塘的清淤。", None],
        ["^", "目标2：改善全县荷塘的水质。", None],
        ["一级指标", "三级指标", "指标值"],
        ["产出指标", "清淤面积", "300亩"],
    ]
    found = read_ruled(rows).owners.sheet.of(BP.Objective)
    assert [(str(d.get(BP.text))[:3], d.get(BP.period)) for d in found] == [
        ("目标1", BPC.annual),
        ("目标2", BPC.annual),
    ]
