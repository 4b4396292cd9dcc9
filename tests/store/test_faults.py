"""A full disk, a folder that cannot be written, a damaged file: said in one line with the way out, nothing lost."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import KgError
from kg.queries import rows
from kg.store.faults import told
from kg.store.folder import Folder, open_folder, opened
from kg.store.manifest import Manifest
from kg.store.worker import Done
from kg.store.writer import Writer
from tests.conftest import ROOT, Kg
from tests.store.made import FULL, built, in_one_go, logged, more, quads

CLI = "from kg.cli import main; main()"
LIMITED = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0})); " + CLI
NOBODY = 65534


def run(code: str, *args: object) -> tuple[int, str]:
    """The command line in a process of its own, after other lines; gives exit code and all that it said."""
    command = [sys.executable, "-c", code, *map(str, args)]
    env = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, encoding="utf-8", check=False)
    said = done.stdout + done.stderr
    assert "Traceback" not in said and "panicked" not in said, said
    return done.returncode, said


# a full disk


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be kept from writing there")
@pytest.mark.parametrize("size", [300_000, *random.Random(7).sample(range(1_000, 3_000_000), 20 * FULL)])
def test_what_cannot_be_written_for_want_of_room_is_said_and_done_later(files: Path, tmp_path: Path, size: int) -> None:
    """Everybody may limit the size of the files that a process writes; the error is another, the way is the same."""
    more(files, 8)
    store = tmp_path / "store"
    code, said = run(LIMITED.format(size), "build", files, "--store", store, "--workers", 2)
    if code != 3:  # 3: the limit was so wide that nothing met it
        assert code == 2 and "写不下了" in said and "腾出空间后再次运行" in said and str(store) in said
    assert built(files, store).new + 11 * (code == 3) >= 1
    assert quads(open_folder(store)) == in_one_go(files)


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[Callable[[int], int]]:
    """A file system of so many bytes at `folder`, and how to make it larger; only root may have one."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here; the limit on the size of files is tested everywhere")
    try:
        yield lambda size: subprocess.check_call(["mount", "-o", f"remount,size={size}", folder])
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="a file system of its own needs root")
@pytest.mark.parametrize("size", [400_000, 460_000, *random.Random(8).sample(range(50_000, 2_000_000), 20 * FULL)])
def test_a_build_on_a_full_disk_goes_on_when_there_is_room(files: Path, tmp_path: Path, size: int) -> None:
    more(files, 8)
    with small_disk(tmp_path / "disk", size) as enlarge:
        store = tmp_path / "disk" / "store"
        code, said = run(CLI, "build", files, "--store", store, "--workers", 2)
        if code != 3:
            assert code == 2 and "写不下了" in said and "腾出空间后再次运行" in said and str(store) in said
        enlarge(50_000_000)
        built(files, store)
        assert quads(open_folder(store)) == in_one_go(files)


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be kept from writing there")
def test_a_check_on_a_full_disk_says_so(files: Path, tmp_path: Path) -> None:
    code, said = run(LIMITED.format(20_000), "check", files / "a.txt", "--out", tmp_path / "out")
    assert code == 2 and "写不下了" in said and "腾出空间后再次运行" in said


# a folder that cannot be written


@contextmanager
def only_to_be_read(folder: Path) -> Iterator[None]:
    """Nobody may write there: by the rights of an ordinary user, which root takes on for a while."""
    paths = [folder, *folder.rglob("*")]
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        for path in paths:
            path.chmod(0o755 if path.is_dir() else 0o644)


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder that users may enter who are not the one that runs the tests."""
    folder = Path(tempfile.mkdtemp(prefix="kg-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="folders have other rights there")
def test_a_store_that_cannot_be_written_is_still_read(files: Path, open_to_all: Path, kg: Kg) -> None:
    store = open_to_all / "store"
    built(files, store)
    before = quads(open_folder(store))
    with only_to_be_read(open_to_all):
        assert quads(open_folder(store)) == before
        for place in (store, open_to_all / "new"):
            code, _, err = kg("build", files, "--store", place)
            assert code == 2 and f"kg: {place}" in err and "写不进去" in err and "权限" in err
    assert built(files, store).new == 0 and quads(open_folder(store)) == before


def test_a_file_where_the_store_should_be_is_said(files: Path, tmp_path: Path) -> None:
    (tmp_path / "store").write_text("", encoding="utf-8")
    with pytest.raises(KgError, match="store: 写不进去"):
        built(files, tmp_path / "store")


# damaged files


def _empty(data: bytes) -> bytes:
    return b""


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _noise(data: bytes) -> bytes:
    return random.Random(1).randbytes(len(data))


def _flipped(data: bytes) -> bytes:
    draw, changed = random.Random(2), bytearray(data)
    for _ in range(20 if data else 0):
        changed[draw.randrange(len(changed))] ^= 0xFF
    return bytes(changed)


DAMAGES = (_empty, _cut, _noise, _flipped, None)  # None: the file is gone


def damage(path: Path, how: Callable[[bytes], bytes] | None) -> None:
    """Damages this name of a file alone, and not what other names of it hold."""
    data = path.read_bytes()
    path.unlink()
    if how:
        path.write_bytes(how(data))


@pytest.mark.parametrize("how", DAMAGES if FULL else DAMAGES[2:])
def test_a_damaged_manifest_is_named_and_made_anew(
    docs: Path, store: Path, how: Callable[[bytes], bytes] | None
) -> None:
    place = Folder(store).manifest
    damage(place, how)
    try:
        built(docs, store)
    except KgError as error:
        assert str(place) in str(error) and "删掉它再运行 kg build" in str(error)
        assert [event for event, *_ in logged(store)][-1] in ("结束", "中止")
        place.unlink()
        built(docs, store)
    assert quads(open_folder(store)) == in_one_go(docs)


def sound(store: Path, kinds: str) -> list[str]:
    """The docs of a database, by the beginnings or endings of their names."""
    database = Folder(store).snapshot() if kinds == "snapshot" else Folder(store).work
    names = sorted(path.name for path in database.iterdir() if path.is_file())
    return names if FULL else [next(n for n in names if n.startswith(k)) for k in ("CURRENT", "MANIFEST")] + [
        next(n for n in names if n.endswith(".sst"))
    ]  # fmt: skip


def test_a_damaged_database_is_named_and_made_anew(ready: tuple[Path, Path], tmp_path: Path) -> None:
    """Each of its files (`make soak`), in each way; what is lost without a word is read again."""
    (docs, first), whole = ready, in_one_go(ready[0])
    draw = random.Random(3)
    names = sound(first, "work")
    cases = [(name, how) for name in names for how in DAMAGES]
    for name, how in cases if FULL else [*draw.sample(cases, 2), (names[1], _cut)]:
        store = tmp_path / "store"
        shutil.rmtree(store, ignore_errors=True)
        shutil.copytree(first, store)
        damage(Folder(store).work / name, how)
        try:
            built(docs, store)
        except KgError as error:
            assert str(Folder(store).work) in str(error) and "删掉这个文件夹再运行 kg build" in str(error), (name, how)
            shutil.rmtree(Folder(store).work)
            built(docs, store)
        assert quads(open_folder(store)) == whole, (name, how)


def test_an_error_keeps_no_lock_wherever_the_database_was_used(tmp_path: Path) -> None:
    def compare(store: ox.Store) -> None:
        raise OSError(str(store))

    def build(writer: Writer) -> None:
        store = writer.store
        try:
            compare(store)
        except OSError as error:
            raise KgError("told") from error

    def caller() -> None:
        mine = tmp_path
        raise ValueError(mine)

    try:
        caller()
    except ValueError as others:
        with pytest.raises(KgError) as error, Writer(ox.Store(str(tmp_path / "work")), "") as writer:
            build(writer)
        assert others.__traceback__ and others.__traceback__.tb_next
        assert others.__traceback__.tb_next.tb_frame.f_locals["mine"] == tmp_path
    ox.Store(str(tmp_path / "work"))  # by the same process, which still has the error
    assert error.value.__cause__


def test_an_error_of_a_load_keeps_no_lock(tmp_path: Path) -> None:
    part, database = tmp_path / "part.nq", tmp_path / "work"
    part.write_text("no quads", encoding="utf-8")
    with (
        pytest.raises(SyntaxError),
        Writer(ox.Store(str(database)), "") as writer,
        Manifest(tmp_path / "manifest.sqlite") as writer.manifest,
    ):
        writer.take(Done(part, {Path("a.txt"): ("urn:a", {})}), {})
        writer.settle({})
    ox.Store(str(database))  # by the same process, while it still has the error


def test_a_manifest_without_room_is_told_of_as_a_full_disk(tmp_path: Path) -> None:
    small = tmp_path / "small.sqlite"
    with pytest.raises(KgError, match="写不下了"), told(Folder(tmp_path)), closing(sqlite3.connect(small)) as database:
        database.execute("PRAGMA max_page_count = 1")
        database.execute("CREATE TABLE some (text)")


def test_readers_are_told_of_a_damaged_snapshot(ready: tuple[Path, Path], tmp_path: Path) -> None:
    (docs, first), whole = ready, in_one_go(ready[0])
    for name in sound(first, "snapshot"):
        for how in DAMAGES:
            store = tmp_path / "store"
            shutil.rmtree(store, ignore_errors=True)
            shutil.copytree(first, store)
            damage(Folder(store).snapshot() / name, how)
            try:
                found = quads(opened(store))
            except KgError as error:
                assert str(store) in str(error) and "再次运行 kg build" in str(error), (name, how)
            except RuntimeError as error:
                assert str(error).startswith("Corruption"), "the command line says that in one line"
            else:
                assert found == whole, (name, how)
    built(docs, store)
    assert quads(opened(store)) == whole


def test_a_query_that_meets_a_damaged_block_says_so(store: Path, kg: Kg) -> None:
    for path in Folder(store).snapshot().glob("*.sst"):
        damage(path, _flipped)
    code, out, err = kg("query", "SELECT * { ?s ?p ?o }", "--graph", store)
    assert code == 2 and not out and "图谱库损坏" in err and "再次运行 kg build" in err


@pytest.mark.parametrize("text", ["", "x", "99", "-1", "1 MANIFEST-000001 x", "\udcff"])
def test_a_damaged_note_of_what_is_published_is_mended_by_a_build(docs: Path, store: Path, text: str) -> None:
    (store / "current").write_text(text, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(KgError, match="再次运行 kg build"):
        open_folder(store)
    if text in ("", "99"):
        built(docs, store)
        assert quads(open_folder(store)) == in_one_go(docs)


def test_a_build_that_never_ended_is_not_taken_for_another_folder(store: Path) -> None:
    (store / "current").unlink()
    with pytest.raises(KgError, match="还没有建完"):
        open_folder(store)


def test_what_a_damaged_database_lost_of_files_elsewhere_is_counted(docs: Path, store: Path, kg: Kg) -> None:
    shutil.rmtree(Folder(store).work)
    code, out, _ = kg("build", docs / "b", "--store", store, "--workers", 1)
    assert code == 3 and "新读 1 份" in out and "有 2 个文件的图在库里缺失；对它们再次运行 kg build" in out
    assert [name for event, name, _ in logged(store) if event == "缺失"] == ["a.txt", "c.txt"]
    assert built(docs, store).new == 2 and quads(open_folder(store)) == in_one_go(docs)


def test_the_rules_stay_when_the_last_file_gave_nothing(files: Path, tmp_path: Path) -> None:
    built(files, tmp_path / "store")
    (files / "more.pdf").write_bytes(b"%PDF-1.7 oops, too")
    built(files, tmp_path / "store")
    assert quads(open_folder(tmp_path / "store")) == in_one_go(files)
    assert rows(open_folder(tmp_path / "store"), "SELECT ?r { ?r a bp:Rule }")
