"""The first and second level of each row of a list of indicators: what is printed holds until the next is."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.meaning_categories import Categories
from kg.extract.tables.band import Band, Forms


@dataclass(frozen=True)
class Levels:
    """Reads the level columns of a band, row by row from the top."""

    band: Band
    forms: Forms
    categories: Categories

    def carry(self, r: int, carried: dict[str, str]) -> None:
        """Note the levels of a row; a new first level ends the second, and so does a second level the first
        that it cannot stand under, where the row prints none. A list that begins again beside a blank cell ends
        the second level: its own was left out."""
        first, second = self._text(r, "level1"), self._text(r, "level2")
        if first and first != carried.get("level1"):
            carried["level1"] = first
            carried.pop("level2", None)
        if second:
            if self.band.view.table.ruled and not first and self._foreign(carried.get("level1", ""), second):
                carried.pop("level1")
            carried["level2"] = second
        elif self._begins_again(r):
            carried.pop("level2", None)

    def _begins_again(self, r: int) -> bool:
        """Whether a ruled row has a blank cell of its own for the second level and a name that is number one."""
        view, name, level = self.band.view, self.band.one("name"), self.band.one("level2")
        cell = view.own(r, level.col) if level and view.table.ruled else None
        return cell is not None and not cell.text and bool(name and self.forms.first_mark.match(view.text(r, name.col)))

    def _foreign(self, first: str, second: str) -> bool:
        """Whether a second level belongs under another first level than the one above (社会效益 after 产出)."""
        above, _ = self.categories.printed(first, "")
        own, _ = self.categories.printed(first, second)
        group = self.categories.group(own)
        return bool(first) and group is not None and group != self.categories.group(above)

    def _text(self, r: int, role: str) -> str:
        """The level that a row prints; two halves of it that a page break parts are one word."""
        column = self.band.one(role)
        if column is None:
            return ""
        cell, view = self.band.view.grid[r][column.col], self.band.view
        text = cell.text if cell else ""
        words = self.forms.first if role == "level1" else self.forms.second
        if cell is None or not text or words.fullmatch(text):
            return text
        above = view.text(cell.row - 1, column.col) if cell.row else ""
        below = view.text(end, column.col) if (end := cell.row + cell.rowspan) < view.table.n_rows else ""
        return next((whole for whole in (above + text, text + below) if words.fullmatch(whole)), text)
