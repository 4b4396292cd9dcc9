"""The same money under two sets of names: a list of projects and the activities that have goals.

A text may name its projects in a sentence and give goals to activities (职责活动) under other names. Where those
activities add up to the total of the list, or to the project spending that the list is a part of, the money of the list
is theirs, though nobody says which project is which activity.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kg.extract.links.record import figure, link, text, yuan
from kg.extract.links.words import LinkWords
from kg.extract.sheet import Draft, Sheet
from kg.extract.topics import TopicReader
from kg.model import Ref, Term
from kg.vocab import BP, BPC

BY = "links/tasks"
_LIST, _SPENDING = 0.9, 0.8


def add(sheet: Sheet, words: LinkWords, topics: TopicReader) -> None:
    """Link the total of the list of projects to the activities that have goals and the same money."""
    given = [draft for draft in sheet.of(BP.Activity) if figure(draft, BP.amount) > 0]
    if not given or not all(draft.get(BP.hasIndicator) or draft.get(BP.hasObjective) for draft in given):
        return
    spent, envelope = _sum(given, BP.amount), _sum(given, BP.halfUnit)
    total = max(_lists(sheet), key=lambda draft: figure(draft, BP.amount), default=None)  # the others are parts of it
    if total is None:
        return
    equal = _equal(total, spent, envelope)
    within = figure(total, BP.amount) < spent and any(_equal(draft, spent, envelope) for draft in _spending(sheet))
    if equal or within:
        said = "与项目清单合计相等" if equal else "与项目支出相等，项目清单在其中"
        reason = f"有绩效目标的活动 {len(given)} 项合计 {yuan(spent)}，{said}"
        score = _LIST if equal else _SPENDING
        link(sheet, BPC.same_money, total.key, [draft.key for draft in given], score, reason, BY)


def _sum(drafts: list[Draft], prop: Term) -> Decimal:
    return sum((figure(draft, prop) for draft in drafts), Decimal(0))


def _equal(total: Draft, spent: Decimal, envelope: Decimal) -> bool:
    return abs(figure(total, BP.amount) - spent) <= figure(total, BP.halfUnit) + envelope


def _figures(sheet: Sheet) -> Iterator[Draft]:
    yield from sheet.of(BP.BudgetLine)
    yield from sheet.of(BP.Statement)


def _spending(sheet: Sheet) -> Iterator[Draft]:
    """Totals of project spending, of the year that the disclosure is about."""
    year = sheet.drafts[Ref("disclosure")].get(BP.fiscalYear) if Ref("disclosure") in sheet.drafts else None
    for draft in _figures(sheet):
        own = draft.get(BP.fiscalYear) in (None, year)
        if own and draft.get(BP.expenditureType) == BPC.project and draft.get(BP.rowRole) != BPC.detail:
            yield draft


def _lists(sheet: Sheet) -> Iterator[Draft]:
    """What adds up rows of projects."""
    same = (draft for draft in sheet.of(BP.Link) if draft.get(BP.linkKind) == BPC.same_item)
    rows = {text(draft, BP.to) for draft in same if _is_project(sheet, draft)}
    yield from (d for d in _figures(sheet) if any(str(part) in rows for part in d.all(BP.totals)))


def _is_project(sheet: Sheet, same: Draft) -> bool:
    return sheet.drafts[Ref(text(same, BP.from_))].type == BP.Project
