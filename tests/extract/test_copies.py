"""Objectives that repeat duties."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.extract import copies
from kg.extract.sheet import Sheet
from kg.model import Ref, Span
from kg.vocab import BP, BPC
from tests.extract.builders import document

DUTY = "负责全县荷塘的巡护和水质监测，组织开展清淤疏浚工作"


def links(duty: str, objective: str) -> list[tuple[Ref, Ref, Decimal]]:
    sheet = Sheet(document("甲"))
    source = sheet.add(BP.Objective, Span(9, 12), "test", {BP.text: objective})
    target = sheet.add(BP.Duty, Span(1, 5), "test", {BP.text: duty})
    copies.add(sheet)
    found = list(sheet.of(BP.Link))
    assert all(d.get(BP.linkKind) == BPC.copied_from for d in found)
    assert all((d.get(BP.from_), d.get(BP.to)) == (source, target) for d in found)
    return [(source, target, score) for d in found if isinstance(score := d.get(BP.score), Decimal)]


@pytest.mark.parametrize(
    "objective", [DUTY, f"目标1：{DUTY}。目标2：其他。", DUTY.replace("，", " ,").replace("荷塘的", "荷塘 的")]
)
def test_a_copied_duty_is_linked(objective: str) -> None:
    ((_, _, score),) = links(DUTY, objective)
    assert score == 1


def test_a_small_change_lowers_the_score() -> None:
    long = DUTY + "，承担种植户技术培训，负责荷塘资源普查和信息发布，完成县政府交办的其他任务"
    ((_, _, score),) = links(long, long.replace("任务", "工作"))
    assert Decimal("0.8") < score < 1


@pytest.mark.parametrize("objective", ["完成清淤300亩，水质达标。", DUTY[: len(DUTY) // 2]])
def test_own_words_or_half_a_duty_are_no_copy(objective: str) -> None:
    assert links(DUTY, objective) == []


def test_a_short_duty_says_nothing() -> None:
    assert links("负责荷塘巡护", "负责荷塘巡护") == []


def test_containment_is_of_the_part() -> None:
    whole = copies.shingles("负责全县荷塘的巡护")
    assert copies.containment(copies.shingles("全县荷塘的巡"), whole) == 1
    assert copies.containment(frozenset(), whole) == 0
    assert copies.shingles("五个字以下") == frozenset()
