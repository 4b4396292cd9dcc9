"""The linkers, in the one order: each reads the digest and gives links; those of earlier ones stand in it already."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kg.across import copies, figures, funded, pairs, peers, years
from kg.across.digest import Digest
from kg.across.record import Link, add_links

Linker = Callable[[Digest], Iterable[Link]]
LINKERS: tuple[Linker, ...] = (
    pairs.links,
    figures.links,
    years.links,
    copies.links,
    funded.links,
    peers.links,
)


def link(digest: Digest) -> list[Link]:
    """The links of every linker; they stand in the graph `LINKS` of the digest afterwards."""
    made: list[Link] = []
    for linker in LINKERS:
        new = list(linker(digest))
        add_links(digest.dataset, new)
        made += new
    return made
