"""The cases of the D rules: a few triples of this document and of others, and what the rule has to say about this one.

They go the whole way: digest, links, rule. What a digest leaves out, a rule cannot find here either.
"""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox
import pytest
from rdflib import Dataset

from kg.across.digest import Digest
from kg.across.run import across
from kg.check.pages import cases
from kg.check.rules import CatalogueRule, load_rules
from kg.graph.store import new_dataset, raw
from kg.resources import Ontology
from kg.vocab import BASE, PREFIXES
from tests.lang.shown import HAN, unquoted

ONTOLOGY = Ontology.load()
RULES = [rule for rule in load_rules(ONTOLOGY) if rule.across]
CASES = [(rule, name, case) for rule in RULES for name, case in cases(rule.code).items()]
THIS = "this"
PREFIX = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())


def disclosure(name: str) -> str:
    """The IRI of a document of a case."""
    return f"{BASE}disclosure/{name}"


def add(dataset: Dataset, name: str, document: dict[str, Any]) -> None:
    """A document of a case: by default the budget of 河湾县某局 for 2024, from a file of its own name."""
    iri, publisher = disclosure(name), f"河湾县{document.get('department', '某局')}"
    head = (
        f"{PREFIX}@base <{iri}/> .\n"
        f'<{iri}> a bp:Disclosure ; dcterms:source "{document.get("source", name)}" ; bp:sha256 "{name}" ; '
        f'bp:fiscalYear "{document.get("year", 2024)}"^^xsd:gYear ; bp:kind bpc:{document.get("kind", "budget")} ; '
        f"bp:publishedBy <{BASE}department/{publisher}> .\n"
        f'<{BASE}department/{publisher}> a bp:Department ; rdfs:label "{publisher}" .\n'
    )
    raw(dataset).load((head + document["graph"]).encode(), format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(iri))


@pytest.mark.parametrize(("rule", "name", "case"), CASES, ids=[f"{rule.code}-{name}" for rule, name, _ in CASES])
def test_case(rule: CatalogueRule, name: str, case: dict[str, Any]) -> None:
    dataset = new_dataset()
    for key, document in {THIS: case, **case.get("others", {})}.items():
        add(dataset, key, document)
    digest = Digest(ONTOLOGY)
    digest.take(dataset)
    done = across(digest, [rule], new_dataset())
    found = [finding for finding in done.findings if finding.disclosure == disclosure(THIS)]
    default = {"kind": rule.kind, "severity": rule.severity}
    wanted = [default | finding for finding in case.get("findings", [])]
    keys = sorted({key for finding in wanted for key in finding})
    seen = [
        {"subject": (*f.labels, f.quote)[0]} | {k: str(getattr(f, k)) for k in keys if k != "subject"} for f in found
    ]
    assert sorted(tuple(f[key] for key in keys) for f in seen) == sorted(tuple(f[key] for key in keys) for f in wanted)
    (check,) = [check for check in done.checks if check.disclosure == disclosure(THIS)]
    assert check.outcome == ("failed" if name.startswith("fail_") else case.get("outcome", "passed"))
    assert bool(check.examined) == (check.outcome in ("failed", "passed"))
    for finding in found:
        assert 0 < len(finding.message_zh) <= 300 and 0 < len(finding.message_en) <= 300
        assert rule.format == "text" or finding.observed.replace(" ", "") in finding.message_zh.replace(" ", "")
        assert "{" not in finding.message_zh + finding.message_en + finding.suggestion + finding.suggestion_en
        assert not HAN.search(unquoted(f"{finding.message_en} {finding.suggestion_en}")), "words of a document in “ ”"
