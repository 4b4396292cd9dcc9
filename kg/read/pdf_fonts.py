"""Fonts of bars in place of all that a PDF names and does not hold, so that every machine reads the same.

Where a font is not embedded, pdfium asks the machine for it, and then for one that resembles it. A character
that the font found does not have is drawn as an empty box, and text of empty boxes is dropped. What is read
here is where characters stand and not what they look like, so no font of the machine is needed: ours has a
bar for every character. Of the fonts whose widths a file may leave to the reader (ISO 32000-1, 9.6.2.2) it
takes the widths. It serves all that this process does with pdfium, but for pictures that people are to read.
"""

from __future__ import annotations

import ctypes
import struct
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from itertools import pairwise
from typing import Any

import pypdfium2.raw as raw

_KNOWN = (  # pdfium has Symbol and ZapfDingbats, and never asks for them
    b"Courier Courier-Bold Courier-Oblique Courier-BoldOblique Helvetica Helvetica-Bold Helvetica-Oblique "
    b"Helvetica-BoldOblique Times-Roman Times-Bold Times-Italic Times-BoldItalic"
).split()
_EM, _ASCENT, _DESCENT = 1000, 880, -120
_BAR = 100  # what is drawn, narrower than any character: how wide one is set is said beside it
_FIRST_WIDE, _END = 0x2E80, 0x110000  # from the first radical on, characters are an em wide
_HALF, _WHOLE, _OWN = 1, 2, 3  # glyphs half an em and an em wide, and the first of a width of its own
_GLYPHS = 0xFFFF  # a code whose character is unknown is drawn as the glyph of that number

_lock = threading.Lock()


def use_stand_in() -> None:
    """Have pdfium ask for fonts here and nowhere else; calling it again does nothing."""
    with _lock:
        _install()


@contextmanager
def machine_fonts() -> Iterator[None]:
    """The machine's own fonts for the while, so that pages can be drawn for people; nothing may be read meanwhile."""
    use_stand_in()
    with _lock:
        raw.FPDF_SetSystemFontInfo(raw.FPDF_GetDefaultSystemFontInfo())
        try:
            yield
        finally:
            raw.FPDF_SetSystemFontInfo(_install())


@cache
def _install() -> Any:
    """What pdfium points into from now on; the cache keeps it until the process ends."""
    names = [b"", *_KNOWN]
    fonts = [stand_in({}), *map(stand_in, _known_widths())]

    def map_font(_info: Any, _weight: int, _italic: int, _charset: int, _pitch: int, face: Any, _exact: Any) -> int:
        name = ctypes.cast(face, ctypes.c_char_p).value
        return 1 + (names.index(name) if name in names else 0)

    def font_data(_info: Any, font: int, table: int, buffer: Any, size: int) -> int:
        return 0 if table else _give(fonts[font - 1], buffer, size)

    def face_name(_info: Any, font: int, buffer: Any, size: int) -> int:
        return _give(b"stand-in " + names[font - 1] + b"\0", buffer, size)  # pdfium keeps one copy for each name

    info = raw.FPDF_SYSFONTINFO(version=1)
    for name, function in (("MapFont", map_font), ("GetFontData", font_data), ("GetFaceName", face_name)):
        setattr(info, name, dict(info._fields_)[name](function))
    raw.FPDF_SetSystemFontInfo(info)
    return info


def _give(data: bytes, buffer: Any, size: int) -> int:
    """Copy to where there is room for it; how much room it needs."""
    if buffer and size >= len(data):
        ctypes.memmove(buffer, data, len(data))
    return len(data)


def _known_widths() -> list[dict[int, int]]:
    """The widths of Latin characters in the fonts that every reader knows, from pdfium's own copies of them."""
    raw.FPDF_SetSystemFontInfo(None)  # or it would ask the machine first
    document = raw.FPDF_CreateNewDocument()
    try:
        return [_widths(raw.FPDFText_LoadStandardFont(document, name)) for name in _KNOWN]
    finally:
        raw.FPDF_CloseDocument(document)


def _widths(font: Any) -> dict[int, int]:
    width, found = ctypes.c_float(), {}
    for code in range(32, 256):
        if char := bytes([code]).decode("cp1252", "ignore"):
            raw.FPDFFont_GetGlyphWidth(font, code, _EM, width)
            found[ord(char)] = round(width.value)
    raw.FPDFFont_Close(font)
    return dict(sorted(found.items()))


def stand_in(widths: Mapping[int, int]) -> bytes:
    """A TrueType font whose every glyph is a bar, for all characters of Unicode; some may have their own width."""
    bar, box = _bar(), (0, _DESCENT, _EM, _ASCENT)
    advances = [_EM, _EM // 2, _EM, *widths.values(), _EM]  # the last one counts for all that follow
    return _font(
        {
            b"cmap": _cmap(list(widths)),
            b"glyf": bar * 2,
            b"head": struct.pack(">4I2H2q4h2H3h", 1 << 16, 1 << 16, 0, 0x5F0F3CF5, 0, _EM, 0, 0, *box, 0, 8, 2, 0, 0),
            b"hhea": struct.pack(
                ">I3hH11hH", 1 << 16, _ASCENT, _DESCENT, 0, _EM, 0, 0, _EM, 1, *[0] * 7, len(advances)
            ),
            b"hmtx": b"".join(struct.pack(">Hh", advance, 0) for advance in advances),
            # There and back: a glyph that ends before it begins goes on to the end of the outlines.
            b"loca": struct.pack(">HH", 0, len(bar) // 2) * (_GLYPHS // 2 + 1),
            b"maxp": struct.pack(">I14H", 1 << 16, _GLYPHS, 4, 1, 0, 0, 2, *[0] * 8),
        }
    )


def _bar() -> bytes:
    """A rectangle from descent to ascent: one outline, its four points given as steps."""
    high = _ASCENT - _DESCENT
    frame = struct.pack(">5h", 1, 0, _DESCENT, _BAR, _ASCENT)
    return frame + struct.pack(">2H4B8h", 3, 0, 1, 1, 1, 1, 0, 0, _BAR, 0, _DESCENT, high, 0, -high)


def _cmap(own: list[int]) -> bytes:
    """Runs of characters, one glyph for each run (format 13), under both names of Unicode."""
    glyphs = {0: _HALF, _FIRST_WIDE: _WHOLE}
    for glyph, char in enumerate(own, _OWN):
        glyphs |= {char: glyph, char + 1: glyphs.get(char + 1, _HALF)}
    starts = sorted(glyphs)
    runs = [(start, end - 1, glyphs[start]) for start, end in pairwise([*starts, _END])]
    head = struct.pack(">2H3I", 13, 0, 16 + 12 * len(runs), 0, len(runs))
    return struct.pack(">4HI2HI", 0, 2, 3, 1, 20, 3, 10, 20) + head + b"".join(struct.pack(">3I", *r) for r in runs)


def _font(tables: dict[bytes, bytes]) -> bytes:
    """The file: a directory of the tables, and the tables at multiples of four; checksums are not looked at."""
    directory, body = struct.pack(">I4H", 1 << 16, len(tables), 64, 2, len(tables) * 16 - 64), b""
    start = len(directory) + 16 * len(tables)
    for name, table in tables.items():
        directory += name + struct.pack(">3I", 0, start + len(body), len(table))
        body += table + b"\0" * (-len(table) % 4)
    return directory + body
