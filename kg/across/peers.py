"""Unit costs beside those of other departments: the same thing, the same unit, and the median of at least eight.

Each department counts once, with its latest disclosure; what it prints with several figures is left out. The score
of a link is 1 at the median and 1 / (1 + d) at a distance of d median absolute deviations; its reason begins with the
number of departments.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Final

from kg.across.digest import Digest
from kg.across.families import Families
from kg.across.record import Link
from kg.across.tables import Row
from kg.across.words import AcrossWords, across_words
from kg.extract.links.words import LinkWords, link_words
from kg.extract.meaning_lexicon import bare, fold
from kg.vocab import BPC

BY: Final = "across/peers"
FEWEST: Final = 8  # departments
_FLOOR: Final = Decimal("0.1")  # of the median: where most say the same, a small difference is none
_LEAST: Final = 2  # characters that say what the cost is of
_PER = re.compile("[每均单]")
_TIME = re.compile("[年月天日]+")  # what a thing costs in a year is no unit cost
_BRACKETS = re.compile(r"[(（][^)）]*[)）]")

Thing = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Cost:
    year: int
    disclosure: str
    node: str
    amount: Decimal


def links(digest: Digest, families: Families) -> Iterator[Link]:
    """From each unit cost to that which is the median of its peers."""
    things: dict[Thing, dict[int, list[_Cost]]] = defaultdict(lambda: defaultdict(list))
    told, words = across_words(digest.ontology), link_words(digest.ontology)
    for row in digest.rows("costs"):
        graph = row["g"]
        if graph in families.heads and (thing := _thing(row, told, words)):
            cost = _Cost(families.year(graph) or 0, graph, row["node"], row["amount"])
            things[thing][families.numbers[graph]].append(cost)
    for _, by_family in sorted(things.items()):
        latest = (_latest(costs) for costs in by_family.values())
        yield from _compared([cost for cost in latest if cost])


def _thing(row: Row, told: AcrossWords, words: LinkWords) -> Thing | None:
    """What the cost is of, and of how much of it: 培训 and 人天 of 人均培训成本 in 元/人·天."""
    label = bare(_BRACKETS.sub("", row["label"]))
    per = fold(row["unit"]).partition("/")[2] or "".join(found.match[0] for found in told.tell("unit_cost", label))
    name = label
    for found in told.tell("unit_cost_word", label):
        name = name.replace(found.match[0], "")
    if not per or _TIME.fullmatch(per) or sum(part.told for part in words.parts(name)) < _LEAST:
        return None
    return name, "".join(sorted(_PER.sub("", bare(per)).replace("日", "天")))


def _latest(costs: Sequence[_Cost]) -> _Cost | None:
    """That of the latest year; None where it has several figures."""
    year = max(cost.year for cost in costs)
    latest = [cost for cost in costs if cost.year == year]
    first = min(latest, key=lambda cost: (cost.disclosure, cost.node))
    return first if len({cost.amount for cost in latest}) == 1 else None


def _compared(costs: Sequence[_Cost]) -> Iterator[Link]:
    if len(costs) < FEWEST:
        return
    ordered = sorted(costs, key=lambda cost: (cost.amount, cost.node))
    middle = ordered[(len(ordered) - 1) // 2]
    spread = median(abs(cost.amount - middle.amount) for cost in ordered)
    unit = max(spread, _FLOOR * middle.amount)
    for cost in ordered:
        if cost is not middle and unit:
            apart = abs(cost.amount - middle.amount) / unit
            reason = f"{len(ordered)} 个部门的同类指标，相距 {apart:.1f} 倍绝对中位差"
            yield Link(BPC.peer_median, cost.node, middle.node, 1 / (1 + apart), reason, BY)
