"""One node for a thing, whatever name or code it is printed with."""

from __future__ import annotations

import pytest

from kg.extract.items import Items, lexicon
from kg.extract.sheet import Sheet
from kg.model import Document, Ref, Span, Term
from kg.resources import Ontology
from kg.vocab import BP, NS_BPC, RDFS, SKOS

HERE = Span(3, 9)


@pytest.fixture
def items(ontology: Ontology) -> Items:
    """Items over an empty sheet."""
    return Items(Sheet(Document("made-up.txt", "0" * 64, "text", "空" * 20, ())), ontology)


@pytest.mark.parametrize(
    "one, other",
    [
        ("公务用车购置及运行费", "公务用车购置及运行维护费"),
        ("公务用车费", "公务用车购置及运行维护费"),
        ("因公出国(境)费用", "因公出国（境）费"),
        ("出国费", "（一）因公出国（境）费"),
        ("1、公务接待费支出", "公务接待费"),
        ("“三公”经费", "三公经费"),
        ("其中：人员经费支出", "人员支出"),
        ("一般公共服务（类）支出", "一般公共服务支出"),
        ("渠道  管护费支出", "2．渠道管护费"),
        ("设备购置（含税）", "设备购置"),
    ],
)
def test_same_thing(items: Items, one: str, other: str) -> None:
    assert items.get(one, span=HERE) == items.get(other, span=HERE)


@pytest.mark.parametrize(
    "one, other",
    [
        ("公务用车购置费", "公务用车运行维护费"),
        ("收入合计", "收入总计"),
        ("资本性支出", "资本性支出（基本建设）"),
        ("其他支出", "其他收入"),
        ("基本支出", "财政拨款基本支出"),
    ],
)
def test_different_things(items: Items, one: str, other: str) -> None:
    assert items.get(one, span=HERE) != items.get(other, span=HERE)


def test_class_name_has_its_code(items: Items) -> None:
    key = items.get("农林水支出", span=HERE)
    draft = items.sheet.drafts[key]
    assert key == "item/213"
    assert draft.get(SKOS.notation) == "213"
    assert draft.get(BP.functional) == Term(NS_BPC + "F213")


def test_name_that_needs_its_level_printed(items: Items) -> None:
    assert items.get("其他支出", span=HERE) == "item/其他支出"
    assert items.get("其他支出", scheme="functional", span=HERE) == "item/229"


@pytest.mark.parametrize(
    "code, prop, concept",
    [("2130314", BP.functional, "F2130314"), ("30217", BP.economic, "E30217"), ("50201", BP.economic, "G50201")],
)
def test_printed_code(items: Items, code: str, prop: Term, concept: str) -> None:
    draft = items.sheet.drafts[items.get("某科目", code=code, span=HERE)]
    assert draft.key == f"item/{code}"
    assert draft.get(prop) == Term(NS_BPC + concept)


def test_name_finds_the_one_item_with_a_code(items: Items) -> None:
    coded = items.get("防汛", code="2130314", span=HERE)
    assert items.get("防汛", span=HERE) == coded
    assert items.get("防汛支出", scheme="economic", span=HERE) == "item/防汛支出"
    items.get("防汛", code="2240399", span=HERE)
    assert items.get("防汛", span=HERE) == "item/防汛"
    assert items.get("防汛", broader=Ref("item/213"), span=HERE) == coded


def test_chain_of_the_three_public_items(items: Items) -> None:
    key = items.get("公务用车运行维护费", span=HERE)
    names = []
    while key:
        draft = items.sheet.drafts[key]
        assert draft.get(BP.threePublic) is True
        names.append(draft.get(RDFS.label))
        key = Ref(str(draft.get(BP.broaderItem) or ""))
    assert names == ["公务用车运行维护费", "公务用车购置及运行维护费", "“三公”经费"]


def test_evidence_is_the_first_mention(items: Items) -> None:
    items.get("公务用车运行维护费", span=HERE)
    key = items.get("“三公”经费", span=Span(12, 15))
    items.get("三公经费", span=Span(16, 18))
    assert items.sheet.drafts[key].span == Span(12, 15)
    assert items.sheet.drafts[Ref("item/公务用车运行维护费")].span == HERE


def test_one_label_and_its_variants(items: Items) -> None:
    for name in ("公务用车费", "公务用车购置及运行费", "公务用车费"):
        key = items.get(name, span=HERE)
    assert items.sheet.drafts[key].all(RDFS.label) == ["公务用车购置及运行维护费"]
    assert items.sheet.drafts[key].all(SKOS.altLabel) == ["公务用车费", "公务用车购置及运行费"]


def test_an_ordinal_inside_a_name_is_no_numbering(ontology: Ontology) -> None:
    known = lexicon(ontology)
    assert known.key("第二季度用款计划") != known.key("第三季度用款计划")
    assert known.key("第二、基本支出") == known.key("第一部分 基本支出") == known.key("基本支出")
