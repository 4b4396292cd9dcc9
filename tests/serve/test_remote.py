"""`kg query --endpoint`: the same answers as from the file, and messages that say what went wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.remote import declared
from tests.conftest import Kg
from tests.serve.conftest import Server


@pytest.mark.parametrize(
    "asked",
    [
        ["findings", "--format", "table"],
        ["findings", "--format", "csv"],
        ["findings", "--format", "json"],
        ["links", "--param", "kind=serves", "--format", "csv"],
        ["ASK { ?i a bp:Indicator }"],
        ["ASK { ?i a bp:Indicator }", "--format", "json"],
        ["CONSTRUCT { ?i rdfs:label ?l } { ?i a bp:Indicator ; rdfs:label ?l }"],
    ],
)
def test_the_answer_is_that_of_the_file(kg: Kg, store: Path, server: Server, asked: list[str]) -> None:
    near = kg("query", *asked, "--graph", store)
    far = kg("query", *asked, "--endpoint", server.address + "sparql")
    assert near[0] == far[0] == 0
    assert sorted(far[1].splitlines()) == sorted(near[1].splitlines()) and len(near[1]) > 1


def test_what_goes_wrong_is_said(kg: Kg, server: Server) -> None:
    wrong = {
        ("SELECT {", server.address + "sparql"): "HTTP 400",
        (
            "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a = ?l + 1) }",
            server.address + "sparql",
        ): "504",
        ("ASK {}", server.address + "nothing"): "HTTP 40",
        ("ASK {}", server.address + "static/site.css"): "HTTP 405",
        ("ASK {}", "http://127.0.0.1:1/sparql"): "连不上",
        ("ASK {}", "file:///etc/passwd"): "http://",
    }
    for (text, endpoint), message in wrong.items():
        code, out, err = kg("query", text, "--endpoint", endpoint)
        assert (code, out) == (2, "") and message in err, (text, endpoint, err)


def test_one_source_at_a_time(kg: Kg, tmp_path: Path) -> None:
    code, _, err = kg("query", "ASK {}", "--graph", tmp_path, "--endpoint", "http://127.0.0.1:1/")
    assert code == 2 and "--graph 和 --endpoint" in err


def test_only_the_prefixes_that_are_lacking_are_declared() -> None:
    assert declared("ASK {}") == "ASK {}"
    text = declared("PREFIX rdfs: <urn:mine>\nASK { ?i a bp:Indicator ; rdfs:label ?l ; x:y ?z }")
    assert text.startswith("PREFIX bp: <https://w3id.org/cn-budget-performance/ns#> PREFIX rdfs: <urn:mine>\n")
