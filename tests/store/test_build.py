"""A store that was filled step by step, or killed on the way, holds what one that was filled in one go holds."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.errors import DataError, KgError
from kg.queries import rows
from kg.resources import Ontology
from kg.store.build import BUILDING, build
from kg.store.folder import open_folder
from tests.conftest import ROOT, in_a_shell
from tests.store.made import KILLS, built, document, in_one_go, logged, more, quads


def test_a_store_is_brought_up_to_date_step_by_step(files: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    with pytest.raises(DataError, match="kg build"):
        open_folder(store)
    first = built(files, store)
    assert (first.new, first.unchanged, len(first.entries), len(first.problems)) == (3, 0, 6, 0)
    assert [Path(entry.path).name for entry in first.entries if entry.problem] == ["broken.pdf", "note.txt"]
    assert [entry.skipped for entry in first.entries if entry.problem] == [False, True]
    assert quads(open_folder(store)) == in_one_go(files)

    again = built(files, store)
    assert (again.new, again.unchanged) == (0, 5), "nothing is read that is as it was, the broken file neither"
    assert again.entries == first.entries

    (files / "a.txt").write_text(document("禾汀县水务", 440), encoding="utf-8")  # changed
    (files / "b/one.txt").unlink()  # its twin stays
    (files / "c.txt").unlink()  # gone
    (files / "d.txt").write_text(document("岚屿市体育", 550), encoding="utf-8")  # new
    kept = built(files, store)
    assert (kept.new, kept.gone, kept.dropped) == (3, 2, 0)
    names = {row["s"] for row in rows(open_folder(store), "SELECT ?s { ?d dcterms:source ?s }")}
    assert names == {"a.txt", "one.txt", "two.txt", "c.txt", "d.txt"}
    pruned = built(files, store, prune=True)
    assert (pruned.new, pruned.unchanged, pruned.gone, pruned.dropped) == (0, 5, 0, 2)
    assert quads(open_folder(store)) == in_one_go(files)


def test_files_elsewhere_are_left_alone(files: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    built(files, store)
    before = quads(open_folder(store))
    assert built(files / "b", store, prune=True).dropped == 0
    assert quads(open_folder(store)) == before


def test_another_ontology_makes_everything_anew(files: Path, tmp_path: Path) -> None:
    store, own = tmp_path / "store", tmp_path / "own"
    built(files, store)
    (own / "lexicon").mkdir(parents=True)
    (own / "lexicon/vague.jsonl").write_text(
        '{"id": "mine", "class": "vague", "place": "end", "text": ["大概"]}\n', encoding="utf-8"
    )
    assert build([files], store, Ontology.load([own])).new == 3


def test_a_failed_file_is_tried_again_when_asked(files: Path, tmp_path: Path) -> None:
    built(files, tmp_path / "store")
    assert built(files, tmp_path / "store", retry=True).unchanged == 3


def test_a_second_build_is_told_that_there_is_one_and_disturbs_nobody(files: Path, tmp_path: Path) -> None:
    """The second is another process, as it is in life, and comes when the first has made parts; readers go on."""
    store = tmp_path / "store"
    second: list[subprocess.CompletedProcess[bytes]] = []
    built(files / "b", store)
    before = quads(open_folder(store))
    more(files, 8)

    def look(done: int, _total: int, what: str) -> None:
        if what == BUILDING and done and not second:
            second.append(in_a_shell("build", files, "--store", store))
            assert quads(open_folder(store)) == before

    assert build([files], store, Ontology.load(), progress=look).new == 10
    said = second[0].stderr.decode("utf-8")
    assert second[0].returncode == 2 and said == f"kg: {store}: 另一个 kg build 正在写这个图谱库；等它结束再来\n"
    assert quads(open_folder(store)) == in_one_go(files)


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent in another way there")
@pytest.mark.usefixtures("interruptible")
def test_a_build_that_is_interrupted_says_nothing_but_in_its_log(files: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kg", "build", str(files), "--store", str(tmp_path / "store")]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, start_new_session=True) as process:
        assert process.stderr and next(line for line in process.stderr if line.startswith("建库".encode()))
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does it: to the workers too, whatever they are at
        said = process.stderr.read().decode("utf-8")
    assert process.returncode not in (0, 1, 2, 3) and "Traceback" not in said
    assert logged(tmp_path / "store")[-1] == ("中止", "", "按了 Ctrl-C")


def test_a_build_after_one_that_failed_in_the_same_process_is_no_second(files: Path, tmp_path: Path) -> None:
    """Who looks at an error keeps all that it came by."""
    with pytest.raises(KgError) as kept:
        build([files], tmp_path / "store", Ontology.load(), profile="no such profile")
    assert built(files, tmp_path / "store").new == 3 and kept.value


def test_readers_go_on_while_a_build_writes(files: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    built(files, store)
    reader = open_folder(store)
    before = quads(reader)
    (files / "a.txt").unlink()
    built(files, store, prune=True)
    assert quads(reader) == before
    assert quads(open_folder(store)) < before


@pytest.mark.parametrize("seed", range(KILLS))
def test_a_build_that_was_killed_goes_on_where_it_was(files: Path, tmp_path: Path, seed: int) -> None:
    """`make soak` does it fifty times; the moments of the two kills are drawn from the seed.

    Parts are loaded together the first time, as few as these are, and one by one the second.
    """
    store, draw = tmp_path / "store", random.Random(seed)
    more(files, 18)
    one_by_one = "import sys; from kg import cli; from kg.store import writer; writer.AT_ONCE = 1; sys.exit(cli.main())"
    for start in (("-m", "kg"), ("-c", one_by_one)):
        killed([sys.executable, *start, "build", str(files), "--store", str(store), "--workers", "2"], draw)
    built(files, store)
    assert quads(open_folder(store)) == in_one_go(files)


def killed(command: list[str], draw: random.Random) -> None:
    """Runs a build and kills it: one time in five before it has begun, else while it reads, writes or ends."""
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        assert process.stderr
        if draw.random() < 0.8:
            next((line for line in process.stderr if line.startswith("建库".encode())), b"")
        time.sleep(draw.uniform(0, 3))
        process.send_signal(signal.SIGKILL)
