"""Bytes to text: the encodings of Windows, of web sites and of spreadsheets, and what is no text."""

from __future__ import annotations

import codecs

import pytest

from kg.errors import ReadError
from kg.read.encoding import decode, undecoded

TEXT = "荷塘管理局\n2024年预算数\t1,234.50\n“三公”经费：0.00万元\n" * 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_gives_the_same_text(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "a.txt") == TEXT


def test_utf16_of_chinese_almost_without_ascii() -> None:
    text = "负责全县荷塘的巡护和水质管理。" * 30 + "\n1\n"
    assert decode(text.encode("utf-16-be"), "a.txt") == text


def test_big_endian_mark() -> None:
    assert decode(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "a.txt") == TEXT


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_become_newlines(end: str) -> None:
    assert decode(f"甲{end}乙{end}".encode(), "a.txt") == "甲\n乙\n"


def test_rare_characters_of_gb18030_survive() -> None:
    assert decode("𬇙河荷塘".encode("gb18030"), "a.txt") == "𬇙河荷塘"


def test_control_characters_become_blanks_of_the_same_length() -> None:
    text = "荷塘预算" * 50 + "\x00\x07\x1b\x85\ufffe" + "第二页\f"
    assert decode(text.encode(), "a.txt") == "荷塘预算" * 50 + " " * 5 + "第二页\f"


@pytest.mark.parametrize("data", [b"", b"  \r\n\t ", "\ufeff".encode()])
def test_empty_files_are_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"^a\.txt: "):
        decode(data, "a.txt")


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 8,
        b"\xff\xfe\x00",  # a mark with half a character after it
        "\ue000\ue001\ue002字".encode() * 40,  # a font's private code points
        "\ufffd\ufffd预\ufffd算".encode() * 40,  # decoded wrongly before
    ],
)
def test_what_is_no_text_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"^a\.txt: .*编码"):
        decode(data, "a.txt")


def test_a_few_damaged_bytes_are_said_and_do_not_change_the_encoding() -> None:
    for encoding in ("utf-8", "gb18030"):
        whole = (TEXT * 10).encode(encoding)
        text = decode(whole[:2] + b"\xff\xff" + whole[2:] + whole[:1], "a.txt")
        assert "三公”经费：0.00万元" in text and undecoded(text) == (
            f"有{text.count(chr(0xFFFD))}处编码损坏，那里的字未能读取",
        )
    assert undecoded(TEXT) == ()


def test_the_encoding_that_a_file_claims_is_asked_where_the_bytes_do_not_tell() -> None:
    text = "荷塘管理局部門預算公開，負責全縣荷塘的巡護和水質管理。"
    assert decode(text.encode("big5"), "a.htm", "Big5") == text
    assert decode(text.encode(), "a.htm", "big5") == text
