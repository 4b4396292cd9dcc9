"""Answers are DataFrames: exact money, short names, missing where nothing is bound; the package loads lazily."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from rdflib import Dataset

import kg
from kg.errors import DataError, QueryError
from kg.graph.store import new_dataset
from tests.explore.conftest import FINDING, HARM

AMOUNTS = """SELECT ?amount ?how ?p {
  ?p bp:amount ?amount OPTIONAL { ?p bp:hasIndicator/bp:hasTarget/bp:comparator ?how }
} ORDER BY ?amount"""


def test_decimals_stay_exact_and_iris_are_short(g: Dataset) -> None:
    table = kg.query(g, AMOUNTS)
    assert list(table["amount"]) == [Decimal("30000"), Decimal("50000.5"), Decimal("100000")]
    assert table["amount"].sum() == Decimal("180000.5")
    assert list(table["how"].dropna()) == ["bpc:ge"] and table["how"].isna().sum() == 2
    assert set(table["p"]) == {"urn:x:/a/p", "urn:x:/a/q", "urn:x:/a/r"}


def test_whole_numbers_truth_and_text_know_what_is_missing(g: Dataset) -> None:
    table = kg.query(g, 'SELECT * { VALUES (?n ?b ?s ?none) { (1 true "x" UNDEF) (UNDEF UNDEF UNDEF UNDEF) } }')
    assert [str(t) for t in table.dtypes[["n", "b", "s", "none"]]] == ["Int64", "boolean", "str", "object"]
    assert table.iloc[1].isna().all()


def test_an_answer_without_rows_has_its_columns(g: Dataset) -> None:
    table = kg.query(g, "SELECT ?a ?b { ?a bp:nothing ?b }")
    assert list(table.columns) == ["a", "b"] and table.empty


def test_a_named_question_takes_parameters(g: Dataset) -> None:
    assert list(kg.query(g, "money-per-duty")["duty"].dropna()) == ["养蛙", "种荷"]
    with pytest.raises(QueryError, match="没有参数"):
        kg.query(g, "money-per-duty", colour="green")
    with pytest.raises(QueryError, match="SELECT"):
        kg.query(g, "ASK { ?s ?p ?o }")


def test_findings_are_rows_with_quote_and_place_the_gravest_first_if_sorted(g: Dataset) -> None:
    found = kg.findings(g).sort_values("severity")
    assert list(found["severity"]) == ["violation", "warning"]
    grave, light = (row for row in found.itertuples())
    assert (light.department, light.year, light.rule, light.message) == ("荷塘局", 2023, "A01", HARM)
    assert (light.quote, light.place, light.line) == ("蛙的数量 ≥4只", "第 12 行", 12)
    assert (light.id, light.finding) == ("0123456789abcdef", FINDING)
    assert grave.place == "" and pd.isna(grave.quote)
    assert list(kg.findings(g)[kg.findings(g)["severity"] < "info"]["rule"]) == ["A01", "A01"]


def test_no_findings_are_a_table_without_rows() -> None:
    found = kg.findings(new_dataset())
    assert found.empty and {"department", "severity", "place", "id", "finding"} <= set(found.columns)


def test_build_reads_checks_and_says_what_it_could_not_read(tmp_path: Path, disclosure: str) -> None:
    (tmp_path / "a.txt").write_text(disclosure, encoding="utf-8")
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 nothing")
    with pytest.warns(UserWarning, match="broken.docx"):
        g = kg.build(str(tmp_path))
    assert "A01" in set(kg.findings(g)["rule"])
    assert kg.findings(kg.build([tmp_path / "a.txt"])).equals(kg.findings(g))


def test_open_takes_a_file_a_folder_and_says_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "graph.nq").write_text("<urn:s> <urn:p> <urn:o> <urn:g> .\n", encoding="utf-8")
    assert len(kg.open(str(tmp_path))) == len(kg.open(tmp_path / "graph.nq")) == 1
    (tmp_path / "empty").mkdir()
    with pytest.raises(DataError, match="empty"):
        kg.open(tmp_path / "empty")


def test_nothing_is_loaded_before_it_is_used() -> None:
    heavy = "{'pandas', 'networkx', 'matplotlib', 'IPython', 'rdflib', 'spacy'}"
    code = f"import sys, kg; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
