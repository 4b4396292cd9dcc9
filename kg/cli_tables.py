"""What `kg tables` prints and draws: every table of one file, as it was read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from rich.text import Text

from kg.cli_screen import console
from kg.errors import KgError
from kg.extract import extract
from kg.lang import labelled, pick, quoted, say
from kg.model import Facts
from kg.read import read
from kg.report.grid import ASCII, BOX
from kg.report.tables import TableView, table_views
from kg.resources import Ontology


def show_tables(
    path: Path, ontology: Ontology, page: int | None, *, wide: bool, as_json: bool, pictures: Path | None
) -> None:
    """Read one file and show its tables, or those of one page."""
    document = read(path)
    pages = len(document.page_starts)
    if page is not None and not 1 <= page <= pages:
        raise KgError(
            f"{document.source}: " + (f"没有第 {page} 页，共 {pages} 页" if pages else "不分页，--page 不适用")
        )
    if pictures is not None and document.format != "pdf":
        raise KgError(f"{document.source}: 不是 PDF，没有页面可画；去掉 --png")
    facts = extract(document, ontology, anything=True)
    views = table_views(facts, ontology, page)
    if as_json:
        print(json.dumps(_record(facts, views), ensure_ascii=False, indent=1))
    else:
        _print(facts, views, wide)
    if pictures is not None:
        _draw(path, views, page, pictures, quiet=as_json)


def _record(facts: Facts, views: Sequence[TableView]) -> dict[str, object]:
    return {"source": facts.document.source, "tables": [view.record() for view in views]}


def _print(facts: Facts, views: Sequence[TableView], wide: bool) -> None:
    out = console()
    characters = BOX if out.encoding.lower().startswith("utf") else ASCII
    width = None if wide or not out.is_terminal else out.width
    for view in views:
        for line in view.lines(width, characters):
            out.print(Text(line), soft_wrap=True)
        out.print()
    missed = [view for view in views if view.reading.trouble]
    rows = sum(len(view.reading.unread) for view in views)
    counted = say(f"{len(views)} 张表，{len(missed)} 张没有看懂，{rows} 行未懂")
    named = (f"{say(view.where)} {quoted(view.reading.title) or say(f'表 {view.number}')}" for view in missed)
    out.print(Text(labelled(facts.document.source, pick("；", "; ").join((counted, *named)))), soft_wrap=True)


def _draw(path: Path, views: Sequence[TableView], page: int | None, folder: Path, *, quiet: bool) -> None:
    from kg.read.files import load
    from kg.read.pdf_picture import Drawing, picture

    data = load(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number in [page] if page else sorted({n for view in views for n in view.pages}):
            drawings = [Drawing(v.number, [c for c in v.reading.table.cells if c.place.page == number]) for v in views]
            target = folder / f"page-{number:03}.png"
            target.write_bytes(picture(data, number, [drawing for drawing in drawings if drawing.cells]))
            if not quiet:
                print(say(f"已画出 {target}"))
    except OSError as error:
        raise KgError(f"{folder}: 写不进去（{error.strerror}）") from error
