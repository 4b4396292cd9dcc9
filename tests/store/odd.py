"""Workers to which something befalls: each does it to a file whose name tells what, and else what a worker does.

They are processes of their own, so that they change the program as they like.
"""

from __future__ import annotations

import os
import signal
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from kg.resources import Ontology
from kg.store.worker import Recipe, attend

READ = "KG_TEST_READ"  # the variable with a file to read before
MARK = "KG_TEST_MARK"  # the variable with the folder that says that it happened once


def doing(pipe: Connection, recipe: Recipe) -> None:
    """A worker that meets files as they are named below; it has read one before, so that no time is lost later."""
    import kg.check.run
    import kg.pipeline
    from kg.graph.store import raw

    read, check = kg.pipeline.read, kg.check.run.check  # type: ignore[attr-defined]

    def odd_read(path: Path) -> Any:
        _BEFALLS.get(path.stem, _nothing)()
        return read(path)

    def odd_check(dataset: Any, *rest: Any) -> Any:
        if "fails.txt" in str(list(raw(dataset))):
            raise ValueError
        return check(dataset, *rest)

    kg.pipeline.check_files([Path(os.environ[READ])], Ontology(recipe.roots))
    changed: Any = (kg.pipeline, kg.check.run)
    changed[0].read, changed[1].check = odd_read, odd_check
    attend(pipe, recipe)


def stillborn(_pipe: Connection, _recipe: Recipe) -> None:
    """A worker that ends before it began."""
    os._exit(7)


def _dies() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _dies_once() -> None:
    mark = Path(os.environ[MARK])
    if not mark.is_dir():
        mark.mkdir()
        _dies()


def _hangs() -> None:
    time.sleep(1000)


def _hangs_deaf() -> None:
    """As a call into a C library does it, which no exception reaches."""
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    time.sleep(1000)


def _nothing() -> None:
    return


_BEFALLS = {"dies": _dies, "once": _dies_once, "hangs": _hangs, "deaf": _hangs_deaf}
