"""What is claimed in a sentence: kind, number, unit, trend and the item that it is about."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from kg.vocab import BP

Say = Callable[..., Any]
Row = tuple[str, str, str, str, str]

CASES: dict[str, tuple[str, list[Row]]] = {
    "total with year before it": (
        "2023年收入总计81.50万元。",
        [("total", "815000", "元", "", "收入总计")],
    ),
    "department's name is no part of the item": (
        "云溪县水务局2023年机关运行经费支出预算6.2万元。",
        [("total", "62000", "元", "", "机关运行经费")],
    ),
    "department's name without a year": (
        "云溪县水务局政府采购预算总额12万元。",
        [("total", "120000", "元", "", "政府采购")],
    ),
    "change and growth in the clauses behind": (
        "基本支出61.20万元，比2022年预算增加3.40万元，上升5.88%。",
        [
            ("total", "612000", "元", "", "基本支出"),
            ("change", "34000", "元", "up", "基本支出"),
            ("growth", "5.88", "%", "up", "基本支出"),
        ],
    ),
    "change in the next sentence": (
        "（二）公务接待费3万元。较2022年度预算减少1.5万元。",
        [("total", "30000", "元", "", "公务接待费"), ("change", "15000", "元", "down", "公务接待费")],
    ),
    "the year before, given with 的": (
        "“三公”经费预算安排7.5万元，较2022年度预算的9万元减少1.5万元。",
        [
            ("total", "75000", "元", "", "“三公”经费"),
            ("total", "90000", "元", "", "“三公”经费"),
            ("change", "15000", "元", "down", "“三公”经费"),
        ],
    ),
    "the year before, given without 的": (
        "2023年支出预算50万元，比2022年年初预算数40万元增加10万元，增长25%。",
        [
            ("total", "500000", "元", "", "支出预算"),
            ("total", "400000", "元", "", "支出预算"),
            ("change", "100000", "元", "up", "支出预算"),
            ("growth", "25", "%", "up", "支出预算"),
        ],
    ),
    "share of what stands before it": (
        "农林水支出(类)支出 40.5 万元，占 85.04%；教育支出7.1万元，占14.96%。",
        [
            ("total", "405000", "元", "", "农林水支出"),
            ("share", "85.04", "%", "", "农林水支出"),
            ("total", "71000", "元", "", "教育支出"),
            ("share", "14.96", "%", "", "教育支出"),
        ],
    ),
    "named change binds to its own total": (
        "收入总计90万元，支出总计80万元，与2022年预算相比，收入增加9万元，增长11.11%；支出减少2万元。",
        [
            ("total", "900000", "元", "", "收入总计"),
            ("total", "800000", "元", "", "支出总计"),
            ("change", "90000", "元", "up", "收入总计"),
            ("growth", "11.11", "%", "up", "收入总计"),
            ("change", "20000", "元", "down", "支出总计"),
        ],
    ),
    "each of income and expenditure": (
        "收入总计90万元，支出总计90万元，与上年相比收、支总计各增加9万元。",
        [
            ("total", "900000", "元", "", "收入总计"),
            ("total", "900000", "元", "", "支出总计"),
            ("change", "90000", "元", "up", "收支总计"),
        ],
    ),
    "names parted by an enumeration comma": (
        "货物类1万元、工程类0万元、服务类8万元。",
        [
            ("total", "10000", "元", "", "政府采购货物"),
            ("total", "0", "元", "", "政府采购工程"),
            ("total", "80000", "元", "", "政府采购服务"),
        ],
    ),
    "verb before the item": (
        "主要为增加人员经费支出32.5万元，减少水质监测设备租赁费4万元。",
        [("change", "325000", "元", "up", "人员经费"), ("change", "40000", "元", "down", "水质监测设备租赁费")],
    ),
    "two phases of one item": (
        "卫生健康支出年初预算5万元，支出决算4万元，完成年初预算的80%。",
        [
            ("total", "50000", "元", "", "卫生健康支出"),
            ("total", "40000", "元", "", "卫生健康支出"),
            ("share", "80", "%", "", "卫生健康支出"),
        ],
    ),
    "unchanged is a change of zero": (
        "公务用车购置费0万元，与上年持平；公务接待费2万元，于2022年度预算相同。",
        [
            ("total", "0", "元", "", "公务用车购置费"),
            ("change", "0", "元", "flat", "公务用车购置费"),
            ("total", "20000", "元", "", "公务接待费"),
            ("change", "0", "元", "flat", "公务接待费"),
        ],
    ),
    "unchanged, with the item before the comparison": (
        "2023年“三公”经费支出预算数与2022年相比保持一致。",
        [("change", "0", "元", "flat", "“三公”经费")],
    ),
    "unchanged, said of both years": (
        "公务接待费0万元，我局2022年与2023年均无公务接待支出。",
        [("total", "0", "元", "", "公务接待费"), ("change", "0", "元", "flat", "公务接待费")],
    ),
    "nearly unchanged has no amount": (
        "公务接待费5万元，与上年基本持平。",
        [("total", "50000", "元", "", "公务接待费"), ("change", "", "", "flat", "公务接待费")],
    ),
    "increase of zero is flat": (
        "公务接待费5万元，较2022年年初预算增加0.00万元。",
        [("total", "50000", "元", "", "公务接待费"), ("change", "0", "元", "flat", "公务接待费")],
    ),
    "option left open has no trend": (
        "公务接待费5万元，较2022年预算增加（减少）2万元。",
        [("total", "50000", "元", "", "公务接待费"), ("change", "20000", "元", "", "公务接待费")],
    ),
    "a minus turns the trend round": (
        "项目支出30万元，比上年增加-4万元。",
        [("total", "300000", "元", "", "项目支出"), ("change", "40000", "元", "down", "项目支出")],
    ),
    "brackets hold figures of their own": (
        "公务用车购置及运行费9万元（其中：公务用车购置费0万元；公务用车运行费9万元，较上年减少1万元），较上年增加2万元。",
        [
            ("total", "90000", "元", "", "公务用车购置及运行维护费"),
            ("total", "0", "元", "", "公务用车购置费"),
            ("total", "90000", "元", "", "公务用车运行维护费"),
            ("change", "10000", "元", "down", "公务用车运行维护费"),
            ("change", "20000", "元", "up", "公务用车购置及运行维护费"),
        ],
    ),
    "brackets without a figure belong to the name": (
        "维修（护）费4万元，因公出国（境）费用1万元。",
        [("total", "40000", "元", "", "维修（护）费"), ("total", "10000", "元", "", "因公出国（境）费")],
    ),
    "levels of the classification": (
        "农林水支出（类）水利（款）防汛（项）12万元，主要用于抢险物资。",
        [("total", "120000", "元", "", "防汛")],
    ),
    "class without the word 支出": (
        "住房保障（类）支出3万元。",
        [("total", "30000", "元", "", "住房保障支出")],
    ),
    "code in brackets": (
        "行政运行（2130301）44.2万元。",
        [("total", "442000", "元", "", "行政运行")],
    ),
    "code in front": (
        "（三）2130314-防汛9万元。",
        [("total", "90000", "元", "", "防汛")],
    ),
    "chain of a 科目": (
        "“农林水支出-水利-水质监测”科目3万元。",
        [("total", "30000", "元", "", "水质监测")],
    ),
    "label and colon": (
        "一、水库除险加固、渠道衬砌：130万元：含监理费。",
        [("total", "1300000", "元", "", "水库除险加固、渠道衬砌")],
    ),
    "other names, spelled out": (
        "其中2023年安排主要用于渠首大屏幕更换费支出50万元；灌区泵站改造20万元。",
        [("total", "500000", "元", "", "渠首大屏幕更换费"), ("total", "200000", "元", "", "灌区泵站改造")],
    ),
    "thousands, full width, other units": (
        "支出总计１，234.5万元，政府性基金支出2亿元，项目支出5,600元。".replace("，234", ",234"),
        [
            ("total", "12345000", "元", "", "支出总计"),
            ("total", "200000000", "元", "", "政府性基金预算财政拨款支出"),
            ("total", "5600", "元", "", "项目支出"),
        ],
    ),
    "blanks of the layout": (
        "收入  总计   81.50   万元，增长 17.72  %。",
        [("total", "815000", "元", "", "收入总计"), ("growth", "17.72", "%", "up", "收入总计")],
    ),
    "staff": (
        "核定编制14名，在职人员12人，其中：工勤2人；退休人员5位。",
        [
            ("count", "14", "人", "", "核定编制"),
            ("count", "12", "人", "", "在职人员"),
            ("count", "2", "人", "", "工勤"),
            ("count", "5", "人", "", "退休人员"),
        ],
    ),
    "counted noun behind the unit": (
        "主要用于8位在职人员7位退休人员，内设规划股、工程股2个股（室），6个项目自评为优。",
        [
            ("count", "8", "人", "", "在职人员"),
            ("count", "7", "人", "", "退休人员"),
            ("count", "2", "个", "", "股（室）"),
            ("count", "6", "个", "", "项目"),
        ],
    ),
    "assets": (
        "共有车辆3辆，单价50万元以上通用设备1台（套），单位价值100万元（含）以上设备（不含车辆）0台（套）。",
        [
            ("count", "3", "辆", "", "车辆"),
            ("count", "1", "台（套）", "", "单价50万元以上通用设备"),
            ("count", "0", "台（套）", "", "单位价值100万元（含）以上设备（不含车辆）"),
        ],
    ),
    "receptions": (
        "公务接待费0.6万元，共接待12批次，96人次。",
        [
            ("total", "6000", "元", "", "公务接待费"),
            ("count", "12", "批次", "", "公务接待费"),
            ("count", "96", "人次", "", "公务接待费"),
        ],
    ),
    "area is a total": (
        "办公用房面积共计234.5平方米。",
        [("total", "234.5", "平方米", "", "办公用房面积")],
    ),
    "range counts from its lower end": (
        "制作节水短片15-20个。",
        [("count", "15", "个", "", "制作节水短片")],
    ),
    "growth after a count is about the money": (
        "公务用车购置费0万元，用于购置的0辆公务用车，比上年下降100%。",
        [
            ("total", "0", "元", "", "公务用车购置费"),
            ("count", "0", "辆", "", "公务用车"),
            ("growth", "100", "%", "down", "公务用车购置费"),
        ],
    ),
    "after a list nobody knows what has grown": (
        "水库管护费3万元，渠道管护费2万元。比上年增加1万元。",
        [
            ("total", "30000", "元", "", "水库管护费"),
            ("total", "20000", "元", "", "渠道管护费"),
            ("change", "10000", "元", "up", ""),
        ],
    ),
    "a bare sum is not about the last part": (
        "水库管护费3万元，渠道管护费2万元，两项合计5万元。",
        [
            ("total", "30000", "元", "", "水库管护费"),
            ("total", "20000", "元", "", "渠道管护费"),
            ("total", "50000", "元", "", ""),
        ],
    ),
    "new money is more money": (
        "比上年增加3万元，主要原因是新增灌区测报费3万元。",
        [("change", "30000", "元", "up", ""), ("change", "30000", "元", "up", "灌区测报费")],
    ),
    "share without 占": (
        "我局水质化验费3万元，财政补助比重为60%。",
        [("total", "30000", "元", "", "水质化验费"), ("share", "60", "%", "", "财政补助")],
    ),
    "share with the ratio behind the whole": (
        "项目支出9万元，占财政性资金（人员类除外）总额的比例为98.77%。",
        [("total", "90000", "元", "", "项目支出"), ("share", "98.77", "%", "", "项目支出")],
    ),
    "other leads, other tails": (
        "本单位会议费预算支出2万元，全年完成水质监测费3万元，与之配套的闸门维护费4万元，2023年委托业务费涉及财政资金5万元。",
        [
            ("total", "20000", "元", "", "会议费"),
            ("total", "30000", "元", "", "水质监测费"),
            ("total", "40000", "元", "", "之配套的闸门维护费"),
            ("total", "50000", "元", "", "委托业务费"),
        ],
    ),
    "an ambiguous word names nothing": (
        "采购金额5万元。",
        [("total", "50000", "元", "", "")],
    ),
}


@pytest.mark.parametrize("text, rows", CASES.values(), ids=CASES)
def test_sentence(say: Say, text: str, rows: list[Row]) -> None:
    assert say(text).rows() == rows


COUNTERS = {unit: unit for unit in ["套", "台", "家", "户", "次", "场", "场次", "项", "件", "份", "册", "组", "批"]}


@pytest.mark.parametrize("printed, unit", (COUNTERS | {"台套": "台（套）", "位": "人", "㎡": "平方米"}).items())
def test_counters(say: Say, printed: str, unit: str) -> None:
    assert [row[1:3] for row in say(f"数量为3{printed}。").rows()] == [("3", unit)]


@pytest.mark.parametrize(
    "text", ["3次年", "3项目", "3个月", "3家庭", "3人均", "3场所", "3组织", "3台账", "3批准", "3户外"]
)
def test_a_counter_is_no_part_of_another_word(say: Say, text: str) -> None:
    assert say(f"数量为{text}。").rows() == []


def test_money_in_thousands(say: Say) -> None:
    assert say("会议费3千元。").rows() == [("total", "3000", "元", "", "会议费")]


@pytest.mark.parametrize("option", ["减少（增加）", "增加（减少）", "增长（下降）", "下降（增长）", "增（减）"])
def test_open_options(say: Say, option: str) -> None:
    assert say(f"会议费3万元，较上年{option}2万元。").rows()[1] == ("change", "20000", "元", "", "会议费")


def test_label_in_a_sentence_of_its_own(say: Say) -> None:
    rows = say("（一）因公出国（境）费用。2023年预算数7万元，主要用于考察。").rows()
    assert rows == [("total", "70000", "元", "", "因公出国（境）费")]


def test_label_in_the_heading(say: Say) -> None:
    said = say("（二）公务接待费", "2023年预算安排6万元。")
    assert said.rows() == [("total", "60000", "元", "", "公务接待费")]
    assert say("（二）公务接待情况", "2023年预算安排6万元。").rows() == [("total", "60000", "元", "", "")]


def test_item_is_not_carried_to_another_paragraph(say: Say) -> None:
    rows = say("公务接待费3万元。", "预算数为4万元。").rows()
    assert rows[1] == ("total", "40000", "元", "", "")


def test_comparison_that_begins_a_paragraph_goes_on_with_the_last_item(say: Say) -> None:
    rows = say("公务接待费3万元。", "比上年减少1万元。").rows()
    assert rows[1] == ("change", "10000", "元", "down", "公务接待费")


def test_figure_cut_by_a_page_is_made_whole(say: Say) -> None:
    said = say("云溪县水务局2023年部门预算安排购置防汛专用车辆", "3辆，其他用车1辆。")
    assert [row[:3] for row in said.rows()] == [("count", "3", "辆"), ("count", "1", "辆")]
    assert said.item(said.statements[0]).endswith("防汛专用车辆")


def test_form_cell_about_a_project(say_cell: Say) -> None:
    said = say_cell("1、2021年预算安排27.5万元;；2、2022年预算安排28万元；3、当年预算10.5万元，与上年相比增加10.5万元")
    assert said.rows() == [
        ("total", "275000", "元", "", "河道清淤"),
        ("total", "280000", "元", "", "河道清淤"),
        ("total", "105000", "元", "", "河道清淤"),
        ("change", "105000", "元", "up", "河道清淤"),
    ]
    assert say_cell("2022年预算安排28万元", named=False).rows() == [("total", "280000", "元", "", "")]


def test_a_range_has_both_its_ends(say: Say) -> None:
    (said,) = [d for d in say("制作节水短片15-20个。").sheet.of(BP.Statement)]
    assert (said.get(BP.value), said.get(BP.maxValue)) == (Decimal(15), Decimal(20))
    (plain,) = [d for d in say("制作节水短片15个。").sheet.of(BP.Statement)]
    assert plain.get(BP.maxValue) is None


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("支持综合服务能力提升80万元。", ("total", "800000", "元", "", "支持综合服务能力提升")),
        ("公务接待费提升80万元。", ("change", "800000", "元", "up", "公务接待费")),
        ("日常维护费用不高于155万元。", ("total", "1550000", "元", "", "日常维护费用")),
        ("涉及当年一般公共预算拨款62万元。", ("total", "620000", "元", "", "涉及资金")),
        ("一般公共预算当年拨款收入37万元。", ("total", "370000", "元", "", "一般公共预算财政拨款收入")),
    ],
)
def test_what_belongs_to_a_name_and_what_does_not(say: Say, text: str, row: Row) -> None:
    assert say(text).rows() == [row]
