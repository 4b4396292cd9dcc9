"""The letter to a department (意见函) as a Word file: what was found, by criterion, with quote, place and suggestion.

What could not be read or checked is the reviewer's concern, and stands on the page of the disclosure.

Its words are in ``forms/letter.yaml`` of the ontology. Date, signature and any score are the reviewer's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from kg.check.pages import SEVERITIES
from kg.errors import DataError
from kg.lang import bracketed, cny, labelled, pick, say
from kg.report.plain import plain, shorten
from kg.report.view import DocumentView, Item
from kg.resources import Ontology

if TYPE_CHECKING:
    from docx.document import Document

_WORDS = ("title", "address", "opening", "clean", "note", "closing", "sign", "date")
_LONGEST_QUOTE = 160


def letter_words(ontology: Ontology) -> dict[str, Any]:
    """The words of the letter; `DataError` where a part is missing."""
    path = ontology.files(pick("forms/letter.yaml", "forms/letter.en.yaml"))[-1]
    try:
        words: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        [(section["criterion"], section["title"]) for section in words["sections"]]
        [str(words[name]).format(**dict.fromkeys(("department", "year", "kind", "source", "count"))) for name in _WORDS]
    except (yaml.YAMLError, KeyError, TypeError, ValueError, IndexError) as error:
        raise DataError(f"{path}: 意见函的格式不对（{error}）") from error
    return words


def write_letter(document: DocumentView, words: Mapping[str, Any], path: Path) -> Path:
    """Write the letter on one disclosure."""
    filled = _filled(document, words)
    page = _page()
    _line(page, filled["title"], style="Title", centred=True)
    _line(page, filled["address"])
    _line(page, filled["opening" if document.items else "clean"], indent=True)
    numerals = iter(pick("一二三四五六七八九十", "123456789"))
    for section in words["sections"]:
        found = [item for item in document.items if item.rule.criterion == section["criterion"]]
        if found:
            _line(page, f"{next(numerals)}{pick('、', '. ')}{section['title']}", style="Heading 1", keep=True)
            _findings(page, found)
    _line(page, filled["note"], indent=True)
    if document.items:
        _line(page, filled["closing"], indent=True, keep=True)
    _line(page, filled["sign"], right=True, keep=True)
    _line(page, filled["date"], right=True)
    page.save(str(path))
    return path


def _filled(document: DocumentView, words: Mapping[str, Any]) -> dict[str, str]:
    """The words, blanks to be filled in among them, with the document's own, which are never filled again."""
    own = {
        "department": plain(document.name),
        "year": pick(f"{document.year}年", f"{document.year}") if document.year else "",
        "kind": document.kind or say("预算"),
        "source": plain(document.source),
        "count": len(document.items),
    }
    return {name: str(words[name]).format(**own) for name in _WORDS}


def _findings(page: Document, found: Sequence[Item]) -> None:
    """The graver first, those of one rule together; its basis is told with the first of them."""
    ordered = sorted(found, key=lambda item: (list(SEVERITIES).index(item.finding.severity), item.rule.code))
    told: set[str] = set()
    for number, item in enumerate(ordered, 1):
        severity = say(SEVERITIES[item.finding.severity])
        message = plain(f"{number}. {item.message}{bracketed(severity + pick('，', ', ') + item.rule.code)}")
        _line(page, message, indent=True, keep=True)
        for line in _told(item, with_basis=item.rule.code not in told):
            _line(page, plain(line), indent=True, small=True)
        told.add(item.rule.code)


def _told(item: Item, *, with_basis: bool) -> Iterator[str]:
    """Quote, figures and suggestion."""
    if item.finding.quote:
        place = bracketed(item.where) if item.where else ""
        yield labelled(f"{say('原文')}{place}", f"“{shorten(plain(item.finding.quote), _LONGEST_QUOTE)}”")
    for figure in item.arithmetic.figures:
        if figure.amount is not None:
            detail = bracketed(figure.detail) if figure.detail else ""
            place = pick("，", ", ") + figure.where if figure.where else ""
            money = pick(f"{figure.amount:,.2f} 元", f"CNY {cny(figure.amount)}")
            yield labelled("其中" if figure.is_part else "数据", f"{figure.name}{detail} {money}{place}")
    told = dict(item.details)
    suggestion = told.pop(say("建议"), "")
    yield pick("；", "; ").join(labelled(name, value) for name, value in told.items())
    if suggestion:
        yield labelled("建议", suggestion)
    if with_basis and item.rule.basis:
        yield labelled("依据", item.rule.basis)


def _page() -> Document:
    from docx import Document
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    document = Document()
    for name, size in (("Normal", 14), ("Heading 1", 14), ("Title", 17)):
        style = document.styles[name]
        style.font.name, style.font.size = "仿宋", Pt(size)
        for script in ("eastAsia", "ascii", "hAnsi"):
            style.element.rPr.rFonts.set(qn(f"w:{script}"), "仿宋")
        for theme in ("asciiTheme", "eastAsiaTheme", "hAnsiTheme", "cstheme"):
            style.element.rPr.rFonts.attrib.pop(qn(f"w:{theme}"), None)
        if name != "Normal":
            style.font.color.rgb, style.font.bold = RGBColor(0, 0, 0), True
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    return document


def _line(
    page: Document,
    text: str,
    *,
    style: str | None = None,
    centred: bool = False,
    right: bool = False,
    indent: bool = False,
    small: bool = False,
    keep: bool = False,
) -> None:
    """A paragraph of its own, of text that is plain; `keep` keeps it on the page of the next."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = page.add_paragraph(style=style)
    run = paragraph.add_run(text)
    layout = paragraph.paragraph_format
    if small:
        run.font.size = Pt(12)
    layout.space_after = Pt(12 if centred else 2)
    layout.line_spacing = 1.3
    layout.keep_with_next = keep or None
    if indent:
        layout.first_line_indent = Pt(24 if small else 28)
    if centred:
        layout.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if right:
        layout.alignment = WD_ALIGN_PARAGRAPH.RIGHT
