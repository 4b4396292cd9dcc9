"""``python -m tests.fuzz [--count 2000] [--first 0] [FORMAT ...]``: many damaged files of each format.

They are read in processes of their own: a file that ends its process, or takes too long, is a crash like any other.
Those that crash are written to `--out`.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import tempfile
import time
import traceback
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

from tests.fuzz.formats import SECONDS, Form, forms, judge

_MEMORY = 4_000_000_000


def work(name: str, first: int, last: int, out: Path, at: Synchronized[int], read: Synchronized[int]) -> None:
    """Judge the files of these numbers; `at` is the one at hand, `read` counts those that gave a document."""
    form = forms()[name]
    bound_memory()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(first, last):
            at.value = number
            try:
                read.value += judge(form.broken(number), Path(folder)) > 0
            except Exception:
                crashed(name, number, form, out, traceback.format_exc())


def bound_memory() -> None:
    """A file that takes too much memory crashes alone, where the system can be told."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def crashed(name: str, number: int, form: Form, out: Path, why: str) -> None:
    """Keep a file that crashed, and why."""
    out.mkdir(parents=True, exist_ok=True)
    (out / f"{name}-{number}").write_bytes(form.broken(number))
    (out / f"{name}-{number}.txt").write_text(why, encoding="utf-8")
    print(f"{name} {number}: {why.splitlines()[-1]}", flush=True)


def run(name: str, form: Form, first: int, last: int, out: Path) -> tuple[int, int]:
    """How many of the files gave a document, and how many ended or stopped their process."""
    at, read = multiprocessing.Value("l", first), multiprocessing.Value("l", 0)
    died = 0
    while first < last:
        process = multiprocessing.Process(target=work, args=(name, first, last, out, at, read))
        process.start()
        seen, since = at.value, time.monotonic()
        while process.is_alive():
            process.join(1)
            if at.value != seen:
                seen, since = at.value, time.monotonic()
            elif time.monotonic() - since > 2 * SECONDS:
                process.kill()
        if process.exitcode == 0:
            break
        died += 1
        crashed(name, at.value, form, out, f"exit code {process.exitcode}")
        first = at.value + 1
    return read.value, died


def main() -> int:
    """Run, and say how many files of each format were read, refused, or crashed."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("formats", nargs="*", default=[], metavar="FORMAT")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--out", type=Path, default=Path(tempfile.gettempdir()) / "kg-fuzz")
    options = parser.parse_args()
    failed = 0
    for name in options.formats or forms():
        began, before = time.monotonic(), len(list(options.out.glob(f"{name}-*.txt")))
        read, _ = run(name, forms()[name], options.first, options.first + options.count, options.out)
        crashes = len(list(options.out.glob(f"{name}-*.txt"))) - before
        failed += crashes
        seconds = time.monotonic() - began
        print(f"{name}: {options.count} files, {read} read, {crashes} crashed, {seconds:.0f} s", flush=True)
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
