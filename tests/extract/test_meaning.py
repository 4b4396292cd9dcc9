"""What made-up indicator names mean, with the false positives that the rules must not meet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from kg.extract.meaning import NameReader, annotate
from kg.extract.sheet import Sheet
from kg.extract.targets import TargetParser
from kg.model import Document, Ref, Span, Term, Value
from kg.resources import Ontology
from kg.vocab import BP, BPC, RDFS


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return Ontology.load()


@pytest.fixture(scope="module")
def names(ontology: Ontology) -> NameReader:
    return NameReader(ontology)


@pytest.fixture(scope="module")
def targets(ontology: Ontology) -> TargetParser:
    return TargetParser(ontology)


def local(term: str | None) -> str | None:
    return term.rsplit("/", 1)[-1] if term else None


@pytest.mark.parametrize(
    ("name", "cap"),
    [
        ("接待费控制数", True),
        ("“三公”经费控制率", True),
        ("项目成本控制", True),
        ("经费控制程度", True),
        ("招录名额", True),
        ("行政编制数", True),
        ("取暖补助限额", True),
        ("支出不超预算", True),
        ("年度计划指标数", True),
        ("限额以上企业数量", False),
        ("径流总量控制率", False),
        ("规划编制数量", False),
        ("内部控制评价次数", False),
        ("业务指标数量", False),
        ("参训人数", False),
    ],
)
def test_cap(names: NameReader, name: str, cap: bool) -> None:
    assert names.read(name).cap is cap


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("课程合格率、测评通过率", "≥3500人次"),
        ("居民满意度", "≤2次"),
        ("费用控制程度", "定性及时"),
        ("主题业务经办、参会人员", "≥85%"),
        ("开展巡讲活动（次）", "<65%"),
        ("参训人数", "≥90%"),
        ("宣讲场次", "3万元"),
        ("服务覆盖率", "≥30家"),
        ("印制成本", "≤3天"),
        ("业务办理时限", "≤5万元"),
    ],
)
def test_value_does_not_suit_the_name(names: NameReader, targets: TargetParser, name: str, printed: str) -> None:
    kind = targets.parse(printed, name=name).kind
    assert kind is not None
    assert kind not in (names.read(name).allowed_kinds or {kind})


@pytest.mark.parametrize(
    ("name", "level2", "printed"),
    [
        ("服务覆盖率", "", "0.95"),
        ("服务覆盖率", "", "1"),
        ("服务覆盖率", "", "全覆盖"),
        ("服务覆盖率", "", "逐年提升"),
        ("居民满意度", "", "≥90分"),
        ("居民满意度", "", "满意"),
        ("拨付及时率", "", "及时"),
        ("拨付及时率", "", "≥95%"),
        ("拨付及时性", "", "及时"),
        ("拨付及时性", "", "100%"),
        ("拨付及时", "", "≤24小时"),
        ("完成时间", "", "2031年12月底前"),
        ("完成时间", "", "≤12月"),
        ("完成时间（月）", "", "2031年10月"),
        ("培训天数", "", "≥8天"),
        ("年度收入数", "", "≥800万元"),
        ("投入总数", "", "≤150万元"),
        ("发放补贴数量", "", "60万元"),
        ("支出进度", "", "≥90%"),
        ("工作效率", "", "≥5件"),
        ("支出控制程度", "", "≤100%"),
        ("支出控制程度", "", "不超预算"),
        ("补贴标准", "", "500元/人"),
        ("查看留言次数", "成本指标", "≤2元/次"),
        ("信息编辑率", "时效指标", "≤2天"),
        ("参会人员", "", "≥30人"),
        ("参训人数", "", "3"),
        ("大气质量指数", "", "≤60%"),
        ("故障恢复时间", "", "一类≤2小时；二类≤6小时"),
        ("专用光缆", "", "100%"),
    ],
)
def test_value_suits_the_name(names: NameReader, targets: TargetParser, name: str, level2: str, printed: str) -> None:
    """R08 and C10 guards: a rate as a bare number, words, units of the category, names that tell nothing."""
    allowed = names.read(name, level2=level2).allowed_kinds
    assert targets.parse(printed, name=name).kind in (allowed | {None} if allowed else {None, *_kinds()})


def _kinds() -> Iterator[Term]:
    return iter((BPC.count, BPC.ratio, BPC.money, BPC.duration, BPC.date, BPC.boolean, BPC.text, BPC.number))


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("来访嘉宾人数，联络工作完成率", ("来访嘉宾人数", "联络工作完成率")),
        ("宣讲次数、培训班次", ("宣讲次数", "培训班次")),
        ("课程合格率、测评通过率、认定通过率", ("课程合格率", "测评通过率", "认定通过率")),
        ("主题业务经办、参会人员", ("主题业务经办", "参会人员")),
        ("居民满意度和知晓率", ("居民满意度", "知晓率")),
        ("参训人数、人次", ("参训人数", "人次")),
        ("门禁设备、房屋完好率及食品合格率", ("门禁设备、房屋完好率", "食品合格率")),
        ("宣传、会务资料印刷合格", ()),
        ("宣传、会务资料印刷合格率", ()),
        ("举办各类比赛、技能培训次数", ()),
        ("职工及家属满意度", ()),
        ("数量和质量达标率", ()),
        ("参训人员和管理人员数量", ()),
        ("科学普及率", ()),
        ("反馈及时率、及时性", ("反馈及时率", "及时性")),
        ("群众参与率", ()),
        ("社会和谐满意度", ()),
        ("参与人数与会议场次", ("参与人数", "会议场次")),
        ("巡查次数；巡查次数", ()),
        ("访问量、点击量等指标数量", ()),
        ("发布人数及影响", ()),
        ("工程质量、安全合格率", ()),
    ],
)
def test_compound(names: NameReader, name: str, parts: tuple[str, ...]) -> None:
    """R09 guard: each part must end in a measure word of its own; 及时 and 普及 are not joints."""
    assert names.read(name).parts == parts


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("开展巡讲活动（次）", "次"),
        ("目录著录量（万条）", "万条"),
        ("样表印制成本（元/份）", "元/份"),
        ("居民满意度（%）", "%"),
        ("开展巡讲活动（年度）", None),
        ("培训（参会）人次", None),
        ("巡讲活动次数", None),
    ],
)
def test_unit_in_name(names: NameReader, name: str, unit: str | None) -> None:
    assert names.read(name).unit_in_name == unit


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("“一网” 办理率（％）", "一网办理率"),
        ("指标2：课程 合格率。", "课程合格率"),
        ("指标2", "指标2"),
        ("3.5吨以上车辆数", "35吨以上车辆数"),
        ("3. 课程合格率", "课程合格率"),
        ("ＡＰＰ活跃用户数", "APP活跃用户数"),
    ],
)
def test_key(names: NameReader, name: str, key: str) -> None:
    assert names.read(name).key == key


@pytest.mark.parametrize(
    ("level1", "level2", "category"),
    [
        ("产出指标", "数量指标", "quantity"),
        ("产出指标", "12-质量指标", "quality"),
        ("产出", "产出时效", "timeliness"),
        ("产出指标", "实效指标", "timeliness"),
        ("产出指标", "成本指标", "cost-old"),
        ("成本指标", "成本指标", "cost"),
        ("成本指标", "经济成本", "economic-cost"),
        ("成本指标", "生态环境成本指标", "ecological-cost"),
        ("效益 指标", "社会效益指标", "social-benefit"),
        ("效益指标", "可持续影响指标", "sustainable-impact"),
        ("满意度指标", "服务对象满意度指标", "service-satisfaction"),
        ("效益指标", "满意度", "service-satisfaction"),
        ("投入管理指标", "预算和财务管理", "management"),
        ("产出指标", "", "output"),
        ("满意度", "", "satisfaction"),
        ("", "生态效益", "ecological-benefit"),
        ("数量指标", "", "quantity"),
        ("甲类", "乙类", None),
    ],
)
def test_printed_category(names: NameReader, level1: str, level2: str, category: str | None) -> None:
    meaning = names.read("甲乙丙", level1=level1, level2=level2)
    assert local(meaning.category) == category
    assert meaning.guess is None


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("居民满意度", "service-satisfaction"),
        ("课程合格率", "quality"),
        ("拨付及时率", "timeliness"),
        ("参训人数", "quantity"),
        ("业务办理时限", "timeliness"),
        ("服务覆盖率", None),
        ("任务完成率", None),
        ("业务系统完整度", None),
    ],
)
def test_category_of_a_name_without_levels(names: NameReader, name: str, category: str | None) -> None:
    """R06 guard: 覆盖率 and 完成率 stand under 数量 as well as 质量."""
    assert local(names.read(name).category) == category


def test_printed_level_goes_before_the_name_and_the_guess_is_kept(names: NameReader) -> None:
    meaning = names.read("居民满意度", level1="效益指标", level2="社会效益指标")
    assert meaning.category == BPC.social_benefit
    assert meaning.guess is not None
    assert meaning.guess.category == BPC.service_satisfaction


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("居民满意度", "ratio"),
        ("课程合格率", "ratio"),
        ("参训人数", "count"),
        ("补贴发放数量", "count"),
        ("发放补贴数量", None),
        ("业务办理时限", "duration"),
        ("培训天数", "duration"),
        ("系统响应时间", "duration"),
        ("任务完成时间", None),
        ("合同签订日期", "date"),
        ("单份印制成本", "money"),
        ("补贴标准", "money"),
        ("收入数", None),
        ("宣讲活动（场）", "count"),
        ("宣讲投入（万元）", "money"),
        ("宣讲次数、培训人数", "count"),
        ("宣讲次数、课程合格率", None),
        ("服务水平", None),
    ],
)
def test_kind_that_a_name_demands(names: NameReader, name: str, kind: str | None) -> None:
    assert local(names.read(name).kind) == kind


def test_the_lexicon_lines_that_told_are_named_and_exist(ontology: Ontology) -> None:
    rate: dict[Term, Value | None] = {RDFS.label: "校对差错率（％）", BP.level1: "产出指标", BP.level2: "质量指标"}
    limit: dict[Term, Value | None] = {RDFS.label: "接待费控制数"}
    sheet = sheet_with([(rate, []), (limit, [])])
    annotate(sheet, ontology)
    told, limited = (fact.extracted_by for fact in sheet.freeze())
    assert set(told) == {
        "test",
        "lexicon/categories#level2-quality",
        "lexicon/direction#burden-own",
        "lexicon/units#unit-percent",
        "lexicon/measures#measure-quality-rate",
    }
    assert "lexicon/measures#limit-words" in limited
    for line in {*told, *limited} - {"test"}:
        name, id = line.removeprefix("lexicon/").split("#")
        assert id in {entry["id"] for entry in ontology.lexicon(name)}, line


@pytest.mark.parametrize("lexicon", ["units", "comparators", "vague", "direction", "measures", "categories", "hints"])
def test_ids_are_unique(ontology: Ontology, lexicon: str) -> None:
    ids = [entry["id"] for entry in ontology.lexicon(lexicon)]
    assert len(ids) == len(set(ids)) > 5


def _group(lexicon: str, entry: dict[str, Any]) -> tuple[object, ...]:
    """What the entries of one look-up have in common."""
    if lexicon == "measures":
        return ("ends",) if "kinds" in entry else (entry["class"],)
    if lexicon == "direction":
        heads = ("good", "change-up", "change-down", "cost", "spending", "good-count")
        burdens = ("burden", "consumption")
        return ("head",) if entry["class"] in heads else ("burden",) if entry["class"] in burdens else (entry["class"],)
    if lexicon == "hints":
        return (entry["class"], entry["concept"])
    return tuple(entry.get(field) for field in ("class", "place", "level", "under") if lexicon != "units")


@pytest.mark.parametrize(
    "lexicon", ["units", "comparators", "vague", "categories", "measures", "direction", "hints", "objects"]
)
def test_one_spelling_stands_in_one_entry(ontology: Ontology, lexicon: str) -> None:
    """A spelling in two entries of one look-up would let the later one win unseen."""
    spelled = Counter((*_group(lexicon, e), text) for e in ontology.lexicon(lexicon) for text in e["text"])
    assert [s for s, n in spelled.items() if n > 1] == []


@pytest.mark.parametrize(
    ("name", "printed", "echo"),
    [
        ("事项办理及时性", "及时", True),
        ("事项办理及时性", "定性及时", True),
        ("重点任务推进程度", "推进", True),
        ("培育崇文尚学的良好风尚", "风尚良好", True),
        ("规划目标相关性", "相关", True),
        ("服务水平提高", "显著提高", True),
        ("服务意识增强", "明显", False),
        ("废弃物投放", "规范处理", False),
        ("开支控制程度", "及时", False),
        ("任务完成率", "100%", False),
        ("任务完成质量", "优", False),
        ("基层组织活力", "增强", False),
    ],
)
def test_echo(names: NameReader, name: str, printed: str, echo: bool) -> None:
    assert names.echo(name, printed) is echo


def sheet_with(indicators: list[tuple[dict[Term, Value | None], list[dict[Term, Value | None]]]]) -> Sheet:
    sheet = Sheet(Document("made-up", "0", "txt", "", ()))
    for n, (values, printed) in enumerate(indicators):
        key = sheet.add(BP.Indicator, Span(n, n + 1), "test", values)
        for target in printed:
            sheet.put(key, BP.hasTarget, sheet.add(BP.Target, Span(n, n + 1), "test", target))
    return sheet


def test_annotate(ontology: Ontology) -> None:
    words: dict[Term, Value | None] = {BP.printed: "定性及时", BP.comparator: BPC.qualitative}
    number: dict[Term, Value | None] = {BP.printed: "及时", BP.comparator: BPC.ge}
    sheet = sheet_with(
        [
            ({RDFS.label: "经办及时性", BP.level1: "产出指标", BP.level2: "时效指标"}, [words, number]),
            ({RDFS.label: "宣讲次数、培训班次（场）"}, []),
            ({RDFS.label: "接待费控制数"}, []),
            ({BP.level1: "产出指标"}, [words]),
        ]
    )
    annotate(sheet, ontology)
    timely, joined, limit, nameless = sheet.of(BP.Indicator)
    assert timely.get(BP.nameKey) == "经办及时性"
    assert timely.get(BP.category) == BPC.timeliness
    assert set(timely.all(BP.allowedKind)) >= {BPC.duration, BPC.date, BPC.text}
    assert timely.get(BP.cap) is None
    assert joined.get(BP.compound) is True
    assert joined.all(BP.part) == ["宣讲次数", "培训班次"]
    assert joined.get(BP.nameHasUnit) == "场"
    assert joined.get(BP.direction) == BPC.higher_better
    assert joined.all(BP.measuredObject) == ["宣讲", "培训"]
    assert joined.all(BP.measureWord) == ["次数", "班次"]
    assert (joined.get(BP.nameKind), joined.get(BP.inferredCategory)) == (BPC.count, BPC.quantity)
    assert joined.get(BP.categoryConfidence) == Decimal("0.85")
    assert limit.get(BP.cap) is True
    assert set(nameless.values) == {BP.level1, BP.category, BP.hasTarget}
    echoes = [sheet.drafts[Ref(str(key))].get(BP.echo) for key in timely.all(BP.hasTarget)]
    assert echoes == [True, None]


def test_annotate_keeps_a_category_that_is_there(ontology: Ontology) -> None:
    sheet = sheet_with([({RDFS.label: "参训人数", BP.level2: "数量指标", BP.category: BPC.quality}, [])])
    annotate(sheet, ontology)
    assert next(sheet.of(BP.Indicator)).all(BP.category) == [BPC.quality]
