"""`kg build --scheduler`: a cluster of processes makes what the pool of this machine makes, whoever of them dies."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import kg.read
from kg.errors import KgError
from kg.resources import Ontology
from kg.store import cluster as module
from kg.store.build import build
from kg.store.cluster import work_there
from kg.store.folder import open_folder
from kg.store.parts import build_parts
from kg.store.worker import Recipe
from tests.store.test_build import document, files, in_one_go, quads
from tests.store.test_parts import quads as of_parts

__all__ = ["files"]
NOWHERE = "tcp://127.0.0.1:1"


class Poison:
    """Makes every worker of a cluster, those started again too, die of the file ``c.txt``."""

    def setup(self, worker: Any) -> None:
        """At the start of each worker."""
        plain = kg.read.read_text

        def read_text(data: bytes, source: str) -> Any:
            if source == "c.txt":
                os.kill(os.getpid(), signal.SIGKILL)
            return plain(data, source)

        kg.read.read_text = read_text


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

    for n in range(30):
        (files / f"more{n:02}.txt").write_text(document(f"霜桥县第{n}监管", 11 * n + 110), encoding="utf-8")
    killed: list[int] = []

    def kill_one(done: int, total: int) -> None:
        """When the first task is done and others are at work."""
        if not killed and done < total:
            with Client(running.scheduler_address, set_as_default=False) as client:
                busy = [address for address, tasks in client.processing().items() if tasks]
                killed.append(client.run(os.getpid, workers=busy[:1])[busy[0]])
            os.kill(killed[0], signal.SIGKILL)

    address, store = running.scheduler_address, tmp_path / "store"
    done = build([files], store, Ontology.load(), scheduler=address, progress=kill_one)
    assert (
        killed
        and done.new == 33
        and [Path(e.path).name for e in done.entries if e.problem]
        == [
            "broken.pdf",
            "note.txt",
        ]
    )
    whole = in_one_go(files)
    assert quads(open_folder(store)) == whole
    build_parts([files], tmp_path / "parts", Ontology.load(), scheduler=address)
    assert of_parts(tmp_path / "parts") == whole


def test_a_file_that_kills_its_worker_is_told_apart(files: Path, tmp_path: Path, running: Any) -> None:
    from distributed import Client
    from distributed.diagnostics.plugin import WorkerPlugin

    class Plugin(Poison, WorkerPlugin):
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
