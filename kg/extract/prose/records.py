"""What the components of the pipeline hand to each other; offsets are characters of the `Doc`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, NamedTuple

from kg.resources import Ontology

Role = Literal["total", "change", "growth", "share", "count"]


def ontology(roots: list[str]) -> Ontology:
    """The ontology that the settings of a component name (they must be plain JSON)."""
    return Ontology(tuple(Path(root) for root in roots))


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph or heading: where it lies, the headings over it (outermost first), its list mark (0: none)."""

    start: int
    end: int
    path: tuple[str, ...] = ()
    mark: int = 0
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit. `value` is in yuan for money, else in `unit`; `half` is half its last place.

    `high` is the upper end of a range (15-20个), whose lower end is the value.
    """

    start: int
    end: int
    form: Literal["money", "rate", "count"]
    value: Decimal
    unit: str
    half: Decimal | None
    term: str
    negative: bool = False
    area: bool = False
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of ``statement_terms.jsonl`` that tells how a number is meant; `data` is its line there."""

    start: int
    end: int
    role: str
    term: str
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Segment:
    """Text between two separators; `group` is the brackets around it, `before` the separator before it."""

    start: int
    end: int
    line: int
    sentence: int
    group: tuple[int, ...]
    before: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One number claimed, or one claim that nothing changed (`figure` is None).

    `noun` is where the name of the item stands; `prior` marks the figure that a change is measured from;
    `base` is the phase that a rate of completion is measured from.
    """

    figure: Figure | None
    start: int
    end: int
    kind: Role
    segment: Segment
    noun: tuple[int, int]
    term: str
    trend: str | None = None
    year: int | None = None
    compared: int | None = None
    prior: bool = False
    nearly: bool = False
    base: str | None = None


class Subject(NamedTuple):
    """What a claim is about. `label` is empty where it could not be told.

    `own`: named beside the number; `carried`: taken over from another sentence; `label_only`: from a heading or
    a sentence without figures; `given`: the item that the caller named; `sums`: what was listed before it.
    `qualifier` is 财政拨款 before the totals of a budget; `section_fund` is the fund that a heading names.
    """

    label: str = ""
    entry: str | None = None
    start: int = -1
    own: bool = False
    carried: bool = False
    code: str | None = None
    level: str | None = None
    broader: str | None = None
    fund: str | None = None
    phase: str | None = None
    qualifier: str = ""
    section_fund: str | None = None
    label_only: bool = False
    given: bool = False
    sums: bool = False


@dataclass(slots=True)
class Sum:
    """A total (or change) and the claims that it is said to be made of, by their place in the list of claims."""

    total: int
    parts: list[int]
    complete: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """The reason that is given for a claim; `entry` is the other known item that it speaks of."""

    claim: int
    start: int
    end: int
    claimed: str | None = None
    entry: str | None = None


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a total is said to be used for: what belongs to another known item, `entry`, or `parts` of its own class;
    `items` of its own class are named by their names, beside whatever else."""

    claim: int
    start: int
    end: int
    entry: str | None = None
    parts: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
