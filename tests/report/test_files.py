"""The files of a run: complete, readable by other programs, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from kg.pipeline import Missed
from kg.read import Problem
from kg.report.cells import neutral
from kg.report.files import findings_csv, run_record, write_files
from tests.report.conftest import FINDING, MakeRun, MakeView


@pytest.mark.parametrize(
    "text", ["=1+1", "=100%", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "\u200b=1", "\x00=1"]
)
def test_text_like_a_formula_is_marked_as_text(text: str) -> None:
    shown = neutral(text)
    assert isinstance(shown, str) and shown[0] == "'" and not any(c in shown for c in "\t\r\x00\u200b")


@pytest.mark.parametrize("cell", ["≥4次", "95%", "'=1", "", 3, None])
def test_other_cells_stay(cell: object) -> None:
    assert neutral(cell) == cell


def test_csv_has_one_row_a_finding_whatever_its_text(make_run: MakeRun) -> None:
    hostile = replace(FINDING, quote='=HYPERLINK("http://x","a")\n,;"""', observed="+1", message_zh="a,b\nc")
    rows = list(csv.DictReader(io.StringIO(findings_csv(make_run(FINDING, hostile)))))
    assert len(rows) == 2
    assert rows[0]["部门"] == "甲局" and rows[0]["页"] == "3" and rows[0]["涉及金额（元）"] == "45000"
    assert rows[1]["原文"] == '\'=HYPERLINK("http://x","a") ,;"""' and rows[1]["实为"] == "'+1"
    assert rows[1]["问题"] == "a,b c"


def test_all_files_are_written(make_run: MakeRun, make_view: MakeView, tmp_path: Path) -> None:
    run = make_run(FINDING, outcomes={"A01": "failed"}, problems=(Problem(Path("b\udcff.txt"), "空的"),))
    paths = write_files(run, [make_view(FINDING)], tmp_path / "new" / "out")
    assert [p.name for p in paths] == ["findings.json", "findings.csv", "run.json", "index.html"]
    assert len(list((tmp_path / "new/out/report").iterdir())) == 2
    assert (tmp_path / "new/out/findings.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    (found,) = json.loads((tmp_path / "new/out/findings.json").read_text(encoding="utf-8"))
    assert (found["rule"], found["department"], found["amount"]) == ("A01", "甲局", "45000")
    assert json.loads((tmp_path / "new/out/run.json").read_text(encoding="utf-8"))["problems"][0]["reason"] == "空的"


def test_the_record_of_a_run_has_what_a_score_needs(make_run: MakeRun) -> None:
    missed = (Missed("支出表", "没有金额列", page=5),)
    run = make_run(FINDING, outcomes={"A01": "failed", "A02": "cantTell"}, missed=missed, rows_missed=3)
    (record,) = run_record(run)["documents"]
    expected = {
        "source": "甲.txt",
        "facts": {"BudgetLine": 1200, "Indicator": 7},
        "tables": 5,
        "tables_with_totals": 4,
        "tables_closed": 3,
        "tables_closed_by_rounding": 1,
        "tables_above_details": 0,
        "tables_not_understood": [
            {"title": "支出表", "reason": "没有金额列", "page": 5, "line": None, "sheet": None, "cell": None}
        ],
        "rows_not_understood": 3,
        "outcomes": {"A01": "failed", "A02": "cantTell"},
        "seconds": {"read": 0.1, "check": 0.2},
    }
    assert {key: record[key] for key in expected} == expected
