"""Blocks as a saved web page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from benchmarks.corpus.blocks import Block, Grid, Line
from benchmarks.corpus.write_text import captions


def html(blocks: Sequence[Block], owner: str) -> bytes:
    """A page of headings, paragraphs and tables with merged cells."""
    title = escape("".join(b.text for b in blocks[:2] if isinstance(b, Line)))
    parts = [f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{title}</title></head><body>']
    for block in blocks:
        parts += [_line(block)] if isinstance(block, Line) else _table(block, owner)
    return "\n".join([*parts, "</body></html>\n"]).encode()


def _line(line: Line) -> str:
    tag = f"h{line.level + 1}" if line.level else "p"
    return f"<{tag}>{escape(line.text)}</{tag}>"


def _table(grid: Grid, owner: str) -> Iterator[str]:
    yield from (f'<p align="center">{escape(text)}</p>' for text in captions(grid, owner))
    yield '<table border="1">'
    covered = grid.covered()
    for r, row in enumerate(grid.rows):
        yield "<tr>" + "".join(_cell(grid, r, c, text) for c, text in enumerate(row) if (r, c) not in covered) + "</tr>"
    yield "</table>"
    if grid.below:
        yield f"<p>{escape(grid.below)}</p>"


def _cell(grid: Grid, row: int, col: int, text: str) -> str:
    high, wide = grid.spans.get((row, col), (1, 1))
    spans = f' rowspan="{high}"' * (high > 1) + f' colspan="{wide}"' * (wide > 1)
    return f"<td{spans}>{escape(text) or '&nbsp;'}</td>"
