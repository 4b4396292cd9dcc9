"""Printed amounts: numbers, blanks and dashes, in the unit a table declares."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

FACTORS = {"元": Decimal(1), "千元": Decimal(1_000), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_NUMBER = re.compile(r"^[-+−(（]?[¥￥]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?[)）]?$")
_DASH = re.compile(r"^[-—–－─/／]+$")


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure in yuan; `half_unit` is half of its last printed place, in yuan."""

    yuan: Decimal
    half_unit: Decimal


@lru_cache(maxsize=1 << 14)
def is_number(text: str) -> bool:
    """Whether a cell prints one number and nothing else."""
    return bool(_NUMBER.match(_plain(text)))


def is_blank(text: str) -> bool:
    """Whether a cell prints nothing or a dash."""
    return not text or bool(_DASH.match(text))


def number(text: str) -> Decimal:
    """The number that a cell prints, in the unit of the cell; brackets and minus make it negative."""
    plain = _plain(text).replace(",", "").lstrip("+").replace("−", "-").strip("¥￥")
    if plain.startswith(("(", "（")):
        plain = "-" + plain.strip("()（）")
    return Decimal(plain)


def amount(text: str, unit: str) -> Amount:
    """A printed figure in yuan; `unit` is a key of `FACTORS`."""
    value = number(text)
    exponent = value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    factor = FACTORS[unit]
    return Amount(value * factor, Decimal(5) * factor / Decimal(10) ** (places + 1))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace(" ", "").replace("，", ",")
