"""What changed between two disclosures as a DataFrame, for notebooks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.across.changes import compare
from kg.across.choose import choose
from kg.explore.frames import frame
from kg.lang import say
from kg.report.change_files import row
from kg.report.changes import SECTIONS, Change, Printed
from kg.report.plain import plain
from kg.resources import Ontology

if TYPE_CHECKING:
    from pandas import DataFrame
    from rdflib import Dataset

_COLUMNS: Final = (
    *("section", "state", "owner", "name", "before", "after", "difference", "effect", "detail"),
    *("before_quote", "before_place", "after_quote", "after_place", "score", "reason"),
)


def diff(
    dataset: Dataset,
    before: str | int,
    after: str | int,
    ontology: Ontology | None = None,
    *,
    department: str = "",
    same: bool = False,
) -> DataFrame:
    """Money, projects and indicators of two disclosures that came, went, rose or fell: ``diff(g, 2023, 2024)``.

    `before` and `after` are years, years with 预算 or 决算, or parts of file names, among the disclosures of
    departments with `department` in a name. In the rows, ``before`` and ``after`` are Decimals in yuan of money and
    projects, targets as printed of indicators; ``detail`` is true of parts of a figure that has a row of its own;
    what is alike comes with `same`.
    Raises `DataError` where a side is not clear.
    """
    known = ontology or Ontology.load()
    old, new = (choose(dataset, str(wanted), known, department) for wanted in (before, after))
    changes = compare(old, new, known).of(*SECTIONS, same=same)
    return frame(_COLUMNS, [_cells(change) for change in changes])


def _cells(change: Change) -> list[object]:
    shown = row(change)
    sides = change.before, change.after
    quotes = [plain(one.quote) if one else None for one in sides]
    return [
        *(say(SECTIONS[change.section]), shown.state, shown.owner, shown.name),
        *(_value(change, one) for one in sides),
        *(change.difference, shown.effect, change.detail),
        *(quotes[0], shown.places[0], quotes[1], shown.places[1]),
        *(change.score, say(change.reason)),
    ]


def _value(change: Change, printed: Printed | None) -> object:
    if printed is None:
        return None
    return plain(printed.text) if change.section == "indicator" else printed.value
