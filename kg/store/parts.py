"""A folder of N-Quads files instead of a store: what one machine writes and others load from.

``manifest.jsonl`` has a line for each part: its name, which comes from its content, its hash, bytes and triples, and
the files that it was made from with their disclosures. A line is written after its part: a build that was killed leaves
a part without a line at the most, which the next one throws away. There is no Parquet: no triple store loads it, and
pyarrow would be 45 MB more.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from typing import Any, Final

import pyoxigraph as ox
from rdflib import Dataset

from kg.check.record import findings_graph
from kg.errors import DataError, KgError
from kg.graph.build import UNREAD, add_unread, disclosure_iri, literal, triple
from kg.graph.store import GraphFile, new_dataset, put, raw
from kg.read import printable, source_of
from kg.report.review import MARKS, kept
from kg.resources import Ontology
from kg.store.build import BUILDING, Built, Progress, found_under
from kg.store.cluster import crew
from kg.store.faults import unwritable
from kg.store.fingerprint import fingerprint
from kg.store.manifest import Entry
from kg.store.worker import Done, Recipe
from kg.store.writer import name_of
from kg.vocab import DCTERMS

MANIFEST: Final = "manifest.jsonl"
_REST: Final = "rest"  # the part that no task made
_PART: Final = re.compile(rf"([0-9a-f]{{16}}|{_REST})\.nq(\.gz)?")


@dataclass(frozen=True, slots=True)
class Part:
    """One line of the manifest: a file of quads, and the files that it was made from."""

    part: str
    sha256: str
    bytes: int
    triples: int
    files: tuple[Entry, ...]


def build_parts(
    paths: Sequence[Path],
    folder: Path,
    ontology: Ontology,
    workers: int = 1,
    *,
    profile: str = "standard",
    prune: bool = False,
    retry: bool = False,
    scheduler: str = "",
    timeout: float = 0,
    packed: bool = True,
    progress: Progress = lambda *_: None,
) -> Built:
    """Brings the parts in `folder` up to date with the files under `paths`; all is as `kg.store.build.build` has it.

    What changed, or went and is pruned, is taken out of its part. Parts are `packed` with gzip, or plain.
    """
    with _alone(folder):
        marks = kept(folder / MARKS)
        built = fingerprint(ontology, profile, *map(repr, marks))
        found, problems = found_under(paths, progress)
        parts = _Parts(folder, built, ".nq.gz" if packed else ".nq")
        gone = parts.gone(found, paths)
        parts.sweep(found, gone if prune else set(), retry)
        due, unchanged = parts.due(found)
        named = frozenset(path.absolute() for path in paths)
        new = done = 0
        recipe = Recipe(ontology.roots, tuple(marks), profile, timeout)
        with crew(workers, scheduler, recipe, parts.work, suffix=parts.suffix) as pool:
            for count, made in pool.run(list(due), named):
                parts.take(made, due)
                new, done = new + len(made.records), done + count
                progress(done, len(due), BUILDING)
        parts.settle(found)
        there = {name_of(path) for path in found}
        entries = tuple(sorted((e for e in parts.entries if e.path in there), key=lambda entry: entry.path))
        dropped, left = (len(gone), 0) if prune else (0, len(gone))
        return Built(new, unchanged, dropped, left, 0, entries, tuple(problems))


def is_parts(folder: Path) -> bool:
    """Whether a folder is one of parts."""
    return (folder / MANIFEST).is_file()


def read_manifest(folder: Path) -> list[Part]:
    """The lines of a manifest, none where there is no manifest yet; the last may have been cut off by a kill.

    Raises `DataError` where another line is no line of a manifest.
    """
    path = folder / MANIFEST
    lines = path.read_text(encoding="ascii").split("\n") if path.is_file() else [""]
    try:
        return [_part(json.loads(line)) for line in lines[:-1]]
    except (ValueError, TypeError, KeyError) as error:
        raise DataError(f"{path}: 不是 kg build --parts 的清单（{error}）") from error


def parts_of(folder: Path) -> Iterator[Path]:
    """The files of quads that a manifest tells of; `DataError` where one is not there as it was written."""
    for part in read_manifest(folder):
        if not _is_there(folder, part):
            raise DataError(f"{folder / part.part}: 不在了，或者不完整；再次运行 kg build --parts")
        yield folder / part.part


def _part(told: Mapping[str, Any]) -> Part:
    return Part(**{**told, "files": tuple(Entry(**file) for file in told["files"])})


def _line(part: Part) -> str:
    return json.dumps(asdict(part)) + "\n"


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keeps other builds from a folder; the lock is SQLite's, which goes with the process that holds it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(folder / "lock", timeout=0, isolation_level=None)) as lock:
            lock.execute("BEGIN EXCLUSIVE")
            yield
    except (OSError, sqlite3.Error) as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
            raise KgError(f"{folder}: 另一个 kg build 正在写这个文件夹（{error}）；等它结束再来") from error
        raise unwritable(folder, error) from error


class _Parts:
    """The parts of a folder while it is brought up to date.

    `loose` are files that left no part: those that killed the process that read them.
    """

    def __init__(self, folder: Path, built: str, suffix: str) -> None:
        self.folder, self.built, self.suffix = folder, built, suffix
        told = read_manifest(folder)
        self.parts = [part for part in told if not _is_rest(part)]
        self.loose = [e for part in told if _is_rest(part) for e in part.files if e.built]
        self.work = folder / "work"
        rmtree(self.work, ignore_errors=True)
        self.work.mkdir()

    @property
    def entries(self) -> list[Entry]:
        """All files that the parts tell of."""
        return [*(entry for part in self.parts for entry in part.files), *self.loose]

    def gone(self, found: Mapping[Path, str], paths: Sequence[Path]) -> set[str]:
        """Files of earlier builds under `paths` that are no longer there."""
        roots = [path.absolute() for path in paths]
        names = {entry.path for entry in self.entries} - {name_of(path) for path in found}
        return {name for name in names if any(Path(name).is_relative_to(root) for root in roots)}

    def sweep(self, found: Mapping[Path, str], dropped: Set[str], retry: bool) -> None:
        """Throws away the parts of which a file is not what it was, and what a killed build left."""
        contents = {name_of(path): content for path, content in found.items()}

        def stands(entry: Entry) -> bool:
            same = (contents.get(entry.path, entry.sha256), self.built) == (entry.sha256, entry.built)
            return entry.path not in dropped and (
                entry.path not in contents or (same and not (retry and entry.problem))
            )

        self.parts = list(filter(None, (self._mended(part, stands) for part in self.parts)))
        self.loose = [entry for entry in self.loose if stands(entry)]
        self._tell()

    def _mended(self, part: Part, stands: Callable[[Entry], bool]) -> Part | None:
        """A part as it is, or without what does not stand: none where nothing does, or where its file is no longer."""
        files = [entry for entry in part.files if stands(entry)]
        if not files or not _is_there(self.folder, part):
            return None
        if len(files) == len(part.files):
            return part
        dataset, data = new_dataset(), (self.folder / part.part).read_bytes()
        text = gzip.decompress(data) if part.part.endswith(".gz") else data
        raw(dataset).bulk_load(text, format=ox.RdfFormat.N_QUADS, lenient=True)
        left = {entry.disclosure for entry in files}
        for entry in part.files:
            if entry.disclosure and entry.disclosure not in left:
                for graph in (entry.disclosure, findings_graph(entry.disclosure)):
                    raw(dataset).remove_graph(ox.NamedNode(graph))
        return self._written(dataset, files)

    def _written(self, dataset: Dataset, files: Sequence[Entry], name: str = "") -> Part:
        """A part that no task made; files that could not be read are told of anew. Its name comes from its content."""
        raw(dataset).remove_graph(ox.NamedNode(UNREAD))
        for entry in files:
            if entry.problem and not entry.skipped:
                add_unread(dataset, source_of(Path(entry.path)), entry.problem)
        path = self.work / f"made{self.suffix}"
        with GraphFile(path) as file:
            file.add(dataset)
        return self._named(path, file.triples, files, name)

    def due(self, found: Mapping[Path, str]) -> tuple[dict[Path, str], int]:
        """The first file of each content, where no part has it; how many are in parts."""
        held = {entry.path for entry in self.entries}
        first: dict[str, Path] = {}
        for path, content in found.items():
            first.setdefault(content, path)
        due = {path: content for content, path in first.items() if name_of(path) not in held}
        return due, len(first) - len(due)

    def take(self, made: Done, due: Mapping[Path, str]) -> None:
        """What came of some files: the part under its name, then the line that tells of it."""
        files = [
            Entry(
                name_of(path),
                due[path],
                self.built if disclosure == disclosure_iri(due[path]) else "",  # changed since its hash was taken
                disclosure,
                record={
                    **record,
                    "triples": sum(made.triples.get(g, 0) for g in (disclosure, findings_graph(disclosure))),
                },
            )
            for path, (disclosure, record) in made.records.items()
        ]
        files += [
            Entry(name_of(p.path), due[p.path], self.built, problem=p.reason, skipped=p.skipped)
            for p in made.problems
            if p.path in due
        ]
        if not made.part.is_file():
            self.loose += files
            return
        self.parts.append(self._named(made.part, made.triples, files))
        with (self.folder / MANIFEST).open("a", encoding="ascii", newline="\n") as manifest:
            manifest.write(_line(self.parts[-1]))
            manifest.flush()
            os.fsync(manifest.fileno())

    def settle(self, found: Mapping[Path, str]) -> None:
        """What no part has: the names of other files with the content of one, and the `loose`, in a part of its own."""
        known = {entry.sha256: entry for entry in self.entries if entry.built == self.built and entry.disclosure}
        held = {entry.path for entry in self.entries}
        twins = [
            replace(known[content], path=name_of(path), built="")
            for path, content in found.items()
            if content in known and name_of(path) not in held
        ]
        dataset = new_dataset()
        for twin in twins:
            name = literal(printable(Path(twin.path).name))
            put(dataset, twin.disclosure, [triple(twin.disclosure, DCTERMS.source, name)])
        if rest := [*twins, *self.loose]:
            self.parts.append(self._written(dataset, rest, _REST))
            self.loose = []
            self._tell()
        rmtree(self.work, ignore_errors=True)

    def _named(self, path: Path, triples: Mapping[str, int], files: Sequence[Entry], name: str = "") -> Part:
        """Puts a file that is complete in its place."""
        content = sha256(path.read_bytes()).hexdigest()
        target = self.folder / f"{name or content[:16]}{self.suffix}"
        path.replace(target)
        return Part(target.name, content, target.stat().st_size, sum(triples.values()), tuple(files))

    def _tell(self) -> None:
        """Writes the manifest anew, then takes away the parts that it does not tell of."""
        unfinished = self.work / MANIFEST
        unfinished.write_text("".join(map(_line, self.parts)), encoding="ascii", newline="\n")
        unfinished.replace(self.folder / MANIFEST)
        there = {part.part for part in self.parts}
        for path in self.folder.iterdir():
            if _PART.fullmatch(path.name) and path.name not in there:
                path.unlink()


def _is_rest(part: Part) -> bool:
    return part.part.startswith(_REST)


def _is_there(folder: Path, part: Part) -> bool:
    path = folder / part.part
    return path.is_file() and path.stat().st_size == part.bytes
