"""Blocks as a text file, in the ways in which converters flatten a document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from benchmarks.corpus.blocks import Block, Grid, Line

_WIDTH = 30  # characters of a wrapped line
_FULL = re.compile(rf".{{1,{_WIDTH}}}(?![\d.%])|.{{1,{_WIDTH}}}")  # no number is broken


def tabs(blocks: Sequence[Block], owner: str) -> str:
    """One row a line, a tab between cells, covered cells blank."""
    parts: list[str] = []
    for block in blocks:
        if isinstance(block, Line):
            parts.append(block.text)
        else:
            parts += captions(block, owner)
            parts.append("\n".join(map("\t".join, block.rows)))
            parts += [block.below] if block.below else []
    return "\n\n".join(parts) + "\n"


def captions(grid: Grid, owner: str) -> Iterator[str]:
    """The lines above a table."""
    yield grid.title
    yield from grid.above
    if not grid.above:
        yield f"部门名称：{owner}"
        yield f"单位：{grid.unit}"


def cells(blocks: Sequence[Block], owner: str) -> str:
    """One cell a line behind a tab; rows end at a blank line."""
    parts: list[str] = []
    for block in blocks:
        if isinstance(block, Line):
            parts.append(block.text)
            continue
        rows = ["\n".join(f"\t{cell}" for cell in row) for row in block.rows]
        head = f"{block.title}\n\t{owner}\n\t单位：{block.unit}"
        parts.append("\n\n".join([head, *rows]) + "\n")
        parts += [block.below] if block.below else []
    return "\n\n".join(parts) + "\n"


def markdown(blocks: Sequence[Block], owner: str) -> str:
    """Headings with their marks, tables by tabs."""
    return tabs([_marked(block) if isinstance(block, Line) else block for block in blocks], owner)


def _marked(line: Line) -> Line:
    if line.key == "cover":
        return Line(f"**{line.text}**")
    if line.key == "contents" or line.text == "目 录":
        return Line(f"{'##' if line.key else '#'} {line.text}")
    return Line(f"{'#' * (line.level + 1)} {line.text}") if line.level else line


def wrapped(blocks: Sequence[Block], owner: str) -> str:
    """Lines of a page with a blank line between each two; a blank ends a paragraph."""
    parts: list[str] = []
    for block in blocks:
        if not isinstance(block, Line):
            raise ValueError("a wrapped text has no tables")
        text = block.text
        if block.level or len(text) <= _WIDTH or "  " in text:
            parts.append(text + " ")
        else:
            broken = [match[0] for match in _FULL.finditer(text)]
            parts += broken[:-1]
            parts.append(broken[-1] + " ")
    return "\n\n".join(parts) + "\n"


WAYS: dict[str, Callable[[Sequence[Block], str], str]] = {
    "tabs": tabs,
    "cells": cells,
    "markdown": markdown,
    "wrapped": wrapped,
}
