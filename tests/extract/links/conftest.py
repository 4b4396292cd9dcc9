"""Sheets with a few facts, and short views of the links that were made between them."""

from __future__ import annotations

from decimal import Decimal
from itertools import count

import pytest

from kg.extract import topics
from kg.extract.links import Linker
from kg.extract.links.words import LinkWords, link_words
from kg.extract.sheet import Draft, Sheet
from kg.model import Ref, Span, Term, Value
from kg.vocab import BP, RDFS
from tests.extract.builders import document, ontology

Row = tuple[str, str, float]


class Desk:
    """A sheet that facts are put on one after the other, and the links that one linker makes of them."""

    def __init__(self, text: str = "甲") -> None:
        self.sheet = Sheet(document(text))
        self._places = count(1)

    def put(self, kind: Term, label: str = "", **values: Value | None) -> Ref:
        """Add a fact; properties by their local names, `from_` as in the vocabulary."""
        given: dict[Term, Value | None] = {getattr(BP, name): value for name, value in values.items()}
        at = next(self._places)
        return self.sheet.add(kind, Span(at, at + 1), "test", {RDFS.label: label or None, **given})

    def money(self, label: str, yuan: str, **values: Value | None) -> Ref:
        """A budget line of some yuan, printed to ten yuan."""
        return self.put(BP.BudgetLine, label, amount=Decimal(yuan), halfUnit=Decimal(5), **values)

    def linked(self, linker: Linker, kind: Term) -> list[Draft]:
        """The links of a kind that a linker makes."""
        linker(self.sheet, link_words(ontology()), topics.reader(ontology()))
        return [draft for draft in self.sheet.of(BP.Link) if draft.get(BP.linkKind) == kind]

    def rows(self, linker: Linker, kind: Term) -> list[Row]:
        """The links that a linker makes, as labels and score."""
        return [
            (self.name(draft.get(BP.from_)), self.name(draft.get(BP.to)), float(str(draft.get(BP.score))))
            for draft in self.linked(linker, kind)
        ]

    def name(self, ref: Value | None) -> str:
        """The label of a fact, else its text."""
        draft = self.sheet.drafts[Ref(str(ref))]
        return str(draft.get(RDFS.label) or draft.get(BP.text))


@pytest.fixture
def desk() -> Desk:
    """An empty sheet."""
    return Desk()


@pytest.fixture
def words() -> LinkWords:
    """The words of the shipped lexicon."""
    return link_words(ontology())
