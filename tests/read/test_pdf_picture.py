"""Pages drawn as pictures: a valid PNG, with the lines of the cells where the cells are."""

from __future__ import annotations

import struct
import zlib

import pytest

from kg.model import Cell
from kg.read.pdf_picture import Drawing, grey_picture, picture
from tests.read.pdf_samples import HEAD, Canvas, grid, only_table, pdf, read

RED, BLUE, GREEN = (0xE0, 0x30, 0x30), (0x20, 0x50, 0xE0), (0x30, 0x80, 0x10)


class Image:
    """A PNG of eight bits a channel, unpacked."""

    def __init__(self, data: bytes) -> None:
        assert data.startswith(b"\x89PNG\r\n\x1a\n")
        chunks, at = {}, 8
        while at < len(data):
            (length,) = struct.unpack(">I", data[at : at + 4])
            kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
            assert struct.unpack(">I", data[at + 8 + length : at + 12 + length])[0] == zlib.crc32(kind + body)
            chunks[kind], at = body, at + 12 + length
        self.width, self.height, depth, colour, *_ = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
        assert depth == 8 and colour in (0, 2) and b"IEND" in chunks
        lines = zlib.decompress(chunks[b"IDAT"])
        self.channels = 3 if colour else 1
        step = self.width * self.channels + 1
        assert len(lines) == step * self.height and not any(lines[::step])
        self.lines = [lines[y * step + 1 : (y + 1) * step] for y in range(self.height)]

    def at(self, x: float, y: float) -> tuple[int, ...]:
        """The colour at a place in points from the top left, two pixels a point."""
        return tuple(self.lines[round(2 * y) + 1][self.channels * (round(2 * x) + 1) :][: self.channels])

    def has(self, colour: tuple[int, ...]) -> bool:
        return any(bytes(colour) in line for line in self.lines)


def drawn(canvas: Canvas) -> tuple[Image, tuple[Cell, ...]]:
    """The picture of a page of one table, and the cells of the table."""
    cells = only_table(read(canvas)).cells
    return Image(picture(pdf([canvas]), 1, [Drawing(7, cells)])), cells


@pytest.mark.parametrize("rotate", [0, 90])
def test_every_cell_has_its_edges_on_the_picture(rotate: int) -> None:
    canvas = grid(HEAD, ["产出指标", "清淤面积", "≥300亩"])
    canvas.rotate = rotate
    image, cells = drawn(canvas)
    assert (image.width < image.height) is (rotate == 0) or rotate == 90
    for cell in cells:
        assert cell.place.box
        left, top, right, bottom = cell.place.box
        assert image.at(left, (top + bottom) / 2) == RED and image.at((left + right) / 2, top) == RED
    assert image.has(GREEN) and not image.has(BLUE)


def test_a_merged_cell_is_blue_and_nothing_is_drawn_without_tables() -> None:
    canvas = grid(HEAD, ["产出指标", "清淤面积", "≥300亩"])
    (first, *rest) = only_table(read(canvas)).cells
    wide = Cell(0, 0, first.passage, 1, 2, first.place)
    image = Image(picture(pdf([canvas]), 1, [Drawing(1, (wide, *rest))]))
    assert wide.place.box and image.at(wide.place.box[0], sum(wide.place.box[1::2]) / 2) == BLUE
    plain = Image(picture(pdf([canvas]), 1, []))
    assert not any(plain.has(colour) for colour in (RED, BLUE, GREEN))


def test_numbers_stay_on_the_page_where_a_table_begins_at_its_edge() -> None:
    image, _ = drawn(grid(HEAD, ["产出指标", "清淤面积", "≥300亩"], top=1))
    assert image.has(GREEN)


def test_what_is_covered_is_black_and_the_rest_is_as_it_was() -> None:
    canvas = Canvas()
    canvas.box(100, 100, 200, 150, grey=0.5)
    shown = grey_picture(pdf([canvas]), 1, [(120, 110, 160, 130)])
    image = Image(shown.png)
    assert (image.width, image.height) == (2 * shown.width, 2 * shown.height) == (1190, 1684)
    assert image.channels == 1 and image.at(140, 120) == (0,) and image.at(300, 300) == (255,)
    assert 100 < image.at(180, 140)[0] < 150


def test_drawing_for_people_changes_nothing_of_what_is_read() -> None:
    canvas = grid(HEAD, ["产出指标", "清淤面积", "≥300亩"])
    before = read(canvas)
    grey_picture(pdf([canvas]), 1, [])
    assert read(canvas) == before
