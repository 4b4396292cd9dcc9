"""Score the alignment of projects and indicators on second years that are derived from the disclosures of a graph.

    python -m tests.gold.score_second_year out/graph.nq [--errors 5]

No department publishes two years of project forms among the documents at hand, so the second year is made of the first
as departments make theirs: some names get another year, numbering, 经费 or punctuation, most amounts and many targets
move, some things go, and things of other departments come. What belongs together is then known.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random

import kg
from kg.across.align import SURE
from kg.across.align_words import AlignWords, align_words
from kg.across.digest import head, published
from kg.across.matches import indicators, owners
from kg.across.sides import Indicator, Owner, Side, side
from kg.graph.store import raw
from kg.resources import Ontology
from tests.gold.score_links import Score

_GONE, _NEW, _RENAMED, _MOVED = 0.08, 0.08, 0.3, 0.5  # shares
_MARK = "#next"


def measure(sides: Sequence[Side], words: AlignWords) -> dict[str, Score]:
    """Projects and indicators over all `sides` that have projects."""
    scores = {"project": Score(), "indicator": Score()}
    for n, old in enumerate(sides):
        new = _next(old, sides[n - 1], Random(n))
        aligned = owners(old, new, words)
        _add(
            scores["project"],
            old,
            new,
            [(b.spot.node, a.spot.node) for e in aligned for b, a, p in e.pairs() if p.score >= SURE],
        )
        pairs = [
            (b.spot.node, a.spot.node)
            for e in indicators(old, new, aligned, words)
            for b, a, p in e.pairs()
            if p.score >= SURE
        ]
        _add(scores["indicator"], _within(old), _within(new), pairs)
    return scores


def _add(score: Score, old: Side, new: Side, pairs: Sequence[tuple[str, str]]) -> None:
    known = {owner.spot.node: owner.name for side in (old, new) for owner in side.owners}
    wanted = {(node, f"{node}{_MARK}") for node in known if f"{node}{_MARK}" in known}
    score.found += len(pairs)
    score.right += len(wanted & set(pairs))
    score.wanted += len(wanted)
    score.hit += len(wanted & set(pairs))
    score.wrong += [f"{known.get(b)} | {known.get(a)}" for b, a in pairs if (b, a) not in wanted]
    score.missed += [f"{known.get(b)} | {known.get(a)}" for b, a in wanted - set(pairs)]


def _within(of: Side) -> Side:
    """The indicators of a side in the place of their projects."""
    made = [
        Owner(i.spot, "Indicator", i.name, "", None, Decimal(), None) for owner in of.owners for i in owner.indicators
    ]
    return replace(of, owners=tuple(made))


def _next(old: Side, other: Side, chance: Random) -> Side:
    kept = [_owner(owner, chance) for owner in old.of("Project") if chance.random() > _GONE]
    strange = [owner for owner in other.of("Project") if chance.random() < _NEW]
    made = [*kept, *(replace(owner, spot=replace(owner.spot, node=f"{owner.spot.node}-other")) for owner in strange)]
    chance.shuffle(made)
    return replace(old, owners=tuple(made))


def _owner(owner: Owner, chance: Random) -> Owner:
    amount = owner.amount
    if amount and chance.random() < _MOVED:
        amount = (amount * Decimal(chance.uniform(0.7, 1.3))).quantize(Decimal(100))
    those = [_indicator(one, chance) for one in owner.indicators if chance.random() > _GONE]
    chance.shuffle(those)
    return replace(
        owner,
        spot=replace(owner.spot, node=f"{owner.spot.node}{_MARK}"),
        name=_renamed(owner.name, chance),
        amount=amount,
        year=(owner.year or 0) + 1,
        indicators=tuple(those),
    )


def _indicator(one: Indicator, chance: Random) -> Indicator:
    targets = one.targets
    if targets and targets[0].value and chance.random() < _MOVED:
        value = (targets[0].value * Decimal(chance.choice(("0.9", "1.1", "1.2")))).quantize(Decimal("0.1"))
        first = replace(targets[0], value=value, key=f"{targets[0].comparator}{value}", printed=f"≥{value}")
        targets = (first, *targets[1:])
    node = f"{one.spot.node}{_MARK}"
    return replace(one, spot=replace(one.spot, node=node), name=_renamed(one.name, chance), targets=targets)


def _renamed(name: str, chance: Random) -> str:
    if not name or chance.random() > _RENAMED:
        return name
    ways = (
        f"{chance.randint(1, 9)}.{name}",
        f"（{chance.choice('一二三四五')}）{name}",
        name.replace("、", "和").replace("及", "和"),
        name.replace("（", "(").replace("）", ")"),
        f"{name} ",
        f"本年度{name}",
        name.removesuffix("项目").removesuffix("经费"),
        f"{name}经费",
    )
    return chance.choice(ways)


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graph", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    given = parser.parse_args()
    dataset = kg.open(given.graph)
    sides = [side(dataset, [head(raw(dataset), iri)]) for iri in sorted(published(raw(dataset)))]
    known = [one for one in sides if one.of("Project")]
    for kind, score in measure(known, align_words(Ontology.load())).items():
        told = f"{score.found} found, {score.wanted} wanted, {len(known)} disclosures"
        print(f"{kind:10} P {score.precision:.3f}  R {score.recall:.3f}  ({told})")
        for text in (*score.wrong[: given.errors], "--", *score.missed[: given.errors]):
            print(f"  {text}")


if __name__ == "__main__":
    main()
