"""A made-up run: one document, one rule of each severity, findings as the tests need them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from kg.check.rules import CatalogueRule
from kg.graph.store import new_dataset
from kg.model import Check, Finding, Outcome, Severity
from kg.pipeline import Closure, Head, Result, Run
from kg.read import Problem

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
            text=TEXT,
            facts={"Indicator": 7, "BudgetLine": 1200},
            tables=5,
            missed=(),
            rows_missed=0,
            warnings=(),
            seconds={"read": 0.1, "check": 0.2},
            head=Head("甲局2024年部门预算", "甲局", 2024, "budget"),
            closure=Closure(4, 3, ("支出表",)),
            checks=tuple(Check(code, "urn:d", outcome, 7, "缺少年份") for code, outcome in (outcomes or {}).items()),
            findings=findings,
        )
        rules = (rule("A01", "violation"), rule("A02", "warning"), rule("A03", "info"))
        return Run((replace(result, **changes),), problems, rules, new_dataset())  # type: ignore[arg-type]

    return make
