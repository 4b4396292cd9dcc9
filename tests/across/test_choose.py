"""Which disclosures are meant: by year, by kind, by part of a file's name; never a guess between two."""

from __future__ import annotations

from decimal import Decimal

import pytest
from rdflib import Dataset

from kg.across.choose import choose
from kg.across.record import Link, add_links
from kg.errors import DataError
from kg.graph.store import new_dataset
from kg.resources import Ontology
from kg.vocab import BPC
from tests.across.made_up import add

ONTOLOGY = Ontology.load()


@pytest.fixture
def dataset() -> Dataset:
    """Two departments, one of them with two years, a final account, and a year in two parts."""
    made = new_dataset()
    add(made, "culture-2023", "", 2023)
    add(made, "culture-2024", "", 2024)
    add(made, "culture-account", "", 2023, "final-accounts")
    add(made, "water-2024", "", 2024, department="河湾县水务局")
    return made


def sources(dataset: Dataset, wanted: str, department: str = "") -> list[str]:
    """The files that are chosen."""
    return [source for head in choose(dataset, wanted, ONTOLOGY, department).heads for source in head.sources]


@pytest.mark.parametrize(
    ("wanted", "department", "file"),
    [
        ("2024", "文化馆", "culture-2024"),
        ("2023预算", "", "culture-2023"),
        ("2023年决算", "文化", "culture-account"),
        ("2023 final-accounts", "", "culture-account"),
        ("water", "", "water-2024"),
        ("", "水务", "water-2024"),
    ],
)
def test_one_is_meant(dataset: Dataset, wanted: str, department: str, file: str) -> None:
    assert sources(dataset, wanted, department) == [f"{file}.txt"]


@pytest.mark.parametrize(("wanted", "department"), [("2024", ""), ("2023", "文化馆"), ("", "")])
def test_several_are_an_error_that_names_them(dataset: Dataset, wanted: str, department: str) -> None:
    with pytest.raises(DataError, match=r"culture-\d{4}\.txt.*；请写明文件名"):
        choose(dataset, wanted, ONTOLOGY, department)


def test_none_is_an_error(dataset: Dataset) -> None:
    with pytest.raises(DataError, match="没有找到“2019”"):
        choose(dataset, "2019", ONTOLOGY)


def test_parts_of_one_disclosure_are_one_side(dataset: Dataset) -> None:
    tables, text = (add(dataset, f"sports-{part}", "", 2024, department="河湾县体育局") for part in ("tables", "text"))
    with pytest.raises(DataError, match="有 2 份"):
        choose(dataset, "2024", ONTOLOGY, "体育")
    add_links(dataset, [Link(BPC.same_disclosure, tables, text, Decimal(1), "附件1与附件2", "test")])
    assert sources(dataset, "2024", "体育") == ["sports-tables.txt", "sports-text.txt"]
