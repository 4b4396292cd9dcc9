"""XML parsed without entities, external files or network, whatever a file asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from kg.errors import ReadError

Element = Any  # lxml has no type information
_DOCTYPES = [b"<!DOCTYPE", *("<!DOCTYPE".encode(code) for code in ("utf-16-le", "utf-16-be"))]
_SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
_PIECE = 1 << 16


def parse(data: bytes, source: str) -> Element:
    """The root of a document; raises `ReadError` where it is broken or declares entities (no office format does)."""
    _refuse_entities(data, source)
    try:
        root = etree.fromstring(data, etree.XMLParser(**_SAFE))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(f"{source}: XML 内容损坏") from error
    if root is None:
        raise ReadError(f"{source}: XML 内容损坏")
    if root.getroottree().docinfo.doctype:  # in an encoding that hides it from a look at the bytes
        raise _entities(source)
    return root


class Scanner:
    """Takes in a document tag by tag, without namespaces; what it does not keep costs no memory."""

    def __init__(self, source: str) -> None:
        self.source = source

    def scan(self, data: bytes) -> None:
        """Take in a document; raises `ReadError` where it is broken or declares entities."""
        _refuse_entities(data, self.source)
        parser = etree.XMLParser(target=_Target(self), **_SAFE)
        try:
            for at in range(0, len(data), _PIECE):
                parser.feed(data[at : at + _PIECE])
            parser.close()
        except (etree.XMLSyntaxError, ValueError) as error:
            raise ReadError(f"{self.source}: XML 内容损坏") from error

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def text(self, text: str) -> None:
        """A piece of the text in an element."""

    def end(self, name: str) -> None:
        """An element ends."""


class _Target:
    """What lxml calls; one instance a document."""

    def __init__(self, scanner: Scanner) -> None:
        self._scanner = scanner
        self.data = scanner.text

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._scanner.start(tag.rpartition("}")[2], attributes)

    def end(self, tag: str) -> None:
        self._scanner.end(tag.rpartition("}")[2])

    def doctype(self, *_: object) -> None:
        raise _entities(self._scanner.source)

    def close(self) -> None:
        """Nothing is left to hand over."""


def _refuse_entities(data: bytes, source: str) -> None:
    if any(mark in data for mark in _DOCTYPES):
        raise _entities(source)


def _entities(source: str) -> ReadError:
    return ReadError(f"{source}: XML 内容带有实体声明，不安全，没有读取")
