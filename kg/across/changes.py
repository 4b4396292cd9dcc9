"""What came, went, rose or fell between two sides: money by item, projects, indicators and their targets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from kg.across import money_changes
from kg.across.align import Alignment
from kg.across.align_words import align_words
from kg.across.digest import Head
from kg.across.matches import Indicators, Owners, indicators, owners
from kg.across.money import figures
from kg.across.money_changes import state
from kg.across.sides import Indicator, Owner, Target, side
from kg.across.targets import compared
from kg.lang import within
from kg.report.changes import SECTIONS, Change, Comparison, Edition, Printed
from kg.report.concepts import concept_names
from kg.resources import Ontology

if TYPE_CHECKING:
    from rdflib import Dataset


_Shown = Mapping[str, tuple[str, Printed]]  # name and what is printed, by IRI


@dataclass(frozen=True, slots=True)
class Chosen:
    """The disclosures of one side, and the graph that they stand in."""

    dataset: Dataset
    heads: tuple[Head, ...]

    @property
    def edition(self) -> Edition:
        """How a reader knows them."""
        first = self.heads[0]
        sources = tuple(source for head in self.heads for source in head.sources)
        return Edition(first.name or first.title or sources[0], first.year, first.kind, sources)


def compare(before: Chosen, after: Chosen, ontology: Ontology) -> Comparison:
    """All that two sides print of money, projects and indicators, aligned, what did not change included."""
    words = align_words(ontology)
    old, new = (side(chosen.dataset, chosen.heads) for chosen in (before, after))
    money = [figures(chosen.dataset, chosen.heads, words) for chosen in (before, after)]
    aligned = owners(old, new, words)
    changes = money_changes.compared(money[0], money[1], concept_names(ontology))
    notes: list[str] = []
    for each in aligned:
        section = each.kind.lower()
        if bool(each.before) != bool(each.after):
            notes.append(_only(SECTIONS.get(section, "职责"), after=bool(each.after)))
        elif section in SECTIONS:
            changes += _owners(each)
    for both in indicators(old, new, aligned, words):
        if both.before and both.after:
            changes += _indicators(both)
        elif both.before or both.after:
            notes.append(_only(f"“{within(both.owners[1].name)}”的指标", after=bool(both.after)))
    return Comparison(before.edition, after.edition, tuple(changes), tuple(notes))


def _only(what: str, *, after: bool) -> str:
    return f"只有后一份印有{what}" if after else f"只有前一份印有{what}"


def _owners(each: Owners) -> Iterator[Change]:
    section = each.kind.lower()
    for before, after, pair in each.pairs():
        both = before.amount is not None and after.amount is not None
        difference = after.amount - before.amount if both else None  # type: ignore[operator]
        yield Change(
            section=section,
            state=state(before, after, difference, before.half_unit + after.half_unit),
            name=after.name,
            before=_owner(before),
            after=_owner(after),
            difference=difference,
            score=pair.score,
            reason=pair.reason,
        )
    shown = ({iri: (one.name, _owner(one)) for iri, one in side.items()} for side in (each.before, each.after))
    yield from _alone(section, "", each.found, *shown)


def _owner(owner: Owner) -> Printed:
    return Printed(owner.name, owner.amount, owner.spot.quote, owner.spot.place, owner.spot.node)


def _indicators(both: Indicators) -> Iterator[Change]:
    owner = both.owners[1].name
    for before, after, pair in both.pairs():
        verdict = compared(before, after)
        yield Change(
            section="indicator",
            state=verdict.state,
            name=after.name,
            owner=owner,
            before=_indicator(before, verdict.old),
            after=_indicator(after, verdict.new),
            difference=verdict.difference,
            effect=verdict.effect,
            score=pair.score,
            reason=pair.reason,
        )
    shown = ({iri: (one.name, _indicator(one)) for iri, one in side.items()} for side in (both.before, both.after))
    yield from _alone("indicator", owner, both.found, *shown)


def _indicator(one: Indicator, target: Target | None = None) -> Printed:
    """An indicator with the target that was compared, or with all of them; the place is that of the indicator."""
    shown = [target] if target else one.targets
    words = "；".join(dict.fromkeys(each.printed for each in shown))
    return Printed(words, shown[0].value if shown else None, one.spot.quote, one.spot.place, one.spot.node)


def _alone(section: str, owner: str, found: Alignment, old: _Shown, new: _Shown) -> Iterator[Change]:
    """What stands on one side only, and what cannot be told apart; the latter comes with each of both sides."""
    for iri in found.went:
        yield Change(section, "went", old[iri][0], owner, before=old[iri][1])
    for iri in found.came:
        yield Change(section, "came", new[iri][0], owner, after=new[iri][1])
    for lefts, rights in found.unclear:
        for left, right in zip_longest(lefts, rights):
            before, after = (old[left] if left else None), (new[right] if right else None)
            named = after or before
            assert named is not None
            yield Change(section, "unclear", named[0], owner, before and before[1], after and after[1])
