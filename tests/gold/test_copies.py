"""Copies between departments in some of the published documents and the seeds, against what a reader found.

All of them are scored by `tests.gold.score_copies`; here are those with copies, and others of the same form.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.across.digest import Digest
from kg.across.run import across
from kg.extract import extract
from kg.graph.build import add
from kg.graph.store import new_dataset
from kg.read import read
from kg.resources import Ontology
from tests.gold.score_copies import gold, measure
from tests.gold.score_links import Score

DOCUMENTS = ("04dfdd9a", "d0bfcd95", "9c14713d")


@pytest.fixture(scope="module")
def score(shared: Path) -> Score:
    """The score over some documents."""
    ontology, dataset = Ontology.load(), new_dataset()
    chosen = [path for path in (shared / "corpus").glob("*.pdf") if path.name.startswith(DOCUMENTS)]
    assert len(chosen) == len(DOCUMENTS)
    for path in sorted([*chosen, *(shared / "seeds").glob("*.txt")]):
        add(dataset, extract(read(path), ontology))
    digest = Digest(ontology)
    digest.take(dataset)
    across(digest, [], dataset)
    return measure(dataset)


def test_the_gold_names_what_is_read() -> None:
    definite = {place[0] for pair, sure in gold().items() if sure for place in pair[:2]}
    assert definite <= set(DOCUMENTS)


def test_copies_are_right_and_found(score: Score) -> None:
    assert score.precision >= 0.98, score.wrong
    assert score.recall >= 0.9, score.missed
