"""Workers on other machines: the work of `kg.store.pool`, handed out by a Dask scheduler.

Dask is loaded only where a scheduler is named. Its workers must have this software and this ontology, and see the files
under the same paths: each looks before it begins. What they make comes back over the network, packed.
"""

from __future__ import annotations

import gzip
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import lru_cache
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from queue import Empty, SimpleQueue
from socket import gethostname
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING, Final

from kg.errors import KgError
from kg.read import Problem
from kg.resources import Ontology, shipped
from kg.store.digests import SUFFIX
from kg.store.fingerprint import fingerprint
from kg.store.pool import FILES, Pool, Tell
from kg.store.worker import Done, Recipe, work

if TYPE_CHECKING:
    from distributed import Client, Future

_AHEAD: Final = 2  # tasks for each thread of a worker: one at work, one waiting
_CONNECT: Final = 10.0  # seconds for a scheduler to answer, and for a first worker to be there
_PATIENCE: Final = 60.0  # seconds without any news, until it is asked whether anybody is still at work
CRASHED: Final = "读取时进程崩溃，已略过这个文件"
_ONE: Final = Lock()  # a process works on one task, however many threads it has


def crew(
    workers: int, scheduler: str, recipe: Recipe, parts: Path, tell: Tell = lambda *_: None, suffix: str = ".nq"
) -> Pool | Cluster:
    """Who does the work: `workers` processes of this machine, or those of the cluster of a `scheduler`."""
    if scheduler:
        return Cluster(scheduler, recipe, parts, tell, suffix)
    return Pool(workers, recipe, parts, tell, suffix)


class Cluster(AbstractContextManager["Cluster"]):
    """The workers of a Dask cluster, as `Pool` has those of this machine.

    A worker that dies loses nothing: Dask gives its tasks to others. A task that killed several is done again file by
    file, so that it is known which one did it. Raises `KgError` where the scheduler cannot be reached, has no workers,
    or where a worker has not what it needs.
    """

    def __init__(self, scheduler: str, recipe: Recipe, parts: Path, tell: Tell, suffix: str) -> None:
        if find_spec("distributed") is None:
            raise KgError("--scheduler 还需要 Dask：pip install 'kg-budget-performance[cluster]'")
        self.scheduler, self.recipe, self.parts, self.suffix = scheduler, recipe, parts, suffix
        self._made_with = fingerprint(Ontology(recipe.roots))
        self._tell, self._numbers = tell, count(1)
        self._client = _connected(scheduler)

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def run(self, paths: Sequence[Path], named: frozenset[Path]) -> Iterator[tuple[int, Done]]:
        """What came of the files, in the order in which they are ready: the number of files, and what they gave."""
        todo = deque(tuple(paths[start : start + FILES]) for start in range(0, len(paths), FILES))
        flying: dict[str, tuple[Path, ...]] = {}
        ready: SimpleQueue[Future] = SimpleQueue()
        while todo or flying:
            while todo and len(flying) < _AHEAD * self.workers:
                files = todo.popleft()
                future = self._client.submit(work_there, files, named, self.recipe, self._made_with, pure=False)
                flying[future.key] = files
                future.add_done_callback(ready.put)
            if future := self._next(ready):
                yield from self._came(future, flying.pop(future.key), todo)

    @property
    def workers(self) -> int:
        """The threads of all workers that are there now."""
        threads: dict[str, int] = self._client.nthreads()
        return max(1, sum(threads.values()))

    def _next(self, ready: SimpleQueue[Future]) -> Future | None:
        try:
            return ready.get(timeout=_PATIENCE)
        except Empty:
            if self._client.status == "running" and self._client.nthreads():
                return None
            raise self._gone("没有工作进程了") from None

    def _came(
        self, future: Future, files: tuple[Path, ...], todo: deque[tuple[Path, ...]]
    ) -> Iterator[tuple[int, Done]]:
        from distributed import KilledWorker

        try:
            done, packed, digest = future.result()
        except KilledWorker:
            if len(files) == 1:
                yield 1, Done(self.parts / "none", problems=(Problem(files[0], CRASHED),))
                return
            for path in files:
                self._tell("重做", path, "")
                todo.append((path,))
            return
        except KgError:
            raise
        except Exception as error:  # of Dask, or of a worker that cannot even load the task
            raise self._gone(f"{type(error).__name__}: {error}") from error
        part = self.parts / f"{next(self._numbers)}{self.suffix}"
        part.write_bytes(packed if self.suffix.endswith(".gz") else gzip.decompress(packed))
        part.with_suffix(SUFFIX).write_bytes(gzip.decompress(digest))
        yield len(files), replace(done, part=part)

    def _gone(self, reason: str) -> KgError:
        return KgError(f"--scheduler {self.scheduler}: 集群中断（{reason}）；恢复后再次运行，从中断处继续")


def work_there(
    paths: Sequence[Path], named: frozenset[Path], recipe: Recipe, made_with: str
) -> tuple[Done, bytes, bytes]:
    """What a worker of a cluster does: the work of any worker, and the part and the digest that it made, packed.

    Raises `KgError` where this machine has other software or another ontology, or does not see what was `named`.
    """
    where, here = gethostname(), (shipped(), *recipe.roots[1:])
    if missing := next((path for path in named if not path.exists()), None):
        raise KgError(f"{where}: 这台机器上没有 {missing}；集群的每台机器都要能用同样的路径读到文件")
    if _made_with(here) != made_with:
        raise KgError(f"{where}: 这台机器上的 kg 或 --ontology 和这里的不同；装成一样的，重新启动 dask worker")
    with _ONE, TemporaryDirectory() as folder:
        done = work(paths, named, replace(recipe, roots=here), Path(folder) / "part.nq.gz")
        return done, done.part.read_bytes(), gzip.compress(done.part.with_suffix(SUFFIX).read_bytes(), 6)


@lru_cache(maxsize=8)
def _made_with(roots: tuple[Path, ...]) -> str:
    return fingerprint(Ontology(roots))


def _connected(scheduler: str) -> Client:
    from distributed import Client

    try:
        client = Client(scheduler, timeout=_CONNECT, set_as_default=False, name="kg")
    except (OSError, ValueError) as error:
        raise KgError(f"--scheduler {scheduler}: 连不上（{error}）；先在一台机器上运行 dask scheduler") from error
    try:
        client.wait_for_workers(1, timeout=_CONNECT)
    except TimeoutError as error:
        client.close()
        raise KgError(f"--scheduler {scheduler}: 没有工作进程；在各台机器上运行 dask worker --nthreads 1") from error
    return client
