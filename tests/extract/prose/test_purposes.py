"""What a total is said to be used for, where the words belong to another class alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kg.model import Ref
from kg.resources import Ontology
from kg.vocab import BP, RDFS

Say = Callable[..., Any]


@pytest.mark.parametrize(
    ("text", "words", "item", "purpose"),
    [
        ("住房保障支出3万元，用于在职人员养老保险。", "3万元", "社会保障和就业支出", "在职人员养老保险"),
        ("卫生健康支出3万元，主要用于：职工住房公积金，增长5%。", "3万元", "住房保障支出", "职工住房公积金"),
        ("住房保障支出决算3万元，完成年初预算的96%，用于养老保险。", "3万元", "社会保障和就业支出", "养老保险"),
        ("对个人和家庭的补助3万元，主要用于5名职工工资福利支出。", "3万元", "工资福利支出", "5名职工工资福利支出"),
    ],
)
def test_purpose_of_another_class(say: Say, text: str, words: str, item: str, purpose: str) -> None:
    said = say(text)
    statement = said.find(words)
    assert said.sheet.drafts[Ref(statement.get(BP.purposeItem))].get(RDFS.label) == item
    assert statement.get(BP.purpose) == purpose


@pytest.mark.parametrize(
    "text",
    [
        "住房保障支出3万元，用于住房公积金和养老保险。",  # a word of its own
        "社会保障和就业支出3万元，用于机关养老保险、工伤和医疗保险。",
        "一般公共服务支出3万元，用于人员工资、养老保险。",  # a class without words of its own
        "工资福利支出3万元，用于职工养老保险。",  # the other kind of classes
        "住房保障支出3万元，用于改善职工生活。",  # no class is named
        "住房保障支出3万元。单位的钱用于养老保险。",  # another sentence
        "住房保障支出3万元，较上年增加1万元，用于养老保险。",  # what was added, not the total
    ],
)
def test_purpose_in_order_or_unknown(say: Say, text: str) -> None:
    assert all(draft.get(BP.purposeItem) is None for draft in say(text).statements)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("卫生健康支出3万元，用于医疗保险，公务员医疗补助支出。", ["F2101103"]),
        ("住房保障支出3万元，主要用于住房公积金、提租补贴和老旧小区改造。", ["F2210201", "F2210202"]),
        ("社会保障和就业支出3万元，用于职业年金、公益性岗位补贴。", ["F2080506"]),
        ("卫生健康支出3万元，用于职工体检。", []),
        ("一般公共服务支出3万元，用于职业年金。", []),
        ("卫生健康支出3万元。公务员医疗补助是指补助。", []),
    ],
)
def test_items_that_a_purpose_names(say: Say, text: str, items: list[str]) -> None:
    named = [str(value) for draft in say(text).statements for value in draft.all(BP.purposeNames)]
    assert [value.rsplit("/", 1)[-1] for value in named] == items


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("社会保障和就业支出3万元，用于在职人员养老保险、职业年金支出。", ["F20805"]),
        ("卫生健康支出3万元，用于单位缴纳的基本医疗保险。", ["F21011"]),
        ("社会保障和就业支出3万元，用于养老保险、职业年金等支出。", []),
        ("社会保障和就业支出3万元，用于养老保险和公益性岗位补贴。", []),
        ("社会保障和就业支出3万元，用于城乡居民养老保险。", []),
        ("住房保障支出3万元，用于养老保险。", []),
    ],
)
def test_purpose_that_names_parts_and_nothing_else(say: Say, text: str, classes: list[str]) -> None:
    assert [str(term).rsplit("/", 1)[-1] for term in say(text).find("3万元").all(BP.purposeClass)] == classes


def test_every_line_names_a_known_item(ontology: Ontology) -> None:
    items = {line["id"] for line in ontology.lexicon("items") if "label" in line}
    terms = ontology.lexicon("purposes")
    assert len({term["id"] for term in terms}) == len(terms)
    classes = [term for term in terms if "entry" in term]
    assert {term["entry"] for term in classes} <= items
    assert {t["entry"] for t in classes if t["role"] == "own"} == {t["entry"] for t in classes if t["role"] == "named"}
