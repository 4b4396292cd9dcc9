"""`kg diff` on the samples: the table on the screen, the files, the formats, and what it says when it cannot."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from rich.cells import cell_len

import kg
from kg.cli import main
from tests.conftest import ROOT

SAMPLES = ROOT / "samples"
EARLIER, LATER, ACCOUNT = (str(SAMPLES / f"{name}.txt") for name in ("earlier-budget", "later-budget", "final-account"))


def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of `kg diff`."""
    monkeypatch.setattr("sys.argv", ["kg", "diff", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    told = capsys.readouterr()
    code = ended.value.code
    return (code if isinstance(code, int) else 0), told.out, told.err


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The three disclosures of one department in one graph."""
    from kg.graph.store import write

    path = tmp_path_factory.mktemp("graph") / "graph.nq"
    write(kg.build([EARLIER, LATER, ACCOUNT]), path)
    return path


def test_two_years_on_the_screen(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    code, out, err = run(capsys, monkeypatch, EARLIER, LATER)
    assert code == 0 and err == ""
    lines = [" ".join(line.split()) for line in out.splitlines()]
    for wanted in (
        "■ 沅渡县文化馆 2023 年部门预算 → 沅渡县文化馆 2024 年部门预算",
        "增加 支出总计 384.38 402.60 +18.22 +4.7% 第 55 行 → 第 55 行",
        "新增 流动舞台设备更新 8.00 → 第 137 行",
        "减少 要求降低 业余文艺团队辅导覆盖率 2024年群众文化活动与免费开放经费 ≥90% ≥85% -5 第 155 行 → 第 156 行",
        "不再列 传承档案整理件数 非遗传承展演经费 ≥600件 第 172 行 →",
    ):
        assert wanted in lines


def test_the_columns_line_up_with_chinese_text(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, out, _ = run(capsys, monkeypatch, EARLIER, LATER)
    table = [line for line in out.splitlines() if " 行 → 第 " in line and "%" in line and "≥" not in line]
    ends = {cell_len(line[: line.index("%") + 1]) for line in table if "支出" in line and "元" not in line}
    assert len(table) > 10 and len(ends) == 1


def test_budget_and_account_by_year_in_a_graph(
    graph: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, _ = run(
        capsys, monkeypatch, "2023预算", "2023决算", "--graph", str(graph), "--department", "文化馆", "--format", "csv"
    )
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0 and {row["类别"] for row in rows} >= {"总额", "功能科目", "“三公”经费", "绩效指标"}
    (housing,) = [row for row in rows if row["名称"] == "221 住房保障支出" and not row["所属"]]
    assert (housing["前"], housing["后"], housing["增减"]) == ("240000", "238200", "-1800")
    assert all(row["前一份位置"] or row["后一份位置"] for row in rows)


def test_json_and_html_on_the_screen(
    graph: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, out, _ = run(capsys, monkeypatch, "earlier", "later", "--graph", str(graph), "--format", "json")
    assert json.loads(out)["after"]["year"] == 2024
    _, out, _ = run(capsys, monkeypatch, "2023预算", "2024", "--graph", str(graph), "--format", "html")
    assert out.startswith("<!doctype html>") and "流动舞台设备更新" in out


def test_files_beside_the_screen(
    tmp_path: Path, graph: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, out, _ = run(
        capsys, monkeypatch, "2023预算", "2024", "--graph", str(graph.parent), "--out", str(tmp_path / "对比")
    )
    assert "已写出" in out and {path.name for path in (tmp_path / "对比").iterdir()} == {
        *("diff.csv", "diff.html", "diff.json")
    }


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("没有.pdf", LATER), "没有.pdf: 没有这个文件或文件夹；要在图谱里按年份找，加 --graph"),
        ((str(SAMPLES), LATER), "份：霁川市澄湖新区城市管理局 2020 graded-activities.txt"),
    ],
)
def test_what_is_not_clear_is_said(
    arguments: tuple[str, str], told: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, _, err = run(capsys, monkeypatch, *arguments)
    assert code == 2 and told in err


def test_in_english(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    _, out, _ = run(capsys, monkeypatch, EARLIER, LATER, "--lang", "en")
    assert "departmental budget" in out and "asks for less" in out and "Money (CNY)" in out


def test_in_python(graph: Path) -> None:
    table = kg.diff(kg.open(graph), "2023预算", 2024)
    assert set(table["state"]) == {"增加", "减少", "新增", "不再列"}
    (gone,) = table[table["state"] == "不再列"].itertuples()
    assert (gone.section, gone.name, gone.before, gone.before_place) == (
        *("绩效指标", "传承档案整理件数", "≥600件", "第 172 行"),
    )
    assert len(kg.diff(kg.open(graph), "2023预算", 2024, same=True)) > len(table)
