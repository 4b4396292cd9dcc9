"""The same disclosure gives the same facts as Markdown: samples/ with pipe tables, HTML tables and escaped marks."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from kg.read import read
from kg.read.text import read_text
from kg.resources import Ontology
from tests.read.markdown_samples import as_markdown
from tests.read.test_docx_facts import SAME, named


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    """The shipped ontology."""
    return Ontology.load()


@pytest.mark.parametrize("sample", SAME, ids=lambda path: path.name)
def test_markdown_gives_the_facts_of_the_text(sample: Path, ontology: Ontology) -> None:
    document = read(sample)
    written = read_text(as_markdown(document).encode(), sample.name)
    assert written.format == "markdown"
    expected, found = named(document, ontology), named(written, ontology)
    assert sum(expected.values()) > 200
    assert (expected - found, found - expected) == (Counter(), Counter())
