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
_PAGE = 1_200  # characters of the page on either side of a quote
_STROKES = re.compile(r"\t+")
_BREAK = re.compile(r"[\f\n]+")


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


def visible(text: str) -> str:
    """The same with its line breaks and tabs, for a page that shows a passage as it stands."""
    return _CONTROL.sub("", text)


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


class Passage(NamedTuple):
    """The page around a place, line by line: the lines before it, its own, and those behind it.

    The first line of `quote` goes on where the last of `before` ends; so does the first of `after` behind it.
    """

    before: tuple[str, ...] = ()
    quote: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


def passage(finding: Finding, text: str) -> Passage:
    """The page that a finding stands on, or as much of a text without pages as is worth reading."""
    start, end = finding.start, finding.end
    if start is None or end is None or not start < end <= len(text):
        return Passage()
    first = max(text.rfind("\f", 0, start) + 1, start - _PAGE)
    turn = text.find("\f", end)
    last = min(end + _PAGE, turn if turn >= 0 else len(text))
    if first and text[first - 1] not in "\f\n":
        first = text.find("\n", first, start) + 1 or first
    if last < len(text) and text[last] not in "\f\n":
        last = max(end, text.rfind("\n", end, last))
    return Passage(_lines(text[first:start]), _lines(text[start:end]), _lines(text[end:last]))


def _lines(text: str) -> tuple[str, ...]:
    """The lines of a text without blank ones between others; cells of a row are parted by a stroke."""
    lines = [_STROKES.sub(" │ ", line.strip(" \r")) for line in _BREAK.split(text)]
    shown = [plain(line) for line in lines]
    return tuple(line for n, line in enumerate(shown) if line.strip("│ ") or n in (0, len(shown) - 1))


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
    return cny(amount) if english() else f"{amount / 10_000:,.2f}"


def money(amount: Decimal) -> str:
    """An amount with its unit: ``12,345.60 万元``, or ``CNY 123,456,000``."""
    return f"CNY {wan(amount)}" if english() else f"{wan(amount)} 万元"
