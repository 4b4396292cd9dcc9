"""Plans that texts rest on, work of any office in them, goals that say nothing, and durations."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.extract import extract
from kg.extract.texts import TextReader, years
from kg.model import Fact, Year
from kg.vocab import BP
from tests.extract.builders import document, ontology

FORM = """
荷塘整治项目绩效目标表

项目名称\t荷塘整治
项目期\t3年
资金总额（万元）\t20.00
立项依据\t根据“十三五”荷塘治理规划实施
项目主要内容\t清淤补植，征订党报、扶贫、综治等
总体目标\t完成荷塘整治工作。
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t清淤段数\t≥2段
"""


@pytest.fixture(scope="module")
def texts() -> TextReader:
    return TextReader(ontology())


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("根据“十三五”荷塘治理规划，补植荷花", [2020]),
        ("依据《荷塘保护规划（2018-2022年）》和《湿地条例》实施", [2022]),
        ("按照荷塘治理“十四五”规划，编制“十五五”规划", [2025]),
        ("编制“十五五”荷塘治理规划", []),
        ("根据工作安排，回顾“十三五”治理成效", []),
        ("养护2018-2022年已建荷塘", []),
    ],
)
def test_a_plan_that_a_text_rests_on(texts: TextReader, text: str, ends: list[int]) -> None:
    assert [end for end, _ in texts.basis_ends(text)] == ends


@pytest.mark.parametrize(
    ("text", "name", "asides"),
    [
        ("举办荷花节，征订党报、党刊", "荷花节", ("党报", "党刊")),
        ("社区扶贫与综治宣传", "扶贫综治宣传经费", ()),
        ("清淤补植", "荷塘整治", ()),
    ],
)
def test_work_of_any_office(texts: TextReader, text: str, name: str, asides: tuple[str, ...]) -> None:
    assert texts.asides(text, name) == asides


@pytest.mark.parametrize(
    ("text", "name", "empty"),
    [
        ("完成荷塘整治工作。", "荷塘整治经费", True),
        ("让群众满意", "低收入渔民救助金审核", True),
        ("保障河湾县荷塘管理局正常运转", "业务费", True),
        ("完成荷塘整治2处。", "荷塘整治经费", False),
        ("XM项目；XM项目；", "XM项目", False),  # kept secret
        ("让沿岸居民学会识别蓝藻水华", "荷塘讲堂", False),
        ("管护荷塘水利设施，保障群众安全使用", "健身步道维护", False),  # the department's name in pieces
        ("清除淤泥，补种荷花，修复岸线", "荷塘整治经费", False),
    ],
)
def test_a_text_without_content(texts: TextReader, text: str, name: str, empty: bool) -> None:
    assert texts.empty(text, name, ["河湾县荷塘管理局"]) is empty


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("99年", 99),
        ("2022-2024 年", 3),
        ("2024年1月—2026年12月", 3),
        ("2024.01.01至2024.12.31", 1),
        ("2025年-2024年", 0),
        ("长期", None),
        ("2024年", None),
        ("6个月", None),
    ],
)
def test_how_long_a_project_lasts(text: str, number: int | None) -> None:
    assert years(text) == (None if number is None else Decimal(number))


def test_the_facts_stand_at_their_texts() -> None:
    facts = extract(document(FORM), ontology()).facts
    values = {
        prop: [v for f in facts for p, v in f.properties if p == prop] for prop in (BP.basisEnd, BP.aside, BP.years)
    }
    assert values == {BP.basisEnd: [Year(2020)], BP.aside: ["党报、扶贫、综治"], BP.years: [Decimal(3)]}
    assert [f.type for f in facts if _is(f, BP.vague)] == [BP.Objective]


def _is(fact: Fact, prop: str) -> bool:
    return (prop, True) in fact.properties
