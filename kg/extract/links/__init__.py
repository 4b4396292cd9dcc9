"""Links: scored relations between the facts of a disclosure, each a bp:Link with its reason; in the one order."""

from __future__ import annotations

from collections.abc import Callable

from kg.extract import topics
from kg.extract.links import copies, costs, figures, objects, projects, rates, serves, sums, tasks, twins, uses
from kg.extract.links.words import LinkWords, link_words
from kg.extract.sheet import Sheet
from kg.extract.topics import TopicReader
from kg.resources import Ontology

__all__ = ["LINKERS", "Linker", "add"]

Linker = Callable[[Sheet, LinkWords, TopicReader], None]
LINKERS: tuple[Linker, ...] = (
    sums.add,
    figures.add,
    projects.add,
    tasks.add,
    costs.add,
    serves.add,
    objects.add,
    rates.add,
    twins.add,
    copies.add,
    uses.add,
)


def add(sheet: Sheet, ontology: Ontology) -> None:
    """Add the links of every kind."""
    words, reader = link_words(ontology), topics.reader(ontology)
    for linker in LINKERS:
        linker(sheet, words, reader)
