"""Checks and findings as triples, in the graph ``<disclosure>/findings`` beside the facts, which stay untouched."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

import pyoxigraph as ox
from rdflib import Dataset

from kg.graph.build import literal, triple
from kg.graph.store import put, put_all, raw
from kg.model import Check, Finding, Outcome, Rule, Severity, Term, Year
from kg.vocab import BASE, BP, BPC, EARL, NS_BPC, RDF, RDFS, SH, SKOS

SEVERITIES: Final[dict[Severity, Term]] = {"violation": SH.Violation, "warning": SH.Warning, "info": SH.Info}
OUTCOMES: Final[dict[Outcome, Term]] = {
    "passed": EARL.passed,
    "failed": EARL.failed,
    "inapplicable": EARL.inapplicable,
    "cantTell": EARL.cantTell,
    "untested": EARL.untested,
}
CONCEPTS: Final = {
    "C": BPC.completeness,
    "R": BPC.relevance,
    "A": BPC.appropriateness,
    "F": BPC.feasibility,
    "X": BPC.arithmetic,
    "D": BPC.comparison,
}


RULES: Final = f"{BASE}rules"
"""The name of the graph that says what the rules are; a findings graph has their codes alone."""


def findings_graph(disclosure: str) -> str:
    """The name of the graph that holds the checks and findings of a disclosure."""
    return f"{disclosure}/findings"


def across_graph(disclosure: str) -> str:
    """The name of the graph that holds how the rules that compare documents ended on a disclosure."""
    return f"{disclosure}/across"


def rule_iri(code: str) -> str:
    """The IRI of a rule, the same in every graph."""
    return f"{BASE}rule/{code}"


def record(
    dataset: Dataset,
    rules: Sequence[Rule],
    checks: Sequence[Check],
    findings: Sequence[Finding],
    refuted: Sequence[Finding] = (),
    malformed: Mapping[str, int] | None = None,
    weak: Mapping[str, Sequence[str]] | None = None,
    graph_of: Callable[[str], str] = findings_graph,
) -> None:
    """Writes the outcome of one run, and what the rules are; what an earlier run left of these disclosures goes.

    Of `refuted` findings, and of nodes that broke a shape (`malformed`, by disclosure), the number is kept; `weak` are
    these nodes, for the rules that run later.
    `graph_of` names the graph of a disclosure.
    """
    store = raw(dataset)
    put(dataset, RULES, [line for rule in rules for line in _rule(rule)])
    codes = [triple(rule_iri(rule.code), SKOS.notation, literal(rule.code)) for rule in rules]
    lines: dict[str, list[str]] = defaultdict(list)
    for check in checks:
        lines[check.disclosure].extend(_check(check))
    for finding in findings:
        lines[finding.disclosure].extend(_finding(finding))
    hidden = Counter(finding.disclosure for finding in refuted)
    for disclosure, nodes in (weak or {}).items():
        lines[disclosure] += [triple(disclosure, BP.leftOut, f"<{node}>") for node in nodes]
    for prop, counts in ((BP.refuted, hidden), (BP.malformed, malformed or {})):
        for disclosure, count in counts.items():
            lines[disclosure] += [triple(disclosure, prop, literal(count))] if count else []
    for disclosure in lines:
        store.clear_graph(ox.NamedNode(graph_of(disclosure)))
    put_all(dataset, ((graph_of(disclosure), [*codes, *told]) for disclosure, told in lines.items()))


def _rule(rule: Rule) -> Iterator[str]:
    subject = rule_iri(rule.code)
    yield triple(subject, RDF.type, f"<{BP.Rule}>")
    yield triple(subject, SKOS.notation, literal(rule.code))
    yield triple(subject, RDFS.label, f"{literal(rule.title_zh)}@zh")
    yield triple(subject, RDFS.label, f"{literal(rule.title_en)}@en")
    yield triple(subject, BP.criterion, f"<{CONCEPTS[rule.code[0]]}>")
    yield triple(subject, BP.basis, literal(rule.basis))
    yield triple(subject, BP.severity, f"<{SEVERITIES[rule.severity]}>")
    if rule.since is not None:
        yield triple(subject, BP.since, literal(Year(rule.since)))


def _check(check: Check) -> Iterator[str]:
    subject = f"{check.disclosure}/check/{check.rule}"
    yield triple(subject, RDF.type, f"<{BP.Check}>")
    yield triple(subject, BP.rule, f"<{rule_iri(check.rule)}>")
    yield triple(subject, BP.inDisclosure, f"<{check.disclosure}>")
    yield triple(subject, BP.outcome, f"<{OUTCOMES[check.outcome]}>")
    yield triple(subject, BP.examined, literal(check.examined))
    if check.reason:
        yield triple(subject, BP.reason, literal(check.reason))


def _finding(finding: Finding) -> Iterator[str]:
    subject = f"{finding.disclosure}/finding/{finding.id}"
    yield triple(subject, RDF.type, f"<{BP.Finding}>")
    yield triple(subject, BP.rule, f"<{rule_iri(finding.rule)}>")
    yield triple(subject, BP.ruleVersion, literal(finding.rule_version))
    yield triple(subject, BP.inDisclosure, f"<{finding.disclosure}>")
    yield triple(subject, BP.outcome, f"<{EARL.failed}>")
    yield triple(subject, BP.anomalyKind, f"<{NS_BPC}{finding.kind}>")
    yield triple(subject, BP.severity, f"<{SEVERITIES[finding.severity]}>")
    yield triple(subject, BP.message, f"{literal(finding.message_zh)}@zh")
    yield triple(subject, BP.message, f"{literal(finding.message_en)}@en")
    for node in finding.subjects:
        yield triple(subject, BP.subject, f"<{node}>")
    for node in finding.against:
        yield triple(subject, BP.against, f"<{node}>")
    for prop, text in ((BP.expected, finding.expected), (BP.observed, finding.observed)):
        yield triple(subject, prop, literal(text))
    for text, language in ((finding.suggestion, "zh"), (finding.suggestion_en, "en")):
        if text:
            yield triple(subject, BP.suggestion, f"{literal(text)}@{language}")
    for prop, value in (
        *((BP.quote, finding.quote), (BP.start, finding.start), (BP.end, finding.end), (BP.amount, finding.amount)),
        *((BP.page, finding.page), (BP.line, finding.line), (BP.sheet, finding.sheet), (BP.cell, finding.cell)),
    ):
        if value not in (None, ""):
            yield triple(subject, prop, literal(value))
