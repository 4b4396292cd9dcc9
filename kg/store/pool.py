"""Several processes at work on files, a few files at a time; one that dies or hangs takes no other file with it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from multiprocessing.connection import wait
from pathlib import Path
from typing import Final

from kg.errors import KgError
from kg.read import Problem
from kg.store.worker import Done, Recipe, Task, attend

Tell = Callable[[str, Path | str, str], None]  # an event, the file that it concerns, and what it was

FILES: Final = 12  # of one task: few enough to be at hand soon, enough for the rules to run over several at once
_AHEAD: Final = 2  # tasks for each worker: one at work, one waiting
_GRACE: Final = 5.0  # seconds over the time limit, which a worker keeps itself where it can
_DYING: Final = 2.0  # seconds from the end of a pipe to that of its process
_MOST_ON_WINDOWS: Final = 60  # a process there cannot wait for more than 63 others
_STARTS: Final = 3  # workers that may end before they began, until it is no accident


class Pool(AbstractContextManager["Pool"]):
    """Workers that follow one recipe; what they make lies in the folder `parts` until it is taken.

    A worker that dies is told to `tell`; its files are done again by another, each by itself, so that it is known
    which one did it. A file that fails by itself is a problem; one that ended its process is given a second chance,
    because whoever ends processes when memory is short asks for no reason.
    """

    def __init__(
        self, workers: int, recipe: Recipe, parts: Path, tell: Tell = lambda *_: None, suffix: str = ".nq"
    ) -> None:
        self.workers = min(workers, _MOST_ON_WINDOWS) if sys.platform == "win32" else workers
        self.recipe, self.parts, self.suffix = recipe, parts, suffix
        self._tell = tell
        self._numbers = count(1)
        self._crew: list[_Worker] = []
        self._died_alone: set[Path] = set()
        self._died_at_start = 0

    def __exit__(self, *_: object) -> None:
        for worker in self._crew:
            worker.end()

    def run(self, paths: Sequence[Path], named: frozenset[Path]) -> Iterator[tuple[int, Done]]:
        """What came of the files, in the order in which they are ready: the number of files, and what they gave.

        Raises `KgError` where the ontology is wrong, a part cannot be written, or no process can be started.
        """
        todo = deque(tuple(paths[start : start + FILES]) for start in range(0, len(paths), FILES))
        while todo or any(worker.tasks for worker in self._crew):
            self._hand_out(todo, named)
            ready = wait([worker.pipe for worker in self._crew], max(0, min(map(self._left, self._crew))))
            for worker in list(self._crew):
                if worker.pipe in ready:
                    yield from self._heard(worker, todo)
                elif self._left(worker) <= 0:
                    yield from self._hung(worker, todo)

    def _left(self, worker: _Worker) -> float:
        """Seconds until a worker has been at one step for too long."""
        if not (self.recipe.timeout and worker.tasks and worker.since):
            return 3600
        return worker.since + self.recipe.timeout + _GRACE - time.monotonic()

    def _hand_out(self, todo: deque[tuple[Path, ...]], named: frozenset[Path]) -> None:
        for ahead in range(1, _AHEAD + 1):
            for n in range(self.workers):
                if todo and n == len(self._crew):
                    self._crew.append(_Worker(self.recipe))
                if todo and len(self._crew[n].tasks) < ahead:
                    files = todo.popleft()
                    part = self.parts / f"{os.getpid()}-{next(self._numbers)}{self.suffix}"  # of this build alone
                    self._crew[n].give(Task(files, named.intersection(path.absolute() for path in files), part))

    def _heard(self, worker: _Worker, todo: deque[tuple[Path, ...]]) -> Iterator[tuple[int, Done]]:
        try:
            told: Done | KgError | str | None = worker.pipe.recv()
        except (EOFError, OSError):
            yield from self._lost(worker, todo)
            return
        worker.since = time.monotonic()
        if isinstance(told, KgError):
            raise told
        if isinstance(told, Done):
            self._died_at_start = 0
            yield len(worker.tasks.popleft().paths), told
        elif told is not None:
            yield from self._undone(worker.tasks.popleft().paths, told, todo)

    def _lost(self, worker: _Worker, todo: deque[tuple[Path, ...]]) -> Iterator[tuple[int, Done]]:
        """A worker that died by itself, or was killed from outside."""
        how = self._dismissed(worker, todo, _DYING)
        self._died_at_start = 0 if worker.since else self._died_at_start + 1
        if self._died_at_start == _STARTS:
            raise KgError(f"工作进程一启动就中断（{how}）；内存不够时用 --workers 减少进程")
        self._tell("进程中断", "", f"工作进程 {worker.process.pid} 中断（{how}），手上的文件由别的进程重做")
        if not worker.tasks:
            return
        files = worker.tasks[0].paths
        if worker.since and (len(files) > 1 or files[0] in self._died_alone):
            yield from self._undone(files, f"处理时进程中断（{how}），重做也是这样，已略过这个文件", todo)
        else:
            self._died_alone.update(files if worker.since else ())
            todo.append(files)

    def _hung(self, worker: _Worker, todo: deque[tuple[Path, ...]]) -> Iterator[tuple[int, Done]]:
        """A worker that has been at one step for too long and could not stop itself."""
        self._dismissed(worker, todo)
        self._tell("进程超时", "", f"工作进程 {worker.process.pid} 超时，已结束，手上的文件由别的进程重做")
        reason = f"超过 {self.recipe.timeout:g} 秒，已停下；可用 --timeout 放宽"
        yield from self._undone(worker.tasks[0].paths, reason, todo)

    def _dismissed(self, worker: _Worker, todo: deque[tuple[Path, ...]], patience: float = 0) -> str:
        """Ends a worker, gives back what it had not begun, and says how it ended."""
        self._crew.remove(worker)
        code = worker.end(patience)
        todo.extendleft(task.paths for task in list(worker.tasks)[:0:-1])
        return f"信号 {-code}" if code < 0 else f"结束码 {code}"

    def _undone(
        self, files: tuple[Path, ...], reason: str, todo: deque[tuple[Path, ...]]
    ) -> Iterator[tuple[int, Done]]:
        """The files of a task that came to nothing are done again one by one; a file by itself is a problem."""
        if len(files) == 1:
            yield 1, Done(self.parts / "none", problems=(Problem(files[0], reason),))
            return
        for path in files:
            self._tell("重做", path, "")
            todo.append((path,))


class _Worker:
    """One process, the pipe to it, its tasks, and since when it has been at the step that it is at; 0 before any."""

    def __init__(self, recipe: Recipe) -> None:
        """The process is started anew, everywhere alike: a copy of this one would share its database."""
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=attend, args=(theirs, recipe), daemon=True)
        try:
            with _deaf_to_ctrl_c():
                self.process.start()
        except OSError as error:
            raise KgError(f"工作进程启动不了（{error.strerror}）；用 --workers 减少进程") from error
        theirs.close()
        self.tasks: deque[Task] = deque()
        self.since = 0.0

    def give(self, task: Task) -> None:
        """One more task; where the process is gone, its pipe says so when it is asked."""
        if not self.tasks and self.since:
            self.since = time.monotonic()
        self.tasks.append(task)
        try:
            self.pipe.send(task)
        except OSError:
            return

    def end(self, patience: float = 0) -> int:
        """Ends the process, whatever it is doing, if it has not ended by itself so soon; gives its exit code."""
        self.process.join(patience)
        self.process.kill()
        self.process.join()
        self.pipe.close()
        return self.process.exitcode or 0


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """What is started meanwhile never hears it (Unix): this process ends its workers itself, in its own words."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
