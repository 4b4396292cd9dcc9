"""The outcomes, the findings and what is left out; on rules written for the test."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from rdflib import Dataset

from kg.check.rules import CatalogueRule, load_rules
from kg.check.run import check
from kg.graph.store import raw
from kg.model import Check, Finding
from kg.resources import Ontology

if TYPE_CHECKING:
    from tests.check.conftest import Load, Write

BAD = """<i> a bp:Indicator ; rdfs:label "名" ; bp:text "坏" ; bp:quote "名 坏" ;
  bp:start 7 ; bp:end 10 ; bp:page 2 ; bp:line 3 ."""
GOOD = '<i> a bp:Indicator ; rdfs:label "名" .'
NEEDS = '# needs: {pattern: "?subject bp:unit ?u .", zh: 没有单位, en: no unit}'


def one(
    dataset: Dataset, rule: CatalogueRule, *disclosures: str, weak: dict[str, list[str]] | None = None
) -> tuple[Check, list[Finding]]:
    """The check of one rule on the first disclosure, and all findings."""
    checks, found = check(dataset, [rule], disclosures, weak)
    return checks[0], found


def test_failed(dataset: Dataset, disclose: Load, rule: Write) -> None:
    iri = disclose(BAD)
    ended, (finding,) = one(dataset, rule(zh="{observed}不{expected}"), iri)
    assert (ended.outcome, ended.examined, ended.reason) == ("failed", 1, "")
    assert (finding.labels, finding.quote, finding.start, finding.end) == (("名",), "名 坏", 7, 10)
    assert (finding.page, finding.line, finding.subjects) == (2, 3, (f"{iri}/i",))
    assert (finding.message_zh, finding.observed, finding.expected) == ("坏不好", "坏", "好")
    assert (finding.rule, finding.rule_version, finding.kind, finding.severity) == (
        "A99",
        "1",
        "vague-target",
        "warning",
    )


def test_passed_only_where_something_was_examined(dataset: Dataset, disclose: Load, rule: Write) -> None:
    assert one(dataset, rule(), disclose(GOOD))[0].outcome == "passed"
    assert one(dataset, rule(), disclose("", 2))[0].outcome == "inapplicable"


def test_missing_facts(dataset: Dataset, disclose: Load, rule: Write) -> None:
    ended, _ = one(dataset, rule(more=NEEDS), disclose(GOOD))
    assert (ended.outcome, ended.examined, ended.reason) == ("cantTell", 0, "1 项未能判断：没有单位")
    ended, _ = one(dataset, rule(more=NEEDS), disclose(GOOD + '<j> a bp:Indicator ; bp:unit "次" .', 2))
    assert (ended.outcome, ended.examined, ended.reason) == ("passed", 1, "1 项未能判断：没有单位")


def test_malformed_nodes_are_left_out_and_counted(dataset: Dataset, disclose: Load, rule: Write) -> None:
    iri = disclose(BAD)
    ended, found = one(dataset, rule(), iri, weak={iri: [f"{iri}/i"]})
    assert not found
    assert (ended.outcome, ended.examined, ended.reason) == ("cantTell", 0, "1 项结构不合或置信度低，未计入")
    iri = disclose(BAD + "<j> a bp:Indicator .", 2)
    ended, found = one(dataset, rule(scope="?subject a bp:Indicator ."), iri, weak={iri: [f"{iri}/j"]})
    assert (ended.outcome, ended.examined, len(found)) == ("failed", 1, 1)


def test_facts_of_low_confidence_are_left_out(dataset: Dataset, disclose: Load, rule: Write) -> None:
    ended, found = one(dataset, rule(), disclose(BAD + "<i> bp:confidence 0.4 ."))
    assert not found and ended.outcome == "cantTell"
    ended, found = one(dataset, rule(), disclose(BAD + "<i> bp:confidence 0.9 .", 2))
    assert found and ended.outcome == "failed"


def test_one_weak_node_of_several_drops_the_finding(dataset: Dataset, disclose: Load, rule: Write) -> None:
    query = """SELECT ?g ?subject ?subject2 ?observed ?expected
        WHERE { GRAPH ?g { ?subject bp:hasTarget ?subject2 . ?subject2 bp:printed ?observed BIND("" AS ?expected) } }"""
    iri = disclose('<i> a bp:Indicator ; bp:hasTarget <t> . <t> bp:printed "x" ; bp:confidence 0.1 .')
    ended, found = one(dataset, rule(query=query), iri)
    assert not found and ended.outcome == "cantTell"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT oops", "规则出错："),
        ("SELECT ?g ?subject ?observed WHERE { GRAPH ?g { ?subject a ?observed } }", "查询缺少列 ?expected"),
        ("ASK { ?s ?p ?o }", "查询不是 SELECT"),
    ],
)
def test_a_rule_that_cannot_run_says_so(dataset: Dataset, disclose: Load, rule: Write, query: str, words: str) -> None:
    ended, found = one(dataset, rule(query=query), disclose(BAD))
    assert not found and ended.outcome == "cantTell" and words in ended.reason


def test_cells_may_be_empty(dataset: Dataset, disclose: Load, rule: Write) -> None:
    query = "SELECT ?g ?subject ?observed ?expected WHERE { GRAPH ?g { ?subject a bp:Indicator } }"
    _, (finding,) = one(dataset, rule(query=query), disclose(GOOD))
    assert (finding.observed, finding.expected) == ("", "")


@pytest.mark.parametrize(("status", "since"), [("disabled", ""), ("active", "2025")])
def test_untested(dataset: Dataset, disclose: Load, rule: Write, status: str, since: str) -> None:
    ended, found = one(dataset, rule(status=status, since=since), disclose(BAD))
    assert not found and (ended.outcome, ended.examined) == ("untested", 0) and ended.reason


def test_a_rule_applies_from_its_year_on(dataset: Dataset, disclose: Load, rule: Write) -> None:
    assert one(dataset, rule(since="2024"), disclose(BAD))[0].outcome == "failed"


def test_rows_of_the_same_subjects_are_one_finding(dataset: Dataset, disclose: Load, rule: Write) -> None:
    _, found = one(dataset, rule(), disclose(BAD + '<i> bp:text "也坏" .'))
    assert [f.observed for f in found] == ["也坏"], "the first in a fixed order"


def test_the_same_words_twice_are_one_finding_with_all_subjects(dataset: Dataset, disclose: Load, rule: Write) -> None:
    iri = disclose(BAD + '<j> a bp:Indicator ; rdfs:label "名" ; bp:text "坏" ; bp:quote "名\\n坏" ; bp:start 1 .')
    _, (finding,) = one(dataset, rule(zh="不好"), iri)
    assert finding.subjects == (f"{iri}/j", f"{iri}/i") and finding.start == 1
    assert finding.message_zh == "不好（同样的问题共 2 处）"


def test_other_words_are_another_finding(dataset: Dataset, disclose: Load, rule: Write) -> None:
    other = '<j> a bp:Indicator ; rdfs:label "别名" ; bp:text "坏" ; bp:quote "名 坏" ; bp:start 1 .'
    _, found = one(dataset, rule(), disclose(BAD + other))
    assert [f.labels for f in found] == [("别名",), ("名",)], "in reading order"


def test_the_id_survives_a_better_reading(dataset: Dataset, disclose: Load, rule: Write) -> None:
    moved = BAD.replace("<i>", "<elsewhere>").replace("start 7", "start 70").replace("名 坏", "名坏")
    ids = [one(dataset, rule(), disclose(text, n))[1][0].id for n, text in enumerate((BAD, moved), 1)]
    assert ids[0] == ids[1] and len(ids[0]) == 16
    others = [
        one(dataset, rule(), disclose(BAD, 3, "他局"))[1][0].id,
        one(dataset, rule(), disclose(BAD, 4, year=2023))[1][0].id,
        one(dataset, rule("A98"), disclose(BAD, 5))[1][0].id,
        one(dataset, rule(), disclose(BAD.replace('"名"', '"号"'), 6))[1][0].id,
    ]
    assert len({ids[0], *others}) == 5


def test_severity_kind_and_money_come_from_the_row(dataset: Dataset, disclose: Load, rule: Write) -> None:
    query = """SELECT ?g ?subject ?observed ?expected ?severity ?kind ?money ?halfUnit
        WHERE { GRAPH ?g { ?subject a bp:Indicator BIND(455000.0 AS ?observed) BIND(45.5 AS ?expected)
          BIND("info" AS ?severity) BIND("typo" AS ?kind) BIND(5000.0 AS ?money) BIND(50.0 AS ?halfUnit) } }"""
    _, (finding,) = one(dataset, rule(query=query, more="# format: wan"), disclose(GOOD))
    assert (finding.severity, finding.kind, finding.amount) == ("info", "typo", Decimal(5000))
    assert (finding.observed, finding.expected) == ("45.50 万元", "0.00 万元")


def test_a_batch_keeps_disclosures_apart(dataset: Dataset, disclose: Load, rule: Write) -> None:
    bad, good, empty = disclose(BAD, 1), disclose(GOOD, 2), disclose("", 3)
    disclose(BAD, 4)
    checks, found = check(dataset, [rule("A99"), rule("A98")], [bad, good, empty])
    assert [(c.disclosure, c.rule, c.outcome) for c in checks] == [
        (iri, code, outcome)
        for iri, outcome in ((bad, "failed"), (good, "passed"), (empty, "inapplicable"))
        for code in ("A99", "A98")
    ]
    assert [(f.disclosure, f.rule) for f in found] == [(bad, "A99"), (bad, "A98")]


def test_nothing_is_written_to_the_facts(dataset: Dataset, disclose: Load) -> None:
    iri = disclose(BAD)
    before = set(raw(dataset))
    check(dataset, load_rules(Ontology.load()), [iri])
    assert set(raw(dataset)) == before


def test_a_figure_in_prose_is_named_by_what_it_is_about(dataset: Dataset, disclose: Load, rule: Write) -> None:
    facts = '<i> a bp:Indicator ; bp:text "坏" ; bp:quote "5%" ; bp:about <x> . <x> a bp:Item ; rdfs:label "甲" .'
    _, (finding,) = one(dataset, rule(), disclose(facts))
    assert finding.labels == ("甲",)
