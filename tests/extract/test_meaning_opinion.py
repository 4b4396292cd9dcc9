"""Whether made-up names ask what somebody thinks."""

from __future__ import annotations

import pytest

from kg.extract.meaning import NameReader
from kg.resources import Ontology
from kg.vocab import BP


@pytest.fixture(scope="module")
def names() -> NameReader:
    return NameReader(Ontology.load())


@pytest.mark.parametrize(
    ("name", "opinion", "line"),
    [
        ("养殖户满意度", True, "opinions#opinion-asked"),
        ("荷塘游客有效投诉次数", True, "opinions#opinion-asked"),
        ("提升游客获得感", True, "opinions#opinion-asked"),
        ("提升塘长履职水平", False, "opinions#deed-or-effect"),
        ("塘口验收率", False, "measures#measure-quality-rate"),
        ("塘口租户", None, None),
        ("提升对象", None, None),
        ("荷塘水面", None, None),
    ],
)
def test_opinion(names: NameReader, name: str, opinion: bool | None, line: str | None) -> None:
    """An opinion anywhere in the name counts before a deed or a measure; who is asked tells neither."""
    meaning = names.read(name, level1="满意度指标")
    assert meaning.opinion is opinion
    assert meaning.lines[BP.opinion] == ((f"lexicon/{line}" if line else ""),)
