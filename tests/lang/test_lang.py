"""Texts in the chosen language: templates, what they are filled with, quotations, lists, amounts."""

from __future__ import annotations

import pytest

from kg import lang
from kg.errors import KgError
from kg.lang import Catalogue, cny, english, pick, say, shown


@pytest.fixture(autouse=True)
def in_english() -> None:
    """What is shown is in English."""
    lang.use("en")


@pytest.mark.parametrize(
    ("chinese", "told"),
    [
        ("第 3 页", "p. 3"),
        ("塘.txt: 文件是空的", "塘.txt: the file is empty"),
        ("文件是空的", "the file is empty"),
        ("a: b.txt: 文件超过 50 MB", "a: b.txt: the file is larger than 50 MB"),
        ("1 行", "1 row"),
        ("1,200 行", "1,200 rows"),
        ("（第 3 页）", "(p. 3)"),
        ("荷塘 行", "荷塘 行"),
        ("名称相同，金额相差 1,234.5 万元", "same name, the amounts differ by CNY 12,345,000"),
        (
            "文中“水面面积，共 3 项”为 5 亩，与指标同一对象、同类单位",
            "the text gives “5 亩” for “水面面积，共 3 项”: the object of the indicator, in a unit of the same kind",
        ),
        (
            "有 2 张表格没有看懂，其中的内容没有检查：收支总表（第 3 页）、没有标题的表；用 kg tables 看原因",
            "2 tables were not understood, and what stands there was not checked: 收支总表 (p. 3), table without title;"
            " kg tables shows why",
        ),
        ("与职责“荷塘，管护”逐字相同", "compared with Duties “荷塘，管护”: word for word the same"),
        ("通过 3 条，有疑点 1 条", "passed: 3, failed: 1"),
        ("河湾县荷塘管理局（本级）、水务局", "河湾县荷塘管理局（本级）、水务局"),
        ("A01、B02", "A01, B02"),
        ("in “收入，支出” all：two", "in “收入，支出” all: two"),
        ("-2.40 万元", "CNY -24,000"),
        ("0.37 元", "CNY 0.37"),
        ("", ""),
    ],
)
def test_what_is_said_in_english(chinese: str, told: str) -> None:
    assert say(chinese) == told


def test_chinese_is_as_it_was_made() -> None:
    lang.use("zh")
    assert say("第 3 页") == "第 3 页" and shown("≤5人") == "≤5人" and pick("一", "one") == "一"


def test_the_environment_chooses_where_nothing_else_did(monkeypatch: pytest.MonkeyPatch) -> None:
    lang.use("")
    for value, chosen in (("en", True), ("en_GB.UTF-8", True), ("zh", False), ("", False)):
        monkeypatch.setenv("KG_LANG", value)
        assert english() is chosen
    lang.use("zh")
    monkeypatch.setenv("KG_LANG", "en")
    assert not english()


def test_another_language_is_an_error() -> None:
    with pytest.raises(KgError, match="fr"):
        lang.use("fr")


def test_what_is_left_of_a_document_is_quoted() -> None:
    assert shown("≥12人") == "“≥12人”" and shown("“三公”经费表") == "“‘三公’经费表”"
    assert shown("没有增长率") == "no growth rate" and shown("≥90%") == "≥90%"


def test_the_template_with_the_most_text_of_its_own_wins() -> None:
    found = Catalogue({"{}有误": "error in {0}", "{}有误，{}": "{1}: error in {0}", "查询有误": "bad query"})
    assert found.find("荷塘有误，再看") == "“再看”: error in “荷塘”"
    assert found.find("查询有误") == "bad query" and found.find("别的") is None


def test_a_long_text_takes_no_longer_than_its_length() -> None:
    assert say("（" * 5_000) and say("，".join(["有 3 项"] * 3_000)) and say("“" * 5_000 + "行")


def test_texts_that_are_in_both_languages_are_learned() -> None:
    assert say("3 项未能判断：没有读出荷塘") == "3 items could not be judged: “没有读出荷塘”"
    lang.learn({"没有读出荷塘": "no lotus pond was read"})
    assert say("3 项未能判断：没有读出荷塘") == "3 items could not be judged: no lotus pond was read"


def test_yuan_has_fen_where_there_are_any() -> None:
    from decimal import Decimal

    assert cny(Decimal("17172500")) == "17,172,500" and cny(Decimal("0.375")) == "0.38"
