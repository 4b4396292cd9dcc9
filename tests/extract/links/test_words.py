"""The words of names that say what is spoken of."""

from __future__ import annotations

import pytest

from kg.extract.links.words import LinkWords, common
from tests.extract.builders import ontology


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("荷塘清淤工程专项经费", ["荷塘清淤"]),
        ("荷塘巡护、水质监测及社会组织管理", ["荷塘巡护", "水质监测", "社会组织"]),
        ("社会组织发展资金", ["社会组织"]),
        ("专项工作经费", []),
        ("1.荷塘巡护经费", ["荷塘巡护"]),
    ],
)
def test_parts_without_what_any_name_has(words: LinkWords, name: str, parts: list[str]) -> None:
    assert ["".join(p.words[i] for i in sorted(p.content)) for p in words.parts(name)] == parts


@pytest.mark.parametrize(
    ("name", "core"),
    [("荷塘清淤项目经费", "荷塘清淤"), ("1、荷塘清淤", "荷塘清淤"), ("荷塘清淤2", "荷塘清淤2"), ("项目", "项目")],
)
def test_the_core_by_which_projects_are_compared(words: LinkWords, name: str, core: str) -> None:
    assert words.core(name) == core


def test_common_pieces_are_the_longest_and_say_something(words: LinkWords) -> None:
    (part,) = words.parts("荷塘清淤工作经费")
    pieces = list(common(part, "组织荷塘清淤工作，落实经费"))
    assert [(piece.words, piece.core) for piece in pieces] == [("荷塘清淤工作", "荷塘清淤")]


@pytest.mark.parametrize(
    ("text", "other"),
    [("完成县政府交办的其他任务。", True), ("贯彻执行国家有关荷塘的法律法规和政策", True), ("负责荷塘执法。", False)],
)
def test_duties_that_are_no_field_of_work(words: LinkWords, text: str, other: bool) -> None:
    assert words.catch_all(text) is other


def test_a_word_that_ends_in_and_is_no_joint(words: LinkWords) -> None:
    assert [part.words for part in words.parts("荷塘惠及农户数")] == ["荷塘惠及农户数"]
    assert [part.words for part in words.parts("荷塘及农田")] == ["荷塘", "农田"]


def test_units_of_one_sort(words: LinkWords) -> None:
    assert words.unit("次") == words.unit("场次") != words.unit("人") != ""
    assert words.unit("不是单位") == ""


def test_every_support_topic_exists() -> None:
    topics = {entry["topic"] for entry in ontology().lexicon("topics")}
    support = {t for e in ontology().lexicon("link_words") if e["role"] == "support" for t in e["topics"]}
    assert support <= topics
