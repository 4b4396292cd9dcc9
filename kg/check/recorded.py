"""Checks and findings as `record` wrote them, read back: whoever has the graph has them, without the run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import pyoxigraph as ox

from kg.check.findings import evidence, weight
from kg.check.graphs import InStore, Node
from kg.check.record import CONCEPTS, OUTCOMES, RULES, SEVERITIES, across_graph, findings_graph
from kg.check.rules import CRITERIA
from kg.lang import pick
from kg.model import Check, Finding, Outcome, Severity
from kg.vocab import BP, RDF, RDFS, SKOS

_CRITERIA: Final = {str(concept): CRITERIA[letter] for letter, concept in CONCEPTS.items()}
_OUTCOMES: Final[dict[str, Outcome]] = {str(term): outcome for outcome, term in OUTCOMES.items()}
_SEVERITIES: Final[dict[str, Severity]] = {str(term): severity for severity, term in SEVERITIES.items()}
Values = Mapping[str, list[ox.Literal | ox.NamedNode]]


@dataclass(frozen=True, slots=True)
class Basis:
    """What the graph says of a rule."""

    code: str
    title_zh: str = ""
    title_en: str = ""
    criterion: str = ""
    basis: str = ""

    @property
    def title(self) -> str:
        """Its title in the chosen language."""
        return pick(self.title_zh, self.title_en)


@dataclass(frozen=True, slots=True)
class Recorded:
    """How the rules ended on one disclosure; `malformed` and `refuted` are counts."""

    rules: Mapping[str, Basis]
    checks: tuple[Check, ...]
    findings: tuple[Finding, ...]
    malformed: int = 0
    refuted: int = 0


def recorded(store: ox.Store, disclosure: str) -> Recorded:
    """What the findings graphs of a disclosure hold: checks by rule, findings by weight."""
    alone, compared = _nodes(store, findings_graph(disclosure)), _nodes(store, across_graph(disclosure))
    nodes = alone | compared
    rules = (_basis(values) for values in _nodes(store, RULES).values() if _is(values, BP.Rule))
    checks = (_check(values, disclosure) for values in nodes.values() if _is(values, BP.Check))
    found = (_finding(store, iri, values) for iri, values in nodes.items() if _is(values, BP.Finding))
    own, beside = alone.get(disclosure, {}), compared.get(disclosure, {})
    return Recorded(
        rules={rule.code: rule for rule in rules},
        checks=tuple(sorted(checks, key=lambda check: check.rule)),
        findings=tuple(sorted(found, key=weight)),
        malformed=_whole(own, BP.malformed) or 0,
        refuted=(_whole(own, BP.refuted) or 0) + (_whole(beside, BP.refuted) or 0),
    )


def _nodes(store: ox.Store, graph: str) -> dict[str, dict[str, list[ox.Literal | ox.NamedNode]]]:
    nodes: dict[str, dict[str, list[ox.Literal | ox.NamedNode]]] = defaultdict(lambda: defaultdict(list))
    for quad in store.quads_for_pattern(None, None, None, ox.NamedNode(graph)):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal | ox.NamedNode):
            nodes[quad.subject.value][quad.predicate.value].append(quad.object)
    return nodes


def _is(values: Values, kind: str) -> bool:
    return any(term.value == kind for term in values.get(RDF.type, ()))


def _basis(values: Values) -> Basis:
    criterion = _CRITERIA.get(_text(values, BP.criterion), "")
    titles = (_text(values, RDFS.label, "zh"), _text(values, RDFS.label, "en"))
    return Basis(_text(values, SKOS.notation), *titles, criterion, _text(values, BP.basis))


def _check(values: Values, disclosure: str) -> Check:
    outcome = _OUTCOMES[_text(values, BP.outcome)]
    return Check(_rule(values), disclosure, outcome, _whole(values, BP.examined) or 0, _text(values, BP.reason))


def _finding(store: ox.Store, iri: str, values: Values) -> Finding:
    disclosure = _text(values, BP.inDisclosure)
    nodes = [Node(disclosure, node) for node in _all(values, BP.subject)]
    told = [(node.iri, place) for node, place in evidence(InStore(store), nodes).items()]
    told.sort(key=lambda pair: (str(pair[1].get("quote")) != _text(values, BP.quote), pair[1].get("start", 0), pair[0]))
    amount = _text(values, BP.amount)
    return Finding(
        id=iri.rsplit("/", 1)[-1],
        disclosure=disclosure,
        rule=_rule(values),
        rule_version=_text(values, BP.ruleVersion),
        kind=_text(values, BP.anomalyKind).rsplit("/", 1)[-1],
        severity=_SEVERITIES[_text(values, BP.severity)],
        message_zh=_text(values, BP.message, "zh"),
        message_en=_text(values, BP.message, "en"),
        subjects=tuple(node for node, _ in told),
        labels=tuple(dict.fromkeys(str(e["label"]) for _, e in told if "label" in e)),
        quote=_text(values, BP.quote),
        start=_whole(values, BP.start),
        end=_whole(values, BP.end),
        page=_whole(values, BP.page),
        line=_whole(values, BP.line),
        observed=_text(values, BP.observed),
        expected=_text(values, BP.expected),
        suggestion=_text(values, BP.suggestion, "zh"),
        suggestion_en=_text(values, BP.suggestion, "en"),
        amount=Decimal(amount) if amount else None,
        sheet=_text(values, BP.sheet) or None,
        cell=_text(values, BP.cell) or None,
        against=tuple(sorted(_all(values, BP.against))),
    )


def _rule(values: Values) -> str:
    """The code, with which the IRI of a rule ends."""
    return _text(values, BP.rule).rsplit("/", 1)[-1]


def _all(values: Values, prop: str, language: str | None = None) -> Iterator[str]:
    for term in values.get(prop, ()):
        if language is None or (isinstance(term, ox.Literal) and term.language == language):
            yield term.value


def _text(values: Values, prop: str, language: str | None = None) -> str:
    return next(_all(values, prop, language), "")


def _whole(values: Values, prop: str) -> int | None:
    found = _text(values, prop)
    return int(found) if found else None
