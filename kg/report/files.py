"""The files of a run beside its graph: findings.json, findings.csv, run.json and the pages of the report."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any

from kg.check.pages import SEVERITIES
from kg.check.since import Changes, Record, changes
from kg.lang import bracketed, pick, say, shown
from kg.model import Finding
from kg.pipeline import Result, Run
from kg.read import printable, source_of
from kg.report.cells import neutral
from kg.report.html import write_pages
from kg.report.names import paged
from kg.report.plain import shorten
from kg.report.review import NOTE, VERDICT, VERDICTS
from kg.report.view import KINDS, DocumentView

_COLUMNS = (
    *("文件", "部门", "年度", "类别", "严重程度", "规则", "规则名称", "问题", "原文"),
    *("页", "行", "工作表", "单元格", "应为", "实为", "建议", "涉及金额（元）", "准则"),
    *("依据", "编号", "已有复核", VERDICT, NOTE),
)
_CHANGED = ("与上次相比", "部门", "年度", "规则", "规则名称", "问题", "原文", "编号")


def write_files(
    run: Run, documents: Sequence[DocumentView] | None, folder: Path, since: Changes | None = None
) -> list[Path]:
    """Write what a reader gets of a run into `folder`, replacing that of an earlier run; returns the paths, of the
    report that of its index.

    `documents` are the views of the run's graphs; without them, where the facts are elsewhere, there is no report.
    `since`, the changes from an earlier run, make a changes.csv. The graph is written group by group: `GraphFile`.
    """
    texts = {
        "findings.json": _json(list(records(run))),
        "findings.csv": "\ufeff" + findings_csv(run),
        "run.json": _json(run_record(run)),
    }
    if since is not None:
        texts["changes.csv"] = "\ufeff" + changes_csv(since, run)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    written = [folder / name for name in texts]
    if documents is None:
        return written
    failed = [(source_of(problem.path), problem.reason) for problem in run.problems if not problem.skipped]
    return [*written, write_pages(paged(documents), failed, folder / "report")[0]]


def findings_csv(run: Run) -> str:
    """The findings as CSV for a spreadsheet, with room for a reader's mark; no cell is read as a formula."""
    said = _marks(run)
    rules = {rule.code: rule for rule in run.rules}
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(map(say, _COLUMNS))
    for result in run.documents:
        for finding in result.findings:
            rule = rules[finding.rule]
            title, criterion = pick(rule.title_zh, rule.title_en), say(rule.criterion)
            cells = (*_where(result), *_what(finding, title), criterion, rule.basis, finding.id)
            writer.writerow([neutral(cell) for cell in (*cells, said.get(finding.id, ""), "", "")])
    return out.getvalue()


def changes_since(before: Sequence[Record], run: Run) -> Changes:
    """The findings of an earlier run (records of its findings.json) against those of this one."""
    return changes(before, list(records(run)), [(r.head.department, r.head.year) for r in run.documents])


def changes_csv(since: Changes, run: Run) -> str:
    """What was mended, what still stands and what is new since an earlier run, as CSV for a spreadsheet."""
    titles = {rule.code: pick(rule.title_zh, rule.title_en) for rule in run.rules}
    now = {record["id"]: record for record in records(run)}
    rows = [
        *(("已改", record) for record in since.mended),
        *(("仍在", now[finding]) for finding in since.still),
        *(("新增", record) for finding, record in now.items() if finding in since.new),
        *(("这次没有检查", record) for record in since.absent),
    ]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(map(say, _CHANGED))
    for state, r in rows:
        message = pick(r["message_zh"], r.get("message_en", ""))
        cells = (say(state), r["department"], r["year"], r["rule"], titles.get(r["rule"], ""), message)
        writer.writerow([neutral(cell) for cell in (*cells, shorten(str(r.get("quote", ""))), r["id"])])
    return out.getvalue()


def run_record(run: Run) -> dict[str, Any]:
    """The run as plain data: one record a document, and the files that gave none."""
    return {
        "documents": [_document(result) for result in run.documents],
        "problems": [{"path": printable(str(p.path)), "reason": p.reason, "skipped": p.skipped} for p in run.problems],
    }


def _marks(run: Run) -> dict[str, str]:
    """What readers said of each finding: ``对（甲）；不明（乙）``."""
    said: dict[str, list[str]] = defaultdict(list)
    for mark in run.marks:
        said[mark.finding].append(say(VERDICTS[mark.verdict]) + (bracketed(mark.reader) if mark.reader else ""))
    return {finding: pick("；", "; ").join(words) for finding, words in said.items()}


def _where(result: Result) -> tuple[object, ...]:
    head = result.head
    return (result.source, head.department, head.year, say(KINDS.get(head.kind, "")))


def _what(finding: Finding, title: str) -> tuple[object, ...]:
    return (
        *(say(SEVERITIES[finding.severity]), finding.rule, title, pick(finding.message_zh, finding.message_en)),
        *(shorten(finding.quote), finding.page, finding.line, finding.sheet, finding.cell),
        *(shown(finding.expected), shown(finding.observed), pick(finding.suggestion, finding.suggestion_en)),
        finding.amount,
    )


def records(run: Run) -> Iterator[dict[str, Any]]:
    """The findings as findings.json has them, each with its file, department and year."""
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
        **(_what_was_read(result) if result.facts else {}),
        "outcomes": {check.rule: check.outcome for check in result.checks},
        "examined": {check.rule: check.examined for check in result.checks},
        "findings": len(result.findings),
        "findings_refuted": len(result.refuted),
        "warnings": list(result.warnings),
        "seconds": {stage: round(seconds, 4) for stage, seconds in result.seconds.items()},
    }


def _what_was_read(result: Result) -> dict[str, Any]:
    """Not known of a document whose facts are elsewhere."""
    return {
        "facts": dict(sorted(result.facts.items())),
        "tables": result.tables,
        "tables_with_totals": result.closure.with_totals,
        "tables_closed": result.closure.closed,
        "tables_closed_by_rounding": result.closure.rounded,
        "tables_above_details": result.closure.short,
        "tables_not_understood": [asdict(table) for table in result.missed],
        "rows_not_understood": result.rows_missed,
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, default=_decimal) + "\n"


def _decimal(value: object) -> str:
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(type(value).__name__)
