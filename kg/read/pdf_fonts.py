"""One font in place of all that a PDF names and does not hold, so that every machine reads the same.

Where a font is not embedded, pdfium asks the machine for it, and then for one that resembles it. A character
that the font found does not have is drawn as an empty box, and text of empty boxes is dropped. What is read
here is where characters stand and not what they look like, so no font of the machine is needed: pdfium's own
for the names that every reader knows (ISO 32000-1, 9.6.2.2), and one with a box for every character for all
others. It serves all that this process does with pdfium, drawing included.
"""

from __future__ import annotations

import ctypes
import struct
import threading
from functools import cache
from typing import Any

import pypdfium2.raw as raw

_NAME = b"kg stand-in\0"  # the same for all: one copy is kept and not one for each font asked for
_KNOWN = (  # Symbol and ZapfDingbats are never asked for
    b"Courier Courier-Bold Courier-Oblique Courier-BoldOblique Helvetica Helvetica-Bold Helvetica-Oblique "
    b"Helvetica-BoldOblique Times-Roman Times-Bold Times-Italic Times-BoldItalic"
).split()
_EM, _ASCENT, _DESCENT = 1000, 880, -120
_FIRST_WIDE, _LAST = 0x2E80, 0x10FFFF  # from the first radical on, characters are an em wide
_HALF, _WHOLE = 1, 2  # glyphs of an odd number are half an em wide, the others an em
_GLYPHS = 0xFFFF  # a code whose character is unknown is drawn as the glyph of that number

_lock = threading.Lock()


def use_stand_in() -> None:
    """Have pdfium ask for fonts here and nowhere else; calling it again does nothing."""
    with _lock:
        _install()


@cache
def _install() -> tuple[Any, ...]:
    """What pdfium points into from now on; the cache keeps it until the process ends."""
    font = stand_in()
    handle = ctypes.create_string_buffer(_NAME)

    def map_font(_info: Any, _weight: int, _italic: int, charset: int, _pitch: int, face: Any, _exact: Any) -> Any:
        known = charset == raw.FXFONT_ANSI_CHARSET and ctypes.cast(face, ctypes.c_char_p).value in _KNOWN
        return None if known else ctypes.addressof(handle)

    def font_data(_info: Any, _font: Any, table: int, buffer: Any, size: int) -> int:
        return 0 if table else _give(font, buffer, size)

    def face_name(_info: Any, _font: Any, buffer: Any, size: int) -> int:
        return _give(_NAME, buffer, size)

    info = raw.FPDF_SYSFONTINFO(version=1)
    for name, function in (("MapFont", map_font), ("GetFontData", font_data), ("GetFaceName", face_name)):
        setattr(info, name, dict(info._fields_)[name](function))
    raw.FPDF_SetSystemFontInfo(info)
    return info, handle


def _give(data: bytes, buffer: Any, size: int) -> int:
    """Copy to where there is room for it; how much room it needs."""
    if buffer and size >= len(data):
        ctypes.memmove(buffer, data, len(data))
    return len(data)


def stand_in() -> bytes:
    """A TrueType font whose every glyph is a box, for all characters of Unicode."""
    whole, half = _box(_EM), _box(_EM // 2)
    box = (0, _DESCENT, _EM, _ASCENT)
    return _font(
        {
            b"cmap": _cmap(),
            b"glyf": whole + half,
            b"head": struct.pack(
                ">4I2H2q4h2H3h", 1 << 16, 1 << 16, 0, 0x5F0F3CF5, 0, _EM, 0, 0, *box, 0, 8, 2, 0, 0
            ),
            b"hhea": struct.pack(">I3hH11hH", 1 << 16, _ASCENT, _DESCENT, 0, _EM, 0, 0, _EM, 1, *[0] * 7, 3),
            b"hmtx": struct.pack(">HhHhHh", _EM, 0, _EM // 2, 0, _EM, 0),
            # There and back: a glyph that ends before it begins goes on to the end of the outlines.
            b"loca": struct.pack(">HH", 0, len(whole) // 2) * (_GLYPHS // 2 + 1),
            b"maxp": struct.pack(">I14H", 1 << 16, _GLYPHS, 4, 1, 0, 0, 2, *[0] * 8),
        }
    )


def _box(width: int) -> bytes:
    """A rectangle from descent to ascent: one outline, its four points given as steps."""
    high = _ASCENT - _DESCENT
    frame = struct.pack(">5h", 1, 0, _DESCENT, width, _ASCENT)
    return frame + struct.pack(">2H4B8h", 3, 0, 1, 1, 1, 1, 0, 0, width, 0, _DESCENT, high, 0, -high)


def _cmap() -> bytes:
    """Two runs of characters, one glyph for each run (format 13), under both names of Unicode."""
    runs = struct.pack(">6I", 0, _FIRST_WIDE - 1, _HALF, _FIRST_WIDE, _LAST, _WHOLE)
    table = struct.pack(">2H3I", 13, 0, 16 + len(runs), 0, 2) + runs
    return struct.pack(">4HI2HI", 0, 2, 3, 1, 20, 3, 10, 20) + table


def _font(tables: dict[bytes, bytes]) -> bytes:
    """The file: a directory of the tables, and the tables at multiples of four; checksums are not looked at."""
    directory, body = struct.pack(">I4H", 1 << 16, len(tables), 64, 2, len(tables) * 16 - 64), b""
    start = len(directory) + 16 * len(tables)
    for name, table in tables.items():
        directory += name + struct.pack(">3I", 0, start + len(body), len(table))
        body += table + b"\0" * (-len(table) % 4)
    return directory + body
