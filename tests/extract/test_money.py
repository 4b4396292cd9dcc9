"""Printed amounts: what is a figure, what is a blank, what it is in yuan and how exactly it is printed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.extract.money import Amount, amount, is_blank, is_number, number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("0.00", "0.00"),
        ("1,234.50", "1234.50"),
        ("１２．５", "12.5"),
        ("1，234", "1234"),
        ("-2.50", "-2.50"),
        ("−2.50", "-2.50"),
        ("（2.50）", "-2.50"),
        ("(1,000)", "-1000"),
        ("+3", "3"),
        ("￥30", "30"),
        ("12 345.6", "12345.6"),
    ],
)
def test_figures(text: str, value: str) -> None:
    assert is_number(text) and not is_blank(text)
    assert number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "—", "12%", "1,23", "12万元", "3-5", "2024年", "1.2.3", "≥90", "一", ".5", "1" + ",000" * 3 + ",00"]
)
def test_what_is_no_figure(text: str) -> None:
    assert not is_number(text)


@pytest.mark.parametrize("text", ["", "-", "—", "——", "－", "/", "–"])
def test_blanks_and_dashes(text: str) -> None:
    assert is_blank(text) and not is_number(text)


@pytest.mark.parametrize("text", ["0", "无", "-1"])
def test_a_zero_is_no_blank(text: str) -> None:
    assert not is_blank(text)


@pytest.mark.parametrize(
    ("text", "unit", "yuan", "half"),
    [
        ("244.42", "万元", "2444200", "50"),
        ("244", "万元", "2440000", "5000"),
        ("244.4", "万元", "2444000", "500"),
        ("1,234.56", "元", "1234.56", "0.005"),
        ("1,234", "元", "1234", "0.5"),
        ("2.5", "千元", "2500", "50"),
        ("0.12", "亿元", "12000000", "500000"),
        ("-3.00", "万元", "-30000", "50"),
        ("10.123456", "万元", "101234.56", "0.005"),
    ],
)
def test_in_yuan_with_half_of_the_last_printed_place(text: str, unit: str, yuan: str, half: str) -> None:
    assert amount(text, unit) == Amount(Decimal(yuan), Decimal(half))
