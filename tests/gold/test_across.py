"""Which published documents are of one department, and parts of one disclosure, against what a reader found.

What a document says it is stands on its first pages and in its file name; no more is read here than that.
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from kg.across.digest import Digest
from kg.across.run import across
from kg.extract.disclosure import add, identify
from kg.extract.sheet import Sheet
from kg.graph.build import add as add_facts
from kg.graph.store import new_dataset
from kg.model import Facts
from kg.read.text import read_text
from kg.resources import Ontology
from tests.gold.score_across import gold, measure
from tests.gold.score_links import Score

PAGES = 3


@pytest.fixture(scope="module")
def scores(shared: Path) -> dict[str, Score]:
    """The scores over all published documents."""
    ontology = Ontology.load()
    dataset = new_dataset()
    for path in sorted((shared / "corpus").glob("*.pdf")):
        document = read_text(_beginning(path).encode(), path.name)
        sheet = Sheet(document)
        add(sheet, identify(document, ontology))
        add_facts(dataset, Facts(document, sheet.freeze()))
    digest = Digest(ontology)
    digest.take(dataset)
    across(digest, [], dataset)
    return measure(dataset)


def _beginning(path: Path) -> str:
    pdf = pypdfium2.PdfDocument(path)
    pages = (pdf[i].get_textpage().get_text_bounded() for i in range(min(PAGES, len(pdf))))
    return "\n".join((path.name, *pages))


def test_the_gold_has_both_relations() -> None:
    assert {relation: len(pairs) for relation, pairs in gold().items()} == {
        "same-department": 17,
        "same-disclosure": 7,
    }


@pytest.mark.parametrize("relation", gold())
def test_pairs_are_right_and_found(scores: dict[str, Score], relation: str) -> None:
    assert scores[relation].precision >= 0.98, scores[relation].wrong
    assert scores[relation].recall >= 0.9, scores[relation].missed
