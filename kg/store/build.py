"""Fills a store: what is new or changed is read and checked by several processes, what is as it was is passed over.

One process alone writes. Graphs go into the database first and the row that tells of them into the manifest last: a
build that was killed at any point leaves graphs without a row at the most, which the next one throws away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from shutil import rmtree
from typing import Final

import pyoxigraph as ox

from kg.across.record import clear
from kg.check.record import RULES, findings_graph
from kg.errors import ReadError
from kg.graph.build import UNREAD, add_unread, disclosure_iri
from kg.graph.store import dataset_of
from kg.model import Mark
from kg.read import Problem, discover, printable, source_of
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
from kg.store.worker import Done, Recipe
from kg.vocab import BASE, DCTERMS

Progress = Callable[[int, int, str], None]
COMPARING: Final = "核对"
BUILDING: Final = "建库"
_DISCLOSURE = f"{BASE}disclosure/"
_SOURCE = ox.NamedNode(DCTERMS.source)


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
def _writing(place: Folder, made_with: str) -> Iterator[_Writer]:
    """The database of a store, which nobody else writes: its lock is RocksDB's own, and goes with this process."""
    with told(place):
        place.path.mkdir(parents=True, exist_ok=True)
        writer = _Writer(ox.Store(str(place.work)), made_with)
        try:
            rmtree(place.parts, ignore_errors=True)
            place.parts.mkdir(exist_ok=True)
            with Manifest(place.manifest) as writer.manifest, Log(place.log) as writer.log, told(place):
                yield writer
        finally:
            del writer.store  # an error that somebody looks at keeps the writer, and would keep the lock


def _built(
    paths: Sequence[Path],
    place: Folder,
    writer: _Writer,
    pool: Pool | Cluster,
    prune: bool,
    retry: bool,
    end: Callable[[_Writer], int | None],
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
    place: Folder, ontology: Ontology, profile: str, marks: Sequence[Mark], workers: int, writer: _Writer
) -> int | None:
    """Compares all documents with each other where any changed, or a build was killed since: findings, else None."""
    graphs = {graph.value for graph in writer.store.named_graphs() if graph.value.startswith(_DISCLOSURE)}
    with closing(Digests(place.digests, writer.built, ontology)) as digests:
        disclosures = {graph for graph in graphs if graph == _disclosure_of(graph)}
        changed = digests.bring(writer.store, place.parts, disclosures)
        if not changed and place.compared.exists():
            return None
        done = digests.compare(writer.store, profile, marks, workers)
    writer.store.flush()
    place.compared.touch()
    return len(done.findings)


def _alone(place: Folder, writer: _Writer) -> None:
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


@dataclass
class _Writer:
    """The one that writes: the database, and the manifest after it."""

    store: ox.Store
    built: str
    manifest: Manifest = field(init=False)
    log: Log = field(init=False)

    def sweep(self) -> set[str]:
        """Throws away the graphs that no file stands for: of files that changed or went, and of killed builds.

        Gives the disclosures that are there with facts and findings: all that the manifest has, in a sound store.
        """
        known = {entry.disclosure for entry in self.manifest}
        graphs = {graph.value for graph in self.store.named_graphs() if graph.value.startswith(_DISCLOSURE)}
        for graph in graphs:
            if _disclosure_of(graph) not in known:
                self.store.remove_graph(ox.NamedNode(graph))
        return {one for one in known if one in graphs and findings_graph(one) in graphs}

    def due(self, found: Mapping[Path, str], present: Set[str], retry: bool) -> tuple[dict[Path, str], int]:
        """The first file of each content, where it was not taken in as it is with what we are now; how many were.

        One whose disclosure is not `present` is due too.
        """
        known = {entry.path: entry for entry in self.manifest}
        first: dict[str, Path] = {}
        for path, content in found.items():
            first.setdefault(content, path)
        due: dict[Path, str] = {}
        for content, path in first.items():
            entry = known.get(name_of(path))
            if (
                entry is None
                or (entry.sha256, entry.built) != (content, self.built)
                or (retry and entry.problem)
                or (entry.disclosure and entry.disclosure not in present)
            ):
                due[path] = content
        return due, len(first) - len(due)

    def take(self, part: Done, due: Mapping[Path, str]) -> None:
        """The graphs of some files into the database, then their rows into the manifest.

        A file that was changed since its hash was taken gets a row that was built with nothing.
        """
        disclosures = [disclosure for disclosure, _ in part.records.values()]
        self.manifest.unsettle(disclosures)
        if disclosures:
            for graph in (RULES, *disclosures, *map(findings_graph, disclosures)):
                self.store.remove_graph(ox.NamedNode(graph))
            self.store.bulk_load(path=str(part.part), format=ox.RdfFormat.N_QUADS, lenient=True)
        part.part.unlink(missing_ok=True)
        entries = [
            Entry(name_of(path), due[path], self.built if disclosure == disclosure_iri(due[path]) else "", disclosure,
                  record=record)
            for path, (disclosure, record) in part.records.items()
            if path in due
        ]  # fmt: skip
        for problem in part.problems:
            if problem.path in due:
                made = Entry(name_of(problem.path), due[problem.path], self.built)
                entries.append(replace(made, problem=problem.reason, skipped=problem.skipped))
                self.failed(problem.path, problem.reason, problem.skipped)
        self.manifest.put(entries)

    def failed(self, path: Path, reason: str, skipped: bool) -> None:
        """A file that gave nothing, if it should have, in the log."""
        if not skipped:
            self.log.add("没有读成", path, reason)

    def gone(self, found: Mapping[Path, str], paths: Sequence[Path]) -> list[str]:
        """Files of earlier builds under `paths` that are no longer there."""
        roots = {path.absolute() for path in paths}
        there = set(map(name_of, found))
        earlier = ((entry.path, Path(entry.path)) for entry in self.manifest if entry.path not in there)
        return [name for name, path in earlier if not roots.isdisjoint((path, *path.parents))]

    def settle(self, found: Mapping[Path, str]) -> int:
        """What concerns all files: those with the content of another, graphs without a file, names of sources.

        A file with the content of another gets a row that was built with nothing: should the other go, it is due.
        Gives the number of files whose disclosures should be in the database and are not.
        """
        first = {entry.sha256: entry for entry in self.manifest if entry.built == self.built and entry.disclosure}
        same = [
            replace(first[content], path=name_of(path), built="")
            for path, content in found.items()
            if content in first and first[content].path != name_of(path)
        ]
        self.manifest.put(same)
        present = self.sweep()
        self._name_sources(present)
        self._name_unread()
        lost = [entry.path for entry in self.manifest if entry.disclosure and entry.disclosure not in present]
        for path in lost:
            self.log.add("缺失", path, "图谱库里没有它的图；对它再次运行 kg build")
        return len(lost)

    def _name_sources(self, present: Set[str]) -> None:
        """A disclosure has the names of all files with its content."""
        wanted: dict[str, set[str]] = defaultdict(set)
        for entry in self.manifest:
            if entry.disclosure in present:
                wanted[entry.disclosure].add(Path(printable(entry.path)).name)
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


def name_of(path: Path) -> str:
    return str(path.absolute())


def _disclosure_of(graph: str) -> str:
    """The disclosure that a graph belongs to: that of its facts, or that of its findings."""
    return _DISCLOSURE + graph.removeprefix(_DISCLOSURE).split("/", 1)[0]
