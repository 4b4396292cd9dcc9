"""Runs a command and watches its processes: time on the clock, of the processors, and memory."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Sequence

import psutil

Figures = dict[str, float]


def run(command: Sequence[str], cores: Sequence[int] = ()) -> Figures:
    """A command to its end: seconds on the clock, of the processors, and the most memory of one of its workers in MB.

    `first` is the most before half of the time had gone, so that growth shows.
    """
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    top = psutil.Process(process.pid)
    if cores and hasattr(top, "cpu_affinity"):
        top.cpu_affinity(list(cores))
    seconds: dict[int, float] = {}
    samples: list[tuple[float, float]] = []
    writer = 0.0
    while process.poll() is None:
        _sample(top, seconds, samples, began)
        writer = max(writer, _memory(top))
        time.sleep(0.2)
    wall = time.perf_counter() - began
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    peak = max((memory for _, memory in samples), default=0.0)
    first = max((memory for at, memory in samples if at < wall / 2), default=0.0)
    return {"wall": wall, "cpu": sum(seconds.values()), "peak": peak, "first": first, "writer": writer}


def _sample(top: psutil.Process, seconds: dict[int, float], samples: list[tuple[float, float]], began: float) -> None:
    """Notes what each process has used so far: the one at the top, and those under it."""
    try:
        below = top.children(recursive=True)
    except psutil.NoSuchProcess:
        return
    for one in (top, *below):
        try:
            times = one.cpu_times()
            seconds[one.pid] = max(seconds.get(one.pid, 0.0), times.user + times.system)
        except psutil.NoSuchProcess:
            continue
        if one is not top:
            samples.append((time.perf_counter() - began, _memory(one)))


def _memory(process: psutil.Process) -> float:
    try:
        return float(process.memory_info().rss) / 1e6
    except psutil.NoSuchProcess:
        return 0.0
