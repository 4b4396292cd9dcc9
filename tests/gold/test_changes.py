"""What `kg diff` says of published documents, and of second years that are made of the samples."""

from __future__ import annotations

from pathlib import Path

from kg.across.align_words import align_words
from kg.across.digest import head, published
from kg.across.sides import side
from kg.graph.store import raw
from kg.pipeline import read_files
from kg.resources import Ontology
from tests.conftest import ROOT
from tests.gold import score_changes, score_second_year

SMALL = ("5e56e84c", "0e114b47")  # two documents of a few pages; all four pairs are for the command line


def test_classes_of_published_documents(shared: Path) -> None:
    paths = [path for path in (shared / "corpus").glob("*.pdf") if path.name.startswith(SMALL)]
    dataset, problems = read_files(paths, Ontology.load())
    (score,) = score_changes.measure(dataset).values()
    assert problems == [] and (score.precision, score.recall, score.wanted) == (1, 1, 13)


def test_second_years_of_the_samples() -> None:
    dataset, _ = read_files([ROOT / "samples"], Ontology.load())
    sides = [side(dataset, [head(raw(dataset), iri)]) for iri in sorted(published(raw(dataset)))]
    scores = score_second_year.measure([one for one in sides if one.of("Project")], align_words(Ontology.load()))
    assert scores["project"].precision == scores["indicator"].precision == 1
    assert scores["project"].recall >= 0.9 and scores["indicator"].recall >= 0.95
    assert scores["project"].wanted > 20 and scores["indicator"].wanted > 100
