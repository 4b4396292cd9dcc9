"""Damage done to files: the same seed does the same damage.

Bytes are changed, cut and repeated; and, so that damage gets past the container and the decoder: members of ZIP formats
one by one, XML in its elements, text in its characters, PDF in its numbers, XLS in its records.
"""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Callable
from copy import deepcopy
from io import BytesIO
from random import Random

from lxml import etree

from tests.read.docx_samples import zipped
from tests.read.xls_samples import compound

Damage = Callable[[bytes, Random], bytes]
_NUMBERS = (
    b"\0",
    b"\xff",
    b"\xff\xff\xff\xff",
    b"\x7f\xff\xff\xff",
    b"\0\0\0\x80",
    b"0",
    b"-1",
    b"99999999999",
    b"1e308",
)
_VALUES = (
    "",
    "-1",
    "0",
    "1",
    "65536",
    "1048577",
    "99999999999999999999",
    "1e400",
    "A1:XFD1048576",
    "真",
    "../../x",
    "%s",
)
_CHARACTERS = "\t|,;\"'#*-_=\u3000\u200b\ufeff\f\v\0\x85\u2028%％≥（（、。：0９一元万\U0002000b"
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
_ODD = (b"0", b"-1", b"1", b"3", b"0.001", b"-99999", b"99999999", b"4294967296", b"1e9", b"/X", b"null")
_MOST_XML = 1_000_000
_MOST_ELEMENTS = 3_000  # before one more change; copies of copies grow fast


def mutated(data: bytes, random: Random) -> bytes:
    """One to four changes of bytes."""
    for _ in range(random.randint(1, 4)):
        data = random.choice(_BYTES)(data, random)
    return data


def mutated_text(data: bytes, random: Random) -> bytes:
    """One to eight changes of characters and lines; the text stays one that can be decoded."""
    if random.random() < 0.1:
        return mutated(data, random)
    code = next(code for code in ("utf-8", "utf-16", "gb18030") if _decodes(data, code))
    lines = data.decode(code).split("\n")
    for _ in range(random.randint(1, 8)):
        at, other = random.randrange(len(lines)), random.randrange(len(lines))
        line, cut = lines[at], random.randint(0, len(lines[at]))
        char = random.choice(_CHARACTERS)
        lines[at : at + 1] = random.choice(
            (
                [line[:cut] + char + line[cut:]],
                [line[:cut] + char * random.choice((2, 50, 3000)) + line[cut:]],
                [line[:cut], line[cut:]],
                [line, lines[other]] * random.choice((1, 1, 30)),
                [line + lines[other]],
                [line.replace(random.choice("\t,; 一1"), char)],
                [line[:cut]],
                [],
            )
        )
        lines = lines[:20_000] or [""]
    return "\n".join(lines).encode(code, "replace")


def _decodes(data: bytes, code: str) -> bool:
    try:
        data.decode(code)
    except UnicodeError:
        return False
    return code != "utf-16" or data[:2] in (b"\xff\xfe", b"\xfe\xff")


def mutated_pdf(data: bytes, random: Random) -> bytes:
    """One to six numbers changed, or bytes."""
    if random.random() < 0.4:
        return mutated(data, random)
    for _ in range(random.randint(1, 6)):
        found = list(_NUMBER.finditer(data))
        if found:
            start, end = random.choice(found).span()
            data = data[:start] + random.choice(_ODD) + data[end:]
    return data


def mutated_records(data: bytes, random: Random) -> bytes:
    """One to six records of a BIFF stream changed, moved, repeated or taken out; half of them in a compound file."""
    records: list[tuple[int, bytes]] = []
    at = 0
    while at + 4 <= len(data):
        kind, size = struct.unpack_from("<HH", data, at)
        records.append((kind, data[at + 4 : at + 4 + size]))
        at += 4 + size
    for _ in range(random.randint(1, 6)):
        at, other = random.randrange(len(records)), random.randrange(len(records))
        kind, content = records[at]
        records[at : at + 1] = random.choice(
            (
                [(kind, _flip(content, random))],
                [(kind, _flip(content, random))],
                [(kind, _write(content, random))],
                [(kind, mutated(content, random)[:8000])],
                [(random.choice((records[other][0], random.randrange(0x900))), content)],
                [(kind, content)] * random.choice((2, 300)),
                [records[other], (kind, content)],
                [(kind, records[other][1])],
                [],
            )
        )
    stream = b"".join(struct.pack("<HH", kind, len(content)) + content for kind, content in records)
    whole = stream if random.random() < 0.5 else compound(stream)
    return mutated(whole, random) if random.random() < 0.1 else whole


def mutated_zip(data: bytes, random: Random) -> bytes:
    """One or two members damaged, taken out or named like another; now and then the container itself."""
    members = _members(data) if random.random() < 0.9 else {}
    if not members:
        return mutated(data, random)
    for _ in range(random.randint(1, 2)):
        name = random.choice(list(members))
        content = members[name]
        if random.random() < 0.05:
            del members[name]
            if not members:
                break
        elif random.random() < 0.05:
            members[random.choice(list(members))] = content
        elif isinstance(content, bytes):
            members[name] = _damaged(content, random)
    return zipped(members)


def _members(data: bytes) -> dict[str, str | bytes]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # damaged already
        return {}


def _damaged(content: bytes, random: Random) -> bytes:
    if content.startswith(b"PK\x03\x04"):
        return mutated_zip(content, random)
    if content.lstrip()[:1] == b"<" and random.random() < 0.75:
        return mutated_xml(content, random)
    return mutated(content, random)


def mutated_xml(content: bytes, random: Random) -> bytes:
    """One to six changes of elements, attributes and texts; what is no XML is changed as bytes."""
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError:
        return mutated(content, random)
    for _ in range(random.randint(1, 6)):
        elements = [element for element in root.iter() if isinstance(element.tag, str)]
        if len(elements) > _MOST_ELEMENTS:
            break
        random.choice(_ELEMENTS)(random.choice(elements), random.choice(elements), random)
    made: bytes = etree.tostring(root)
    return made if len(made) < _MOST_XML else content


def _flip(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.randint(1, 8)):
        if changed:
            changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def _write(data: bytes, random: Random) -> bytes:
    at, number = random.randint(0, len(data)), random.choice(_NUMBERS)
    return data[:at] + number + data[at + len(number) :]


def _insert(data: bytes, random: Random) -> bytes:
    at = random.randint(0, len(data))
    return data[:at] + random.choice((random.randbytes(random.randint(1, 64)), *_NUMBERS)) + data[at:]


def _cut(data: bytes, random: Random) -> bytes:
    start, end = _slice(data, random)
    return data[:start] + data[end:]


def _repeat(data: bytes, random: Random) -> bytes:
    start, end = _slice(data, random)
    times = random.choice((2, 2, 3, 20))
    return data[:end] + data[start : min(end, start + 5_000)] * times + data[end:]


def _move(data: bytes, random: Random) -> bytes:
    start, end = _slice(data, random)
    at, piece, rest = random.randint(0, len(data)), data[start:end], data[:start] + data[end:]
    return rest[:at] + piece + rest[at:]


def _truncate(data: bytes, random: Random) -> bytes:
    return data[: random.randint(0, len(data))]


def _blank(data: bytes, random: Random) -> bytes:
    start, end = _slice(data, random)
    return data[:start] + bytes(end - start) + data[end:]


def _slice(data: bytes, random: Random) -> tuple[int, int]:
    start = random.randint(0, len(data))
    return start, min(len(data), start + random.choice((1, 4, 16, 100, 1000, len(data))))


_BYTES: tuple[Damage, ...] = (_flip, _flip, _write, _write, _insert, _cut, _repeat, _move, _truncate, _blank)


def _remove(element: etree._Element, _: etree._Element, __: Random) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _copy(element: etree._Element, other: etree._Element, random: Random) -> None:
    copied = deepcopy(element)  # once, for `other` may lie inside it
    for _ in range(random.choice((1, 1, 2, 30))):
        other.insert(random.randint(0, len(other)), deepcopy(copied))


def _nest(element: etree._Element, _: etree._Element, random: Random) -> None:
    for _ in range(random.choice((1, 3, 300))):
        inner = etree.Element(element.tag, dict(element.attrib))
        inner.extend(list(element))
        element.append(inner)


def _revalue(element: etree._Element, _: etree._Element, random: Random) -> None:
    if element.attrib:
        name = random.choice(list(element.attrib))
        element.set(name, random.choice(_VALUES))
    else:
        element.text = random.choice(_VALUES)


def _unname(element: etree._Element, _: etree._Element, random: Random) -> None:
    for name in random.sample(list(element.attrib), min(1, len(element.attrib))):
        del element.attrib[name]


def _exchange(element: etree._Element, other: etree._Element, _: Random) -> None:
    element.tag, other.tag = other.tag, element.tag


_ELEMENTS = (_remove, _copy, _nest, _revalue, _revalue, _revalue, _unname, _exchange)
