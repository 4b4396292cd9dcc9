"""The same disclosure gives the same facts as a web page: samples/ written as HTML, bare and on a site."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from kg.read import read
from kg.read.html import read_html
from kg.resources import Ontology
from tests.read.html_samples import as_html, on_a_site
from tests.read.test_docx_facts import SAME, named


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    """The shipped ontology."""
    return Ontology.load()


@pytest.mark.parametrize("sample", SAME, ids=lambda path: path.name)
def test_a_web_page_gives_the_facts_of_the_text(sample: Path, ontology: Ontology) -> None:
    document = read(sample)
    expected = named(document, ontology)
    assert sum(expected.values()) > 200
    bare = named(read_html(as_html(document).encode(), sample.name), ontology)
    assert (expected - bare, bare - expected) == (Counter(), Counter())
    page = on_a_site(as_html(document, "gb2312")).encode("gb18030")
    found = named(read_html(page, sample.name), ontology)
    assert (expected - found, found - expected) == (Counter(), Counter())
