"""Made-up paragraphs in, statements out."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from kg.extract import prose
from kg.extract.items import Items
from kg.extract.sheet import Draft, Sheet
from kg.model import Block, Cell, Document, Passage, Ref, Span, Table, Term, Value
from kg.read.lines import clean, heading_level
from kg.resources import Ontology
from kg.vocab import BP, BPC, RDFS


class Said:
    """What was read from some lines: statements in reading order, with short names for their values."""

    def __init__(self, document: Document, sheet: Sheet) -> None:
        self.document, self.sheet = document, sheet
        self.statements = list(sheet.of(BP.Statement))

    def rows(self) -> list[tuple[str, str, str, str, str]]:
        """Kind, number, unit, trend and item of each statement; money in yuan."""
        return [self.row(draft) for draft in self.statements]

    def row(self, draft: Draft) -> tuple[str, str, str, str, str]:
        """The row of one statement."""
        amount, value = draft.get(BP.amount), draft.get(BP.value)
        number = _plain(amount if amount is not None else value)
        unit = "元" if amount is not None else str(draft.get(BP.unit) or "")
        return (_local(draft.get(BP.statementKind)), number, unit, _local(draft.get(BP.trend)), self.item(draft))

    def item(self, draft: Draft) -> str:
        """The label of what a statement is about, or a blank."""
        about = draft.get(BP.about)
        return str(self.sheet.drafts[Ref(str(about))].get(RDFS.label)) if about else ""

    def find(self, words: str) -> Draft:
        """The one statement whose text ends so."""
        found = [draft for draft in self.statements if str(draft.get(BP.text)).endswith(words)]
        assert len(found) == 1, (words, [draft.get(BP.text) for draft in self.statements])
        return found[0]

    def concept(self, words: str, prop: Term) -> str:
        """The last part of the concept that a statement has for a property."""
        return _local(self.find(words).get(prop))

    def parts(self, words: str) -> list[str]:
        """The texts of the statements that a total is said to add up."""
        return [str(self.sheet.drafts[Ref(str(key))].get(BP.text)) for key in self.find(words).all(BP.totals)]

    def total(self, words: str) -> str:
        """The text of the total that a change, growth or share qualifies."""
        key = self.find(words).get(BP.ofStatement)
        return str(self.sheet.drafts[Ref(str(key))].get(BP.text)) if key else ""


def _local(term: Value | None) -> str:
    return str(term).rsplit("/", 1)[-1] if term is not None else ""


def _plain(value: Value | None) -> str:
    return "" if value is None else format(Decimal(str(value)).normalize(), "f")


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    """The shipped ontology."""
    return Ontology.load()


def _document(lines: tuple[str, ...], cells: tuple[str, ...]) -> Document:
    """A line is a paragraph, or a heading where it looks like one; the cells make one table behind them."""
    text = "\n".join((*lines, *cells))
    blocks: list[Block | Table] = []
    at = 0
    for line in lines:
        passage = clean(line, at)
        level = heading_level(passage.text)
        blocks.append(Block("heading" if level else "paragraph", passage, level))
        at += len(line) + 1
    found: list[Cell] = []
    for row, cell in enumerate(cells):
        found.append(Cell(row, 0, clean(cell, at)))
        at += len(cell) + 1
    if found:
        blocks.append(Table(tuple(found), len(found), 1, Span(0, len(text))))
    return Document("made-up.txt", "0" * 64, "text", text, tuple(blocks))


@pytest.fixture
def say(ontology: Ontology) -> Callable[..., Said]:
    """Read some lines as the paragraphs of a budget of 2023 (or of another year and kind)."""

    def read(*lines: str, year: int = 2023, kind: Term = BPC.budget, cells: tuple[str, ...] = (), **more: Any) -> Said:
        document = _document(lines, cells)
        sheet = Sheet(document)
        context = prose.Context(year, kind, names=frozenset({"云溪县水务局"}))
        prose.read(document, Items(sheet, ontology), context, ontology, **more)
        return Said(document, sheet)

    return read


@pytest.fixture
def say_cell(ontology: Ontology) -> Callable[..., Said]:
    """Read one long cell of a form about the item 河道清淤."""

    def read(text: str, named: bool = True) -> Said:
        item = Ref("item/河道清淤") if named else None
        passage: Passage = clean(text, 0)
        document = Document("made-up.txt", "0" * 64, "text", text, ())
        sheet = Sheet(document)
        if item:
            sheet.insert(Draft(item, BP.Item, Span(0, 0), "test", {RDFS.label: ["河道清淤"]}))
        context = prose.Context(2023, BPC.budget)
        prose.read_passage(
            passage, Items(sheet, ontology), context, ontology, heading="预算变动情况", default_item=item
        )
        return Said(document, sheet)

    return read
