"""Sums: from each printed total to the figures that it adds up, with the arithmetic as reason.

The structure was found while the table was read (codes, numbering, total rows); this scores it: a sum that closes
within the half units of its figures (XBRL Calculations 1.1) is sure, one that does not is misread or a defect.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from kg.extract.links.record import figure, link, yuan
from kg.extract.links.words import LinkWords
from kg.extract.sheet import Draft, Sheet
from kg.extract.topics import TopicReader
from kg.model import Ref, Term, Value
from kg.vocab import BP, BPC

BY = "links/sums"
_CLOSES, _ROUNDED, _OPEN = 1.0, 0.95, 0.5


class _Sum(NamedTuple):
    """A total with its addends, how far it is above them, and how far the rounding of the figures may take it."""

    total: Draft
    parts: list[Draft]
    gap: Decimal
    envelope: Decimal

    @property
    def is_open(self) -> bool:
        """Whether the gap is more than rounding."""
        return abs(self.gap) > self.envelope


def add(sheet: Sheet, words: LinkWords, topics: TopicReader) -> None:
    """Link every line and statement that bp:totals others, and of the rows that add up those that do not close."""
    drafts = [*sheet.of(BP.BudgetLine), *sheet.of(BP.Statement)]
    sums = list(_sums(sheet, drafts, BP.totals))
    left_out = _left_out(sums)
    for one in sums:
        ref = _link(sheet, BPC.sum, one)
        if one.total.key in left_out:
            sheet.put(ref, BP.complete, False)
    for one in _told(_sums(sheet, drafts, BP.totalsAcross)):
        _link(sheet, BPC.row_sum, one)


def _sums(sheet: Sheet, drafts: Iterable[Draft], prop: Term) -> Iterator[_Sum]:
    for draft in drafts:
        parts = [sheet.drafts[Ref(str(part))] for part in draft.all(prop)]
        if parts and draft.get(BP.amount) is not None:
            gap = figure(draft, BP.amount) - sum((figure(part, BP.amount) for part in parts), Decimal(0))
            yield _Sum(draft, parts, gap, sum((figure(d, BP.halfUnit) for d in [draft, *parts]), Decimal(0)))


def _left_out(sums: Iterable[_Sum]) -> set[Ref]:
    """The totals that are above their parts in several columns or tables alike: details that are not printed.

    A wrong figure opens a sum in one column; one that is too large opens the sums around it in both directions.
    """
    tables: dict[Value, list[_Sum]] = defaultdict(list)
    for one in sums:
        if one.is_open and (table := one.total.get(BP.inTable)) is not None:
            tables[table].append(one)
    short = [one for table in tables.values() if all(one.gap > 0 for one in table) for one in table]
    places = {(one.total.get(BP.inTable), one.total.get(BP.column)) for one in short}
    return {one.total.key for one in short} if len(places) > 1 else set()


def _told(sums: Iterable[_Sum]) -> Iterator[_Sum]:
    """Rows that are out; not those of a column whose gaps cancel, where a cell is merged over several rows."""
    columns: dict[tuple[Value | None, Value | None], list[_Sum]] = defaultdict(list)
    for one in sums:
        if one.gap:
            columns[one.total.get(BP.inTable), one.total.get(BP.column)].append(one)
    for column in columns.values():
        wrong = [one.gap for one in column if one.is_open]
        merged = len(wrong) > 1 and not sum(wrong)
        yield from (one for one in column if not (one.is_open and merged))


def _link(sheet: Sheet, kind: Term, one: _Sum) -> Ref:
    apart = abs(one.gap)
    score = _OPEN if one.is_open else _ROUNDED if apart else _CLOSES
    words = {_CLOSES: "相等", _ROUNDED: f"相差 {yuan(apart)}，在舍入范围内", _OPEN: f"相差 {yuan(apart)}"}
    reason = f"{len(one.parts)} 项之和与合计{words[score]}"
    return link(sheet, kind, one.total.key, [part.key for part in one.parts], score, reason, BY)
