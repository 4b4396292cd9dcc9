"""The bureau's own form, 绩效目标审核表: the findings under the four reviews; scores and opinions are the reviewer's.

What the form asks is in ``forms/review.yaml`` of the ontology; one XLSX and one DOCX file a disclosure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from kg.check.pages import SEVERITIES
from kg.errors import DataError
from kg.report.cells import neutral
from kg.report.names import Page
from kg.report.plain import plain, where
from kg.report.view import DocumentView
from kg.resources import Ontology

WRITERS: Final = ("xlsx", "docx")
_NONE = "没有发现问题"


@dataclass(frozen=True, slots=True)
class Part:
    """One review of the form: what is asked, what was found, and the points that a reviewer may give."""

    title: str
    questions: Mapping[str, str]
    found: Sequence[str]
    points: int | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The form of one disclosure, filled as far as rules can fill it."""

    form: Mapping[str, Any]
    head: Sequence[tuple[str, str]]
    parts: Sequence[Part]


def write_forms(pages: Sequence[Page], folder: Path, formats: Sequence[str], ontology: Ontology) -> list[Path]:
    """Write the form of every disclosure into `folder`, in each of `formats`; returns the paths."""
    form = _form(ontology)
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for page in pages:
        sheet = Sheet(form, tuple(_head(page.view)), tuple(_parts(page.view, form)))
        for suffix in formats:
            paths.append(folder / f"{page.stem}_{form['title']}.{suffix}")
            (_write_xlsx if suffix == "xlsx" else _write_docx)(paths[-1], sheet)
    return paths


def _form(ontology: Ontology) -> dict[str, Any]:
    path = ontology.files("forms/review.yaml")[-1]
    try:
        form: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        [(part["criterion"], part["points"], part["questions"].items()) for part in form["sections"]]
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise DataError(f"{path}: 审核表的格式不对（{error}）") from error
    return form


def _head(view: DocumentView) -> Iterator[tuple[str, str]]:
    yield "部门（单位）名称", view.department or view.title
    yield "年度", str(view.year or "")
    yield "文件", view.source


def _parts(view: DocumentView, form: Mapping[str, Any]) -> Iterator[Part]:
    found: dict[str, list[str]] = {}
    for item in view.items:
        place = where(item.finding) and f"（{where(item.finding)}）"
        text = f"（{SEVERITIES[item.finding.severity]}）{item.rule.code} {item.finding.message_zh}{place}"
        found.setdefault(item.rule.criterion, []).append(plain(text))
    for section in form["sections"]:
        criterion = section["criterion"]
        yield Part(f"{criterion}审核", section["questions"], found.get(criterion, ()), section["points"])
    yield Part(form["beside"]["title"], {}, found.get(form["beside"]["criterion"], ()), None)


def _numbered(found: Sequence[str]) -> str:
    return "\n".join(f"{n}. {text}" for n, text in enumerate(found, 1)) or _NONE


def _write_xlsx(path: Path, sheet: Sheet) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        page = book.add_worksheet(sheet.form["title"])
        base = {"font_name": "宋体", "font_size": 10.5, "border": 1, "text_wrap": True, "valign": "vcenter"}
        text, bold = book.add_format(base), book.add_format({**base, "bold": True, "align": "center"})
        title = book.add_format({"font_name": "宋体", "font_size": 16, "bold": True, "align": "center"})
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        for col, width in enumerate((14, 46, 60, 20, 7, 7)):
            page.set_column(col, col, width)
        page.merge_range(0, 0, 0, 5, sheet.form["title"], title)
        row = 1
        for name, value in sheet.head:
            page.write_string(row, 0, name, bold)
            page.merge_range(row, 1, row, 5, neutral(value), text)
            row += 1
        for col, name in enumerate(sheet.form["columns"]):
            page.write_string(row, col, name, bold)
        for part in sheet.parts:
            row += 1
            asked = "\n".join(f"{name}：{question}" for name, question in part.questions.items())
            cells = (part.title, asked, _numbered(part.found), "", "" if part.points is None else str(part.points), "")
            for col, cell in enumerate(cells):
                page.write_string(row, col, cell[:32_000], bold if col in (0, 4) else text)
            page.set_row(row, 15 * _lines(asked, 44, cells[2], 58))
        for name, value in _foot(sheet):
            row += 1
            page.write_string(row, 0, name, bold)
            page.merge_range(row, 1, row, 5, value, text)
        page.write_string(row + 1, 0, sheet.form["sign"])


def _lines(asked: str, asked_width: int, found: str, found_width: int) -> int:
    """Lines that a row needs, at two columns a character; a spreadsheet allows 409 points."""
    sides = ((asked, asked_width), (found, found_width))
    return min(27, max(sum(1 + len(line) * 2 // width for line in text.split("\n")) for text, width in sides) + 1)


def _foot(sheet: Sheet) -> Iterator[tuple[str, str]]:
    yield sheet.form["total"], ""
    yield sheet.form["grades"]["title"], sheet.form["grades"]["choices"]
    yield sheet.form["opinion"], ""


def _write_docx(path: Path, sheet: Sheet) -> None:
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "宋体", Pt(10.5)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Cm(29.7), Cm(21.0)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2)
    heading = document.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = heading.add_run(sheet.form["title"])
    run.bold, run.font.size = True, Pt(16)
    widths = [Cm(w) for w in (2.6, 7.4, 9.3, 3.6, 1.4, 1.4)]
    table = document.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.autofit = False
    for name, value in sheet.head:
        _wide(table.add_row().cells, name, value)
    _fill(table.add_row().cells, sheet.form["columns"])
    for part in sheet.parts:
        asked = "\n".join(f"{name}：{question}" for name, question in part.questions.items())
        points = "" if part.points is None else str(part.points)
        _fill(table.add_row().cells, (part.title, asked, _numbered(part.found), "", points, ""))
    for name, value in _foot(sheet):
        _wide(table.add_row().cells, name, value)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    document.add_paragraph(sheet.form["sign"])
    document.save(str(path))


def _fill(cells: Sequence[Any], texts: Sequence[str]) -> None:
    for cell, text in zip(cells, texts, strict=True):
        cell.text = text


def _wide(cells: Sequence[Any], name: str, value: str) -> None:
    """A row with a label and one value over the other columns."""
    cells[0].text = name
    cells[1].merge(cells[-1]).text = value
