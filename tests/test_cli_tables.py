"""`kg tables`: how the tables of a file were read, on the screen, as JSON and on the pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.conftest import ROOT, Kg, in_a_shell

FORM = """河湾县荷塘管理局2024年部门预算

荷塘项目绩效目标表

单位：万元

项目名称\t荷塘清淤\t\t
年度资金总额\t10.00\t\t
年度目标\t完成荷塘清淤300亩，改善水质\t\t
一级指标\t二级指标\t荷塘一目\t荷塘一值
产出指标\t数量指标\t清淤面积\t≥300亩
"""


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """A made-up form with header words that no layout knows."""
    path = tmp_path / "表.txt"
    path.write_text(FORM, encoding="utf-8")
    return path


def test_tables_shows_every_table_and_what_was_not_understood(kg: Kg, form: Path) -> None:
    code, out, _ = kg("tables", form)
    assert code == 0 and "未知表头：荷塘一目、荷塘一值；可在 ontology/layouts/indicators.yaml 的 roles（列）" in out
    assert "表.txt：1 张表，1 张没有看懂" in out and "第 7 行 荷塘项目绩效目标表" in out.splitlines()[-1]
    (row,) = (line for line in out.splitlines() if "项目名称 [project]" in line)
    assert "荷塘清淤" in row and row.split("│")[0].split() == ["1", "标签"]


def test_tables_as_json_is_for_other_programs(kg: Kg, form: Path) -> None:
    (table,) = json.loads(kg("tables", form, "--json")[1])["tables"]
    assert table["title"] == "荷塘项目绩效目标表" and table["unknown_headers"] == ["荷塘一目", "荷塘一值"]
    assert table["not_understood"] and table["layouts"] == ["indicators"]


def test_tables_line_up_on_a_console_without_line_characters(form: Path) -> None:
    done = in_a_shell("tables", form, PYTHONIOENCODING="gbk")
    lines = [line for line in done.stdout.decode("gbk").splitlines() if line.rstrip().endswith(("|", "+"))]
    assert done.returncode == 0 and len(lines) > 6 and len({cell_len(line) for line in lines}) == 1
    assert not any(set("│─┼") & set(line) for line in lines)


def test_tables_on_the_pages_of_a_pdf(kg: Kg, tmp_path: Path) -> None:
    sample = ROOT / "samples" / "ruled-forms.pdf"
    code, out, _ = kg("tables", sample, "--png", tmp_path / "图")
    pages = sorted(path.name for path in (tmp_path / "图").iterdir())
    assert code == 0 and pages and all(name in out for name in pages)
    number = int(pages[-1].removeprefix("page-").removesuffix(".png"))
    _, out, _ = kg("tables", sample, "--page", number, "--png", tmp_path / "一页", "--json")
    assert [path.name for path in (tmp_path / "一页").iterdir()] == pages[-1:]
    assert all(number in table["pages"] for table in json.loads(out)["tables"])


def test_tables_of_a_workbook_are_placed_by_sheet_and_cell(kg: Kg) -> None:
    heads = [line for line in kg("tables", ROOT / "samples" / "budget-workbook.xlsx")[1].splitlines() if "■" in line]
    assert len(heads) > 1 and all("工作表“" in head and "单元格 A" in head for head in heads)


def test_tables_says_what_a_file_without_pages_cannot_show(kg: Kg, form: Path, tmp_path: Path) -> None:
    code, _, err = kg("tables", form, "--png", tmp_path / "图")
    assert code == 2 and "不是 PDF" in err and not (tmp_path / "图").exists()
    code, _, err = kg("tables", form, "--page", 2)
    assert code == 2 and "不分页" in err
    code, _, err = kg("tables", ROOT / "samples" / "ruled-forms.pdf", "--page", 999)
    assert code == 2 and "没有第 999 页" in err
    assert kg("tables", tmp_path / "没有.pdf")[0] == 2
    assert kg("tables", tmp_path)[0] == 2
