"""The graph as a workbook: a sheet for each kind of fact, a row for each fact with its quote and its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from kg.check.pages import SEVERITIES
from kg.lang import pick, say, shown
from kg.model import Place, Term
from kg.report.cells import neutral
from kg.report.nodes import Nodes
from kg.report.plain import shorten
from kg.report.view import DocumentView
from kg.vocab import BP, RDFS, SKOS

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

Cell = str | int | Decimal | None
Take = Callable[[Nodes, str], Cell]
_MOST_ROWS: Final = 1_048_576  # of a sheet; so many, and 32,767 characters in a cell, Excel can hold
_LONGEST: Final = 32_000
_HEAD: Final = ("部门", "年度")
_PLACE: Final = ("原文", "页", "行", "工作表", "单元格")
_WIDTHS: Final = {
    "部门": 24,
    "问题": 60,
    "原文": 50,
    "全文": 50,
    "句子": 50,
    "名称": 28,
    "指标": 28,
    "建议": 40,
    "依据": 40,
    "说明": 40,
}


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, what stands under it, and whether that is money."""

    heading: str
    take: Take
    is_money: bool = False


def _listed(words: Iterable[str]) -> str:
    return pick("、", ", ").join(words)


def _text(prop: Term) -> Take:
    return lambda nodes, node: _listed(nodes.all(node, prop))


def _number(prop: Term) -> Take:
    return lambda nodes, node: nodes.number(node, prop)


def _code(prop: Term) -> Take:
    return lambda nodes, node: _listed(map(nodes.named, nodes.all(node, prop)))


def _through(step: Term, prop: Term) -> Take:
    """A property of the nodes that another leads to, in the order in which they are printed."""

    def take(nodes: Nodes, node: str) -> str:
        return _listed(dict.fromkeys(filter(None, (nodes.text(one, prop) for one in nodes.printed(node, step)))))

    return take


def _label(nodes: Nodes, node: str) -> str:
    return nodes.label(node)


def _owner(nodes: Nodes, node: str) -> str:
    above = nodes.owner(node)
    return nodes.label(above) if above else ""


_DIMENSIONS: Final = (
    Column("数据年度", _number(BP.fiscalYear)),
    Column("阶段", _code(BP.phase)),
    Column("资金来源", _code(BP.fundSource)),
    Column("支出类型", _code(BP.expenditureType)),
)
SHEETS: Final[Mapping[str, tuple[Term, Sequence[Column]]]] = {
    "项目": (
        BP.Project,
        (
            Column("名称", _label),
            Column("编码", _text(SKOS.notation)),
            Column("金额（元）", _number(BP.amount), is_money=True),
            Column("项目类型", _text(BP.projectType)),
            Column("对应职责", _through(BP.serves, RDFS.label)),
        ),
    ),
    "指标": (
        BP.Indicator,
        (
            Column("所属", _owner),
            Column("一级指标", _text(BP.level1)),
            Column("二级指标", _text(BP.level2)),
            Column("指标", _label),
            Column("指标值", _through(BP.hasTarget, BP.printed)),
            Column("方向", _code(BP.direction)),
            Column("分值", _number(BP.weight)),
            Column("指标解释", _text(BP.definition)),
            Column("绩效标准", _text(BP.standard)),
            Column("实际完成值", _through(BP.hasResult, BP.printed)),
        ),
    ),
    "预算数据": (
        BP.BudgetLine,
        (
            Column("表", _through(BP.inTable, RDFS.label)),
            Column("名称", _label),
            Column("编码", _text(SKOS.notation)),
            Column("列", _text(BP.column)),
            Column("印出的值", _text(BP.printed)),
            Column("金额（元）", _number(BP.amount), is_money=True),
            *_DIMENSIONS,
            Column("行角色", _code(BP.rowRole)),
        ),
    ),
    "职责": (BP.Duty, (Column("序号", _text(BP.number)), Column("名称", _label), Column("全文", _text(BP.text)))),
    "文字数据": (
        BP.Statement,
        (
            Column("名称", _label),
            Column("类型", _code(BP.statementKind)),
            Column("增减", _code(BP.trend)),
            Column("金额（元）", _number(BP.amount), is_money=True),
            Column("数值", _number(BP.value)),
            Column("计量单位", _text(BP.unit)),
            *_DIMENSIONS,
            Column("原因", _text(BP.reason)),
        ),
    ),
}
_FINDINGS: Final = (
    *("类别", "文件", "严重程度", "规则", "名称", "准则", "问题", "应为", "实为", "建议"),
    *("涉及金额（元）", "项目或活动", "依据", "编号"),
)
_CHECKS: Final = ("类别", "文件", "规则", "名称", "结果", "检查对象", "说明")
_MONEY: Final = {"涉及金额（元）", *(c.heading for _, columns in SHEETS.values() for c in columns if c.is_money)}


def write_workbook(documents: Sequence[DocumentView], store: ox.Store, names: Mapping[str, str], path: Path) -> Path:
    """Write all facts, findings and checks of the disclosures; `names` are those of concepts."""
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
    with xlsxwriter.Workbook(str(path), options) as book:
        findings = _Sheet(book, "疑点", (*_HEAD, *_FINDINGS, *_PLACE))
        facts = {title: _Sheet(book, title, (*_HEAD, *_headings(title), *_PLACE)) for title in SHEETS}
        checks = _Sheet(book, "检查", (*_HEAD, *_CHECKS))
        for document in documents:
            head = (document.name, document.year)
            for row in _findings(document):
                findings.add((*head, *row))
            nodes = Nodes(store, document.disclosure, names)
            for title, (kind, columns) in SHEETS.items():
                for node in nodes.of(kind):
                    facts[title].add((*head, *(c.take(nodes, node) for c in columns), *_evidence(nodes, node)))
            for one in document.outcomes:
                ended = (one.rule, one.title, one.outcome, one.examined, one.reason)
                checks.add((*head, document.kind, document.source, *ended))
        for sheet in (findings, *facts.values(), checks):
            sheet.close()
    return path


def _headings(title: str) -> Iterator[str]:
    return (column.heading for column in SHEETS[title][1])


def _evidence(nodes: Nodes, node: str) -> tuple[Cell, ...]:
    return (shorten(nodes.text(node, BP.quote)), *_place(nodes.place(node)))


def _place(place: Place) -> tuple[Cell, ...]:
    return (place.page, place.line, place.sheet, place.cell)


def _findings(document: DocumentView) -> Iterator[tuple[Cell, ...]]:
    for item in document.items:
        finding, rule = item.finding, item.rule
        what = (say(SEVERITIES[finding.severity]), rule.code, rule.title, say(rule.criterion), item.message)
        suggestion = pick(finding.suggestion, finding.suggestion_en)
        yield (
            *(document.kind, document.source, *what, shown(finding.expected), shown(finding.observed), suggestion),
            *(finding.amount, _listed(item.owners), rule.basis, finding.id, shorten(finding.quote)),
            *_place(Place(finding.page, finding.line, None, finding.sheet, finding.cell)),
        )


@dataclass
class _Sheet:
    """One kind of row, on as many sheets as its rows need."""

    book: Workbook
    title: str
    headings: Sequence[str]
    rows: int = 0
    pages: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.bold = self.book.add_format({"bold": True, "bottom": 1, "valign": "top"})
        self.text = self.book.add_format({"valign": "top", "text_wrap": True})
        self.money = self.book.add_format({"num_format": "#,##0.00", "valign": "top"})
        self._begin()

    def add(self, cells: Sequence[Cell]) -> None:
        """Add a row: numbers as numbers, and text that no spreadsheet takes for a formula."""
        if self.rows == _MOST_ROWS:
            self.close()
            self._begin()
        for col, cell in enumerate(cells):
            if cell is None or cell == "":
                continue
            if isinstance(cell, str):
                self.pages[-1].write_string(self.rows, col, str(neutral(cell))[:_LONGEST], self.text)
            else:
                form = self.money if self.headings[col] in _MONEY else self.text
                self.pages[-1].write_number(self.rows, col, float(cell), form)
        self.rows += 1

    def close(self) -> None:
        """Let the rows be filtered by any column."""
        self.pages[-1].autofilter(0, 0, max(1, self.rows - 1), len(self.headings) - 1)

    def _begin(self) -> None:
        number = len(self.pages) + 1
        page = self.book.add_worksheet(say(self.title) + (f" {number}" if number > 1 else ""))
        page.freeze_panes(1, 0)
        for col, heading in enumerate(self.headings):
            page.set_column(col, col, _WIDTHS.get(heading, 18 if heading in _MONEY else 11))
            page.write_string(0, col, say(heading), self.bold)
        self.pages.append(page)
        self.rows = 1
