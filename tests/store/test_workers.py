"""A worker that dies, hangs or fails takes nothing with it but the file that did it, and that is said."""

from __future__ import annotations

import multiprocessing
import sys
from pathlib import Path

import pytest

from kg.errors import KgError
from kg.resources import Ontology
from kg.store import pool
from kg.store.build import BUILDING, build
from kg.store.folder import open_folder
from tests.conftest import Kg
from tests.store import odd
from tests.store.made import FULL, built, document, in_one_go, logged, more, quads

LIMIT = 3  # seconds: many times what a file of the tests takes
WORKERS = [1, 2] if FULL else [2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are those of Unix")


@pytest.fixture
def odd_workers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, files: Path) -> None:
    """Workers to which it happens."""
    monkeypatch.setattr(pool, "attend", odd.doing)
    monkeypatch.setenv(odd.MARK, str(tmp_path / "happened"))
    monkeypatch.setenv(odd.READ, str(files / "a.txt"))


def named(files: Path, *names: str) -> list[Path]:
    """More files, with these names; they are gone when the rest is built in one go."""
    paths = [files / f"{name}.txt" for name in names]
    for n, path in enumerate(paths):
        path.write_text(document(f"溪口县第{n}统计", 11 * n + 660), encoding="utf-8")
    return paths


def test_a_worker_that_is_killed_from_outside_loses_nothing(files: Path, tmp_path: Path) -> None:
    more(files, 26)  # a third task is not handed out yet when the first is done: the death cannot be overlooked
    killed: list[int | None] = []

    def kill(done: int, _total: int, what: str) -> None:
        if what == BUILDING and done and not killed:
            victim = multiprocessing.active_children()[0]
            killed.append(victim.pid)
            victim.kill()

    done = build([files], tmp_path / "store", Ontology.load(), progress=kill)
    assert done.new == 29 and [Path(e.path).name for e in done.entries if e.problem] == ["broken.pdf", "note.txt"]
    assert quads(open_folder(tmp_path / "store")) == in_one_go(files)
    log = logged(tmp_path / "store")
    assert ("进程中断", "", f"工作进程 {killed[0]} 中断（信号 9），手上的文件由别的进程重做") in log
    assert log[0][0] == "开始" and log[-1][0] == "结束"


@pytest.mark.usefixtures("odd_workers")
@pytest.mark.parametrize("workers", WORKERS)
def test_only_the_file_that_ends_or_breaks_its_process_is_lost(
    files: Path, tmp_path: Path, workers: int, kg: Kg
) -> None:
    (dies, once, fails), store = named(files, "dies", "once", "fails"), tmp_path / "store"
    code, _, err = kg("build", files, "--store", store, "--workers", workers)
    reasons = {
        dies: "处理时进程中断（信号 9），重做也是这样，已略过这个文件",
        fails: "检查时出错（ValueError）",
    }
    assert code == 3 and (tmp_path / "happened").is_dir()
    for path, reason in reasons.items():
        assert f"没有读成：{path}：{reason}" in err and ("没有读成", path.name, reason) in logged(store)
    assert once.name not in err and [event for event, *_ in logged(store)].count("进程中断") == 4
    dies.unlink()
    fails.unlink()
    built(files, store, prune=True)
    assert quads(open_folder(store)) == in_one_go(files)


@pytest.mark.usefixtures("odd_workers")
@pytest.mark.parametrize("workers", WORKERS)
def test_a_file_that_takes_for_ever_is_given_up(
    files: Path, tmp_path: Path, workers: int, kg: Kg, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "_GRACE", 1)
    (hangs, deaf), store = named(files, "hangs", "deaf"), tmp_path / "store"
    code, out, err = kg("build", files, "--store", store, "--workers", workers, "--timeout", LIMIT)
    assert code == 3 and "新读 3 份" in out
    assert f"没有读成：{hangs}：读取超过 {LIMIT} 秒，已停下；可用 --timeout 放宽" in err
    assert f"没有读成：{deaf}：超过 {LIMIT} 秒，已停下；可用 --timeout 放宽" in err
    failed = sorted(name for event, name, _ in logged(store) if event == "没有读成")
    assert failed == ["broken.pdf", "deaf.txt", "hangs.txt"]
    assert "进程超时" in {event for event, *_ in logged(store)}
    monkeypatch.undo()
    code, out, err = kg("build", files, "--store", store, "--retry")
    assert "新读 2 份，未变 3 份" in out and quads(open_folder(store)) == in_one_go(files)


def test_workers_that_cannot_begin_are_no_fault_of_the_files(
    files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "attend", odd.stillborn)
    with pytest.raises(KgError, match="工作进程一启动就中断（结束码 7）；内存不够时用 --workers 减少进程"):
        built(files, tmp_path / "store")
    assert logged(tmp_path / "store")[-1][0] == "中止"


def test_a_wrong_line_in_a_users_lexicon_ends_the_build_and_is_named(files: Path, tmp_path: Path, kg: Kg) -> None:
    own = tmp_path / "own/lexicon/vague.jsonl"
    own.parent.mkdir(parents=True)
    own.write_text('\n{"id": "mine", "class": "vague"}\n', encoding="utf-8")
    code, _, err = kg("build", files, "--store", tmp_path / "store", "--workers", 1, "--ontology", tmp_path / "own")
    assert code == 2 and f"kg: {own}:2: 缺少 " in err
