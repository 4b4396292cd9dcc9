"""A made-up run: one document, one rule of each severity, findings as the tests need them, and its graph."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from rdflib import Dataset

from kg.check.record import record
from kg.check.rules import CatalogueRule
from kg.graph.build import add, fact_iri
from kg.graph.store import new_dataset
from kg.model import (
    Check,
    Document,
    Evidence,
    Fact,
    Facts,
    Finding,
    Outcome,
    Ref,
    Severity,
    Term,
    Value,
    Year,
)
from kg.pipeline import Closure, Head, Result, Run
from kg.read import Problem
from kg.report.view import DocumentView, views
from kg.resources import Ontology
from kg.vocab import BP, BPC, DCTERMS, RDFS

TEXT = "部门概况。" * 30 + "网站事故次数\t≥4次\n" + "其他说明。" * 30
AT = TEXT.index("网站事故")


def rule(code: str, severity: Severity) -> CatalogueRule:
    """A rule of the catalogue, without a query that matters here."""
    return CatalogueRule(
        code=code,
        name=f"test.{code}",
        title_zh=f"{code} 的名称",
        title_en=code,
        criterion="适当性",
        severity=severity,
        kind="polarity-reversed",
        basis="某办法第三条",
        message_zh="",
        message_en="",
        scope="",
        needs="",
        query="SELECT ?g WHERE { GRAPH ?g { ?s ?p ?o } }",
        version="1",
        since=None,
        path=Path(f"{code}.rq"),
    )


FINDING = Finding(
    id="abc123",
    disclosure="urn:d",
    rule="A01",
    rule_version="1",
    kind="polarity-reversed",
    severity="violation",
    message_zh="网站事故次数是越少越好的指标，却用了≥",
    message_en="",
    subjects=("urn:d/indicator/1",),
    labels=("网站事故次数",),
    quote="网站事故次数\t≥4次",
    start=AT,
    end=AT + 10,
    page=3,
    line=None,
    observed="≥4次",
    expected="≤",
    suggestion="改为≤",
    amount=Decimal(45_000),
)

MakeRun = Callable[..., Run]
MakeView = Callable[..., DocumentView]
INDICATOR = Fact(Ref("indicator/1"), BP.Indicator, ((RDFS.label, "网站事故次数"), (BP.hasTarget, Ref("target/1"))))
TARGET = Fact(Ref("target/1"), BP.Target, ((BP.printed, "≥4次"),))
PROJECT = Fact(Ref("project/1"), BP.Project, ((RDFS.label, "网站运维"), (BP.hasIndicator, Ref("indicator/1"))))


def line(number: int, amount: int, *, name: str = "基本支出") -> Fact:
    """A budget line of `amount` 万元 on page `number`."""
    values: tuple[tuple[Term, Value], ...] = (
        (RDFS.label, name),
        (BP.column, "合计"),
        (BP.printed, f"{amount}.00"),
        (BP.amount, Decimal(amount * 10_000)),
    )
    return Fact(Ref(f"budgetline/{number}"), BP.BudgetLine, values, Evidence(0, 5, name, page=number))


def facts(
    *more: Fact,
    text: str = TEXT,
    source: str = "甲.txt",
    warnings: Sequence[str] = (),
    department: str = "甲局",
    year: int = 2024,
    data: bytes = b"",
) -> Facts:
    """The facts of a made-up disclosure: head, project with one indicator and its target, and `more`.

    `data` is the file's content, where it matters.
    """
    sha256 = hashlib.sha256(data or f"{source}{text}".encode("utf-8", "replace")).hexdigest()
    head = (
        (DCTERMS.title, "甲局2024年部门预算"),
        (BP.publishedBy, Ref(f"department/{department}")),
        (BP.fiscalYear, Year(year)),
        (BP.kind, BPC.budget),
    )
    found = (
        Fact(Ref("disclosure"), BP.Disclosure, head),
        Fact(Ref(f"department/{department}"), BP.Department, ((RDFS.label, department),)),
        *(PROJECT, INDICATOR, TARGET, *more),
    )
    return Facts(Document(source, sha256, "txt", text, (), warnings=tuple(warnings)), found)


def table(
    number: int, title: str, trouble: str = "", unread: int = 0, page: int | None = None, line: int | None = None
) -> Fact:
    """A table, understood or not."""
    values: list[tuple[Term, Value]] = [(RDFS.label, title)] if title else []
    values += [(BP.trouble, trouble)] if trouble else []
    values += [(BP.unreadRows, unread)] if unread else []
    return Fact(Ref(f"table/{number}"), BP.Table, tuple(values), Evidence(number, number + 2, "表", page, line))


def put(
    dataset: Dataset,
    disclosed: Facts,
    *findings: Finding,
    outcomes: Mapping[str, Outcome] | None = None,
    malformed: int = 0,
    refuted: Sequence[Finding] = (),
) -> str:
    """A disclosure with its checks and findings in the graph; its IRI. Subjects are named by their keys."""
    iri = add(dataset, disclosed)
    own = [_of(iri, finding) for finding in findings]
    rules = (rule("A01", "violation"), rule("A02", "warning"), rule("A03", "info"))
    ended = {one.code: (outcomes or {}).get(one.code) for one in rules}
    checks = [Check(code, iri, outcome, 7, "缺少年份") for code, outcome in ended.items() if outcome]
    record(dataset, rules, checks, own, [_of(iri, finding) for finding in refuted], {iri: malformed})
    return iri


def _of(disclosure: str, finding: Finding) -> Finding:
    nodes = tuple(fact_iri(disclosure, node.removeprefix("urn:d/")) for node in finding.subjects)
    return replace(finding, disclosure=disclosure, subjects=nodes)


@pytest.fixture
def make_view() -> MakeView:
    """Build the view of one disclosure from facts, findings and what else `facts` and `put` take."""

    def make(
        *findings: Finding,
        more: Sequence[Fact] = (),
        outcomes: Mapping[str, Outcome] | None = None,
        malformed: int = 0,
        refuted: Sequence[Finding] = (),
        **document: Any,
    ) -> DocumentView:
        dataset = new_dataset()
        put(dataset, facts(*more, **document), *findings, outcomes=outcomes, malformed=malformed, refuted=refuted)
        (view,) = views(dataset, Ontology.load())
        return view

    return make


@pytest.fixture
def make_run() -> MakeRun:
    """Build a run of one document from findings, checks and changes to the result."""

    def make(
        *findings: Finding,
        outcomes: dict[str, Outcome] | None = None,
        problems: tuple[Problem, ...] = (),
        **changes: object,
    ) -> Run:
        result = Result(
            path=Path("docs/甲.txt"),
            source="甲.txt",
            disclosure="urn:d",
            facts={"Indicator": 7, "BudgetLine": 1200},
            tables=5,
            missed=(),
            rows_missed=0,
            warnings=(),
            seconds={"read": 0.1, "check": 0.2},
            head=Head("甲局2024年部门预算", "甲局", 2024, "budget"),
            closure=Closure(4, 3, ("支出表",), 1),
            checks=tuple(Check(code, "urn:d", outcome, 7, "缺少年份") for code, outcome in (outcomes or {}).items()),
            findings=findings,
        )
        rules = (rule("A01", "violation"), rule("A02", "warning"), rule("A03", "info"))
        return Run((replace(result, **changes),), problems, rules, new_dataset())  # type: ignore[arg-type]

    return make
