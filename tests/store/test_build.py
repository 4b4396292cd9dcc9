"""A store that was filled step by step, or killed on the way, holds what one that was filled in one go holds."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Dataset

from kg.across.digest import Digest
from kg.across.record import write
from kg.across.run import across
from kg.check.rules import load_rules
from kg.errors import DataError, KgError
from kg.graph.store import raw
from kg.pipeline import check_files
from kg.queries import rows
from kg.resources import Ontology
from kg.store.build import Built, build
from kg.store.folder import Folder, open_folder

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT = """{name}2024年部门预算
一、部门职责
（一）负责{task}工作。
二、收支情况
2024年支出预算{total}万元，比上年增加{more}万元，增长10%。
项目名称\t{task}经费
绩效指标\t指标值
{task}次数\t≥{count}次
"""


def document(name: str, total: int = 110) -> str:
    """A small made-up disclosure."""
    return TEXT.format(name=f"{name}局", task=f"{name}检查", total=total, more=total // 11, count=total)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder of disclosures, with one file twice, one that is none and one that is broken."""
    folder = tmp_path / "docs"
    (folder / "b").mkdir(parents=True)
    for path, text in {
        "a.txt": document("禾汀县水务"),
        "b/one.txt": document("苇泽县档案", 220),
        "b/two.txt": document("苇泽县档案", 220),
        "c.txt": document("蓼汀市园林", 330),
        "note.txt": "开会时间改到下午三点。",
        "broken.pdf": "%PDF-1.7 oops",
    }.items():
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def built(files: Path, store: Path, prune: bool = False, retry: bool = False) -> Built:
    """A build with one worker."""
    return build([files], store, Ontology.load(), prune=prune, retry=retry)


def quads(dataset: Dataset) -> set[ox.Quad]:
    """All that a dataset holds; our graphs have no blank nodes, so that this is canonical."""
    return set(raw(dataset))


def in_one_go(files: Path) -> set[ox.Quad]:
    """What `kg check` makes of the same files."""
    ontology = Ontology.load()
    dataset = check_files([files], ontology).dataset
    digest = Digest(ontology)
    digest.take(dataset)
    rules = [rule for rule in load_rules(ontology) if rule.across]
    write(dataset, across(digest, rules), rules)
    return quads(dataset)


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


def test_a_second_build_is_told_that_there_is_one(files: Path, tmp_path: Path) -> None:
    built(files, tmp_path / "store")
    holder = ox.Store(str(Folder(tmp_path / "store").work))
    with pytest.raises(KgError, match="另一个 kg build"):
        built(files, tmp_path / "store")
    del holder


def test_readers_go_on_while_a_build_writes(files: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    built(files, store)
    reader = open_folder(store)
    before = quads(reader)
    (files / "a.txt").unlink()
    built(files, store, prune=True)
    assert quads(reader) == before
    assert quads(open_folder(store)) < before


def test_a_file_that_kills_its_process_takes_no_other_with_it(files: Path, tmp_path: Path) -> None:
    """The worker is killed from outside, as a crash in a C library would do it."""
    store = tmp_path / "store"
    code = f"""
import os, sys
from pathlib import Path
import kg.read.text as text
if __name__ != "__main__":
    plain = text.read_text
    def read_text(data, source):
        if source == "c.txt":
            os.kill(os.getpid(), 9)
        return plain(data, source)
    text.read_text = read_text
    import kg.read
    kg.read.read_text = read_text
else:
    from kg.resources import Ontology
    from kg.store.build import build
    done = build([Path({str(files)!r})], Path({str(store)!r}), Ontology.load())
    print([(Path(e.path).name, e.problem) for e in done.entries if "崩溃" in e.problem], done.new)
"""
    script = tmp_path / "crash.py"
    script.write_text(code, encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, env=env, encoding="utf-8")
    assert done.stdout.split("\n")[0] == "[('c.txt', '读取时进程崩溃，已略过这个文件')] 2", done.stderr


@pytest.mark.parametrize("seed", range(int(os.environ.get("KG_KILLS", "1"))))
def test_a_build_that_was_killed_goes_on_where_it_was(files: Path, tmp_path: Path, seed: int) -> None:
    """`make soak` does it fifty times; the moment of the kill is drawn from the seed."""
    store, draw = tmp_path / "store", random.Random(seed)
    for n in range(18):
        (files / f"more{n:02}.txt").write_text(document(f"霜桥县第{n}监管", 11 * n + 110), encoding="utf-8")
    command = [sys.executable, "-m", "kg", "build", str(files), "--store", str(store), "--workers", "2"]
    for _ in range(2):
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(draw.uniform(0.3, 6))
        process.send_signal(signal.SIGKILL)
        process.wait()
    built(files, store)
    assert quads(open_folder(store)) == in_one_go(files)
