"""Checks and findings as triples beside the facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from rdflib import RDFS, Dataset

from kg.check.record import OUTCOMES, findings_graph, record
from kg.check.run import check
from kg.graph.store import raw
from kg.queries import ask
from kg.ref import terms
from kg.resources import Ontology
from kg.vocab import PREFIXES

if TYPE_CHECKING:
    from tests.check.conftest import Load, Write

BAD = '<i> a bp:Indicator ; rdfs:label "名" ; bp:text "坏" ; bp:quote "名 坏" .'
QUESTION = """SELECT ?doc ?rule ?kind ?severity ?message ?label ?quote ?criterion WHERE {
  GRAPH ?g {
    ?f a bp:Finding ; bp:outcome earl:failed ; bp:inDisclosure ?doc ; bp:anomalyKind ?kind ; bp:subject ?s ;
      bp:severity ?severity ; bp:message ?message ; bp:rule ?r .
    ?r skos:notation ?rule .
    FILTER(LANG(?message) = "zh")
  }
  GRAPH ?rules { ?r a bp:Rule ; bp:criterion ?criterion }
  GRAPH ?doc { ?s rdfs:label ?label ; bp:quote ?quote } }"""


def rows(dataset: Dataset, question: str) -> list[list[str]]:
    """The answer of a SELECT as text."""
    answer = ask(dataset, question)
    assert isinstance(answer, ox.QuerySolutions)
    return [[term.value if isinstance(term, ox.NamedNode | ox.Literal) else "" for term in row] for row in answer]


@pytest.fixture
def recorded(dataset: Dataset, disclose: Load, rule: Write) -> str:
    """A disclosure with one recorded finding."""
    iri, rules = disclose(BAD), [rule(zh='“{observed}” \\" 坏', since="2019")]
    record(dataset, rules, *check(dataset, rules, [iri]))
    return iri


def test_a_finding_can_be_asked_for(dataset: Dataset, recorded: str) -> None:
    code = PREFIXES["bpc"]
    assert rows(dataset, QUESTION) == [
        [
            recorded,
            "A99",
            f"{code}vague-target",
            f"{PREFIXES['sh']}Warning",
            '“坏” " 坏',
            "名",
            "名 坏",
            f"{code}appropriateness",
        ]
    ]


def test_a_check_can_be_asked_for(dataset: Dataset, recorded: str) -> None:
    question = """SELECT ?o ?n {
        ?c a bp:Check ; bp:outcome ?o ; bp:examined ?n ; bp:inDisclosure ?d ; bp:rule/bp:since ?y }"""
    assert rows(dataset, question) == [[OUTCOMES["failed"], "1"]]


def test_every_property_is_in_the_ontology(dataset: Dataset, recorded: str) -> None:
    known = {str(term) for term in terms(Ontology.load()).subjects(RDFS.label)}
    graph = ox.NamedNode(findings_graph(recorded))
    used = {quad.predicate.value for quad in raw(dataset).quads_for_pattern(None, None, None, graph)}
    assert used and used <= known


def test_recording_again_replaces_findings_and_leaves_facts(dataset: Dataset, recorded: str, rule: Write) -> None:
    facts = set(raw(dataset).quads_for_pattern(None, None, None, ox.NamedNode(recorded)))
    silent = [rule("A98", query="SELECT ?g ?subject ?observed ?expected WHERE { GRAPH ?g { ?subject a bp:Nothing } }")]
    record(dataset, silent, *check(dataset, silent, [recorded]))
    assert rows(dataset, QUESTION) == []
    assert rows(dataset, "SELECT ?r { GRAPH ?g { ?c a bp:Check ; bp:rule/skos:notation ?r } }") == [["A98"]]
    assert set(raw(dataset).quads_for_pattern(None, None, None, ox.NamedNode(recorded))) == facts
