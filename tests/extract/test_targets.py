"""Target values as documents print them: one cell, three cells, words, dates; all made up."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.errors import DataError
from kg.extract.meaning_lexicon import concept
from kg.extract.targets import TargetParser
from kg.resources import Ontology
from kg.vocab import BPC


@pytest.fixture(scope="module")
def parser() -> TargetParser:
    return TargetParser(Ontology.load())


def local(term: str | None) -> str | None:
    return term.rsplit("/", 1)[-1] if term else None


@pytest.mark.parametrize(
    ("printed", "comparator", "value", "unit", "kind"),
    [
        # operators as signs, in every spelling
        ("≥96%", "ge", "96", "%", "ratio"),
        ("≧96%", "ge", "96", "%", "ratio"),
        (r"\geq 96 \%", "ge", "96", "%", "ratio"),
        (r"$\leq$ 7个", "le", "7", "个", "count"),
        (">=96%", "ge", "96", "%", "ratio"),
        ("＞=96%", "ge", "96", "%", "ratio"),
        ("≦4%", "le", "4", "%", "ratio"),
        ("＝1 年", "eq", "1", "年", "duration"),
        ("＞45分", "gt", "45", "分", "number"),
        ("﹤6秒", "lt", "6", "秒", "duration"),
        # operators as words, before and behind
        ("不低于83%", "ge", "83", "%", "ratio"),
        ("不少于6次", "ge", "6", "次", "count"),
        ("不得少于6次", "ge", "6", "次", "count"),
        ("至少2场", "ge", "2", "场", "count"),
        ("大于等于30人", "ge", "30", "人", "count"),
        ("达到88%以上", "ge", "88", "%", "ratio"),
        ("17场次以上", "ge", "17", "场次", "count"),
        ("17场次及以上", "ge", "17", "场次", "count"),
        ("不超过3 天", "le", "3", "天", "duration"),
        ("不高于5%", "le", "5", "%", "ratio"),
        ("控制在5%以内", "le", "5", "%", "ratio"),
        ("5‰以下", "le", "5", "‰", "ratio"),
        ("3个工作日内", "le", "3", "个工作日", "duration"),
        ("36小时之内", "le", "36", "小时", "duration"),
        ("超过40人", "gt", "40", "人", "count"),
        ("少于3起", "lt", "3", "起", "count"),
        ("等于12期", "eq", "12", "期", "count"),
        ("约80人", "eq", "80", "人", "count"),
        ("≥5次以上", "ge", "5", "次", "count"),
        # bare numbers and number formats
        ("2", "eq", "2", None, "number"),
        ("0.97", "eq", "0.97", None, "number"),
        ("1482.5", "eq", "1482.5", None, "number"),  # no year
        ("≤2031.13", "le", "2031.13", None, "number"),  # no month
        ("0起", "eq", "0", "起", "count"),
        ("≥0%", "ge", "0", "%", "ratio"),
        ("≤0 万元", "le", "0", "万元", "money"),
        ("10,500元", "eq", "10500", "元", "money"),
        ("１２ 次", "eq", "12", "次", "count"),
        ("9 2 ％", "eq", "92", "%", "ratio"),
        ("≤-3%", "le", "-3", "%", "ratio"),
        ("三次", "eq", "3", "次", "count"),
        ("两场以上", "ge", "2", "场", "count"),
        ("十二期", "eq", "12", "期", "count"),
        ("二十个工作日内", "le", "20", "个工作日", "duration"),
        # units
        ("≥1.6万人次", "ge", "1.6", "万人次", "count"),
        ("12次/年", "eq", "12", "次/年", "count"),
        ("0.4万元/人", "eq", "0.4", "万元/人", "money"),
        ("≤16元/m2/月", "le", "16", "元/m2/月", "money"),
        ("90元/人·天以内", "le", "90", "元/人·天", "money"),
        ("≥21（人次）", "ge", "21", "人次", "count"),
        ("100.00(%)", "eq", "100.00", "%", "ratio"),
        ("75台（套）", "eq", "75", "台(套)", "count"),
        ("≥300万", "ge", "300", "万", "number"),
        ("≥2亿美元", "ge", "2", "亿美元", "money"),
        ("4 个百分点", "eq", "4", "个百分点", "ratio"),
        ("≤42微克/立方米", "le", "42", "微克/立方米", "count"),
        ("5斗", "eq", "5", "斗", None),
        # a number in a short phrase
        ("合格率达到98%", "eq", "98", "%", "ratio"),
        ("全年≥60个", "ge", "60", "个", "count"),
        ("入库专家不少于70名", "ge", "70", "名", "count"),
        ("1-12月支出进度≥91%", "ge", "91", "%", "ratio"),
        ("12345热线办结率≥91%", "ge", "91", "%", "ratio"),
        ("≥上年基数的8%", "ge", "8", "%", "ratio"),
        ("11月底前完成90%", "eq", "90", "%", "ratio"),
        ("≥6个不同的应用场景", "ge", "6", "个", "count"),
        ("3项（含1项续建）", "eq", "3", "项", "count"),
        ("95%，群众反映好", "eq", "95", "%", "ratio"),
    ],
)
def test_quantity(
    parser: TargetParser, printed: str, comparator: str, value: str, unit: str | None, kind: str | None
) -> None:
    target = parser.parse(printed)
    assert (local(target.comparator), target.value, target.unit, local(target.kind)) == (
        comparator,
        Decimal(value),
        unit,
        kind,
    )
    assert target.max_value is None
    assert not target.vague


@pytest.mark.parametrize(
    ("printed", "low", "high", "unit", "kind"),
    [
        ("15-20个", "15", "20", "个", "count"),
        ("15—20个", "15", "20", "个", "count"),
        ("90%-95%", "90", "95", "%", "ratio"),
        ("3至5人", "3", "5", "人", "count"),
        ("5～10次", "5", "10", "次", "count"),
        ("2到4天", "2", "4", "天", "duration"),
    ],
)
def test_range(parser: TargetParser, printed: str, low: str, high: str, unit: str, kind: str) -> None:
    target = parser.parse(printed)
    assert (target.value, target.max_value, target.unit) == (Decimal(low), Decimal(high), unit)
    assert (target.comparator, local(target.kind)) == (BPC.eq, kind)


@pytest.mark.parametrize(
    ("printed", "amount", "half"),
    [
        ("≤6.3 万元", "63000", "500"),
        ("6000元", "6000", "0.5"),
        ("2.50亿元", "250000000", "500000"),
        ("0.4万元/人", None, "0.05"),
        ("10-20万元", None, "5000"),
        ("≤120万万元", None, "0.5"),
        ("95%", None, "0.5"),
        ("99.50%", None, "0.005"),
        ("≥100分", None, "0.5"),
    ],
)
def test_money_and_precision(parser: TargetParser, printed: str, amount: str | None, half: str) -> None:
    """amount is yuan of plain money; half of the last place is yuan for money, else in the unit."""
    target = parser.parse(printed)
    assert target.amount == (Decimal(amount) if amount else None)
    assert target.half_unit == Decimal(half)


@pytest.mark.parametrize(
    ("printed", "comparator"),
    [
        ("2031年12月底前", "le"),
        ("12月31日前", "le"),
        ("2031年底前", "le"),
        ("2031 年12月31日之前", "le"),
        ("每月10日前完成", "le"),
        ("≤2031年6月", "le"),
        ("2031年6月", "eq"),
        ("10月", "eq"),
        ("2031年1-6月", "eq"),
        ("2031年1月---2032年12月", "eq"),
        ("2031-2032年", "eq"),
        ("2031年第三季度", "eq"),
        ("上半年", "eq"),
        ("2031-11-30", "eq"),
        ("2031.6", "eq"),
        ("2031/06", "eq"),
    ],
)
def test_date(parser: TargetParser, printed: str, comparator: str) -> None:
    target = parser.parse(printed)
    assert (local(target.comparator), local(target.kind), target.value) == (comparator, "date", None)
    assert not target.vague


def test_month_after_an_operator_is_a_number(parser: TargetParser) -> None:
    target = parser.parse("11", comparator="≤", unit="月")
    assert (target.value, target.unit, target.printed) == (Decimal(11), "月", "≤11月")


@pytest.mark.parametrize(("unit", "value"), [("元/篇", "2031.6"), ("平方米", "2031.6"), ("", None), ("月", None)])
def test_a_year_and_month_is_a_number_where_a_unit_counts_it(
    parser: TargetParser, unit: str, value: str | None
) -> None:
    assert parser.parse("2031.6", comparator="≤", unit=unit).value == (Decimal(value) if value else None)


@pytest.mark.parametrize(
    ("cells", "printed", "comparator", "value", "unit"),
    [
        (("95", "≥", "%"), "≥95%", "ge", "95", "%"),
        (("95 %", "≥", "%"), "≥95%", "ge", "95", "%"),
        (("≥95", "≥", "%"), "≥95%", "ge", "95", "%"),
        (("12", "＝", "台(套)"), "＝12台(套)", "eq", "12", "台(套)"),
        (("95", r"\geq", "%"), "≥95%", "ge", "95", "%"),
        (("3", "小于等于", "斛"), "小于等于3斛", "le", "3", "斛"),
        (("0.6", "≤", "万元"), "≤0.6万元", "le", "0.6", "万元"),
        (("4", "＝", "其他"), "＝4", "eq", "4", None),
        (("4", "＝", "/"), "＝4", "eq", "4", None),
        (("4", "定量", "次"), "4次", "eq", "4", "次"),
        (("优", "定性", ""), "定性优", "qualitative", None, None),
        (("优", "定性", "级"), "定性优", "qualitative", None, "级"),
        (("定性优", "定性", ""), "定性优", "qualitative", None, None),
        (("95", "", "百分比"), "95百分比", "eq", "95", "百分比"),
    ],
)
def test_split_over_columns(
    parser: TargetParser,
    cells: tuple[str, str, str],
    printed: str,
    comparator: str,
    value: str | None,
    unit: str | None,
) -> None:
    text, sign, column = cells
    target = parser.parse(text, comparator=sign, unit=column)
    assert (target.printed, local(target.comparator), target.unit) == (printed, comparator, unit)
    assert target.value == (Decimal(value) if value else None)


@pytest.mark.parametrize(
    ("printed", "name", "unit", "kind"),
    [
        ("≥8", "开展巡讲活动（次）", "次", "count"),
        ("≥8", "目录著录量（万条）", "万条", "count"),
        ("≤45", "样表印制成本（元/份）", "元/份", "money"),
        ("≥80", "村民满意度（%)", "%", "ratio"),
        ("<65%", "开展巡讲活动（次）", "%", "ratio"),
        ("≥8", "开展巡讲活动（年度）", None, "number"),
        ("≥8", "开展巡讲活动次数", None, "number"),
    ],
)
def test_unit_in_the_name(parser: TargetParser, printed: str, name: str, unit: str | None, kind: str) -> None:
    target = parser.parse(printed, name=name)
    assert (target.unit, local(target.kind)) == (unit, kind)
    assert target.printed == printed


@pytest.mark.parametrize(
    ("printed", "comparator", "kind"),
    [
        ("一级", "qualitative", "text"),
        ("一流", "qualitative", "text"),
        ("一年一次", "qualitative", "text"),
        ("2小时一次", "qualitative", None),
        ("前10名", "qualitative", None),
        ("建成4A级景区", "qualitative", None),
        ("按《某某办法》（某字3号）执行", "qualitative", None),
        ("一类事件≤2小时；二类事件≤6小时", "le", "duration"),
        ("≥90%；≥85%；100%", "ge", "ratio"),
        ("≥900平方米；≤36次", "qualitative", None),
        ("及时", "qualitative", "duration"),
        ("定性及时", "qualitative", "duration"),
        ("不超预算", "qualitative", "money"),
        ("全覆盖", "qualitative", "ratio"),
        ("是", "qualitative", "boolean"),
        ("9" * 40, "qualitative", None),
        ("购买价≤同类货物价", "qualitative", "text"),
        ("—", "qualitative", None),
        ("", "qualitative", None),
    ],
)
def test_words_and_several_quantities_have_no_value(
    parser: TargetParser, printed: str, comparator: str, kind: str | None
) -> None:
    """R08 guard: a text in which numbers stand that were not understood is of no known kind."""
    target = parser.parse(printed)
    assert (target.value, target.amount, target.half_unit) == (None, None, None)
    assert (local(target.comparator), local(target.kind)) == (comparator, kind)


@pytest.mark.parametrize(
    "printed",
    [
        "提高",
        "显著提升",
        "作用明显",
        "定性良好氛围浓厚",
        "良好",
        "逐年提升",
        "有所增强",
        "持续实施",
        "定性推进",
        "长期有效",
        "有效防范化解各类风险",
        "深化体制改革",
        "账务有序开展、权属清晰",
        "制度化、规范化、长效化",
        "保障机关正常运转",
        "承担渔港日常巡查，总结经验。",
    ],
)
def test_vague(parser: TargetParser, printed: str) -> None:
    assert parser.parse(printed).vague


@pytest.mark.parametrize(
    "printed",
    [
        "及时",
        "合规",
        "达到约定要求",
        "规范处理",
        "高于去年",
        "完成各项保障任务",
        "保障性住房建设",
        "推进会召开",
        "承担单位",
        "承担任务3项",
        "提升工程竣工",
        "未发生重大事故",
        "满足业务需求",
        "提高3%",
        "2031年底前明显改善",
        "无",
        "科学",
        "优",
    ],
)
def test_not_vague(parser: TargetParser, printed: str) -> None:
    """A12 guards: binary outcomes, a number, a date, a base of comparison, nouns that begin like an aim."""
    assert not parser.parse(printed).vague


def test_level_of_a_printed_scale_is_not_vague(parser: TargetParser) -> None:
    assert parser.parse("良好").vague
    assert not parser.parse("良好", comparator="定性").vague


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("≥95%", "≥ 95.0 ％", True),
        ("≥95%", "不低于95%", True),
        ("95%以上", "≧95%", True),
        ("≥95%", "≥95", False),
        ("≥95%", "≤95%", False),
        ("1,200元", "1200元", True),
        ("定性优", "优", True),
        ("5-8次", "5至8次", True),
        ("5-8次", "5次", False),
    ],
)
def test_key(parser: TargetParser, one: str, other: str, same: bool) -> None:
    assert (parser.parse(one).key == parser.parse(other).key) is same


def test_unknown_concept_in_the_lexicon_names_the_entry() -> None:
    with pytest.raises(DataError, match=r"sign-x.*nonsense"):
        concept({"id": "sign-x", "comparator": "nonsense"}, "comparator")
