"""Which departments are not two: one under several names, and a department with the units that it lists as its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from kg.across.digest import Digest, Head
from kg.across.record import Link
from kg.extract.meaning_lexicon import bare
from kg.vocab import BPC


class Families:
    """The disclosures whose department is known, each with the number of its family; `known` are links between
    departments."""

    def __init__(self, digest: Digest, known: Iterable[Link] = ()) -> None:
        self.heads: dict[str, Head] = {head.iri: head for head in digest.heads() if head.department}
        self._root: dict[str, str] = {head.department: head.department for head in self.heads.values()}
        for one, other in self._joined(digest, known):
            self._root[self._top(one)] = self._top(other)

    def _joined(self, digest: Digest, known: Iterable[Link]) -> Iterator[tuple[str, str]]:
        yield from ((link.source, link.to) for link in known if link.kind == BPC.same_department)
        named = {bare(name): head.department for head in self.heads.values() for name in head.names}
        for row in digest.rows("units"):
            if unit := named.get(bare(row["unit"])):
                yield unit, row["department"]

    def _top(self, department: str) -> str:
        top = self._root.setdefault(department, department)
        while self._root[top] != top:
            top = self._root[top]
        self._root[department] = top
        return top

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The family of each disclosure."""
        tops = sorted({self._top(head.department) for head in self.heads.values()})
        number = {top: i for i, top in enumerate(tops)}
        return {iri: number[self._top(head.department)] for iri, head in self.heads.items()}

    def year(self, disclosure: str) -> int | None:
        """The year of a disclosure."""
        return self.heads[disclosure].year

    def name(self, disclosure: str) -> str:
        """The name of its department."""
        return self.heads[disclosure].name
