"""Chinese numerals up to 99."""

from __future__ import annotations

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}


def arabic(numeral: str) -> int:
    """The number that a numeral of at most two places writes.

    >>> arabic("七"), arabic("十"), arabic("十二"), arabic("二十三")
    (7, 10, 12, 23)
    """
    if "十" not in numeral:
        return _DIGITS[numeral]
    tens, _, ones = numeral.partition("十")
    return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)
