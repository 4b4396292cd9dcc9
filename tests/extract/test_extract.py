"""The whole stage: its components in order, what every disclosure gets, and what is no disclosure."""

from __future__ import annotations

import pytest

from kg.errors import NotADisclosure
from kg.extract import COMPONENTS, extract
from kg.vocab import BP
from tests.extract.builders import document, ontology

TEXT = """河湾县荷塘管理局2024年部门预算

一、部门职责

负责全县荷塘的巡护和水质监测。

联系人：王小荷，联系电话：0555-1234567。

收入支出总表

单位：万元

项目\t金额
一、基本支出\t20.00
二、项目支出\t10.00
支出合计\t30.00
"""


def test_components_run_in_one_order() -> None:
    names = [component.__name__ for component in COMPONENTS]
    assert names == [
        "_structure",
        "_duties",
        "_tables",
        "_announced",
        "_outline",
        "_goals",
        "_prose",
        "_meaning",
        "_template",
        "_topics",
        "_texts",
        "_links",
    ]


def test_the_department_has_every_budget_line() -> None:
    facts = {fact.key: fact for fact in extract(document(TEXT), ontology()).facts}
    lines = {key for key, fact in facts.items() if fact.type == BP.BudgetLine}
    (department,) = [fact for fact in facts.values() if fact.type == BP.Department]
    assert len(lines) == 3
    assert {value for prop, value in department.properties if prop == BP.hasBudgetLine} == lines


def test_quotes_are_the_text_at_their_place_without_persons() -> None:
    facts = extract(document(TEXT), ontology())
    for fact in facts.facts:
        if fact.evidence:
            assert facts.document.text[fact.evidence.start : fact.evidence.end] == fact.evidence.quote
    assert "王小荷" not in facts.document.text and "1234567" not in facts.document.text


def test_a_text_about_something_else_is_no_disclosure() -> None:
    with pytest.raises(NotADisclosure, match=r"made-up\.txt"):
        extract(document("荷花六月开放，游人如织。\n\n欢迎光临。"), ontology())


def test_persons_are_masked_in_the_words_of_facts_too() -> None:
    form = """河湾县荷塘管理局2024年度部门预算

项目支出绩效目标申报表

单位：万元

项目名称\t荷塘清淤
项目负责人\t王小荷
年度资金总额\t10.00
立项依据\t经研究，由王小荷牵头实施，联系人：李大塘，电话：13900001234。
年度目标\t完成清淤300亩，联系人：李大塘
"""
    facts = extract(document(form), ontology())
    words = [str(value) for fact in facts.facts for _, value in fact.properties]
    said = "".join(words)
    assert "牵头实施" in said and "完成清淤300亩" in said
    assert not any(person in said for person in ("王小荷", "李大塘", "13900001234"))
