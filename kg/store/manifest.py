"""What a store has taken in: a row for each file, kept in SQLite, so that a build that was killed goes on where it was.

A row is written after the graphs that it speaks of are in the database, and never before.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_TABLE = """CREATE TABLE IF NOT EXISTS files (
  path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, built TEXT NOT NULL, disclosure TEXT NOT NULL,
  problem TEXT NOT NULL, skipped INTEGER NOT NULL, record TEXT NOT NULL)"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file: its content, what it was built with, and the disclosure or the problem that came of it.

    `record` is what a summary tells of it: department, year, kind, and findings by severity.
    """

    path: str
    sha256: str
    built: str
    disclosure: str = ""
    problem: str = ""
    skipped: bool = False
    record: Mapping[str, Any] = field(default_factory=dict)


class Manifest(AbstractContextManager["Manifest"]):
    """The rows by path; each change is there at once and outlives the process."""

    def __init__(self, path: Path) -> None:
        self._rows = sqlite3.connect(path)
        self._rows.execute(_TABLE)

    def __exit__(self, *_: object) -> None:
        self._rows.close()

    def __iter__(self) -> Iterator[Entry]:
        for *texts, skipped, record in self._rows.execute("SELECT * FROM files ORDER BY path").fetchall():
            path, sha256, built, disclosure, problem = texts
            yield Entry(path, sha256, built, disclosure, problem, bool(skipped), json.loads(record))

    def put(self, entries: Iterable[Entry]) -> None:
        """Adds entries, all or none; each replaces the one of the same path."""
        rows = [
            (e.path, e.sha256, e.built, e.disclosure, e.problem, e.skipped, json.dumps(e.record, ensure_ascii=False))
            for e in entries
        ]
        with self._rows:
            self._rows.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def drop(self, paths: Iterable[str]) -> None:
        """Forgets files, all or none."""
        with self._rows:
            self._rows.executemany("DELETE FROM files WHERE path = ?", [(path,) for path in paths])
