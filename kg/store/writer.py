"""The one process that writes a store: the database first, and the manifest after it."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path
from traceback import clear_frames
from typing import IO, Final, cast

import pyoxigraph as ox

from kg.check.record import RULES, findings_graph
from kg.graph.build import UNREAD, add_unread, disclosure_iri
from kg.graph.store import dataset_of
from kg.read import printable, source_of
from kg.store.log import Log
from kg.store.manifest import Entry, Manifest
from kg.store.worker import Done
from kg.vocab import BASE, DCTERMS

AT_ONCE: Final = 600_000
"""Quads of one load. Many small ones make RocksDB merge its files again and again, large ones take memory (1 kB each):
loading 14 million as fast as two workers make them took 226 s of processor by 170,000, 172 by 680,000, 182 by 1.2
million, with 283, 754 and 1,252 MB."""
DISCLOSURE: Final = f"{BASE}disclosure/"
_SOURCE: Final = ox.NamedNode(DCTERMS.source)


@dataclass
class Writer(AbstractContextManager["Writer"]):
    """The database, which a thread of its own loads while files are worked on, and its manifest."""

    store: ox.Store
    built: str
    manifest: Manifest = field(init=False)
    log: Log = field(init=False)
    _waiting: _Load = field(default_factory=lambda: _Load(), init=False)
    _loading: tuple[_Load, Future[None]] | None = field(default=None, init=False)
    _thread: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "kg-load"), init=False)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, *_: object) -> None:
        """Lets go of the database and its lock, which who looks at an error would keep: it has all that it passed."""
        self._thread.shutdown()
        del self.store
        while error:
            clear_frames(error.__traceback__)
            error = error.__cause__  # not what the caller was at: its frames are none of ours

    def sweep(self) -> set[str]:
        """Throws away the graphs that no file stands for: of files that changed or went, and of killed builds.

        Gives the disclosures that are there with facts and findings: all that the manifest has, in a sound store.
        """
        known = {entry.disclosure for entry in self.manifest}
        graphs = {graph.value for graph in self.store.named_graphs() if graph.value.startswith(DISCLOSURE)}
        for graph in graphs:
            if disclosure_of(graph) not in known:
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
        """The graphs of some files, which are loaded as soon as enough have come, and at the latest by `settle`."""
        for problem in part.problems:
            if problem.path in due:
                self.failed(problem.path, problem.reason, problem.skipped)
        self._waiting.parts.append(part)
        self._waiting.entries.extend(self._entries(part, due))
        if sum(sum(part.triples.values()) for part in self._waiting.parts) >= AT_ONCE:
            self._load()

    def _entries(self, part: Done, due: Mapping[Path, str]) -> Iterator[Entry]:
        """A row for each file; one that was changed since its hash was taken gets a row that was built with nothing."""
        for path, (disclosure, record) in part.records.items():
            if path in due:
                built = self.built if disclosure == disclosure_iri(due[path]) else ""
                yield Entry(name_of(path), due[path], built, disclosure, record=record)
        for problem in part.problems:
            if problem.path in due:
                made = Entry(name_of(problem.path), due[problem.path], self.built)
                yield replace(made, problem=problem.reason, skipped=problem.skipped)

    def _load(self) -> None:
        """Begins to load what is waiting, as soon as what was begun before is done."""
        self._loaded()
        load, self._waiting = self._waiting, _Load()
        disclosures = load.disclosures
        self.manifest.unsettle(disclosures)
        if disclosures:
            for graph in (RULES, *disclosures, *map(findings_graph, disclosures)):
                self.store.remove_graph(ox.NamedNode(graph))
        self._loading = load, self._thread.submit(self._put, load)

    def _put(self, load: _Load) -> None:
        """Loads the parts, which are gone afterwards."""
        with _OneAfterTheOther([part.part for part in load.parts if part.records]) as file:
            self.store.bulk_load(cast(IO[bytes], file), format=ox.RdfFormat.N_QUADS, lenient=True)
        for part in load.parts:
            part.part.unlink(missing_ok=True)

    def _loaded(self) -> None:
        """Waits for what is being loaded; its rows go into the manifest."""
        if self._loading:
            load, done = self._loading
            self._loading = None
            done.result()
            self.manifest.put(load.entries)

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
        self._load()
        self._loaded()
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


@dataclass
class _Load:
    """Parts that are loaded together, and the rows that tell of them."""

    parts: list[Done] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    @property
    def disclosures(self) -> list[str]:
        return [disclosure for part in self.parts for disclosure, _ in part.records.values()]


class _OneAfterTheOther(io.RawIOBase):
    """Several files read as one."""

    def __init__(self, paths: Sequence[Path]) -> None:
        super().__init__()
        self._next = iter(paths)
        self._file: io.BufferedIOBase = io.BytesIO()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """The next bytes, of one file alone; none when all were read."""
        while not (data := self._file.read(size)) and (path := next(self._next, None)):
            self._file.close()
            self._file = path.open("rb")
        return data

    def close(self) -> None:
        self._file.close()
        super().close()


def name_of(path: Path) -> str:
    """A file as the manifest names it."""
    return str(path.absolute())


def disclosure_of(graph: str) -> str:
    """The disclosure that a graph belongs to: that of its facts, or that of its findings."""
    return DISCLOSURE + graph.removeprefix(DISCLOSURE).split("/", 1)[0]
