"""Year, phase, fund, expenditure type, rounding, heading and evidence of a statement."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from kg.model import Year
from kg.vocab import BP, BPC, SKOS

Say = Callable[..., Any]


@pytest.mark.parametrize(
    "text, words, year",
    [
        ("2024年收入合计9万元，其中：事业收入4万元。", "事业收入4万元", 2024),
        ("收入合计9万元。", "收入合计9万元", 2023),
        ("较2021年度预算的9万元减少2万元。", "9万元", 2021),
        ("较2021年度预算的9万元减少2万元。", "减少2万元", 2023),
        ("2022年期末，我局共有车辆2辆，其中：应急用车1辆；单价50万元以上设备0台（套）。", "0台（套）", 2022),
        ("截至2022年12月31日，共有车辆2辆。其中：应急用车1辆。", "应急用车1辆", 2022),
        ("上年末固定资产总额为5万元，本年度拟购置设备2万元。", "5万元", 2022),
        ("上年末固定资产总额为5万元，本年度拟购置设备2万元。", "设备2万元", 2023),
        ("全县2020年普查人口为3000人，水费应是9万元。", "9万元", 2023),
        ("本中心于2018年1月8日成立，编制3人。", "编制3人", 2023),
        ("落实《2019年节水方案》，项目支出3万元。", "项目支出3万元", 2023),
        ("“十四五”（2021-2025年）期间，项目支出3万元。", "项目支出3万元", 2023),
        ("会议费增加3万元（去年预算数为0万元）。", "为0万元", 2022),
        ("2021年3月5日批复，会议费3万元。", "会议费3万元", 2023),
    ],
)
def test_year(say: Say, text: str, words: str, year: int) -> None:
    assert say(text).find(words).get(BP.fiscalYear) == Year(year)


@pytest.mark.parametrize(
    "text, words, year",
    [
        ("收入9万元，比2021年预算增加2万元，增长28.57%。", "增加2万元", 2021),
        ("收入9万元，比2021年预算增加2万元，增长28.57%。", "增长28.57%", 2021),
        ("收入9万元，与上年相比增加2万元。", "增加2万元", 2022),
        ("与2021年预算相比，收入增加2万元。主要原因：略；支出增加3万元。", "支出增加3万元", 2021),
        ("基本支出9万元，较年初预算增加2万元。", "增加2万元", None),
        ("基本支出9万元，增加2万元。", "增加2万元", None),
    ],
)
def test_compared_year(say: Say, text: str, words: str, year: int | None) -> None:
    assert say(text).find(words).get(BP.comparedYear) == (Year(year) if year else None)


@pytest.mark.parametrize(
    "text, words, budget, final",
    [
        ("收入总计9万元。", "9万元", "approved", "executed"),
        ("公务接待费年初预算为9万元，支出决算为7万元，完成预算的77.78%。", "为9万元", "approved", "approved"),
        ("公务接待费年初预算为9万元，支出决算为7万元，完成预算的77.78%。", "为7万元", "executed", "executed"),
        ("公务接待费年初预算为9万元，支出决算为7万元，完成预算的77.78%。", "77.78%", "approved", "approved"),
        ("“三公”经费全年预算9万元。", "9万元", "adjusted", "adjusted"),
        ("会议费支出决算9万元，完成全年预算的90%。", "90%", "adjusted", "adjusted"),
        ("一般公共预算财政拨款支出9万元。", "9万元", "approved", "executed"),
        ("公务接待费决算5万元，比上年增加1万元。", "增加1万元", "executed", "executed"),
        ("所需资金：申请市财政预算拨款9万元。", "9万元", "draft", "draft"),
        ("申请书印制费预算9万元。", "9万元", "approved", "approved"),
    ],
)
def test_phase(say: Say, text: str, words: str, budget: str, final: str) -> None:
    assert say(text).concept(words, BP.phase) == budget
    assert say(text, kind=BPC.final_accounts).concept(words, BP.phase) == final


def test_counts_have_no_phase_and_no_fund(say: Say) -> None:
    said = say("五、一般公共预算支出情况", "涉及项目6个，支出9万元。")
    assert said.find("项目6个").get(BP.phase) is None
    assert said.find("项目6个").get(BP.fundSource) is None
    assert said.concept("支出9万元", BP.fundSource) == "general-public-budget"


@pytest.mark.parametrize(
    "lines, words, fund",
    [
        (("2023年一般公共预算拨款收入9万元。",), "9万元", "general-public-budget"),
        (("政府性基金预算拨款支出9万元。",), "9万元", "government-fund"),
        (("国有资本经营预算支出0万元。",), "0万元", "state-capital"),
        (("纳入财政专户管理资金0万元。",), "0万元", "fiscal-special-account"),
        (("2023年财政拨款支出9万元。",), "9万元", ""),
        (("五、一般公共预算支出情况", "基本支出5万元。"), "5万元", "general-public-budget"),
        (
            ("六、一般公共预算“三公”经费情况", "（二）财政拨款情况", "公务接待费5万元。"),
            "5万元",
            "general-public-budget",
        ),
        (("七、政府性基金情况", "基本支出5万元。"), "5万元", "government-fund"),
        (("八、国有资本经营预算情况", "基本支出5万元。"), "5万元", "state-capital"),
        (("九、财政专户情况", "基本支出5万元。"), "5万元", ""),
        (("由财政专户安排的水费5万元。",), "5万元", "fiscal-special-account"),
        (("由其他资金安排的水费5万元。",), "5万元", "other-fund"),
        (("五、一般公共预算和政府性基金情况", "基本支出5万元。"), "5万元", ""),
        (("一般公共预算支出9万元，其中：基本支出5万元，项目支出4万元。",), "基本支出5万元", "general-public-budget"),
        (("一般公共预算支出9万元，较上年增加2万元。",), "增加2万元", "general-public-budget"),
        (("政府性基金收入3万元、上年结转1万元。",), "上年结转1万元", "government-fund"),
        (("政府性基金收入3万元；上年结转1万元。",), "上年结转1万元", ""),
    ],
)
def test_fund(say: Say, lines: tuple[str, ...], words: str, fund: str) -> None:
    assert say(*lines).concept(words, BP.fundSource) == fund


@pytest.mark.parametrize(
    "text, words, kind",
    [
        ("基本支出9万元。", "9万元", "basic"),
        ("项目支出9万元。", "9万元", "project"),
        ("日常公用经费9万元。", "9万元", "operating"),
        ("人员经费支出9万元，占60%。", "占60%", "personnel"),
        ("渠道清淤项目支出9万元。", "9万元", ""),
    ],
)
def test_expenditure_type(say: Say, text: str, words: str, kind: str) -> None:
    assert say(text).concept(words, BP.expenditureType) == kind


def test_totals_of_the_section_on_appropriations_are_their_own_items(say: Say) -> None:
    said = say("三、支出情况", "基本支出9万元。", "四、财政拨款收支情况", "基本支出7万元。")
    assert [said.item(s) for s in said.statements] == ["基本支出", "财政拨款基本支出"]
    said = say("财政拨款收入总计9万元，支出总计9万元。")
    assert [said.item(s) for s in said.statements] == ["财政拨款收入总计", "财政拨款支出总计"]


@pytest.mark.parametrize(
    "text, half",
    [
        ("收入9.00万元。", "50"),
        ("收入9万元。", "5000"),
        ("收入9.5亿元。", "5000000"),
        ("收入增长8.25%。", "0.005"),
        ("收入增长8%。", "0.5"),
    ],
)
def test_half_of_the_last_printed_place(say: Say, text: str, half: str) -> None:
    assert say(text).statements[0].get(BP.halfUnit) == Decimal(half)


def test_a_count_is_exact(say: Say) -> None:
    assert say("车辆3辆。").statements[0].get(BP.halfUnit) is None


def test_text_evidence_and_heading(say: Say) -> None:
    said = say("七、机关运行经费", "（一）说明：云溪县水务局2023 年机关运行\n经费 6.2 万元，占 5%。".replace("\n", " "))
    total = said.statements[0]
    assert total.get(BP.text) == "云溪县水务局2023年机关运行经费6.2万元"
    assert said.document.text[total.span.start : total.span.end] == "云溪县水务局2023 年机关运行 经费 6.2 万元"
    assert total.get(BP.heading) == "七、机关运行经费"
    assert total.by == "prose/money-wan"


def test_evidence_begins_at_the_name_not_at_the_section(say: Say) -> None:
    said = say("其中：一是公务接待费2万元；二是培训费1万元。")
    assert [s.get(BP.text) for s in said.statements] == ["公务接待费2万元", "培训费1万元"]


def test_what_was_carried_over_from_another_sentence_is_inferred(say: Say) -> None:
    said = say("公务接待费3万元，增长5%。较2022年度预算减少1万元。")
    assert [s.confidence for s in said.statements] == [None, None, Decimal("0.9")]


def test_variant_names_stand_beside_the_one_label(say: Say) -> None:
    said = say("公务用车购置及运行费9万元，公务用车费8万元。")
    (key,) = {s.get(BP.about) for s in said.statements}
    assert said.sheet.drafts[key].all(SKOS.altLabel) == ["公务用车购置及运行费", "公务用车费"]
