"""Which departments print the same: goals and reasons nearly word for word, and sets of indicators with their targets.

Time grows with what is printed (`kg.runs`). A text, run, name or target that more than `MOST` departments print is a
template's and copied from no one. What the shared rest tells has to be more than chance gives to any two of all
departments: with `n` of them, 2 ln n nats and more, so that two departments alone have to share much, and a rare
indicator tells more among a thousand than among ten.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Final, NamedTuple

from kg.runs import LENGTH, members, overlap, pairs, runs

MOST: Final = 5
SHORTEST: Final = 25  # runs that two texts share, which is thirty characters in one piece
TEXT: Final = 0.7  # of the shorter text's runs
SET: Final = 0.57  # of the indicators of the smaller set: four of seven
FEWEST: Final = 3  # indicators that two sets share
CHANCE: Final = 2.0  # nats beyond which it is no chance


class Key(NamedTuple):
    """An indicator as it is compared: its bare name, and its targets, normalised and joined."""

    name: str
    target: str


class Alike(NamedTuple):
    """Two of the texts or sets by their places, `one` before `other`, and how much of the smaller the other has."""

    one: int
    other: int
    score: float


def texts_alike(texts: Sequence[str], groups: Sequence[int]) -> Iterator[Alike]:
    """The texts of different departments of which one says nearly what the other says.

    `texts` are bare (`kg.extract.meaning_lexicon.bare`); ``groups[i]`` is the department of text i, whose texts stand
    side by side.
    """
    enough = LENGTH * _enough(groups)  # a character stands in so many runs
    for pair in pairs(runs(texts), groups, MOST, SHORTEST):
        if pair.evidence >= enough and (score := overlap(texts[pair.one], texts[pair.other])) >= TEXT:
            yield Alike(pair.one, pair.other, score)


def sets_alike(sets: Sequence[frozenset[Key]], groups: Sequence[int]) -> Iterator[Alike]:
    """The sets of indicators of different departments that have most of the smaller one in common; order as above.

    Departments with the same work have indicators of the same names: that tells nothing. Their targets do, the more of
    those who print a name have another one.
    """
    equal = [sorted(map("\0".join, one)) for one in sets]
    holders = _holders(equal, groups)
    for pair in pairs(members(equal), groups, MOST):
        both = sets[pair.one] & sets[pair.other]
        score = len(both) / min(len(sets[pair.one]), len(sets[pair.other]))
        if len(both) >= FEWEST and score >= SET and _told(both, holders):
            yield Alike(pair.one, pair.other, score)


def _told(both: frozenset[Key], holders: Mapping[str, int]) -> bool:
    """Whether more targets are the same than chance gives to any two of those who print the rarest of the names."""
    named = [holders[key.name] for key in both]
    evidence = sum(math.log((n + 1) / (holders["\0".join(key)] - 1)) for key, n in zip(both, named, strict=True))
    return evidence >= 2 * math.log(min(named)) + CHANCE


def _enough(groups: Sequence[int]) -> float:
    """More than chance gives to any pair of so many."""
    return 2 * math.log(len(set(groups)) + 1)


def _holders(equal: Sequence[Sequence[str]], groups: Sequence[int]) -> dict[str, int]:
    """How many groups print each name, and each name with its target; the sets of a group stand side by side."""
    last: dict[str, int] = {}
    count: dict[str, int] = defaultdict(int)
    for one, group in zip(equal, groups, strict=True):
        for name in chain(one, (both.partition("\0")[0] for both in one)):
            if last.get(name) != group:
                last[name] = group
                count[name] += 1
    return count
