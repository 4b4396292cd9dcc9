"""What is needed to show documents with findings that come when their graphs are gone: their texts, kept on disk."""

from __future__ import annotations

from tempfile import TemporaryFile

import pyoxigraph as ox
from rdflib import Dataset

from kg.graph.store import raw
from kg.vocab import BP

_TEXT = ox.NamedNode(BP.plainText)


class Texts:
    """The plain texts of disclosures, persons masked, in a file that goes with the process."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 (open as long as this is)
        self._places: dict[str, tuple[int, int]] = {}  # of each disclosure: start and length

    def take(self, dataset: Dataset) -> None:
        """Keeps the texts of all disclosures of a dataset."""
        for quad in raw(dataset).quads_for_pattern(None, _TEXT, None, None):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                start = self._file.seek(0, 2)
                self._places[quad.subject.value] = (start, self._file.write(quad.object.value.encode("utf-8")))

    def of(self, disclosure: str) -> str:
        """The text of a disclosure, empty where there is none."""
        start, length = self._places.get(disclosure, (0, 0))
        self._file.seek(start)
        return self._file.read(length).decode("utf-8")
