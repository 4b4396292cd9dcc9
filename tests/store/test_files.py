"""Whatever files are called, however many they are, and whatever their clocks say: each is taken in, once, as it is."""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path
from zipfile import ZipFile

import pytest

from kg.queries import rows
from kg.read import discover
from kg.resources import Ontology
from kg.store.build import COMPARING, build
from kg.store.fingerprint import hash_of
from kg.store.folder import open_folder, opened
from tests.conftest import Kg
from tests.store.made import FULL, built, document, in_one_go, logged, quads

LONGEST = "甲" * 83 + "é.txt"  # 255 bytes in UTF-8
NAMES = ["😀预算🏳️‍🌈.txt", LONGEST, "a b 'c' \"d\" \\e.txt", "行一\n行二.txt", "\t制表\r.txt", "=1+1.txt", "-rf.txt"]
NO_UNICODE = os.fsdecode(b"\xd4\xa4\xcb\xe3.txt")  # 预算 in GBK, as an archive from Windows may leave it on Linux
WINDOWS = "half \ud83d.txt"  # half a character, which a name on Windows may end with


def odd_names(folder: Path) -> list[Path]:
    """Files with all names of these that this file system takes; at least the plain ones."""
    folder.mkdir()
    made = []
    for n, name in enumerate([*NAMES, NO_UNICODE, WINDOWS]):
        path = folder / name
        try:
            path.write_text(document(f"禾汀县第{n}水务", 110 + 11 * n), encoding="utf-8")
        except (OSError, UnicodeEncodeError):
            assert name in (NO_UNICODE, WINDOWS) or sys.platform == "win32", name
        else:
            made.append(path)
    return made


def test_files_with_odd_names_are_taken_in_and_known_again(tmp_path: Path, kg: Kg) -> None:
    made, store = odd_names(tmp_path / "docs"), tmp_path / "store"
    (tmp_path / "docs" / NAMES[0]).with_suffix(".pdf").write_bytes(b"%PDF-1.7 oops")
    assert {LONGEST, *[NO_UNICODE] * (sys.platform == "linux")} <= {path.name for path in made}
    assert len(LONGEST.encode()) == 255
    code, out, err = kg("build", tmp_path / "docs", "--store", store, "--workers", 1)
    assert code == 3 and f"新读 {len(made)} 份" in out and err.count("没有读成") == 1 and "😀预算" in err
    assert quads(open_folder(store)) == in_one_go(tmp_path / "docs")
    assert ("没有读成", "😀预算🏳️🌈.pdf") in [line[:2] for line in logged(store)], "without what joins characters unseen"
    again = built(tmp_path / "docs", store)
    assert again.new == 0 and {Path(entry.path) for entry in again.entries} >= set(made)
    made[-1].unlink()
    assert built(tmp_path / "docs", store, prune=True).dropped == 1
    assert quads(open_folder(store)) == in_one_go(tmp_path / "docs")


def test_a_check_of_files_with_odd_names_writes_all_its_files(tmp_path: Path, kg: Kg) -> None:
    made = odd_names(tmp_path / "docs")
    code, _, err = kg("check", tmp_path / "docs", "--out", tmp_path / "out", "--form", "xlsx")
    assert code == 0 and not err
    assert disclosures_in(tmp_path / "out") == len(made) and (tmp_path / "out/findings.csv").is_file()


def disclosures_in(out: Path) -> int:
    """The number of disclosures in what a check wrote."""
    return len(rows(opened(out), "SELECT ?d { GRAPH ?d { ?d a bp:Disclosure } }"))


def test_members_of_archives_with_odd_names_are_known_again(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    with ZipFile(tmp_path / "docs" / "😀.zip", "w") as archive:
        for n, name in enumerate(("一/" + "丙" * 80 + ".txt", "🀄.txt", "行一\n二.txt")):
            archive.writestr(name, document(f"苇泽县第{n}档案", 220 + 11 * n))
    first = built(tmp_path / "docs", tmp_path / "store")
    assert first.new == 3 and not first.failed and built(tmp_path / "docs", tmp_path / "store").unchanged == 3
    assert quads(open_folder(tmp_path / "store")) == in_one_go(tmp_path / "docs")


def test_no_clock_decides_what_is_read_again(
    docs: Path, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files from the future and from before all time, times that stay when the content changes, a clock put back."""
    files = Path(shutil.copytree(docs, tmp_path / "docs"))
    assert built(files, store).unchanged == 0, "another folder"
    before = quads(open_folder(store))
    for n, path in enumerate(sorted(files.rglob("*.txt"))):
        os.utime(path, (0, 0) if n % 2 else (7e9, 7e9))
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() - 1e9)
    assert built(files, store).new == 0 and quads(open_folder(store)) == before
    stamp = (files / "a.txt").stat()
    text = (files / "a.txt").read_text(encoding="utf-8")
    (files / "a.txt").write_text(text.replace("110", "121"), encoding="utf-8")
    os.utime(files / "a.txt", ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert (files / "a.txt").stat().st_size == stamp.st_size, "neither time nor size tells it"
    assert built(files, store, prune=True).new == 1


def test_a_file_that_changes_while_it_is_built_is_read_again(
    files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its hash was taken before, its graph made after: the next build takes it in, though it is as it was first."""
    first, hashed = (files / "a.txt").read_text(encoding="utf-8"), hash_of

    def changed(path: Path) -> str:
        content = hashed(path)
        if path.name == "a.txt":
            path.write_text(document("岚屿市体育", 550), encoding="utf-8")
        return content

    monkeypatch.setattr("kg.store.build.hash_of", changed)
    built(files, tmp_path / "store")
    monkeypatch.undo()
    (files / "a.txt").write_text(first, encoding="utf-8")
    assert built(files, tmp_path / "store").new == 1
    assert quads(open_folder(tmp_path / "store")) == in_one_go(files)


def many(folder: Path, number: int) -> float:
    """Makes so many files, no disclosures, in one folder, and gives the seconds that it takes to find them."""
    folder.mkdir()
    for n in range(number):
        (folder / f"{n:06}.txt").write_bytes(b"%d" % n)
    began = time.perf_counter()
    found, problems = discover([folder])
    assert len(found) == number and not problems
    return time.perf_counter() - began


def test_many_files_in_a_folder_are_found_in_linear_time(tmp_path: Path) -> None:
    few, lots = (2_500, 100_000) if FULL else (500, 4_000)
    many(tmp_path / "warm", few)
    slow, fast = many(tmp_path / "lots", lots) / lots, min(many(tmp_path / f"few{n}", few) for n in range(3)) / few
    assert slow < 4 * fast, "a quadratic way would take eight times as long for each file, or forty"


def test_many_files_are_counted_while_they_are_compared_and_left_alone_later(tmp_path: Path) -> None:
    """With the full number this is a build of 100,000 files, each of which is told apart from a disclosure."""
    number, steps = 100_000 if FULL else 300, []
    many(tmp_path / "docs", number)
    (tmp_path / "docs" / "one.txt").write_text(document("禾汀县水务"), encoding="utf-8")
    done = build([tmp_path / "docs"], tmp_path / "store", Ontology.load(), 2, progress=lambda *step: steps.append(step))
    assert done.new == 1 and len(done.entries) == number + 1 and not done.failed
    assert sum(what == COMPARING for *_, what in steps) == number + 1
    assert steps[-1][:2] == (number + 1, number + 1)
    assert built(tmp_path / "docs", tmp_path / "store").unchanged == number + 1
