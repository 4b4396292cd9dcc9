"""How the tables of a file were read, in words: for whoever adds the layout of a new form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.lang import labelled, pick, quoted, say, within
from kg.model import Cell, Fact, Facts, Reading, Ref, Role, RowKind
from kg.report.grid import BOX, Characters, Grid
from kg.report.plain import plain, where
from kg.report.view import COUNTED
from kg.resources import Ontology, shipped
from kg.vocab import BP, RDFS

ROWS: dict[RowKind, str] = {
    "banner": "横幅",
    "header": "表头",
    "repeated": "重复",
    "ranks": "栏次",
    "note": "注释",
    "blank": "空行",
    "label": "标签",
    "data": "数据",
    "unfilled": "未填",
    "aside": "不计",
    "unread": "未懂",
}
_MASK = "＊"


@dataclass(frozen=True)
class TableView:
    """One table of a file with all that is shown of it; `number` counts the tables of the file from 1."""

    number: int
    reading: Reading
    text: str  # of the document, persons masked
    nodes: Mapping[Ref, Fact]
    ontology: Ontology

    @property
    def pages(self) -> list[int]:
        """The pages that it stands on; none in a text without pages."""
        places = (self.reading.table.place, *(cell.place for cell in self.reading.table.cells))
        return sorted({place.page for place in places if place.page})

    @property
    def where(self) -> str:
        """``第 3—4 页``, ``第 120 行``, or the cell of a sheet where it begins; empty where none is known."""
        if pages := self.pages:
            return f"第 {'—'.join(map(str, dict.fromkeys((pages[0], pages[-1]))))} 页"
        return where(self.reading.table.place)

    def record(self) -> dict[str, Any]:
        """All of it as plain data; rows and columns count from 1."""
        reading, place = self.reading, self.reading.table.place
        return {
            "number": self.number,
            "title": reading.title,
            "pages": self.pages,
            "line": place.line,
            "sheet": place.sheet,
            "cell": place.cell,
            "unit": reading.unit,
            "kind": self._kind(),
            "layouts": list(reading.layouts),
            "why": list(reading.why),
            "columns": [self._role(role) for role in reading.columns],
            "labels": [self._role(role) for role in reading.labels],
            "rows": list(reading.rows),
            "cells": [self._cell(cell) for cell in reading.table.cells],
            "facts": dict(self._counts()),
            "sums": reading.sums,
            "open": [self._line(self.nodes[key]) for key in reading.open],
            "rows_not_understood": [row + 1 for row in reading.unread],
            "unknown_headers": list(reading.unknown),
            "not_understood": reading.trouble,
        }

    def lines(self, width: int | None = None, characters: Characters = BOX) -> Iterator[str]:
        """The table for people: head, grid, roles, what it gave and what was not understood."""
        reading = self.reading
        title = quoted(plain(reading.title)) or say("没有标题")
        head = [say(self.where), title, labelled("单位", say(reading.unit or "没有写明")), self._kind()]
        yield say(f"■ 表 {self.number}") + "　" + "　".join(filter(None, head))
        yield from (f"  {say('版式')} {say(plain(why))}" for why in reading.why)
        if reading.table.n_rows and reading.table.n_cols:
            yield from (f"  {line}" for line in self._grid(width and width - 2, characters).lines())
        yield from (f"  {line}" for line in self._roles())
        counted = pick("、", ", ").join(f"{say(COUNTED.get(kind, kind))} {count}" for kind, count in self._counts())
        yield f"  {say('读出')} {counted or say('没有')}"
        yield from (f"  {say(line)}" for line in self._sums())
        if reading.unread:
            rows = "、".join(str(row + 1) for row in reading.unread)
            yield say(f"  未懂 {len(reading.unread)} 行：第 {rows} 行")
        if reading.trouble:
            yield say(f"  没有看懂：{reading.trouble}")
        if reading.unknown:
            performance = "indicators" in reading.layouts or reading.trouble.startswith("印有")
            file = self._file("indicators" if performance else "budget")
            entry = "roles（列）或 labels（表单的标签）" if performance else "roles "
            words = pick("、", ", ").join(quoted(plain(word)) for word in reading.unknown)
            yield say(f"  未知表头：{words}；可在 {file} 的 {entry}中加")

    def shown(self, cell: Cell) -> str:
        """The text of a cell on one line, persons masked."""
        pairs = zip(cell.passage.text, cell.passage.offsets, strict=True)
        return plain("".join(_MASK if self.text[at] == _MASK else char for char, at in pairs))

    def _kind(self) -> str:
        kind = dict(self.nodes[self.reading.key].properties).get(BP.tableKind, "")
        return str(kind).rsplit("/", 1)[-1]

    def _counts(self) -> Iterator[tuple[str, int]]:
        counts = Counter(self.nodes[key].type.rsplit("#", 1)[-1] for key in self.reading.facts)
        yield from ((kind, counts[kind]) for kind in COUNTED if counts[kind])

    def _line(self, fact: Fact) -> dict[str, str]:
        values = dict(fact.properties)
        return {name: str(values.get(prop, "")) for name, prop in _LINE.items()}

    def _sums(self) -> Iterator[str]:
        if self.reading.sums:
            closed = self.reading.sums - len(self.reading.open)
            yield f"合计 {self.reading.sums} 个，{closed} 个等于分项之和"
            for key in self.reading.open:
                words = " ".join(plain(word) for word in self._line(self.nodes[key]).values())
                yield "  " + labelled("不等", quoted(words))

    def _grid(self, width: int | None, characters: Characters) -> Grid:
        table = self.reading.table
        numbers = {id(cell): n for n, cell in enumerate(table.cells)}
        labels = {(role.row, role.col): role.name for role in self.reading.labels}
        texts = (self.shown(cell) + self._label(labels.get((cell.row, cell.col))) for cell in table.cells)
        owners = [[numbers[id(cell)] if cell else -1 for cell in row] for row in table.grid()]
        margins = [f"{r:>3} {say(ROWS[kind])} " for r, kind in enumerate(self.reading.rows, 1)]
        return Grid(owners, tuple(texts), margins, self._under(), width, characters)

    def _label(self, name: str | None) -> str:
        return f" [{name}]" if name else ""

    def _under(self) -> dict[int, Sequence[str]]:
        """The roles of columns under their headers; in brackets where the content told them."""
        found: dict[int, list[str]] = {}
        for role in self.reading.columns:
            words = found.setdefault(max(0, role.row), [""] * self.reading.table.n_cols)
            words[role.col] = role.name if role.pattern else f"({role.name})"
        return dict(found)

    def _roles(self) -> Iterator[str]:
        """What told each role, once for every role and header."""
        labels = {(role.name, role.header): role for role in self.reading.labels}.values()
        for role in self.reading.columns:
            yield say(f"第 {role.col + 1} 列“{within(plain(role.header))}” → {role.name}：{self._source(role)}")
        for role in labels:
            yield say(f"标签“{within(plain(role.header))}” → {role.name}：{self._source(role)}")

    def _source(self, role: Role) -> str:
        if not role.pattern:
            return role.content
        layout, _, entry = role.pattern.partition(".")
        return f"{self._file(layout)}:{self.ontology.layout_line(role.pattern)} {entry}"

    def _file(self, layout: str) -> str:
        path = self.ontology.layout_file(layout)
        inside = path.is_relative_to(shipped())
        return f"ontology/{path.relative_to(shipped()).as_posix()}" if inside else str(path)

    def _role(self, role: Role) -> dict[str, Any]:
        place = {"source": self._source(role)} if role.pattern else {}
        return {
            "row": role.row + 1,
            "col": role.col + 1,
            "role": role.name,
            "header": role.header,
            "pattern": role.pattern,
            "content": role.content,
            **place,
        }

    def _cell(self, cell: Cell) -> dict[str, Any]:
        spans = {"rowspan": cell.rowspan, "colspan": cell.colspan}
        page = {"page": cell.place.page} if cell.place.page else {}
        return {"row": cell.row + 1, "col": cell.col + 1, **spans, "text": self.shown(cell), **page}


_LINE = {"label": RDFS.label, "column": BP.column, "printed": BP.printed}


def table_views(facts: Facts, ontology: Ontology, page: int | None = None) -> list[TableView]:
    """The tables of a file in order, or those of one page."""
    nodes, text = {fact.key: fact for fact in facts.facts}, facts.document.text
    views = [TableView(number, reading, text, nodes, ontology) for number, reading in enumerate(facts.readings, 1)]
    return [view for view in views if page is None or page in view.pages]
