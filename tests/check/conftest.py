"""A disclosure of a few triples, and rules that are written on the spot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Dataset

from kg.check.rules import CatalogueRule, load_rules
from kg.graph.store import new_dataset, raw
from kg.resources import Ontology
from kg.vocab import BASE, PREFIXES

Load = Callable[..., str]
Write = Callable[..., CatalogueRule]

RULE = """# code: {code}
# name: test.{code}
# title: {{zh: 标题, en: title}}
# criterion: 适当性
# severity: warning
# kind: vague-target
# basis: 依据
# message: {{zh: "{zh}", en: "{en}"}}
# scope: {scope}
# since: {since}
# version: 1
# status: {status}{more}
PREFIX bp: <https://w3id.org/cn-budget-performance/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

{query}
"""
QUERY = """SELECT ?g ?subject ?observed ?expected
WHERE { GRAPH ?g { ?subject a bp:Indicator ; bp:text ?observed BIND("好" AS ?expected) } }"""


@pytest.fixture
def dataset() -> Dataset:
    """An empty dataset."""
    return new_dataset()


@pytest.fixture
def disclose(dataset: Dataset) -> Load:
    """Puts Turtle in the graph of a disclosure (its number, department and year) and returns its IRI."""

    def put(turtle: str, number: int = 1, department: str = "某局", year: int = 2024) -> str:
        iri = f"{BASE}disclosure/{number:016x}"
        head = "".join(f"@prefix {name}: <{ns}> .\n" for name, ns in PREFIXES.items()) + f"@base <{iri}/> .\n"
        office = f"<{BASE}department/{department}>"
        head += f'<{iri}> a bp:Disclosure ; bp:publishedBy {office} ; bp:fiscalYear "{year}"^^xsd:gYear .\n'
        head += f'{office} rdfs:label "{department}" .\n'
        raw(dataset).load((head + turtle).encode(), format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(iri))
        return iri

    return put


@pytest.fixture
def rule(tmp_path: Path) -> Iterator[Write]:
    """Writes a rule file and loads it; by default every indicator with bp:text is a defect."""

    def write(
        code: str = "A99",
        *,
        query: str = QUERY,
        scope: str = "?subject a bp:Indicator .",
        zh: str = "说明",
        en: str = "message",
        since: str = "",
        status: str = "active",
        more: str = "",
    ) -> CatalogueRule:
        (tmp_path / "rules").mkdir(exist_ok=True)
        text = RULE.format(
            code=code,
            query=query,
            scope=scope,
            zh=zh,
            en=en,
            since=since,
            status=status,
            more=f"\n{more}" if more else "",
        )
        (tmp_path / "rules" / f"{code}.rq").write_text(text, encoding="utf-8")
        return next(r for r in load_rules(Ontology((tmp_path,))) if r.code == code)

    yield write
