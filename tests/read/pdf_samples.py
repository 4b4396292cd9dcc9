"""Small made-up PDFs, written byte by byte, and short views of what was read from them.

Places are in points from the top left of the displayed page. Text is set in STSong-Light, a font that
every reader knows (ISO 32000-1, 9.7.5.2), one em for a Chinese character and half for a Latin one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.model import Block, Document, Table
from kg.read.pdf import read_pdf

XS = [50.0, 150.0, 300.0, 500.0]
HEAD = ["一级指标", "三级指标", "指标值"]
_FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts["
    b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/W[1 95 500]"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor"
    b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0"
    b"/Ascent 880/Descent -120/CapHeight 880/StemV 93>>>>]>>"
)


def width(text: str, size: float) -> float:
    """How wide a text is set."""
    return sum(size if ord(c) > 126 else size / 2 for c in text)


@dataclass
class Canvas:
    """One page: what is drawn stands in `ops`; `rotate` is the /Rotate of the page, 0, 90, 180 or 270."""

    wide: float = 595
    high: float = 842
    rotate: int = 0
    ops: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, text: str, size: float = 10) -> None:
        """Text whose line box begins at (x, y)."""
        codes = text.encode("utf-16-be").hex()
        self.ops.append(f"BT /F {size} Tf {x} {self.high - y - size * 0.88} Td <{codes}> Tj ET")

    def centred(self, y: float, text: str, size: float = 10) -> None:
        """Text in the middle of the page."""
        self.text((self.wide - width(text, size)) / 2, y, text, size)

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A thin black stroke."""
        self.ops.append(f"0 G 0.5 w {x0} {self.high - y0} m {x1} {self.high - y1} l S")

    def box(self, left: float, top: float, right: float, bottom: float, grey: float = 0) -> None:
        """A filled rectangle: 0 is black, 1 is white."""
        self.ops.append(f"{grey} g {left} {self.high - bottom} {right - left} {bottom - top} re f 0 g")

    def outline(self, left: float, top: float, right: float, bottom: float) -> None:
        """The border of a rectangle."""
        self.ops.append(f"0 G 0.5 w {left} {self.high - bottom} {right - left} {bottom - top} re S")

    def clip(self, left: float, top: float, right: float, bottom: float) -> None:
        """What follows is seen inside a rectangle only."""
        self.ops.append(f"q {left} {self.high - bottom} {right - left} {bottom - top} re W n")

    def unclip(self) -> None:
        """The end of a clip."""
        self.ops.append("Q")

    def stream(self) -> bytes:
        """The content stream, turned so that the page is upright when it is displayed with its /Rotate."""
        turn = {
            0: "1 0 0 1 0 0",
            90: f"0 1 -1 0 {self.high} 0",
            180: f"-1 0 0 -1 {self.wide} {self.high}",
            270: f"0 -1 1 0 0 {self.wide}",
        }[self.rotate]
        return "\n".join([f"q {turn} cm", *self.ops, "Q"]).encode()

    def paper(self) -> tuple[float, float]:
        """The page as it lies in the file, before it is turned."""
        return (self.wide, self.high) if self.rotate in (0, 180) else (self.high, self.wide)


@dataclass(frozen=True)
class Put:
    """A cell to draw: its text, its spans, and which of its sides have no line."""

    text: str = ""
    rowspan: int = 1
    colspan: int = 1
    open_above: bool = False
    open_below: bool = False


def table(
    canvas: Canvas,
    xs: Sequence[float],
    ys: Sequence[float],
    cells: Mapping[tuple[int, int], Put | str],
    size: float = 10,
) -> None:
    """Draw a ruled table: column edges, row edges, cells by row and column; text wraps and is centred in height."""
    for (row, col), given in cells.items():
        cell = Put(given) if isinstance(given, str) else given
        left, right = xs[col], xs[col + cell.colspan]
        top, bottom = ys[row], ys[row + cell.rowspan]
        canvas.line(left, top, left, bottom)
        canvas.line(right, top, right, bottom)
        if not cell.open_above:
            canvas.line(left, top, right, top)
        if not cell.open_below:
            canvas.line(left, bottom, right, bottom)
        lines = wrap(cell.text, right - left - 4, size)
        first = (top + bottom - len(lines) * size * 1.2) / 2
        for n, line in enumerate(lines):
            canvas.text(left + 2, first + n * size * 1.2, line, size)


def wrap(text: str, room: float, size: float) -> list[str]:
    """Lines no wider than `room`; words and numbers are cut where the room ends."""
    lines = [""] if text else []
    for char in text:
        if width(lines[-1] + char, size) > room:
            lines.append("")
        lines[-1] += char
    return lines


def rows(texts: Iterable[Sequence[str]], first: int = 0) -> dict[tuple[int, int], Put | str]:
    """Cells of plain rows, without spans, from row `first` on."""
    return {(r, c): text for r, row in enumerate(texts, first) for c, text in enumerate(row)}


def grid(*given: list[str], top: float = 100, step: float = 30, canvas: Canvas | None = None) -> Canvas:
    """A page with a table of three columns and rows of one height."""
    page = canvas or Canvas()
    table(page, XS, [top + step * n for n in range(len(given) + 1)], rows(given))
    return page


def cut(top: Put, bottom: Put) -> list[Canvas]:
    """Two pages with a table whose first column is one cell over the page break; there is no line at the break."""
    first, second = Canvas(), Canvas()
    table(first, XS, [600, 630, 660, 690], {**rows([HEAD]), (1, 0): top, **side(1, ["次数", "12"], ["质量", "95"])})
    table(second, XS, [50, 80, 110], {(0, 0): bottom, **side(0, ["时效", "6"], ["成本", "3"])})
    return [first, second]


def side(row: int, *given: list[str]) -> dict[tuple[int, int], Put | str]:
    return {(row + r, c): text for r, pair in enumerate(given) for c, text in enumerate(pair, 1)}


def prose(*given: tuple[float, str], size: float = 16, first: float = 100) -> Canvas:
    """Lines of running text: where each begins, and its text; the column is 60 to 540."""
    page = Canvas()
    for n, (x, text) in enumerate(given):
        page.text(x, first + 28 * n, text, size)
    return page


def pdf(pages: Sequence[Canvas], *, trailer: bytes = b"", forms: Sequence[bytes] = (), font: bytes = _FONT) -> bytes:
    """The bytes of a PDF 1.7 file; `forms` are objects from number 4 on, by the names /X0, /X1 and so on."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", font]
    names = b" ".join(b"/X%d %d 0 R" % (n, len(objects) + 1 + n) for n in range(len(forms)))
    resources = b"<</Font<</F 3 0 R>>/XObject<<" + names + b">>>>"
    objects += [_stream(form, b"") for form in forms]
    kids = []
    for page in pages:
        kids.append(b"%d 0 R" % (len(objects) + 1))
        wide, high = page.paper()
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {wide} {high}]/Rotate {page.rotate}".encode()
            + b"/Contents %d 0 R/Resources " % (len(objects) + 2)
            + resources
            + b">>"
        )
        objects.append(_stream(page.stream(), b"<<"))
    objects[1] = b"<</Type/Pages/Kids[" + b" ".join(kids) + b"]/Count %d>>" % len(pages)
    return _file(objects, trailer)


def form(content: str, box: str, matrix: str) -> bytes:
    """A form object: its content, its box and its matrix, each as written in PDF."""
    data = content.encode()
    head = f"<</Type/XObject/Subtype/Form/BBox[{box}]/Matrix[{matrix}]/Length {len(data)}>>".encode()
    return head + b"\nstream\n" + data + b"\nendstream"


def _stream(data: bytes, head: bytes) -> bytes:
    return head + b"/Length %d>>\nstream\n" % len(data) + data + b"\nendstream" if head else data


def _file(objects: Sequence[bytes], trailer: bytes) -> bytes:
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, start)


def read(*pages: Canvas) -> Document:
    """The document of some pages; every passage must be found where it says it is."""
    document = read_pdf(pdf(pages), "样例.pdf")
    for block in document.blocks:
        for passage in [c.passage for c in block.cells] if isinstance(block, Table) else [block.passage]:
            assert [document.text[i] for i in passage.offsets] == list(passage.text)
    return document


def tables(document: Document) -> list[Table]:
    """The tables of a document."""
    return [b for b in document.blocks if isinstance(b, Table)]


def only_table(document: Document) -> Table:
    """The one table of a document."""
    (found,) = tables(document)
    return found


def lines(document: Document) -> list[str]:
    """The texts of headings and paragraphs."""
    return [b.text for b in document.blocks if isinstance(b, Block)]


def texts(found: Table) -> list[list[str]]:
    """The text at every place of the grid; a merged cell at its top left corner only."""
    return [
        [c.text if c and (c.row, c.col) == (i, j) else "" for j, c in enumerate(row)]
        for i, row in enumerate(found.grid())
    ]


def spans(found: Table) -> dict[str, tuple[int, int]]:
    """Rows and columns of merged cells, by text."""
    return {c.text: (c.rowspan, c.colspan) for c in found.cells if c.rowspan * c.colspan > 1}
