"""The records that stages hand to each other: Document, Table, Fact, Rule, Check, Finding.

One direction: read makes a `Document`, extract makes `Facts`, graph turns them into triples,
check reads triples and makes `Check` and `Finding`. Amounts are `Decimal`, in yuan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal, NamedTuple


class Term(str):
    """An IRI of the vocabulary, as a constant of `kg.vocab`."""

    __slots__ = ()


class Ref(str):
    """The key of another fact of the same disclosure, such as ``indicator/1024``."""

    __slots__ = ()


class Year(int):
    """A fiscal year (xsd:gYear)."""

    __slots__ = ()


Value = str | Decimal | int | bool | Term | Ref | Year


class Span(NamedTuple):
    """Character offsets ``start <= i < end`` in `Document.text`."""

    start: int
    end: int


class Place(NamedTuple):
    """Where a reader finds something: page or line, from 1, or the cell (C7) of a sheet.

    `box` is left, top, right, bottom in points.
    """

    page: int | None = None
    line: int | None = None
    box: tuple[float, float, float, float] | None = None
    sheet: str | None = None
    cell: str | None = None


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Passage:
    """Readable text without layout noise that still knows where each character stands.

    `offsets[i]` is the place of ``text[i]`` in `Document.text`; line breaks and blanks that the
    page put inside a word are absent from `text` but present in the document.
    """

    text: str
    offsets: Sequence[int]

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The span in the document of ``text[start:end]``; empty passages have an empty span."""
        stop = len(self.text) if end is None else end
        if start >= stop or not self.offsets:
            at = self.offsets[min(start, len(self.offsets) - 1)] if self.offsets else 0
            return Span(at, at)
        return Span(self.offsets[start], self.offsets[stop - 1] + 1)

    def __getitem__(self, part: slice) -> Passage:
        return Passage(self.text[part], self.offsets[part])

    def __bool__(self) -> bool:
        return bool(self.text)

    @staticmethod
    def join(parts: Sequence[Passage]) -> Passage:
        """Several passages read as one, in order."""
        if len(parts) == 1:
            return parts[0]
        offsets: list[int] = []
        for part in parts:
            offsets.extend(part.offsets)
        return Passage("".join(p.text for p in parts), offsets)


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (level 1 and up, where the source marks it) or a paragraph."""

    kind: Literal["heading", "paragraph"]
    passage: Passage
    level: int = 0
    place: Place = NOWHERE

    @property
    def text(self) -> str:
        return self.passage.text


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; a merged cell is one `Cell` with its spans, at its top left corner."""

    row: int
    col: int
    passage: Passage
    rowspan: int = 1
    colspan: int = 1
    place: Place = NOWHERE

    @property
    def text(self) -> str:
        return self.passage.text


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells. `ruled` tells that spans were seen, not guessed (a flattened text has none)."""

    cells: tuple[Cell, ...]
    n_rows: int
    n_cols: int
    span: Span
    ruled: bool = False
    place: Place = NOWHERE

    def grid(self) -> list[list[Cell | None]]:
        """n_rows × n_cols; every position that a cell covers holds that cell."""
        rows: list[list[Cell | None]] = [[None] * self.n_cols for _ in range(self.n_rows)]
        for cell in self.cells:
            for r in range(cell.row, min(cell.row + cell.rowspan, self.n_rows)):
                for c in range(cell.col, min(cell.col + cell.colspan, self.n_cols)):
                    rows[r][c] = cell
        return rows


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: one plain text and the blocks over it, in reading order. Nothing is guessed."""

    source: str
    sha256: str
    format: str
    text: str
    blocks: tuple[Block | Table, ...]
    page_starts: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()


class Evidence(NamedTuple):
    """Where a fact was read: `quote` is exactly ``Document.text[start:end]``, persons masked."""

    start: int
    end: int
    quote: str
    page: int | None = None
    line: int | None = None
    sheet: str | None = None
    cell: str | None = None


class Fact(NamedTuple):
    """One node of the graph: its class, its properties, its evidence and what found it (layout, lexicon lines)."""

    key: Ref
    type: Term
    properties: tuple[tuple[Term, Value], ...]
    evidence: Evidence | None = None
    extracted_by: tuple[str, ...] = ()
    confidence: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """What a layout takes a label or a column for (`name`), and what told it: a pattern (`budget.roles.name`) that is
    found in its `header`, or else, in words, its content. The `row` of a column is its last header row, -1 without any.
    """

    row: int
    col: int
    name: str
    header: str
    pattern: str = ""
    content: str = ""


# data and label rows gave facts; unfilled ones name something without a figure, aside ones have figures that are no
# money by the layout (counts, rates), unread ones have words or figures that nothing was made of
RowKind = Literal[
    "banner", "header", "repeated", "ranks", "note", "blank", "label", "data", "unfilled", "aside", "unread"
]


@dataclass(frozen=True, slots=True)
class Reading:
    """How one table was read: layouts and why these, roles of columns and labels, what each row was taken for.

    `facts` are those that it gave, `sums` how many of them have parts or should, `open` those that these do not add
    up to. `unknown` are header words without a role; `trouble` says why the table counts as not understood.
    Rows and columns count from 0.
    """

    table: Table
    key: Ref
    title: str
    unit: str | None
    layouts: tuple[str, ...]
    why: tuple[str, ...]
    columns: tuple[Role, ...]
    labels: tuple[Role, ...]
    rows: tuple[RowKind, ...]
    facts: tuple[Ref, ...]
    sums: int = 0
    open: tuple[Ref, ...] = ()
    unknown: tuple[str, ...] = ()
    trouble: str = ""

    @property
    def unread(self) -> tuple[int, ...]:
        """The rows that were not understood."""
        return tuple(r for r, kind in enumerate(self.rows) if kind == "unread")


@dataclass(frozen=True, slots=True)
class Facts:
    """All that was extracted from one document, and how each of its tables was read."""

    document: Document
    facts: tuple[Fact, ...]
    readings: tuple[Reading, ...] = ()


Outcome = Literal["passed", "failed", "inapplicable", "cantTell", "untested"]
Severity = Literal["violation", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One ``.rq`` file of the catalogue: its metadata head and its query."""

    code: str
    name: str
    title_zh: str
    title_en: str
    criterion: str
    severity: Severity
    kind: str
    basis: str
    message_zh: str
    message_en: str
    scope: str
    needs: str
    query: str
    version: str
    since: int | None
    path: Path
    suggestion_zh: str = ""
    suggestion_en: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A failure of one rule, as a reader sees it; `against` are facts of other disclosures that it contradicts."""

    id: str
    disclosure: str
    rule: str
    rule_version: str
    kind: str
    severity: Severity
    message_zh: str
    message_en: str
    subjects: tuple[str, ...]
    labels: tuple[str, ...]
    quote: str
    start: int | None
    end: int | None
    page: int | None
    line: int | None
    observed: str
    expected: str
    suggestion: str = ""
    amount: Decimal | None = None
    sheet: str | None = None
    cell: str | None = None
    suggestion_en: str = ""
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """How one rule ended on one disclosure: an EARL outcome and the number of things examined."""

    rule: str
    disclosure: str
    outcome: Outcome
    examined: int
    reason: str = ""


Verdict = Literal["true", "false", "unclear"]


@dataclass(frozen=True, slots=True)
class Mark:
    """What a reader says of a finding, by the finding's stable id."""

    finding: str
    rule: str
    verdict: Verdict
    note: str = ""
    reader: str = ""
