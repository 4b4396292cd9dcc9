"""Names and explanations that break off, and those that only seem to."""

from __future__ import annotations

import pytest

from kg.extract.meaning import NameReader
from kg.extract.meaning_cut import CutOffs
from kg.extract.tables.indicators import BY
from kg.resources import Ontology
from kg.vocab import BP, BPC, RDFS
from tests.extract.builders import facts, ontology

FORM = "项目支出绩效目标表\n\n项目名称\t荷塘管护\t\t\n"


@pytest.fixture(scope="module")
def cuts() -> CutOffs:
    return CutOffs(Ontology.load())


@pytest.mark.parametrize(
    "name",
    ["管护标准控", "减轻洪涝造成的", "巡护、清淤、", "巡护次数（含", "发挥荷塘和", "普查范围全覆"],
)
def test_a_name_that_breaks_off(cuts: CutOffs, name: str) -> None:
    assert cuts.name(name, {BPC.count}).startswith("lexicon/cut_off#")


@pytest.mark.parametrize(
    "name",
    [
        "巡护标准控制率",
        "洪涝调控",
        "达到预期目的",
        "科普知识普及",
        "碳中和",
        "费用总和",
        "群众参与",
        "巡护次数（次）",
        "严控",
    ],
)
def test_a_whole_name(cuts: CutOffs, name: str) -> None:
    assert not cuts.name(name, {BPC.ratio})


def test_satisfied_is_half_a_name_beside_a_rate(cuts: CutOffs) -> None:
    assert cuts.name("游客满意", {BPC.ratio}) and not cuts.name("游客满意", {BPC.text})
    assert not cuts.name("做好巡护工作，使游客满意", {BPC.ratio})


@pytest.mark.parametrize(
    ("text", "cut"), [("执行数与预算数之比；预算数指", True), ("执行数包括", True), ("二者之比。", False)]
)
def test_an_explanation(cuts: CutOffs, text: str, cut: bool) -> None:
    assert bool(cuts.text(text)) == cut


def test_a_name_that_is_only_a_category() -> None:
    names = NameReader(ontology())
    assert names.only_category("服务对象满意度指标") == BPC.service_satisfaction
    assert names.only_category("社会效益指标：") == BPC.social_benefit
    assert names.only_category("服务对象满意度") is None and names.only_category("安全生产控制指标") is None


def test_a_row_that_slipped_is_marked() -> None:
    head = "三级指标\t指标值类型\t指标值\t度量单位\n"
    sheet = facts(FORM + head + "扩大覆盖面\t\t定性\t高于上年\n清淤面积\t≥\t300\t亩\n")
    shifted = {d.get(RDFS.label): d.get(BP.shifted) for d in sheet.of(BP.Indicator)}
    assert shifted == {"扩大覆盖面": True, "清淤面积": None}
    assert all(d.by == BY for d in sheet.of(BP.Indicator))
