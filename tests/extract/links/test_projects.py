"""A project and its rows, sentences and functional line."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.extract.links import projects
from kg.model import Ref, Value
from kg.vocab import BP, BPC, SKOS
from tests.extract.links.conftest import Desk


def project(desk: Desk, name: str, code: str | None = None) -> Ref:
    ref = desk.put(BP.Project, name, amount=Decimal(100_000))
    desk.sheet.put(ref, SKOS.notation, code)
    return ref


def row(desk: Desk, label: str, yuan: str = "100000", code: str | None = None, **values: Value) -> Ref:
    ref = desk.money(label, yuan, inTable=Ref("table/1"), **values)
    desk.sheet.put(ref, SKOS.notation, code)
    return ref


@pytest.mark.parametrize(
    ("label", "score"),
    [("荷塘清淤工程", 1), ("荷塘 清淤工程", 1), ("1.荷塘清淤工程", 0.95), ("荷塘清淤工程项目经费", 0.95)],
)
def test_a_row_with_its_name_is_the_project(desk: Desk, label: str, score: float) -> None:
    project(desk, "荷塘清淤工程")
    row(desk, label)
    assert desk.rows(projects.add, BPC.same_item) == [("荷塘清淤工程", label, score)]


@pytest.mark.parametrize("label", ["荷塘清淤工程2", "荷塘清淤", "荷塘巡护"])
def test_another_name_is_another_project(desk: Desk, label: str) -> None:
    project(desk, "荷塘清淤工程")
    row(desk, label)
    assert desk.rows(projects.add, BPC.same_item) == []


def test_two_project_codes_must_agree(desk: Desk) -> None:
    project(desk, "荷塘清淤", "410000240000000000001")
    row(desk, "荷塘清淤", code="410000240000000000002")
    assert desk.rows(projects.add, BPC.same_item) == []


def test_the_cells_of_a_row_are_one_place_and_the_gap_is_told(desk: Desk) -> None:
    project(desk, "荷塘清淤")
    row(desk, "荷塘清淤", "120000", column="合计")
    row(desk, "荷塘清淤", "100000", column="财政拨款")
    (link,) = desk.linked(projects.add, BPC.same_item)
    assert link.get(BP.reason) == "名称相同，金额相差 2 万元"


def test_the_functional_line_is_of_the_code_that_the_project_prints(desk: Desk) -> None:
    project(desk, "荷塘清淤", "2130306")
    project(desk, "荷塘巡护")
    row(desk, "荷塘清淤", code="2130306")  # the row of the project itself
    row(desk, "水利工程运行与维护", code="2130306", expenditureType=BPC.project)
    row(desk, "水利工程运行与维护", code="2130306", side=BPC.income)
    row(desk, "行政运行", code="2130301")
    assert desk.rows(projects.add, BPC.charged_to) == [("荷塘清淤", "水利工程运行与维护", 1)]


@pytest.mark.parametrize(
    ("paragraph", "found"),
    [
        ("政府采购预算10.00万元，主要用于采购荷塘水质监测平台。", True),
        ("政府采购预算10.00万元。\n主要用于采购荷塘水质监测平台。", False),  # another paragraph
        ("政府采购预算10.00万元，主要用于采购荷塘巡护船。", False),
    ],
)
def test_a_sentence_with_its_money_in_a_paragraph_with_its_name(paragraph: str, found: bool) -> None:
    desk = Desk(paragraph)
    project(desk, "荷塘水质监测平台运维费")
    told: dict[str, Value] = {"statementKind": BPC.total, "amount": Decimal(100_000)}
    desk.put(BP.Item, "政府采购预算")
    item = next(desk.sheet.of(BP.Item)).key
    desk.put(BP.Statement, "政府采购预算10.00万元", about=item, **told)
    assert bool(desk.rows(projects.add, BPC.same_item)) is found


def test_other_money_in_the_paragraph_is_not_the_projects() -> None:
    desk = Desk("政府采购预算20.00万元，主要用于采购荷塘水质监测平台。")
    project(desk, "荷塘水质监测平台运维费")
    desk.put(BP.Item, "政府采购预算")
    item = next(desk.sheet.of(BP.Item)).key
    desk.put(BP.Statement, "政府采购预算20.00万元", about=item, statementKind=BPC.total, amount=Decimal(200_000))
    assert desk.rows(projects.add, BPC.same_item) == []
