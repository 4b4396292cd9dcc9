"""Ruled lines to grids of cells: a cell is the smallest rectangle that present lines enclose."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

NEAR = 3.0  # points; lines nearer than this are one line, and line ends as near as this touch
_REACH = 2 * NEAR  # how far half a line of text stands out of a cell that a page break cuts
_MAX_PAIRS = 4_000_000  # of horizontal and vertical lines: more is a drawing, not a table
_MAX_PLACES = 100_000


class Ruling(NamedTuple):
    """A line parallel to an edge of the page: where it lies across, and from where to where it runs."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class GridBox:
    """One cell by position; `shut_above` and `shut_below` tell whether a line was drawn there."""

    row: int
    col: int
    rowspan: int
    colspan: int
    shut_above: bool
    shut_below: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: column edges, row edges, cells, and which cell holds each place."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    boxes: tuple[GridBox, ...]
    owner: tuple[tuple[int, ...], ...]

    def find(self, x: float, y: float) -> int | None:
        """The index in `boxes` of the cell around a point; a cell that is open above or below reaches out a little."""
        top, bottom = self.ys[0], self.ys[-1]
        if not (self.xs[0] <= x < self.xs[-1] and top - _REACH <= y < bottom + _REACH):
            return None
        row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.owner) - 1)
        index = self.owner[row][bisect_right(self.xs, x) - 1]
        out = (y < top and self.boxes[index].shut_above) or (y >= bottom and self.boxes[index].shut_below)
        return None if out else index


def find_grids(horizontal: Sequence[Ruling], vertical: Sequence[Ruling]) -> list[Grid]:
    """The tables of a page, from top to bottom: groups of lines that touch, with cells side by side.

    Frames around text and the level lines of a chart are no tables.
    """
    across, down = _merged(horizontal), _merged(vertical)
    if len(across) * len(down) > _MAX_PAIRS:
        return []
    grids = [_grid(h, v) for h, v in _touching(across, down)]
    found = [grid for grid in grids if grid and any(box.colspan < len(grid.xs) - 1 for box in grid.boxes)]
    return sorted(found, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _merged(rulings: Sequence[Ruling]) -> list[Ruling]:
    """Pieces of one line put together."""
    merged: list[Ruling] = []
    for lane in _lanes(rulings):
        at = sum(r.at for r in lane) / len(lane)
        first, *others = sorted(lane, key=lambda r: r.start)
        start, end = first.start, first.end
        for piece in others:
            if piece.start > end + NEAR:
                merged.append(Ruling(at, start, end))
                start, end = piece.start, piece.end
            end = max(end, piece.end)
        merged.append(Ruling(at, start, end))
    return merged


def _lanes(rulings: Sequence[Ruling]) -> Iterator[list[Ruling]]:
    lane: list[Ruling] = []
    for ruling in sorted(rulings):
        if lane and ruling.at - lane[-1].at > NEAR:
            yield lane
            lane = []
        lane.append(ruling)
    if lane:
        yield lane


def _touching(across: list[Ruling], down: list[Ruling]) -> Iterator[tuple[list[Ruling], list[Ruling]]]:
    """Groups of horizontal and vertical lines that hang together."""
    free = list(down)
    groups: list[tuple[list[Ruling], list[Ruling]]] = []
    for line in across:
        crossed = [v for v in free if _cross(line, v)]
        free = [v for v in free if not _cross(line, v)]
        joined = [g for g in groups if any(_cross(line, v) for v in g[1])]
        groups = [g for g in groups if g not in joined]
        rows = [line, *(h for g in joined for h in g[0])]
        groups.append((rows, crossed + [v for g in joined for v in g[1]]))
    for _, group in groups:
        group += _beside(group, free)
    return iter(groups)


def _beside(group: list[Ruling], free: list[Ruling]) -> list[Ruling]:
    """Loose lines as tall as the group: outer columns of a table that a page break cuts above and below."""
    if not group:
        return []
    top, bottom = min(v.start for v in group), max(v.end for v in group)
    return [v for v in free if abs(v.start - top) <= NEAR and abs(v.end - bottom) <= NEAR]


def _cross(h: Ruling, v: Ruling) -> bool:
    return h.start - NEAR <= v.at <= h.end + NEAR and v.start - NEAR <= h.at <= v.end + NEAR


def _grid(across: list[Ruling], down: list[Ruling]) -> Grid | None:
    xs, ys = _edges(down, across), _edges(across, down)
    rows, cols = len(ys) - 1, len(xs) - 1
    if rows < 1 or cols < 1 or rows * cols > _MAX_PLACES:
        return None
    floors = _drawn(ys, xs, across)  # floors[i][j]: a line runs along edge i over column j
    walls = _drawn(xs, ys, down)  # walls[j][i]: a line runs along edge j beside row i
    area = _areas(rows, cols, floors, walls)
    boxes, owner = _boxes(area, floors)
    return Grid(tuple(xs), tuple(ys), tuple(boxes), tuple(map(tuple, owner)))


def _edges(lines: list[Ruling], crossing: list[Ruling]) -> list[float]:
    """Where lines lie; the ends of crossing lines close a table that has no line on its outside."""
    places = [line.at for line in lines]
    ends = (min((c.start for c in crossing), default=0.0), max((c.end for c in crossing), default=0.0))
    places += [end for end in ends if crossing and all(abs(end - p) > 2 * NEAR for p in places)]
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > NEAR:
            edges.append(place)
    return edges


def _drawn(edges: list[float], steps: list[float], lines: list[Ruling]) -> list[list[bool]]:
    """For each edge and each step along it, whether a line covers the middle of the step."""
    middles = [(a + b) / 2 for a, b in pairwise(steps)]
    drawn = [[False] * len(middles) for _ in edges]
    for line in lines:
        nearest = min(range(len(edges)), key=lambda i: abs(edges[i] - line.at))
        row = drawn[nearest]
        for k, middle in enumerate(middles):
            if line.start <= middle <= line.end:
                row[k] = True
    return drawn


def _areas(rows: int, cols: int, floors: list[list[bool]], walls: list[list[bool]]) -> list[list[int]]:
    """A number for each place; places with no line between them have the same."""
    root = list(range(rows * cols))

    def find(place: int) -> int:
        while root[place] != place:
            root[place] = root[root[place]]
            place = root[place]
        return place

    for i in range(rows):
        for j in range(cols):
            if j + 1 < cols and not walls[j + 1][i]:
                root[find(i * cols + j + 1)] = find(i * cols + j)
            if i + 1 < rows and not floors[i + 1][j]:
                root[find((i + 1) * cols + j)] = find(i * cols + j)
    return [[find(i * cols + j) for j in range(cols)] for i in range(rows)]


def _boxes(area: list[list[int]], floors: list[list[bool]]) -> tuple[list[GridBox], list[list[int]]]:
    """Areas cut into rectangles, from the top left; nearly always an area is one rectangle."""
    rows, cols = len(area), len(area[0])
    owner = [[-1] * cols for _ in range(rows)]
    boxes: list[GridBox] = []
    for i in range(rows):
        for j in range(cols):
            if owner[i][j] >= 0:
                continue
            right, below = j + 1, i + 1
            while right < cols and area[i][right] == area[i][j] and owner[i][right] < 0:
                right += 1
            while below < rows and all(area[below][k] == area[i][j] for k in range(j, right)):
                below += 1
            for row in owner[i:below]:
                row[j:right] = [len(boxes)] * (right - j)
            shut = (all(floors[i][j:right]), all(floors[below][j:right]))
            boxes.append(GridBox(i, j, below - i, right - j, *shut))
    return boxes, owner
