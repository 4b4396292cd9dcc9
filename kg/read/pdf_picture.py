"""A page of a PDF as a picture (PNG), with the cells that were found in it drawn over and numbered."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from kg.model import Cell
from kg.read.pdf_fonts import machine_fonts, use_stand_in
from kg.read.pdf_page import upright

_SCALE = 2.0  # pixels a point
_SINGLE, _MERGED, _NUMBER = 0xFF3030E0, 0xFFE05020, 0xFF108030  # opaque blue, green, red
_BLACK = 0xFF000000
_THICK = 3  # pixels
_DOT = 3  # pixels
_DIGITS = ("75557", "26227", "71747", "71717", "55711", "74717", "74757", "71111", "75757", "75717")  # rows of 3 bits


@dataclass(frozen=True, slots=True)
class Drawing:
    """The cells of one table that stand on a page, and the number by which the table is called."""

    number: int
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as PNG; width and height in points."""

    png: bytes
    width: float
    height: float


def picture(data: bytes, page: int, tables: Iterable[Drawing]) -> bytes:
    """The PNG of a page, which counts from 1: single cells red, merged ones blue; rows and columns are numbered in
    green at the edges of each table, whose own number stands at its corner, larger."""
    use_stand_in()
    with _rendered(data, page) as bitmap:
        for table in tables:
            _draw(bitmap, table)
        return _png(bitmap)


def grey_picture(data: bytes, page: int, covered: Iterable[tuple[float, float, float, float]]) -> Picture:
    """A page in grey for people to read, with black over what is `covered` (left, top, right, bottom in points)."""
    with machine_fonts(), _rendered(data, page, grayscale=True) as bitmap:
        for left, top, right, bottom in covered:
            edges = [round(edge * _SCALE) for edge in (left - 1, top - 1, right + 1, bottom + 1)]
            at, size = edges[:2], (edges[2] - edges[0], edges[3] - edges[1])
            raw.FPDFBitmap_FillRect(bitmap.raw, *at, *size, _BLACK)
        return Picture(_png(bitmap), bitmap.width / _SCALE, bitmap.height / _SCALE)


@contextmanager
def _rendered(data: bytes, page: int, **options: Any) -> Iterator[Any]:
    """A page as its reader sees it, upright."""
    document = pdfium.PdfDocument(data)
    try:
        shown = document[page - 1]
        given = shown.get_rotation()
        turn = (upright(shown.get_textpage(), given) - given) % 360
        yield shown.render(scale=_SCALE, rotation=turn, rev_byteorder=True, **options)
    finally:
        document.close()


def _draw(bitmap: Any, table: Drawing) -> None:
    boxes = [(cell, tuple(round(edge * _SCALE) for edge in cell.place.box)) for cell in table.cells if cell.place.box]
    for cell, (left, top, right, bottom) in sorted(boxes, key=lambda item: item[0].rowspan * item[0].colspan):
        colour = _MERGED if cell.rowspan * cell.colspan > 1 else _SINGLE
        for x, y, width, height in (
            (left, top, right - left, _THICK),
            (left, bottom, right - left + _THICK, _THICK),
            (left, top, _THICK, bottom - top),
            (right, top, _THICK, bottom - top),
        ):
            raw.FPDFBitmap_FillRect(bitmap.raw, x, y, width, height, colour)
    edge, above = min(box[0] for _, box in boxes), min(box[1] for _, box in boxes)
    rows = {cell.row: box for cell, box in boxes if cell.rowspan == 1}
    columns = {cell.col: box for cell, box in boxes if cell.colspan == 1}
    for row, (_, top, _, bottom) in rows.items():
        _write(bitmap, row + 1, edge - 2 * _DOT, (top + bottom - 5 * _DOT) // 2)
    for col, (left, _, right, _) in columns.items():
        _write(bitmap, col + 1, (left + right + 4 * _DOT) // 2, above - 7 * _DOT)
    _write(bitmap, table.number, edge - 2 * _DOT, above - 13 * _DOT, 2)


def _write(bitmap: Any, number: int, right: int, top: int, size: int = 1) -> None:
    """A number that ends at `right`, or begins at the page's edge where there is no room."""
    digits, dot = str(number), _DOT * size
    left = max(dot, right - 4 * dot * len(digits))
    for n, digit in enumerate(digits):
        for y, bits in enumerate(_DIGITS[int(digit)]):
            for x in (x for x in range(3) if int(bits) & 4 >> x):
                at = (left + (4 * n + x) * dot, max(0, top) + y * dot)
                raw.FPDFBitmap_FillRect(bitmap.raw, *at, dot, dot, _NUMBER)


def _png(bitmap: Any) -> bytes:
    """An image of 8 bits a channel (PNG, W3C 2003), lines unfiltered."""
    width, height, channels = bitmap.width, bitmap.height, bitmap.n_channels
    pixels = memoryview(bitmap.buffer).cast("B")
    starts = range(0, height * bitmap.stride, bitmap.stride)
    lines = b"".join(b"\0" + bytes(pixels[at : at + width * channels]) for at in starts)
    head = struct.pack(">IIBBBBB", width, height, 8, {1: 0, 3: 2, 4: 6}[channels], 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(lines)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )
