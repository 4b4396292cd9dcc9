"""The order of a document: which blocks are its body, under which headings, and what stands above a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.money import FACTORS
from kg.model import Block, Document, Passage, Table
from kg.read.lines import is_contents_title, mark

_LEADERS = re.compile(r"[.…·．\s]{2,}\d*$|\d+$")
_UNIT = re.compile(r"单位[：:]*(万元|亿元|千元|元|[万亿千](?![\u4e00-\u9fff]))|[（(](万元|亿元|千元|元)[)）]")
_CAPTION = re.compile(r"单位|部门|日期|时间|年度|年|公开|附表|附件|预算\d+表|编制|^表\d|^（|^\(|续表|^注")
_TITLE = re.compile(r"表(（[^）]*）|\([^)]*\))?$|^表[\d一二三四五六七八九十-]+|(预算|决算|公开)\d+表")
_NUMBER = re.compile(r"^[附公开]*表[\d一二三四五六七八九十-]+[：:]")  # 表11：2026年…表
_NUMBERED = re.compile(r"^(公开|预算|附|决算)?表?\d+表?$")
LONGEST_ENTRY = 60  # characters of a line in a table of contents
_BANNER = re.compile(r"^(金额)?单位[：:]")
_YEAR = re.compile(r"(20\d\d)年")
_YEAR_ALONE = re.compile(r"[（(]?\s*(20\d\d)\s*年度?\s*[)）]?")  # （2026年度）


@dataclass(frozen=True, slots=True)
class Section:
    """A block of the body with the headings over it, outermost first."""

    block: Block | Table
    path: tuple[str, ...]
    index: int


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands above a table: its title, its unit, the year that anything there names, the lines themselves."""

    title: Passage | None = None
    unit: str | None = None
    year: int | None = None
    above: tuple[Passage, ...] = ()
    own_year: int | None = None  # that a line of its own prints under the title


def body(document: Document) -> list[Section]:
    """The blocks after the contents page, each with its headings."""
    blocks = document.blocks
    sections: list[Section] = []
    path: list[tuple[int, str]] = []
    for index in range(_contents_end(blocks), len(blocks)):
        block = blocks[index]
        if isinstance(block, Block) and block.kind == "heading":
            level = mark(block.text) or block.level
            path = [p for p in path if p[0] < level]
            path.append((level, block.text))
        sections.append(Section(block, tuple(text for _, text in path), index))
    return sections


def _contents_end(blocks: tuple[Block | Table, ...]) -> int:
    """The index of the first block after the contents; 0 where there is no contents page."""
    start = next((i for i, b in enumerate(blocks[:40]) if isinstance(b, Block) and is_contents_title(b.text)), None)
    if start is None:
        return 0
    seen: set[str] = set()
    for index in range(start + 1, len(blocks)):
        for entry in _entries(blocks[index]):
            if any(entry == old or (len(entry) >= 4 and old.startswith(entry)) for old in seen):
                return index
            if len(entry) > LONGEST_ENTRY or entry.endswith("。"):
                return _page_of(blocks, start, index)
            seen.add(entry)
    return start + 1


def _page_of(blocks: tuple[Block | Table, ...], start: int, index: int) -> int:
    """The first block of the page on which running text begins: its headings are no contents either."""
    page = blocks[index].place.page
    if page is None or page == blocks[start].place.page:
        return index
    return next(i for i in range(start, index + 1) if blocks[i].place.page == page)


def _entries(block: Block | Table) -> Iterator[str]:
    return (entry.text for entry in _listed(block))


def _listed(block: Block | Table) -> Iterator[Passage]:
    """The entries that a block of the contents lists, without their page numbers."""
    lines = [block.passage] if isinstance(block, Block) else [c.passage for c in block.cells if c.col == 0]
    for line in lines:
        page = _LEADERS.search(line.text)
        if entry := line[: page.start() if page else len(line.text)]:
            yield entry


def contents(document: Document) -> list[Passage]:
    """The entries of the contents page, without their page numbers."""
    return [entry for block in document.blocks[: _contents_end(document.blocks)] for entry in _listed(block)]


def captions(sections: list[Section]) -> dict[int, Caption]:
    """For each table (by its block index) what the lines above it say."""
    found: dict[int, Caption] = {}
    lines: list[Block] = []
    last = Caption()
    for section in sections:
        if isinstance(section.block, Table):
            caption = _caption(lines, section.block)
            if not lines and not caption.title:  # it goes on from the table above
                caption = Caption(None, caption.unit or last.unit, caption.year or last.year)
            found[section.index] = last = caption
            lines = []
        else:
            lines.append(section.block)
    return found


def _caption(lines: list[Block], table: Table) -> Caption:
    near: list[Passage] = []
    for block in reversed(lines[-8:]):
        if len(block.text) > 60 or (block.text.endswith("。") and not _CAPTION.search(block.text)):
            break
        near.append(block.passage)
    top = [c for c in table.cells if c.row < 3 and c.text]
    alone = {r for r in range(3) if sum(c.row == r for c in top) == 1}  # spans may be lost
    banners = [c.passage for c in top if c.colspan * 2 > table.n_cols or (c.col == 0 and c.row in alone)]
    title = next((p for p in [*banners, *near] if is_title(p.text)), None)
    above = "".join(p.text for p in reversed(near[:4]))
    inside = (c.text for c in table.cells if c.row < 4 or (c.row < 6 and _BANNER.match(c.text)))
    alone_above = (p.text for p in near[:2] if p.text in FACTORS)
    unit = next((u for t in [above, *inside] if (u := unit_in(t))), None) or next(alone_above, None)
    texts = [above, *(c.text for c in table.cells if c.row < 4)]
    year = next((int(m[1]) for t in [title.text if title else "", *texts] if (m := _YEAR.search(t))), None)
    lines_ = [p.text for p in (*banners, *near[: near.index(title) if title in near else 0])]
    own = next((int(m[1]) for text in lines_ if (m := _YEAR_ALONE.fullmatch(text))), None)
    return Caption(title, unit, year, tuple(reversed(near)), own)


def is_title(text: str) -> bool:
    """Whether a line reads like the title of a table: 部门收入总表."""
    bare = re.search(r"[。；，：:]", _NUMBER.sub("", text)) or _NUMBERED.match(text)
    return 3 < len(text) <= 50 and bool(_TITLE.search(text)) and not bare


def unit_in(text: str) -> str | None:
    """The money unit that a caption, a header or a label declares: 万元, 元, 亿元, 千元."""
    match = _UNIT.search(text)
    unit = (match[1] or match[2]) if match else None
    return f"{unit}元" if unit and not unit.endswith("元") else unit  # 单位：万, its end cut off
