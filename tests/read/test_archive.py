"""ZIP containers: names of every code page, members within bounds, a reason for all that is refused."""

from __future__ import annotations

import struct
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest

from kg.errors import ReadError
from kg.read import archive
from kg.read.archive import Archive
from kg.read.ole import MAGIC, streams


def packed(members: dict[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    """A ZIP file of these members, in this order."""
    made = BytesIO()
    with ZipFile(made, "w", method) as target:
        for name, data in members.items():
            target.writestr(name, data)
    return made.getvalue()


def named(raw: bytes, *, utf8: bool = False) -> bytes:
    """A ZIP file of one member whose name is these bytes, with or without the mark of UTF-8."""
    data = packed({"x" * len(raw): b"text"}).replace(b"x" * len(raw), raw)
    flags = struct.pack("<H", 0x800 if utf8 else 0)
    at = data.index(b"PK\x01\x02")
    return data[:6] + flags + data[8 : at + 8] + flags + data[at + 10 :]


@pytest.mark.parametrize("page", ["gb18030", "utf-8"])
def test_names_without_the_mark_of_utf8_are_read_in_the_code_page_they_are_in(page: str) -> None:
    made = Archive(named("预算公开/联通.txt".encode(page)), "a.zip")
    assert made.names() == ["预算公开/联通.txt"]
    assert made.read("预算公开/联通.txt") == b"text"


def test_names_marked_as_utf8_are_utf8() -> None:
    assert Archive(named("预算.txt".encode(), utf8=True), "a.zip").names() == ["预算.txt"]


def test_the_code_page_is_told_from_all_names_together() -> None:
    names = "a.txt\n联通.txt\n一.txt".encode("gb18030")
    assert archive._code_page(names) == "gb18030"
    assert archive._code_page(b"\x81.txt\xff") == "cp437"


def test_names_stay_inside_the_archive_and_are_told_apart() -> None:
    made = packed({"../../etc/a": b"1", "/etc/a": b"2", "b\\c": b"3", "./etc//a": b"4", "d/": b"", "..": b"5"})
    names = Archive(made, "a.zip").names()
    assert names == ["etc/a", "etc/a(2)", "b/c", "etc/a(3)", "(1)"]
    assert [Archive(made, "a.zip").read(name) for name in names] == [b"1", b"2", b"3", b"4", b"5"]


def test_a_number_that_is_taken_makes_no_two_names_equal() -> None:
    made = BytesIO()
    with ZipFile(made, "w") as target:
        for name in ("a(2)", "a", "./a"):
            target.writestr(name, name)
    names = Archive(made.getvalue(), "a.zip").names()
    assert len(set(names)) == 3


def refused(data: bytes, name: str = "") -> str:
    """The message with which an archive or its member is refused."""
    with pytest.raises(ReadError) as caught:
        made = Archive(data, "甲.zip")
        made.read(name or made.names()[0])
    message = str(caught.value)
    assert message.startswith(("甲.zip: ", "甲.zip/")) and "\n" not in message
    return message


def test_a_bomb_is_refused_by_what_it_declares() -> None:
    assert "压缩比" in refused(packed({"bomb": bytes(20_000_000)}))


def test_more_than_is_declared_is_never_unpacked() -> None:
    data = packed({"liar": bytes(20_000_000)})
    at = data.index(b"PK\x01\x02") + 24
    assert "损坏" in refused(data[:at] + struct.pack("<I", 1000) + data[at + 4 :])


def test_limits_of_members_and_bytes() -> None:
    data = packed({f"{i}": b"12345" for i in range(10)})
    assert len(Archive(data, "a.zip", 10, 50).names()) == 10
    for limits in ((9, 50), (10, 49)):
        with pytest.raises(ReadError, match="超过"):
            Archive(data, "a.zip", *limits)
    with pytest.raises(ReadError, match="超过"):
        Archive(data, "a.zip").read("3", most=4)


def test_a_directory_of_a_million_entries_is_not_even_parsed() -> None:
    assert "超过" in refused(b"PK\x01\x02" * 1_000_000 + packed({"a": b""}))


@pytest.mark.parametrize("flag", [0x01, 0x41])
def test_an_encrypted_member_is_named(flag: int) -> None:
    data = packed({"密.txt": b"text"})
    at = data.index(b"PK\x01\x02") + 8
    message = refused(data[:at] + struct.pack("<H", 0x800 | flag) + data[at + 2 :])
    assert "密.txt" in message and "密码" in message


def test_other_ways_to_compress_are_named() -> None:
    assert "压缩方式" in refused(packed({"a": b"text"}, ZIP_BZIP2))


def test_what_is_broken_or_missing_is_said() -> None:
    data = packed({"a": b"text" * 1000})
    assert "损坏" in refused(data[:-30])
    assert "损坏" in refused(data[:40] + b"\xff" * 8 + data[48:])
    assert "没有" in refused(data, "b")
    assert "损坏" in refused(b"PK\x03\x04" + bytes(100))


@pytest.mark.parametrize(
    ("members", "kind"),
    [
        ({"[Content_Types].xml": b"", "word/document.xml": b""}, "docx"),
        ({"[Content_Types].xml": b"", "xl/workbook.xml": b""}, "xlsx"),
        ({"[Content_Types].xml": b"", "xl/styles.bin": b"", "xl/workbook.bin": b""}, "xlsb"),
        ({"[Content_Types].xml": b"", "ppt/presentation.xml": b""}, "pptx"),
        ({"mimetype": b"application/vnd.oasis.opendocument.text"}, "odt"),
        ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}, "ods"),
        ({"mimetype": b"application/epub+zip"}, "zip"),
        ({"word/预算.txt": b""}, "zip"),
    ],
)
def test_the_kind_is_told_by_the_members(members: dict[str, bytes], kind: str) -> None:
    assert Archive(packed(members), "x").kind() == kind


def compound(names: list[str], dummies: int = 0) -> bytes:
    """An OLE2 file whose directory has the root and these streams, each the left of the one before."""
    entries = [_entry("Root Entry", child=1)]
    entries += [_entry(name, left=i + 1 if i < len(names) else -1) for i, name in enumerate(names, 1)]
    entries += [_entry("embedded", left=-1)] * dummies
    directory = b"".join(entries)
    sectors = -(-len(directory) // 512)
    directory = directory.ljust(sectors * 512, b"\0")
    fat = [-3, *range(2, sectors + 1), -2]
    table = struct.pack("<128i", *fat, *[-1] * (128 - len(fat)))
    head = MAGIC + bytes(16) + struct.pack("<HHHH", 0x3E, 3, 0xFFFE, 9) + bytes(16)
    head += struct.pack("<Iiiiiii", 1, 1, 0, 4096, -2, 0, -2) + bytes(4)
    return head.ljust(76, b"\0")[:76] + struct.pack("<109i", 0, *[-1] * 108) + table + directory


def _entry(name: str, left: int = -1, child: int = -1) -> bytes:
    raw = name.encode("utf-16-le")
    return raw.ljust(64, b"\0") + struct.pack("<HBBiii", len(raw) + 2, 2, 1, left, -1, child) + bytes(48)


def test_streams_of_a_compound_file() -> None:
    assert streams(compound(["WordDocument", "1Table", "CompObj", "Data", "ObjectPool"], 2)) == {
        "WordDocument",
        "1Table",
        "CompObj",
        "Data",
        "ObjectPool",
    }


def test_a_broken_compound_file_has_no_streams() -> None:
    whole = compound(["Workbook"])
    assert streams(whole) == {"Workbook"}
    assert {streams(whole[:length]) for length in range(0, 1024)} == {frozenset()}
