"""The workbook: a sheet for each kind of fact, amounts as numbers, every row with its quote and place."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from kg.graph.store import new_dataset, raw
from kg.model import Evidence, Fact, Finding, Ref
from kg.report import workbook
from kg.report.concepts import concept_names
from kg.report.view import views
from kg.report.workbook import SHEETS, write_workbook
from kg.resources import Ontology
from kg.vocab import BP, BPC, RDFS
from tests.report.conftest import FINDING, facts, line, put

Rows = list[list[str | float]]
STATEMENT = Fact(
    Ref("statement/9"),
    BP.Statement,
    ((BP.about, Ref("item/甲")), (BP.statementKind, BPC.change), (BP.trend, BPC.up)),
    Evidence(3, 9, "增加二十万元", line=7),
)
ITEM = Fact(Ref("item/甲"), BP.Item, ((RDFS.label, "基本支出"),))
DUTY = Fact(Ref("duty/1"), BP.Duty, ((RDFS.label, "=1+1"), (BP.text, "\x00<b>&\u202e")), Evidence(0, 2, "+职责"))


def read(path: Path) -> dict[str, Rows]:
    """The cells of every sheet as Excel would show them: text or number."""
    with zipfile.ZipFile(path) as package:
        names = re.findall(r'<sheet name="([^"]+)"', package.read("xl/workbook.xml").decode())
        sheets = [package.read(f"xl/worksheets/sheet{n}.xml").decode() for n, _ in enumerate(names, 1)]
    assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)
    return {
        unescape(name): [_row(row) for row in re.findall(r"<row[^>]*>(.*?)</row>", sheet)]
        for name, sheet in zip(names, sheets, strict=True)
    }


def _row(row: str) -> list[str | float]:
    cells = re.findall(r'<c r="([A-Z]+)\d+"[^>]*?(t="inlineStr")?>(.*?)</c>', row)
    return [
        unescape(re.sub("<[^>]+>", "", body)) if text else float(re.sub("<[^>]+>", "", body)) for _, text, body in cells
    ]


def written(path: Path, findings: Sequence[Finding] = (FINDING,), *more: Fact) -> dict[str, Rows]:
    """The workbook on one made-up disclosure."""
    dataset, ontology = new_dataset(), Ontology.load()
    put(dataset, facts(*more), *findings, outcomes={"A01": "failed"})
    shown = views(dataset, ontology)
    return read(write_workbook(shown, raw(dataset), concept_names(ontology), path / "表.xlsx"))


def test_every_kind_has_its_sheet_with_quote_and_place(tmp_path: Path) -> None:
    found = written(tmp_path, [FINDING], line(5, 120), STATEMENT, ITEM, DUTY)
    assert list(found) == ["疑点", *SHEETS, "检查"]
    assert all(rows[0][:2] == ["部门", "年度"] for rows in found.values())
    assert found["预算数据"][1] == ["甲局", 2024, "基本支出", "合计", "120.00", 1_200_000, "基本支出", 5]
    assert found["文字数据"][1] == ["甲局", 2024, "基本支出", "增减额", "增加", "增加二十万元", 7]
    assert found["项目"][1] == ["甲局", 2024, "网站运维"]
    assert found["指标"][1] == ["甲局", 2024, "网站运维", "网站事故次数", "≥4次"]
    assert found["检查"][1] == ["甲局", 2024, "部门预算", "甲.txt", "A01", "A01 的名称", "有疑点", 7, "缺少年份"]
    finding = found["疑点"][1]
    assert finding[4:7] == ["错误", "A01", "A01 的名称"] and finding[-2:] == ["网站事故次数 ≥4次", 3]
    assert 45_000 in finding and "网站运维" in finding and "abc123" in finding


def test_text_like_a_formula_or_markup_is_text(tmp_path: Path) -> None:
    hostile = '=HYPERLINK("http://x","a")\x1b[31m</t><f>1+1</f>} DROP ALL\u202e'
    found = written(tmp_path, [replace(FINDING, message_zh=hostile, quote=hostile)], DUTY)
    assert found["职责"][1] == ["甲局", 2024, "'=1+1", "<b>&", "'+职责"]
    shown = '\'=HYPERLINK("http://x","a")[31m</t><f>1+1</f>} DROP ALL'
    assert found["疑点"][1].count(shown) == 2


def test_rows_that_one_sheet_cannot_hold_go_on_on_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "_MOST_ROWS", 3)
    found = written(tmp_path, [FINDING], *(line(n, n) for n in range(1, 6)))
    assert [len(found[name]) for name in ("预算数据", "预算数据 2", "预算数据 3")] == [3, 3, 2]
    assert found["预算数据 3"][0] == found["预算数据"][0]
