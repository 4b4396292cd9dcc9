"""What became of a target over a year: it asks for less, or for the same although there is more money, or it is gone.

What moves with the money is no change of what is asked: fewer for less, a higher limit of costs for more. Nor is a
limit of costs that rises with prices, and a share of more than 100 % that was put right.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from kg.across.align import Pair
from kg.across.matches import Indicators
from kg.across.record import Link
from kg.across.sides import Indicator, Owner, Target
from kg.across.targets import Verdict, compared
from kg.extract.meaning_lexicon import fold
from kg.lang import within
from kg.vocab import BPC

BY: Final = "across/years"
_SURE, _UNTOLD = Decimal("0.95"), Decimal("0.7")
_STEADY: Final = ("ratio", "duration", "date", "boolean")  # what asks for the same however much money there is
_FLOORS, _CEILINGS = ("ge", "gt"), ("le", "lt")
_NEAR_THE_END: Final = 90  # %, from where on a share is kept and not raised
_LITTLE: Final = Decimal("1.1")  # times the change of the money: rounding, and what does not come in halves
_PRICES: Final = Decimal("1.2")  # times the change of the money: what a limit of costs may rise by in a year
_SEVERAL: Final = 2  # targets of a project that all stay the same


class _Seen(NamedTuple):
    """An indicator in both years, and how its target changed."""

    before: Indicator
    after: Indicator
    pair: Pair
    verdict: Verdict


def links(both: Indicators, now: str) -> Iterator[Link]:
    """From the targets of an owner to those of last year, and to what is gone; `now` is this year's disclosure."""
    seen = [_Seen(before, after, pair, compared(before, after)) for before, after, pair in both.pairs()]
    for one in seen:
        if one.verdict.effect == "weaker":
            yield from _weaker(one, *both.owners)
    yield from _kept(seen)
    yield from _dropped(both, now)


def _weaker(one: _Seen, before: Owner, after: Owner) -> Iterator[Link]:
    old, new = one.verdict.old, one.verdict.new
    if _disordered(one.before) or _disordered(one.after):
        return
    if old and new and (told := _certainty(one.verdict, old, new, before, after)):
        score, why = told
        reason = f"指标值由“{within(old.printed)}”改为“{within(new.printed)}”{why}"
        known = Decimal(str(one.pair.score))
        yield Link(BPC.weaker_target, new.spot.node, old.spot.node, min(known, score), reason, BY)


def _disordered(indicator: Indicator) -> bool:
    """Whether its grades neither fall nor rise: which of them is meant for which cannot be told."""
    ranked = sorted((one.slot[1], one.value) for one in indicator.targets if one.slot[1] and one.value is not None)
    values = [value for _, value in ranked]
    return values not in (sorted(values), sorted(values, reverse=True))


def _certainty(verdict: Verdict, old: Target, new: Target, before: Owner, after: Owner) -> tuple[Decimal, str] | None:
    """How sure it is that a target is weaker, and what speaks against it; None where the change has a reason."""
    if not old.value or new.value is None or _put_right(old, new):
        return None
    known = bool(before.amount and after.amount)
    money = after.amount / before.amount if before.amount and after.amount else Decimal(1)
    if _moved_along(new.value / old.value, money, old):
        return None
    if not verdict.certain:
        return _UNTOLD, "，方向和比较符不能互相印证"
    return (_SURE, "") if known or old.kind in _STEADY else (_UNTOLD, "，项目金额没有读出")


def _put_right(old: Target, new: Target) -> bool:
    """Whether last year's share was more than the whole: ≥118 % of those asked are content."""
    return fold(old.unit) == "%" and old.value is not None and new.value is not None and old.value > 100 >= new.value


def _moved_along(change: Decimal, money: Decimal, old: Target) -> bool:
    """Whether a target moved as far as the money did, or prices may."""
    if old.kind in _STEADY:
        return False
    if change > 1:
        return change <= max(money, Decimal(1)) * _PRICES if old.kind == "money" else 1 < change <= money * _LITTLE
    return money < 1 and change * _LITTLE >= money


def _kept(seen: list[_Seen]) -> Iterator[Link]:
    """Where several targets of an owner could be raised and all of them stayed."""
    could = [one for one in seen if one.verdict.new and _could_be_raised(one.verdict.new)]
    kept = [one for one in could if one.verdict.state == "same"]
    if len(kept) < _SEVERAL or len(kept) < len(could):
        return
    for one in kept:
        old, new = one.verdict.old, one.verdict.new
        if old and new:
            score, reason = Decimal(str(one.pair.score)), f"指标值同为“{within(new.printed)}”"
            yield Link(BPC.kept_target, new.spot.node, old.spot.node, score, reason, BY)


def _could_be_raised(target: Target) -> bool:
    """A number of things or a share to be reached that is not near its end; costs and time are no matter of raising."""
    near = fold(target.unit) == "%" and target.value is not None and target.value >= _NEAR_THE_END
    return target.comparator in _FLOORS and target.kind in ("count", "ratio") and bool(target.value) and not near


def _dropped(both: Indicators, now: str) -> Iterator[Link]:
    """From the owner as it stands now: what is no longer there has no node in this disclosure.

    What the department as a whole no longer has is gone from the disclosure: the department stands in many.
    """
    owner = both.owners[1]
    source = now if owner.kind == "Department" else owner.spot.node
    for iri in both.found.went:
        if name := both.before[iri].name:
            reason = f"上年的指标“{within(name)}”本年不再列"
            yield Link(BPC.dropped_indicator, source, iri, _SURE, reason, BY)
