"""Lists of indicators in every form: levels, columns, groups side by side, grades, slipped rows, self-evaluations."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.extract.sheet import Sheet
from kg.model import Ref
from kg.vocab import BP, BPC, RDFS, SKOS
from tests.extract.builders import DEPARTMENT, document, facts, indicators, owned, read_ruled

HEAD = "一级指标\t二级指标\t三级指标\t指标值\n"
FORM = "项目支出绩效目标表\n\n项目名称\t荷塘清淤\n"


def targets(sheet: Sheet, n: int = 0) -> list[dict[str, object]]:
    """Properties of the targets of the n-th indicator."""
    draft = list(sheet.of(BP.Indicator))[n]
    found = [sheet.drafts[Ref(str(key))] for key in draft.all(BP.hasTarget)]
    return [{str(p).rsplit("#", 1)[-1]: v for p, some in target.values.items() for v in some} for target in found]


def test_levels_hold_until_the_next_is_printed() -> None:
    sheet = facts(
        FORM + HEAD + "产出指标\t数量指标\t清淤面积\t≥300亩\n\t\t清淤次数\t≥2次\n\t质量指标\t验收合格率\t≥95%\n"
        "效益指标\t\t水质改善\t明显\n满意度指标\t服务对象满意度\t群众满意度\t≥90%\n"
    )
    assert indicators(sheet) == [
        ("荷塘清淤", "产出指标", "数量指标", "清淤面积", ["≥300亩"]),
        ("荷塘清淤", "产出指标", "数量指标", "清淤次数", ["≥2次"]),
        ("荷塘清淤", "产出指标", "质量指标", "验收合格率", ["≥95%"]),
        ("荷塘清淤", "效益指标", "", "水质改善", ["明显"]),
        ("荷塘清淤", "满意度指标", "服务对象满意度", "群众满意度", ["≥90%"]),
    ]


def test_a_target_with_all_that_is_known_of_it() -> None:
    (found,) = targets(facts(FORM + HEAD + "产出指标\t数量指标\t清淤面积\t≥300亩\n"))
    assert found["comparator"] == BPC.ge and found["value"] == 300 and found["unit"] == "亩"
    assert "maxValue" not in found and "grade" not in found and "vague" not in found


def test_the_evidence_is_from_the_name_to_the_value() -> None:
    text = FORM + HEAD + "产出指标\t数量指标\t清淤 面积\t≥300亩\n"
    sheet, doc = facts(text), document(text)
    (indicator,) = sheet.of(BP.Indicator)
    (target,) = sheet.of(BP.Target)
    assert doc.text[indicator.span.start : indicator.span.end] == "清淤 面积\t≥300亩"
    assert doc.text[target.span.start : target.span.end] == "≥300亩"


@pytest.mark.parametrize(
    ("header", "row", "printed"),
    [
        ("绩效指标\t指标值\t备注", "清淤面积\t≥300亩\t按合同", "≥300亩"),
        ("三级指标\t绩效指标性质\t指标值\t计量单位", "清淤面积\t≥\t300\t亩", "≥300亩"),
        ("指标名称\t指标值类型\t指标值\t度量单位", "清淤面积\t≥\t300\t亩", "≥300亩"),
        ("指标内容\t年度指标值", "清淤面积\t300亩", "300亩"),
        ("三级指标\t运算符号\t指标值\t度量单位\t指标说明", "清淤面积\t=\t300\t亩\t全县", "=300亩"),
        ("绩效指标\t年度绩效指标值（2024年）", "清淤面积\t≥300亩", "≥300亩"),
        ("三级绩效指标\t年初设定值\t实际完成值", "清淤面积\t≥300亩\t280亩", "≥300亩"),
        ("三级指标（内容）\t预期指标值", "清淤面积\t≥300亩", "≥300亩"),
        ("评价指标\t绩效目标值\t完成情况", "清淤面积\t≥300亩\t280亩", "≥300亩"),
    ],
)
def test_columns_by_many_headers(header: str, row: str, printed: str) -> None:
    assert indicators(facts(f"{FORM}{header}\n{row}\n")) == [("荷塘清淤", "", "", "清淤面积", [printed])]


def test_a_word_as_target_with_its_operator_column() -> None:
    sheet = facts(FORM + "三级指标\t指标性质\t指标值\t度量单位\n水质改善\t定性\t优\t\n")
    (found,) = targets(sheet)
    assert (found["printed"], found["comparator"]) == ("定性优", BPC.qualitative)


def test_a_type_column_is_no_part_of_the_printed_word() -> None:
    (found,) = targets(facts(FORM + "三级指标\t指标值类型\t指标值\t度量单位\n水质改善\t定性\t优\t\n"))
    assert (found["printed"], found["comparator"]) == ("优", BPC.qualitative)


def test_a_row_that_slipped_one_cell_to_the_right() -> None:
    sheet = facts(
        FORM
        + "三级指标\t指标值类型\t指标值\t度量单位\t指标说明\n"
        + "扩大覆盖面\t\t定性\t高于上年\t\n清淤面积\t≥\t300\t亩\t全县\n"
    )
    assert [row[3:] for row in indicators(sheet)] == [("扩大覆盖面", ["高于上年"]), ("清淤面积", ["≥300亩"])]


def test_an_explanation_that_slipped_into_the_unit() -> None:
    sheet = facts(
        FORM
        + "三级指标\t指标性质\t指标值\t度量单位\t指标说明\n清淤率\t≥\t95%\t清淤面积占应清淤面积的比重按合同计算\t\n"
    )
    assert indicators(sheet)[0][4] == ["≥95%"]
    assert next(sheet.of(BP.Indicator)).get(BP.definition) == "清淤面积占应清淤面积的比重按合同计算"


def test_groups_side_by_side_are_their_first_level() -> None:
    sheet = facts(
        "项目绩效目标表\n\n单位：万元\n\n项目名称\t资金总额\t产出指标\t\t效益指标\t\t满意度指标\t\n"
        "\t\t三级指标\t指标值\t三级指标\t指标值\t三级指标\t指标值\n"
        "荷塘清淤\t100.00\t清淤面积\t≥300亩\t水质改善\t明显\t群众满意度\t≥90%\n"
        "\t\t验收合格率\t≥95%\t\t\t\t\n水质监测\t20.00\t监测次数\t12次\t\t\t用户满意度\t≥95%\n"
    )
    assert indicators(sheet) == [
        ("荷塘清淤", "产出指标", "", "清淤面积", ["≥300亩"]),
        ("荷塘清淤", "效益指标", "", "水质改善", ["明显"]),
        ("荷塘清淤", "满意度指标", "", "群众满意度", ["≥90%"]),
        ("荷塘清淤", "产出指标", "", "验收合格率", ["≥95%"]),
        ("水质监测", "产出指标", "", "监测次数", ["12次"]),
        ("水质监测", "满意度指标", "", "用户满意度", ["≥95%"]),
    ]
    assert [d.get(BP.amount) for d in sheet.of(BP.Project)] == [Decimal(1_000_000), Decimal(200_000)]


def test_the_amounts_of_blank_continuation_rows_are_added_up() -> None:
    sheet = facts(
        "项目绩效目标表\n\n单位：万元\n\n项目名称\t资金总额\t产出指标\t\n\t\t三级指标\t指标值\n"
        "荷塘清淤\t4.20\t清淤面积\t≥300亩\n\t2.30\t验收合格率\t≥95%\n水质监测\t20.00\t监测次数\t12次\n"
    )
    assert [d.get(BP.amount) for d in sheet.of(BP.Project)] == [Decimal(65_000), Decimal(200_000)]
    lines = [(d.get(RDFS.label), d.get(BP.printed)) for d in sheet.of(BP.BudgetLine)]
    assert lines == [("荷塘清淤", "4.20"), ("荷塘清淤", "2.30"), ("水质监测", "20.00")]


def test_graded_targets() -> None:
    sheet = facts(
        "职责活动绩效目标表\n\n单位：万元\n\n职责活动\t年度预算数\t内容描述\t绩效目标\t绩效指标\t评价标准\t\t\t\n"
        "\t\t\t\t\t优\t良\t中\t差\n荷塘巡护\t9\t按月巡护\t荷塘无破坏\t巡护率\t≥90%\t≥80%\t≥70%\t<70%\n"
    )
    assert indicators(sheet) == [("荷塘巡护", "", "", "巡护率", ["≥90%", "≥80%", "≥70%", "<70%"])]
    assert [(t["grade"], t["gradeRank"]) for t in targets(sheet)] == [("优", 1), ("良", 2), ("中", 3), ("差", 4)]
    (activity,) = sheet.of(BP.Activity)
    assert (activity.get(BP.amount), activity.get(BP.text)) == (Decimal(90_000), "按月巡护")
    assert owned(sheet, BP.Objective) == [("荷塘巡护", "荷塘无破坏")]


def test_a_whole_period_and_a_year_give_one_indicator_with_two_targets() -> None:
    tables = read_ruled(
        [
            ["绩效指标", "一级指标", "二级指标", "三级指标", "实施期指标值", "年度指标值"],
            ["^", "产出指标", "数量指标", "清淤面积", "900亩", "300亩"],
        ]
    )
    sheet = tables.owners.sheet
    assert indicators(sheet) == [(DEPARTMENT, "产出指标", "数量指标", "清淤面积", ["900亩", "300亩"])]
    assert [t["period"] for t in targets(sheet)] == [BPC.medium_term, BPC.annual]


def test_two_halves_whose_cells_slipped() -> None:
    sheet = facts(
        FORM + "总体目标\t实施期目标\t\t\t年度目标\t\t\n\t完成三年清淤任务\t\t\t完成本年清淤任务\t\t\n"
        "一级指标\t二级指标\t三级指标\t指标值\t二级指标\t三级指标\t指标值\n"
        "产出指标\t数量指标\t清淤面积\t900亩\t数量指标\t清淤面积\t300亩\n"
        "\t\t清淤次数\t6次\t清淤次数\t2次\t\n满意度指标\t服务对象满意度指标\t群众满意度\t≥90%\t服务对象满意度指标\t群众满意度\t≥90%\n"
    )
    assert indicators(sheet) == [
        ("荷塘清淤", "产出指标", "数量指标", "清淤面积", ["900亩", "300亩"]),
        ("荷塘清淤", "产出指标", "数量指标", "清淤次数", ["6次", "2次"]),
        ("荷塘清淤", "满意度指标", "服务对象满意度指标", "群众满意度", ["≥90%", "≥90%"]),
    ]
    assert [t["period"] for t in targets(sheet)] == [BPC.medium_term, BPC.annual]
    assert owned(sheet, BP.Objective) == [("荷塘清淤", "完成三年清淤任务"), ("荷塘清淤", "完成本年清淤任务")]


def test_a_level_that_both_halves_print_is_the_second() -> None:
    sheet = facts(
        FORM + "\t实施期目标\t\t\t\t年度目标\t\t\n"
        "绩效指标\t一级指标\t二级指标\t三级指标\t指标值\t二级指标\t三级指标\t指标值\n"
        "\t产出指标\t数量指标\t清淤面积\t900亩\t数量指标\t清淤面积\t300亩\n"
        "\t成本指标\t清淤支出\t≤60万元\t成本指标\t清淤支出\t≤20万元\n"
    )
    assert [row[1:4] for row in indicators(sheet)] == [
        ("产出指标", "数量指标", "清淤面积"),
        ("产出指标", "成本指标", "清淤支出"),
    ]


def test_a_name_that_breaks_off_in_one_half_is_told() -> None:
    sheet = facts(
        FORM + "\t实施期目标\t\t\t\t年度目标\t\t\n"
        "绩效指标\t一级指标\t二级指标\t三级指标\t指标值\t二级指标\t三级指标\t指标值\n"
        "\t产出指标\t数量指标\t清淤面积和长度\t900亩\t数量指标\t清淤面积\t300亩\n"
        "\t\t质量指标\t验收合格率\t≥95%\t质量指标\t验收合格率\t≥95%\n"
        "\t\t时效指标\t按时完工\t是\t时效指标\t准时完工情况\t是\n"
    )
    assert [draft.get(BP.cutOff) for draft in sheet.of(BP.Indicator)] == ["清淤面积", None, None]


def test_a_self_evaluation_has_results_scores_and_weights() -> None:
    sheet = facts(
        FORM + "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因\n"
        "产出指标\t数量指标\t清淤面积\t≥300亩\t280亩\t20\t18\t天气\n\t质量指标\t验收合格率\t≥95%\t\t20\t\t\n"
    )
    first, second = sheet.of(BP.Indicator)
    (result,) = sheet.of(BP.Result)
    assert first.get(BP.weight) == 20 and first.get(BP.hasResult) == result.key
    assert [result.get(p) for p in (BP.printed, BP.value, BP.unit, BP.score)] == ["280亩", 280, "亩", 18]
    assert second.get(BP.hasResult) is None and second.get(BP.weight) == 20
    assert [row[4] for row in indicators(sheet)] == [["≥300亩"], ["≥95%"]]


def test_a_list_of_all_projects_in_one_table() -> None:
    sheet = facts(
        "部门预算项目绩效目标表\n\n单位：万元\n\n单位名称\t项目名称\t预算数\t绩效目标\t一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\t权重\n"
        f"{DEPARTMENT}\t荷塘清淤\t100.00\t完成清淤任务\t产出指标\t数量指标\t清淤面积\t≥\t300\t亩\t30\n"
        "\t\t\t\t\t质量指标\t验收合格率\t≥\t95\t%\t20\n"
        f"{DEPARTMENT}\t水质监测\t20.00\t按月监测水质\t产出指标\t数量指标\t监测次数\t＝\t12\t次\t40\n"
    )
    assert [row[0] for row in indicators(sheet)] == ["荷塘清淤", "荷塘清淤", "水质监测"]
    assert owned(sheet, BP.Objective) == [("荷塘清淤", "完成清淤任务"), ("水质监测", "按月监测水质")]
    assert [d.get(RDFS.label) for d in sheet.of(BP.BudgetLine)] == ["荷塘清淤", "水质监测"]


def test_a_project_with_its_code_in_the_same_cell() -> None:
    sheet = facts("项目绩效目标表\n\n项目名称\t三级指标\t指标值\n41010024T000000012345-荷塘清淤\t清淤面积\t300亩\n")
    (project,) = sheet.of(BP.Project)
    assert (project.get(RDFS.label), project.get(SKOS.notation)) == ("荷塘清淤", "41010024T000000012345")


def test_levels_joined_with_the_name_are_parted() -> None:
    sheet = facts("项目绩效目标表\n\n项目名称\t绩效指标\t指标值\n荷塘清淤\t产出指标数量指标清淤面积\t300亩\n")
    assert indicators(sheet) == [("荷塘清淤", "产出指标", "数量指标", "清淤面积", ["300亩"])]


@pytest.mark.parametrize("name", ["无", "不适用", "/", "—", "......", "……"])
def test_a_row_that_says_there_is_none_is_no_indicator(name: str) -> None:
    assert indicators(facts(f"{FORM}{HEAD}成本指标\t经济成本指标\t{name}\t{name}\n")) == []


def test_a_value_without_a_name_is_an_indicator_without_label() -> None:
    sheet = facts(FORM + HEAD + "产出指标\t数量指标\t\t≥300亩\n")
    assert indicators(sheet) == [("荷塘清淤", "产出指标", "数量指标", "", ["≥300亩"])]


def test_a_header_again_on_the_next_page_goes_on() -> None:
    sheet = facts(FORM + HEAD + "产出指标\t数量指标\t清淤面积\t300亩\n\n3\n\n" + HEAD + "\t\t清淤次数\t2次\n")
    assert [row[2:4] for row in indicators(sheet)] == [("数量指标", "清淤面积"), ("数量指标", "清淤次数")]


def test_a_merged_value_is_the_value_of_each_of_its_rows() -> None:
    tables = read_ruled([["三级指标", "指标值"], ["清淤面积", "达标"], ["清淤深度", "^"]])
    assert [row[3:] for row in indicators(tables.owners.sheet)] == [("清淤面积", ["达标"]), ("清淤深度", ["达标"])]


def test_indicators_before_any_project_are_the_departments() -> None:
    sheet = facts(
        "部门整体绩效目标表\n\n部门名称\t" + DEPARTMENT + "\n" + HEAD + "产出指标\t数量指标\t清淤面积\t300亩\n"
    )
    assert indicators(sheet)[0][0] == DEPARTMENT
    (table,) = sheet.of(BP.Table)
    assert table.get(BP.tableKind) == BPC.overall_objectives


def test_the_code_of_the_unit_is_not_that_of_the_project() -> None:
    sheet = facts(
        "项目绩效目标表\n\n单位：万元\n\n单位编码\t项目编码\t项目名称\t项目金额\t三级指标\t指标值\n"
        "101001\t410000000001\t荷塘清淤\t100.00\t清淤面积\t300亩\n"
    )
    (project,) = sheet.of(BP.Project)
    assert (project.get(SKOS.notation), project.get(BP.amount)) == ("410000000001", Decimal(1_000_000))


@pytest.mark.parametrize("header", ["年度(/项目)指标值", "年度（/项目）指标值", "当年指标值"])
def test_a_value_of_the_year_or_of_the_project(header: str) -> None:
    assert indicators(facts(f"{FORM}三级指标\t{header}\n清淤面积\t≥300亩\n"))[0][3:] == ("清淤面积", ["≥300亩"])


def test_a_list_mark_is_no_part_of_the_name() -> None:
    sheet = facts(
        FORM + HEAD + "产出指标\t数量指标\t指标1：清淤面积\t300亩\n\t\t指标2；指标2：清淤次数\t2次\n"
        "\t质量指标\t指标：验收合格\t合格\n\t\t指标完成率\t100%\n\t\t指标2：\t\n\t\t……\t\n"
    )
    assert [row[3] for row in indicators(sheet)] == ["清淤面积", "清淤次数", "验收合格", "指标完成率"]


def test_a_list_that_begins_again_beside_a_blank_level_has_none() -> None:
    tables = read_ruled(
        [
            ["一级指标", "二级指标", "指标内容", "指标值"],
            ["产出指标", "数量指标", "指标1：清淤面积", "300亩"],
            ["^", "", "指标2：种藕面积", "200亩"],
            ["^", "", "指标1：验收合格率", "100%"],
            ["^", "", "指标2：成活率", "≥90%"],
            ["^", "成本指标", "指标1：清淤成本", "4.20万元"],
            ["^", "^", "指标1：种藕成本", "2.30万元"],
        ]
    )
    levels = [row[1:3] for row in indicators(tables.owners.sheet)]
    count, cost = ("产出指标", "数量指标"), ("产出指标", "成本指标")
    assert levels == [count, count, ("产出指标", ""), ("产出指标", ""), cost, cost]


def test_a_line_drawn_through_a_name_with_a_list_mark() -> None:
    tables = read_ruled(
        [
            ["三级指标", "指标值"],
            ["指标1：荷塘清淤和水", "达标"],
            ["质改善", "^"],
            ["指标2：群众满意度", "≥90%"],
        ]
    )
    sheet = tables.owners.sheet
    assert [row[3:] for row in indicators(sheet)] == [("荷塘清淤和水质改善", ["达标"]), ("群众满意度", ["≥90%"])]


def test_several_amounts_and_goals_beside_one_name() -> None:
    tables = read_ruled(
        [
            ["项目名称", "项目总额", "绩效目标", "三级指标", "指标值"],
            ["荷塘培训", "4.20", "培训巡护员", "培训人数", "≥30人"],
            ["^", "^", "^", "培训天数", "≥3天"],
            ["^", "2.30", "培训种植户", "培训人数", "≥90人"],
            ["水质监测", "20.00", "按月监测", "监测次数", "12次"],
        ]
    )
    sheet = tables.owners.sheet
    assert [d.get(BP.amount) for d in sheet.of(BP.Project)] == [Decimal(65_000), Decimal(200_000)]
    assert owned(sheet, BP.Objective)[:2] == [("荷塘培训", "培训巡护员"), ("荷塘培训", "培训种植户")]
    assert [row[0] for row in indicators(sheet)] == ["荷塘培训", "荷塘培训", "荷塘培训", "水质监测"]


def test_a_list_of_projects_with_goals_and_no_indicators() -> None:
    tables = read_ruled(
        [
            ["二级预算单位名称", "一级项目名称", "预算数（万元）", "当年绩效目标"],
            [DEPARTMENT, "荷塘清淤", "1,120.00", "完成清淤≥300亩"],
            [DEPARTMENT, "水质监测", "20.00", "按月监测水质"],
        ],
        unit=None,
    )
    sheet = tables.owners.sheet
    assert [(d.get(RDFS.label), d.get(BP.amount)) for d in sheet.of(BP.Project)] == [
        ("荷塘清淤", Decimal(11_200_000)),
        ("水质监测", Decimal(200_000)),
    ]
    assert owned(sheet, BP.Objective) == [("荷塘清淤", "完成清淤≥300亩"), ("水质监测", "按月监测水质")]
    assert {d.get(BP.period) for d in sheet.of(BP.Objective)} == {BPC.annual}
    assert indicators(sheet) == [] and not any(reading.trouble for reading in sheet.readings)


def test_levels_whose_header_is_blank() -> None:
    tables = read_ruled(
        [
            ["年度绩效指标", "", "", "指标内容", "指标值"],
            ["^", "产出指标", "数量指标", "清淤面积", "300亩"],
            ["^", "^", "质量指标", "验收合格率", "≥95%"],
        ]
    )
    assert [row[1:4] for row in indicators(tables.owners.sheet)] == [
        ("产出指标", "数量指标", "清淤面积"),
        ("产出指标", "质量指标", "验收合格率"),
    ]


def test_a_level_that_a_page_break_parts() -> None:
    tables = read_ruled(
        [
            ["一级指标", "二级指标", "三级指标", "指标值"],
            ["效", "经济效益指标", "荷塘收益", "增长"],
            ["益指标", "社会效益指标", "荷塘景观", "改善"],
            ["满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"],
        ]
    )
    assert [row[1] for row in indicators(tables.owners.sheet)] == ["效益指标", "效益指标", "满意度指标"]


def test_a_first_level_ends_where_a_second_level_of_another_begins() -> None:
    tables = read_ruled(
        [
            ["一级指标", "二级指标", "三级指标", "指标值"],
            ["产出指标", "数量指标", "清淤面积", "300亩"],
            ["", "成本指标", "清淤支出", "≤20万元"],
            ["", "社会效益指标", "荷塘景观", "改善"],
            ["满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"],
        ]
    )
    assert [row[1] for row in indicators(tables.owners.sheet)] == ["产出指标", "产出指标", "", "满意度指标"]


def test_one_column_of_values_has_no_period_of_two_goals() -> None:
    tables = read_ruled(
        [
            ["总体目标", "实施期目标", None, "年度目标", None],
            ["^", "完成三年清淤任务", None, "完成本年清淤任务", None],
            ["绩效指标", "一级指标", "二级指标", "指标内容", "指标值"],
            ["^", "产出指标", "数量指标", "清淤面积", "300亩"],
        ]
    )
    (target,) = targets(tables.owners.sheet)
    assert "period" not in target and target["printed"] == "300亩"


def test_a_label_beside_the_rows_is_no_column() -> None:
    tables = read_ruled(
        [
            ["整体绩效目标", "活动", "绩效指标", "指标值"],
            ["^", "荷塘巡护", "产出指标数量指标巡护次数", "12次"],
        ]
    )
    sheet = tables.owners.sheet
    assert indicators(sheet) == [("荷塘巡护", "产出指标", "数量指标", "巡护次数", ["12次"])]
    assert list(sheet.of(BP.Objective)) == []
