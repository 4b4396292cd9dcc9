"""Which files there are to read, in folders and in archives, and their bytes.

A member of an archive has the path of the archive and its name in it: ``预算.zip/甲局/公开.docx``. Nothing is
unpacked to disk.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.errors import ReadError
from kg.read.archive import MAGIC, MOST_BYTES, MOST_MEMBERS, MOST_OF_ONE, Archive

_DEEPEST = 3  # archives inside each other
_HIDDEN = (".", "~$", "__MACOSX")


@dataclass(frozen=True, slots=True)
class Problem:
    """A path that gave no document, and why; `skipped` where leaving it out was right (a hidden file)."""

    path: Path
    reason: str
    skipped: bool = False
    detail: str = ""


def discover(paths: Iterable[Path]) -> tuple[list[Path], list[Problem]]:
    """The files under `paths` in a fixed order, each once; folders and archives are searched."""
    files: dict[Path, Path] = {}
    problems: list[Problem] = []
    for path in paths:
        for found in _walk(path):
            if isinstance(found, Problem):
                problems.append(found)
            else:
                files.setdefault(found.resolve(), found)
    documents: list[Path] = []
    for path in files.values():
        for found in _opened_up(path):
            if isinstance(found, Problem):
                problems.append(found)
            else:
                documents.append(found)
    return documents, problems


def load(path: Path) -> bytes:
    """The bytes of a file or of a member of an archive; raises `ReadError`."""
    disk = _on_disk(path)
    if disk != path:
        return _member(path, disk)
    source = source_of(path)
    try:
        if path.stat().st_size > MOST_OF_ONE:
            raise ReadError(f"{source}: 文件超过 {MOST_OF_ONE // 1_000_000} MB")
        return path.read_bytes()
    except OSError as error:
        raise ReadError(f"{source}: 读不了（{error.strerror}）") from error


def source_of(path: Path) -> str:
    """The name of a file as documents and messages give it; that of a member begins with its archive."""
    disk = _on_disk(path)
    return printable(path.name if disk == path else f"{disk.name}/{path.relative_to(disk).as_posix()}")


def printable(name: str) -> str:
    """A file name that any encoding of Unicode can hold, whatever bytes the file system has."""
    return os.fsencode(name).decode("utf-8", "replace")


def _walk(path: Path) -> Iterator[Path | Problem]:
    if path.is_dir():
        yield from _folder(path)
    elif path.is_file() or _on_disk(path) != path:
        yield path
    else:
        yield Problem(path, "不是普通文件" if path.exists() else "没有这个文件或文件夹")


def _folder(folder: Path) -> Iterator[Path | Problem]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield Problem(folder, f"文件夹打不开（{error.strerror}）")
        return
    for entry in entries:
        if entry.name.startswith(_HIDDEN):
            yield Problem(entry, "隐藏文件或临时文件，已略过", skipped=True)
        elif entry.is_symlink() and entry.is_dir():
            yield Problem(entry, "指向文件夹的链接，已略过", skipped=True)
        else:
            yield from _walk(entry)


@dataclass(slots=True)
class _Budget:
    """What may still be unpacked from one file, however deep its archives are nested."""

    members: int = MOST_MEMBERS
    size: int = MOST_BYTES

    def holds(self, archive: Archive) -> bool:
        """Whether one more archive is within bounds; it is taken off."""
        self.members -= len(archive.names())
        self.size -= archive.size
        return self.members >= 0 and self.size >= 0


def _opened_up(path: Path) -> Iterator[Path | Problem]:
    """A file itself, or what an archive holds; one that is broken is left to the reader."""
    archive = _archive_at(path)
    if archive is None:
        yield path
    else:
        yield from _inside(path, archive, 1, _Budget())


def _inside(path: Path, archive: Archive, depth: int, budget: _Budget) -> Iterator[Path | Problem]:
    if not archive.names() or not budget.holds(archive):
        yield Problem(path, "压缩文件里的内容超过上限，没有读取" if archive.names() else "压缩文件是空的")
        return
    for name in sorted(archive.names()):
        member = Path(f"{path}/{name}")
        if any(part.startswith(_HIDDEN) for part in name.split("/")):
            yield Problem(member, "隐藏文件或临时文件，已略过", skipped=True)
            continue
        inner = _archive_at(member) if archive.head(name, len(MAGIC)) == MAGIC else None
        if inner is None:
            yield member
        elif depth == _DEEPEST:
            yield Problem(member, f"压缩文件套了 {_DEEPEST} 层以上，没有打开")
        else:
            yield from _inside(member, inner, depth + 1, budget)


def _archive_at(path: Path) -> Archive | None:
    """The archive of documents at a path; None where it is another file, or broken."""
    try:
        disk = _on_disk(path)
        with disk.open("rb") as file:
            if file.read(len(MAGIC)) != MAGIC:
                return None
        archive = _archive(path, disk)
        return archive if archive.kind() == "zip" else None
    except (OSError, ReadError):
        return None


def _member(path: Path, disk: Path) -> bytes:
    archive, parts = disk, path.relative_to(disk).parts
    at = 0
    while at < len(parts):
        opened = _archive(archive, disk)
        names = ["/".join(parts[at:end]) for end in range(at + 1, len(parts) + 1)]
        name = next((name for name in names if name in opened), names[-1])
        at += name.count("/") + 1
        if at >= len(parts):
            return opened.read(name)
        archive = Path(f"{archive}/{name}")
    raise AssertionError(path)


def _archive(path: Path, disk: Path) -> Archive:
    """The archive at a path, which is `disk` or inside it."""
    stat = disk.stat()
    return _opened(path, disk, (stat.st_mtime_ns, stat.st_size))


@lru_cache(maxsize=2)
def _opened(path: Path, disk: Path, _stamp: tuple[int, int]) -> Archive:
    return Archive(load(path), source_of(path))


def _on_disk(path: Path) -> Path:
    """The file that a path leads into, if it goes on behind it, else the path itself."""
    return next((above for above in reversed(path.parents) if os.path.isfile(above)), path)
