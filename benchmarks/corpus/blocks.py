"""What a disclosure is made of before it has a format: headings, paragraphs and grids with merged cells."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Line:
    """A heading (level 1 and up) or a paragraph; `key` names what defects may change, `right` is set to the right."""

    text: str
    level: int = 0
    key: str = ""
    right: bool = False


@dataclass(slots=True)
class Grid:
    """A table: rows of equal width, a covered place is blank; `spans` has rows and columns of merged cells.

    `money` are the columns whose figures are amounts, `first` the first row below the header; `figures` are the places
    of amounts in a form. `twice`: a row stands under two classifications, each of which its figures are about.
    """

    key: str
    title: str
    rows: list[list[str]]
    unit: str = "万元"
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    money: tuple[int, ...] = ()
    first: int = 1
    above: tuple[str, ...] = ()
    below: str = ""
    figures: tuple[tuple[int, int], ...] = ()
    twice: bool = False

    def covered(self) -> set[tuple[int, int]]:
        """The places under merged cells but for their own."""
        return {
            (row, col)
            for (top, left), (high, wide) in self.spans.items()
            for row in range(top, top + high)
            for col in range(left, left + wide)
            if (row, col) != (top, left)
        }


Block = Line | Grid
