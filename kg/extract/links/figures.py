"""Same figure: one key (item, year, phase, fund, expenditure type), printed in several tables and sentences.

Every later print is linked to the first of its key, so that the links stay linear in the figures. Figures whose key
differs in one part are never linked: most false alarms of table checks come from comparing them.
"""

from __future__ import annotations

from collections import defaultdict

from kg.extract.links.record import gap, link, text, yuan
from kg.extract.links.words import LinkWords
from kg.extract.sheet import Draft, Sheet
from kg.extract.topics import TopicReader
from kg.model import Ref
from kg.vocab import BP, BPC

BY = "links/figures"
_KEY = (BP.about, BP.fiscalYear, BP.phase, BP.fundSource, BP.expenditureType)
_NEEDED = (BP.about, BP.fiscalYear, BP.amount)
_SAME, _DIFFERENT = 1.0, 0.7


def add(sheet: Sheet, words: LinkWords, topics: TopicReader) -> None:
    """Link the figures of each key to the first of them; of a table only the first figure of a key counts."""
    groups: dict[tuple[object, ...], dict[object, Draft]] = defaultdict(dict)
    for draft in [*sheet.of(BP.BudgetLine), *sheet.of(BP.Statement)]:
        if _is_told(draft) and all(draft.get(prop) is not None for prop in _NEEDED):
            group = groups[tuple(draft.get(prop) for prop in _KEY)]
            group.setdefault(draft.get(BP.inTable) or draft.key, draft)
    for group in groups.values():
        first, *others = group.values()
        for draft in others:
            _link(sheet, draft, first)


def _is_told(draft: Draft) -> bool:
    """A figure of its own: no change or share, and not one whose item was carried over from elsewhere."""
    return draft.type == BP.BudgetLine or (draft.get(BP.statementKind) == BPC.total and draft.confidence is None)


def _link(sheet: Sheet, draft: Draft, first: Draft) -> None:
    apart, same = gap(draft, first)
    item = text(sheet.drafts[Ref(text(draft, BP.about))])
    reason = f"同口径“{item}”，" + ("金额一致" if same else f"金额相差 {yuan(apart)}")
    link(sheet, BPC.same_figure, draft.key, [first.key], _SAME if same else _DIFFERENT, reason, BY)
