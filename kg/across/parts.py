"""Files that are parts of one disclosure: 附件1 with the prose and 附件2 with the tables of one department and year.

Told by what the titles and the file names say that they are; where more than two files could be it, nothing is joined
but by the numbers of attachments.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from kg.across.identity import Body
from kg.across.record import Link
from kg.across.words import AcrossWords
from kg.vocab import BPC

BY: Final = "across/parts"
_BOTH, _NUMBERED, _ONE = Decimal("0.95"), Decimal("0.9"), Decimal("0.85")
_NAMES: Final = {"prose": "文字", "tables": "表格"}


@dataclass(frozen=True, slots=True)
class _Part:
    body: Body
    what: str
    number: str


def links(bodies: Sequence[Body], told: AcrossWords) -> Iterator[Link]:
    """The parts among the disclosures of one department, year, kind and edition: tables and text to the text's file."""
    parts = [_part(body, told) for body in bodies]
    tables = [part for part in parts if part.what == "tables"]
    texts = [part for part in parts if part.what != "tables"]
    if len(texts) != 1:
        return
    (text,) = texts
    for table in tables:
        if len(tables) > 1 and not (table.number and text.number):
            continue
        if told.ruled("apart", table.body.names, text.body.names):
            continue
        yield _link(table, text)


def _part(body: Body, told: AcrossWords) -> _Part:
    texts = [body.head.title, *body.head.sources]
    what = next((str(t.entry["part"]) for text in texts for t in told.tell("part", text)), "")
    number = next((t.match["number"] for text in texts for t in told.tell("attachment", text)), "")
    return _Part(body, what, number)


def _link(table: _Part, text: _Part) -> Link:
    if table.number and text.number:
        score, reason = _NUMBERED, f"附件{table.number}与附件{text.number}，同一部门同一年度"
    elif text.what:
        score, reason = _BOTH, "一份是文字，一份是表格，同一部门同一年度"
    else:
        score, reason = _ONE, "一份是表格，另一份没有写明，同一部门同一年度"
    return Link(BPC.same_disclosure, table.body.head.iri, text.body.head.iri, score, reason, BY)
