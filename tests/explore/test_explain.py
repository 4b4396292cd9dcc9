"""A finding with all that speaks for it: text for a console, HTML for a notebook; documents' words are text in both."""

from __future__ import annotations

import re
from typing import Any

import pytest
from pyoxigraph import NamedNode
from rdflib import Dataset

import kg
from kg.errors import QueryError
from kg.explore.explain import Explanation
from kg.graph.store import new_dataset, raw
from tests.explore.conftest import FINDING, HARM


def row(g: Dataset) -> Any:
    """The row of the lighter finding."""
    found = kg.findings(g)
    return found[found["id"] == "0123456789abcdef"].iloc[0]


@pytest.fixture
def told(g: Dataset) -> Explanation:
    """The explanation of the lighter finding."""
    explanation: Explanation = kg.explain(g, FINDING)
    return explanation


def test_a_finding_is_named_by_iri_id_or_row(g: Dataset, told: Explanation) -> None:
    named = (row(g).id, row(g), dict(row(g)), next(kg.findings(g)[["id", "finding"]].itertuples()))
    assert [kg.explain(g, one).finding.id for one in named[:3]] == [told.finding.id] * 3
    assert kg.explain(g, named[3]).finding.disclosure == "urn:x:/a"


@pytest.mark.parametrize("wrong", ["urn:x:/a/finding/none", "0000", "urn:x> } DROP ALL #", '") } #'])
def test_what_is_no_finding_is_said(g: Dataset, wrong: str) -> None:
    with pytest.raises(QueryError, match="疑点"):
        kg.explain(g, wrong)


def test_the_text_has_rule_basis_quote_place_and_facts(told: Explanation) -> None:
    lines = str(told).splitlines()
    assert lines[0].startswith("警告 A01 方向错误：")
    assert lines[1:3] == ["  荷塘局　2023 年度　a.txt", "  依据：适当性，某办法"]
    assert lines[3] == "  原文（第 12 行）：荷塘局预算。指标：【蛙的数量 ≥4只】。其余。"
    compared = [line.split("　") for line in lines if line.startswith("  所比较的数据：")]
    assert len(compared) == 2 and any("3.00 万元" in line for line in compared)
    assert lines[6:9] == ["  应为：≤4只", "  实为：≥4只", "  建议：改"]
    assert sorted(line[:6] for line in lines[9:]) == ["  涉及指标", "  涉及项目"]
    assert repr(told) == str(told)


def test_the_html_marks_the_quote_in_its_context(told: Explanation) -> None:
    html = told._repr_html_()
    assert re.search(r"指标：<mark[^>]*>蛙的数量 ≥4只</mark>。其余。", html)
    assert all(words in html for words in ("某办法", "第 12 行", "≤4只", "urn:x:/a/t"))


def test_text_of_a_document_stays_text_in_html(told: Explanation) -> None:
    html = told._repr_html_()
    assert HARM in told.finding.message_zh
    assert "<script" not in html and "<img" not in html
    assert html.count("&lt;script&gt;") >= 2, "in the message and in the subject"
    assert "tex2jax_ignore mathjax_ignore" in html, "dollar signs make no formula"


def test_a_finding_without_place_is_told_without(g: Dataset) -> None:
    told = kg.explain(g, "fedcba9876543210")
    assert told.item.context.quote == "" and "原文" not in str(told)
    assert "<blockquote" not in told._repr_html_()


def test_a_rule_that_nobody_described_is_told_by_its_code(g: Dataset) -> None:
    bare = new_dataset()
    for graph in ("urn:x:/a", "urn:x:/a/findings"):
        raw(bare).extend(raw(g).quads_for_pattern(None, None, None, NamedNode(graph)))
    told = kg.explain(bare, FINDING)
    assert str(told).startswith("警告 A01：") and "依据" not in str(told) + told._repr_html_()
    assert kg.findings(bare)["title"].isna().all()
