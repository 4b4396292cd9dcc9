"""What becomes of a table that no layout fits: it is counted, never passed over."""

from __future__ import annotations

from tests.extract.builders import facts


def test_target_values_without_indicators_are_not_understood() -> None:
    sheet = facts("单位：万元\n\n项目名称\t资金总额\t细化内容\t期望值\n路面修补\t20.00\t修补面积\t≥300平方米\n")
    assert sheet.coverage == {"tables": 1, "tables_not_understood": 1}


def test_target_values_with_indicators_are_understood() -> None:
    sheet = facts("单位：万元\n\n项目名称\t资金总额\t三级指标\t指标值\n路面修补\t20.00\t修补面积\t≥300平方米\n")
    assert sheet.coverage == {"tables": 1}


def test_a_list_that_only_counts_its_rows_has_nothing_to_understand() -> None:
    sheet = facts("序号\t单位名称\t拟变动情况\n1\t河湾县荷塘巡护站\t无\n2\t河湾县水质监测站\t\n")
    assert sheet.coverage == {"tables": 1}


def test_figures_of_an_unknown_unit_are_not_understood() -> None:
    sheet = facts("序号\t年度\t经费\n1\t2023\t1493.51\n2\t2024\t1899.90\n")
    assert sheet.coverage == {"tables": 1, "tables_not_understood": 1}
