"""A document of any format as Markdown: headings, pipe tables, and HTML tables where cells are merged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from kg.model import Cell, Document, Passage, Table
from kg.read.lines import clean
from tests.read.docx_samples import merged

_MARKS = re.compile(r"([\\`*_\[\]<>|#~])")


def as_markdown(document: Document) -> str:
    """Headings with hashes, a blank line between paragraphs, marks escaped; HTML for tables with merged cells."""
    parts: list[str] = []
    for block in document.blocks:
        if not isinstance(block, Table):
            text = _MARKS.sub(r"\\\1", _printed(block.passage, document.text))
            parts.append(f"{'#' * min(block.level, 6)} {text}".strip())
            continue
        table = block if block.ruled else merged(block)
        spans = any(cell.rowspan > 1 or cell.colspan > 1 for cell in table.cells)
        parts.append("\n".join(_html(table, document.text) if spans else _pipes(table, document.text)))
    return "\n\n".join(parts) + "\n"


def _printed(passage: Passage, text: str) -> str:
    raw = text[slice(*passage.span())]
    plain = raw if "\n" not in raw and "\f" not in raw and clean(raw).text == passage.text else passage.text
    return plain.replace("\t", " ")


def _pipes(table: Table, text: str) -> Iterator[str]:
    for r, row in enumerate(table.grid()):
        cells = [_MARKS.sub(r"\\\1", _printed(cell.passage, text)) if cell else "" for cell in row]
        yield f"| {' | '.join(cells)} |"
        if r == 0:
            yield "|" + " :---: |" * len(row)


def _html(table: Table, text: str) -> Iterator[str]:
    yield "<table>"
    for r, row in enumerate(table.grid()):
        yield f"  <tr>{''.join(_cells(r, row, text))}</tr>"
    yield "</table>"


def _cells(number: int, row: list[Cell | None], text: str) -> Iterator[str]:
    for col, cell in enumerate(row):
        if cell is None:
            yield "<td></td>"
        elif (cell.row, cell.col) == (number, col):
            spans = f' rowspan="{cell.rowspan}"' * (cell.rowspan > 1) + f' colspan="{cell.colspan}"' * (
                cell.colspan > 1
            )
            yield f"<td{spans}>{escape(_printed(cell.passage, text))}</td>"
