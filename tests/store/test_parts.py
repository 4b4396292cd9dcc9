"""`kg build --parts`: the files hold what a store would, the manifest tells of them, and a kill costs one task."""

from __future__ import annotations

import gzip
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import DataError, KgError
from kg.graph.build import disclosure_iri
from kg.resources import Ontology
from kg.store.build import Built
from kg.store.load import load
from kg.store.parts import build_parts, parts_of, read_manifest
from tests.conftest import ROOT, Kg
from tests.store.made import document, in_one_go
from tests.store.test_load import moody


def made(files: Path, folder: Path, *, prune: bool = False, packed: bool = True) -> Built:
    """A build with one worker."""
    return build_parts([files], folder, Ontology.load(), prune=prune, packed=packed)


def quads(folder: Path) -> set[ox.Quad]:
    """What all the parts hold together."""
    found: set[ox.Quad] = set()
    for path in parts_of(folder):
        data = path.read_bytes()
        found |= set(ox.parse(gzip.decompress(data) if path.suffix == ".gz" else data, format=ox.RdfFormat.N_QUADS))
    return found


def test_parts_are_brought_up_to_date_step_by_step(files: Path, tmp_path: Path) -> None:
    folder = tmp_path / "parts"
    first = made(files, folder)
    assert (first.new, first.unchanged, len(first.entries), first.failed) == (3, 0, 6, True)
    assert quads(folder) == in_one_go(files, compare=False)
    again = made(files, folder)
    assert (again.new, again.unchanged, again.entries) == (0, 5, first.entries)
    assert quads(folder) == in_one_go(files, compare=False), "the name of the second file with one content is kept"
    before = {entry.path: entry for entry in first.entries}

    (files / "a.txt").write_text(document("禾汀县水务", 440), encoding="utf-8")  # changed
    (files / "b/one.txt").unlink()  # its twin stays
    (files / "c.txt").unlink()  # gone
    (files / "d.txt").write_text(document("岚屿市体育", 550), encoding="utf-8")  # new
    changed = made(files, folder)
    assert (changed.new, changed.gone, changed.dropped) == (3, 2, 0)
    assert ox.NamedNode(before[str(files / "c.txt")].disclosure) in {quad.graph_name for quad in quads(folder)}
    pruned = made(files, folder, prune=True)
    assert (pruned.new, pruned.gone, pruned.dropped) == (0, 0, 2)
    assert quads(folder) == in_one_go(files, compare=False)


def test_the_manifest_tells_of_each_part(files: Path, tmp_path: Path) -> None:
    folder = tmp_path / "parts"
    made(files, folder, packed=False)
    lines = [json.loads(line) for line in (folder / "manifest.jsonl").read_text(encoding="ascii").splitlines()]
    for line in lines:
        text = (folder / line["part"]).read_bytes()
        assert (line["bytes"], line["sha256"]) == (len(text), sha256(text).hexdigest())
        assert line["triples"] == text.count(b"\n") > 0
        for file in line["files"]:
            if file["disclosure"] and not line["part"].startswith("rest"):
                graph = file["disclosure"].encode()
                assert file["disclosure"] == disclosure_iri(file["sha256"])
                assert file["record"]["triples"] == text.count(b" <%b> .\n" % graph) + text.count(
                    b" <%b/findings> .\n" % graph
                )
    names = sorted(Path(file["path"]).name for line in lines for file in line["files"])
    assert names == ["a.txt", "broken.pdf", "c.txt", "note.txt", "one.txt", "two.txt"]
    assert {path.name for path in folder.glob("*.nq*")} == {line["part"] for line in lines}


def test_what_a_kill_left_is_put_right(files: Path, tmp_path: Path) -> None:
    folder = tmp_path / "parts"
    made(files, folder)
    manifest = folder / "manifest.jsonl"
    (folder / "0123456789abcdef.nq.gz").write_bytes(b"half")
    with manifest.open("a", encoding="ascii") as lines:
        lines.write('{"part": "0123456789abcdef.nq')
    assert made(files, folder).new == 0
    assert not (folder / "0123456789abcdef.nq.gz").exists() and quads(folder) == in_one_go(files, compare=False)

    part = next(path for path in parts_of(folder) if not path.name.startswith("rest"))
    part.write_bytes(part.read_bytes()[:-1])
    with moody() as (address, _), pytest.raises(DataError, match=part.name):
        load([folder], address)
    assert made(files, folder).new == 3 and quads(folder) == in_one_go(files, compare=False)
    manifest.write_text("[1]\n", encoding="ascii")
    with pytest.raises(DataError, match=r"manifest\.jsonl"):
        read_manifest(folder)


def test_a_second_build_is_told_that_there_is_one(files: Path, tmp_path: Path) -> None:
    folder = tmp_path / "parts"
    folder.mkdir()
    holder = sqlite3.connect(folder / "lock", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(KgError, match="另一个 kg build"):
        made(files, folder)
    holder.close()


def test_a_store_or_parts(kg: Kg, files: Path, tmp_path: Path) -> None:
    for options in ((), ("--store", tmp_path / "a", "--parts", tmp_path / "b")):
        code, _, err = kg("build", files, *options)
        assert code == 2 and "--store 和 --parts" in err


@pytest.mark.parametrize("seed", range(int(os.environ.get("KG_KILLS", "1"))))
def test_a_build_that_was_killed_goes_on_where_it_was(files: Path, tmp_path: Path, seed: int) -> None:
    """`make soak` does it fifty times; the moment of the kill is drawn from the seed."""
    folder, draw = tmp_path / "parts", random.Random(seed)
    for n in range(18):
        (files / f"more{n:02}.txt").write_text(document(f"霜桥县第{n}监管", 11 * n + 110), encoding="utf-8")
    command = [sys.executable, "-m", "kg", "build", str(files), "--parts", str(folder), "--workers", "2"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(draw.uniform(0.3, 5))
    process.send_signal(signal.SIGKILL)
    process.wait()
    made(files, folder)
    assert quads(folder) == in_one_go(files, compare=False)
