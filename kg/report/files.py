"""The files of a run: graph.nq, findings.json, findings.csv, report.html and run.json."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any

from kg.check.pages import SEVERITIES
from kg.model import Finding
from kg.pipeline import Result, Run
from kg.read import printable
from kg.report.html import render
from kg.report.plain import plain, shorten
from kg.report.view import KINDS

_COLUMNS = (
    *("文件", "部门", "年度", "类别", "严重程度", "规则", "规则名称", "问题", "原文", "页", "行", "应为", "实为"),
    *("建议", "涉及金额（元）", "准则", "依据", "编号"),
)
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def write_files(run: Run, folder: Path) -> list[Path]:
    """Write all files of a run into `folder`, replacing those of an earlier run; returns their paths."""
    from kg.graph.store import write

    texts = {
        "findings.json": _json(list(_records(run))),
        "findings.csv": "\ufeff" + findings_csv(run),
        "report.html": render(run),
        "run.json": _json(run_record(run)),
    }
    folder.mkdir(parents=True, exist_ok=True)
    write(run.dataset, folder / "graph.nq")
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return [folder / name for name in ("graph.nq", *texts)]


def findings_csv(run: Run) -> str:
    """The findings as CSV for a spreadsheet; a cell that would be read as a formula gets an apostrophe."""
    rules = {rule.code: rule for rule in run.rules}
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for result in run.documents:
        for finding in result.findings:
            rule = rules[finding.rule]
            cells = (*_where(result), *_what(finding, rule.title_zh), rule.criterion, rule.basis, finding.id)
            writer.writerow([neutral(cell) for cell in cells])
    return out.getvalue()


def neutral(cell: object) -> object:
    """A cell that no spreadsheet computes: text that begins like a formula is marked as text; numbers stay."""
    if not isinstance(cell, str):
        return cell
    text = plain(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text


def run_record(run: Run) -> dict[str, Any]:
    """The run as plain data: one record a document, and the files that gave none."""
    return {
        "documents": [_document(result) for result in run.documents],
        "problems": [{"path": printable(str(p.path)), "reason": p.reason, "skipped": p.skipped} for p in run.problems],
    }


def _where(result: Result) -> tuple[object, ...]:
    head = result.head
    return (result.source, head.department, head.year, KINDS.get(head.kind, ""))


def _what(finding: Finding, title: str) -> tuple[object, ...]:
    return (
        *(SEVERITIES[finding.severity], finding.rule, title, finding.message_zh, shorten(finding.quote)),
        *(finding.page, finding.line, finding.expected, finding.observed, finding.suggestion, finding.amount),
    )


def _records(run: Run) -> Iterator[dict[str, Any]]:
    for result in run.documents:
        head = {"source": result.source, "department": result.head.department, "year": result.head.year}
        for finding in result.findings:
            yield {**head, **asdict(finding)}


def _document(result: Result) -> dict[str, Any]:
    return {
        "source": result.source,
        "path": printable(str(result.path)),
        "disclosure": result.disclosure,
        "department": result.head.department,
        "year": result.head.year,
        "kind": result.head.kind,
        "facts": dict(sorted(result.facts.items())),
        "tables": result.tables,
        "tables_with_totals": result.closure.with_totals,
        "tables_closed": result.closure.closed,
        "tables_not_understood": [asdict(table) for table in result.missed],
        "rows_not_understood": result.rows_missed,
        "outcomes": {check.rule: check.outcome for check in result.checks},
        "examined": {check.rule: check.examined for check in result.checks},
        "findings": len(result.findings),
        "warnings": list(result.warnings),
        "seconds": {stage: round(seconds, 4) for stage, seconds in result.seconds.items()},
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, default=_decimal) + "\n"


def _decimal(value: object) -> str:
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(type(value).__name__)
