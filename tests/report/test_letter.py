"""The letter: whom it is for, what was found by criterion, and nothing that is the reviewer's to decide."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import docx
import pytest

from kg.errors import DataError
from kg.report.letter import letter_words, write_letter
from kg.report.view import DocumentView
from kg.resources import Ontology
from tests.report.conftest import FINDING, MakeView, line, table


def lines(view: DocumentView, folder: Path) -> list[str]:
    """The paragraphs of a letter."""
    path = write_letter(view, letter_words(Ontology.load()), folder / "函.docx")
    return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]


def test_a_letter_has_findings_by_criterion_and_leaves_date_and_score_open(make_view: MakeView, tmp_path: Path) -> None:
    figures = [line(1, 300), line(2, 100, name="人员经费")]
    compared = replace(
        FINDING, id="x", subjects=("urn:d/budgetline/1", "urn:d/budgetline/2"), severity="warning", rule="A02"
    )
    view = make_view(FINDING, compared, more=[*figures, table(4, "支出表", trouble="没有金额列", page=5)])
    told = lines(view, tmp_path)
    assert told[:2] == ["关于甲局2024年部门预算的审核意见", "甲局："]
    assert "内容 2 条" in told[2] and "甲.txt" in told[2]
    at = told.index("一、关于适当性")
    assert told[at + 1] == "1. 网站事故次数是越少越好的指标，却用了≥（错误，A01）"
    assert told[at + 2] == "原文（第 3 页）：“网站事故次数 ≥4次”"
    assert told[at + 3 : at + 6] == ["应为：≤；实为：≥4次", "建议：改为≤", "依据：某办法第三条"]
    assert "数据：人员经费（合计） 1,000,000.00 元，第 2 页" in told
    assert (
        told[-3] == "请于　　　　年　　月　　日前逐条核对。属实的，请更正后重新公开，并函告结果；不属实的，请说明理由。"
    )
    assert told[-2:] == ["（审核单位）", "　　　　年　　月　　日"]
    text = "".join(told)
    assert "支出表" not in text and "得分" not in text and "总分" not in text


def test_findings_of_one_rule_stand_together_and_tell_its_basis_once(make_view: MakeView, tmp_path: Path) -> None:
    given = [
        replace(FINDING, id="a", rule="A02", severity="warning", message_zh="甲", amount=Decimal(9)),
        replace(FINDING, id="b", rule="A03", severity="warning", message_zh="乙", amount=Decimal(8)),
        replace(FINDING, id="c", rule="A02", severity="warning", message_zh="丙", amount=Decimal(7)),
    ]
    told = lines(make_view(*given), tmp_path)
    messages = [text.split("（")[0] for text in told if "（警告" in text]
    assert messages == ["1. 甲", "2. 丙", "3. 乙"] and told.count("依据：某办法第三条") == 2


def test_without_findings_nothing_is_called_right(make_view: MakeView, tmp_path: Path) -> None:
    told = lines(make_view(outcomes={"A01": "cantTell"}), tmp_path)
    assert told[2].endswith("没有发现需要修改的内容。") and told[3].startswith("以上意见只及于已经检查的内容")
    assert told[4:] == ["（审核单位）", "　　　　年　　月　　日"], "and nothing is asked for"


def test_sections_are_headings(make_view: MakeView, tmp_path: Path) -> None:
    path = write_letter(make_view(FINDING), letter_words(Ontology.load()), tmp_path / "函.docx")
    styles = [(p.style.name, p.text) for p in docx.Document(str(path)).paragraphs if p.style]
    assert [told for told in styles if told[0] != "Normal"] == [
        ("Title", "关于甲局2024年部门预算的审核意见"),
        ("Heading 1", "一、关于适当性"),
    ]


def test_hostile_text_is_text(make_view: MakeView, tmp_path: Path) -> None:
    hostile = '{department} {0} =HYPERLINK("x")\x00<w:p>&\u202e\x1b'
    finding = replace(FINDING, message_zh=hostile, quote=hostile, amount=Decimal(1))
    told = lines(make_view(finding, department=hostile, source=hostile, warnings=[hostile]), tmp_path)
    shown = '{department} {0} =HYPERLINK("x")<w:p>&'
    assert told[1] == f"{shown}：" and told[4] == f"1. {shown}（错误，A01）" and shown in told[2]


@pytest.mark.parametrize("text", ["title: [", "title: x", "{", "sections: []"])
def test_a_letter_that_lacks_a_part_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms/letter.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"letter\.yaml"):
        letter_words(Ontology.load([tmp_path]))
