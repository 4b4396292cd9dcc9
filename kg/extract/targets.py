"""Printed target values: operator, number, unit, amount; or a date; or words.

A target is 指标性质 (≥ > = < ≤ 定性) + 指标值 + 计量单位 in the data standard of the integrated budget system,
printed in one cell or in three; documents also print words for the operator and the unit in the name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from kg.extract.meaning_lexicon import Entry, bare, concept, either, fold, spellings, squeeze
from kg.extract.meaning_units import Unit, Units
from kg.extract.meaning_words import Words
from kg.extract.numerals import arabic
from kg.model import Term
from kg.resources import Ontology
from kg.vocab import BPC

_NUMBER = r"(?:\d{1,3}(?:,\d{3}){1,4}(?!\d)|\d{1,15}(?!\d))(?:\.\d{1,10})?"
_NUMBER_AT = re.compile(rf"-?{_NUMBER}")
_NUMBER_IN = re.compile(rf"(?<![A-Za-z\d.]){_NUMBER}")
_NUMERAL = re.compile(r"[零一二两三四五六七八九]?十[一二三四五六七八九]?|[零一二两三四五六七八九]")
_TO = r"[-－–—―~～〜至到]+"
_HIGH = re.compile(rf"{_TO}({_NUMBER})")
_NOTE = re.compile(r"[(\[【](?:[^()\[\]【】]*)[)\]】]")
_TITLE = re.compile(r"《[^》]*》|第\d+|前\d+|\d+号")
_TAIL = re.compile(r"[^\d零一二两三四五六七八九十]{0,12}")
_UNKNOWN_UNIT = re.compile(r"[A-Za-z]{1,6}|[^\W\dA-Za-z]{1,2}")
_END = ".。;；,，、:："
_YEAR = r"(?:\d{4}年度?|[每当次本]年)"
_QUARTER = r"(?:第?[一二三四1-4]季度末?|每?季度?末|[上下]半年|全年|年[底末内])"
_MONTH = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2}|每)月份?(?:\d{1,2}[日号]|[底末初]|[上中下]旬)?"
_NUMERIC = r"(?:19|20)\d\d[-./](?:0?[1-9]|1[0-2])(?:[-./](?:0?[1-9]|[12]\d|3[01]))?"  # 2026.6, 2026-06-30; not 1595.03
_DAY = rf"(?:{_YEAR}(?:{_MONTH}|{_QUARTER}|[底末内初])?|{_MONTH}|{_QUARTER}|{_NUMERIC})"
_BY = r"(?:之?前|以前|止|为止|之内|内)"
_DATE = re.compile(
    rf"(?:{_DAY}(?:{_TO}{_DAY})?|\d{{4}}{_TO}{_YEAR}|{_YEAR}?\d{{1,2}}月?{_TO}\d{{1,2}}月)(?P<by>{_BY})?(?:完成|实施)?"
)
_DEADLINE = re.compile(_DAY + _BY)
_PLAIN_MONTHS = re.compile(r"\d{1,2}月")


@dataclass(frozen=True, slots=True)
class Target:
    """One target value as read.

    `value`, `max_value` (of a range) and `half_unit` (half of the last printed place) are in `unit`; where the unit is
    plain money `amount` and `half_unit` are in yuan. `kind` is None for an unknown unit and for several quantities.
    `key` is the same for the same requirement however it is printed. `vague`: words that cannot be measured.
    """

    printed: str
    comparator: Term
    value: Decimal | None
    max_value: Decimal | None
    unit: str | None
    amount: Decimal | None
    half_unit: Decimal | None
    kind: Term | None
    key: str
    vague: bool


@dataclass(frozen=True, slots=True)
class _Quantity:
    low: str
    high: str | None
    unit: Unit | None
    sign: Term | None


@lru_cache(maxsize=8)
def parser(ontology: Ontology) -> TargetParser:
    """The parser of an ontology, built once."""
    return TargetParser(ontology)


class TargetParser:
    """Reads target values with the signs, units and words of the lexicon."""

    def __init__(self, ontology: Ontology) -> None:
        self._read = lru_cache(maxsize=10_000)(self._parsed)  # the same targets are printed again and again
        entries = ontology.lexicon("comparators")
        self._sign = {fold(text): concept(e, "comparator") for text, e in spellings(entries)}
        self._shown = {text: str(e["shown"]) for text, e in spellings(entries) if "shown" in e}
        self._latex = re.compile(either(self._shown))
        self._before = re.compile(_place(entries, "before"))
        self._lead = re.compile(either([*_words(entries, "before"), *_words(entries, "lead")]))
        self._after = re.compile(_place(entries, "after"))
        self._units, self._words = Units(ontology), Words(ontology)

    def parse(self, printed: str, *, comparator: str = "", unit: str = "", name: str = "") -> Target:
        """Read one target: a cell, or the `comparator`, value and `unit` cells of one row, with the indicator's `name`.

        `Target.printed` joins the three without blanks (≥90%, 定性优); what is in the value cell already is not
        repeated. The unit is the one after the number, else the column's, else the one in brackets in the name. A type
        column (指标值类型) whose 定性 is not part of the value is not a `comparator`: leave it out.
        """
        return self._read(printed, comparator, unit, name)

    def _parsed(self, printed: str, comparator: str, unit: str, name: str) -> Target:
        seen, sign = self._visible(printed), self._visible(comparator)
        if fold(sign) not in self._sign or self._before.match(fold(seen)):
            sign = ""
        column = self._units.column(unit)
        text = fold(sign + seen).strip(_END)
        quantity = self._quantity(text, counted=column is not None and column.kind not in (None, BPC.duration))
        if quantity is None:
            return self._said(sign + seen, text, column, bool(sign))
        joined = sign + seen + (squeeze(unit) if column and not quantity.unit else "")
        return _target(joined, quantity, quantity.unit or column or self._units.in_name(name))

    def _visible(self, text: str) -> str:
        plain = self._latex.sub(lambda match: self._shown[match[0]], squeeze(text))
        return plain.replace("\\", "").replace("$", "")

    def _quantity(self, text: str, *, counted: bool) -> _Quantity | None:
        """The quantity of a folded text, or None if it is a date or words; 2026.5 `counted` in a unit is no date."""
        sign, at = self._leading(text)
        rest = text[at:]
        plain = (sign and _PLAIN_MONTHS.fullmatch(rest)) or (counted and _NUMBER_AT.fullmatch(rest))
        if _DATE.fullmatch(rest) and not plain:
            return None
        return self._exact(rest, sign) or self._within(text)

    def _leading(self, text: str) -> tuple[Term | None, int]:
        """The operator at the start (the last that is not a mere 为 or 达到) and where the rest begins."""
        sign, at = None, 0
        while match := self._lead.match(text, at):
            found = self._sign[match[0]]
            sign = found if sign is None or found != BPC.eq else sign
            at = match.end()
        return sign, at

    def _exact(self, text: str, sign: Term | None) -> _Quantity | None:
        """A number, or a range, at the very start, with its unit and a few words after it."""
        match = _NUMBER_AT.match(text)
        if match is None:
            return self._numeral(text, sign)
        unit, at = self._units.at(text, match.end())
        high = _HIGH.match(text, at)
        if high:
            unit, at = self._units.at(text, high.end())
        return self._finish(text[at:], match[0], high[1] if high else None, unit, sign)

    def _numeral(self, text: str, sign: Term | None) -> _Quantity | None:
        """A small number in Chinese numerals: only with a known unit and nothing more after it (三次, 两场以上)."""
        match = _NUMERAL.match(text)
        unit, at = self._units.at(text, match.end()) if match else (None, 0)
        tail = self._after.sub("", text[at:], count=1)
        if match is None or unit is None or unit.kind == BPC.number or tail:
            return None
        return self._finish(text[at:], str(arabic(match[0])), None, unit, sign)

    def _finish(self, tail: str, low: str, high: str | None, unit: Unit | None, sign: Term | None) -> _Quantity | None:
        after = self._after.match(tail)
        if after:
            tail = tail[after.end() :]
            sign = self._sign[after[0]] if sign in (None, BPC.eq) else sign
        tail = _NOTE.sub("", tail)
        if not _TAIL.fullmatch(tail):
            return None
        if unit is None and not after and tail[:1].isalpha():
            if not _UNKNOWN_UNIT.fullmatch(tail):
                return None
            unit = Unit(tail, None, None, tail)
        return _Quantity(low, high, unit, sign)

    def _within(self, text: str) -> _Quantity | None:
        """The one quantity of a short phrase: 完成率100%, 全年≥50个, 入库数不少于600个."""
        plain = _DEADLINE.sub("", _TITLE.sub("", text))
        signs = list(self._before.finditer(plain))
        if len(signs) > 1:
            return None
        sign, at = (self._sign[signs[0][0]], signs[0].end()) if signs else (None, 0)
        numbers = list(_NUMBER_IN.finditer(plain, at))
        if len(numbers) != 1 or numbers[0].start() - at > 12:
            return None
        read = self._exact(plain[numbers[0].start() :], sign)
        return read if read and (read.unit is None or read.unit.kind) else None

    def _said(self, shown: str, text: str, column: Unit | None, graded: bool) -> Target:
        """A date, words, or several quantities at once."""
        sign, at = self._leading(text)
        date, unit = _DATE.fullmatch(text, at), column.text if column else None
        if date:
            sign = sign if sign and sign != BPC.eq else BPC.le if date["by"] else BPC.eq
            return Target(shown, sign, None, None, unit, None, None, BPC.date, _local(sign) + date[0], False)
        mark = self._before.match(text)
        said = text[mark.end() :] if mark else text
        if any(map(str.isdigit, said)):
            sign, kind = self._several(text)
            return Target(shown, sign, None, None, unit, None, None, kind, _local(sign) + bare(said), False)
        kind = self._words.kind(said) or (BPC.text if bare(said) else None)
        vague = self._words.vague(said, graded=graded)
        return Target(shown, BPC.qualitative, None, None, unit, None, None, kind, "qualitative" + bare(said), vague)

    def _several(self, text: str) -> tuple[Term, Term | None]:
        """The operator and kind that several quantities share (≤1小时；≤4小时); else a text of no known kind."""
        signs = {self._sign[match[0]] for match in self._before.finditer(text)} - {BPC.qualitative}
        units = [self._units.at(text, m.end())[0] for m in _NUMBER_IN.finditer(text)]
        kinds = {unit.kind if unit else None for unit in units}
        if len(signs) != 1 or len(kinds) != 1:
            return BPC.qualitative, None
        return signs.pop(), kinds.pop()


def _words(entries: Sequence[Entry], place: str) -> list[str]:
    return [fold(text) for text, entry in spellings(entries) if entry["place"] == place]


def _place(entries: Sequence[Entry], place: str) -> str:
    return either(_words(entries, place))


def _local(term: Term) -> str:
    return term.rsplit("/", 1)[-1]


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f") if value else "0"


def _target(printed: str, read: _Quantity, unit: Unit | None) -> Target:
    low, high = _decimal(read.low), _decimal(read.high) if read.high else None
    half = Decimal(5).scaleb(min(_exponent(d) for d in (low, high) if d is not None) - 1)
    factor = unit.factor if unit else None
    sign = BPC.eq if read.sign in (None, BPC.qualitative) else read.sign
    span = _plain(low) + (f"~{_plain(high)}" if high is not None else "")
    return Target(
        printed=printed,
        comparator=sign,
        value=low,
        max_value=high,
        unit=unit.text if unit else None,
        amount=low * factor if factor and high is None else None,
        half_unit=half * (factor or 1),
        kind=unit.kind if unit else BPC.number,
        key=_local(sign) + span + (unit.symbol if unit else ""),
        vague=False,
    )


def _decimal(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
