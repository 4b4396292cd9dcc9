"""Sums across a row: by the header of the sum, by what 其中 names, by a cell that spans the rows beside it."""

from __future__ import annotations

import pytest

from kg.extract.sheet import Sheet
from kg.model import Value
from kg.vocab import BP, RDFS
from tests.extract.builders import facts, read_ruled

LIST = """项目支出绩效目标表

单位：万元

项目名称\t项目总额\t其中：\t\t年度绩效目标
\t\t财政资金\t其他资金\t
荷塘清淤\t{total}\t90.00\t10.00\t完成全县荷塘清淤
"""
WHOLE: list[list[str | None]] = [
    ["资金情况（万元）", "支出总额", "财政拨款", None, None, "其他资金", None],
    ["^", "^", "合计", "基本支出", "项目支出", "合计", "项目支出"],
    ["^", "{total}", "100.00", "70.00", "30.00", "20.00", "20.00"],
    ["年度总体目标", "完成清淤任务。", None, None, None, None, None],
    ["三级指标", "指标值", "备注", "", "", "", ""],
    ["清淤面积", "300亩", "", "", "", "", ""],
]


def added(sheet: Sheet) -> dict[str, list[str]]:
    """Columns of the addends by the column of their sum."""
    columns: dict[Value, str] = {d.key: str(d.get(BP.column)) for d in sheet.of(BP.BudgetLine)}
    found = {columns[d.key]: [columns[k] for k in d.all(BP.totals)] for d in sheet.of(BP.BudgetLine)}
    return {column: parts for column, parts in found.items() if parts}


@pytest.mark.parametrize(
    ("total", "expected"),
    [("100.00", {"项目总额": ["其中：/财政资金", "其中：/其他资金"]}), ("120.00", {})],  # 其中 need not name all
)
def test_what_among_which_names_is_added_where_it_closes(total: str, expected: dict[str, list[str]]) -> None:
    assert added(facts(LIST.format(total=total))) == expected


def form(total: str) -> Sheet:
    """A form of the whole department with this total of its money."""
    rows = [[cell and cell.format(total=total) for cell in row] for row in WHOLE]
    return read_ruled(rows, unit=None).owners.sheet


def test_columns_of_a_form_add_up_and_their_sums_to_the_whole() -> None:
    sums = {"财政拨款/合计": ["财政拨款/基本支出", "财政拨款/项目支出"], "其他资金/合计": ["其他资金/项目支出"]}
    assert added(form("120.00")) == {"支出总额": ["财政拨款/合计", "其他资金/合计"], **sums}
    assert added(form("130.00")) == sums  # nothing in a form tells the parts of a sum but that they close


@pytest.mark.parametrize(("beside", "expected"), [("60.00", {"当年预算": ["市级支出", "补助区县"]}), ("50.00", {})])
def test_a_figure_over_several_rows_adds_up_those_beside_it(beside: str, expected: dict[str, list[str]]) -> None:
    rows: list[list[str | None]] = [
        ["项目名称", "荷塘清淤", "主管部门", "荷塘局"],
        ["当年预算", "100.00", "市级支出", "40.00"],
        ["^", "^", "补助区县", beside],
        ["指标名称", "指标值", "计量单位", ""],
        ["清淤面积", "300", "亩", ""],
    ]
    assert added(read_ruled(rows).owners.sheet) == expected


EXPENDITURE = """支出总表

单位：万元

科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t100.00\t60.00\t40.00
213\t农林水支出\t70.00\t50.00\t20.00
21303\t水利\t{water}\t50.00\t20.00
221\t住房保障支出\t{housing}\t10.00\t20.00
"""


def across_of(sheet: Sheet) -> dict[str, list[str]]:
    """Columns of the addends by the row of their sum."""
    columns: dict[Value, str] = {d.key: str(d.get(BP.column)) for d in sheet.of(BP.BudgetLine)}
    lines = [d for d in sheet.of(BP.BudgetLine) if d.all(BP.totalsAcross)]
    return {str(d.get(RDFS.label)): [columns[k] for k in d.all(BP.totalsAcross)] for d in lines}


def test_rows_add_up_beside_columns_and_the_odd_one_is_told() -> None:
    rows = across_of(facts(EXPENDITURE.format(water="71.00", housing="30.00")))
    assert rows == {row: ["基本支出", "项目支出"] for row in ("合计", "农林水支出", "水利", "住房保障支出")}


def test_columns_that_seldom_add_up_are_no_sum() -> None:
    assert across_of(facts(EXPENDITURE.format(water="71.00", housing="31.00"))) == {}
