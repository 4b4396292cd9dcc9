"""Sums: from each printed total to the figures that it adds up, with the arithmetic as reason.

The structure was found while the table was read (codes, numbering, total rows); this scores it: a sum that closes
within the half units of its figures (XBRL Calculations 1.1) is sure, one that does not is misread or a defect.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from kg.extract.links.record import figure, link, yuan
from kg.extract.links.words import LinkWords
from kg.extract.sheet import Draft, Sheet
from kg.extract.topics import TopicReader
from kg.model import Ref, Value
from kg.vocab import BP, BPC

BY = "links/sums"
_CLOSES, _ROUNDED, _OPEN = 1.0, 0.95, 0.5


def add(sheet: Sheet, words: LinkWords, topics: TopicReader) -> None:
    """Link every line and statement that bp:totals others."""
    gaps: dict[Value, dict[Ref, tuple[Value | None, Decimal]]] = defaultdict(
        dict
    )  # open sums of each table: column, gap
    for draft in [*sheet.of(BP.BudgetLine), *sheet.of(BP.Statement)]:
        parts = [sheet.drafts[Ref(str(part))] for part in draft.all(BP.totals)]
        if parts and draft.get(BP.amount) is not None:
            link_, gap = _link(sheet, draft, parts)
            table = draft.get(BP.inTable)
            if gap and table is not None:
                gaps[table][link_] = (draft.get(BP.column), gap)
    for link_ in _left_out(gaps):
        sheet.put(link_, BP.complete, False)


def _left_out(gaps: Mapping[Value, Mapping[Ref, tuple[Value | None, Decimal]]]) -> list[Ref]:
    """The sums that are larger than their parts in several columns or tables alike: details that are not printed.

    A wrong figure opens a sum in one column; one that is too large opens the sums around it in both directions.
    """
    short = {table: sums for table, sums in gaps.items() if all(gap > 0 for _, gap in sums.values())}
    places = {(table, column) for table, sums in short.items() for column, _ in sums.values()}
    return [link_ for sums in short.values() for link_ in sums] if len(places) > 1 else []


def _link(sheet: Sheet, total: Draft, parts: list[Draft]) -> tuple[Ref, Decimal]:
    """The link of a sum, and how far the total is above its parts where it does not close."""
    signed = figure(total, BP.amount) - sum((figure(part, BP.amount) for part in parts), Decimal(0))
    apart = abs(signed)
    envelope = sum((figure(draft, BP.halfUnit) for draft in [total, *parts]), Decimal(0))
    score = _CLOSES if not apart else _ROUNDED if apart <= envelope else _OPEN
    words = {_CLOSES: "相等", _ROUNDED: f"相差 {yuan(apart)}，在舍入范围内", _OPEN: f"相差 {yuan(apart)}"}
    reason = f"{len(parts)} 项之和与合计{words[score]}"
    return link(
        sheet, BPC.sum, total.key, [p.key for p in parts], score, reason, BY
    ), signed if apart > envelope else Decimal(0)
