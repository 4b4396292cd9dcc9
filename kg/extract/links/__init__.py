"""Links: scored relations between the facts of a disclosure, each a bp:Link with its reason; in the one order."""

from __future__ import annotations

from collections.abc import Callable

from kg.extract.links import copies, costs, figures, projects, serves, sums
from kg.extract.links.words import LinkWords, link_words
from kg.extract.sheet import Sheet
from kg.resources import Ontology

__all__ = ["LINKERS", "add"]

LINKERS: tuple[Callable[[Sheet, LinkWords], None], ...] = (
    sums.add,
    figures.add,
    projects.add,
    costs.add,
    serves.add,
    copies.add,
)


def add(sheet: Sheet, ontology: Ontology) -> None:
    """Add the links of every kind."""
    words = link_words(ontology)
    for linker in LINKERS:
        linker(sheet, words)
