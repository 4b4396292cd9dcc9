"""Cells of workbooks by name; and, in words, what of a sheet could not be read or is not seen on the screen."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from kg.model import Place

_SHOWN = 5


@dataclass(slots=True)
class Notes:
    """Notes on one sheet, taken while it is read; hidden rows and columns are read, because totals count them."""

    name: str
    uncomputed: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    pictures: int = 0
    boxes: str = ""
    embedded: int = 0
    _hidden: list[tuple[int, int]] = field(default_factory=list)
    _filled: set[int] = field(default_factory=set)
    _in_hidden_rows: int = 0

    def hide_columns(self, first: int, last: int) -> None:
        """Columns that the sheet does not show."""
        self._hidden.append((first, last))

    def filled(self, col: int, in_hidden_row: bool) -> None:
        """A cell that prints something."""
        self._filled.add(col)
        self._in_hidden_rows += in_hidden_row

    def warnings(self) -> list[str]:
        """One line for each sort of trouble."""
        columns = self._hidden_columns()
        found = {
            f"隐藏行里有 {self._in_hidden_rows} 个单元格，照样读了": self._in_hidden_rows,
            f"隐藏的 {columns} 列照样读了": columns,
            f"公式没有存储计算结果，没有读（{_some(self.uncomputed)}）；用 Excel 打开后另存即可": self.uncomputed,
            f"有错误值（{_some(self.errors)}）": self.errors,
            f"有 {self.pictures} 张图片，图片里的文字没有读": self.pictures,
            f"文本框没有读：“{self.boxes[:40]}”": self.boxes,
            f"嵌入了 {self.embedded} 个其他文件，没有读": self.embedded,
        }
        return [f"工作表 {self.name}：{text}" for text, told in found.items() if told]

    def _hidden_columns(self) -> int:
        """How many of the filled columns are hidden."""
        ends = sorted([(first, 1) for first, _ in self._hidden] + [(last + 1, -1) for _, last in self._hidden])
        counts = list(accumulate(step for _, step in ends))
        return sum(counts[at - 1] > 0 for col in self._filled if (at := bisect_right(ends, (col, 1))))


def places(sheet: str) -> Callable[[int, int], Place]:
    """What names the cells of a sheet."""
    return lambda row, col: Place(sheet=sheet, cell=cell_name(row, col))


def cell_name(row: int, col: int) -> str:
    """The name of a cell, such as C7; row and column count from 0."""
    letters = ""
    col += 1
    while col:
        col, rest = divmod(col - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def _some(names: Sequence[str]) -> str:
    more = f" 等 {len(names)} 处" if len(names) > _SHOWN else ""
    return "、".join(names[:_SHOWN]) + more
