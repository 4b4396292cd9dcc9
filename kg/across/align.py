"""Which projects, activities and indicators of two disclosures of one department are the same.

One-to-one, and precise rather than complete: a wrong pair is worse than a missed one. What is told apart by nothing
but its order, two of one name before and three after, is left unclear and said so. Names are looked up by their forms
and by their rarest pairs of characters, never all against all: linear in the things.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from kg.across.align_words import AlignWords, Form
from kg.runs import grams

SURE = 0.8  # score of a pair that may be relied on; below it is shown as a possibility
_CODE, _WHOLE, _YEARS, _STEM, _CORE, _TOLD = 1.0, 1.0, 0.97, 0.95, 0.9, 0.08
_NEAR, _NEAR_WITH = 0.7, 0.85  # a near name alone, and one with money or indicators that speak for it
_LONG_CODE = 10  # characters of a code that no other thing has by chance
_RARE, _LOOKED_AT = 20, 5  # things that a pair of characters may be in; how many pairs of a name are looked up
_ALIKE = Decimal("0.5")  # the smaller amount of the larger, from where on it speaks for a near name
_SHARED = 0.6  # of the indicators of two projects, from where on they speak for a near name


@dataclass(frozen=True, slots=True)
class Thing:
    """A project, an activity or an indicator as it is compared; `year` is that of its disclosure.

    `apart` has what tells things of one name apart, from all of it together to the most general part: of an indicator
    target, unit and category, then unit and category, then category. `kind` has to agree where a name is only near.
    `within` are the names of what belongs to it: the indicators of a project.
    """

    key: str
    name: str
    year: int | None = None
    code: str = ""
    amount: Decimal | None = None
    apart: tuple[Hashable | None, ...] = ()
    kind: Hashable = None
    within: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pair:
    """One thing in two disclosures; `score` is 0 to 1, `reason` says why in Chinese."""

    before: str
    after: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Alignment:
    """The pairs, what has no counterpart, and groups of one name in which nothing tells which is which."""

    pairs: tuple[Pair, ...] = ()
    went: tuple[str, ...] = ()
    came: tuple[str, ...] = ()
    unclear: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()


def align(before: Sequence[Thing], after: Sequence[Thing], words: AlignWords) -> Alignment:
    """The things of two disclosures one to one, in their order."""
    left, right = ([_Entry(thing, words.form(thing.name, thing.year)) for thing in side] for side in (before, after))
    run = _Run(words, left, right)
    for base in _BASES:
        run.exact(*base)
    run.near()
    order = {thing.key: n for n, thing in enumerate(before)}
    return Alignment(
        tuple(sorted(run.pairs, key=lambda pair: order[pair.before])),
        tuple(entry.thing.key for entry in left if entry.free),
        tuple(entry.thing.key for entry in right if entry.free),
        tuple(run.unclear),
    )


@dataclass(eq=False, slots=True)
class _Entry:
    thing: Thing
    form: Form
    free: bool = True


_Key = Callable[[_Entry], Hashable]
_BASES: tuple[tuple[_Key, float, str], ...] = (
    (lambda e: e.thing.code if len(e.thing.code) >= _LONG_CODE else "", _CODE, "项目代码相同"),
    (lambda e: e.form.whole, _WHOLE, "名称相同"),
    (lambda e: (e.form.stem, e.form.years) if e.form.years else "", _YEARS, "名称相同，年度随本年推移"),
    (lambda e: e.form.stem, _STEM, "名称只差年度或写法"),
    (lambda e: e.form.core, _CORE, "名称只差“经费”“项目”一类的词"),
)


@dataclass(slots=True)
class _Run:
    """The state of one alignment."""

    words: AlignWords
    left: list[_Entry]
    right: list[_Entry]
    pairs: list[Pair] = field(default_factory=list)
    unclear: list[tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=list)

    def exact(self, key: _Key, score: float, reason: str) -> None:
        """Pairs of equal keys; those of one key are told apart by `Thing.apart` and amount, else left unclear."""
        groups: dict[Hashable, tuple[list[_Entry], list[_Entry]]] = defaultdict(lambda: ([], []))
        for side, entries in enumerate((self.left, self.right)):
            for entry in entries:
                if entry.free and (found := key(entry)):
                    groups[found][side].append(entry)
        for lefts, rights in groups.values():
            if len(lefts) == 1 == len(rights):
                self._pair(lefts[0], rights[0], score, reason)
            elif lefts and rights:
                self._told_apart(lefts, rights, score - _TOLD, reason)

    def _told_apart(self, lefts: list[_Entry], rights: list[_Entry], score: float, reason: str) -> None:
        """What several things of one name say beside it, from the most exact to the least."""
        for depth in range(max(len(entry.thing.apart) for entry in (*lefts, *rights))):
            groups: dict[Hashable, tuple[list[_Entry], list[_Entry]]] = defaultdict(lambda: ([], []))
            for side, entries in enumerate((lefts, rights)):
                for entry in entries:
                    marks = entry.thing.apart
                    if entry.free and depth < len(marks) and marks[depth] is not None:
                        groups[marks[depth]][side].append(entry)
            for some, others in groups.values():
                if len(some) == 1 == len(others) or (depth == 0 and some and others):
                    for one, other in zip(some, others, strict=False):  # of those that are alike in all, in order
                        self._pair(one, other, score, f"{reason}，同名的按内容区分")
        rest = [[entry for entry in side if entry.free] for side in (lefts, rights)]
        if all(rest):
            if len(rest[0]) == 1 == len(rest[1]):
                self._pair(rest[0][0], rest[1][0], score, f"{reason}，同名的只剩这一项")
                return
            self.unclear.append(tuple(tuple(e.thing.key for e in side) for side in rest))  # type: ignore[arg-type]
            for entry in (*rest[0], *rest[1]):
                entry.free = False

    def near(self) -> None:
        """Names of which one has a little more than the other, where no other comes as close."""
        index: dict[str, list[_Entry]] = defaultdict(list)
        for entry in self.right:
            if entry.free:
                for gram in grams(entry.form.core, 2):
                    index[gram].append(entry)
        wanted: dict[int, list[tuple[int, _Entry, str]]] = defaultdict(list)
        for entry in self.left:
            if entry.free:
                for other, more in self._near(entry, index):
                    wanted[id(other)].append((len(more), entry, more))
                    wanted[id(entry)].append((len(more), other, more))
        for entry in self.left:
            for _, other, more in _closest(wanted[id(entry)]):
                if entry.free and other.free and [e for _, e, _ in _closest(wanted[id(other)])] == [entry]:
                    self._near_pair(entry, other, more)

    def _near(self, entry: _Entry, index: dict[str, list[_Entry]]) -> Iterator[tuple[_Entry, str]]:
        known = (index[gram] for gram in grams(entry.form.core, 2) if gram in index)
        rare = sorted((found for found in known if len(found) <= _RARE), key=len)[:_LOOKED_AT]
        for other in {id(e): e for found in rare for e in found}.values():
            if _in_time(entry, other) and entry.thing.kind == other.thing.kind:
                more = self.words.added(entry.form.core, other.form.core)
                if more is not None:
                    yield other, more

    def _near_pair(self, entry: _Entry, other: _Entry, more: str) -> None:
        ratio, shared = _ratio(entry.thing, other.thing), _shared(entry.thing, other.thing)
        if ratio is not None and ratio < _ALIKE and shared < _SHARED:
            return
        backed = ratio is not None or shared >= _SHARED
        told = f"，多“{more}”" if more else "，词序不同"
        why = "，指标大多相同" if shared >= _SHARED else "，金额相近" if backed else ""
        self._pair(entry, other, _NEAR_WITH if backed else _NEAR, f"名称相近{told}{why}")

    def _pair(self, one: _Entry, other: _Entry, score: float, reason: str) -> None:
        if _in_time(one, other):
            one.free = other.free = False
            self.pairs.append(Pair(one.thing.key, other.thing.key, round(score, 2), reason))


def _in_time(one: _Entry, other: _Entry) -> bool:
    """Two names that both tell years have to tell the same ones, or each those of its disclosure."""
    years = one.form.years, other.form.years
    return not all(years) or years[0] == years[1] or _calendar(one) == _calendar(other) or _coded(one, other)


def _calendar(entry: _Entry) -> list[int]:
    return [(entry.thing.year or 0) + year for year in entry.form.years]


def _coded(one: _Entry, other: _Entry) -> bool:
    return len(one.thing.code) >= _LONG_CODE and one.thing.code == other.thing.code


def _closest(found: Sequence[tuple[int, _Entry, str]]) -> list[tuple[int, _Entry, str]]:
    """The one with the least more; none where two come as close."""
    ordered = sorted(found, key=lambda each: each[0])
    return ordered[:1] if len(ordered) < 2 or ordered[0][0] < ordered[1][0] else []


def _ratio(one: Thing, other: Thing) -> Decimal | None:
    """The smaller of two amounts as part of the larger; None where one is not known or nothing."""
    if not one.amount or not other.amount:
        return None
    small, large = sorted((abs(one.amount), abs(other.amount)))
    return small / large


def _shared(one: Thing, other: Thing) -> float:
    """The part of the indicators of two projects that both have."""
    every = one.within | other.within
    return len(one.within & other.within) / len(every) if len(every) > 2 else 0.0
