"""What a text announces and what stands there: tables of the contents page, forms that are a title only, empty tables.

A table may be published in another file; that is for the rules to weigh.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kg.extract.meaning_lexicon import bare, named
from kg.extract.regions import Regions
from kg.extract.sections import Section, contents, is_title
from kg.extract.sheet import Sheet
from kg.extract.tables.columns import first_match
from kg.model import Block, Document, Passage, Table, Term
from kg.read.lines import mark
from kg.resources import Ontology
from kg.vocab import BP, RDFS

BY = "announced"
_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[、.．]|附?表\d+[.：:]?)")
_YEAR = re.compile(r"20\d\d年度?")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_ATTACHED = re.compile(r"^附件|^详见|^附表")
_LONGEST = 60  # characters of a title
_NOTES = 3  # lines below a table that may explain it
_CAPTIONS = 3  # lines between the title of a form and the form


def add(sheet: Sheet, document: Document, sections: list[Section], regions: Regions, ontology: Ontology) -> None:
    """Add the tables that the contents page lists and the blank forms; mark the tables that are said to be empty."""
    _notes(sheet, sections, regions)
    layouts = ontology.layouts
    _listed(sheet, document, sections, layouts)
    _blank(sheet, sections, layouts["indicators"])


def _notes(sheet: Sheet, sections: list[Section], regions: Regions) -> None:
    """bp:declaredEmpty on a table in or under which it is said that it has no data."""
    places = [n for n, section in enumerate(sections) if isinstance(section.block, Table)]
    for place, draft in zip(places, list(sheet.of(BP.Table)), strict=True):
        table = sections[place].block
        assert isinstance(table, Table)
        texts = [cell.text for cell in table.cells if len(cell.text) > 6]
        texts += [block.text for block in _below(sections, place)]
        if any(regions.matches("no_data", text) for text in texts):
            sheet.put(draft.key, BP.declaredEmpty, True)


def _below(sections: list[Section], place: int) -> Iterator[Block]:
    for section in sections[place + 1 : place + 1 + _NOTES]:
        if not isinstance(section.block, Block):
            return
        yield section.block


def _listed(sheet: Sheet, document: Document, sections: list[Section], layouts: dict[str, Any]) -> None:
    """The entries of the contents page that are tables of a known kind, and whether their title is printed again."""
    entries = [entry for passage in contents(document) if (entry := _entry(passage))]
    printed = "\n".join(_key(text) for text in _short(sections)) if entries else ""
    for entry in entries:
        if kind := _kind(entry.text, layouts):
            there = _key(entry.text) in printed
            values = {RDFS.label: entry.text, BP.tableKind: kind, BP.inText: there}
            sheet.add(BP.Announcement, entry.span(), BY, values)


def _entry(passage: Passage) -> Passage | None:
    """The title that a line of the contents names, without its number."""
    number = _NUMBER.match(passage.text)
    title = passage[number.end() if number else 0 :]
    return title if mark(passage.text) != 1 and is_title(title.text) else None


def _short(sections: list[Section]) -> Iterator[str]:
    """The lines and head cells that may be titles."""
    for section in sections:
        block = section.block
        texts = [block.text] if isinstance(block, Block) else [c.text for c in block.cells if c.row < 4]
        yield from (text for text in texts if len(text) <= _LONGEST)


def _key(title: str) -> str:
    return bare(_YEAR.sub("", _BRACKETS.sub("", _NUMBER.sub("", title))))


def _kind(title: str, layouts: dict[str, Any]) -> Term | None:
    """The kind of the table that a title names; None for 部门预算表, which names all of them."""
    for name in ("indicators", "budget"):
        kinds = {entry["title"]: entry["kind"] for entry in layouts[name]["kinds"]}
        if pattern := first_match({p: p for p in kinds}, [title]):
            return named(f"layouts/{name}.yaml", kinds[pattern])
    return None


def _blank(sheet: Sheet, sections: list[Section], layout: dict[str, Any]) -> None:
    """Performance forms of which only the title is printed: the text ends there or goes on with another heading."""
    for place, section in enumerate(sections):
        block = section.block
        before = sections[place - 1].block if place else None
        listed = isinstance(before, Block) and _is_form(before.text)  # one of a list of titles
        if isinstance(block, Block) and not listed and _is_form(block.text) and _nothing(sections, place):
            kinds = {entry["title"]: entry["kind"] for entry in layout["kinds"]}
            if pattern := first_match({p: p for p in kinds}, [block.text]):
                kind = named("layouts/indicators.yaml", kinds[pattern])
                values = {RDFS.label: block.text, BP.tableKind: kind, BP.blank: True}
                sheet.add(BP.Table, block.passage.span(), BY, values, page=block.place.page)


def _is_form(text: str) -> bool:
    return not mark(text) and not _ATTACHED.match(text) and is_title(_BRACKETS.sub("", text))


def _nothing(sections: list[Section], place: int) -> bool:
    """Whether nothing but captions follows a title before the next heading or the end."""
    title = sections[place].block
    assert isinstance(title, Block)
    for section in sections[place + 1 : place + 2 + _CAPTIONS]:
        block = section.block
        if isinstance(block, Table) or block.text.startswith(title.text):
            return False
        if mark(block.text) or _is_form(block.text):
            return True
        if not _is_caption(block.text):
            return False
    return len(sections) <= place + 1 + _CAPTIONS


def _is_caption(text: str) -> bool:
    """Whether a line may stand between a title and its form: （2022年度）, 单位：万元."""
    return len(text) <= 20 and not text.startswith(("无", "不")) and (text[:1] in "（(" or not text.endswith("。"))
