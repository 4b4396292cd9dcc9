"""One sheet of an XLSX workbook, cell by cell (ISO/IEC 29500-1, 18.3): blank rows and cells cost no memory.

What a sheet says of its own size is not asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kg.read.number_format import GENERAL, printed
from kg.read.sheets import Sheet
from kg.read.workbook import Notes, cell_name, places
from kg.read.xml import Scanner

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


class Shared(NamedTuple):
    """What the sheets of a workbook share; `stale`: it asks to be computed anew before anyone sees it."""

    strings: Sequence[str]
    formats: Sequence[str]
    from_1904: bool
    stale: bool


class SheetScanner(Scanner):
    """Fills `sheet` with what its cells print."""

    def __init__(self, source: str, shared: Shared, notes: Notes) -> None:
        super().__init__(source)
        self.sheet = Sheet(source, notes.name, places(notes.name))
        self._shared = shared
        self._notes = notes
        self._zeros = True
        self._row = self._col = -1
        self._hidden = False
        self._cell: Mapping[str, str] = {}
        self._begin(self._cell)

    def _begin(self, cell: Mapping[str, str]) -> None:
        self._cell = cell
        self._text: list[str] = []
        self._has_value = self._has_formula = self._listens = self._reading = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "c":
            match = _REFERENCE.fullmatch(attributes.get("r", ""))
            self._col = _column(match[1]) if match else self._col + 1
            self._begin(attributes)
        elif name in ("v", "t"):
            self._listens = not self._reading
            self._has_value = True
        elif name == "f":
            self._has_formula = True
        elif name == "rPh":
            self._reading = True
        elif name == "row":
            self._row, self._col = integer(attributes.get("r"), self._row + 2) - 1, -1
            self._hidden = is_true(attributes.get("hidden"))
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "sheetView":
            self._zeros = attributes.get("showZeros") not in ("0", "false")
        elif name == "col" and is_true(attributes.get("hidden")):
            self._notes.hide_columns(integer(attributes.get("min"), 1) - 1, integer(attributes.get("max"), 1) - 1)

    def text(self, text: str) -> None:
        if self._listens:
            self._text.append(text)

    def end(self, name: str) -> None:
        if name in ("v", "t"):
            self._listens = False
        elif name == "rPh":
            self._reading = False
        elif name == "c":
            text = self._printed("".join(self._text))
            if text.strip():
                self.sheet.show(self._row, self._col, text)
                self._notes.filled(self._col, self._hidden)
            self._begin({})

    def _printed(self, value: str) -> str:
        kind = self._cell.get("t", "n")
        if self._has_formula and not self._computed(value, kind):
            self._notes.uncomputed.append(cell_name(self._row, self._col))
            return ""
        if kind == "s":
            index = integer(value, -1)
            return self._shared.strings[index] if 0 <= index < len(self._shared.strings) else ""
        if kind == "b":
            return {"0": "FALSE", "1": "TRUE"}.get(value, value)
        if kind == "e":
            self._notes.errors.append(f"{cell_name(self._row, self._col)} {value}")
            return value
        return self._number(value) if kind == "n" else unescaped(value)

    def _computed(self, value: str, kind: str) -> bool:
        """Whether the value of a formula was stored; programs that cannot compute store nothing or 0."""
        if kind == "str":
            return self._has_value
        return bool(value) and not (self._shared.stale and value == "0")

    def _number(self, value: str) -> str:
        try:
            number = float(value)
        except ValueError:
            return value
        if not number and not self._zeros:
            return ""
        style, formats = integer(self._cell.get("s"), 0), self._shared.formats
        code = formats[style] if style < len(formats) else GENERAL
        return printed(number, code, from_1904=self._shared.from_1904)

    def _merge(self, ref: str) -> None:
        ends = [_REFERENCE.fullmatch(end) for end in ref.split(":")]
        if len(ends) == 2 and ends[0] and ends[1]:
            (left, top), (right, bottom) = ((_column(m[1]), int(m[2]) - 1) for m in ends if m)
            self.sheet.merge((top, left, bottom, right))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def integer(text: str | None, default: int) -> int:
    """A whole number of XML, or the default where it is none."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else default


def is_true(text: str | None) -> bool:
    """A truth value of XML."""
    return text in ("1", "true")


def unescaped(text: str) -> str:
    """A text without the escapes of characters that XML cannot hold."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
