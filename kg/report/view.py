"""What a reader is shown of a run, in words: shared by the screen and the page, which make the text safe to show."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kg.check.pages import SEVERITIES
from kg.model import Check, Finding, Outcome, Rule, Severity
from kg.pipeline import Missed, Result, Run
from kg.report.plain import Context, context, wan, where

OUTCOMES: Mapping[Outcome, str] = {
    "failed": "有发现",
    "passed": "通过",
    "cantTell": "无法判断",
    "untested": "未检查",
    "inapplicable": "不适用",
}
KINDS = {"budget": "部门预算", "final-accounts": "部门决算"}
COUNTED = {
    "Duty": "职责",
    "Activity": "职责活动",
    "Project": "项目",
    "Objective": "绩效目标",
    "Indicator": "绩效指标",
    "BudgetLine": "表内金额",
    "Statement": "文字数据",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One finding with its rule and the place it speaks of."""

    finding: Finding
    rule: Rule
    context: Context
    where: str
    details: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """How one rule ended on one document."""

    rule: str
    title: str
    outcome: str
    examined: int
    reason: str


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One document: head, findings by severity, what was read, and what could not be checked."""

    result: Result
    name: str
    kind: str
    by_severity: Mapping[Severity, tuple[Item, ...]]
    money: str
    coverage: tuple[tuple[str, str], ...]
    unchecked: tuple[str, ...]
    outcomes: tuple[Row, ...]
    outcome_summary: str


def views(run: Run) -> list[DocumentView]:
    """The documents of a run, in its order."""
    rules = {rule.code: rule for rule in run.rules}
    return [_view(result, rules) for result in run.documents]


def _view(result: Result, rules: Mapping[str, Rule]) -> DocumentView:
    money = sum((f.amount for f in result.findings if f.amount is not None), Decimal())
    return DocumentView(
        result=result,
        name=result.head.department or result.head.title or result.source,
        kind=KINDS.get(result.head.kind, ""),
        by_severity={severity: _items(result, rules, severity) for severity in SEVERITIES},
        money=wan(money) if money else "",
        coverage=tuple(_coverage(result)),
        unchecked=tuple(_unchecked(result)),
        outcomes=tuple(_rows(result, rules)),
        outcome_summary="，".join(_outcome_counts(result)),
    )


def _items(result: Result, rules: Mapping[str, Rule], severity: Severity) -> tuple[Item, ...]:
    found = [finding for finding in result.findings if finding.severity == severity]
    return tuple(_item(finding, rules[finding.rule], result.text) for finding in found)


def _item(finding: Finding, rule: Rule, text: str) -> Item:
    details = {
        "应为": finding.expected,
        "实为": finding.observed,
        "建议": finding.suggestion,
    }
    shown = tuple((name, value) for name, value in details.items() if value)
    return Item(finding, rule, context(finding, text), where(finding), shown)


def _coverage(result: Result) -> list[tuple[str, str]]:
    tables, closure = result.tables, result.closure
    closed = f"，{closure.with_totals} 张有合计，其中 {closure.closed} 张合计与分项相符" if closure.with_totals else ""
    counted = [(name, f"{result.facts[key]:,}") for key, name in COUNTED.items() if result.facts.get(key)]
    return [("表格", f"{tables} 张{closed}"), *counted]


def _unchecked(result: Result) -> list[str]:
    reasons: dict[str, list[str]] = defaultdict(list)
    for check in result.checks:
        if check.outcome != "inapplicable" and (check.reason or check.outcome in ("cantTell", "untested")):
            reasons[check.reason or OUTCOMES[check.outcome]].append(check.rule)
    lines = [f"{reason}（规则 {'、'.join(codes)}）" for reason, codes in reasons.items()]
    if missed := list(map(_named, result.missed)):
        lines.append(f"有 {len(missed)} 张表格没有看懂，其中的内容没有检查：{'、'.join(missed)}；用 kg tables 看原因")
    if result.closure.open:
        lines.append(f"合计与读出的分项不符的表，读错或原文有误：{'、'.join(result.closure.open)}")
    if result.refuted:
        lines.append(f"按复核意见不列 {len(result.refuted)} 条发现")
    if result.malformed:
        lines.append(f"有 {result.malformed} 项内容结构不合，没有计入检查")
    return lines + [f"读取时：{warning}" for warning in result.warnings]


def _named(table: Missed) -> str:
    """A table by its title and place."""
    place = where(table)
    return f"{table.title or '没有标题的表'}{place and f'（{place}）'}"


def _rows(result: Result, rules: Mapping[str, Rule]) -> list[Row]:
    order = list(OUTCOMES)
    ranked = sorted(result.checks, key=lambda check: (order.index(check.outcome), check.rule))
    return [_row(check, rules[check.rule]) for check in ranked]


def _row(check: Check, rule: Rule) -> Row:
    return Row(check.rule, rule.title_zh, OUTCOMES[check.outcome], check.examined, check.reason)


def _outcome_counts(result: Result) -> list[str]:
    counts = Counter(check.outcome for check in result.checks)
    return [f"{name} {counts[outcome]} 条" for outcome, name in OUTCOMES.items() if counts[outcome]]
