"""Text in fonts that a PDF names and does not hold is read alike on every machine, and what cannot be read is said."""

from __future__ import annotations

import subprocess
import sys

import pytest

from kg.model import Document
from kg.read.pdf import read_pdf
from kg.read.pdf_fonts import stand_in
from tests.read.pdf_samples import Canvas, lines, pdf, prose

LATIN = (
    b"<</Type/Font/Subtype/%s/BaseFont/%s/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 126/Widths["
    + b"500 " * 95
    + b"]>>"
)
TO_UNICODE = (
    b"/CIDInit/ProcSet findresource begin begincmap 1 begincodespacerange<0000><FFFF>endcodespacerange "
    b"2 beginbfchar<1234><8D22><0005><653F>endbfchar endcmap end"
)


def composite(ordering: str, encoding: str, kind: int = 2, more: str = "", font: str = "SimSun") -> bytes:
    """A font of many characters that is not in the file; objects 4 and 5 are those of `drawn`."""
    return (
        f"<</Type/Font/Subtype/Type0/BaseFont/{font}/Encoding/{encoding}{more}/DescendantFonts[<</Type/Font"
        f"/Subtype/CIDFontType{kind}/BaseFont/{font}/CIDSystemInfo<</Registry(Adobe)/Ordering({ordering})"
        f"/Supplement 0>>/FontDescriptor<</Type/FontDescriptor/FontName/{font}/Flags 4/ItalicAngle 0>>>>]>>"
    ).encode()


def stream(data: bytes) -> bytes:
    """A stream object."""
    return b"<</Length %d>>\nstream\n%s\nendstream" % (len(data), data)


def drawn(font: bytes, *codes: str, step: float = 10) -> Document:
    """A page on which every code, in hexadecimal digits, is a text object of its own; an em is 10."""
    page = Canvas()
    page.ops = [f"BT /F 10 Tf {50 + step * n} 700 Td <{code}> Tj ET" for n, code in enumerate(codes)]
    return read_pdf(pdf([page], font=font, forms=[stream(TO_UNICODE), stream(stand_in({}))]), "样例.pdf")


class TestFontsThatAreNotInTheFile:
    @pytest.mark.parametrize("kind", [0, 2])
    @pytest.mark.parametrize(
        ("ordering", "encoding", "codes"),
        [
            ("GB1", "UniGB-UCS2-H", ("8d22", "653f")),
            ("GB1", "UniGB-UTF16-H", ("8d22", "653f")),
            ("GB1", "GBK-EUC-H", ("b2c6", "d5fe")),
            ("CNS1", "UniCNS-UCS2-H", ("8d22", "653f")),
            ("Japan1", "UniJIS-UCS2-H", ("8d22", "653f")),
            ("Korea1", "UniKS-UCS2-H", ("8d22", "653f")),
        ],
    )
    def test_single_characters_are_read(self, ordering: str, encoding: str, codes: tuple[str, str], kind: int) -> None:
        assert lines(drawn(composite(ordering, encoding, kind), *codes)) == ["财政"]

    @pytest.mark.parametrize("kind", [0, 2])
    def test_a_font_of_no_known_ordering_is_read_by_its_own_table(self, kind: int) -> None:
        font = composite("Identity", "Identity-H", kind, "/ToUnicode 4 0 R")
        document = drawn(font, "1234", "0005")
        assert lines(document) == ["财政"] and not document.warnings

    @pytest.mark.parametrize("font", [b"SimSun", b"Kaiti", b"Times-Roman", b"Arial,Bold"])
    @pytest.mark.parametrize("kind", [b"TrueType", b"Type1"])
    def test_figures_in_a_font_of_latin_letters_are_read(self, kind: bytes, font: bytes) -> None:
        codes = (f"{ord(c):x}" for c in "9,399.23")
        assert lines(drawn(LATIN % (kind, font), *codes, step=5)) == ["9,399.23"]

    @pytest.mark.parametrize("font", [b"SimSun", b"TimesNewRomanPSMT", b"Arial", b"Helvetica-Bold", b"Courier"])
    def test_a_sign_on_its_own_is_read_whatever_the_font_has(self, font: bytes) -> None:
        signs = b"/Encoding<</BaseEncoding/WinAnsiEncoding/Differences[65/greaterequal/uni2236/uni25A1/uni4E00]>>"
        data = (LATIN % (b"TrueType", font)).replace(b"/Encoding/WinAnsiEncoding", signs)
        assert [lines(drawn(data, code)) for code in ("41", "42", "43", "44")] == [["≥"], ["∶"], ["□"], ["一"]]

    @pytest.mark.parametrize(
        ("font", "right"), [(b"Helvetica", 17.79), (b"Times-Roman", 17.22), (b"Times-Bold", 17.78), (b"Courier", 18)]
    )
    def test_widths_that_the_file_leaves_to_the_reader(self, font: bytes, right: float) -> None:
        data = b"<</Type/Font/Subtype/Type1/BaseFont/%s/Encoding/WinAnsiEncoding>>" % font
        (block,) = drawn(data, "413162").blocks  # A1b
        assert block.place and block.place.box and block.place.box[2] == pytest.approx(50 + right, abs=0.05)

    def test_boxes_are_ours_and_not_those_of_a_font_of_the_machine(self) -> None:
        (block,) = drawn(composite("GB1", "UniGB-UCS2-H"), "8d22", "653f").blocks
        assert block.place and block.place.box == pytest.approx((50, 842 - 708.8, 70, 842 - 698.8), abs=0.2)

    def test_upright_columns_are_read(self) -> None:
        assert lines(drawn(composite("GB1", "UniGB-UCS2-V"), "8d22", "653f")) == ["财政"]


class TestUnknownCharacters:
    MISSING = composite("Identity", "Identity-H")
    HELD = composite("Identity", "Identity-H", font="ABCDEF+Song").replace(b"/Flags", b"/FontFile2 5 0 R/Flags")

    @pytest.mark.parametrize("font", [MISSING, HELD], ids=["missing", "held"])
    def test_a_page_of_nothing_else_is_no_page_without_text_layer(self, font: bytes) -> None:
        document = drawn(font, "1234", "0005", "0002")
        assert document.text == ""
        assert document.warnings == ("第1页有3个字未能读取：文件没有写明它们是什么字",)

    def test_what_else_stands_on_the_page_is_read(self) -> None:
        font = composite("Identity", "Identity-H", 2, "/ToUnicode 4 0 R")
        document = drawn(font, "1234", "7777", "0005")
        assert document.text.replace(" ", "") == "财政\n"
        assert document.warnings == ("第1页有1个字未能读取：文件没有写明它们是什么字",)

    def test_blanks_are_no_text(self) -> None:
        assert not drawn(composite("GB1", "UniGB-UCS2-H"), "0020", "3000").warnings
        assert not drawn(LATIN % (b"Type1", b"Helvetica"), "20").warnings


CHILD = """
import sys
from concurrent.futures import ThreadPoolExecutor
from kg.read import pdf, pdf_fonts
assert not pdf_fonts._install.cache_info().currsize, "work at import time"
with ThreadPoolExecutor(8) as threads:
    list(threads.map(lambda _: pdf_fonts.use_stand_in(), range(64)))
assert pdf_fonts._install.cache_info().misses == 1
print(pdf.read_pdf(sys.stdin.buffer.read(), "样例.pdf").text.count("款"))
"""


def test_fonts_are_arranged_once_when_first_needed_and_outlive_the_reading() -> None:
    data = pdf([prose((60, "款"))])
    child = subprocess.run([sys.executable, "-c", CHILD], input=data, capture_output=True, check=False)
    assert (child.returncode, child.stdout.strip(), child.stderr) == (0, b"1", b"")
