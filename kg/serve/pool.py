"""The worker processes: each query gets one for itself and a limited time; whoever exceeds it is ended and replaced."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

from kg.errors import DataError
from kg.serve.worker import Query, Ready, Reply, refusal, work

GRACE: Final = 1.0  # seconds: what ends soon anyway is not worth a new worker, though its client has left


class Worker:
    """One process, and the pipe to it."""

    def __init__(self, store: Path, longest: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=work, args=(theirs, store, longest), daemon=True)
        self._process.start()
        theirs.close()

    def ready(self) -> Ready:
        """Wait until the graph is loaded."""
        try:
            told = self._pipe.recv()
        except (EOFError, OSError):
            return Ready(failed="查询进程没有起来，可能是内存不够；可用 --workers 1，或改用 kg build 的图谱库")
        assert isinstance(told, Ready)
        return told

    def ask(self, query: Query, seconds: float) -> Reply | None:
        """The reply, or None when the time is over; `EOFError` or `OSError` where the process is gone."""
        self._pipe.send(query)
        if not self._pipe.poll(seconds):
            return None
        reply = self._pipe.recv()
        assert isinstance(reply, Reply)
        return reply

    def end(self) -> None:
        """End the process, whatever it is doing; the pipe goes with the last thread that reads from it."""
        self._process.kill()
        self._process.join()


class Pool:
    """As many workers as asked for; a query waits for the next that is free."""

    def __init__(self, store: Path, workers: int, seconds: float, longest: int) -> None:
        self.seconds = seconds
        self._store, self._longest = store, longest
        self._threads = ThreadPoolExecutor(2 * workers + 2, "kg-serve")
        self._idle: asyncio.Queue[Worker] = asyncio.Queue()
        self._workers: set[Worker] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._number = workers
        self._closed = False

    def start(self) -> int:
        """Start all workers and wait for them; gives the number of triples, raises `DataError`."""
        self._workers = {Worker(self._store, self._longest) for _ in range(self._number)}
        told = [worker.ready() for worker in self._workers]
        if failed := next((one.failed for one in told if one.failed), ""):
            self.close()
            raise DataError(failed)
        for worker in self._workers:
            self._idle.put_nowait(worker)
        return told[0].triples

    def close(self) -> None:
        """End all workers."""
        self._closed = True
        for worker in self._workers:
            worker.end()
        self._workers.clear()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def ask(self, query: Query, gone: Callable[[], Awaitable[None]] | None = None) -> Reply:
        """The reply of the next free worker; the query ends when its time is over, or when `gone` ends."""
        try:
            async with asyncio.timeout(self.seconds):
                worker = await self._idle.get()
        except TimeoutError:
            return refusal(503, f"服务器忙：{self.seconds:g} 秒内没有空闲的查询进程；请稍后再试")
        asked = asyncio.get_running_loop().run_in_executor(self._threads, self._timed, worker, query)
        reply = await _unless_gone(asked, gone)
        if isinstance(reply, Reply):
            self._idle.put_nowait(worker)
            return reply
        self._replace(worker)
        if reply is None:
            return refusal(504, f"查询超过 {self.seconds:g} 秒，已停止；请缩小范围，或用 --timeout 放宽")
        return refusal(500, f"查询没有完成：{reply}")

    def _timed(self, worker: Worker, query: Query) -> Reply | str | None:
        try:
            return worker.ask(query, self.seconds)
        except (EOFError, OSError):
            return "查询进程中断，可能是内存不够"

    def _replace(self, worker: Worker) -> None:
        task = asyncio.get_running_loop().create_task(self._renewed(worker))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _renewed(self, worker: Worker) -> None:
        loop = asyncio.get_running_loop()
        self._workers.discard(worker)
        await loop.run_in_executor(self._threads, worker.end)
        while not self._closed:
            new = Worker(self._store, self._longest)
            self._workers.add(new)
            told = await loop.run_in_executor(self._threads, new.ready)
            if not told.failed:
                self._idle.put_nowait(new)
                return
            self._workers.discard(new)
            await loop.run_in_executor(self._threads, new.end)
            await asyncio.sleep(1)


async def _unless_gone(
    asked: asyncio.Future[Reply | str | None], gone: Callable[[], Awaitable[None]] | None
) -> Reply | str | None:
    """What was asked for; a note where it takes more than a moment and the client has left."""
    await asyncio.wait([asked], timeout=GRACE)
    if asked.done() or gone is None:
        return await asked
    left: asyncio.Future[Any] = asyncio.ensure_future(gone())
    await asyncio.wait([asked, left], return_when=asyncio.FIRST_COMPLETED)
    left.cancel()
    return asked.result() if asked.done() else "客户端已断开"
