"""Forms that lost their rulings: lines of labels and values back into a table, by the labels of the layout.

A flattened form keeps the order of its cells and a blank or a line end between them. Known labels part it into
rows; the list of indicators in it is parted by levels, target values and standards. The result is a `Table` like
that of any other reader, so that one layout serves all.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from typing import Any

from kg.extract.money import is_number
from kg.model import Block, Cell, Document, Passage, Place, Span, Table
from kg.read.lines import clean
from kg.resources import Ontology

_TOKEN = re.compile(r"\S+")
_REMARK = re.compile(r"[（(][^（）()]*[）)]$")
_VALUE = re.compile(r"^([≥≧≤≦><＞＜=＝]|\\[gl]eq?|\d|不[低少超高]|定性)")
_COLUMNS = ("level1", "level2", "name", "value", "standard")
_LOOK_AHEAD = 6  # a label may be broken into so many tokens
_FEWEST = 4  # labels at line starts that make a run of lines a form


@dataclass(frozen=True, slots=True)
class Token:
    """A run of characters between blanks, and the block it stands in."""

    passage: Passage
    block: int
    line: int | None

    @property
    def text(self) -> str:
        return self.passage.text


class Flow:
    """The words by which a flattened form is parted."""

    def __init__(self, layout: dict[str, Any]) -> None:
        self.labels = frozenset(layout["flow"])
        self.break_in_cell = re.compile(rf"(?<=\S)\n\s*+(?!{'|'.join(map(re.escape, layout['flow']))})")
        self.title = re.compile(layout["flow_title"])
        self.standard = re.compile(layout["flow_standard"])
        self.header = {role: re.compile(layout["roles"][role]) for role in _COLUMNS}
        self.first = re.compile(layout["levels"]["first"])
        self.second = re.compile(layout["levels"]["second"])

    def is_title(self, text: str) -> bool:
        """Whether a line is the title of a form."""
        return len(text) < 30 and bool(self.title.search(text))


def tables(document: Document, ontology: Ontology) -> Document:
    """The document with every flattened form replaced by a table."""
    flow = Flow(ontology.layouts["indicators"])
    blocks: list[Block | Table] = []
    at = 0
    while at < len(document.blocks):
        end = _form_end(document.blocks, at, flow)
        if end > at:
            blocks.append(_table(document, at, end, flow))
            at = end
        else:
            blocks.append(document.blocks[at])
            at += 1
    return replace(document, blocks=tuple(blocks)) if len(blocks) != len(document.blocks) else document


def _form_end(blocks: tuple[Block | Table, ...], at: int, flow: Flow) -> int:
    """The end of the form that begins at a block, or `at` where none begins."""
    block = blocks[at]
    if not isinstance(block, Block) or not block.text.startswith("项目名称"):
        return at
    above = [b.text for b in blocks[max(0, at - 5) : at] if isinstance(b, Block)]
    if not any(flow.title.search(text) for text in above):
        return at
    end = at
    while end < len(blocks) and isinstance(b := blocks[end], Block) and not flow.is_title(b.text):
        end += 1
    starts = sum(1 for b in blocks[at:end] if isinstance(b, Block) and any(b.text.startswith(x) for x in flow.labels))
    return end if starts >= _FEWEST else at


def _table(document: Document, start: int, end: int, flow: Flow) -> Table:
    tokens = list(_tokens(document, start, end, flow))
    rows = [row for row in _rows(tokens, flow) if row]
    cells = [
        Cell(r, c, passage, place=Place(line=token.line))
        for r, row in enumerate(rows)
        for c, (passage, token) in enumerate(row)
        if passage
    ]
    span = Span(tokens[0].passage.span().start, tokens[-1].passage.span().end)
    return Table(tuple(cells), len(rows), max(map(len, rows)), span, False, Place(line=tokens[0].line))


def _tokens(document: Document, start: int, end: int, flow: Flow) -> Iterator[Token]:
    """Tokens of the blocks; a line break inside a block is a wrapped cell and parts nothing but a label."""
    for index in range(start, end):
        block = document.blocks[index]
        assert isinstance(block, Block)
        place = block.passage.span()
        raw = flow.break_in_cell.sub(lambda m: "\u200b" * len(m[0]), document.text[place.start : place.end])
        for match in _TOKEN.finditer(raw):
            passage = clean(match[0], place.start + match.start())
            if passage:
                yield Token(passage, index, block.place.line)


Row = list[tuple[Passage, Token]]


def _rows(tokens: list[Token], flow: Flow) -> Iterator[Row]:
    row: Row = []
    at = 0
    while at < len(tokens):
        columns = _header(tokens, at, flow)
        if columns:
            yield row
            row = []
            yield [(t.passage, t) for t in tokens[at : at + len(columns)]]
            at = yield from _indicators(tokens, at + len(columns), columns, flow)
            continue
        end = _label_end(tokens, at, flow)
        if end == at:  # before the first label
            at += 1
            continue
        if row and tokens[at].block != row[0][1].block:
            yield row
            row = []
        row.append((Passage.join([t.passage for t in tokens[at:end]]), tokens[at]))
        stop = end
        while stop < len(tokens) and not _header(tokens, stop, flow) and _label_end(tokens, stop, flow) == stop:
            stop += 1
        lines = list(_values(tokens[end:stop]))
        if len(lines) == 1 and len(lines[0]) == 1:
            row.append(lines[0][0])
        elif lines:
            yield row
            row = []
            yield from lines
        at = stop
    yield row


def _label_end(tokens: list[Token], at: int, flow: Flow) -> int:
    """The end of the longest label that begins at a token, or `at`."""
    text, end = "", at
    for i in range(at, min(at + _LOOK_AHEAD, len(tokens))):
        text += tokens[i].text
        if _REMARK.sub("", text.rstrip("：:")) in flow.labels:
            end = i + 1
    return end


def _values(tokens: list[Token]) -> Iterator[Row]:
    """Lines of item and figure stay rows; all other lines between are one running text."""
    text: list[Token] = []
    for block in sorted({t.block for t in tokens}):
        line = [t for t in tokens if t.block == block]
        name = "".join(t.text for t in line[:-1])
        if len(line) > 1 and is_number(line[-1].text) and 1 < len(name) <= 25:
            if text:
                yield [(Passage.join([t.passage for t in text]), text[0])]
                text = []
            yield [(Passage.join([t.passage for t in line[:-1]]), line[0]), (line[-1].passage, line[-1])]
        else:
            text.extend(line)
    if text:
        yield [(Passage.join([t.passage for t in text]), text[0])]


def _header(tokens: list[Token], at: int, flow: Flow) -> list[str]:
    """The roles of a header line of indicators, or none."""
    roles: list[str] = []
    for token in tokens[at : at + _LOOK_AHEAD]:
        role = next((role for role, pattern in flow.header.items() if pattern.search(token.text)), "")
        if not role:
            break
        roles.append(role)
    return roles if "name" in roles and "value" in roles else []


def _indicators(tokens: list[Token], at: int, columns: list[str], flow: Flow) -> Generator[Row, None, int]:
    """Rows of indicators: levels where printed, the name, the value, the standard that ends a row; returns the end."""
    while at < len(tokens):
        stop = _row_end(tokens, at, columns, flow)
        if stop == at:
            break
        cells: dict[str, list[Token]] = {}
        for role in ("level1", "level2"):
            end = _level_end(tokens, at, flow.first if role == "level1" else flow.second)
            cells[role], at = tokens[at:end], end
        end = stop - 1 if "standard" in columns else stop
        split = next((i for i in range(at, end) if i > at and _VALUE.match(tokens[i].text)), max(at, end - 1))
        cells |= {"name": tokens[at:split], "value": tokens[split:end], "standard": tokens[end:stop]}
        empty = (Passage("", []), tokens[stop - 1])
        yield [
            (Passage.join([t.passage for t in found]), found[0]) if (found := cells.get(role)) else empty
            for role in columns
        ]
        at = stop
    return at


def _row_end(tokens: list[Token], at: int, columns: list[str], flow: Flow) -> int:
    """The token after the one that ends a row: its standard, or its value and unit; `at` where there is none."""
    for i in range(at, len(tokens)):
        if "standard" in columns:
            if flow.standard.search(tokens[i].text):
                return i + 1
        elif i > at and tokens[i - 1].block != tokens[i].block and any(_VALUE.match(t.text) for t in tokens[at:i]):
            return i
    return at if "standard" in columns else len(tokens)


def _level_end(tokens: list[Token], at: int, pattern: re.Pattern[str]) -> int:
    text, end = "", at
    for i in range(at, min(at + 3, len(tokens))):
        text += tokens[i].text
        if pattern.fullmatch(text):
            end = i + 1
    return end
