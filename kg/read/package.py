"""The parts of an OPC package (DOCX, XLSX; ISO/IEC 29500-2): which is the main one, and what it is related to."""

from __future__ import annotations

from posixpath import dirname, join, normpath
from typing import NamedTuple

from kg.errors import ReadError
from kg.read.archive import MOST_OF_ONE, MOST_XML, Archive
from kg.read.xml import Element, parse

_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)


class Relation(NamedTuple):
    """A part that another one points to; `kind` is the last word of its type."""

    id: str
    kind: str
    target: str


class Package:
    """The parts of a package; the main one is at `default` where no relation names it."""

    def __init__(self, archive: Archive, default: str) -> None:
        self._archive = archive
        self._names = {name.lower(): name for name in archive.names()}
        self.main_part = next((r.target for r in self.related("") if r.kind == "officeDocument"), default)
        self._parts = {r.kind: r.target for r in reversed(self.related(self.main_part))}

    @property
    def source(self) -> str:
        """The name of the file."""
        return self._archive.source

    def main(self, name: str) -> Element:
        """The root of the main part; `name` is what messages call it."""
        root = self.root(self.main_part)
        if root is None:
            raise ReadError(f"{self.source}: 里面没有 {name}（{self.main_part}）")
        return root

    def path(self, kind: str) -> str:
        """Where the part lies that is related to the main one as ``styles`` and the like; empty if there is none."""
        return self._parts.get(kind, "")

    def part(self, kind: str) -> Element | None:
        """The root of the part that is related to the main one as ``styles`` and the like; None if there is none."""
        return self.root(self.path(kind))

    def root(self, part: str) -> Element | None:
        """The root of a part; None if there is none."""
        if part.lower() not in self._names:
            return None
        data, name = self.data(part, MOST_XML)
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
        return parse(data, name)

    def data(self, part: str, most: int = MOST_OF_ONE) -> tuple[bytes, str]:
        """The bytes of a part, and what messages call it."""
        name = self._names.get(part.lower())
        if name is None:
            raise ReadError(f"{self.source}: 文件损坏（没有 {part}）")
        return self._archive.read(name, most), f"{self.source}/{name}"

    def related(self, part: str) -> list[Relation]:
        """What a part, or the package (``""``), points to inside the package."""
        folder, name = dirname(part), part.rpartition("/")[2]
        root = self.root(join(folder, "_rels", f"{name}.rels"))
        return [
            Relation(r.get("Id", ""), r.get("Type", "").rpartition("/")[2], _target(folder, r.get("Target", "")))
            for r in (() if root is None else root.iter("{*}Relationship"))
            if r.get("TargetMode") != "External"
        ]


def _target(folder: str, target: str) -> str:
    return normpath(join("/", folder, target)).lstrip("/")
