"""Every notebook runs on the samples from top to bottom, ends in its answer, and is kept short and without outputs."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
ANSWERS = {
    "01_one_document": "没有指标值的：5 个项目、共 2,214.82 万元。",
    "02_graph_tour": "职责中最多的是岚屿市生态环境局的“监督管理全市减排目标的落实”：615.00 万元没有指标值。",
    "03_rule_lab": "28 个时效指标里，17 处只写完成率，没有写时间。",
    "04_compare_departments": "2 对部门的指标或目标相同，0 个部门的指标像是借来的（R02，0 条）。",
    "05_account_to_budget": "对照了 5 个数，2 个前后不一。",
}
LONGEST_CELL, LONGEST_FUNCTION = 22, 10  # lines

each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def read(path: Path) -> Any:
    """A notebook."""
    return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]


def code(path: Path) -> Iterator[str]:
    """Its cells of Python."""
    yield from (
        cell.source for cell in read(path).cells if cell.cell_type == "code" and not cell.source.startswith("%")
    )


def test_each_notebook_has_an_answer() -> None:
    assert [path.stem for path in NOTEBOOKS] == list(ANSWERS)


@each
def test_runs_on_the_samples_and_answers(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DOCS", raising=False)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    notebook = read(path)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(path.parent)}}).execute()
    printed = "".join(o.get("text", "") for cell in notebook.cells for o in cell.get("outputs", ()))
    assert printed.splitlines()[-1] == ANSWERS[path.stem]


@each
def test_asks_a_question_in_both_languages(path: Path) -> None:
    first = read(path).cells[0].source
    assert "**要回答的问题：" in first and "*English: " in first and "`DOCS`" in first


@each
def test_cells_are_short_and_define_little(path: Path) -> None:
    assert [cell for cell in code(path) if len(cell.splitlines()) > LONGEST_CELL] == []
    trees = [ast.parse(cell) for cell in code(path)]
    defined = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    assert [node.name for node in defined if (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION] == []


@each
def test_is_kept_without_outputs(path: Path) -> None:
    cells = read(path).cells
    assert [cell.get("outputs") for cell in cells if cell.get("outputs")] == []
    assert [cell.get("execution_count") for cell in cells if cell.get("execution_count")] == []
