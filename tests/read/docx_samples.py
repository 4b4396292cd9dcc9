"""Small made-up Word files, written part by part, and a document of any format written as one.

Only what the reader looks at is written; LibreOffice opens these files too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from kg.model import Cell, Document, Passage, Table
from kg.read.lines import clean

_FIGURE = re.compile(r"-?[\d,]+(\.\d+)?")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = {
    "w": W,
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{i}"><w:name w:val="heading {i}"/>'
    f'<w:pPr><w:outlineLvl w:val="{i - 1}"/></w:pPr></w:style>'
    f'<w:style w:type="paragraph" w:styleId="TOC{i}"><w:name w:val="toc {i}"/></w:style>'
    for i in range(1, 6)
)


def run(text: str, properties: str = "") -> str:
    """A run; tabs and line breaks become what Word writes for them."""
    body = escape(text).replace("\t", "</w:t><w:tab/><w:t>").replace("\n", "</w:t><w:br/><w:t>")
    return f'<w:r>{properties}<w:t xml:space="preserve">{body}</w:t></w:r>'.replace("<w:t></w:t>", "")


def p(content: str, properties: str = "") -> str:
    """A paragraph of text, or of runs where it begins with a tag."""
    inner = content if content.startswith(("<w:", "<m:", "<mc:")) else run(content)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def styled(style: str, content: str) -> str:
    """A paragraph in a style."""
    return p(content, f'<w:pStyle w:val="{style}"/>')


def listed(list_id: int, level: int, content: str) -> str:
    """A paragraph of a list."""
    return p(content, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def tc(content: str, span: int = 1, merge: str = "") -> str:
    """A cell; `merge` is ``restart`` or ``continue``."""
    properties = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    properties += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    inner = content if content.startswith("<w:") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row; plain text becomes a cell."""
    inner = "".join(cell if cell.startswith("<w:") else tc(cell) for cell in cells)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{inner}</w:tr>"


def tbl(*rows: str, columns: int = 1) -> str:
    """A table."""
    grid = '<w:gridCol w:w="1000"/>' * columns
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def level(depth: int, form: str, text: str, more: str = "") -> str:
    """A level of a list."""
    start = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/>'
    return f'<w:lvl w:ilvl="{depth}">{start}{more}<w:lvlText w:val="{text}"/></w:lvl>'


def numbering(*lists: str, nums: str = "") -> str:
    """Abstract lists 0, 1 …, each used by the list of the next number, and further uses."""
    made = "".join(f'<w:abstractNum w:abstractNumId="{i}">{levels}</w:abstractNum>' for i, levels in enumerate(lists))
    uses = "".join(f'<w:num w:numId="{i + 1}"><w:abstractNumId w:val="{i}"/></w:num>' for i in range(len(lists)))
    return made + uses + nums


def docx(body: str, parts: Mapping[str, str] | None = None, prolog: str = "") -> bytes:
    """A Word file; `parts` are the inner XML of ``styles``, ``numbering``, ``footnotes`` and the like."""
    inner = {"styles": STYLES, **(parts or {})}
    roots = {name: f"{_HEAD}<w:{name} {_DECLARED}>{xml}</w:{name}>" for name, xml in inner.items()}
    roots["document"] = f"{_HEAD}{prolog}<w:document {_DECLARED}><w:body>{body}</w:body></w:document>"
    return packed(roots)


def packed(roots: Mapping[str, str | bytes]) -> bytes:
    """Parts zipped into a package, with their relationships; the same parts give the same bytes."""
    links = "".join(
        f'<Relationship Id="r{i}" Type="{_RELATION}/{name}" Target="{name}.xml"/>' for i, name in enumerate(roots)
    )
    main = f'<Relationship Id="r1" Type="{_RELATION}/officeDocument" Target="word/document.xml"/>'
    kinds = {"document": "document.main"}
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kinds.get(name, name)}+xml"/>' for name in roots
    )
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{rels}{types}</Types>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{main}</Relationships>',
        "word/_rels/document.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{links}'
        "</Relationships>",
        **{f"word/{name}.xml": xml for name, xml in roots.items()},
    }
    return zipped(members)


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A ZIP file; the same members give the same bytes."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as target:
        for name, data in members.items():
            target.writestr(ZipInfo(name), data, ZIP_DEFLATED)
    return made.getvalue()


def as_docx(document: Document) -> bytes:
    """A document of any format as a Word file: headings in styles, tables with merged cells."""
    parts: list[str] = []
    for block in document.blocks:
        if isinstance(block, Table):
            parts += [_table(block if block.ruled else merged(block), document.text), p("")]
        else:
            text = plain_text(block.passage, document.text)
            parts.append(styled(str(block.level), text) if block.level else p(text))
    return docx("".join(parts))


def plain_text(passage: Passage, text: str) -> str:
    """A passage with its blanks, if it stands on one line without the marks of another format."""
    raw = text[slice(*passage.span())]
    return raw if "\n" not in raw and "\f" not in raw and clean(raw).text == passage.text else passage.text


def _table(block: Table, text: str) -> str:
    rows = (tr(*_row(r, row, text)) for r, row in enumerate(block.grid()))
    return tbl(*rows, columns=block.n_cols)


def _row(number: int, row: Sequence[Cell | None], text: str) -> Iterator[str]:
    col = 0
    while col < len(row):
        cell = row[col]
        if cell is None:
            yield ""
        else:
            lower = cell.row < number
            merge = "" if cell.rowspan == 1 else "continue" if lower else "restart"
            yield tc("" if lower else plain_text(cell.passage, text), cell.colspan, merge)
        col += 1 if cell is None else cell.colspan


def merged(block: Table) -> Table:
    """A table that lost its merged cells with those of its header back, as whoever typed it in Word had them.

    Above the first row with a figure a blank belongs to the cell on its left, if that stands under the same cell.
    """
    grid = block.grid()
    head = next((r for r, row in enumerate(grid) if any(c and _FIGURE.fullmatch(c.text) for c in row)), 0)
    over = [0] * block.n_cols
    cells = [cell for cell in block.cells if cell.row >= head]
    for r in range(head):
        kept: list[Cell] = []
        for cell in (c for c in block.cells if c.row == r):
            last = kept[-1] if kept else None
            if last and last.text and not cell.text and over[last.col] == over[cell.col]:
                kept[-1] = replace(last, colspan=last.colspan + cell.colspan)
            else:
                kept.append(cell)
        for cell in kept:
            over[cell.col : cell.col + cell.colspan] = [r * block.n_cols + cell.col] * cell.colspan
        cells += kept
    return replace(block, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))))
