"""Fills a store: what is new or changed is read and checked by several processes, what is as it was is passed over.

One process alone writes. Graphs go into the database first and the row that tells of them into the manifest last: a
build that was killed at any point leaves graphs without a row at the most, which the next one throws away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from shutil import rmtree
from typing import Final

import pyoxigraph as ox

from kg.across.record import clear
from kg.errors import ReadError
from kg.graph.store import dataset_of
from kg.model import Mark
from kg.read import Problem, discover
from kg.report.review import kept
from kg.resources import Ontology
from kg.store.cluster import Cluster, crew
from kg.store.digests import Digests
from kg.store.faults import told
from kg.store.fingerprint import fingerprint, hash_of
from kg.store.folder import Folder
from kg.store.log import Log
from kg.store.manifest import Entry, Manifest
from kg.store.pool import Pool
from kg.store.worker import Recipe
from kg.store.writer import DISCLOSURE, Writer, disclosure_of, name_of

Progress = Callable[[int, int, str], None]
COMPARING: Final = "核对"
BUILDING: Final = "建库"


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: disclosures made anew, passed over as they were, and dropped.

    `gone` counts files of earlier builds that are no longer there and whose disclosures are still in the store, `lost`
    those whose disclosures a damaged store has no more and that were not read again; `entries` are those of all files
    that are there, `problems` what is wrong with paths that are no files; `compared` counts what was found across
    documents, None where nothing had changed.
    """

    new: int
    unchanged: int
    dropped: int
    gone: int
    lost: int
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    compared: int | None = None

    @property
    def failed(self) -> bool:
        """Whether anything was not read that should have been."""
        return (
            self.lost > 0
            or any(not problem.skipped for problem in self.problems)
            or any(entry.problem and not entry.skipped for entry in self.entries)
        )


def build(
    paths: Sequence[Path],
    folder: Path,
    ontology: Ontology,
    workers: int = 1,
    *,
    profile: str = "standard",
    prune: bool = False,
    retry: bool = False,
    compare: bool = True,
    timeout: float = 0,
    scheduler: str = "",
    progress: Progress = lambda *_: None,
) -> Built:
    """Brings the store in `folder` up to date with the files under `paths`.

    A file is passed over where its content, this software and the ontology are those of its last time; one that failed
    is tried again with `retry`, one that takes more than `timeout` seconds (0 is no limit) has failed. `prune` drops
    what came from files under `paths` that are gone. With `compare` all documents of the store are compared with each
    other at the end. The work is done by `workers` processes here, or by those of the cluster of a Dask
    `scheduler`. `progress` is called with the number of files done, of all, and what is done. Raises `KgError`
    where another build is at work on the store, where it cannot be written, and where it is damaged.
    """
    place = Folder(folder)
    marks = kept(place.marks)
    made_with = fingerprint(ontology, profile, *map(repr, marks))
    recipe = Recipe(ontology.roots, tuple(marks), profile, timeout)
    with _writing(place, made_with) as writer, crew(workers, scheduler, recipe, place.parts, writer.log.add) as pool:
        end = partial(_compared, place, ontology, profile, marks, workers) if compare else partial(_alone, place)
        return _built(paths, place, writer, pool, prune, retry, end, progress)


@contextmanager
def _writing(place: Folder, made_with: str) -> Iterator[Writer]:
    """The database of a store, which nobody else writes: its lock is RocksDB's own, and goes with this process."""
    with told(place):
        place.path.mkdir(parents=True, exist_ok=True)
        with Writer(ox.Store(str(place.work)), made_with) as writer:
            rmtree(place.parts, ignore_errors=True)
            place.parts.mkdir(exist_ok=True)
            with Manifest(place.manifest) as writer.manifest, Log(place.log) as writer.log, told(place):
                yield writer


def _built(
    paths: Sequence[Path],
    place: Folder,
    writer: Writer,
    pool: Pool | Cluster,
    prune: bool,
    retry: bool,
    end: Callable[[Writer], int | None],
    progress: Progress,
) -> Built:
    present = writer.sweep()
    found, problems = found_under(paths, progress)
    due, unchanged = writer.due(found, present, retry)
    writer.log.add("开始", reason=f"文件 {len(found):,} 个，要读 {len(due):,} 个，进程 {pool.workers} 个")
    for problem in problems:
        writer.failed(problem.path, problem.reason, problem.skipped)
    named = frozenset(path.absolute() for path in paths)
    new = done = 0
    gone = writer.gone(found, paths)
    if due or (prune and gone):
        place.compared.unlink(missing_ok=True)
    progress(0, len(due), BUILDING)
    for count, part in pool.run(list(due), named):
        writer.take(part, due)
        new, done = new + len(part.records), done + count
        progress(done, len(due), BUILDING)
    if prune:
        writer.manifest.drop(gone)
    lost = writer.settle(found)
    there = set(map(name_of, found))
    entries = tuple(entry for entry in writer.manifest if entry.path in there)
    compared = end(writer)
    writer.store.flush()
    place.publish(writer.store)
    dropped, left = (len(gone), 0) if prune else (0, len(gone))
    writer.log.add("结束", reason=f"新读 {new:,} 份，未变 {unchanged:,} 份，去掉 {dropped:,} 份")
    return Built(new, unchanged, dropped, left, lost, entries, tuple(problems), compared)


def _compared(
    place: Folder, ontology: Ontology, profile: str, marks: Sequence[Mark], workers: int, writer: Writer
) -> int | None:
    """Compares all documents with each other where any changed, or a build was killed since: findings, else None."""
    graphs = {graph.value for graph in writer.store.named_graphs() if graph.value.startswith(DISCLOSURE)}
    with closing(Digests(place.digests, writer.built, ontology)) as digests:
        disclosures = {graph for graph in graphs if graph == disclosure_of(graph)}
        changed = digests.bring(writer.store, place.parts, disclosures)
        if not changed and place.compared.exists():
            return None
        done = digests.compare(writer.store, profile, marks, workers)
    writer.store.flush()
    place.compared.touch()
    return len(done.findings)


def _alone(place: Folder, writer: Writer) -> None:
    """Takes away what an earlier build found across documents."""
    place.compared.unlink(missing_ok=True)
    clear(dataset_of(writer.store))


def found_under(paths: Sequence[Path], progress: Progress) -> tuple[dict[Path, str], list[Problem]]:
    """The files under `paths` in the order of their names, each with the hash of its content."""
    files, problems = discover(paths)
    hashes: dict[Path, str] = {}
    for done, path in enumerate(sorted(files, key=name_of)):
        progress(done, len(files), COMPARING)
        try:
            hashes[path] = hash_of(path)
        except ReadError as error:
            problems.append(Problem(path, str(error)))
    return hashes, problems
