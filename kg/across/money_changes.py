"""The money of two sides compared item by item; only figures of one fund and expenditure type are compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final

from kg.across.money import Figure, Figures, Key
from kg.lang import pick, say
from kg.report.changes import Change, Printed, State
from kg.vocab import NS_BPC

_FUNDS: Final = ("", "general-public-budget")  # the widest first: all funds, then the one that most money is of
_CLASS: Final = 4  # characters of a functional class with its letter, F208; a longer code is a part of it

_CODED: Final = ("function", "economic")
_SIDES: Final = {"income": "收入", "expenditure": "支出"}

_Items = dict[tuple[str, ...], list[Key]]


def compared(old: Figures, new: Figures, names: Mapping[str, str]) -> list[Change]:
    """The changes of money; `names` are those of concepts, for the fund and the type of a figure."""
    items: list[_Items] = [_by_item(side) for side in (old, new)]
    made: list[Change] = []
    for item in dict.fromkeys((*items[0], *items[1])):
        olds, news = (sorted(each.get(item, ()), key=_width) for each in items)
        made += _item(olds, news, old, new, names)
    return _with_totals(list(_recoded(made)))


def _with_totals(changes: list[Change]) -> list[Change]:
    """Totals of prose are listed where no table has any."""
    if any(one.section == "total" and not one.detail for one in changes):
        return changes
    return [replace(one, detail=False) if one.section == "total" else one for one in changes]


def state(before: object, after: object, difference: Decimal | None, tolerance: Decimal) -> State:
    """What happened to a figure; within the rounding of both nothing did."""
    if before is None or after is None:
        return "went" if after is None else "came"
    if difference is None or abs(difference) <= tolerance:
        return "same"
    return "rose" if difference > 0 else "fell"


def _by_item(side: Figures) -> _Items:
    found: _Items = defaultdict(list)
    for key in side:
        found[key.section, key.item].append(key)
    return found


def _item(olds: list[Key], news: list[Key], old: Figures, new: Figures, names: Mapping[str, str]) -> Iterator[Change]:
    both = [key for key in olds if key in new]
    seen: list[tuple[Figure, Figure]] = []
    for key in both:
        pair = old[key], new[key]
        if not any(_same(pair, other) for other in seen):  # a total in a table and in prose; a class that is all basic
            yield _change(key, *pair, names, detail=bool(seen))
        seen.append(pair)
    if both:
        return
    if olds and news:
        yield _change(olds[0], old[olds[0]], new[news[0]], names, unclear=True)
    elif olds and _could_print(new, olds[0], old[olds[0]]):
        yield _change(olds[0], old[olds[0]], None, names)
    elif news and _could_print(old, news[0], new[news[0]]):
        yield _change(news[0], None, new[news[0]], names)


def _same(one: tuple[Figure, Figure], other: tuple[Figure, Figure]) -> bool:
    return all(abs(a.amount - b.amount) <= a.half_unit + b.half_unit for a, b in zip(one, other, strict=True))


def _recoded(changes: list[Change]) -> Iterator[Change]:
    """A class that went and one of the same name that came are one whose code was changed, as all were in 2018."""
    alone: dict[tuple[str, ...], list[Change]] = defaultdict(list)
    for one in changes:
        if one.section in _CODED and one.state in ("went", "came"):
            alone[one.section, one.name.split(" ", 1)[1], one.owner].append(one)
    pairs = {id(each[0]): each for each in alone.values() if [one.state for one in each] == ["went", "came"]}
    gone = {id(each[1]) for each in pairs.values()}
    for one in changes:
        if id(one) in pairs:
            went, came = pairs[id(one)]
            yield _joined(went, came)
        elif id(one) not in gone:
            yield one


def _joined(went: Change, came: Change) -> Change:
    before, after = went.before, came.after
    assert before and after and before.value is not None and after.value is not None
    difference = after.value - before.value
    return replace(
        came,
        state=state(before, after, difference, Decimal()),
        before=before,
        difference=difference,
        reason=f"科目编码由 {went.name.split(' ')[0]} 改为 {came.name.split(' ')[0]}",
    )


def _could_print(other: Figures, key: Key, figure: Figure) -> bool:
    """Whether the other side would print the item if it had money: it has figures of that sort, as deep."""
    if not figure.amount:
        return False
    if key.section in _CODED:
        return any(k.section == key.section and len(k.item) == len(key.item) for k in other)
    if key.section == "three-public":
        return any(k.section == key.section for k in other)
    return any(k.section == key.section and figure.table and f.table == figure.table for k, f in other.items())


def _change(
    key: Key,
    before: Figure | None,
    after: Figure | None,
    names: Mapping[str, str],
    *,
    detail: bool = False,
    unclear: bool = False,
) -> Change:
    difference = after.amount - before.amount if before and after and not unclear else None
    tolerance = sum((figure.half_unit for figure in (before, after) if figure), Decimal())
    label = (after or before).name  # type: ignore[union-attr]
    scope = [names.get(f"{NS_BPC}{code}", code) for code in (key.fund, key.type) if code]
    alone = before is None or after is None
    return Change(
        section=key.section,
        state="unclear" if unclear else state(before, after, difference, tolerance),
        name=f"{key.item[1:]} {label}" if key.section in _CODED else label,
        owner=""
        if unclear
        else pick("，", ", ").join(word for word in (*scope, say(_SIDES.get(key.side, ""))) if word not in label),
        before=_printed(before) if before else None,
        after=_printed(after) if after else None,
        difference=difference,
        detail=detail or unclear or _is_detail(key, before, after, alone),
    )


def _is_detail(key: Key, before: Figure | None, after: Figure | None, alone: bool) -> bool:
    """Whether a figure is a part of one that is listed, or one that only prose has."""
    if key.section == "total":
        return not all(figure.table for figure in (before, after) if figure)
    if key.section == "three-public":
        return alone
    return key.section == "economic" or len(key.item) > _CLASS


def _printed(figure: Figure) -> Printed:
    return Printed("", figure.amount, figure.spot.quote, figure.spot.place, figure.spot.node)


def _width(key: Key) -> tuple[int, bool, str, bool]:
    """The widest scope first."""
    fund = _FUNDS.index(key.fund) if key.fund in _FUNDS else len(_FUNDS)
    return (fund, bool(key.type), key.type, bool(key.side))
