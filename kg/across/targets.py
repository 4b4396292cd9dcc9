"""Two targets of one indicator: which asks for more, and by how much."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from kg.across.sides import Indicator, Target
from kg.extract.meaning_lexicon import bare, fold
from kg.report.changes import Effect, State

_FLOOR, _CEILING = frozenset({"ge", "gt"}), frozenset({"le", "lt"})
_THIS_YEAR: Final = "annual"  # the period of a target that names none
_WANTED: Final[Mapping[str, frozenset[str]]] = {"higher-better": _FLOOR, "lower-better": _CEILING}


class Verdict(NamedTuple):
    """How the later target stands to the earlier one; `certain` where direction and comparator agree."""

    state: State
    old: Target | None = None
    new: Target | None = None
    difference: Decimal | None = None
    effect: Effect = ""
    certain: bool = False


def compared(before: Indicator, after: Indicator) -> Verdict:
    """The targets of one indicator in two disclosures, period by period and grade by grade.

    Where several differ, the first of them that is worth less decides; what cannot be compared is a change.
    """
    old, new = _by_slot(before), _by_slot(after)
    verdicts = [_of(old[slot], new[slot], before, after) for slot in old if slot in new]
    told = [verdict for verdict in verdicts if verdict.state != "same"]
    weaker = [verdict for verdict in told if verdict.effect == "weaker"]
    if chosen := weaker or told or verdicts:
        return chosen[0]
    first, last = next(iter(old.values()), None), next(iter(new.values()), None)
    alike = bare(first.printed if first else "") == bare(last.printed if last else "")
    return Verdict("same" if alike else "changed", first, last)


def _by_slot(indicator: Indicator) -> dict[tuple[str, int], Target]:
    found: dict[tuple[str, int], Target] = {}
    for target in indicator.targets:
        found.setdefault((target.slot[0] or _THIS_YEAR, target.slot[1]), target)
    return found


def _of(old: Target, new: Target, before: Indicator, after: Indicator) -> Verdict:
    if (old.key and old.key == new.key) or bare(old.printed) == bare(new.printed):
        return Verdict("same", old, new)
    numbers = old.value is not None and new.value is not None and old.upper is None and new.upper is None
    if not numbers or fold(old.unit) != fold(new.unit):
        return Verdict("changed", old, new)
    assert old.value is not None and new.value is not None
    difference = new.value - old.value
    if not difference:
        return Verdict("changed", old, new)
    state: State = "rose" if difference > 0 else "fell"
    effect, certain = _effect(old, new, before, after, difference > 0)
    return Verdict(state, old, new, difference, effect, certain)


def _effect(old: Target, new: Target, before: Indicator, after: Indicator, rose: bool) -> tuple[Effect, bool]:
    """Whether a number that rose asks for more: by the direction of the measure, else by the comparator of both."""
    directions = {before.direction, after.direction} - {""}
    comparators = {old.comparator, new.comparator}
    bounds = [side for side in (_FLOOR, _CEILING) if comparators <= side]
    if len(directions) > 1 or not directions & set(_WANTED):
        higher = bounds[0] is _FLOOR if bounds and not directions else None
        return ("" if higher is None else "stronger" if higher == rose else "weaker"), False
    (direction,) = directions
    agree = comparators <= _WANTED[direction] | {"eq"}
    if not agree:
        return "", False
    higher = direction == "higher-better"
    return ("stronger" if higher == rose else "weaker"), comparators <= _WANTED[direction]
