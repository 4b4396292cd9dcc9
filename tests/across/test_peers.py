"""Unit costs beside their peers: what is the same thing, who counts, and how far is far."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import pytest

from kg.across import peers
from kg.across.families import Families
from kg.across.record import Link
from tests.across.test_copies import Document, digest_of

NAMES = ("水产局", "林业局", "文化局", "教育局", "民政局", "财政局", "审计局", "统计局", "信访局")


def cost(amount: int, label: str = "荷农人均实训成本", unit: str = "元/人·天") -> str:
    return (
        f'<p> bp:hasIndicator <i> . <i> a bp:Indicator ; rdfs:label "{label}" ; bp:hasTarget <t> . '
        f'<t> a bp:Target ; bp:valueKind bpc:money ; bp:unit "{unit}" ; bp:amount {amount}.0 .'
    )


def links(documents: Iterable[Document]) -> list[Link]:
    digest = digest_of(documents)
    return list(peers.links(digest, Families(digest)))


def scores(*graphs: str) -> dict[str, Decimal]:
    """The number of each document that is linked, and its score."""
    documents = [(name, 2024, graph) for name, graph in zip(NAMES, graphs, strict=False)]
    return {link.source.split("/")[-2]: round(link.score, 3) for link in links(documents)}


def test_the_score_falls_with_the_distance_from_the_median() -> None:
    found = scores(*(cost(amount) for amount in (100, 120, 140, 160, 180, 200, 220, 240, 640)))
    assert found == {
        **{"0": Decimal("0.333"), "1": Decimal("0.4"), "2": Decimal("0.5"), "3": Decimal("0.667")},
        **{"5": Decimal("0.667"), "6": Decimal("0.5"), "7": Decimal("0.4"), "8": Decimal("0.08")},
    }, "180 is the median, and 40 the median distance from it"


def test_seven_are_too_few() -> None:
    assert scores(*[cost(100)] * 7) == {}
    assert len(scores(*[cost(100)] * 8)) == 7, "all but the median"


@pytest.mark.parametrize(
    ("label", "unit"),
    [
        ("人均荷农实训费用", "元/人天"),
        ("荷农实训成本（元/人·日）", "元/人·日"),
        ("荷农实训每人每天成本", "元"),
        ("荷农实训单价", "元/人/天"),
    ],
)
def test_one_thing_has_many_names(label: str, unit: str) -> None:
    assert len(scores(*[cost(100)] * 7, cost(100, label, unit))) == 7


@pytest.mark.parametrize(
    ("label", "unit"),
    [
        ("荷农实训成本", "元"),
        ("塘工人均实训成本", "元/人·天"),
        ("荷农人均实训成本", "元/人"),
        ("人均成本", "元/人·天"),
        ("荷农实训成本", "元/年"),
    ],
)
def test_other_things_are_no_peers(label: str, unit: str) -> None:
    assert scores(*[cost(100)] * 7, cost(100, label, unit)) == {}


def test_a_department_counts_once_with_its_latest_figure() -> None:
    documents = [(name, 2024, cost(100)) for name in NAMES[:7]]
    old, new = ("统计局", 2023, cost(500)), ("统计局", 2024, cost(300))
    assert links([*documents, *documents[:1]]) == []
    made = {link.source.split("/")[-2]: link.score for link in links([*documents, old, new])}
    assert "7" not in made and made["8"] < Decimal("0.25")
