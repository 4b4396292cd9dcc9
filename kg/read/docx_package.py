"""The parts of a DOCX file: which is the document, and which hold its styles, numbers and notes."""

from __future__ import annotations

from posixpath import dirname, join, normpath

from kg.errors import ReadError
from kg.read.archive import MOST_XML, Archive
from kg.read.xml import Element, parse

_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)
_DEFAULT = "word/document.xml"


class Package:
    """The XML parts of an OPC package (ISO/IEC 29500-2), found through their relationships."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._names = {name.lower(): name for name in archive.names()}
        self._main = self._related("").get("officeDocument", _DEFAULT)
        self._parts = self._related(self._main)

    def document(self) -> Element:
        """The root of the main part."""
        root = self._root(self._main)
        if root is None:
            raise ReadError(f"{self._archive.source}: 里面没有 Word 正文（{_DEFAULT}）")
        return root

    def part(self, kind: str) -> Element | None:
        """The root of the part that is related as ``styles``, ``numbering``, ``footnotes``; None if there is none."""
        return self._root(self._parts[kind]) if kind in self._parts else None

    def _root(self, part: str) -> Element | None:
        name = self._names.get(part.lower())
        if name is None:
            return None
        data = self._archive.read(name, MOST_XML)
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
        return parse(data, f"{self._archive.source}/{name}")

    def _related(self, part: str) -> dict[str, str]:
        """The targets inside the package by the last word of their kind."""
        folder, name = dirname(part), part.rpartition("/")[2]
        root = self._root(join(folder, "_rels", f"{name}.rels"))
        found: dict[str, str] = {}
        for relation in () if root is None else root.iter("{*}Relationship"):
            if relation.get("TargetMode") != "External":
                target = normpath(join("/", folder, relation.get("Target", ""))).lstrip("/")
                found.setdefault(relation.get("Type", "").rpartition("/")[2], target)
        return found
