"""What is printed without contents: forms of which only the title stands there, tables that are said to be empty."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kg.extract.regions import Regions
from kg.extract.sections import Section, is_title
from kg.extract.sheet import Sheet
from kg.extract.tables.columns import table_kind
from kg.model import Block, Table, Term, Value
from kg.read.lines import mark
from kg.vocab import BP, RDFS

BY = "blanks"
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_ATTACHED = re.compile(r"^附件|^详见|^附表")
_NOTES = 3  # lines below a table that may explain it
_CAPTIONS = 3  # lines between the title of a form and the form


def add(sheet: Sheet, sections: list[Section], regions: Regions, layout: dict[str, Any]) -> None:
    """Mark the tables that are said to be empty, and add the performance forms that are a title only."""
    _notes(sheet, sections, regions)
    for place in range(len(sections)):
        if (title := _blank(sections, place)) and (kind := table_kind(layout, title.text)):
            values: dict[Term, Value | None] = {RDFS.label: title.text, BP.tableKind: kind, BP.blank: True}
            sheet.add(BP.Table, title.passage.span(), BY, values, page=title.place.page)


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


def _blank(sections: list[Section], place: int) -> Block | None:
    """The title at a place, if it is that of a form and the text ends there or goes on with another heading."""
    block = sections[place].block
    above = sections[place - 1].block if place else None
    listed = isinstance(above, Block) and _is_form(above.text)  # one of a list of titles
    if (
        isinstance(block, Block)
        and not listed
        and _is_form(block.text)
        and _nothing(sections[place + 1 : place + 2 + _CAPTIONS], block.text)
    ):
        return block
    return None


def _is_form(text: str) -> bool:
    return not mark(text) and not _ATTACHED.match(text) and is_title(_BRACKETS.sub("", text))


def _nothing(after: list[Section], title: str) -> bool:
    """Whether nothing but captions follows a title before the next heading or the end."""
    for section in after:
        block = section.block
        if isinstance(block, Table) or block.text.startswith(title):
            return False
        if mark(block.text) or _is_form(block.text):
            return True
        if not _is_caption(block.text):
            return False
    return len(after) <= _CAPTIONS


def _is_caption(text: str) -> bool:
    """Whether a line may stand between a title and its form: （2022年度）, 单位：万元."""
    return len(text) <= 20 and not text.startswith(("无", "不")) and (text[:1] in "（(" or not text.endswith("。"))
