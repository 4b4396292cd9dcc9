"""The folder of a store: where its parts lie, and how it is read.

Readers open the last published snapshot, which never changes; a build writes beside it and publishes at its end.
Snapshots are made of hard links, so that they cost next to nothing.
"""

from __future__ import annotations

from pathlib import Path
from shutil import rmtree
from typing import Final

import pyoxigraph as ox
from rdflib import Dataset

from kg.errors import DataError
from kg.graph.store import dataset_of, load

_KEPT: Final = 2  # snapshots: the published one, and the one before it that somebody may still read


class Folder:
    """The places in the folder of a store."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.work = path / "work"  # the database that a build writes
        self.parts = path / "parts"  # what workers made and nobody loaded yet
        self.digests = path / "digests"  # beside it, for what is compared across documents
        self.manifest = path / "manifest.sqlite"
        self.marks = path / "marks.csv"
        self._snapshots = path / "snapshots"
        self._current = path / "current"

    @property
    def exists(self) -> bool:
        """Whether a build has published here."""
        return self._current.is_file()

    def snapshot(self) -> Path:
        """The published database; `DataError` where there is none."""
        if not self.exists:
            raise DataError(f"{self.path}: 里面没有 graph.nq（kg check --out），也不是图谱库（kg build --store）")
        return self._snapshots / self._current.read_text(encoding="ascii").strip()

    def publish(self, store: ox.Store) -> None:
        """Makes what `store` holds now what readers get from now on."""
        self._snapshots.mkdir(exist_ok=True)
        numbers = sorted(int(path.name) for path in self._snapshots.iterdir() if path.name.isdigit())
        target = self._snapshots / str(numbers[-1] + 1 if numbers else 1)
        store.backup(str(target))
        unfinished = self._current.with_suffix(".part")
        unfinished.write_text(target.name, encoding="ascii")
        unfinished.replace(self._current)
        for number in [*numbers, int(target.name)][:-_KEPT]:
            rmtree(self._snapshots / str(number), ignore_errors=True)


def opened(path: Path | str) -> Dataset:
    """The graph in a file, or in a folder: what `kg check --out` wrote, in memory; a store or a database, read-only.

    Raises `DataError`.
    """
    path = Path(path)
    if not path.is_dir():
        return load(path)
    return load(path / "graph.nq") if (path / "graph.nq").is_file() else open_folder(path)


def open_folder(path: Path) -> Dataset:
    """The published graph of a store, or that of a bare Oxigraph database, read-only; `DataError` where neither is."""
    database = path if any(path.glob("MANIFEST-*")) else Folder(path).snapshot()
    try:
        return dataset_of(ox.Store.read_only(str(database)))
    except OSError as error:
        raise DataError(f"{path}: 图谱库打不开（{error}）") from error
