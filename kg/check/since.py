"""A corrected document against the findings on the one before: what was mended, what still stands, what is new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Changes:
    """Findings of an earlier run against those of this one.

    `mended` are records of the earlier run, `still` has by id of this run's finding the id of the earlier one,
    `new` are ids of this run, `absent` earlier findings on departments and years that this run did not check.
    """

    mended: tuple[Record, ...]
    still: Mapping[str, str]
    new: frozenset[str]
    absent: tuple[Record, ...]


def changes(before: Sequence[Record], now: Sequence[Record], checked: Iterable[tuple[str, int | None]]) -> Changes:
    """Compare findings, as records with id, rule, labels, message_zh, department and year (those of findings.json).

    The same id is the same finding. What is left is matched by department, year, rule and labels, in order: a
    corrected text changes quotes, and with them ids. `checked` are the departments and years of this run.
    """
    of_this_run = set(checked)
    present = [record for record in before if (record["department"], record["year"]) in of_this_run]
    absent = tuple(record for record in before if (record["department"], record["year"]) not in of_this_run)
    still: dict[str, str] = {}
    for key in (_id, _alike):
        matched = set(still.values())
        _match([r for r in present if r["id"] not in matched], [r for r in now if r["id"] not in still], key, still)
    matched = set(still.values())
    mended = tuple(record for record in present if record["id"] not in matched)
    return Changes(mended, still, frozenset(r["id"] for r in now if r["id"] not in still), absent)


def _match(before: Iterable[Record], now: Iterable[Record], key: Any, still: dict[str, str]) -> None:
    waiting: dict[Hashable, list[str]] = defaultdict(list)
    for record in before:
        waiting[key(record)].append(record["id"])
    for record in now:
        if old := waiting[key(record)]:
            still[record["id"]] = old.pop(0)


def _id(record: Record) -> Hashable:
    return str(record["id"])


def _alike(record: Record) -> Hashable:
    return (record["department"], record["year"], record["rule"], tuple(record["labels"]))
