"""The named queries answer what their heads say, and rows come as Python values."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat

import kg
from kg.errors import QueryError
from kg.graph.store import new_dataset, raw
from kg.queries import ask
from kg.queries import rows as answer
from kg.resources import Ontology
from kg.vocab import PREFIXES

HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items()) + "@base <urn:x:/> .\n"
SUM = """
<d> { <table> rdfs:label "支出表" .
  <total> bp:inTable <table> ; bp:rowRole bpc:total ; bp:amount 10.0 ; bp:halfUnit 0.5 ; bp:totals <a>, <b> .
  <a> bp:inTable <table> ; bp:rowRole bpc:detail ; bp:amount 4.0 ; bp:halfUnit 0.5 .
  <b> bp:inTable <table> ; bp:rowRole bpc:detail ; bp:amount %s ; bp:halfUnit 0.5 . %s }
"""
LEFT_OUT = "<left> bp:linkKind bpc:sum ; bp:from <total> ; bp:to <a>, <b> ; bp:complete false ."
NAMED = """<d> bp:publishedBy <o> ; dcterms:source "甲.txt" . <o> rdfs:label "荷塘局" ."""
FOUND = """
<d> { <d> bp:publishedBy <dept> ; bp:fiscalYear "2024"^^xsd:gYear . <dept> rdfs:label "甲局" }
<d/findings> { <f> a bp:Finding ; bp:inDisclosure <d> ; bp:rule <r> ; bp:severity sh:Violation ; bp:subject <s1>, <s2> ;
    bp:message "错了"@zh, "wrong"@en ; bp:observed "1" .
  <r> skos:notation "A01" ; rdfs:label "方向错误"@zh, "direction"@en .
  <c> a bp:Check ; bp:rule <r> ; bp:inDisclosure <d> ; bp:outcome earl:failed ; bp:examined 7 }
"""


def rows(trig: str, name: str) -> list[dict[str, object]]:
    """The answer of a named query on these graphs."""
    dataset = new_dataset()
    raw(dataset).load((HEAD + trig).encode(), format=RdfFormat.TRIG)
    return answer(dataset, name)


@pytest.mark.parametrize(
    ("part", "more", "closed", "rounded", "short"),
    [
        ("6.0", "", 1, 0, 0),
        ("7.5", "", 1, 1, 0),
        ("7.6", "", 0, 0, 0),
        ("6.0", "<open> bp:inTable <table> ; bp:rowRole bpc:subtotal ; bp:amount 1.0 ; bp:halfUnit 0.5 .", 0, 0, 0),
        ("2.0", LEFT_OUT, 0, 0, 1),
        ("7.5", LEFT_OUT, 1, 1, 0),
    ],
)
def test_closure_allows_half_units_and_counts_totals_without_parts_as_open(
    part: str, more: str, closed: int, rounded: int, short: int
) -> None:
    titles = {"open": "" if closed else "支出表\n"}
    counts = {"tables": 1, "closed": closed, "rounded": rounded, "short": short}
    assert rows(SUM % (part, more), "closure") == [{"g": "urn:x:/d", **counts, **titles}]


def test_closure_says_whose_tables_and_in_which_file() -> None:
    (row,) = rows(SUM % ("6.0", NAMED), "closure")
    assert (row["department"], row["source"], row["closed"]) == ("荷塘局", "甲.txt", 1)


def test_a_table_without_totals_has_no_closure() -> None:
    assert rows("<d> { <a> bp:inTable <t> ; bp:rowRole bpc:detail ; bp:amount 4.0 ; bp:halfUnit 0.5 }", "closure") == []


def test_findings_are_one_row_each_in_chinese() -> None:
    dataset = new_dataset()
    raw(dataset).load((HEAD + FOUND).encode(), format=RdfFormat.TRIG)
    (row,) = answer(dataset, "findings")
    assert (row["department"], row["year"], row["code"], row["severity"]) == ("甲局", 2024, "A01", "violation")
    assert row["message"] == "错了" and sorted(str(row["subjects"]).split()) == ["urn:x:/s1", "urn:x:/s2"]
    assert "expected" not in row


def test_outcomes_are_counted_by_rule() -> None:
    assert rows(FOUND, "outcomes") == [{"code": "A01", "outcome": "failed", "disclosures": 1, "examined": 7}]


def test_every_named_query_runs_on_an_empty_graph() -> None:
    names = [path.stem for path in Ontology.load().files("queries/*.rq")]
    assert {"closure", "findings", "outcomes"} <= set(names)
    assert all(answer(new_dataset(), name) == [] for name in names)


def test_values_are_python_values() -> None:
    (row,) = answer(new_dataset(), 'SELECT * { VALUES (?a ?b ?c ?d ?e) { (1 2.50 true "x" UNDEF) } }')
    assert row == {"a": 1, "b": Decimal("2.50"), "c": True, "d": "x"}


def test_rows_are_of_a_select_only() -> None:
    assert not ask(new_dataset(), "ASK { ?s ?p ?o }")
    with pytest.raises(QueryError, match="SELECT"):
        answer(new_dataset(), "ASK { ?s ?p ?o }")


def test_the_public_names_are_there_and_no_others(tmp_path: Path) -> None:
    assert dir(kg) == sorted(kg.__all__), "what help and completion list"
    for name in kg.__all__:
        assert callable(getattr(kg, name))
    with pytest.raises(AttributeError):
        _ = kg.nothing
    (tmp_path / "g.nq").write_text("<urn:s> <urn:p> <urn:o> <urn:g> .\n", encoding="utf-8")
    assert len(kg.query(kg.open(tmp_path / "g.nq"), "SELECT * { ?s ?p ?o }")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <urn:x> { ?a ?b ?c } }",
        r"SELECT * { { ?s ?p rdfs:a\' } UNION { SERVICE <urn:x> { ?a ?b rdfs:c\' } FILTER(?a = 'x') } }",
        "SELECT * { { ?s ?p rdfs:a\\# } UNION { SERVICE <urn:x> { ?a ?b ?c } }\n}",
    ],
)
def test_no_escape_hides_that_somebody_else_is_asked(text: str) -> None:
    with pytest.raises(QueryError, match="SERVICE"):
        ask(new_dataset(), text)


def test_graphs_that_are_named_take_the_place_of_the_union() -> None:
    dataset = new_dataset()
    raw(dataset).load(b"<urn:a> <urn:b> <urn:c> <urn:g> .", format=RdfFormat.N_QUADS)

    def found(text: str, *default: str) -> bool:
        answer: Any = ask(dataset, text, default)
        return bool(answer)

    assert found("ASK { ?s ?p ?o }") and found('ASK { ?s ?p ?o FILTER("FROM" != "x") }')
    assert found("ASK FROM <urn:g> { ?s ?p ?o }") and not found("ASK FROM <urn:h> { ?s ?p ?o }")
    assert found("ASK { ?s ?p ?o }", "urn:g") and not found("ASK { ?s ?p ?o }", "urn:h")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("SELECT * { ?s ?p }", "第 1 行第 19 列，“SELECT * { ?s ?p }”之后读不下去"),
        ("SELECT * {\n ?s foo:bar ?o }", "第 2 行的前缀 foo: 没有声明"),
        ("SELECT * {\n  FILTER(?a > ) }\n", "第 3 行读不下去，之前的括号或句式有误"),
        ("SELECT * { ?指标 rdfs:label 名 }", "第 1 行第 28 列，“SELECT * { ?指标 rdfs:label 名”之后读不下去"),
    ],
)
def test_a_query_that_cannot_be_read_says_where_and_no_more(text: str, told: str) -> None:
    with pytest.raises(QueryError) as error:
        ask(new_dataset(), text)
    assert str(error.value) == f"查询有误：{told}"
