"""Sums: from each printed total to the figures that it adds up, with the arithmetic as reason.

The structure was found while the table was read (codes, numbering, total rows); this scores it: a sum that closes
within the half units of its figures (XBRL Calculations 1.1) is sure, one that does not is misread or a defect.
"""

from __future__ import annotations

from decimal import Decimal

from kg.extract.links.record import figure, link, yuan
from kg.extract.links.words import LinkWords
from kg.extract.sheet import Draft, Sheet
from kg.extract.topics import TopicReader
from kg.model import Ref
from kg.vocab import BP, BPC

BY = "links/sums"
_CLOSES, _ROUNDED, _OPEN = 1.0, 0.95, 0.5


def add(sheet: Sheet, words: LinkWords, topics: TopicReader) -> None:
    """Link every line and statement that bp:totals others."""
    for draft in [*sheet.of(BP.BudgetLine), *sheet.of(BP.Statement)]:
        parts = [sheet.drafts[Ref(str(part))] for part in draft.all(BP.totals)]
        if parts and draft.get(BP.amount) is not None:
            _link(sheet, draft, parts)


def _link(sheet: Sheet, total: Draft, parts: list[Draft]) -> None:
    apart = abs(figure(total, BP.amount) - sum((figure(part, BP.amount) for part in parts), Decimal(0)))
    envelope = sum((figure(draft, BP.halfUnit) for draft in [total, *parts]), Decimal(0))
    score = _CLOSES if not apart else _ROUNDED if apart <= envelope else _OPEN
    words = {_CLOSES: "相等", _ROUNDED: f"相差 {yuan(apart)}，在舍入范围内", _OPEN: f"相差 {yuan(apart)}"}
    link(sheet, BPC.sum, total.key, [p.key for p in parts], score, f"{len(parts)} 项之和与合计{words[score]}", BY)
