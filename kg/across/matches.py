"""The projects, activities and duties of two sides aligned, then the indicators of each aligned pair."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kg.across.align import SURE, Alignment, Pair, align
from kg.across.align_words import AlignWords
from kg.across.sides import Indicator, Owner, Side, indicator_thing, owner_thing

OWNERS: Final = ("Project", "Activity", "Duty")


@dataclass(frozen=True, slots=True)
class Owners:
    """The owners of one class, by IRI, and how they are aligned."""

    kind: str
    before: Mapping[str, Owner]
    after: Mapping[str, Owner]
    found: Alignment

    def pairs(self) -> Iterator[tuple[Owner, Owner, Pair]]:
        """The owners of each pair."""
        for pair in self.found.pairs:
            yield self.before[pair.before], self.after[pair.after], pair


@dataclass(frozen=True, slots=True)
class Indicators:
    """The indicators of one owner in both sides, by IRI, and how they are aligned."""

    owners: tuple[Owner, Owner]
    before: Mapping[str, Indicator]
    after: Mapping[str, Indicator]
    found: Alignment

    def pairs(self) -> Iterator[tuple[Indicator, Indicator, Pair]]:
        """The indicators of each pair."""
        for pair in self.found.pairs:
            yield self.before[pair.before], self.after[pair.after], pair


def owners(old: Side, new: Side, words: AlignWords) -> list[Owners]:
    """The owners of each class aligned; a department is never compared with anything but the department."""
    made = []
    for kind in OWNERS:
        before, after = ({owner.spot.node: owner for owner in side.of(kind)} for side in (old, new))
        old_things, new_things = ([owner_thing(owner, words) for owner in each.values()] for each in (before, after))
        made.append(Owners(kind, before, after, align(old_things, new_things, words)))
    return made


def indicators(old: Side, new: Side, aligned: list[Owners], words: AlignWords) -> Iterator[Indicators]:
    """The indicators of each pair of owners that may be relied on, and those of the department itself."""
    for each in aligned:
        for before, after, pair in each.pairs():
            if pair.score >= SURE:
                yield _indicators(before, after, words)
    departments = ([owner for owner in side.of("Department") if owner.indicators] for side in (old, new))
    for before, after in zip(*departments, strict=False):
        yield _indicators(before, after, words)


def _indicators(before: Owner, after: Owner, words: AlignWords) -> Indicators:
    sides = [{one.spot.node: one for one in owner.indicators} for owner in (before, after)]
    old, new = (
        [indicator_thing(one, owner.year) for one in owner.indicators if one.name or one.targets]
        for owner in (before, after)
    )
    return Indicators((before, after), sides[0], sides[1], align(old, new, words))
