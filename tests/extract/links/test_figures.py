"""The same figure in several tables and sentences: linked by the whole key, never by a part of it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.extract.links import figures
from kg.model import Ref, Value, Year
from kg.vocab import BP, BPC
from tests.extract.links.conftest import Desk

KEY: dict[str, Value] = {"about": Ref("item/甲"), "fiscalYear": Year(2024), "phase": BPC.approved}


def table(desk: Desk, name: str, yuan: str, **other: Value) -> Ref:
    return desk.money(name, yuan, inTable=Ref(f"table/{name}"), **{**KEY, **other})


@pytest.fixture
def item(desk: Desk) -> Desk:
    desk.sheet.drafts[Ref("item/甲")] = desk.sheet.drafts[desk.put(BP.Item, "公务接待费")]
    return desk


def test_later_prints_are_linked_to_the_first(item: Desk) -> None:
    for name, yuan in (("表一", "500"), ("表二", "505"), ("表三", "900000")):
        table(item, name, yuan)
    rows = item.rows(figures.add, BPC.same_figure)
    assert rows == [("表二", "表一", 1), ("表三", "表一", 0.7)]
    reasons = [str(draft.get(BP.reason)) for draft in item.sheet.of(BP.Link)]
    assert reasons == ["同口径“公务接待费”，金额一致", "同口径“公务接待费”，金额相差 89.95 万元"]


@pytest.mark.parametrize(
    "other",
    [
        {"fiscalYear": Year(2023)},
        {"phase": BPC.executed},
        {"fundSource": BPC.government_fund},
        {"expenditureType": BPC.project},
        {"about": Ref("item/乙")},
    ],
)
def test_one_different_part_of_the_key_is_another_figure(item: Desk, other: dict[str, Value]) -> None:
    table(item, "表一", "500")
    table(item, "表二", "500", **other)
    assert item.rows(figures.add, BPC.same_figure) == []


def test_one_table_prints_a_key_once(item: Desk) -> None:
    table(item, "表一", "500")
    table(item, "表一", "500")
    assert item.rows(figures.add, BPC.same_figure) == []


def test_prose_counts_where_its_item_is_named(item: Desk) -> None:
    table(item, "表一", "500")
    total: dict[str, Value] = {"statementKind": BPC.total, "amount": Decimal(500), **KEY}
    item.put(BP.Statement, "公务接待费500元", **total)
    carried = item.put(BP.Statement, "预算500元", **total)
    item.sheet.drafts[carried].confidence = Decimal("0.9")
    item.put(BP.Statement, "增加500元", **{**total, "statementKind": BPC.change})
    assert item.rows(figures.add, BPC.same_figure) == [("公务接待费500元", "表一", 1)]
