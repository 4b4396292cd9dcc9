"""Which streams an OLE2 compound file holds: tells DOC, XLS and encrypted OOXML apart ([MS-CFB])."""

from __future__ import annotations

import struct
from collections.abc import Iterator

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = 128
_LAST = 0xFFFFFFFA  # the largest number of a sector; those above are marks
_MOST = 20_000  # sectors of one chain


def streams(data: bytes) -> frozenset[str]:
    """The names at the top of the file, without those of embedded objects; empty where it is broken."""
    try:
        return frozenset(_top(_directory(data)))
    except struct.error:
        return frozenset()


def _directory(data: bytes) -> bytes:
    shift = struct.unpack_from("<H", data, 30)[0]
    if not 7 <= shift <= 16:
        return b""
    size, sector = 1 << shift, struct.unpack_from("<I", data, 48)[0]
    tables = _tables(data, size)
    parts: list[bytes] = []
    while sector <= _LAST and len(parts) < _MOST:
        parts.append(data[(sector + 1) * size : (sector + 2) * size])
        table, at = divmod(sector * 4, size)
        if table >= len(tables) or tables[table] > _LAST:
            break
        sector = struct.unpack_from("<I", data, (tables[table] + 1) * size + at)[0]
    return b"".join(parts)


def _tables(data: bytes, size: int) -> list[int]:
    """The sectors of the allocation table: 109 in the header, more in a chain of sectors."""
    found = list(struct.unpack_from("<109I", data, 76))
    sector, chain = struct.unpack_from("<I", data, 68)[0], 0
    while sector <= _LAST and chain < _MOST:
        *more, sector = struct.unpack_from(f"<{size // 4}I", data, (sector + 1) * size)
        found += more
        chain += 1
    return found


def _top(directory: bytes) -> Iterator[str]:
    """The children of the root, which are a tree of siblings."""
    todo, seen = [struct.unpack_from("<I", directory, 76)[0]], set[int]()
    while todo:
        entry = todo.pop()
        start = entry * _ENTRY
        if entry in seen or start + _ENTRY > len(directory):
            continue
        seen.add(entry)
        length = struct.unpack_from("<H", directory, start + 64)[0]
        yield directory[start : start + min(64, max(0, length - 2))].decode("utf-16-le", "replace")
        todo += struct.unpack_from("<II", directory, start + 68)
