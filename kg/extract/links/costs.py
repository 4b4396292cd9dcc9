"""A cost target in money and the amount of the project or activity that it is set for.

Where a list and the project's own form print different amounts, the target is compared with the one that it equals.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg.extract.links.record import figure, gap, link, text, yuan
from kg.extract.links.words import LinkWords
from kg.extract.sheet import Draft, Sheet
from kg.extract.topics import TopicReader
from kg.model import Ref
from kg.vocab import BP, BPC

BY = "links/costs"
_COST = {BPC.cost, BPC.cost_old, BPC.economic_cost, BPC.social_cost, BPC.ecological_cost}
_EQUAL, _WITHIN, _OVER = 1.0, 0.9, 0.8


def add(sheet: Sheet, words: LinkWords, topics: TopicReader) -> None:
    """Link each money target of a cost indicator to its project or activity."""
    printed: dict[str, list[Draft]] = defaultdict(list)
    for line in sheet.of(BP.BudgetLine):
        item = sheet.drafts.get(Ref(text(line, BP.about)))
        for name in {text(line), text(item) if item else ""}:
            printed[name].append(line)
    for owner in [*sheet.of(BP.Project), *sheet.of(BP.Activity)]:
        if figure(owner, BP.amount):
            for target in _targets(sheet, owner):
                _link(sheet, target, owner, printed[text(owner)])


def _targets(sheet: Sheet, owner: Draft) -> Iterator[Draft]:
    for indicator in owner.all(BP.hasIndicator):
        draft = sheet.drafts[Ref(str(indicator))]
        if draft.get(BP.category) in _COST:
            targets = (sheet.drafts[Ref(str(ref))] for ref in draft.all(BP.hasTarget))
            yield from (target for target in targets if figure(target, BP.amount))


def _link(sheet: Sheet, target: Draft, owner: Draft, printed: Sequence[Draft]) -> None:
    equal = next((draft for draft in (owner, *printed) if gap(target, draft)[1]), None)
    cost, money = figure(target, BP.amount), figure(equal or owner, BP.amount)
    score = _EQUAL if equal else _WITHIN if cost < money else _OVER
    share = f"，占 {100 * cost / money:.1f}%" if cost < money else f"，超出 {yuan(cost - money)}"
    reason = f"成本指标值 {yuan(cost)}，项目金额 {yuan(money)}" + ("，相等" if equal else share)
    link(sheet, BPC.cost_of, target.key, [owner.key], score, reason, BY)
