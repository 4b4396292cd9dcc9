"""A figure as the sums of a table see it, and whether a sum holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import takewhile
from typing import NamedTuple, Protocol

from kg.model import Ref


class Line(NamedTuple):
    """A figure as the sums see it: where it stands, its code or numbering depth, its amount in yuan."""

    key: Ref
    row: int
    col: int
    group: tuple[int, int]
    label: str
    code: str | None
    amount: Decimal | None
    half_unit: Decimal | None
    total: bool
    depth: int
    unit: str | None = None
    outer: bool = False
    fund: bool = False
    path: tuple[str, ...] = ()
    span: int = 1  # rows that its cell covers


class Figure(Protocol):
    """A printed figure in yuan, and half of its last printed place."""

    @property
    def amount(self) -> Decimal | None: ...

    @property
    def half_unit(self) -> Decimal | None: ...


def closes(total: Figure, parts: Iterable[Figure]) -> bool:
    """Whether the sum holds within half of the last printed place of every figure (XBRL Calculations 1.1)."""
    gap, envelope = -(total.amount or Decimal(0)), total.half_unit or Decimal(0)
    for part in parts:
        gap += part.amount or Decimal(0)
        envelope += part.half_unit or Decimal(0)
    return total.amount is not None and abs(gap) <= envelope


def closing(total: Line, rest: Sequence[Line]) -> int:
    """How many of the figures next to a total it adds up, with the zeros behind the last; 0 where it closes on none."""
    closed = next((n for n in range(1, len(rest) + 1) if rest[n - 1].amount and closes(total, rest[:n])), 0)
    zeros = list(takewhile(lambda line: line.amount == 0, rest[closed:])) if closed or total.amount == 0 else []
    return closed + len(zeros)
