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
_INDEX = "CREATE INDEX IF NOT EXISTS by_disclosure ON files (disclosure)"


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
    """The rows by path; each change is there at once and outlives the process.

    Raises `sqlite3.Error` where the file cannot be written, or is damaged: `DatabaseError`. Names of files may be no
    Unicode (Linux) or half of it (Windows): they are kept as the bytes that `_bytes` makes of them.
    """

    def __init__(self, path: Path) -> None:
        self._rows = sqlite3.connect(path)
        self._rows.text_factory = _text
        self._rows.execute(_TABLE)
        self._rows.execute(_INDEX)
        (answer,) = self._rows.execute("PRAGMA quick_check(1)").fetchone()
        if answer != "ok":
            raise sqlite3.DatabaseError(answer)

    def __exit__(self, *_: object) -> None:
        self._rows.close()

    def __iter__(self) -> Iterator[Entry]:
        try:
            rows = self._rows.execute("SELECT * FROM files ORDER BY path").fetchall()
            return iter([_entry(*row) for row in rows])
        except (ValueError, TypeError) as error:
            raise sqlite3.DatabaseError(str(error)) from error

    def put(self, entries: Iterable[Entry]) -> None:
        """Adds entries, all or none; each replaces the one of the same path."""
        rows = [
            (_bytes(e.path), e.sha256, e.built, e.disclosure, _bytes(e.problem), e.skipped, json.dumps(e.record))
            for e in entries
        ]
        text = "CAST(? AS TEXT)"
        with self._rows:
            self._rows.executemany(f"INSERT OR REPLACE INTO files VALUES ({text}, ?, ?, ?, {text}, ?, ?)", rows)

    def unsettle(self, disclosures: Iterable[str]) -> None:
        """The files of disclosures that are about to be replaced: built with nothing, until that is done."""
        with self._rows:
            self._rows.executemany(
                "UPDATE files SET built = '' WHERE disclosure = ? AND built != ''", [(one,) for one in disclosures]
            )

    def drop(self, paths: Iterable[str]) -> None:
        """Forgets files, all or none."""
        with self._rows:
            self._rows.executemany(
                "DELETE FROM files WHERE path = CAST(? AS TEXT)", [(_bytes(path),) for path in paths]
            )


def _entry(path: str, sha256: str, built: str, disclosure: str, problem: str, skipped: int, record: str) -> Entry:
    return Entry(path, sha256, built, disclosure, problem, bool(skipped), json.loads(record))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")
