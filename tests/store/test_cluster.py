"""`kg build --scheduler`: a cluster of processes makes what the pool of this machine makes, whoever of them dies."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from kg.errors import KgError
from kg.resources import Ontology
from kg.store import cluster as module
from kg.store.build import build
from kg.store.cluster import Cluster, work_there
from kg.store.folder import open_folder
from kg.store.parts import build_parts
from kg.store.worker import Recipe
from tests.store import odd
from tests.store.made import document, in_one_go, more, quads
from tests.store.test_parts import alone
from tests.store.test_parts import quads as of_parts

NOWHERE = "tcp://127.0.0.1:1"


@pytest.fixture(scope="module")
def running() -> Iterator[Any]:
    """Three worker processes on this machine, which Dask starts again when they die."""
    import dask
    from distributed import LocalCluster

    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        LocalCluster(n_workers=3, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
    ):
        yield cluster


def test_a_cluster_makes_what_the_pool_makes_though_a_worker_is_killed(
    files: Path, tmp_path: Path, running: Any
) -> None:
    from distributed import Client

    more(files, 12)
    killed: list[int] = []
    address, store = running.scheduler_address, tmp_path / "store"
    with Client(address, set_as_default=False) as client:
        pids = client.run(os.getpid)

    def kill_one() -> None:
        """As soon as one is at work."""
        with Client(address, set_as_default=False) as client:
            while not killed:
                for worker, tasks in client.processing().items():
                    if tasks and not killed:
                        killed.append(pids[worker])
                        os.kill(pids[worker], signal.SIGKILL)
                time.sleep(0.05)

    killer = Thread(target=kill_one, daemon=True)
    killer.start()
    done = build([files], store, Ontology.load(), scheduler=address)
    killer.join(10)
    assert killed and done.new == 15
    assert [Path(entry.path).name for entry in done.entries if entry.problem] == ["broken.pdf", "note.txt"]
    assert quads(open_folder(store)) == in_one_go(files)
    build_parts([files], tmp_path / "parts", Ontology.load(), scheduler=address)
    assert of_parts(tmp_path / "parts") == alone(files)


def test_a_file_that_kills_its_worker_is_told_apart(
    files: Path, tmp_path: Path, running: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("b/one.txt", "b/two.txt", "c.txt", "note.txt", "broken.pdf"):
        (files / name).unlink()
    (files / "dies.txt").write_text(document("岚屿市体育", 550), encoding="utf-8")
    monkeypatch.setattr(module, "work_there", odd.there)
    done = build([files], tmp_path / "store", Ontology.load(), scheduler=running.scheduler_address)
    assert done.new == 1
    assert [Path(e.path).name for e in done.entries if "先后中断" in e.problem] == ["dies.txt"]


def test_what_a_worker_lacks_is_said(files: Path, tmp_path: Path) -> None:
    recipe = Recipe(Ontology.load().roots)
    with pytest.raises(KgError, match="这台机器上没有"):
        work_there([files / "a.txt"], frozenset({tmp_path / "elsewhere"}), recipe, "")
    with pytest.raises(KgError, match="--ontology 和这里的不同"):
        work_there([files / "a.txt"], frozenset({files}), recipe, "another version")


def test_no_scheduler_and_no_dask(files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cluster() -> None:
        Cluster(NOWHERE, Recipe(Ontology.load().roots), tmp_path)

    monkeypatch.setattr(module, "_CONNECT", 0.3)
    with pytest.raises(KgError, match="连不上"):
        cluster()
    monkeypatch.setattr(module, "find_spec", lambda _: None)
    with pytest.raises(KgError, match=r"\[cluster\]"):
        cluster()
