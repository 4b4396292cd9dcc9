"""Blocks as a Word file, with python-docx; tables are written as XML, which is what takes it so long otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from benchmarks.corpus.blocks import Block, Grid, Line
from benchmarks.corpus.write_text import captions


def docx(blocks: Sequence[Block], owner: str) -> bytes:
    """A Word file; the same blocks give the same bytes."""
    document = Document()
    end = document.element.body[-1]  # the page
    for block in blocks:
        if isinstance(block, Line):
            _put(document, block)
            continue
        for text in captions(block, owner):
            document.add_paragraph(text)
        end.addprevious(parse_xml(_table(block)))
        document.add_paragraph(block.below)
    made = BytesIO()
    document.save(made)
    return _dateless(made.getvalue())


def _put(document: object, line: Line) -> None:
    if line.level:
        document.add_heading(line.text, line.level)  # type: ignore[attr-defined]
    else:
        document.add_paragraph(line.text)  # type: ignore[attr-defined]


def _table(grid: Grid) -> str:
    width = len(grid.rows[0])
    under = {
        (row, left): wide for (top, left), (high, wide) in grid.spans.items() for row in range(top + 1, top + high)
    }
    covered = grid.covered() - set(under)
    rows = "".join(
        "<w:tr>"
        + "".join(_cell(grid, r, c, text, under) for c, text in enumerate(row) if (r, c) not in covered)
        + "</w:tr>"
        for r, row in enumerate(grid.rows)
    )
    columns = '<w:gridCol w:w="1200"/>' * width
    style = '<w:tblPr><w:tblStyle w:val="TableGrid"/></w:tblPr>'
    return f"<w:tbl {nsdecls('w')}>{style}<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"


def _cell(grid: Grid, row: int, col: int, text: str, under: dict[tuple[int, int], int]) -> str:
    high, wide = grid.spans.get((row, col), (1, under.get((row, col), 1)))
    merge = "" if (row, col) in under else ' w:val="restart"'
    vertical = f"<w:vMerge{merge}/>" if high > 1 or (row, col) in under else ""
    span = f'<w:gridSpan w:val="{wide}"/>' if wide > 1 else ""
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    return f"<w:tc><w:tcPr>{span}{vertical}</w:tcPr><w:p>{run}</w:p></w:tc>"


def _dateless(data: bytes) -> bytes:
    """The package without the time at which it was written."""
    made = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(made, "w") as target:
        for name in source.namelist():
            target.writestr(ZipInfo(name), source.read(name), ZIP_DEFLATED)
    return made.getvalue()
