"""Which category made-up names hint at, whatever is printed above them, and how surely."""

from __future__ import annotations

import pytest

from kg.extract.meaning import NameReader
from kg.resources import Ontology


@pytest.fixture(scope="module")
def names() -> NameReader:
    return NameReader(Ontology.load())


@pytest.mark.parametrize(
    ("name", "category", "confidence"),
    [
        ("居民满意度", "service-satisfaction", "0.99"),
        ("荷塘水质达标率", "ecological-benefit", "0.8"),
        ("提升巡护队员工作效率", "benefit", "0.7"),
        ("降低游客投诉", "benefit", "0.5"),
        ("队员能力提升", None, None),
        ("塘埂隐患整改率", "output", "0.7"),
        ("投诉答复率", "output", "0.5"),
        ("塘埂修复推进程度", "output", "0.75"),
        ("平台查询响应时间", "timeliness", "0.65"),
        ("溺水事故成本", "economic-cost", "0.65"),
        ("获奖节目期数", "quantity", "0.65"),
        ("荷塘生态可持续性", "sustainable-impact", "0.65"),
        ("荷塘水质改善", "ecological-benefit", "0.8"),
        ("设备使用年限", "sustainable-impact", "0.85"),
        ("讲解设备正常使用年限（年）", "sustainable-impact", "0.85"),
        ("培训物资采购成本", "economic-cost", "0.85"),
        ("降低养护成本", "benefit", "0.7"),
        ("消防事故次数", "quantity", "0.5"),
        ("宣讲活动受益人数", "quantity", "0.6"),
        ("宣讲人数", "quantity", "0.85"),
        ("宣传册发放数量", "quantity", "0.6"),
        ("莲子产量增收额", "economic-benefit", "0.8"),
        ("政策知晓率", "social-benefit", "0.8"),
        ("按时完成档案整理数量", "quantity", "0.8"),
        ("补贴资金及时发放", "timeliness", "0.8"),
        ("资金使用规范性", "quality", "0.6"),
        ("资金数量", "quantity", "0.6"),
        ("参训人数、学员满意度", None, None),
        ("围绕中心工作开展调研并形成对全县荷塘养护有参考价值的各类研究报告数量", None, None),
        ("服务覆盖率", None, None),
    ],
)
def test_category_that_a_name_hints_at(
    names: NameReader, name: str, category: str | None, confidence: str | None
) -> None:
    """Beside the printed one: the surest word counts, doubts make it less sure, a sentence tells nothing."""
    guess = names.read(name, level1="产出指标", level2="数量指标").guess
    found = (guess.category.rsplit("/", 1)[-1], str(guess.confidence)) if guess else (None, None)
    assert found == (category, confidence)
