"""The links of the seeds against the gold that was written by reading them; one document was held out while tuning."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from tests.gold.score_links import HELD_OUT, KINDS, Score, measure, total

# kind: precision and recall on the documents that were looked at, and on the one that was not
LEAST = {
    "serves": ((0.95, 0.85), (0.90, 0.80)),
    "same_project": ((0.98, 0.95), (0.93, 0.90)),
    "charged_to": ((0.98, 0.95), (0.98, 0.95)),
    "same_object": ((0.85, 0.60), (0.85, 0.0)),
    "cost_of": ((0.98, 0.95), (0.98, 0.95)),
    "copied_from": ((0.95, 0.85), (0.95, 0.85)),
    "sums": ((0.98, 0.95), (0.93, 0.90)),
}


@pytest.fixture(scope="module")
def scores(shared: Path) -> dict[str, dict[str, Score]]:
    return measure(kg.check_files([shared / "seeds"], kg.Ontology.load()).dataset)


def test_every_document_and_kind_is_measured(scores: dict[str, dict[str, Score]]) -> None:
    assert len(scores) == 5 and HELD_OUT in scores
    assert all(set(of) == set(KINDS) for of in scores.values())
    assert set(LEAST) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("held_out", [False, True], ids=["tuned", "held-out"])
def test_links_are_right_and_found(scores: dict[str, dict[str, Score]], kind: str, held_out: bool) -> None:
    score = total(scores, kind, held_out=held_out)
    precision, recall = LEAST[kind][held_out]
    assert score.precision >= precision, score.wrong
    assert score.recall >= recall, score.missed
