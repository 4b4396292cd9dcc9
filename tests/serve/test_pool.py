"""Whose turn it is to have a worker."""

from __future__ import annotations

import asyncio
from typing import cast

import pytest

from kg.serve.pool import Free, Worker

WORKER = cast(Worker, object())


def test_pages_come_before_programs_each_in_turn() -> None:
    order: list[str] = []

    async def one(free: Free, name: str) -> None:
        worker = await free.get(name.startswith("page"))
        order.append(name)
        free.put(worker)

    async def several() -> None:
        free = Free()
        tasks = [asyncio.create_task(one(free, name)) for name in ("program 1", "program 2", "page 1", "page 2")]
        await asyncio.sleep(0)
        free.put(WORKER)
        await asyncio.gather(*tasks)
        assert await free.get(False) is WORKER

    asyncio.run(several())
    assert order == ["page 1", "page 2", "program 1", "program 2"]


def test_whoever_stopped_waiting_takes_no_worker() -> None:
    async def asked() -> None:
        free = Free()
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(free.get(True), 0.01)
        free.put(WORKER)
        assert await free.get(False) is WORKER

    asyncio.run(asked())


def test_a_worker_that_comes_at_the_moment_when_the_time_is_over_is_free_again() -> None:
    async def asked() -> None:
        free = Free()
        late = asyncio.create_task(free.get(False))
        await asyncio.sleep(0)
        free.put(WORKER)
        late.cancel()
        with pytest.raises(asyncio.CancelledError):
            await late
        assert await asyncio.wait_for(free.get(False), 1) is WORKER

    asyncio.run(asked())
