"""A disclosure as blocks: cover, contents, then duties, tables, forms, prose and terms as its layout orders them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from benchmarks.corpus import flow, forms, prose, tables
from benchmarks.corpus.blocks import Block, Grid, Line
from benchmarks.corpus.people import data
from benchmarks.corpus.records import Draft

_PARTS = {
    "duties": "{name}概况",
    "tables": "{name}{year}年度部门{what}表",
    "prose": "{name}{year}年度部门{what}情况说明",
    "forms": "项目支出绩效{aim}",
    "terms": "名词解释",
}
_TABLES: dict[str, Callable[[Draft, str], Grid]] = {
    "balance": tables.balance,
    "income": tables.income,
    "spending": tables.spending,
    "general": lambda draft, style: tables.spending(draft, style, "general"),
    "economic": tables.economic,
    "public": tables.three_public,
    "fund": lambda draft, _: tables.nothing(draft, "fund"),
    "capital": lambda draft, _: tables.nothing(draft, "capital"),
    "projects": tables.project_list,
}


def compose(draft: Draft, random: Random) -> list[Block]:
    """All blocks in reading order."""
    what = "决算" if draft.final else "预算"
    words = {"name": draft.department.name, "year": draft.year, "what": what, "aim": "自评" if draft.final else "目标"}
    parts = [(part, _PARTS[part].format_map(words)) for part in draft.layout["order"]]
    made: list[Block] = [
        Line(draft.department.name, key="cover"),
        Line(f"{draft.year}年度部门{what}", key="cover"),
        Line("目 录"),
    ]
    titles = [f"第{tables.numeral(n)}部分 {title}" for n, (_, title) in enumerate(parts, 1)]
    made += [Line(title, key="contents") for title in titles]
    for (part, _), title in zip(parts, titles, strict=True):
        made.append(Line(title, 1))
        made += _SECTIONS[part](draft, random)
    return made


def _duties(draft: Draft, _: Random) -> Iterator[Block]:
    owner = draft.department
    yield Line("一、主要职责", 2)
    for n, text in enumerate(draft.duties, 1):
        end = "" if text.endswith("。") else "。"
        yield Line(f"（{tables.numeral(n)}）{text}{end}", key=f"duty.{n}")
    yield Line("二、机构设置", 2)
    listed = "、".join(owner.offices)
    posts = "行政编制" if owner.office else "事业编制"
    staff = f"核定{posts}{owner.posts}名，实有在职人员{owner.posts - 1}名。"
    yield Line(f"{owner.name}内设{listed}{len(owner.offices)}个股室。{staff}")


def _tables(draft: Draft, _: Random) -> Iterator[Block]:
    for key, style in draft.layout["tables"]:
        yield _TABLES[key](draft, style)


def _forms(draft: Draft, _: Random) -> Iterator[Block]:
    if draft.layout.get("overall"):
        yield forms.overall(draft)
    style = draft.layout["forms"]
    yield from flow.lines(draft) if style == "flow" else forms.forms(draft, style)


def _terms(draft: Draft, _: Random) -> Iterator[Block]:
    yield from (Line(text.format(kind=draft.department.kind)) for text in data("prose")["terms"])


_SECTIONS: dict[str, Callable[[Draft, Random], Iterator[Block]]] = {
    "duties": _duties,
    "tables": _tables,
    "forms": _forms,
    "prose": prose.lines,
    "terms": _terms,
}
