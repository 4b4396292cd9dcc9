"""How many indicators published documents have on a page, counted by eye, against what is read.

One indicator is a row with a name or a value; blank rows, and rows of 无, 不适用 or dots, are none. An indicator that
goes on behind a page break counts where it begins; a name with a line drawn through it is one.
"""

from __future__ import annotations

import csv
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest

from kg.extract import extract
from kg.read import read
from kg.resources import Ontology
from kg.vocab import BP


@lru_cache(maxsize=1)
def counted() -> dict[str, dict[int, int]]:
    """For each document, by the beginning of its file name, the indicators on each page that was counted."""
    found: dict[str, dict[int, int]] = {}
    with (Path(__file__).parent / "indicator_counts.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["document"], {})[int(row["page"])] = int(row["indicators"])
    return found


@pytest.fixture(scope="module")
def read_pages(shared: Path) -> dict[str, Counter[int | None]]:
    """For each counted document, how many indicators were read on each page."""
    ontology = Ontology.load()
    pages = {}
    for document in counted():
        (path,) = (shared / "corpus").glob(f"{document}_*")
        facts = extract(read(path), ontology).facts
        pages[document] = Counter(f.evidence.page for f in facts if f.type == BP.Indicator and f.evidence)
    return pages


def test_enough_was_counted() -> None:
    assert len(counted()) >= 23
    assert sum(sum(pages.values()) for pages in counted().values()) >= 3200


def test_as_many_are_read_as_were_counted(read_pages: dict[str, Counter[int | None]]) -> None:
    wrong = [
        f"{document} page {page}: {number} counted, {read_pages[document][page]} read"
        for document, pages in counted().items()
        for page, number in pages.items()
        if read_pages[document][page] != number
    ]
    assert not wrong, "\n".join(wrong)


def test_none_is_read_where_none_was_counted(read_pages: dict[str, Counter[int | None]]) -> None:
    assert not [(d, page) for d, pages in read_pages.items() for page in pages if page not in counted()[d]]
