"""Which figures are sums of which: by codes, numbers, total rows, units; and what is not asserted."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.extract.sheet import Sheet
from kg.extract.tables.columns import depth
from kg.extract.tables.line import Line
from kg.extract.tables.totals import link_totals
from kg.model import Ref, Span
from kg.vocab import BP, BPC, RDFS
from tests.extract.builders import document, ontology

LAYOUT = ontology().layouts["budget"]
TOTALS = ("合计", "小计", "总计")


def linked(*rows: tuple[str, str], **flags: str) -> dict[str, list[str]]:
    """Labels of the addends by label of the sum, for one column of figures.

    A row is ``code label`` or ``label`` with its figure; `flags` gives a row (by label) the unit that it is of, or
    ``outer`` where its label stands left of the others.
    """
    sheet = Sheet(document("甲"))
    lines = []
    for n, (name, printed) in enumerate(rows):
        code, _, label = name.rpartition(" ")
        key = sheet.add(BP.BudgetLine, Span(n, n + 1), "test", {RDFS.label: label})
        value = Decimal(printed) if printed else None
        half = Decimal(5).scaleb(-1 - len(printed.partition(".")[2])) if printed else None
        number = depth(label, LAYOUT["numbering"])
        flag = flags.get(label)
        unit = None if flag == "outer" else flag
        total = label.endswith(TOTALS)
        lines.append(Line(key, n, 1, (0, 0), label, code or None, value, half, total, number, unit, flag == "outer"))
    link_totals(sheet, lines, LAYOUT)
    labels = {line.key: line.label for line in lines}
    found = {line.label: [labels[Ref(str(k))] for k in sheet.drafts[line.key].all(BP.totals)] for line in lines}
    return {label: parts for label, parts in found.items() if parts}


def test_codes_make_a_tree_and_the_total_adds_its_tops() -> None:
    assert linked(
        ("合计", "90"),
        ("201 一般", "60"),
        ("20103 办公", "60"),
        ("2010301 运行", "40"),
        ("2010302 事务", "20"),
        ("213 农林水", "30"),
    ) == {"合计": ["一般", "农林水"], "一般": ["办公"], "办公": ["运行", "事务"]}


def test_codes_of_a_class_go_on_in_the_group_beside_it() -> None:
    sheet = Sheet(document("甲"))
    lines = []
    for n, (code, label, group, yuan) in enumerate(
        [("302", "商品", 0, 9), ("30201", "办公", 0, 5), ("30217", "接待", 1, 4), ("310", "资本", 1, 7)]
    ):
        key = sheet.add(BP.BudgetLine, Span(n, n + 1), "test", {RDFS.label: label})
        half = Decimal("0.5")
        lines.append(Line(key, n % 2, 2 + group, (group, group), label, code, Decimal(yuan), half, False, 0))
    link_totals(sheet, lines, LAYOUT)
    assert sheet.drafts[lines[0].key].all(BP.totals) == [lines[1].key, lines[2].key]
    assert sheet.drafts[lines[3].key].all(BP.totals) == []


def test_codes_of_one_class_that_repeat_are_no_parts_of_each_other() -> None:
    assert linked(("30103 奖金", "5"), ("30103 奖金二", "5"), ("合计", "10")) == {"合计": ["奖金", "奖金二"]}


def test_numbers_make_a_tree() -> None:
    assert linked(
        ("一、甲", "10"), ("（一）乙", "6"), ("1、丙", "6"), ("（二）丁", "4"), ("二、戊", "5"), ("合计", "15")
    ) == {
        "一、甲": ["（一）乙", "（二）丁"],
        "（一）乙": ["1、丙"],
        "合计": ["一、甲", "二、戊"],
    }


def test_an_item_without_number_belongs_to_the_numbered_one_above() -> None:
    rows = [
        ("一、财政拨款", "10"),
        ("一般公共预算", "8"),
        ("基金", "2"),
        ("二、事业收入", "5"),
        ("三、其他", "0"),
        ("四、利息", "0"),
    ]
    assert linked(*rows, ("本年收入合计", "15")) == {
        "一、财政拨款": ["一般公共预算", "基金"],
        "本年收入合计": ["一、财政拨款", "二、事业收入", "三、其他", "四、利息"],
    }


def test_a_total_at_the_top_adds_what_follows() -> None:
    assert linked(("合计", "5"), ("甲", "2"), ("乙", "3")) == {"合计": ["甲", "乙"]}


def test_a_grand_total_adds_the_total_before_it_and_what_came_between() -> None:
    assert linked(("一、甲", "2"), ("二、乙", "3"), ("本年收入合计", "5"), ("上年结转", "1"), ("收入总计", "6")) == {
        "本年收入合计": ["一、甲", "二、乙"],
        "收入总计": ["上年结转", "本年收入合计"],
    }


def test_subtotals_each_add_their_own_and_the_total_adds_all() -> None:
    assert linked(("甲", "2"), ("乙", "3"), ("小计", "5"), ("丙", "4"), ("小计", "4"), ("合计", "9"))["合计"] == [
        "甲",
        "乙",
        "丙",
    ]


def test_a_total_of_spending_never_adds_income() -> None:
    rows = (("收入合计", "88"), ("财政拨款", "88"), ("支出合计", "88"), ("基本支出", "80"), ("项目支出", "8"))
    assert linked(*rows) == {"收入合计": ["财政拨款"], "支出合计": ["基本支出", "项目支出"]}


def test_its_parts_that_a_row_only_mentions_are_not_added() -> None:
    assert linked(("甲", "2"), ("其中：丙", "1"), ("乙", "3"), ("合计", "5")) == {"合计": ["甲", "乙"]}


def test_blanks_are_no_parts_but_zeros_are() -> None:
    assert linked(("甲", "2"), ("乙", ""), ("丙", "0"), ("合计", "2")) == {"合计": ["甲", "丙"]}


def test_a_sum_that_is_wrong_is_still_asserted_where_its_parts_are_plain() -> None:
    assert linked(("甲", "2"), ("乙", "3"), ("合计", "6")) == {"合计": ["甲", "乙"]}
    assert linked(("213 农林水", "9"), ("21303 水利", "5"))["农林水"] == ["水利"]


def test_rounding_within_half_a_place_of_every_figure_closes() -> None:
    names = ["一、甲", "二、乙", "三、丙"]
    assert linked(*[(name, "0.33") for name in names], ("合计", "1.00"), ("另", "1.00"))["合计"] == names


def test_a_unit_stands_over_the_items_after_it() -> None:
    found = linked(
        ("合计", "30"),
        ("本级", "20"),
        ("213 农林水", "20"),
        ("站", "10"),
        ("213 农林水二", "10"),
        本级="101001",
        站="101002",
    )
    assert found == {"合计": ["本级", "站"], "本级": ["农林水"], "站": ["农林水二"]}


def test_a_department_stands_over_its_units_by_their_codes() -> None:
    assert linked(("合计", "30"), ("局", "30"), ("本级", "20"), ("站", "10"), 局="101", 本级="101001", 站="101002") == {
        "合计": ["局"],
        "局": ["本级", "站"],
    }


def test_every_row_printing_its_unit_makes_no_tree() -> None:
    assert linked(("甲", "2"), ("乙", "3"), ("合计", "5"), 甲="101001", 乙="101001") == {"合计": ["甲", "乙"]}


def test_a_name_left_of_the_others_stands_over_them() -> None:
    assert linked(("合计", "12"), ("特定目标类", "12"), ("清淤", "10"), ("监测", "2"), 特定目标类="outer") == {
        "合计": ["特定目标类"],
        "特定目标类": ["清淤", "监测"],
    }


def test_levels_that_nothing_printed_tells_apart_are_found_where_all_sums_close() -> None:
    rows = (("合计", "15"), ("局", "15"), ("通用", "9"), ("会议", "4"), ("印刷", "5"), ("专用", "6"), ("清淤", "6"))
    assert linked(*rows) == {"合计": ["局"], "局": ["通用", "专用"], "通用": ["会议", "印刷"], "专用": ["清淤"]}


def test_rows_of_one_printed_level_never_hold_each_other() -> None:
    names = ["一、甲", "二、乙", "三、丙"]
    assert linked(*zip(names, ("60", "40", "40"), strict=True), ("合计", "100")) == {"合计": names}
    coded = linked(("213 甲", "60"), ("214 乙", "40"), ("215 丙", "40"), ("合计", "100"))
    assert coded == {"合计": ["甲", "乙", "丙"]}


def test_equal_neighbours_are_taken_for_one_thing_only_where_nothing_else_closes() -> None:
    goods = (("货物", "12"), ("甲校", "5"), ("乙校", "5"), ("丙校", "2"))
    rows = (("合计", "22"), *goods, ("服务", "10"), ("丁校", "6"), ("戊校", "4"))
    assert linked(*rows)["合计"] == ["货物", "服务"]


def test_levels_that_do_not_close_are_not_asserted() -> None:
    assert linked(("合计", "26"), ("局", "15"), ("通用", "9"), ("会议", "4"), ("印刷", "5"), ("专用", "6")) == {}


def test_an_item_summed_up_by_numbered_ones_after_it_is_left_to_them() -> None:
    carried = [("上年结转", "3"), ("1.拨款结转", "3"), ("2.其他结转", "0")]
    found = linked(("一、甲", "7"), ("本年收入合计", "7"), *carried, ("收入总计", "10"))
    assert found["收入总计"] == ["上年结转", "本年收入合计"]


@pytest.mark.parametrize(
    ("rows", "role"),
    [
        ([("合计", "5"), ("甲", "5")], BPC.total),
        ([("213 农林水", "5"), ("21303 水利", "5")], BPC.subtotal),
        ([("213 农林水", "5"), ("214 交通", "5")], BPC.detail),
    ],
)
def test_the_role_of_the_first_row(rows: list[tuple[str, str]], role: str) -> None:
    sheet = Sheet(document("甲"))
    lines = []
    for n, (name, printed) in enumerate(rows):
        code, _, label = name.rpartition(" ")
        key = sheet.add(BP.BudgetLine, Span(n, n + 1), "test")
        lines.append(Line(key, n, 1, (0, 0), label, code or None, Decimal(printed), Decimal("0.5"), label == "合计", 0))
    link_totals(sheet, lines, LAYOUT)
    assert sheet.drafts[lines[0].key].all(BP.rowRole) == [role]


def test_columns_are_added_each_for_itself() -> None:
    sheet = Sheet(document("甲"))
    keys = [sheet.add(BP.BudgetLine, Span(n, n + 1), "test") for n in range(4)]
    one, half = Decimal(1), Decimal("0.5")
    lines = [
        Line(keys[0], 0, 1, (0, 0), "甲", None, one, half, False, 0),
        Line(keys[1], 0, 2, (0, 0), "甲", None, one, half, False, 0),
        Line(keys[2], 1, 1, (0, 0), "合计", None, one, half, True, 0),
        Line(keys[3], 1, 2, (0, 0), "合计", None, one, half, True, 0),
    ]
    link_totals(sheet, lines, LAYOUT)
    assert [sheet.drafts[k].all(BP.totals) for k in keys] == [[], [], [keys[0]], [keys[1]]]
