"""Several processes at work on files, a few files at a time; one that dies takes no other file with it."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager
from itertools import count
from pathlib import Path

from kg.read import Problem
from kg.store.worker import Done, Recipe, begin, work

FILES = 12  # of one task: few enough to be at hand soon, enough for the rules to run over several at once
_AHEAD = 2  # tasks for each worker: one at work, one waiting
CRASHED = "读取时进程崩溃，已略过这个文件"


class Pool(AbstractContextManager["Pool"]):
    """Workers that follow one recipe; what they make lies in the folder `parts` until it is taken."""

    def __init__(self, workers: int, recipe: Recipe, parts: Path, suffix: str = ".nq") -> None:
        self.workers, self.recipe, self.parts, self.suffix = workers, recipe, parts, suffix
        self._numbers = count(1)
        self._executor = _executor(workers)

    def __exit__(self, *_: object) -> None:
        self._executor.shutdown(cancel_futures=True)

    def run(self, paths: Sequence[Path], named: frozenset[Path]) -> Iterator[tuple[int, Done]]:
        """What came of the files, in the order in which they are ready: the number of files, and what they gave."""
        waiting: dict[Future[Done], Sequence[Path]] = {}
        suspects: list[Path] = []
        for start in range(0, len(paths), FILES):
            if len(waiting) >= _AHEAD * self.workers:
                yield from self._ready(waiting, suspects)
            task = paths[start : start + FILES]
            waiting[self._submit(task, named)] = task
        while waiting:
            yield from self._ready(waiting, suspects)
        for path in suspects:
            yield 1, self._alone(path, named)

    def _submit(self, task: Sequence[Path], named: frozenset[Path]) -> Future[Done]:
        part = self.parts / f"{next(self._numbers)}{self.suffix}"
        try:
            return self._executor.submit(work, task, named, self.recipe, part)
        except BrokenProcessPool:
            self._executor = _executor(self.workers)
            return self._executor.submit(work, task, named, self.recipe, part)

    def _ready(self, waiting: dict[Future[Done], Sequence[Path]], suspects: list[Path]) -> Iterator[tuple[int, Done]]:
        """Waits for one task or more; the files of tasks that were lost with a process become `suspects`."""
        for future in wait(waiting, return_when=FIRST_COMPLETED).done:
            task = waiting.pop(future)
            try:
                yield len(task), future.result()
            except BrokenProcessPool:
                suspects += task

    def _alone(self, path: Path, named: frozenset[Path]) -> Done:
        """One file by itself: if the process dies again, this file did it."""
        try:
            return self._submit([path], named).result()
        except BrokenProcessPool:
            return Done(self.parts / "none", problems=(Problem(path, CRASHED),))


def _executor(workers: int) -> ProcessPoolExecutor:
    """Processes that are started anew, everywhere alike: a copy of this one would share its database."""
    return ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), begin)
