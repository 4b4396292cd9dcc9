"""The catalogue as a whole: heads, columns, terms, cases, numbers and the generated page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from string import Formatter
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib import RDFS, SKOS, Dataset, URIRef, Variable
from rdflib.paths import Path as PropertyPath
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Node

from kg.across.digest import LINKS
from kg.check.pages import cases, cases_folder, catalogue_page
from kg.check.rules import COLUMNS, CatalogueRule, load_rules
from kg.check.run import check
from kg.graph.store import new_dataset, raw
from kg.model import Finding
from kg.questions import Question, load_questions
from kg.ref import codes, terms
from kg.resources import Ontology, shipped
from kg.vocab import BASE, NS_BPC, PREFIXES
from tests.lang.shown import HAN, unquoted

DISCLOSURE = f"{BASE}disclosure/0123456789abcdef"
HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items()) + f"@base <{DISCLOSURE}/> .\n"
BODY = (
    f'<{DISCLOSURE}> a bp:Disclosure ; bp:fiscalYear "2024"^^xsd:gYear ; bp:publishedBy <d> . <d> rdfs:label "某局" .\n'
)
RULES = load_rules(Ontology.load())


@dataclass(frozen=True)
class Case:
    """A few triples, and what one rule has to say about them."""

    rule: CatalogueRule
    name: str
    graph: str
    outcome: str
    findings: list[dict[str, str]]


def _cases() -> Iterator[Case]:
    for rule in RULES:
        if rule.across:  # tests/across/test_rules.py
            continue
        for name, case in cases(rule.code).items():
            outcome = "failed" if name.startswith("fail_") else case.get("outcome", "passed")
            yield Case(rule, name, case["graph"], outcome, case.get("findings", []))


CASES = list(_cases())


def _dataset(turtle: str) -> Dataset:
    dataset = new_dataset()
    raw(dataset).load((HEAD + BODY + turtle).encode(), format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(DISCLOSURE))
    return dataset


def _seen(finding: Finding) -> dict[str, str]:
    return {
        "subject": finding.labels[0] if finding.labels else finding.quote,
        "observed": finding.observed,
        "expected": finding.expected,
        "kind": finding.kind,
        "severity": finding.severity,
        "suggestion": finding.suggestion,
        "message": finding.message_zh,
    }


def _sorted(findings: list[dict[str, str]], keys: set[str]) -> list[list[str]]:
    return sorted([str(finding.get(key, "")) for key in sorted(keys)] for finding in findings)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule.code}-{case.name}")
def test_case(case: Case) -> None:
    checks, found = check(_dataset(case.graph), [case.rule], [DISCLOSURE])
    default = {"kind": case.rule.kind, "severity": case.rule.severity}
    wanted = [default | finding for finding in case.findings]
    keys = {key for finding in wanted for key in finding}
    assert _sorted([_seen(finding) for finding in found], keys) == _sorted(wanted, keys)
    assert [c.outcome for c in checks] == [case.outcome]
    assert bool(checks[0].examined) == (case.outcome in ("failed", "passed"))
    for finding in found:
        assert 0 < len(finding.message_zh) <= 300 and 0 < len(finding.message_en) <= 300
        assert "{" not in finding.message_zh + finding.message_en + finding.suggestion + finding.suggestion_en
        assert not HAN.search(unquoted(f"{finding.message_en} {finding.suggestion_en}")), "words of a document in “ ”"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule(rule: CatalogueRule) -> None:
    names = list(cases(rule.code))
    assert sum(name.startswith("fail_") for name in names) >= 2, "每条规则至少两个应报的例子"
    assert sum(name.startswith("pass_") for name in names) >= 3, "每条规则至少三个不应报的例子"
    assert all(name.startswith(("fail_", "pass_")) for name in names)
    assert rule.path.stem == rule.code
    assert URIRef(NS_BPC + rule.kind) in _anomaly_kinds()
    columns = [str(v) for v in _algebra(rule.query)["PV"]]
    assert set(COLUMNS) <= set(columns), "固定的列：?g ?subject ?observed ?expected"
    for template in (rule.message_zh, rule.message_en, rule.suggestion_zh, rule.suggestion_en):
        assert _fields(template) <= set(columns), template


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_terms_exist(rule: CatalogueRule) -> None:
    assert unknown_terms(rule.query) == set()
    assert unknown_terms(rule.scope_query()) == set()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_pattern_is_in_one_graph(rule: CatalogueRule) -> None:
    assert not list(_outside(_algebra(rule.query), within=None if rule.across else "g"))


@pytest.mark.parametrize("question", load_questions(Ontology.load()), ids=lambda question: question.name)
def test_named_question(question: Question) -> None:
    assert unknown_terms(question.query) == set()
    algebra = _algebra(question.query)
    assert [str(v) for v in algebra["PV"]] == list(question.columns), "每一列都有表头，次序一致"
    assert not list(_outside(algebra, within=None))


@pytest.mark.parametrize(
    ("pattern", "wrong"),
    [
        ("?s bp:amonut ?o", "amonut"),
        ("?s bp:about/bp:threePublik true", "threePublik"),
        ("?s (bp:about|^bp:totalls)* ?o", "totalls"),
        ("?s !(bp:quoted) ?o", "quoted"),
        ("?s bp:trend bpc:upp", "upp"),
        ("?s a bp:Indicater", "Indicater"),
        ("?s bp:trend ?t FILTER(?t IN (bpc:upwards))", "upwards"),
        ("?s bp:trend ?t MINUS { ?s bp:faze ?x }", "faze"),
        ("?s bp:trend ?t BIND(IF(?t = bpc:raised, 1, 0) AS ?x)", "raised"),
        ("?s bp:trend ?t VALUES ?t { bpc:lower }", "lower"),
    ],
)
def test_a_mistyped_term_is_found(pattern: str, wrong: str) -> None:
    prologue = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    query = f"{prologue}SELECT ?g ?s WHERE {{ GRAPH ?g {{ {pattern} }} }}"
    assert {term.rsplit("/", 1)[-1].rsplit("#", 1)[-1] for term in unknown_terms(query)} == {wrong}


def test_digests_speak_of_known_terms() -> None:
    prologue = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    queries = [path.read_text(encoding="utf-8") for path in Ontology.load().files("across/**/*.rq")]
    assert queries and [unknown_terms(prologue + query) for query in queries] == [set()] * len(queries)


def test_a_pattern_outside_the_graph_is_found() -> None:
    assert list(_outside(_algebra("SELECT * WHERE { GRAPH ?g { ?s ?p ?o } ?s ?q ?r }")))


def test_no_case_without_rule_and_no_number_twice() -> None:
    numbers = [rule.code for rule in RULES]
    assert sorted(set(numbers)) == numbers
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert sorted(path.stem for path in cases_folder().glob("*.yml")) == numbers


def test_the_page_is_up_to_date() -> None:
    page = shipped() / "rules" / "README.md"
    assert page.read_text(encoding="utf-8") == catalogue_page(Ontology.load()), "python -m kg.check.pages"


@cache
def _anomaly_kinds() -> set[Node]:
    return set(codes(Ontology.load()).subjects(SKOS.inScheme, URIRef(f"{NS_BPC}anomaly-kinds")))


def _fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def _algebra(query: str) -> CompValue:
    algebra: CompValue = prepareQuery(query).algebra
    return algebra


@cache
def _known() -> set[str]:
    ontology = Ontology.load()
    graph = terms(ontology)
    return {LINKS, *(str(term) for term in [*graph.subjects(RDFS.label), *codes(ontology).subjects(SKOS.inScheme)])}


def unknown_terms(query: str) -> set[str]:
    """Terms in the query, property paths included, that the ontology does not have."""
    return {str(term) for term in _terms(_algebra(query))} - _known()


def _terms(node: Any) -> Iterator[URIRef]:
    if isinstance(node, URIRef):
        yield node
    elif isinstance(node, CompValue):
        for value in dict.values(node):
            yield from _terms(value)
    elif isinstance(node, PropertyPath):
        for value in vars(node).values():
            yield from _terms(value)
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from _terms(key)
            yield from _terms(value)
    elif isinstance(node, list | tuple | set | frozenset):
        for value in node:
            yield from _terms(value)


def _outside(node: Any, inside: bool = False, within: str | None = "g") -> Iterator[Any]:
    """Triple patterns that are not within GRAPH ?g, or not within any GRAPH."""
    if isinstance(node, CompValue):
        graph = node.name in ("Graph", "GraphGraphPattern")  # within EXISTS the pattern is kept as it was parsed
        inside = inside or (graph and (within is None or node["term"] == Variable(within)))
        if not inside:
            yield from dict.get(node, "triples", [])
        for key, value in dict.items(node):
            if key != "triples":
                yield from _outside(value, inside, within)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from _outside(value, inside, within)
