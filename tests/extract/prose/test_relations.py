"""What statements say of each other: the total of a change, the parts of a total, whether they are all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kg.vocab import BP

Say = Callable[..., Any]


@pytest.mark.parametrize(
    "lines, words, total",
    [
        (("基本支出9万元，比上年增加2万元。",), "增加2万元", "基本支出9万元"),
        (("基本支出9万元，比上年增加2万元，增长28.57%。",), "增长28.57%", "基本支出9万元"),
        (("基本支出9万元，占60%。",), "占60%", "基本支出9万元"),
        (("公务接待费5万元，与上年持平。",), "与上年持平", "公务接待费5万元"),
        (("收入总计9万元，支出总计8万元，支出增加1万元。",), "支出增加1万元", "支出总计8万元"),
        (("收入总计9万元，支出总计9万元，收支总计各增加1万元。",), "各增加1万元", "收入总计9万元"),
        (("公务接待费年初预算9万元，支出决算7万元，完成年初预算的77.78%。",), "77.78%", "支出决算7万元"),
        (("公务接待费9万元。", "公务接待费预算数比2022年减少1万元。"), "减少1万元", "公务接待费9万元"),
        (("一、概况", "公务接待费9万元。", "二、变动", "公务接待费比2022年减少1万元。"), "减少1万元", ""),
        (("公务接待费9万元，会议费比上年减少1万元。",), "减少1万元", ""),
        (("编制9人，比上年增加2人。",), "增加2人", "编制9人"),
    ],
)
def test_total_of_a_change(say: Say, lines: tuple[str, ...], words: str, total: str) -> None:
    assert say(*lines).total(words) == total


def test_parts_after_qizhong(say: Say) -> None:
    said = say("支出合计9万元，其中：防汛支出5万元，占55.56%；抗旱支出4万元，占44.44%。公务接待费1万元。")
    assert said.parts("支出合计9万元") == ["防汛支出5万元", "抗旱支出4万元"]
    assert said.find("支出合计9万元").get(BP.complete) is None


@pytest.mark.parametrize("wording", ["包括", "分为", "分别为"])
def test_wording_that_claims_all_parts(say: Say, wording: str) -> None:
    said = say(f"水费9万元，{wording}：城区5万元，乡镇4万元。")
    assert said.parts("水费9万元") == ["城区5万元", "乡镇4万元"]
    assert said.find("水费9万元").get(BP.complete) is True


@pytest.mark.parametrize("wording", ["主要包括：", "主要用于", "主要为", "其中："])
def test_wording_that_does_not(say: Say, wording: str) -> None:
    said = say(f"水费9万元，{wording}城区5万元，乡镇4万元。")
    assert said.parts("水费9万元") == ["城区5万元", "乡镇4万元"]
    assert said.find("水费9万元").get(BP.complete) is None


@pytest.mark.parametrize(
    "text, total",
    [
        ("支出预算9万元，其中：基本支出5万元，项目支出4万元。", "支出预算9万元"),
        ("基本支出9万元，其中：人员经费5万元，日常公用经费4万元。", "基本支出9万元"),
        ("政府采购预算9万元，其中：货物5万元、工程0万元、服务4万元。", "政府采购预算9万元"),
        ("政府采购预算9万元：货物5万元、工程0万元、服务4万元。", "政府采购预算9万元"),
        ("“三公”经费9万元，其中：因公出国（境）费0万元、公务用车购置及运行费5万元、公务接待费4万元。", "经费9万元"),
        ("公务用车购置及运行费9万元，其中：公务用车购置费0万元；公务用车运行费9万元。", "及运行费9万元"),
    ],
)
def test_known_partition_is_complete(say: Say, text: str, total: str) -> None:
    assert say(text).find(total).get(BP.complete) is True


def test_list_within_a_total(say: Say) -> None:
    said = say("水费支出9万元。水费支出中，城区5万元，乡镇4万元。")
    assert said.parts("水费支出9万元") == ["城区5万元", "乡镇4万元"]


def test_half_a_partition_is_not(say: Say) -> None:
    assert say("支出预算9万元，其中：基本支出5万元。").find("支出预算9万元").get(BP.complete) is None


def test_nested_lists(say: Say) -> None:
    said = say(
        "支出预算9万元，其中基本支出5万元，包括人员经费3万元和公用经费2万元；项目支出4万元，主要为泵站1万元；水窖3万元。"
    )
    assert said.parts("支出预算9万元") == ["基本支出5万元", "项目支出4万元"]
    assert said.parts("基本支出5万元") == ["人员经费3万元", "公用经费2万元"]
    assert said.parts("项目支出4万元") == ["泵站1万元", "水窖3万元"]


def test_siblings_are_not_parts(say: Say) -> None:
    said = say("公务用车购置及运行费5万元，包括公务用车运行费5万元；公务接待费4万元。")
    assert said.parts("及运行费5万元") == ["公务用车运行费5万元"]


def test_list_over_several_lines(say: Say) -> None:
    said = say(
        "“三公”经费预算9万元，较上年减少1万元。其中：",
        "（一）公务用车购置及运行费5万元，较上年减少1万元。其中：",
        "1.公务用车购置费0万元，与上年持平。",
        "2.公务用车运行费5万元，较上年减少1万元。",
        "（二）公务接待费4万元，与上年持平。",
        "（三）因公出国（境）费0万元，与上年持平。",
        "七、其他",
        "（一）会议费2万元。",
    )
    assert said.parts("经费预算9万元") == ["公务用车购置及运行费5万元", "公务接待费4万元", "因公出国（境）费0万元"]
    assert said.parts("及运行费5万元") == ["公务用车购置费0万元", "公务用车运行费5万元"]
    assert said.find("经费预算9万元").get(BP.complete) is True


def test_list_announced_in_a_line_of_its_own(say: Say) -> None:
    said = say(
        "“三公”经费预算为1万元。2023年“三公”经费支出预算数与2022年持平。",
        "具体支出情况如下：",
        "（一）因公出国（境）费0万元。",
        "（二）公务接待费1万元。",
    )
    assert said.parts("经费预算为1万元") == ["因公出国（境）费0万元", "公务接待费1万元"]


def test_list_without_marks_ends_at_the_heading(say: Say) -> None:
    said = say(
        "支出9万元，主要用于以下方面：", "农林水支出(类)5万元；", "教育支出(类)4万元。", "二、结余", "结余资金2万元。"
    )
    assert said.parts("支出9万元") == ["农林水支出(类)5万元", "教育支出(类)4万元"]


@pytest.mark.parametrize("last", ["乡镇3万元。", "乡镇4万元；"])
def test_list_without_marks_ends_at_the_full_stop_or_when_it_adds_up(say: Say, last: str) -> None:
    said = say("水费9万元，包括：", "城区5万元；", last, "会议费2万元。")
    assert said.parts("水费9万元") == ["城区5万元", last[:-1]]


def test_a_list_that_begins_anew_is_another_list(say: Say) -> None:
    said = say("水费9万元，包括：", "1.城区5万元。", "2.乡镇4万元。", "1.会议费3万元。")
    assert said.parts("水费9万元") == ["城区5万元", "乡镇4万元"]


def test_names_without_figures_are_no_parts(say: Say) -> None:
    said = say("人员经费5万元，主要包括基本工资、津贴补贴；公用经费4万元，主要包括办公费。")
    assert said.parts("人员经费5万元") == []


def test_parts_have_the_phase_and_the_unit_of_the_total(say: Say) -> None:
    said = say(
        "支出年初预算9万元，支出决算8万元。其中：",
        "防汛年初预算5万元，支出决算4万元。",
        "抗旱年初预算4万元，支出决算4万元。",
    )
    assert said.parts("支出年初预算9万元") == ["防汛年初预算5万元", "抗旱年初预算4万元"]
    assert said.parts("支出决算8万元") == ["支出决算4万元", "支出决算4万元"]
    said = say("共有车辆3辆，其中：应急用车3辆；单价50万元以上设备2台（套）。")
    assert said.parts("车辆3辆") == ["应急用车3辆"]


def test_parts_of_a_change(say: Say) -> None:
    said = say("支出比上年减少2万元，其中：基本支出增加3万元；项目支出减少5万元。")
    assert said.parts("减少2万元") == ["基本支出增加3万元", "项目支出减少5万元"]
    assert said.find("支出比上年减少2万元").get(BP.complete) is True


def test_changes_of_the_parts_add_up_to_the_change_of_the_total(say: Say) -> None:
    said = say("支出预算9万元，比上年增加2万元。其中：基本支出5万元，增加2万元；项目支出4万元，与上年持平。")
    change = said.statements[1]
    parts = [said.sheet.drafts[key].get(BP.text) for key in change.all(BP.totals)]
    assert parts == ["增加2万元", "与上年持平"]
    assert change.get(BP.complete) is True


def test_figures_of_a_reason_are_parts_of_the_change(say: Say) -> None:
    said = say(
        "项目支出9万元，比上年增加4万元，主要原因：防汛经费增加1万元、抗旱经费增加3万元。其中：泵站5万元，水窖4万元。"
    )
    assert said.parts("比上年增加4万元") == ["防汛经费增加1万元", "抗旱经费增加3万元"]
    assert said.parts("项目支出9万元") == ["泵站5万元", "水窖4万元"]


def test_after_a_list_the_whole_is_divided_again(say: Say) -> None:
    said = say("水费9万元，其中：城区5万元、乡镇4万元；其中财政补助6万元。")
    assert said.parts("水费9万元") == ["城区5万元", "乡镇4万元"]
    assert said.parts("乡镇4万元") == []


def test_income_and_expenditure_of_one_budget(say: Say) -> None:
    said = say("收支总预算9万元。收入包括：事业收入5万元，其他收入4万元。支出包括：基本支出6万元，项目支出3万元。")
    assert said.parts("收支总预算9万元") == ["事业收入5万元", "其他收入4万元"]


def test_sum_behind_its_parts(say: Say) -> None:
    said = say("水库管护费3万元，渠道管护费2万元，两项合计5万元。")
    assert said.parts("5万元") == ["水库管护费3万元", "渠道管护费2万元"]
    assert said.find("5万元").get(BP.complete) is True
