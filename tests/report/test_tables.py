"""What is said of each table of a file: layout and reason, roles with their place in the layouts, what is missing."""

from __future__ import annotations

from pathlib import Path

from kg.extract import extract
from kg.read.text import read_text
from kg.report.tables import TableView, table_views
from kg.resources import Ontology, shipped

TEXT = """河湾县荷塘管理局2024年部门预算

项目支出表

单位：万元

项目名称\t预算数\t荷况
合计\t31.00\t
荷塘清淤\t10.00\t甲
荷塘补种\t20.00\t乙
荷塘测绘\t待定\t丙

荷塘项目绩效目标表

单位：万元

项目名称\t荷塘清淤\t\t
年度资金总额\t10.00\t\t
负责人\t王荷生\t\t
年度目标\t完成荷塘清淤300亩，改善水质\t\t
一级指标\t二级指标\t荷塘一目\t荷塘一值
产出指标\t数量指标\t清淤面积\t≥300亩
"""


def views(text: str = TEXT, *folders: Path) -> list[TableView]:
    """The tables of a text."""
    ontology = Ontology.load(folders)
    return table_views(extract(read_text(text.encode(), "made-up.txt"), ontology, anything=True), ontology)


def test_the_head_says_place_title_unit_and_kind() -> None:
    first = next(views()[0].lines())
    for said in ("表 1", "第 7 行", "项目支出表", "万元", "project-list"):
        assert said in first


def test_lines_say_why_with_which_pattern_and_what_came_out() -> None:
    text = "\n".join(views()[0].lines())
    assert "版式 budget" in text and "读出 项目 2、表内金额 3" in text
    assert "“项目名称” → project：ontology/layouts/budget.yaml:" in text and "project_name" in text
    assert "“预算数” → amount：内容多是数字" in text
    assert "合计 1 个，0 个等于分项之和" in text and "不等：合计 预算数 31.00" in text
    assert "未懂 1 行：第 5 行" in text and "未知表头：荷况；可在 ontology/layouts/budget.yaml" in text


def test_a_form_shows_its_labels_and_what_was_looked_for() -> None:
    text = "\n".join(views()[1].lines())
    assert "项目名称 [project]" in text and "年度资金总额 [amount]" in text
    assert (
        "没有看懂：印有指标值" in text
        and "荷塘一目、荷塘一值" in text
        and "layouts/indicators.yaml 的 roles（列）" in text
    )


def test_the_line_of_a_pattern_is_where_it_stands() -> None:
    for layout in ("budget", "indicators"):
        lines = (shipped() / "layouts" / f"{layout}.yaml").read_text(encoding="utf-8").splitlines()
        ontology = Ontology.load()
        for role, pattern in ontology.layouts[layout]["roles"].items():
            line = lines[ontology.layout_line(f"{layout}.roles.{role}") - 1]
            assert line.strip().startswith(f"{role}:") and pattern[:6].replace("\\", "\\\\")[:6] in line


def test_a_layout_of_ones_own_adds_the_words_of_a_form(tmp_path: Path) -> None:
    """The recipe of CONTRIBUTING: copy the layout, add the header words to their roles, look again."""
    own = tmp_path / "layouts" / "indicators.yaml"
    own.parent.mkdir()
    text = (shipped() / "layouts" / "indicators.yaml").read_text(encoding="utf-8")
    changed = text.replace('  name: "', '  name: "^荷塘一目$|', 1).replace('  value: "', '  value: "^荷塘一值$|', 1)
    own.write_text(changed, encoding="utf-8")
    found = views(TEXT, tmp_path)[1]
    shown = "\n".join(found.lines())
    assert "没有看懂" not in shown and "绩效指标 1" in shown
    assert f"“荷塘一值” → value：{own}:" in shown
    assert found.record()["facts"]["Indicator"] == 1 and found.record()["unknown_headers"] == []


def test_persons_are_masked() -> None:
    found = views()[1]
    assert "王荷生" not in "\n".join(found.lines()) and "王荷生" not in str(found.record())
    assert "＊＊＊" in "\n".join(found.lines())


def test_the_record_counts_rows_and_columns_from_one() -> None:
    record = views()[0].record()
    assert record["rows_not_understood"] == [5] and len(record["rows"]) == 5
    assert record["columns"][0] == {
        "row": 1,
        "col": 1,
        "role": "project",
        "header": "项目名称",
        "pattern": "budget.project_name",
        "content": "",
        "source": record["columns"][0]["source"],
    }
    assert record["cells"][0] == {"row": 1, "col": 1, "rowspan": 1, "colspan": 1, "text": "项目名称"}
    assert record["open"] == [{"label": "合计", "column": "预算数", "printed": "31.00"}] and record["sums"] == 1


def test_every_role_that_is_shown_stands_in_a_layout(tmp_path: Path) -> None:
    for found in views():
        assert all(role["source"] for role in found.record()["columns"] if role["pattern"])
        assert all(role["source"] for role in found.record()["labels"])
