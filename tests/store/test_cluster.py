"""`kg build --scheduler`: a cluster of processes makes what the pool of this machine makes, whoever of them dies."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import kg.read.text as reading
from kg.errors import KgError
from kg.resources import Ontology
from kg.store import cluster as module
from kg.store.build import BUILDING, build
from kg.store.cluster import work_there
from kg.store.folder import open_folder
from kg.store.parts import build_parts
from kg.store.worker import Recipe
from tests.store.made import document, in_one_go, quads
from tests.store.test_parts import quads as of_parts

NOWHERE = "tcp://127.0.0.1:1"


class Poison:
    """Makes every worker of a cluster, those started again too, die of the file ``c.txt``."""

    def setup(self, worker: Any) -> None:
        """At the start of each worker."""
        plain = reading.read_text

        def read_text(data: bytes, source: str) -> Any:
            if source == "c.txt":
                os.kill(os.getpid(), signal.SIGKILL)
            return plain(data, source)

        reading.read_text = read_text


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

    for n in range(60):
        (files / f"more{n:02}.txt").write_text(document(f"霜桥县第{n}监管", 11 * n + 110), encoding="utf-8")
    killed: list[int] = []

    def kill_one(done: int, total: int, what: str) -> None:
        """When the first task is done and others are at work."""
        if not killed and what == BUILDING and 0 < done < total:
            with Client(running.scheduler_address, set_as_default=False) as client:
                busy = [address for address, tasks in client.processing().items() if tasks]
                killed.extend(client.run(os.getpid, workers=busy[:1]).values() if busy else ())
            for pid in killed:
                os.kill(pid, signal.SIGKILL)

    address, store = running.scheduler_address, tmp_path / "store"
    done = build([files], store, Ontology.load(), scheduler=address, progress=kill_one)
    assert (
        killed
        and done.new == 63
        and [Path(e.path).name for e in done.entries if e.problem]
        == [
            "broken.pdf",
            "note.txt",
        ]
    )
    assert quads(open_folder(store)) == in_one_go(files)
    build_parts([files], tmp_path / "parts", Ontology.load(), scheduler=address)
    assert of_parts(tmp_path / "parts") == in_one_go(files, compare=False)


def test_a_file_that_kills_its_worker_is_told_apart(files: Path, tmp_path: Path, running: Any) -> None:
    from distributed import Client
    from distributed.diagnostics.plugin import WorkerPlugin

    class Plugin(Poison, WorkerPlugin):  # type: ignore[misc]
        """As Dask wants it."""

    with Client(running.scheduler_address, set_as_default=False) as client:
        client.register_plugin(Plugin(), name="poison")
        done = build([files], tmp_path / "store", Ontology.load(), scheduler=running.scheduler_address)
        client.unregister_worker_plugin("poison")
    assert [Path(e.path).name for e in done.entries if "崩溃" in e.problem] == ["c.txt"] and done.new == 2


def test_what_a_worker_lacks_is_said(files: Path, tmp_path: Path) -> None:
    recipe = Recipe(Ontology.load().roots)
    with pytest.raises(KgError, match="这台机器上没有"):
        work_there([files / "a.txt"], frozenset({tmp_path / "elsewhere"}), recipe, "")
    with pytest.raises(KgError, match="--ontology 和这里的不同"):
        work_there([files / "a.txt"], frozenset({files}), recipe, "another version")


def test_no_scheduler_and_no_dask(files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CONNECT", 0.3)
    with pytest.raises(KgError, match="连不上"):
        build([files], tmp_path / "store", Ontology.load(), scheduler=NOWHERE)
    monkeypatch.setattr(module, "find_spec", lambda _: None)
    with pytest.raises(KgError, match=r"\[cluster\]"):
        build([files], tmp_path / "store", Ontology.load(), scheduler=NOWHERE)
