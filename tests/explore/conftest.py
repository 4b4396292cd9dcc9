"""A made-up graph of three departments with what the views are about, and text that means harm."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from rdflib import Dataset

from kg.check.record import RULES
from kg.graph.store import new_dataset, raw
from kg.vocab import PREFIXES

HARM = "<script>alert(1)</script><img src=x onerror=alert(2)> $\\frac{1}{0}$ **粗** =1+1 </script>"
FINDING = "urn:x:/a/finding/0123456789abcdef"
_HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items()) + "@base <urn:x:/> .\n"
_TEXT = "荷塘局预算。指标：蛙的数量 ≥4只。其余。"
_GRAPH = """
<a> {
  <a> a bp:Disclosure ; bp:publishedBy <lotus> ; bp:fiscalYear "2023"^^xsd:gYear ; bp:kind bpc:budget ;
    dcterms:source "a.txt" ; dcterms:title "荷塘局2023年部门预算" ; bp:plainText "%(text)s" .
  <lotus> a bp:Department ; rdfs:label "荷塘局" ; bp:hasDuty <a/duty>, <a/other> ; bp:hasProject <a/p>, <a/q>, <a/r> ;
    bp:hasActivity <a/act> .
  <a/duty> a bp:Duty ; rdfs:label "养蛙" ; bp:text "养蛙" ; bp:quote "（一）养蛙" ; bp:line 3 .
  <a/other> a bp:Duty ; rdfs:label "种荷" ; bp:quote "（二）种荷" ; bp:page 2 .
  <a/p> a bp:Project ; rdfs:label "蛙塘" ; bp:amount 100000.0 ; bp:serves <a/duty> ; bp:hasIndicator <a/i> ;
    bp:quote "蛙塘" ; bp:page 4 .
  <a/q> a bp:Project ; rdfs:label "荷种$x_1$" ; bp:amount 50000.5 ; bp:serves <a/other> ; bp:quote "荷种" .
  <a/r> a bp:Project ; rdfs:label "%(harm)s" ; bp:amount 30000.0 ; bp:quote "%(harm)s" .
  <a/act> a bp:Activity ; rdfs:label "看荷" ; bp:serves <a/other> ; bp:hasIndicator <a/j> .
  <a/i> a bp:Indicator ; rdfs:label "蛙的 数量" ; bp:hasTarget <a/t> ; bp:quote "蛙的数量 ≥4只" ; bp:line 12 .
  <a/t> a bp:Target ; bp:printed "≥4只" ; bp:targetKey "ge4只" ; bp:value 4 ; bp:comparator bpc:ge .
  <a/j> a bp:Indicator ; rdfs:label "荷香" ; bp:hasTarget <a/u> .
  <a/u> a bp:Target ; bp:printed "显著" ; bp:targetKey "显著" .
  <a/link> bp:linkKind bpc:charged-to ; bp:from <a/p> ; bp:to <a/line> . <a/line> bp:classCode "213" .
}
<a/findings> {
  <a/finding/0123456789abcdef> a bp:Finding ; bp:inDisclosure <a> ; bp:rule <rule/A01> ; bp:ruleVersion "1" ;
    bp:anomalyKind bpc:polarity-reversed ; bp:severity sh:Warning ; bp:message "%(harm)s"@zh, "harm"@en ;
    bp:observed "≥4只" ; bp:expected "≤4只" ; bp:suggestion "改"@zh ; bp:subject <a/t>, <a/r> ;
    bp:quote "蛙的数量 ≥4只" ; bp:start 9 ; bp:end 17 ; bp:line 12 .
  <a/finding/fedcba9876543210> a bp:Finding ; bp:inDisclosure <a> ; bp:rule <rule/A01> ; bp:ruleVersion "1" ;
    bp:anomalyKind bpc:polarity-reversed ; bp:severity sh:Violation ; bp:message "重"@zh, "grave"@en ;
    bp:observed "" ; bp:expected "" ; bp:subject <a/p> .
  <rule/A01> skos:notation "A01" .
}
<%(rules)s> {
  <rule/A01> a bp:Rule ; skos:notation "A01" ; rdfs:label "方向错误"@zh, "direction"@en ; bp:basis "某办法" ;
    bp:criterion bpc:appropriateness .
}
<b> {
  <b> a bp:Disclosure ; bp:publishedBy <pond> ; bp:fiscalYear "2024"^^xsd:gYear ; bp:kind bpc:budget ;
    dcterms:source "b.txt" .
  <pond> a bp:Department ; rdfs:label "池塘局" ; bp:hasDuty <b/duty> ; bp:hasIndicator <b/i> .
  <b/duty> a bp:Duty ; rdfs:label "养蛙" ; bp:quote "（一）养蛙" .
  <b/i> a bp:Indicator ; rdfs:label "蛙的数量" ; bp:hasTarget <b/t> ; bp:quote "蛙的数量\\t≥ 4 只" .
  <b/t> a bp:Target ; bp:printed "≥4只" ; bp:targetKey "ge4只" ; bp:value 4 .
}
<c> {
  <c> a bp:Disclosure ; bp:kind bpc:final-accounts ; dcterms:source "c.txt" .
  <c/i> a bp:Indicator ; rdfs:label "蛙的数量" ; bp:hasTarget <c/t> .
  <c/t> a bp:Target ; bp:printed "≥5只" ; bp:targetKey "ge5只" .
}
"""


def dataset(trig: str) -> Dataset:
    """A dataset from TriG with our prefixes."""
    made = new_dataset()
    raw(made).load((_HEAD + trig).encode(), format=ox.RdfFormat.TRIG)
    return made


@pytest.fixture(scope="session")
def g() -> Dataset:
    """The made-up graph."""
    harm = HARM.replace("\\", "\\\\").replace('"', '\\"')
    return dataset(_GRAPH % {"text": _TEXT, "harm": harm, "rules": RULES})
