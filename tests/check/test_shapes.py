"""Each shape holds on a sound disclosure and fails on the one break that it is there for."""

from __future__ import annotations

from pathlib import Path

import pyshacl
import pytest
from rdflib import SH, Graph, URIRef

from kg.check.shapes import validate
from kg.errors import DataError
from kg.graph.build import triple
from kg.graph.store import new_dataset, put
from kg.resources import Ontology, shipped
from kg.vocab import BASE, BP, PREFIXES, RDF

SOUND = """
<d> a bp:Disclosure ; bp:sha256 "%s" ; dcterms:source "a.txt", "b.txt" ;
  bp:kind bpc:budget ; bp:fiscalYear "2023"^^xsd:gYear .
<dept> a bp:Department ; rdfs:label "某局" ;
  bp:hasDuty <duty> ; bp:hasIndicator <indicator> ; bp:hasObjective <objective> .
<duty> a bp:Duty ; rdfs:label "审批" ; bp:quote "负责审批" ; bp:start 1 ; bp:end 5 .
<project> a bp:Project ; rdfs:label "运行费" ; bp:amount 20000.0 .
<activity> a bp:Activity ; rdfs:label "培训" .
<item> a bp:Item ; rdfs:label "公务接待费" .
<objective> a bp:Objective ; bp:text "保障运行" ; bp:quote "保障运行" ; bp:start 7 ; bp:end 11 .
<indicator> a bp:Indicator ; rdfs:label "培训人次" ; bp:category bpc:quantity ; bp:direction bpc:higher-better ;
  bp:hasTarget <target> ; bp:quote "培训人次" ; bp:start 12 ; bp:end 16 .
<target> a bp:Target ; bp:printed "≥5人次" ; bp:comparator bpc:ge ; bp:value 5.0 ;
  bp:quote "≥5人次" ; bp:start 16 ; bp:end 20 .
<table> a bp:Table ; rdfs:label "支出总表" ; bp:tableKind bpc:expenditure .
<line> a bp:BudgetLine ; rdfs:label "合计" ; bp:inTable <table> ; bp:rowRole bpc:total ; bp:printed "2.00" ;
  bp:amount 20000.0 ; bp:halfUnit 50.0 ; bp:fiscalYear "2023"^^xsd:gYear ; bp:quote "2.00" ; bp:start 30 ; bp:end 34 .
<blank> a bp:BudgetLine ; bp:inTable <table> ; bp:printed "-" ; bp:quote "-" ; bp:start 35 ; bp:end 36 .
<total> a bp:Statement ; bp:statementKind bpc:total ; bp:amount 20000.0 ; bp:halfUnit 50.0 ;
  bp:quote "2万元" ; bp:start 40 ; bp:end 43 .
<growth> a bp:Statement ; bp:statementKind bpc:growth ; bp:value 3.5 ; bp:trend bpc:up ; bp:ofStatement <total> ;
  bp:quote "增长3.5%%" ; bp:start 44 ; bp:end 50 .
<link> a bp:Link ; bp:from <project> ; bp:to <duty> ; bp:linkKind bpc:serves ; bp:score 0.8 ; bp:confidence 0.8 .
<entry> a bp:Entry ; bp:number "（一）" ; bp:ordinal 1 ; bp:quote "XX" ; bp:start 51 ; bp:end 53 .
<residue> a bp:Residue ; bp:text "XX" ; bp:residueKind bpc:filler ; bp:quote "XX" ; bp:start 51 ; bp:end 53 .
""" % ("0123456789abcdef" * 4)

# shape: the node that must be named, and the update that breaks it
BREAKS = {
    "sha256": ("d", 'DELETE { <d> bp:sha256 ?x } INSERT { <d> bp:sha256 "ABC" } WHERE { <d> bp:sha256 ?x }'),
    "source": ("d", "DELETE WHERE { <d> dcterms:source ?x }"),
    "kind": ("d", "INSERT DATA { <d> bp:kind bpc:final-accounts }"),
    "label": ("duty", "DELETE WHERE { <duty> rdfs:label ?x }"),
    "oneLabel": ("indicator", 'INSERT DATA { <indicator> rdfs:label "培训次数" }'),
    "objectiveOwner": ("objective", "INSERT DATA { <project> bp:hasObjective <objective> }"),
    "objectiveText": ("objective", "DELETE WHERE { <objective> bp:text ?x }"),
    "indicatorOwner": ("indicator", "DELETE WHERE { ?x bp:hasIndicator <indicator> }"),
    "category": ("indicator", "INSERT DATA { <indicator> bp:category bpc:quality }"),
    "direction": ("indicator", "INSERT DATA { <indicator> bp:direction bpc:lower-better }"),
    "targetOwner": ("target", "DELETE WHERE { ?x bp:hasTarget <target> }"),
    "comparator": ("target", "INSERT DATA { <target> bp:comparator bpc:le }"),
    "value": ("target", 'INSERT DATA { <target> bp:value "5" }'),
    "maxValue": ("target", "INSERT DATA { <target> bp:maxValue 6.0, 7.0 }"),
    "amount": ("project", "INSERT DATA { <project> bp:amount 10000.0 }"),
    "halfUnit": ("total", "INSERT DATA { <total> bp:halfUnit 5.0 }"),
    "rounded": ("line", "DELETE WHERE { <line> bp:halfUnit ?x }"),
    "inferredCategory": ("indicator", "INSERT DATA { <indicator> bp:inferredCategory bpc:cost, bpc:output }"),
    "categoryConfidence": ("indicator", "INSERT DATA { <indicator> bp:categoryConfidence 1.5 }"),
    "nameKind": ("indicator", "INSERT DATA { <indicator> bp:nameKind bpc:ge }"),
    "printed": ("blank", "DELETE WHERE { <blank> bp:printed ?x }"),
    "inTable": ("line", "DELETE WHERE { <line> bp:inTable ?x }"),
    "rowRole": ("blank", "INSERT DATA { <blank> bp:rowRole bpc:count }"),
    "tableKind": ("table", "INSERT DATA { <table> bp:tableKind bpc:revenue }"),
    "fiscalYear": ("blank", "INSERT DATA { <blank> bp:fiscalYear 2023 }"),
    "statementKind": ("growth", "DELETE WHERE { <growth> bp:statementKind ?x }"),
    "trend": ("total", "INSERT DATA { <total> bp:trend bpc:exact }"),
    "ofStatement": ("growth", "INSERT DATA { <growth> bp:ofStatement <growth> }"),
    "linkFrom": ("link", "DELETE WHERE { <link> bp:from ?x }"),
    "linkTo": ("link", "DELETE WHERE { <link> bp:to ?x }"),
    "linkKind": ("link", "DELETE WHERE { <link> bp:linkKind ?x }"),
    "linkScore": ("link", "INSERT DATA { <link> bp:score 1.2 }"),
    "residueKind": ("residue", "DELETE WHERE { <residue> bp:residueKind ?x }"),
    "entryOrdinal": ("entry", "DELETE WHERE { <entry> bp:ordinal ?x }"),
    "nature": ("project", "INSERT DATA { <project> bp:nature bpc:other-table }"),
    "residueText": ("residue", "DELETE WHERE { <residue> bp:text ?x }"),
    "quoted": ("line", "DELETE WHERE { <line> bp:quote ?x }"),
    "start": ("line", "DELETE { <line> bp:start ?x } INSERT { <line> bp:start 99 } WHERE { <line> bp:start ?x }"),
    "end": ("line", "DELETE WHERE { <line> bp:end ?x }"),
    "confidence": ("link", "INSERT DATA { <link> bp:confidence 1.5 }"),
}
IDS = f"{BASE}id/"
SHAPES = f"{BASE}shapes#"
GRAPH = "urn:disclosure"


def _sound() -> Graph:
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    return Graph().parse(data=f"@base <{IDS}> .\n{head}{SOUND}", format="turtle")


def _broken(*updates: str) -> Graph:
    graph = _sound()
    for update in updates:
        graph.update(f"BASE <{IDS}>\n{update}", initNs=PREFIXES)
    return graph


def _found(graph: Graph, *folders: Path) -> dict[str, list[str]]:
    dataset = new_dataset()
    put(dataset, "urn:another", [triple("urn:without-label", RDF.type, f"<{BP.Duty}>")])
    put(dataset, GRAPH, graph.serialize(format="nt").splitlines())
    return validate(dataset, Ontology.load(folders)).get(GRAPH, {})


def _by_pyshacl(graph: Graph, shapes: Path) -> dict[str, list[str]]:
    """What the reference implementation finds."""
    _, report, _ = pyshacl.validate(graph, shacl_graph=Graph().parse(shapes), inference="none")
    found: dict[str, set[str]] = {}
    for result, node in report.subject_objects(SH.focusNode):
        found.setdefault(str(node), set()).update(map(str, report.objects(result, SH.resultMessage)))
    return {node: sorted(messages) for node, messages in sorted(found.items())}


def _messages(shape: str) -> set[str]:
    graph = Graph().parse(shipped() / "shapes.ttl")
    return {str(message) for message in graph.objects(URIRef(SHAPES + shape), SH.message)}


def test_a_sound_disclosure_breaks_nothing() -> None:
    assert _found(_sound()) == {}


@pytest.mark.parametrize("shape", BREAKS)
def test_each_shape_finds_its_break_at_the_node_and_nowhere_else(shape: str) -> None:
    node, update = BREAKS[shape]
    graph = _broken(update)
    found = _found(graph)
    assert list(found) == [IDS + node]
    assert _messages(shape) <= set(found[IDS + node])
    assert found == _by_pyshacl(graph, shipped() / "shapes.ttl")


def test_all_breaks_at_once_are_found_as_by_the_reference() -> None:
    graph = _broken(*(update for _, update in BREAKS.values()))
    found = _found(graph)
    assert {IDS + node for node, _ in BREAKS.values()} <= set(found)
    assert found == _by_pyshacl(graph, shipped() / "shapes.ttl")


# every constraint component that is translated, with values on both sides of its border
COMPONENTS = {
    "count": "sh:minCount 2 ; sh:maxCount 3",
    "datatype": "sh:datatype xsd:decimal",
    "integer": "sh:datatype xsd:integer",
    "year": "sh:datatype xsd:gYear",
    "in": 'sh:in ( 1.5 "b" bpc:budget )',
    "pattern": r'sh:pattern "^[ab]\\d?$"',
    "inclusive": "sh:minInclusive 1.5 ; sh:maxInclusive 2",
    "exclusive": "sh:minExclusive 1.5 ; sh:maxExclusive 2",
    "lessThanOrEquals": "sh:lessThanOrEquals bp:end",
    "or": "sh:or ( [ sh:path bp:end ; sh:minCount 1 ] [ sh:path [ sh:inversePath bp:end ] ; sh:maxCount 0 ] )",
}
VALUES = """
<none> a bp:Duty . <one> a bp:Duty ; bp:start 1.5 . <two> a bp:Duty ; bp:start 1, 2 ; bp:end 2 .
<three> a bp:Duty ; bp:start 1.7, 2, 1 ; bp:end 1.0 . <four> a bp:Duty ; bp:start 1, 2, 3, "x"^^xsd:integer .
<text> a bp:Duty ; bp:start "a", "b", "a7"@zh ; bp:end "b" .
<iri> a bp:Duty ; bp:start bpc:budget, <two> ; bp:end <none> .
<year> a bp:Duty ; bp:start "2024"^^xsd:gYear . <day> a bp:Duty ; bp:start "2024-01-01"^^xsd:date, 2024 .
"""
# what cannot be compared breaks the shape (https://www.w3.org/TR/shacl/#core-components-range); pySHACL lets it pass
STRICTER = {"inclusive": {"year"}, "exclusive": {"year"}, "lessThanOrEquals": {"text"}}


@pytest.mark.parametrize("component", COMPONENTS)
def test_each_component_means_what_the_reference_takes_it_for(tmp_path: Path, component: str) -> None:
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in {**PREFIXES, "sh": str(SH)}.items())
    path = "" if component == "or" else "sh:path bp:start ;"
    shape = f'<urn:s> {path} sh:targetClass bp:Duty ; sh:message "坏"@zh ; {COMPONENTS[component]} .'
    file = tmp_path / "shapes.ttl"
    file.write_text(head + shape, encoding="utf-8")
    graph = Graph().parse(data=f"@base <{IDS}> .\n{head}{VALUES}", format="turtle")
    found = _found(graph, tmp_path)
    assert 0 < len(found) < 9
    assert found == _by_pyshacl(graph, file) | {IDS + node: ["坏"] for node in STRICTER.get(component, ())}


def test_each_shape_has_a_break_and_each_break_a_shape() -> None:
    graph = Graph().parse(shipped() / "shapes.ttl")
    shapes = {
        str(s).removeprefix(SHAPES) for kind in (SH.PropertyShape, SH.NodeShape) for s in graph.subjects(None, kind)
    }
    assert shapes == set(BREAKS)


def test_shapes_are_shacl_core_and_say_in_chinese_what_is_wrong() -> None:
    graph = Graph().parse(shipped() / "shapes.ttl")
    assert not set(graph.subjects(SH.sparql)) | set(graph.subjects(SH.select))
    assert all(_messages(shape) for shape in BREAKS)


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ("not turtle", ""),
        ("<x> a sh:PropertyShape .", "<x>|x 没有"),
        ("<x> a sh:PropertyShape ; sh:path bp:x ; sh:minCount 1 .", "sh:targetClass"),
        ("<x> sh:targetClass bp:Duty ; sh:path bp:x .", "没有约束"),
        ("<x> sh:targetClass bp:Duty ; sh:path ( bp:x bp:y ) ; sh:minCount 1 .", "sh:path"),
        ("<x> sh:targetClass bp:Duty ; sh:minCount 1 .", "minCount"),
        ("<x> sh:targetClass bp:Duty ; sh:path bp:x ; sh:class bp:Duty .", "class"),
        ("<x> sh:targetClass bp:Duty ; sh:path bp:x ; sh:minCount 1 ; sh:deactivated true .", "deactivated"),
        ('<x> sh:targetClass bp:Duty ; sh:path bp:x ; sh:pattern "(" .', ""),
        ("<x> sh:targetClass bp:Duty ; sh:path bp:x ; sh:minCount bp:x .", ""),
    ],
)
def test_shapes_that_cannot_be_used_are_reported_with_their_file(tmp_path: Path, body: str, named: str) -> None:
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in {**PREFIXES, "sh": str(SH)}.items())
    (tmp_path / "shapes.ttl").write_text(head + body, encoding="utf-8")
    with pytest.raises(DataError, match=rf"shapes\.ttl.*({named})"):
        _found(_sound(), tmp_path)
