"""Numbers written in the formats of Word's lists: 一, 壹, 甲, ①, iv (ISO/IEC 29500-1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS, _FORMAL = "〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_MOST = 9_999  # numbers beyond are printed as digits


def written(number: int, form: str) -> str:
    """A number in one of Word's formats (ST_NumberFormat); those not known here are digits."""
    make = _FORMS.get(form)
    return make(number) if make and 0 <= number <= _MOST else str(number)


def _counted(number: int, digits: str = _DIGITS, units: str = "十百千", bare_ten: bool = True) -> str:
    """一, 十, 十一, 一百零三."""
    text, gap = "", False
    for place in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += "零" * gap + digits[digit] + (units[place - 1] if place else "")
        gap = digit == 0 and bool(text)
    if bare_ten and 10 <= number < 20:
        text = text[1:]
    return text or digits[0]


def _letters(number: int) -> str:
    """A to Z, then AA to ZZ."""
    return chr(65 + (number - 1) % 26) * min(20, (number - 1) // 26 + 1) if number else "0"


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _signs(first: str, last: int) -> Callable[[int], str]:
    """Signs that follow each other in Unicode, ``first`` for 1; digits beyond ``last``."""
    return lambda n: chr(ord(first) + n - 1) if 1 <= n <= last else str(n)


def _circled(number: int) -> str:
    first = next((start for start, to in ((0x2460 - 1, 20), (0x3251 - 21, 35), (0x32B1 - 36, 50)) if number <= to), 0)
    return chr(first + number) if first and number else str(number)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda n: signs[(n - 1) % len(signs)] if n else str(n)


def _full_width(number: int) -> str:
    return "".join(chr(ord(digit) - ord("0") + ord("０")) for digit in str(number))


_FORMS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand"), _counted
    ),
    **dict.fromkeys(("japaneseCounting", "koreanCounting"), _counted),
    "chineseLegalSimplified": lambda n: _counted(n, _FORMAL, "拾佰仟", False),
    "ideographLegalTraditional": lambda n: _counted(n, "零壹貳參肆伍陸柒捌玖", "拾佰仟", False),
    **dict.fromkeys(
        ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"),
        lambda n: "".join(_DIGITS[int(digit)] for digit in str(n)),
    ),
    "ideographTraditional": _cycle("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _cycle("子丑寅卯辰巳午未申酉戌亥"),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _circled),
    "decimalEnclosedFullstop": _signs("⒈", 20),
    "decimalEnclosedParen": _signs("⑴", 20),
    "ideographEnclosedCircle": _signs("㊀", 10),
    **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), _full_width),
    "decimalZero": lambda n: f"{n:02}",
    "numberInDash": lambda n: f"- {n} -",
    "upperLetter": _letters,
    "lowerLetter": lambda n: _letters(n).lower(),
    "upperRoman": lambda n: _roman(n).upper(),
    "lowerRoman": _roman,
    "none": lambda n: "",
}
