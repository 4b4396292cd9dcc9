"""Notebooks in English: explanations, widgets and pictures."""

from __future__ import annotations

import re

import pytest
from rdflib import Dataset

import kg
from kg import lang
from kg.explore.pictures import Picture, closure, heatmap
from kg.explore.sankey import sankey
from kg.explore.widget import show
from tests.lang.shown import HAN, unquoted


@pytest.fixture(autouse=True)
def in_english() -> None:
    """What is shown is in English."""
    lang.use("en")


def test_an_explanation_in_english(g: Dataset) -> None:
    found = kg.findings(g)
    told = kg.explain(g, found.iloc[0])
    assert str(told).startswith("Violation A01 direction: grave")
    text = str(kg.explain(g, found.iloc[1]))
    assert "Expected: “≤4只”" in text and "line 12" in text and "Basis: appropriateness" in text
    for line in text.splitlines():
        assert not re.match(r"\s*[\u4e00-\u9fff]+：", line), "every line begins with an English word"
    page = kg.explain(g, found.iloc[1])._repr_html_()
    assert "fact concerned" in page or "facts concerned" in page
    assert not HAN.search(unquoted(re.sub(r">[^<]*<", "><", page))), "nor is there Chinese in attributes"


def test_views_and_pictures_in_english(g: Dataset) -> None:
    money = kg.to_networkx(g, "money")
    labels = {node["label"] for _, node in money.nodes(data=True)}
    assert "no duty served" in labels
    page = show(money).page
    assert "Only those with findings" in page and "CNY " in page and '<html lang="en">' in page
    assert "Where the money goes: CNY " in _words(sankey(money))
    assert "Findings by rule and department" in _words(heatmap(kg.findings(g)))
    assert "Closure of tables: " in _words(closure(g))


def _words(picture: Picture) -> str:
    axes = picture.figure.axes[0]
    return " ".join([axes.get_title(), axes.get_xlabel(), *(text.get_text() for text in axes.texts)])
