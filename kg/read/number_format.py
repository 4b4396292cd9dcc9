"""What a workbook prints for a number: the number formats of Excel (ECMA-376 part 1, 18.8.30 and 18.8.31).

A figure is worth as much as its printed decimals, so 12.3 under ``0.00`` is ``12.30`` and a zero under an accounting
format is a dash. Rounding is that of Excel: half away from zero, on the shortest decimal that is the number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

GENERAL = "General"
BUILT_IN = {
    **{1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00"},
    **{14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM"},
    **{20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 48: "##0.0E+0"},
    **dict.fromkeys((5, 6), '"¥"#,##0;"¥"-#,##0'),
    **dict.fromkeys((7, 8), '"¥"#,##0.00;"¥"-#,##0.00'),
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    **{30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"'},
    **dict.fromkeys((34, 55), '上午/下午h"时"mm"分"'),
    **dict.fromkeys((35, 56), '上午/下午h"时"mm"分"ss"秒"'),
    **dict.fromkeys((37, 38), "#,##0_);(#,##0)"),
    **dict.fromkeys((39, 40), "#,##0.00_);(#,##0.00)"),
    **dict.fromkeys((41, 42), '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ '),
    **dict.fromkeys((43, 44), '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '),
}
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|(?P<space>[_*].)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式)|(?P<half>AM/PM|A/P|上午/下午)|(?P<exponent>E[+-])"
    r"|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|aaaa?|e+|b+)|(?P<digit>[0#?])|(?P<other>.)",
    re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|[<>=])\s*(-?\d+(?:\.\d+)?)")
_ELAPSED = re.compile(r"[hms]+", re.IGNORECASE)
_PLACES = 30  # of a format, more than any number has
_WHOLE = Decimal(10) ** 15  # numbers have no more digits
_LAST_DAY = 2_958_465  # 9999-12-31
_WIDE = Context(prec=400)
_WEEKDAYS = "一二三四五六日"


class Token(NamedTuple):
    """A piece of a format: literal text, a place for a digit, a date field, or a mark."""

    kind: Literal["text", "digit", "date", "elapsed", "half", "mark", "general", "exponent"]
    value: str


@dataclass(frozen=True)
class Section:
    """One of up to four parts of a format: what it is for, and its pieces."""

    condition: tuple[str, Decimal] | None
    tokens: tuple[Token, ...]

    @cached_property
    def is_date(self) -> bool:
        """Whether it prints a date or a time."""
        return any(token.kind in ("date", "elapsed", "half") for token in self.tokens)

    @cached_property
    def is_plain(self) -> bool:
        """Whether it prints a number as no format does: general, text, and fractions, which are not worked out."""
        digits = any(token.kind == "digit" for token in self.tokens)
        return any(t.kind == "general" or (digits and t == _mark("/")) for t in self.tokens)

    @cached_property
    def layout(self) -> Layout:
        """How it prints a number."""
        tokens = self.tokens
        point = next((i for i, t in enumerate(tokens) if t == _mark(".")), len(tokens))
        last = max((i for i, t in enumerate(tokens) if t.kind == "digit"), default=-1)
        scale = sum(1 for t in tokens[last + 1 :] if t == _mark(","))
        return Layout(
            tokens[:point],
            tokens[point:],
            min(sum(t.kind == "digit" for t in tokens[point:]), _PLACES),
            2 * sum(1 for t in tokens if t == _mark("%")) - 3 * scale,
            any(t == _mark(",") for t in tokens[: max(0, min(last, point))]),
            next((i for i, t in enumerate(tokens) if t.kind == "exponent"), None),
            last >= 0,
        )


class Layout(NamedTuple):
    """The places of a number: before and from the point on, how many behind it, and by what power of ten it grows."""

    whole: tuple[Token, ...]
    rest: tuple[Token, ...]
    places: int
    shift: int
    grouped: bool
    exponent: int | None
    has_digits: bool


def _mark(char: str) -> Token:
    return Token("mark", char)


def printed(value: float, code: str, *, from_1904: bool = False) -> str:
    """What the format `code` prints for a number; `from_1904`: days count from 1904."""
    if value != value or value in (float("inf"), float("-inf")):
        return str(value)
    number = Decimal(repr(value))
    sections = _sections(code or GENERAL)
    section, bare = _chosen(number, sections)
    if section.is_date:
        return _date(value, section, from_1904)
    if section.is_plain:
        texts = "".join(t.value for t in section.tokens if t.kind == "text")
        return (general(abs(number) if bare else number) + texts).strip()
    text = _number(abs(number), section)
    return f"-{text}" if number < 0 and not bare else text


def general(number: Decimal) -> str:
    """A number without a format: whole numbers as they are, others with ten digits."""
    if number == number.to_integral_value() and abs(number) < _WHOLE:
        return f"{number:.0f}"
    if not Decimal("1e-9") <= abs(number) < _WHOLE:
        return _scientific(number, 5, "+", 2, trimmed=True)
    whole = len(str(int(abs(number))))
    rounded = _rounded(number, max(0, 10 - whole))
    return f"{rounded:f}".rstrip("0").rstrip(".") if "." in f"{rounded:f}" else f"{rounded:f}"


def _rounded(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE)


@lru_cache(maxsize=4096)
def _sections(code: str) -> tuple[Section, ...]:
    parts: list[list[Token]] = [[]]
    conditions: list[tuple[str, Decimal] | None] = [None]
    for match in _TOKEN.finditer(code[:500]):
        kind, text = match.lastgroup, match[match.lastgroup or 0]
        if kind == "other" and text == ";":
            parts.append([])
            conditions.append(None)
        elif kind == "bracket" and (found := _CONDITION.fullmatch(text)):
            conditions[-1] = (found[1], Decimal(found[2]))
        else:
            parts[-1] += _tokens(kind or "", text)
    return tuple(Section(c, tuple(_told(p))) for c, p in zip(conditions, parts, strict=True))[:4]


def _tokens(kind: str, text: str) -> list[Token]:
    """The pieces that a match stands for; colours, calendars and blanks are none."""
    if kind == "bracket":
        if text.startswith("$"):
            return [Token("text", text[1:].split("-")[0])]
        return [Token("elapsed", text.lower())] if _ELAPSED.fullmatch(text) else []
    if kind == "date":
        return [Token("date", text.lower())]
    if kind in ("digit", "general", "half", "exponent"):
        return [Token(kind, text)]  # type: ignore[arg-type]
    if kind in ("quoted", "escaped"):
        return [Token("text", text)]
    if kind == "other" and text == "@":
        return [Token("general", text)]
    if kind == "other":
        return [Token("mark" if text in ".,%/" else "text", text)]
    return []


def _told(tokens: Sequence[Token]) -> list[Token]:
    """Months told from minutes: ``m`` after hours or before seconds is minutes."""
    fields = [i for i, token in enumerate(tokens) if token.kind in ("date", "elapsed")]
    told = list(tokens)
    for before, at, after in zip([-1, *fields], fields, [*fields[1:], -1], strict=False):
        follows = before >= 0 and tokens[before].value[0] == "h"
        leads = after >= 0 and tokens[after].value[0] == "s"
        if tokens[at].value in ("m", "mm") and (follows or leads):
            told[at] = Token(tokens[at].kind, "n" * len(tokens[at].value))
    return told


def _chosen(number: Decimal, sections: tuple[Section, ...]) -> tuple[Section, bool]:
    """The section for a number, and whether it prints the sign itself."""
    numeric = sections[:3]
    if any(section.condition for section in numeric):
        for section in numeric:
            if section.condition is None or _holds(number, *section.condition):
                return section, section.condition is not None and section.condition[0] in ("<", "<=") and number < 0
        return numeric[-1], False
    if number < 0 and len(numeric) > 1:
        return numeric[1], True
    if number == 0 and len(numeric) > 2:
        return numeric[2], True
    return numeric[0], False


def _holds(number: Decimal, operator: str, limit: Decimal) -> bool:
    found = {"<": number < limit, ">": number > limit, "=": number == limit}
    if operator == "<>":
        return not found["="]
    return any(found[sign] for sign in operator)


def _number(number: Decimal, section: Section) -> str:
    """A number of no sign through the places of a section."""
    layout, tokens = section.layout, section.tokens
    if not layout.has_digits:
        return "".join(t.value for t in tokens if t.kind == "text" or t.value in ".%").strip()
    if layout.exponent is not None:
        ahead, behind = tokens[: layout.exponent], tokens[layout.exponent + 1 :]
        places = sum(t.kind == "digit" for t in ahead[len(layout.whole) :])
        return _scientific(number, places, tokens[layout.exponent].value[1:], sum(t.kind == "digit" for t in behind))
    digits = f"{_rounded(number.scaleb(layout.shift), layout.places):f}"
    whole, _, decimals = digits.partition(".")
    return (_whole(whole, layout.whole, layout.grouped) + _decimals(decimals, layout.rest)).strip()


def _scientific(number: Decimal, places: int, sign: str, width: int, *, trimmed: bool = False) -> str:
    """A number as digits and a power of ten; `sign` is + where that of a positive power is printed."""
    digits, _, power = f"{number:.{places}E}".partition("E")
    if trimmed and "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    exponent = int(power)
    return f"{digits}E{'-' if exponent < 0 else '+' * (sign == '+')}{abs(exponent):0{max(1, width)}}"


def _whole(digits: str, tokens: Sequence[Token], grouped: bool) -> str:
    """The digits before the point, from the right; the first place takes all that are left."""
    digits = "" if digits == "0" else digits
    places = [i for i, token in enumerate(tokens) if token.kind == "digit"]
    parts: list[str] = []
    taken = 0
    for i in range(len(tokens) - 1, -1, -1):
        token = tokens[i]
        if token.kind == "digit":
            rest = len(digits) - taken
            for _ in range(max(1, rest) if i == places[0] else 1):
                char = digits[-taken - 1] if taken < len(digits) else "0" if token.value == "0" else ""
                if char and grouped and taken and taken % 3 == 0:
                    parts.append(",")
                parts.append(char)
                taken += 1
        elif token.kind == "text" or token.value == "%":
            parts.append(token.value[::-1])
    if not places and digits:
        parts.append(digits[::-1])
    return "".join(parts)[::-1]


def _decimals(digits: str, tokens: Sequence[Token]) -> str:
    """The point and the digits behind it; ``#`` and ``?`` print no zeros at the end."""
    places = [token.value for token in tokens if token.kind == "digit"]
    keep = len(digits.rstrip("0"))
    keep = max([keep, *(i + 1 for i, place in enumerate(places) if place == "0")])
    parts: list[str] = []
    at = 0
    for token in tokens:
        if token.kind == "digit":
            parts.append(digits[at] if at < keep and at < len(digits) else "")
            at += 1
        elif token.value == "." and token.kind == "mark":
            parts.append(".")
        elif token.kind == "text" or token.value == "%":
            parts.append(token.value)
    return "".join(parts)


def _date(value: float, section: Section, from_1904: bool) -> str:
    """A day and time, or the hours that passed; what is no date is printed as a number."""
    if not 0 <= value <= _LAST_DAY:
        return general(Decimal(repr(value)))
    began = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 31) if value < 60 else datetime(1899, 12, 30)
    try:
        moment = began + timedelta(seconds=round(value * 86_400))
    except OverflowError:
        return general(Decimal(repr(value)))
    halved = any(token.kind == "half" for token in section.tokens)
    parts = [_field(token, moment, value, halved) for token in section.tokens]
    return "".join(parts).strip()


def _field(token: Token, moment: datetime, value: float, halved: bool) -> str:
    if token.kind == "half":
        chinese = "上" in token.value
        return ("下午" if moment.hour >= 12 else "上午") if chinese else ("PM" if moment.hour >= 12 else "AM")
    if token.kind == "elapsed":
        return str(int(value * {"h": 24, "m": 1440, "n": 1440, "s": 86_400}[token.value[0]]))
    if token.kind != "date":
        return token.value if token.kind == "text" or token.value in "./,%" else ""
    letter, width = token.value[0], len(token.value)
    hour = (moment.hour % 12 or 12) if halved else moment.hour
    number = {"y": moment.year, "e": moment.year, "b": moment.year, "m": moment.month, "d": moment.day}
    number |= {"h": hour, "n": moment.minute, "s": moment.second}
    if letter == "a":
        return ("星期" if width == 4 else "") + _WEEKDAYS[moment.weekday()]
    if letter in "md" and width > 2:
        name = {("m", 3): "%b", ("m", 4): "%B", ("d", 3): "%a", ("d", 4): "%A"}.get((letter, width), "%b")
        return moment.strftime(name)
    if letter == "y" and width <= 2:
        return f"{moment.year % 100:02}"
    return f"{number[letter]:0{min(width, 2)}}"
