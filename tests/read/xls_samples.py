"""Small made-up XLS files: records of BIFF8 ([MS-XLS]) in a compound file ([MS-CFB])."""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterator, Sequence

from kg.read.ole import MAGIC
from tests.read.sheet_samples import Grid, Value, Written

_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_SECTOR = 512
ERRORS = {"#DIV/0!": 7, "#REF!": 23, "#N/A": 42}


def record(kind: int, data: bytes = b"") -> bytes:
    """A record of BIFF."""
    return struct.pack("<HH", kind, len(data)) + data


def as_xls(*grids: Grid, hidden: Collection[str] = (), more: bytes = b"", shared: bytes = b"") -> bytes:
    """Sheets as a workbook of Excel 97; `more` are further records of each sheet, `shared` of the workbook."""
    return compound(workbook(*grids, hidden=hidden, more=more, shared=shared))


def workbook(*grids: Grid, hidden: Collection[str] = (), more: bytes = b"", shared: bytes = b"") -> bytes:
    """The stream of a workbook."""
    codes = list(dict.fromkeys(w.code for grid in grids for w in grid.cells.values())) or ["General"]
    head = _begin(5) + shared + record(0x42, struct.pack("<H", 1200))
    for i, code in enumerate(codes):
        head += record(0x41E, struct.pack("<H", 170 + i) + _text(code))
    for i in range(len(codes)):
        head += record(0xE0, struct.pack("<HH", 0, 170 + i) + bytes(16))
    sheets = [_begin(16) + more + b"".join(_sheet(grid, codes)) + record(0x0A) for grid in grids]
    at = len(head) + sum(len(_bound(grid.name, 0, False)) for grid in grids) + len(record(0x0A))
    for grid, sheet in zip(grids, sheets, strict=True):
        head += _bound(grid.name, at, grid.name in hidden)
        at += len(sheet)
    return head + record(0x0A) + b"".join(sheets)


def _begin(kind: int) -> bytes:
    return record(0x809, struct.pack("<HHHHII", 0x600, kind, 0x0DBB, 0x07CC, 0, 6))


def _bound(name: str, at: int, hidden: bool) -> bytes:
    raw = name.encode("utf-16-le")
    return record(0x85, struct.pack("<IBBBB", at, hidden, 0, len(name), 1) + raw)


def _text(text: str) -> bytes:
    raw = text.encode("utf-16-le")
    return struct.pack("<HB", len(raw) // 2, 1) + raw


def _sheet(grid: Grid, codes: Sequence[str]) -> Iterator[bytes]:
    for (row, col), written in sorted(grid.cells.items()):
        yield cell(row, col, codes.index(written.code), written.value)
    for at in range(0, len(grid.merged), 1000):
        areas = [struct.pack("<HHHH", m[0], m[2], m[1], m[3]) for m in grid.merged[at : at + 1000]]
        yield record(0xE5, struct.pack("<H", len(areas)) + b"".join(areas))


def cell(row: int, col: int, style: int, value: Value) -> bytes:
    """A cell with a text, a number, a truth value or an error."""
    at = struct.pack("<HHH", row, col, style)
    if isinstance(value, bool):
        return record(0x205, at + bytes([value, 0]))
    if isinstance(value, float):
        return record(0x203, at + struct.pack("<d", value))
    if value in ERRORS:
        return record(0x205, at + bytes([ERRORS[value], 1]))
    return record(0x204, at + _text(value))


def compound(stream: bytes, name: str = "Workbook") -> bytes:
    """A compound file of one stream, padded so that it is kept in whole sectors."""
    stream = stream.ljust(max(4096, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
    sectors = len(stream) // _SECTOR
    tables = 1
    while tables * 128 < tables + 1 + sectors:
        tables += 1
    chain = [_TABLE] * tables + [_END] + [tables + 2 + i for i in range(sectors - 1)] + [_END]
    chain += [_FREE] * (tables * 128 - len(chain))
    entries = _entry("Root Entry", 5, child=1) + _entry(name, 2, start=tables + 1, size=len(stream)) + bytes(256)
    head = MAGIC + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    head += struct.pack("<IIIIIIII", tables, tables, 0, 4096, _END, 0, _END, 0)
    head += struct.pack("<109I", *range(tables), *[_FREE] * (109 - tables))
    return head + struct.pack(f"<{len(chain)}I", *chain) + entries + stream


def _entry(name: str, kind: int, *, child: int = _FREE, start: int = _END, size: int = 0) -> bytes:
    raw = name.encode("utf-16-le")
    links = struct.pack("<HBBIII", len(raw) + 2, kind, 1, _FREE, _FREE, child)
    return raw.ljust(64, b"\0") + links + bytes(36) + struct.pack("<III", start, size, 0)


def single(value: Value, code: str = "General") -> Grid:
    """A sheet with one cell."""
    grid = Grid()
    grid.put(0, 0, Written(value, code))
    return grid
