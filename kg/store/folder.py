"""The folder of a store: where its parts lie, and how it is read.

Readers open the last published snapshot, which never changes; a build writes beside it and publishes at its end.
Snapshots are made of hard links, so that they cost next to nothing.
"""

from __future__ import annotations

import re
from pathlib import Path
from shutil import rmtree
from typing import Final

import pyoxigraph as ox
from rdflib import Dataset

from kg.errors import DataError
from kg.graph.store import dataset_of, load

BROKEN: Final = "图谱库损坏（{}）；再次运行 kg build 重新发布，还打不开就先删掉其中的 work 文件夹"


class Folder:
    """The places in the folder of a store."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.work = path / "work"  # the database that a build writes
        self.parts = path / "parts"  # what workers made and nobody loaded yet
        self.digests = path / "digests"  # beside it, for what is compared across documents
        self.manifest = path / "manifest.sqlite"
        self.marks = path / "marks.csv"
        self.log = path / "log.csv"
        self._snapshots = path / "snapshots"
        self._current = path / "current"

    @property
    def exists(self) -> bool:
        """Whether a build has published here."""
        return self._current.is_file()

    def snapshot(self) -> Path:
        """The published database; `DataError` where there is none, or where it is not what was published."""
        if not self.exists:
            if self.work.is_dir():
                raise DataError(f"{self.path}: 还没有建完，查不了；再次运行 kg build，从中断处继续")
            raise DataError(f"{self.path}: 里面没有 graph.nq（kg check --out），也不是图谱库（kg build --store）")
        number, name, size = self._published()
        found = self._snapshots / number
        if not found.is_dir() or (name and _size(found / name) < size):
            raise DataError(f"{found}: 缺失或不完整；再次运行 kg build，重新发布")
        return found

    def _published(self) -> tuple[str, str, int]:
        """The number of the published snapshot, and the list of its files with the size that it had at least."""
        text = self._current.read_bytes().decode("ascii", "replace")
        if not (told := re.fullmatch(r"(\d+)(?: (MANIFEST-\d+) (\d+))?\s*", text, re.ASCII)):
            raise DataError(f"{self._current}: 文件损坏；再次运行 kg build，重新发布")
        return told[1], told[2] or "", int(told[3] or 0)

    def publish(self, store: ox.Store) -> None:
        """Makes what `store` holds now what readers get from now on.

        The database would open without the end of its list of files, and lack what that tells of: its size is noted.
        """
        self._snapshots.mkdir(exist_ok=True)
        numbers = [int(path.name) for path in self._snapshots.iterdir() if path.name.isdecimal()]
        target = self._snapshots / str(max(numbers, default=0) + 1)
        store.backup(str(target))
        listing = max(target.glob("MANIFEST-*"))
        before = self._current.read_bytes().decode("ascii", "replace").split(" ")[0] if self.exists else ""
        unfinished = self._current.with_suffix(".part")
        unfinished.write_text(f"{target.name} {listing.name} {_size(listing)}", encoding="ascii")
        unfinished.replace(self._current)
        for number in numbers:
            if str(number) != before:  # somebody may still read that
                rmtree(self._snapshots / str(number), ignore_errors=True)


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


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
    except PermissionError as error:
        raise DataError(f"{path}: 图谱库打不开（{error}）") from error
    except (OSError, RuntimeError) as error:
        raise DataError(f"{path}: {BROKEN.format(error)}") from error
