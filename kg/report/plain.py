"""Text of documents made safe to show: no control characters, no layout, the place cut out of its surroundings."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple, Protocol

from kg.lang import cny, english
from kg.model import Finding

_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_AROUND = 60
_LONGEST_QUOTE = 300
_LONGEST_LINE = 120


class Context(NamedTuple):
    """A quote with up to sixty characters of the document on either side."""

    before: str
    quote: str
    after: str
    lead: str = ""  # the beginning of the sentence, where the quote alone does not name what it is about

    @property
    def line(self) -> str:
        """The quote for a line of its own."""
        quote = shorten(self.quote, _LONGEST_LINE)
        return f"{self.lead}【{quote}】" if self.lead else quote


def plain(text: str) -> str:
    """One line without control, direction or zero-width characters, so that text cannot steer a terminal or a page."""
    return " ".join(_CONTROL.sub("", text).split())


def shorten(text: str, longest: int = _LONGEST_QUOTE) -> str:
    """The beginning and the end of a long text, with ``……`` between them."""
    if len(text) <= longest:
        return text
    half = (longest - 2) // 2
    return f"{text[:half]}……{text[-half:]}"


def context(finding: Finding, text: str) -> Context:
    """The finding's place in the masked `text` of its document; without a place, the quote alone."""
    start, end = finding.start, finding.end
    if start is None or end is None or not start < end <= len(text):
        return Context("", shorten(plain(finding.quote)), "")
    before, after = plain(text[max(0, start - _AROUND) : start]), plain(text[end : end + _AROUND])
    opening, closing = "…" * (start > _AROUND), "…" * (end + _AROUND < len(text))
    quote = plain(text[start:end])
    named = any(squeezed(label) in squeezed(quote) for label in finding.labels if label)
    lead = "" if named or not finding.labels else re.split(r"[。；;]", opening + before)[-1].lstrip()
    return Context(opening + before, shorten(quote), after + closing, lead)


def squeezed(text: str) -> str:
    """Text without the blanks that a page's layout puts into it."""
    return "".join(text.split())


class Spot(Protocol):
    """What stands somewhere in a file: a finding, a table, a place."""

    @property
    def page(self) -> int | None: ...

    @property
    def line(self) -> int | None: ...

    @property
    def sheet(self) -> str | None: ...

    @property
    def cell(self) -> str | None: ...


def where(spot: Spot) -> str:
    """``第 3 页``, ``工作表“收支总表”单元格 C7`` or ``第 120 行``, or an empty string."""
    if spot.page is not None:
        return f"第 {spot.page} 页"
    if spot.sheet and spot.cell:
        return f"工作表“{plain(spot.sheet)}”单元格 {spot.cell}"
    if spot.sheet or spot.cell:
        return f"工作表“{plain(spot.sheet)}”" if spot.sheet else f"单元格 {spot.cell}"
    return f"第 {spot.line} 行" if spot.line is not None else ""


def wan(amount: Decimal) -> str:
    """Yuan as 万元, two decimals, thousands parted: ``12,345.60``; in English as yuan."""
    if english():
        return cny(amount)
    return f"{amount / 10_000:,.2f}"
