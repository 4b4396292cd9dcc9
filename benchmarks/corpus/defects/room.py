"""What is still unspoilt in a draft."""

from __future__ import annotations

from collections.abc import Callable, Collection
from random import Random

from benchmarks.corpus.blocks import Grid, Line
from benchmarks.corpus.records import Draft, Indicator, Planted, Project

LEVELLED = ("plain", "numbered", "columns", "side", "wide", "packed", "flow", "period", "review")
LISTED = (*LEVELLED, "flat")
Found = tuple[Project, Indicator]


def indicator(
    draft: Draft, random: Random, fits: Callable[[Indicator], bool], styles: Collection[str] = LISTED
) -> Found | None:
    """An indicator that fits, of a project of which nothing is spoilt; both count as spoilt from now on."""
    if draft.layout["forms"] not in styles:
        return None
    pairs = [(one, i) for one in _free(draft) for i in one.indicators if fits(i)]
    if not pairs:
        return None
    one, found = random.choice(pairs)
    one.defect = found.defect = True
    return one, found


def project(
    draft: Draft, random: Random, fits: Callable[[Project], bool] = lambda _: True, styles: Collection[str] = LISTED
) -> Project | None:
    """A project that fits and of which nothing is spoilt; it counts as spoilt from now on."""
    found = [one for one in _free(draft) if fits(one)] if draft.layout["forms"] in styles else []
    if not found:
        return None
    chosen = random.choice(found)
    chosen.defect = True
    return chosen


def _free(draft: Draft) -> list[Project]:
    """Not the first three where the form of the department repeats them."""
    start = 3 if draft.layout.get("overall") else 0
    return [one for one in draft.projects[start:] if one.form and not one.defect]


def claimed(draft: Draft, *keys: str) -> bool:
    """Whether parts of a draft were unspoilt; they count as spoilt from now on."""
    taken = draft.flags.setdefault("taken", set())
    if taken.intersection(keys):
        return False
    taken.update(keys)
    return True


def at(rule: str, one: Project, i: Indicator, also: tuple[str, ...] = ()) -> Planted:
    """A defect of an indicator."""
    return Planted(rule, i.printed, f"{one.name} / {i.level2 or '绩效指标'} / {i.name}", also, i.name or one.name)


def line(draft: Draft, key: str) -> Line | None:
    """The line of a key."""
    return next((b for b in draft.blocks if isinstance(b, Line) and b.key == key), None)


def lines(draft: Draft, start: str) -> list[Line]:
    """The lines whose keys begin so."""
    return [b for b in draft.blocks if isinstance(b, Line) and b.key.startswith(start)]


def grid(draft: Draft, key: str) -> Grid | None:
    """The table of a key."""
    return next((b for b in draft.blocks if isinstance(b, Grid) and b.key == key), None)
