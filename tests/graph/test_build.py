"""Facts become quads: identifiers, values, evidence, and text that stays text."""

from __future__ import annotations

from decimal import Decimal

import pyoxigraph as ox
import pytest
from rdflib import Dataset, Literal, URIRef

from kg.graph.build import add, add_source, disclosure_iri, fact_iri, literal
from kg.graph.store import new_dataset, raw
from kg.model import Document, Evidence, Fact, Facts, Ref, Term, Value, Year
from kg.vocab import BASE, BP, BPC, DCTERMS, RDF, RDFS

SHA = "ab" * 32
DISCLOSURE = f"{BASE}disclosure/abababababababab"


def facts(*found: Fact, source: str = "甲.txt") -> Facts:
    """Facts of one made-up document."""
    return Facts(Document(source, SHA, "txt", "文本", ()), found)


def indicator(*properties: tuple[Term, Value], key: str = "indicator/7") -> Fact:
    """An indicator with these properties."""
    return Fact(Ref(key), BP.Indicator, properties)


def values(
    dataset: Dataset, prop: Term, key: str = "indicator/7"
) -> list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]:
    """The objects of one property of a fact."""
    quads = raw(dataset).quads_for_pattern(ox.NamedNode(fact_iri(DISCLOSURE, key)), ox.NamedNode(prop), None, None)
    return [quad.object for quad in quads]


def test_the_graph_is_named_by_the_hash_of_the_content() -> None:
    dataset = new_dataset()
    assert add(dataset, facts(indicator())) == disclosure_iri(SHA) == DISCLOSURE
    assert [str(graph) for graph in raw(dataset).named_graphs()] == [f"<{DISCLOSURE}>"]


@pytest.mark.parametrize(
    ("key", "iri"),
    [
        ("disclosure", DISCLOSURE),
        ("indicator/7", f"{DISCLOSURE}/indicator/7"),
        ("item/公务接待费", f"{DISCLOSURE}/item/公务接待费"),
        ("department/某县某局", f"{BASE}department/某县某局"),
        ("item/a b", f"{DISCLOSURE}/item/a%20b"),
        ("item/50%", f"{DISCLOSURE}/item/50%25"),
        ('item/<x>#[1]?\\"{|}^`', f"{DISCLOSURE}/item/%3Cx%3E%23%5B1%5D%3F%5C%22%7B%7C%7D%5E%60"),
        ("item/\ue000\ud800", f"{DISCLOSURE}/item/%EE%80%80"),
        ("item/𠀀", f"{DISCLOSURE}/item/𠀀"),
    ],
)
def test_identifiers_are_legal_and_readable(key: str, iri: str) -> None:
    assert fact_iri(DISCLOSURE, key) == iri
    ox.NamedNode(iri)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("文字", '"文字"'),
        (Decimal("2078500.00"), '"2078500"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        (Decimal("1E+7"), '"10000000"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        (Decimal("-0.0"), '"0"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        (Decimal("0.0050"), '"0.005"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        (True, '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
        (3, '"3"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        (Year(2024), '"2024"^^<http://www.w3.org/2001/XMLSchema#gYear>'),
    ],
)
def test_values_are_typed(value: str | Decimal | int, written: str) -> None:
    assert literal(value) == written


def test_terms_and_references_become_nodes() -> None:
    dataset = new_dataset()
    add(dataset, facts(indicator((BP.direction, BPC.lower_better), (BP.hasTarget, Ref("target/9")))))
    assert values(dataset, RDF.type) == [ox.NamedNode(BP.Indicator)]
    assert values(dataset, BP.direction) == [ox.NamedNode(BPC.lower_better)]
    assert values(dataset, BP.hasTarget) == [ox.NamedNode(f"{DISCLOSURE}/target/9")]


def test_evidence_stands_on_the_fact() -> None:
    dataset = new_dataset()
    evidence = Evidence(5, 9, "培训人次", page=2, line=None)
    add(
        dataset,
        facts(Fact(Ref("indicator/7"), BP.Indicator, (), evidence, ("layout/x", "lexicon/y#z"), Decimal("0.80"))),
    )
    found = {
        p: sorted(values(dataset, p), key=str)
        for p in (BP.quote, BP.start, BP.end, BP.page, BP.line, BP.extractedBy, BP.confidence)
    }
    assert {p: [term.value for term in terms if isinstance(term, ox.Literal)] for p, terms in found.items()} == {
        BP.quote: ["培训人次"],
        BP.start: ["5"],
        BP.end: ["9"],
        BP.page: ["2"],
        BP.line: [],
        BP.extractedBy: ["layout/x", "lexicon/y#z"],
        BP.confidence: ["0.8"],
    }


@pytest.mark.parametrize(
    "text",
    [
        'quotes " and \\ and \\u0041',
        "line\nfeed\r\ttab",
        '""" . <urn:a> <urn:b> <urn:c> . #',
        '" . } ; DROP ALL #',
        "\x00\x01\x1f\x7f\x85\u2028\ufffe",
        "@zh ^^<http://www.w3.org/2001/XMLSchema#integer>",
        "",
    ],
)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    dataset = new_dataset()
    add(dataset, facts(indicator((RDFS.label, text))))
    assert values(dataset, RDFS.label) == [ox.Literal(text)]
    assert len(raw(dataset)) == 5  # type, label, and the disclosure's source, hash and text


def test_warnings_of_the_reader_stand_on_the_disclosure() -> None:
    dataset = new_dataset()
    add(dataset, Facts(Document("甲.txt", SHA, "txt", "", (), warnings=("第2页没有文字层", '"')), ()))
    assert {str(term) for term in values(dataset, BP.warning, "disclosure")} == {'"第2页没有文字层"', '"\\""'}


def test_half_a_character_is_dropped() -> None:
    dataset = new_dataset()
    add(dataset, facts(indicator((RDFS.label, "a\ud800b"))))
    assert values(dataset, RDFS.label) == [ox.Literal("ab")]


def test_two_files_with_the_same_content_are_one_disclosure() -> None:
    dataset = new_dataset()
    add(dataset, facts(indicator(), source="甲.txt"))
    before = len(raw(dataset))
    add_source(dataset, facts(source="目录/乙.txt").document)
    sources = values(dataset, DCTERMS.source, "disclosure")
    assert sorted(str(s) for s in sources) == ['"乙.txt"', '"甲.txt"'] and len(raw(dataset)) == before + 1


def test_departments_are_shared_between_disclosures() -> None:
    dataset = new_dataset()
    office = Fact(Ref("department/某局"), BP.Department, ((RDFS.label, "某局"),))
    first = add(dataset, facts(office))
    second = add(dataset, Facts(Document("乙.txt", "cd" * 32, "txt", "", ()), (office,)))
    node = URIRef(f"{BASE}department/某局")
    assert all((node, None, Literal("某局")) in dataset.graph(URIRef(graph)) for graph in (first, second))
