"""Fills a store: what is new or changed is read and checked by several processes, what is as it was is passed over.

One process alone writes. Graphs go into the database first and the row that tells of them into the manifest last: a
build that was killed at any point leaves graphs without a row at the most, which the next one throws away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import rmtree

import pyoxigraph as ox

from kg.across.record import clear
from kg.check.record import RULES, findings_graph
from kg.errors import KgError, ReadError
from kg.graph.build import UNREAD, add_unread
from kg.graph.store import dataset_of
from kg.model import Mark
from kg.read import Problem, discover, source_of
from kg.report.review import kept
from kg.resources import Ontology
from kg.store.digests import Digests
from kg.store.fingerprint import fingerprint, hash_of
from kg.store.folder import Folder
from kg.store.manifest import Entry, Manifest
from kg.store.pool import Pool
from kg.store.worker import Done, Recipe
from kg.vocab import BASE, DCTERMS

Progress = Callable[[int, int], None]
_DISCLOSURE = f"{BASE}disclosure/"
_SOURCE = ox.NamedNode(DCTERMS.source)


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: disclosures made anew, passed over as they were, and dropped.

    `gone` counts files of earlier builds that are no longer there and whose disclosures are still in the store;
    `entries` are those of all files that are there, `problems` what is wrong with paths that are no files; `compared`
    counts what was found across documents, None where nothing had changed.
    """

    new: int
    unchanged: int
    dropped: int
    gone: int
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    compared: int | None = None

    @property
    def failed(self) -> bool:
        """Whether anything was not read that should have been."""
        return any(not problem.skipped for problem in self.problems) or any(
            entry.problem and not entry.skipped for entry in self.entries
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
    progress: Progress = lambda *_: None,
) -> Built:
    """Brings the store in `folder` up to date with the files under `paths`.

    A file is passed over where its content, this software and the ontology are those of its last time; one that failed
    is tried again with `retry`. `prune` drops what came from files under `paths` that are gone. With
    `compare` all documents of the store are compared with each other at the end. `progress` is called
    with the number of files done and of all files to do. Raises `KgError` where another build is at work on the store.
    """
    place = Folder(folder)
    folder.mkdir(parents=True, exist_ok=True)
    store = _opened(place)
    rmtree(place.parts, ignore_errors=True)
    place.parts.mkdir()
    marks = kept(place.marks)
    with Manifest(place.manifest) as manifest:
        writer = _Writer(store, manifest, fingerprint(ontology, profile, *map(repr, marks)))
        writer.sweep()
        found, problems = _found(paths)
        due, unchanged = writer.due(found, retry)
        named = frozenset(path.absolute() for path in paths)
        new = done = 0
        with Pool(workers, Recipe(ontology.roots, tuple(marks), profile), place.parts) as pool:
            for count, part in pool.run(list(due), named):
                writer.take(part, due)
                new, done = new + len(part.records), done + count
                progress(done, len(due))
        gone = writer.gone(found, paths)
        if prune:
            manifest.drop(gone)
        writer.settle(found)
        there = set(map(_name, found))
        entries = tuple(entry for entry in manifest if entry.path in there)
        compared = _compared(place, store, writer.built, ontology, profile, marks) if compare else None
    if not compare:
        clear(dataset_of(store))
    store.flush()
    place.publish(store)
    dropped, left = (len(gone), 0) if prune else (0, len(gone))
    return Built(new, unchanged, dropped, left, entries, tuple(problems), compared)


def _compared(
    place: Folder, store: ox.Store, built: str, ontology: Ontology, profile: str, marks: Sequence[Mark]
) -> int | None:
    """Compares all documents with each other where there are others than before: the number of findings, else None."""
    graphs = {graph.value for graph in store.named_graphs() if graph.value.startswith(_DISCLOSURE)}
    digests = Digests(place.digests, built, ontology)
    if not digests.bring(store, place.parts, {graph for graph in graphs if graph == _disclosure_of(graph)}):
        return None
    return len(digests.compare(store, profile, marks).findings)


def _opened(place: Folder) -> ox.Store:
    """The database that is written; the lock on it is RocksDB's own, and goes with the process that holds it."""
    try:
        return ox.Store(str(place.work))
    except OSError as error:
        if "lock" in str(error).lower():
            raise KgError(f"{place.path}: 另一个 kg build 正在写这个图谱库；等它结束再来") from error
        raise KgError(f"{place.path}: 图谱库打不开（{error}）") from error


def _found(paths: Sequence[Path]) -> tuple[dict[Path, str], list[Problem]]:
    """The files under `paths` in the order of their names, each with the hash of its content."""
    files, problems = discover(paths)
    hashes: dict[Path, str] = {}
    for path in sorted(files, key=_name):
        try:
            hashes[path] = hash_of(path)
        except ReadError as error:
            problems.append(Problem(path, str(error)))
    return hashes, problems


@dataclass
class _Writer:
    """The one that writes: the database, and the manifest after it."""

    store: ox.Store
    manifest: Manifest
    built: str

    def sweep(self) -> None:
        """Throws away the graphs that no file stands for: of files that changed or went, and of killed builds."""
        known = {entry.disclosure for entry in self.manifest}
        for graph in list(self.store.named_graphs()):
            if graph.value.startswith(_DISCLOSURE) and _disclosure_of(graph.value) not in known:
                self.store.remove_graph(graph)

    def due(self, found: Mapping[Path, str], retry: bool) -> tuple[dict[Path, str], int]:
        """The first file of each content, where it was not taken in as it is with what we are now; how many were."""
        known = {entry.path: entry for entry in self.manifest}
        first: dict[str, Path] = {}
        for path, content in found.items():
            first.setdefault(content, path)
        due: dict[Path, str] = {}
        for content, path in first.items():
            entry = known.get(_name(path))
            if entry is None or (entry.sha256, entry.built) != (content, self.built) or (retry and entry.problem):
                due[path] = content
        return due, len(first) - len(due)

    def take(self, part: Done, due: Mapping[Path, str]) -> None:
        """The graphs of some files into the database, then their rows into the manifest."""
        old = [graph for disclosure, _ in part.records.values() for graph in (disclosure, findings_graph(disclosure))]
        for graph in (RULES, *old):
            self.store.remove_graph(ox.NamedNode(graph))
        if part.records:
            self.store.bulk_load(path=str(part.part), format=ox.RdfFormat.N_QUADS, lenient=True)
        part.part.unlink(missing_ok=True)
        told = [
            Entry(_name(path), due[path], self.built, disclosure, record=record)
            for path, (disclosure, record) in part.records.items()
        ]
        told += [
            Entry(_name(p.path), due[p.path], self.built, problem=p.reason, skipped=p.skipped)
            for p in part.problems
            if p.path in due
        ]
        self.manifest.put(told)

    def gone(self, found: Mapping[Path, str], paths: Sequence[Path]) -> list[str]:
        """Files of earlier builds under `paths` that are no longer there."""
        roots = [path.absolute() for path in paths]
        there = set(map(_name, found))
        return [
            entry.path
            for entry in self.manifest
            if entry.path not in there and any(Path(entry.path).is_relative_to(root) for root in roots)
        ]

    def settle(self, found: Mapping[Path, str]) -> None:
        """What concerns all files: those with the content of another, graphs without a file, names of sources.

        A file with the content of another gets a row that was built with nothing: should the other go, it is due.
        """
        first = {entry.sha256: entry for entry in self.manifest if entry.built == self.built and entry.disclosure}
        same = [
            replace(first[content], path=_name(path), built="")
            for path, content in found.items()
            if content in first and first[content].path != _name(path)
        ]
        self.manifest.put(same)
        self.sweep()
        self._name_sources()
        self._name_unread()

    def _name_sources(self) -> None:
        """A disclosure has the names of all files with its content."""
        wanted: dict[str, set[str]] = defaultdict(set)
        for entry in self.manifest:
            if entry.disclosure:
                wanted[entry.disclosure].add(Path(entry.path).name)
        for disclosure, names in wanted.items():
            node = ox.NamedNode(disclosure)
            here = set(self.store.quads_for_pattern(node, _SOURCE, None, node))
            right = {ox.Quad(node, _SOURCE, ox.Literal(name), node) for name in names}
            for quad in here - right:
                self.store.remove(quad)
            self.store.extend(right - here)

    def _name_unread(self) -> None:
        """The files that could not be read are those of the manifest, whatever earlier builds met."""
        self.store.remove_graph(ox.NamedNode(UNREAD))
        for entry in self.manifest:
            if entry.problem and not entry.skipped:
                add_unread(dataset_of(self.store), source_of(Path(entry.path)), entry.problem)


def _name(path: Path) -> str:
    return str(path.absolute())


def _disclosure_of(graph: str) -> str:
    """The disclosure that a graph belongs to: that of its facts, or that of its findings."""
    return _DISCLOSURE + graph.removeprefix(_DISCLOSURE).split("/", 1)[0]
