"""Forms that lost their rulings: lines of labels and values become tables again."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.extract import flow
from kg.model import Block, Document, Table
from kg.vocab import BP, RDFS
from tests.extract.builders import document, facts, indicators, ontology, owned, read_tables

FORM = """项目支出绩效目标申报表

项目名称  荷塘清淤工程

项目主管部门 河湾县荷塘管理局  项目执行单位 荷塘推广站

项目负责人 莲小荷  联系电话 0571-12345678

项目申请理由  全县荷塘多年未清，淤积

严重，影响水质。

项目总预算（万元） 300.00  项目当年预算（万元） 100.00

项目绩效总目标  完成全县荷塘清淤，水质明显

改善。

一级指标 二级指标 三级指标 指标值 绩效标准

产出指标 数量指标 清淤面积 ≥300 亩 计划标准

质量指标 验收合 格率 ≥95% 行业标准

效益指标 生态效益指标 水质 改善 明显 历史标准

满意度指标 服务对象满意度指标 群众满意度 ≥90% 计划标准
"""


def rebuilt(text: str) -> Document:
    return flow.tables(document(text), ontology())


def rows(table: Table) -> list[list[str]]:
    return [[cell.text for cell in table.cells if cell.row == r] for r in range(table.n_rows)]


def test_labels_and_values_become_rows() -> None:
    found = [b for b in rebuilt(FORM).blocks if isinstance(b, Table)]
    assert len(found) == 1
    printed = rows(found[0])
    assert printed[0] == ["项目名称", "荷塘清淤工程"]
    assert ["项目主管部门", "河湾县荷塘管理局", "项目执行单位", "荷塘推广站"] in printed
    assert ["产出指标", "数量指标", "清淤面积", "≥300亩", "计划标准"] in printed


def test_every_character_knows_its_place() -> None:
    document_ = rebuilt(FORM)
    (table,) = [b for b in document_.blocks if isinstance(b, Table)]
    for cell in table.cells:
        assert all(document_.text[at] == char for char, at in zip(cell.text, cell.passage.offsets, strict=True))


def test_a_flattened_form_is_read_like_any_other() -> None:
    sheet = facts(FORM)
    (project,) = sheet.of(BP.Project)
    assert (project.get(RDFS.label), project.get(BP.amount)) == ("荷塘清淤工程", Decimal(1_000_000))
    assert indicators(sheet) == [
        ("荷塘清淤工程", "产出指标", "数量指标", "清淤面积", ["≥300亩"]),
        ("荷塘清淤工程", "产出指标", "质量指标", "验收合格率", ["≥95%"]),
        ("荷塘清淤工程", "效益指标", "生态效益指标", "水质改善", ["明显"]),
        ("荷塘清淤工程", "满意度指标", "服务对象满意度指标", "群众满意度", ["≥90%"]),
    ]
    assert owned(sheet, BP.Objective) == [("荷塘清淤工程", "完成全县荷塘清淤，水质明显改善。")]


def test_persons_in_it_are_masked() -> None:
    tables = read_tables(FORM)
    text = tables.owners.sheet.document.text
    assert [text[a:b] for a, b in tables.owners.sheet.masks] == ["莲小荷", "0571-12345678"]


def test_long_texts_run_over_lines_and_are_left_to_the_prose() -> None:
    assert "全县荷塘多年未清，淤积严重，影响水质。" in [p.text for p, _ in read_tables(FORM).passages]


def test_two_forms_are_two_tables() -> None:
    prose = "\n\n".join(["荷塘的巡护和水质管理工作按计划推进并取得成效以及全县荷塘的巡护和水质管理工作按计划"] * 40)
    two = rebuilt(f"{prose}。\n\n{FORM}\n" + FORM.replace("荷塘清淤工程", "水质监测"))
    assert [rows(b)[0][1] for b in two.blocks if isinstance(b, Table)] == ["荷塘清淤工程", "水质监测"]


def test_indicators_without_standards_end_with_their_line() -> None:
    text = FORM.replace(" 绩效标准", "").replace(" 计划标准", "").replace(" 行业标准", "").replace(" 历史标准", "")
    assert [row[3:] for row in indicators(facts(text))][:2] == [("清淤面积", ["≥300亩"]), ("验收合格率", ["≥95%"])]


@pytest.mark.parametrize(
    "text",
    [
        "项目支出绩效目标申报表\n\n项目名称 荷塘清淤\n\n以上项目均已申报。\n",  # too few labels
        FORM.replace("项目支出绩效目标申报表", "项目情况"),  # no form above
        "项目名称的解释见后文，项目总预算包括在内。\n",
    ],
)
def test_what_is_no_form_stays_as_it_is(text: str) -> None:
    doc = document(text)
    assert flow.tables(doc, ontology()) is doc and all(isinstance(b, Block) for b in doc.blocks)
