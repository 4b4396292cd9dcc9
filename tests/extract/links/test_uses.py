"""Uses of a project's money that its texts itemise, and indicators that measure them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.extract.links import uses
from kg.extract.sheet import Draft
from kg.model import Ref, Span, Term, Value
from kg.vocab import BP, BPC, RDFS
from tests.extract.links.conftest import Desk

TEXT = "一、巡护：30万元：购买巡护船。二、清淤疏浚：60万元。三、其他：10万元。"


def desk_of(
    text: str, amounts: dict[str, int], indicators: tuple[str, ...] = (), whole: int = 100
) -> tuple[Desk, Draft]:
    """A project with one passage, in which each amount stands where its name does."""
    desk = Desk(text)
    passage = desk.sheet.add(BP.Passage, Span(0, len(text)), "test", {BP.text: text})
    for name, wan in amounts.items():
        at = text.index(name)
        money: dict[Term, Value | None] = {BP.amount: Decimal(wan * 10000), BP.halfUnit: Decimal(5000)}
        kind: dict[Term, Value | None] = {BP.statementKind: BPC.total, RDFS.label: name}
        desk.sheet.add(BP.Statement, Span(at, at + len(name)), "test", {**kind, **money})
    project = desk.put(
        BP.Project, "荷塘管护", amount=Decimal(whole * 10000), halfUnit=Decimal(5000), hasPassage=passage
    )
    for name in indicators:
        desk.sheet.put(project, BP.hasIndicator, desk.put(BP.Indicator, name))
    return desk, desk.sheet.drafts[project]


def found(desk: Desk, project: Draft) -> tuple[list[str], set[tuple[str, str]]]:
    measured = {(name, use) for name, use, _ in desk.rows(uses.add, BPC.concerns)}
    return [desk.name(Ref(str(ref))) for ref in project.all(BP.hasUse)], measured


def test_amounts_that_add_up_are_the_uses_and_words_tell_who_measures_them() -> None:
    indicators = ("购买巡护船数量", "清淤面积", "荷塘管护满意度")
    names, measured = found(*desk_of(TEXT, {"巡护": 30, "清淤疏浚": 60, "其他": 10}, indicators))
    assert names == ["巡护", "清淤疏浚", "其他"]
    assert measured == {("购买巡护船数量", "巡护"), ("清淤面积", "清淤疏浚")}


@pytest.mark.parametrize(
    ("amounts", "whole"),
    [
        ({"巡护": 30, "清淤疏浚": 60}, 100),  # a part is missing
        ({"巡护": 30, "清淤疏浚": 60, "其他": 10}, 120),
        ({"巡护": 100}, 100),  # the whole again
    ],
)
def test_amounts_that_do_not_add_up_are_no_uses(amounts: dict[str, int], whole: int) -> None:
    assert found(*desk_of(TEXT, amounts, ("清淤面积",), whole)) == ([], set())


def test_the_whole_beside_its_parts_is_no_part() -> None:
    text = "共100万元。" + TEXT
    names, _ = found(*desk_of(text, {"共": 100, "巡护": 30, "清淤疏浚": 60, "其他": 10}))
    assert names == ["巡护", "清淤疏浚", "其他"]


def test_the_words_of_the_projects_name_measure_no_use() -> None:
    text = "荷塘宣传：40万元；荷塘清淤：60万元。"
    _, measured = found(*desk_of(text, {"荷塘宣传": 40, "荷塘清淤": 60}, ("荷塘巡查次数", "宣传品数量")))
    assert measured == {("宣传品数量", "荷塘宣传")}
