"""What each column of a money table is, which belong side by side, and how codes are put together."""

from __future__ import annotations

import pytest

from kg.extract.tables.columns import Codes, Label, chosen, depth, first_match, groups, roles, split_code
from tests.extract.builders import ontology, ruled, view

LAYOUT = ontology().layouts["budget"]


def roles_of(text: str) -> list[str]:
    return [role.name for role in roles(view(text), LAYOUT["roles"])]


@pytest.mark.parametrize(
    ("header", "cells", "role"),
    [
        ("科目编码", "2130301", "code"),
        ("类", "213", "code"),
        ("单位代码", "101001", "unit_code"),
        ("部门编码", "101", "unit_code"),
        ("科目名称", "行政运行", "class"),
        ("支出功能分类科目", "2130301-行政运行", "class"),
        ("支出功能分类科目（按大类）", "一、农林水支出", "class"),
        ("项目", "一、农林水支出", "name"),
        ("项目（按功能分类）", "一、农林水支出", "name"),
        ("项目名称", "荷塘清淤", "name"),
        ("二级项目", "荷塘清淤", "name"),
        ("采购项目", "水质监测仪", "name"),
        ("单位名称", "荷塘技术推广站", "unit"),
        ("单位名称（科目）", "荷塘技术推广站", "unit"),
        ("单位（科目名称）", "行政运行", "name"),
        ("单位", "荷塘技术推广站", "unit"),
        ("数量（台）", "3", "count"),
        ("单价", "0.40", "rate"),
        ("增减%", "10.00", "rate"),
        ("比上年增减幅度（％）", "10.00", "rate"),
        ("执行率", "97.78", "rate"),
        ("占支出合计比重", "40.00", "rate"),
        ("年度", "2023年", "year"),
        ("序号", "1", "order"),
        ("备注", "按合同", "note"),
        ("采购时间", "2024年5月", "note"),
        ("2024年预算（万元）", "12.00", "amount"),
        ("本年支出合计", "12.00", "amount"),
        ("政府性基金", "", "amount"),  # printed empty, but a column of money
        ("采购方式", "公开招标", "note"),
        ("", "2130301", "code"),
        ("", "行政运行", "name"),
        ("", "1.50", "amount"),
        ("", "", "note"),
    ],
)
def test_the_role_of_a_column(header: str, cells: str, role: str) -> None:
    made = view(ruled([["甲", header, "乙"], ["一、", cells, "1.00"], ["二、", cells, "1.00"]]))
    assert roles(made, LAYOUT["roles"])[1].name == role


def test_a_header_of_names_over_figures_is_judged_by_the_figures() -> None:
    assert roles_of("项目\t项目\n甲\t1.00\n乙\t2.00\n") == ["name", "amount"]


def test_groups_side_by_side() -> None:
    found = groups(["name", "amount", "code", "name", "amount", "amount", "note", "name", "amount"])
    assert [(g.start, [(label.name, label.codes) for label in g.labels], g.amounts) for g in found] == [
        (0, [(0, ())], [1]),
        (2, [(3, (2,))], [4, 5]),
        (7, [(7, ())], [8]),
    ]


def test_codes_between_a_name_and_its_figures_begin_no_group() -> None:
    (found,) = groups(["code", "unit_code", "name", "count", "code", "code", "amount"])
    assert [label.name for label in found.labels] == [2]
    assert (found.amounts, found.units, found.start) == ([6], [1], 0)


def test_a_group_without_figures_is_none() -> None:
    assert groups(["name", "note", "count"]) == []


def test_where_no_header_names_the_rows_the_text_beside_the_figures_does() -> None:
    (found,) = groups(["note", "note", "amount", "note"])
    assert found.labels == [Label(1)]


def test_figures_alone_have_no_label() -> None:
    (found,) = groups(["amount", "amount", "note"])
    assert found.labels == []


CODED, CLASS, NAME, UNIT = Label(1, (0,)), Label(2, (), "class"), Label(3), Label(4, (), "unit")


@pytest.mark.parametrize(
    ("labels", "kept"),
    [
        ([CODED, CLASS], [CODED, CLASS]),  # parallel classifications
        ([UNIT, CODED], [CODED]),
        ([UNIT, NAME], [NAME]),
        ([UNIT], [UNIT]),
        ([NAME, Label(5)], [Label(5)]),  # 一级项目, 二级项目
        ([CODED, NAME], [NAME]),  # a project under its 科目
        ([], []),
    ],
)
def test_the_labels_of_a_figure(labels: list[Label], kept: list[Label]) -> None:
    assert chosen(labels) == kept


def joined(*rows: str) -> list[str | None]:
    codes = Codes()
    return [codes.join(row.split("/")) for row in rows]


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        (["201//", "/03/", "//01", "//02"], ["201", "20103", "2010301", "2010302"]),
        (["201/03/01", "208//", "/05/", "//"], ["2010301", "208", "20805", None]),
        (["201/03/01", "//", "//02"], ["2010301", None, "2010302"]),
        (["208//", "//01"], ["208", None]),  # no 款 to fill in
        (["2130301//", "2130306//"], ["2130301", "2130306"]),
        (["301/", "301/01", "/02", "302/"], ["301", "30101", "30102", "302"]),
        (["合计//"], [None]),
    ],
)
def test_codes_in_several_columns_are_joined_and_filled_down(rows: list[str], codes: list[str | None]) -> None:
    assert joined(*rows) == codes


def test_two_digits_in_a_column_of_their_own_go_on_with_the_three_above() -> None:
    assert joined("208", "05", "2080505", "99", "2089901") == ["208", "20805", "2080505", "20899", "2089901"]
    assert joined("301", "01", "02") == ["301", "30101", "30102"]


def test_six_digits_are_a_unit_unless_a_class_begins_them() -> None:
    codes = Codes()
    for code in ("213", "2130", "101001"):
        codes.join([code])
    assert codes.is_unit("101001") and not codes.is_unit("213001") and not codes.is_unit("2130301")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2010301-行政运行", ("2010301", "行政运行")),
        ("201—一般公共服务支出", ("201", "一般公共服务支出")),
        ("[20103]政府办公厅（室）", ("20103", "政府办公厅（室）")),
        ("2010301行政运行", ("2010301", "行政运行")),
        ("30101基本工资", ("30101", "基本工资")),
        ("41010024T000000012345-荷塘清淤", ("41010024T000000012345", "荷塘清淤")),
        ("行政运行", (None, "行政运行")),
        ("500强企业奖励", (None, "500强企业奖励")),
        ("2024年清淤", (None, "2024年清淤")),
        ("110-120号线路", (None, "110-120号线路")),
        ("2130301", (None, "2130301")),
    ],
)
def test_codes_printed_with_the_name(text: str, parts: tuple[str | None, str]) -> None:
    assert split_code(text) == parts


@pytest.mark.parametrize(
    ("text", "level"),
    [("一、收入", 1), ("（一）拨款", 2), ("1、专项", 3), ("1.专项", 3), ("（1）其他", 4), ("(二)拨款", 2), ("其他", 0)],
)
def test_numbering_tells_the_depth(text: str, level: int) -> None:
    assert depth(text, LAYOUT["numbering"]) == level


def test_the_first_text_that_says_anything_decides() -> None:
    patterns = {"executed": "决算", "approved": "预算"}
    assert first_match(patterns, ["本年支出", "预算执行", "决算表"]) == "approved"
    assert first_match(patterns, ["本年支出"]) is None
