"""Blocks as a workbook, with XlsxWriter: the text on one sheet, each table on one of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from benchmarks.corpus.blocks import Block, Grid, Line
from benchmarks.corpus.write_text import captions

_FIGURE = re.compile(r"-?\d+\.\d\d")
_NEVER = datetime(2020, 1, 1)


def xlsx(blocks: Sequence[Block], owner: str) -> bytes:
    """A workbook; figures are numbers under a format of two decimals."""
    made = BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    book.set_properties({"created": _NEVER})
    money = book.add_format({"num_format": "0.00", "border": 1})
    plain = book.add_format({"border": 1})
    lines: list[str] = []
    sheets = 0
    for block in blocks:
        if isinstance(block, Line):
            lines.append(block.text)
            continue
        if lines:
            sheets += 1
            _texts(book.add_worksheet(f"说明{sheets}"), lines)
            lines = []
        sheets += 1
        _grid(book.add_worksheet(f"表{sheets}"), block, owner, money, plain)
    if lines:
        _texts(book.add_worksheet("说明"), lines)
    book.close()
    return made.getvalue()


def _texts(sheet: Any, lines: Sequence[str]) -> None:
    sheet.write_column(0, 0, lines)


def _grid(sheet: Any, grid: Grid, owner: str, money: Any, plain: Any) -> None:
    top = 0
    for text in captions(grid, owner):
        sheet.write_string(top, 0, text)
        top += 1
    covered = grid.covered()
    for r, row in enumerate(grid.rows):
        for c, text in enumerate(row):
            span = grid.spans.get((r, c))
            if span and span != (1, 1):
                sheet.merge_range(top + r, c, top + r + span[0] - 1, c + span[1] - 1, "", plain)
            if (r, c) in covered or not text:
                continue
            if _FIGURE.fullmatch(text) and len(text) < 15:
                sheet.write_number(top + r, c, float(text), money)
            else:
                sheet.write_string(top + r, c, text, plain)
    if grid.below:
        sheet.write_string(top + len(grid.rows), 0, grid.below)
