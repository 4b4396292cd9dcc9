"""Made-up tables and documents for the tests of extraction, and short ways to look at what was read."""

from __future__ import annotations

from functools import lru_cache

from kg.extract import flow
from kg.extract.context import Reader
from kg.extract.items import Items, lexicon
from kg.extract.meaning_lexicon import bare
from kg.extract.owners import Owners
from kg.extract.regions import Regions
from kg.extract.sections import Caption, body, captions
from kg.extract.sheet import Draft, Sheet
from kg.extract.tables import TableReader
from kg.extract.tables.view import View
from kg.extract.targets import TargetParser
from kg.model import Cell, Document, Passage, Place, Ref, Span, Table, Term, Value
from kg.read.text import read_text
from kg.resources import Ontology
from kg.vocab import BP, BPC, RDFS

DEPARTMENT = "河湾县荷塘管理局"
YEAR = 2024


@lru_cache(maxsize=1)
def ontology() -> Ontology:
    """The shipped ontology, loaded once for all tests."""
    return Ontology.load()


@lru_cache(maxsize=1)
def parser() -> TargetParser:
    """A parser of target values."""
    return TargetParser(ontology())


@lru_cache(maxsize=1)
def regions() -> Regions:
    """The section words."""
    return Regions(ontology())


def document(text: str, source: str = "made-up.txt") -> Document:
    """A text file as read."""
    return read_text(text.encode(), source)


def table(text: str) -> Table:
    """The only table of a text."""
    (found,) = [b for b in document(text).blocks if isinstance(b, Table)]
    return found


def ruled(rows: list[list[str | None]]) -> Table:
    """A table with seen rulings: None goes on with the cell to its left, "^" with the cell above."""
    cells: list[Cell] = []
    at = 0
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text is None or text == "^":
                continue
            wide = next((n for n in range(1, len(row) - c) if row[c + n] is not None), len(row) - c)
            high = next((n for n in range(1, len(rows) - r) if rows[r + n][c] != "^"), len(rows) - r)
            cells.append(Cell(r, c, Passage(text, range(at, at + len(text))), high, wide, Place(page=1)))
            at += len(text) + 1
    return Table(tuple(cells), len(rows), len(rows[0]), Span(0, at), True, Place(page=1))


def view(source: str | Table, *, unit: str | None = "万元", year: int | None = None) -> View:
    """A table under a caption."""
    return View(table(source) if isinstance(source, str) else source, Caption(None, unit, year))


def reader(doc: Document, *, kind: Term = BPC.budget, names: tuple[str, ...] = (DEPARTMENT,)) -> Reader:
    """A reader over an empty sheet on which only the department stands."""
    sheet = Sheet(doc)
    department = Ref("department")
    sheet.insert(Draft(department, BP.Department, Span(0, 0), "test", {RDFS.label: [names[0]]}))
    keys = frozenset(map(bare, names))
    return Reader(sheet, ontology(), Items(sheet, ontology()), parser(), department, keys, YEAR, kind)


def read_tables(text: str, *, kind: Term = BPC.budget) -> TableReader:
    """Read all tables and flattened forms of a text; the facts are in `.owners.sheet`."""
    doc = flow.tables(document(text), ontology())
    tables = TableReader(Owners(reader(doc, kind=kind)), ontology())
    sections = body(doc)
    tables.read(sections, captions(sections))
    return tables


def read_ruled(rows: list[list[str | None]], *, unit: str | None = "万元") -> TableReader:
    """Read one ruled table."""
    made = ruled(rows)
    text = "\n".join(c.text for c in made.cells)
    tables = TableReader(Owners(reader(Document("made-up.pdf", "0", "pdf", text, (made,)))), ontology())
    tables.one(made, Caption(None, unit, None))
    return tables


def facts(text: str, *, kind: Term = BPC.budget) -> Sheet:
    """The sheet after the tables of a text were read."""
    return read_tables(text, kind=kind).owners.sheet


def text_of(sheet: Sheet, key: Value | None) -> str:
    """The label of the fact that a property points to."""
    return str(sheet.drafts[Ref(str(key))].get(RDFS.label)) if key else ""


def known(name: str) -> str:
    """The label that the lexicon of items gives to a name; the name itself where it has none."""
    entry = lexicon(ontology()).known(name)
    return entry.label if entry else name


def line(sheet: Sheet, label: str, column: str) -> Draft:
    """The only budget line with this label and column path."""
    (found,) = [d for d in sheet.of(BP.BudgetLine) if d.get(RDFS.label) == label and d.get(BP.column) == column]
    return found


def amounts(sheet: Sheet, column: str) -> list[tuple[str, str]]:
    """Label and printed figure of every budget line of a column, in order."""
    found = [d for d in sheet.of(BP.BudgetLine) if d.get(BP.column) == column]
    return [(str(d.get(RDFS.label) or ""), str(d.get(BP.printed))) for d in found]


def parts(sheet: Sheet, label: str, column: str) -> list[str]:
    """The labels of what a line adds up."""
    return [text_of(sheet, key) for key in line(sheet, label, column).all(BP.totals)]


def indicators(sheet: Sheet) -> list[tuple[str, str, str, str, list[str]]]:
    """Owner, levels, name and printed targets of every indicator, in order."""
    owners = {key: d for d in sheet.drafts.values() for key in d.all(BP.hasIndicator)}
    return [
        (
            str(owners[d.key].get(RDFS.label)),
            str(d.get(BP.level1) or ""),
            str(d.get(BP.level2) or ""),
            str(d.get(RDFS.label) or ""),
            [str(sheet.drafts[Ref(str(t))].get(BP.printed)) for t in d.all(BP.hasTarget)],
        )
        for d in sheet.of(BP.Indicator)
    ]


def owned(sheet: Sheet, kind: Term) -> list[tuple[str, str]]:
    """Owner and text of every objective, or department and label of every project, activity or duty."""
    links = {BP.Objective: BP.hasObjective, BP.Project: BP.hasProject, BP.Activity: BP.hasActivity, BP.Duty: BP.hasDuty}
    owners = {key: d for d in sheet.drafts.values() for key in d.all(links[kind])}
    shown = BP.text if kind == BP.Objective else RDFS.label
    return [(str(owners[d.key].get(RDFS.label)), str(d.get(shown))) for d in sheet.of(kind)]
