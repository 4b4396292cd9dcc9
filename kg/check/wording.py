"""Numbers and names in the words of a finding."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import combinations
from string import Formatter
from typing import Final

from kg.lang import in_yuan, punctuated

LONGEST: Final = 300
_LONGEST_NAME = 60
_WAN = Decimal(10_000)
_PLACE = Decimal("0.01")
_HALF_YUAN = Decimal("0.5")
_FAR = 100  # yuan
_MONEY = re.compile(r"\{(\w+):wan\}")
_IN_QUOTES = re.compile(r"(?<=“)\{(\w+)\}(?=”)")
_NESTED = str.maketrans("“”", "‘’")  # quotation marks within quotation marks are single (GB/T 15834)

Cell = str | Decimal


def wan(yuan: Decimal, half_unit: Decimal | None = None) -> str:
    """Yuan as 万元 with the printed precision: `half_unit` is half of the last printed place, in yuan.

    Of more than two decimals zeros at the end are left out: they tell the unit of the document, which is yuan.

    >>> wan(Decimal(2078500), Decimal(50)), wan(Decimal(600000), Decimal(50)), wan(Decimal(600000))
    ('207.85 万元', '60.00 万元', '60 万元')
    >>> wan(Decimal("1234567.89"), Decimal("0.005")), wan(Decimal("2560000.00"), Decimal("0.005"))
    ('123.456789 万元', '256 万元')
    """
    value, last = yuan / _WAN, Decimal(0)
    if half_unit:
        last = min((2 * half_unit / _WAN).normalize(), Decimal(1))
        value = value.quantize(Decimal(1).scaleb(last.adjusted()), ROUND_HALF_UP)
    return f"{value if last >= _PLACE else value.normalize() + 0:f} 万元"


def with_precision(row: Mapping[str, Cell], how: str, *templates: str) -> Mapping[str, Cell]:
    """`row` with the ``halfUnit`` that its money is written with: to the yuan at most, four decimals of 万元.

    Nothing is rounded off that matters: amounts printed to the fen stay so where they are less than a hundred yuan
    apart, or where the difference that the row has too would no longer be that of the others.
    """
    printed = row.get("halfUnit")
    if isinstance(printed, Decimal) and printed >= _HALF_YUAN:
        return row
    names = {match for template in templates for match in _MONEY.findall(template)}
    names |= {"observed", "expected"} if how == "wan" else set()
    money = {value for name in names if isinstance(value := row.get(name), Decimal)}
    return {**row, "halfUnit": _HALF_YUAN} if _whole_yuan_do(money) else row


def _whole_yuan_do(money: set[Decimal]) -> bool:
    whole = {value: value.quantize(Decimal(1), ROUND_HALF_UP) for value in money | {Decimal(0)}}
    gaps = {(one, other): abs(one - other) for one, other in combinations(whole, 2)}
    apart = {pair: abs(whole[pair[0]] - whole[pair[1]]) for pair in gaps}
    return all(gap >= _FAR and whole.get(gap, apart[pair]) == apart[pair] for pair, gap in gaps.items())


def percent(value: Decimal) -> str:
    """A rate with at most two decimals.

    >>> percent(Decimal("21.5346")), percent(Decimal(100))
    ('21.53%', '100%')
    """
    rounded = value.quantize(_PLACE, ROUND_HALF_UP)
    return f"{rounded.normalize() + 0:f}%"


def _nested(phrase: str) -> str:
    """A phrase with quotation marks within quotation marks single; as it is where one was not closed."""
    depth, told = 0, ""
    for char in phrase:
        depth -= char == "”"
        told += char.translate(_NESTED) if depth > 0 else char
        depth += char == "“"
    return phrase if depth else told


def write(value: Cell, how: str, half_unit: Decimal | None) -> str:
    """One cell: text on one line, long text without its middle; numbers as they are, as ``wan`` or as ``percent``."""
    if not isinstance(value, Decimal):
        line = " ".join(value.split())
        return line if len(line) <= _LONGEST_NAME else f"{line[: _LONGEST_NAME - 11]}…{line[-10:]}"
    if how == "wan":
        return wan(value, half_unit)
    return percent(value) if how == "percent" else f"{value.normalize() + 0:f}"


def fill(template: str, row: Mapping[str, Cell]) -> str:
    """`template` with the cells of `row`, at most `LONGEST` characters; ``?halfUnit`` gives the precision of money."""
    return _limited(_filled(template, row))


def fill_english(template: str, row: Mapping[str, Cell]) -> str:
    """The same for an English template: money in yuan, punctuation as in English."""
    return _limited(punctuated(in_yuan(_filled(template, row))))


def _filled(template: str, row: Mapping[str, Cell]) -> str:
    """``{name}`` is a column of the query, ``{prior:wan}`` and ``{rate:percent}`` write numbers, ``{n:has|have}`` is a
    word by a number; unbound is empty."""
    half_unit = row.get("halfUnit")
    precision = half_unit if isinstance(half_unit, Decimal) else None
    return "".join(text + (_field(name, how, row, precision) if name else "") for text, name, how in _parts(template))


@lru_cache(maxsize=1000)
def _parts(template: str) -> tuple[tuple[str, str, str], ...]:
    """The words of a template, each with the column behind it and how that is written."""
    marked = _IN_QUOTES.sub(r"{\1:nested}", template)
    return tuple((text, name or "", how or "") for text, name, how, _ in Formatter().parse(marked))


def _field(name: str, how: str, row: Mapping[str, Cell], half_unit: Decimal | None) -> str:
    """One column as a template wants it; words of ours (``?note_zh``, ``?note_en``) are neither cut nor quoted."""
    value = row.get(name, "")
    if "|" in how:
        return how.split("|")[value != 1]
    if name.endswith(("_zh", "_en")) and isinstance(value, str):
        return _nested(value)
    text = write(value, how, half_unit)
    return text.translate(_NESTED) if how == "nested" else text


def _limited(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
