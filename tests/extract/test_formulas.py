"""What rates are shares of, in words and in formulas."""

from __future__ import annotations

import pytest

from kg.extract import formulas
from kg.extract.sheet import Sheet
from kg.model import Document, Span
from kg.vocab import BP, RDFS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "按要求巡护的荷塘数量占应巡护荷塘总数的比重。巡护完成率=已巡护荷塘数量/荷塘总数*100%",
            ("应巡护荷塘总数", "荷塘总数"),
        ),
        ("合格数占抽检数的比例，合格率＝（合格数 ÷ 抽检数）× 100％", ("抽检数", "抽检数")),
        (r"支出占预算数的百分比；执行率=（支出数/预算数）\times 100%。", ("预算数", "预算数")),
    ],
)
def test_both_are_told(text: str, expected: tuple[str, str]) -> None:
    assert formulas.wholes(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "执行率=支出数/预算数×100%",
        "合格数占抽检数的比例",
        "巡护荷塘是否占用耕地。完成率=完成数/计划数×100%",
        "增长率=（本年数-上年数）/上年数×100%",
    ],
)
def test_one_of_them_is_no_pair(text: str) -> None:
    assert formulas.wholes(text) is None


def test_indicators_have_them() -> None:
    sheet = Sheet(Document("made-up.txt", "0", "text", "巡护", ()))
    text = "已巡护数占应巡护数的比重。巡护率=已巡护数/荷塘数×100%"
    ref = sheet.add(BP.Indicator, Span(0, 2), "test", {RDFS.label: "巡护率", BP.definition: text})
    formulas.annotate(sheet)
    assert [sheet.drafts[ref].get(p) for p in (BP.statedWhole, BP.formulaWhole)] == ["应巡护数", "荷塘数"]
