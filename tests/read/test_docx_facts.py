"""The same disclosure gives the same facts as a Word file: samples/ written as DOCX, with merged cells and styles."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from kg.extract import extract
from kg.model import Document, Fact, Ref
from kg.read import read
from kg.read.docx import read_docx
from kg.resources import Ontology
from kg.vocab import BP, DCTERMS
from tests.read.docx_samples import as_docx

SAMPLES = sorted((Path(__file__).parents[2] / "samples").iterdir())
# Whoever types these two in Word merges cells that `merged` cannot tell: a form of text cells only, and a
# document of wrapped lines without tables.
LEFT_OUT = ("final-account.txt", "wrapped-lines.txt")
SAME = [path for path in SAMPLES if path.name not in LEFT_OUT]
Named = tuple[str, tuple[tuple[str, str], ...]]


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    """The shipped ontology."""
    return Ontology.load()


def named(document: Document, ontology: Ontology) -> Counter[Named]:
    """The facts by class, label and values; other facts are named by class and quote, not by place."""
    facts = extract(document, ontology).facts
    names = {
        fact.key: f"{fact.type} {''.join(fact.evidence.quote.replace('**', '').split()) if fact.evidence else ''}"
        for fact in facts
    }
    return Counter((fact.type, _values(fact, names)) for fact in facts)


def _values(fact: Fact, names: dict[Ref, str]) -> tuple[tuple[str, str], ...]:
    own = (BP.sha256, DCTERMS.source)
    return tuple(sorted((p, names[v] if isinstance(v, Ref) else str(v)) for p, v in fact.properties if p not in own))


@pytest.mark.parametrize("sample", SAME, ids=lambda path: path.name)
def test_a_word_file_gives_the_facts_of_the_text(sample: Path, ontology: Ontology) -> None:
    document = read(sample)
    word = read_docx(as_docx(document), sample.name)
    assert sum(block.n_cols for block in word.blocks if hasattr(block, "n_cols")) or "prose" in sample.name
    expected, found = named(document, ontology), named(word, ontology)
    assert sum(expected.values()) > 200
    assert (expected - found, found - expected) == (Counter(), Counter())


def test_most_samples_are_compared() -> None:
    assert len(SAME) >= 6
