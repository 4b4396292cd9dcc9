"""A table as lines of characters: its grid with merged cells, fitted to a width in columns of a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rich.cells import cell_len, set_cell_size

_NARROWEST = 2


@dataclass(frozen=True, slots=True)
class Characters:
    """What lines are drawn with: a corner by the lines that meet in it (1 up, 2 down, 4 left, 8 right)."""

    corners: str
    cut: str

    @property
    def across(self) -> str:
        """A line across."""
        return self.corners[12]

    @property
    def down(self) -> str:
        """A line down."""
        return self.corners[3]


BOX = Characters(" │││─┘┐┤─└┌├─┴┬┼", "…")
ASCII = Characters(" |||-+++-+++-+++", "..")  # where a line of the box set may be as wide as two letters


@dataclass(frozen=True)
class Grid:
    """What to draw: for each place the number of the cell that covers it, or -1, and the text of each cell.

    `margins` are printed left of each row; `under` holds words for the columns, by the row under which they stand.
    """

    owners: Sequence[Sequence[int]]
    texts: Sequence[str]
    margins: Sequence[str]
    under: Mapping[int, Sequence[str]] = field(default_factory=dict)
    width: int | None = None
    characters: Characters = BOX

    def lines(self) -> Iterator[str]:
        """The lines, from the top; rows of single cells are parted from one another by none."""
        widths = self._widths()
        margin = max(map(cell_len, self.margins), default=0)
        for r in range(len(self.owners) + 1):
            if self._parted(r):
                yield " " * margin + self._rule(r, widths)
            if r < len(self.owners):
                yield set_cell_size(self.margins[r], margin) + self._row(r, widths)
            for words in (self.under[r],) if r in self.under else ():
                yield " " * margin + " ".join(["", *(self._fit(w, n) for w, n in zip(words, widths, strict=True))])

    def _spans(self, r: int) -> Iterator[tuple[int, int, str]]:
        """The cells of a row: first and last column, and the text where the cell begins."""
        row, c = self.owners[r], 0
        while c < len(row):
            end = c + 1
            while end < len(row) and row[c] >= 0 and row[end] == row[c]:
                end += 1
            begins = row[c] >= 0 and (r == 0 or self.owners[r - 1][c] != row[c])
            yield c, end, self.texts[row[c]] if begins else ""
            c = end

    def _widths(self) -> list[int]:
        """As wide as the texts; where that is too wide, the widest columns are cut."""
        widths = [_NARROWEST] * len(self.owners[0])
        for words in self.under.values():
            widths = [max(n, cell_len(w)) for n, w in zip(widths, words, strict=True)]
        spans = [span for r in range(len(self.owners)) for span in self._spans(r)]
        for start, end, text in sorted(spans, key=lambda span: span[1] - span[0]):
            missing = cell_len(text) - sum(widths[start:end]) - (end - start - 1)
            widths[end - 1] += max(0, missing)
        if self.width is None:
            return widths
        room = self.width - max(map(cell_len, self.margins), default=0) - len(widths) - 1
        return _shrunk(widths, room)

    def _row(self, r: int, widths: Sequence[int]) -> str:
        cells = (self._fit(text, sum(widths[a:b]) + b - a - 1) for a, b, text in self._spans(r))
        bar = self.characters.down
        return bar + bar.join(cells) + bar

    def _fit(self, text: str, width: int) -> str:
        if cell_len(text) <= width:
            return set_cell_size(text, width)
        cut = self.characters.cut
        return set_cell_size(set_cell_size(text, max(0, width - cell_len(cut))).rstrip() + cut, width)

    def _parted(self, r: int) -> bool:
        """Whether a line is drawn over a row: everywhere but between rows of single cells."""
        if r in (0, len(self.owners)) or r - 1 in self.under:
            return True
        return not all(self._single(row) for row in (r - 1, r))

    def _single(self, r: int) -> bool:
        row = self.owners[r]
        near = [self.owners[i] for i in (r - 1, r + 1) if 0 <= i < len(self.owners)]
        down = any(other[c] == row[c] >= 0 for other in near for c in range(len(row)))
        return not down and len(list(self._spans(r))) == len(row)

    def _rule(self, r: int, widths: Sequence[int]) -> str:
        parts = [self._corner(r, 0)]
        for c, width in enumerate(widths):
            text = self.characters.across if self._across(r, c) else " "
            parts += [text * width, self._corner(r, c + 1)]
        return "".join(parts)

    def _corner(self, r: int, c: int) -> str:
        meeting = (self._down(r - 1, c), self._down(r, c), self._across(r, c - 1), self._across(r, c))
        return self.characters.corners[sum(bit for bit, there in zip((1, 2, 4, 8), meeting, strict=True) if there)]

    def _across(self, r: int, c: int) -> bool:
        """Whether a line runs over row `r` at column `c`."""
        if not 0 <= c < len(self.owners[0]):
            return False
        if r in (0, len(self.owners)):
            return True
        return self.owners[r][c] < 0 or self.owners[r - 1][c] != self.owners[r][c]

    def _down(self, r: int, c: int) -> bool:
        """Whether a line runs left of column `c` in row `r`."""
        if not 0 <= r < len(self.owners):
            return False
        row = self.owners[r]
        return c in (0, len(row)) or row[c] < 0 or row[c - 1] != row[c]


def _shrunk(widths: Sequence[int], room: int) -> list[int]:
    """The widths under the highest common limit that fits into the room."""
    low, high = _NARROWEST, max(_NARROWEST, *widths)
    while low < high:
        limit = (low + high + 1) // 2
        low, high = (limit, high) if sum(min(w, limit) for w in widths) <= room else (low, limit - 1)
    found = [min(w, low) for w in widths]
    cut = [c for c, w in enumerate(widths) if w > low]
    for c in cut[: max(0, room - sum(found))]:
        found[c] += 1
    return found
