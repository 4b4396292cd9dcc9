"""The worker processes: each query gets one for itself and a limited time; whoever exceeds it is ended and replaced."""

from __future__ import annotations

import asyncio
import multiprocessing
import pickle
import socket
from collections import deque
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Final

from kg.errors import DataError
from kg.serve.worker import HEAD, Query, Ready, Reply, framed, receive, refusal, work

GRACE: Final = 1.0  # seconds: what ends soon anyway is not worth a new worker, though its client has left


class Worker(asyncio.Protocol):
    """One process and the connection to it, which takes one `Query` after the other.

    Until it is attached to the event loop, one waits for it; from then on nobody does, and no thread either.
    """

    def __init__(self, store: Path, longest: int) -> None:
        self._socket, theirs = socket.socketpair()
        context = multiprocessing.get_context("spawn")
        self._process = context.Process(target=work, args=(theirs, store, longest), daemon=True)
        self._process.start()
        theirs.close()
        self._transport: asyncio.WriteTransport | None = None
        self._received = bytearray()
        self._asked: asyncio.Future[Reply] | None = None

    def ready(self) -> Ready:
        """Wait until the graph is loaded."""
        try:
            with self._socket.makefile("rb") as stream:
                told = receive(stream)
        except (EOFError, OSError):
            return Ready(failed="查询进程没有起来，可能是内存不够；可用 --workers 1，或改用 kg build 的图谱库")
        assert isinstance(told, Ready)
        return told

    async def ask(self, query: Query) -> asyncio.Future[Reply]:
        """The reply, as soon as it is there; `EOFError` where the process ends before."""
        loop = asyncio.get_running_loop()
        if self._transport is None:
            self._socket.setblocking(False)
            self._transport, _ = await loop.create_connection(lambda: self, sock=self._socket)
        self._asked = loop.create_future()
        self._transport.write(framed(query))
        return self._asked

    def data_received(self, data: bytes) -> None:
        """Some bytes of the reply, which is there when all are."""
        self._received += data
        if len(self._received) < HEAD.size or len(self._received) < HEAD.size + HEAD.unpack_from(self._received)[0]:
            return
        reply = pickle.loads(memoryview(self._received)[HEAD.size :])
        self._received = bytearray()
        if self._asked and not self._asked.done():
            self._asked.set_result(reply)

    def connection_lost(self, exc: Exception | None) -> None:
        """The process is gone."""
        if self._asked and not self._asked.done():
            self._asked.set_exception(EOFError())

    def end(self) -> None:
        """End the process, whatever it is doing; the event loop notices that the connection is."""
        self._process.kill()
        self._process.join()


class Free:
    """The workers that are free; who waits gets one in turn, pages before programs, which ask by the thousand."""

    def __init__(self) -> None:
        self._workers: list[Worker] = []
        self._pages: deque[asyncio.Future[Worker]] = deque()
        self._programs: deque[asyncio.Future[Worker]] = deque()

    async def get(self, page: bool) -> Worker:
        """The next worker for a page or a program."""
        if self._workers:
            return self._workers.pop()
        turn: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        (self._pages if page else self._programs).append(turn)
        try:
            return await turn
        except asyncio.CancelledError:
            if not turn.cancelled():  # it came at the moment when the time was over
                self.put(turn.result())
            raise

    def put(self, worker: Worker) -> None:
        """A worker that has nothing to do."""
        for waiting in (self._pages, self._programs):
            while waiting:
                turn = waiting.popleft()
                if not turn.done():
                    turn.set_result(worker)
                    return
        self._workers.append(worker)


class Pool:
    """As many workers as asked for; a query waits for the next that is free."""

    def __init__(self, store: Path, workers: int, seconds: float, longest: int) -> None:
        self.seconds = seconds
        self._store, self._longest = store, longest
        self._free = Free()
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
            self._free.put(worker)
        return told[0].triples

    def close(self) -> None:
        """End all workers."""
        self._closed = True
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    async def ask(
        self, query: Query, gone: Callable[[], Awaitable[None]] | None = None, *, page: bool = False
    ) -> Reply:
        """The reply of the next free worker; the query ends when its time is over, or when `gone` ends.

        What a `page` asks, for which a person waits, comes before what programs ask.
        """
        try:
            async with asyncio.timeout(self.seconds):
                worker = await self._free.get(page)
        except TimeoutError:
            return refusal(503, f"服务器忙：{self.seconds:g} 秒内没有空闲的查询进程；请稍后再试")
        reply = await self._timed(await worker.ask(query), gone)
        if isinstance(reply, Reply):
            self._free.put(worker)
            return reply
        self._replace(worker)
        if reply is None:
            return refusal(504, f"查询超过 {self.seconds:g} 秒，已停止；请缩小范围，或用 --timeout 放宽")
        return refusal(500, f"查询没有完成：{reply}")

    async def _timed(
        self, asked: asyncio.Future[Reply], gone: Callable[[], Awaitable[None]] | None
    ) -> Reply | str | None:
        """The reply; None when the time is over; a note where there will be none.

        That is where the process ends, or where the client has left and the query takes more than a moment.
        """
        moment = min(GRACE, self.seconds)
        await asyncio.wait([asked], timeout=moment)
        if not asked.done():
            left: asyncio.Future[Any] = asyncio.ensure_future(gone() if gone else asyncio.sleep(self.seconds))
            await asyncio.wait([asked, left], timeout=self.seconds - moment, return_when=asyncio.FIRST_COMPLETED)
            if left.done() and gone and not asked.done():
                return "客户端已断开"
            left.cancel()
        if not asked.done():
            return None
        return "查询进程中断，可能是内存不够" if asked.exception() else asked.result()

    def _replace(self, worker: Worker) -> None:
        task = asyncio.get_running_loop().create_task(self._renewed(worker))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _renewed(self, worker: Worker) -> None:
        self._workers.discard(worker)
        await asyncio.to_thread(worker.end)
        while not self._closed:
            new = Worker(self._store, self._longest)
            self._workers.add(new)
            told = await asyncio.to_thread(new.ready)
            if not told.failed:
                self._free.put(new)
                return
            self._workers.discard(new)
            await asyncio.to_thread(new.end)
            await asyncio.sleep(1)
