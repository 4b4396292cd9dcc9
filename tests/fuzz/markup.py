"""Damage done to texts with markup, tag by tag and line by line: the same seed does the same damage.

``python -m tests.fuzz.markup FILE [COUNT]`` reads many damaged copies of a file and prints those that crash.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
import traceback
from pathlib import Path
from random import Random

from kg.errors import ReadError
from kg.model import Document, Table
from kg.read import read

SECONDS = 10  # for one small file
_PIECES = re.compile(rb"<[^<>]*>|[^<>\n|]+|[\n|<>]")
_STRANGE = (
    *(b"\0", b"\xff\xfe", b"<", b">", b"&", b"&#99999999;", b"&#xD800;", b"<!--", b"-->", b"<![CDATA[", b"<script>"),
    *(
        b"<table>",
        b"</table>",
        b"<tr>",
        b"</tr>",
        b"<td>",
        b"</td>",
        b"<td rowspan=65535 colspan=1000>",
        b"<td rowspan=0>",
    ),
    *(
        b"<td rowspan=-1 colspan=x>",
        b"<p>",
        b"</p>",
        b"<div style=display:none>",
        b"</div>",
        b"<a href=x>",
        b"<li value=-9>",
    ),
    *(
        b"<ol start=99999999>",
        b"<template>",
        b"<svg>",
        b"<math>",
        b"<select>",
        b"<noscript>",
        b"<title>",
        b"<textarea>",
    ),
    *(b"|", b"||", b"|---|\n", b"\n", b"\t", b"```\n", b"# ", b"- ", b"> ", b"**", b"*", b"_", b"`", b"\\", b"\n---\n"),
    *(b"[a](b.xls)", b"![](x)", b"\r", b"\x0c", b"\xe2\x80\x8b", b"\xf0\x9f\x98\x80", b"\xb2\xbb", b"\xef\xb7\x90"),
)


def mutated(data: bytes, seed: int) -> bytes:
    """One to six changes: pieces taken out, repeated, moved or put in; bytes changed; the rest cut off."""
    random = Random(seed)
    pieces = _PIECES.findall(data)
    for _ in range(random.randint(1, 6)):
        at, size = random.randrange(len(pieces) + 1), random.choice((1, 1, 3, 20, 200))
        some = pieces[at : at + size]
        kind = random.randrange(7)
        if kind == 0:
            del pieces[at : at + size]
        elif kind == 1:
            pieces[at:at] = some * random.choice((1, 2, 50))
        elif kind == 2:
            del pieces[at : at + size]
            to = random.randrange(len(pieces) + 1)
            pieces[to:to] = some
        elif kind == 3:
            pieces[at:at] = [random.choice(_STRANGE)] * random.choice((1, 1, 1, 40, 3_000))
        elif kind == 4:
            pieces[at:at] = [random.choice(_STRANGE) for _ in range(random.choice((1, 10, 100)))]
        elif kind == 5 and some:
            changed = bytearray(some[0])
            changed[random.randrange(len(changed))] = random.randrange(256)
            pieces[at] = bytes(changed)
        elif kind == 6 and random.random() < 0.2:
            del pieces[at:]
    return b"".join(pieces)


def judge(data: bytes, folder: Path) -> bool:
    """Read a damaged file: a document that is sound, or one line that names the file and the reason."""
    path = folder / "甲"
    path.write_bytes(data)
    began = time.process_time()
    try:
        check(read(path))
        return True
    except ReadError as error:
        message = str(error)
        assert message.startswith("甲: ") and "\n" not in message, message
        return False
    finally:
        assert time.process_time() - began < SECONDS


def check(document: Document) -> None:
    """What is read stands in the plain text, but for line ends, and each cell on its table."""
    document.text.encode("utf-8")
    assert "\u200b" not in document.text or document.format == "text"
    for block in document.blocks:
        for part in block.cells if isinstance(block, Table) else [block]:
            passage = part.passage
            assert passage.text.split() == "".join(document.text[i] for i in passage.offsets).split()
        if isinstance(block, Table):
            block.grid()
            assert all(c.row + c.rowspan <= block.n_rows and c.col + c.colspan <= block.n_cols for c in block.cells)


def main() -> int:
    """Read damaged copies of a file; the number of those that crashed."""
    data, count = Path(sys.argv[1]).read_bytes(), int(sys.argv[2]) if len(sys.argv) > 2 else 2_000
    read_well, crashed = 0, 0
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(count):
            try:
                read_well += judge(mutated(data, seed), Path(folder))
            except Exception:
                crashed += 1
                print(f"seed {seed}: {traceback.format_exc()}", flush=True)
    print(f"{count} files, {read_well} read, {crashed} crashed, {time.monotonic() - began:.0f} s")
    return min(crashed, 1)


if __name__ == "__main__":
    sys.exit(main())
