"""What stands on a PDF page: glyphs with their boxes and ruled lines, as the reader's eye sees them.

Coordinates are points from the top left corner of the page as it is displayed: /Rotate, the crop
box, the matrices of form objects and clip paths are already applied (ISO 32000-1, 8.3, 8.5 and 14.11.2).
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from kg.errors import ReadError
from kg.read.pdf_calls import address, calls
from kg.read.pdf_fonts import use_stand_in
from kg.read.rulings import Ruling

_THIN = 3.0  # a path no thicker than this is a ruled line
_WHITE = 250
_UNKNOWN = "\ufffd"  # what Unicode itself has for a character that could not be told
_MAX_DEPTH = 8  # of forms inside forms
_BAND = 16.0  # points, about a line of text


class Box(NamedTuple):
    """A rectangle in points from the top left of the displayed page."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside; the right and lower edges are outside."""
        return self.left <= x < self.right and self.top <= y < self.bottom

    def cut(self, other: Box) -> Box:
        """The common part; turned inside out where there is none."""
        low, high = map(max, self[:2], other[:2]), map(min, self[2:], other[2:])
        return Box(*low, *high)


class Glyph(NamedTuple):
    """One printed character; the box is the font's line box, so glyphs of one line agree in height.

    `x` and `y` are its middle, `size` is its height and so the font size: all three are asked for often.
    """

    char: str
    left: float
    top: float
    right: float
    bottom: float
    x: float
    y: float
    size: float


class Matrix(NamedTuple):
    """An affine map (ISO 32000-1, 8.3.3): x' = a·x + c·y + e, y' = b·x + d·y + f."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """The image of a point."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """The image of a rectangle; the map is a turn by quarters."""
        a, b, c, d, e, f = self
        x0, y0 = a * left + c * bottom + e, b * left + d * bottom + f  # written out: this is asked for every glyph
        x1, y1 = a * right + c * top + e, b * right + d * top + f
        if x0 > x1:
            x0, x1 = x1, x0
        return Box(x0, y0, x1, y1) if y0 <= y1 else Box(x0, y1, x1, y0)

    def after(self, first: Matrix) -> Matrix:
        """The map that does `first` and then this one."""
        x, y = self.point(first.e, first.f)
        a, b = self.a * first.a + self.c * first.b, self.b * first.a + self.d * first.b
        c, d = self.a * first.c + self.c * first.d, self.b * first.c + self.d * first.d
        return Matrix(a, b, c, d, x, y)


@dataclass(slots=True)
class Page:
    """One page: `number` counts from 1; `marked` tells that something other than text is drawn on it.

    `unknown` counts the characters that are drawn without a word in the file on what they are.
    """

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    horizontal: list[Ruling] = field(default_factory=list)
    vertical: list[Ruling] = field(default_factory=list)
    marked: bool = False
    unknown: int = 0


def read_pages(data: bytes, source: str, only: int | None = None) -> Iterator[Page]:
    """The pages of a PDF file one by one, or `only` one, from 1; raises `ReadError` where it is encrypted or broken."""
    use_stand_in()
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        reason = "PDF 有打开密码，读不了；请去掉密码后再试" if locked else "PDF 已损坏或不完整，打不开"
        raise ReadError(f"{source}: {reason}") from error
    try:
        if not len(document):
            raise ReadError(f"{source}: PDF 没有页")
        for index in range(len(document)) if only is None else (only - 1,):
            yield _read_page(document, index, source)
    finally:
        document.close()


def _read_page(document: Any, index: int, source: str) -> Page:
    try:
        page = document[index]
        text = page.get_textpage()
    except pdfium.PdfiumError as error:
        raise ReadError(f"{source}: 第{index + 1}页已损坏，读不了") from error
    try:
        return _Reader(page, text).read(index + 1)
    finally:
        text.close()
        page.close()


class _Layer(NamedTuple):
    """When a text object is drawn, and what of it can be seen."""

    order: int
    clip: Box | None


@dataclass(slots=True)
class _Patch:
    """A picture, which may be a white patch over older text; `blank` is None until it is asked for."""

    order: int
    box: Box
    image: int
    blank: bool | None = None


class _Reader:
    """Reads one page through pdfium's plain C functions: the object wrappers cost ten times as much."""

    def __init__(self, page: Any, text: Any) -> None:
        self.file, self.shown = page.pdf.raw, page.raw
        self.page, self.text = address(page.raw), address(text.raw)
        self.count = text.count_chars()
        self.bounds = page.get_bbox()
        self.frame = _frame(self.bounds, upright(text, page.get_rotation()))
        self.layers: dict[int | None, _Layer] = {}
        self.patches: list[_Patch] = []
        self.clips: dict[tuple[int, int, Matrix], Box] = {}
        self.drawn = 0
        self.floats, self.ints = (ctypes.c_float * 6)(), (ctypes.c_uint * 4)()  # where pdfium writes its answers
        self.to_floats, self.to_ints = _places(self.floats), _places(self.ints)

    def read(self, number: int) -> Page:
        """All glyphs and rulings of the page."""
        view = self.frame.box(*self.bounds)
        page = Page(number, view.right, view.bottom)
        count = calls.FPDFPage_CountObjects(self.page)
        self._objects(page, calls.FPDFPage_GetObject, self.page, count, self.frame)
        glyphs = self._seen(view) if self.layers or self.patches else [g for _, g in self._glyphs(view)]
        page.glyphs = [g for g in glyphs if g.char != _UNKNOWN]
        page.unknown = len(glyphs) - len(page.glyphs)
        return page

    def _glyphs(self, view: Box) -> Iterator[tuple[int, Glyph]]:
        """The glyphs whose middle is on the page, each with its index."""
        text, rect, to_rect = self.text, self.floats, self.to_floats[0]
        guessed, unicode = calls.FPDFText_HasUnicodeMapError, calls.FPDFText_GetUnicode
        loose_box, to_box = calls.FPDFText_GetLooseCharBox, self.frame.box
        for i in range(self.count):
            # A guess is the number of the glyph, taken for a character.
            char = _UNKNOWN if guessed(text, i) == 1 else _char(unicode(text, i))
            if not char or not loose_box(text, i, to_rect):
                continue
            left, top, right, bottom = rect[:4]
            left, top, right, bottom = to_box(left, bottom, right, top)
            x, y = (left + right) / 2, (top + bottom) / 2
            if view.left <= x < view.right and view.top <= y < view.bottom:
                yield i, Glyph(char, left, top, right, bottom, x, y, bottom - top)

    def _seen(self, view: Box) -> list[Glyph]:
        """The glyphs whose middle is inside their clip path, and under no white patch drawn after them.

        Cells cut by a page break are printed whole on both pages, each with its half clipped away.
        """
        text, object_of, layers, last = self.text, calls.FPDFText_GetTextObject, self.layers, _Layer(self.drawn, None)
        bands = self._bands(view)
        seen: list[Glyph] = []
        for i, glyph in self._glyphs(view):
            order, clip = layers.get(object_of(text, i), last)
            if clip and not clip.holds(glyph.x, glyph.y):
                continue
            over = bands.get(int(glyph.y // _BAND), ())
            if not any(p.order > order and p.box.holds(glyph.x, glyph.y) and self._is_blank(p) for p in over):
                seen.append(glyph)
        return seen

    def _bands(self, view: Box) -> dict[int, list[_Patch]]:
        """The patches by where they lie down the page: a page may have one for each cell of its table."""
        bands: dict[int, list[_Patch]] = {}
        for patch in self.patches:
            top, bottom = max(view.top, patch.box.top), min(view.bottom, patch.box.bottom)
            for band in range(int(top // _BAND), int(bottom // _BAND) + 1):
                bands.setdefault(band, []).append(patch)
        return bands

    def _is_blank(self, patch: _Patch) -> bool:
        """Whether a picture is nothing but opaque white."""
        if patch.blank is None:
            image = ctypes.cast(patch.image, raw.FPDF_PAGEOBJECT)
            bitmap = raw.FPDFImageObj_GetRenderedBitmap(self.file, self.shown, image)
            patch.blank = bool(bitmap) and not bytes(pdfium.PdfBitmap.from_raw(bitmap).buffer).strip(b"\xff")
        return patch.blank

    def _objects(self, page: Page, get: Any, owner: int, count: int, matrix: Matrix, depth: int = 0) -> None:
        kind_of = calls.FPDFPageObj_GetType
        for i in range(count):
            obj = get(owner, i)
            kind = kind_of(obj)
            self.drawn += 1
            page.marked |= kind not in (raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_FORM)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                self._path(page, obj, matrix)
            elif kind == raw.FPDF_PAGEOBJ_TEXT:
                self.layers[obj] = _Layer(self.drawn, self._clip(obj, matrix))
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                self.patches.append(_Patch(self.drawn, self._bounds(obj, matrix), obj))
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
                inner = matrix.after(self._matrix(obj))
                inside = calls.FPDFFormObj_CountObjects(obj)
                self._objects(page, calls.FPDFFormObj_GetObject, obj, inside, inner, depth + 1)

    def _path(self, page: Page, path: int, matrix: Matrix) -> None:
        calls.FPDFPath_GetDrawMode(path, *self.to_ints[:2])
        filled, stroked = self.ints[0], bool(self.ints[1])
        if not (stroked or filled):
            return
        clip, white = self._clip(path, matrix), self._is_white(path, stroked)
        for box in self._pieces(path, stroked, matrix):
            seen = box.cut(clip) if clip else box
            if not white:
                _rule(page, seen)
            elif not stroked and not _is_thin(seen):
                self.patches.append(_Patch(self.drawn, seen, path, True))

    def _is_white(self, path: int, stroked: bool) -> bool:
        """Whether the colour cannot be seen on white paper; patterns count as seen."""
        ask = calls.FPDFPageObj_GetStrokeColor if stroked else calls.FPDFPageObj_GetFillColor
        return bool(ask(path, *self.to_ints)) and min(self.ints[:3]) >= _WHITE

    def _pieces(self, path: int, stroked: bool, matrix: Matrix) -> Iterator[Box]:
        """What a path draws: the box of a filled shape, and of each side of an outlined one."""
        simple = calls.FPDFPath_CountSegments(path) <= 5
        box = self._bounds(path, matrix)
        if simple and (_is_thin(box) or not stroked):
            yield box
            return
        local = matrix.after(self._matrix(path))
        for points in self._subpaths(path):
            corners = [local.point(x, y) for x, y in points]
            whole = _around(corners)
            if _is_thin(whole) or not stroked:
                yield whole
            else:
                yield from (_around(list(side)) for side in pairwise(corners))

    def _bounds(self, obj: int, matrix: Matrix) -> Box:
        calls.FPDFPageObj_GetBounds(obj, *self.to_floats[:4])
        return matrix.box(*self.floats[:4])

    def _matrix(self, obj: int) -> Matrix:
        calls.FPDFPageObj_GetMatrix(obj, self.to_floats[0])
        return Matrix(*self.floats)

    def _subpaths(self, path: int) -> Iterator[list[tuple[float, float]]]:
        """The corners of each subpath; a closed one ends where it began."""
        points: list[tuple[float, float]] = []
        for i in range(calls.FPDFPath_CountSegments(path)):
            segment = calls.FPDFPath_GetPathSegment(path, i)
            if calls.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
                yield points
                points = []
            points.append(self._point(segment))
            if calls.FPDFPathSegment_GetClose(segment):
                points.append(points[0])
        yield points

    def _point(self, segment: int | None) -> tuple[float, float]:
        calls.FPDFPathSegment_GetPoint(segment, *self.to_floats[:2])
        return self.floats[0], self.floats[1]

    def _clip(self, obj: int, matrix: Matrix) -> Box | None:
        """The common box of an object's clip paths, or None where it has none."""
        clip = calls.FPDFPageObj_GetClipPath(obj)
        count = calls.FPDFClipPath_CountPaths(clip) if clip else 0
        box: Box | None = None
        for i in range(count):
            size = calls.FPDFClipPath_CountPathSegments(clip, i)
            if size > 0:
                part = self._clip_part(clip, i, size, matrix)
                box = box.cut(part) if box else part
        return box

    def _clip_part(self, clip: int, index: int, size: int, matrix: Matrix) -> Box:
        """The box of one clip path; objects that have it in common have it in one place of memory."""
        first = calls.FPDFClipPath_GetPathSegment(clip, index, 0)
        part = self.clips.get((first, size, matrix))
        if part is None:
            corners = (0, 2) if size in (4, 5) else range(size)  # of a rectangle, two opposite ones do
            points = [self._point(calls.FPDFClipPath_GetPathSegment(clip, index, k)) for k in corners]
            part = self.clips[first, size, matrix] = _around([matrix.point(x, y) for x, y in points])
        return part


def upright(text: Any, rotation: int) -> int:
    """The clockwise turn that makes most of a page's text upright: its /Rotate, but for sideways text."""
    count = text.count_chars()
    angles = Counter(
        round(raw.FPDFText_GetCharAngle(text.raw, i) / 1.5708) % 4
        for i in range(0, count, max(1, count // 100))
        if raw.FPDFText_GetUnicode(text.raw, i) > 32
    )
    return (4 - angles.most_common(1)[0][0]) % 4 * 90 if angles else rotation


def _frame(bounds: tuple[float, float, float, float], turn: int) -> Matrix:
    """From user space, whose origin is at the bottom left, to the displayed page turned clockwise."""
    left, bottom, right, top = bounds
    return {
        0: Matrix(1, 0, 0, -1, -left, top),
        90: Matrix(0, 1, 1, 0, -bottom, -left),
        180: Matrix(-1, 0, 0, 1, right, -bottom),
        270: Matrix(0, -1, -1, 0, top, right),
    }[turn]


def _places(array: Any) -> list[int]:
    """The address of each number of an array."""
    start, size = ctypes.addressof(array), ctypes.sizeof(array) // len(array)
    return [start + size * i for i in range(len(array))]


@cache
def _char(code: int) -> str:
    """A character as it is typed: pdfium's mark for a hyphen at a line end, and radicals, are replaced."""
    if code <= 32:
        return "-" if code == 2 else ""
    if 0xD800 <= code < 0xE000 or code > 0x10FFFF or code & 0xFFFE == 0xFFFE:
        return ""
    char = chr(code)
    return unicodedata.normalize("NFKC", char) if 0x2E80 <= code < 0x2FE0 else char.strip("\u200b\ufeff\xa0\u3000")


def _around(points: list[tuple[float, float]]) -> Box:
    xs, ys = zip(*points, strict=True) if points else ((0.0,), (0.0,))
    return Box(min(xs), min(ys), max(xs), max(ys))


def _is_thin(box: Box) -> bool:
    return min(box.right - box.left, box.bottom - box.top) <= _THIN


def _rule(page: Page, box: Box) -> None:
    """Note a thin box as a ruled line; dots are no lines."""
    width, height = box.right - box.left, box.bottom - box.top
    if 0 <= height <= _THIN < width:
        page.horizontal.append(Ruling((box.top + box.bottom) / 2, box.left, box.right))
    elif 0 <= width <= _THIN < height:
        page.vertical.append(Ruling((box.left + box.right) / 2, box.top, box.bottom))
