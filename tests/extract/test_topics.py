"""Which topics made-up texts are about, and words that only look like one."""

from __future__ import annotations

from collections import Counter

import pytest
from rdflib import SKOS, URIRef

from kg import ref
from kg.extract import extract
from kg.extract.topics import TopicReader
from kg.resources import Ontology
from kg.vocab import BP, NS_BPC
from tests.extract.builders import document


@pytest.fixture(scope="module")
def topics() -> TopicReader:
    return TopicReader(Ontology.load())


def names(topics: TopicReader, text: str) -> list[str]:
    return [topic.removeprefix(f"{NS_BPC}topic-") for topic, _ in topics.of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("馆藏荷塘文书档案修复", ["culture-tourism", "office-work", "archives"]),
        ("新建农村公路里程", ["transport"]),
        ("城镇失业保险参保人数", ["social-insurance"]),
        ("失业青年见习补贴", ["employment"]),
        ("大病医疗救助人次", ["medical-assistance"]),
        ("科普讲座场次", ["science-popularization"]),
        ("政府专项债券付息及时率", ["debt"]),
        ("公开招聘面试人数", ["recruitment"]),
        ("数字城管平台案件办结率", ["urban-management"]),
        ("动物疫病防疫合格率", ["agriculture", "public-health"]),
        ("危险化学品企业隐患排查", ["work-safety"]),
        ("餐饮食品抽检批次", ["food-safety"]),
        ("群众来信来访登记件数", ["petitions"]),
        ("老旧小区加装电梯台数", ["housing"]),
        ("ＰＭ２.５平均浓度", ["ecology"]),
        ("全体员工会议次数", ["meetings"]),
        ("特 困 人 员 供 养", ["social-assistance"]),
    ],
)
def test_topics_in_order_of_mention(topics: TopicReader, text: str, expected: list[str]) -> None:
    assert names(topics, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "集中考核次数",
        "提高中层干劲",
        "承办市政府交办事项",
        "协调解决困难",
        "深入学习领会",
        "统筹涉农资金",
        "起草地方规章",
        "吸引资金到位额",
        "工会经费",
        "差旅及交通费",
        "服务环节水平",
        "行政协调事项",
        "购置办公文具",
        "市内交通补贴",
        "满意度",
        "",
    ],
)
def test_words_that_only_look_like_a_topic(topics: TopicReader, text: str) -> None:
    assert names(topics, text) == []


def test_each_topic_comes_once_with_the_line_that_told_it(topics: TopicReader) -> None:
    assert topics.of("林业站：造林面积、林业宣传") == (
        (f"{NS_BPC}topic-forestry", "forestry"),
        (f"{NS_BPC}topic-publicity", "publicity"),
    )
    assert topics.of("中考考点")[0] == (f"{NS_BPC}topic-education", "education-entrance")


def test_lexicon_and_code_list_have_the_same_topics() -> None:
    ontology = Ontology.load()
    lines, lists = ontology.lexicon("topics"), ref.codes(ontology)
    listed = {str(lists.value(c, SKOS.notation)): c for c in ref.schemes(lists)[URIRef(f"{NS_BPC}topics")]}
    assert {line["topic"] for line in lines} == set(listed)
    assert all(concept == URIRef(f"{NS_BPC}topic-{name}") for name, concept in listed.items())


def test_a_word_stands_in_one_line() -> None:
    words = Counter(word for line in Ontology.load().lexicon("topics") for word in line["text"])
    assert [word for word, count in words.items() if count > 1] == []


def test_topics_match_functional_classes_that_exist() -> None:
    lists = ref.codes(Ontology.load())
    classes = set(ref.schemes(lists)[URIRef(f"{NS_BPC}functional-classification")])
    for topic in ref.schemes(lists)[URIRef(f"{NS_BPC}topics")]:
        matched = {o for p in (SKOS.closeMatch, SKOS.broadMatch, SKOS.relatedMatch) for o in lists.objects(topic, p)}
        assert matched and matched <= classes, topic


def test_a_duty_has_its_topics_and_their_lines() -> None:
    head = "柳湾县荷塘局2031年部门预算\n\n一、部门职责\n\n"
    text = head + "负责全县水库的巡护和各处公园的日常管护。\n\n收入合计20.00万元。\n"
    (duty,) = [fact for fact in extract(document(text), Ontology.load()).facts if fact.type == BP.Duty]
    found = {value for prop, value in duty.properties if prop == BP.topic}
    assert found == {f"{NS_BPC}topic-water", f"{NS_BPC}topic-sanitation"}
    assert duty.extracted_by == ("duties", "lexicon/topics#water", "lexicon/topics#sanitation")
