"""Amounts, rates and names as a reader sees them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.check.wording import LONGEST, fill, percent, wan, with_precision, write


@pytest.mark.parametrize(
    ("yuan", "half_unit", "text"),
    [
        ("2078500", "50", "207.85 万元"),
        ("600000", "50", "60.00 万元"),
        ("600000", None, "60 万元"),
        ("20000", "0.5", "2 万元"),
        ("2560000", "0.005", "256 万元"),
        ("1234567.89", "0.005", "123.456789 万元"),
        ("1234567.89", "0.5", "123.4568 万元"),
        ("1450000", "5000", "145 万元"),
        ("1454800", "5000", "145 万元"),
        ("7363300000", "500000", "736330 万元"),
        ("0", "50", "0.00 万元"),
        ("-204800", "50", "-20.48 万元"),
        ("125", "50", "0.01 万元"),
    ],
)
def test_money_has_the_printed_precision(yuan: str, half_unit: str | None, text: str) -> None:
    assert wan(Decimal(yuan), Decimal(half_unit) if half_unit else None) == text


@pytest.mark.parametrize(("rate", "text"), [("21.53463", "21.53%"), ("100", "100%"), ("7.0", "7%"), ("-0.001", "0%")])
def test_rates_have_two_decimals_at_most(rate: str, text: str) -> None:
    assert percent(Decimal(rate)) == text


def test_a_template_is_filled_from_the_row() -> None:
    row: dict[str, str | Decimal] = {
        "name": "“三公”经费",
        "amount": Decimal(10000),
        "halfUnit": Decimal(50),
        "rate": Decimal("12.345"),
        "n": Decimal("3.0"),
    }
    template = "“{name}”{amount:wan}，{rate:percent}，{n} 处{absent}，{name}"
    assert fill(template, row) == "“‘三公’经费”1.00 万元，12.35%，3 处，“三公”经费"


def test_braces_in_the_text_of_a_document_stay_text() -> None:
    assert fill("“{name}”", {"name": "{0.__class__} {x"}) == "“{0.__class__} {x”"


def test_long_names_lose_their_middle_and_long_messages_their_end() -> None:
    assert write("甲" * 30 + "\n" + "乙" * 40, "text", None) == "甲" * 30 + " " + "乙" * 18 + "…" + "乙" * 10
    assert len(fill("{a}{b}{c}{d}{e}{f}", dict.fromkeys("abcdef", "字" * 200))) == LONGEST


@pytest.mark.parametrize(
    ("observed", "expected", "money", "told"),
    [
        ("1234567.89", "34567.23", "1200000.66", "123.4568 3.4567 120.0001"),
        ("1234567.89", "1234567.23", "0.66", "123.456789 123.456723 0.000066"),
        ("1234567.5", "34567.5", "1200000", "123.4568 3.4568 120"),
        ("1000500.40", "500.60", "999999.80", "100.05004 0.05006 99.99998"),
        ("2560000.00", "0", "2560000.00", "256 0 256"),
    ],
)
def test_fen_are_told_only_where_they_matter(observed: str, expected: str, money: str, told: str) -> None:
    row: dict[str, str | Decimal] = {"observed": Decimal(observed), "expected": Decimal(expected)}
    row |= {"money": Decimal(money), "halfUnit": Decimal("0.005"), "count": Decimal(2)}
    shown = fill("{observed:wan}{expected:wan}{money:wan}", with_precision(row, "wan", "{money:wan}，{count} 项"))
    assert shown.replace(" 万元", " ").strip() == told


def test_money_printed_in_ten_thousands_keeps_its_precision() -> None:
    row: dict[str, str | Decimal] = {"observed": Decimal(600000), "halfUnit": Decimal(50)}
    assert with_precision(row, "wan") == row
