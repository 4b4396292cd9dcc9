"""What a reader is shown of a graph, in words: shared by the screen, the pages, the workbook and the letter.

All of it is read from the graph, whether this run made it or an earlier one. Those who show it make the text safe.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kg.check.findings import weight
from kg.check.pages import SEVERITIES
from kg.check.recorded import Basis, Recorded, recorded
from kg.graph.store import raw
from kg.lang import pick, say, shown
from kg.model import Check, Finding, Outcome, Place, Severity
from kg.queries import rows
from kg.report.concepts import concept_names
from kg.report.figures import Arithmetic, arithmetic
from kg.report.nodes import Nodes
from kg.report.plain import Context, Passage, context, passage, wan, where
from kg.vocab import BP, DCTERMS, RDFS

if TYPE_CHECKING:
    from rdflib import Dataset

    from kg.resources import Ontology

OUTCOMES: Mapping[Outcome, str] = {
    "failed": "有疑点",
    "passed": "通过",
    "cantTell": "无法判断",
    "untested": "未检查",
    "inapplicable": "不适用",
}
KINDS = {"budget": "部门预算", "final-accounts": "部门决算"}
COUNTED = {
    "Duty": "职责",
    "Activity": "职责活动",
    "Project": "项目",
    "Objective": "绩效目标",
    "Indicator": "绩效指标",
    "BudgetLine": "表内金额",
    "Statement": "文字数据",
}
_COUNTS = """SELECT ?g ?class (COUNT(?node) AS ?n) WHERE { GRAPH ?g { ?g a bp:Disclosure . ?node a ?class } }
  GROUP BY ?g ?class"""
_TABLES = """SELECT ?g ?title ?trouble ?unread ?blank ?page ?line ?sheet ?cell WHERE { GRAPH ?g {
  ?table a bp:Table OPTIONAL { ?table bp:start ?start }
  OPTIONAL { ?table rdfs:label ?title } OPTIONAL { ?table bp:trouble ?trouble }
  OPTIONAL { ?table bp:unreadRows ?unread } OPTIONAL { ?table bp:blank ?blank }
  OPTIONAL { ?table bp:page ?page } OPTIONAL { ?table bp:line ?line }
  OPTIONAL { ?table bp:sheet ?sheet } OPTIONAL { ?table bp:cell ?cell } } } ORDER BY ?start ?table"""
_UNREAD = "SELECT ?source ?trouble { GRAPH ?g { ?file a bp:UnreadFile ; rdfs:label ?source ; bp:trouble ?trouble } }"


@dataclass(frozen=True, slots=True)
class Item:
    """One finding with its rule, the place it speaks of, and what it compares; `owners` are projects or activities."""

    finding: Finding
    rule: Basis
    context: Context
    passage: Passage
    where: str
    details: tuple[tuple[str, str], ...]
    arithmetic: Arithmetic
    owners: tuple[str, ...]

    @property
    def message(self) -> str:
        """What the finding says, in the chosen language."""
        return pick(self.finding.message_zh, self.finding.message_en)


@dataclass(frozen=True, slots=True)
class Row:
    """How one rule ended on one document."""

    rule: str
    title: str
    outcome: str
    examined: int
    reason: str


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One document: head, findings by severity, what was read, and what could not be checked."""

    disclosure: str
    sha256: str
    sources: tuple[str, ...]
    title: str
    department: str
    year: int | None
    kind: str
    items: tuple[Item, ...]
    coverage: tuple[tuple[str, str], ...]
    unchecked: tuple[str, ...]
    outcomes: tuple[Row, ...]
    outcome_summary: str

    @property
    def source(self) -> str:
        """The name of the file, or of several with the same content."""
        return pick("、", ", ").join(self.sources)

    @property
    def name(self) -> str:
        """The department, or what else the document is known by."""
        return self.department or self.title or self.source

    @property
    def by_severity(self) -> Mapping[Severity, tuple[Item, ...]]:
        """The findings by severity, each list in the order of weight."""
        return {s: tuple(item for item in self.items if item.finding.severity == s) for s in SEVERITIES}

    @property
    def money(self) -> str:
        """The money that its findings concern."""
        return money(self.items)

    @property
    def undecided(self) -> int:
        """How many rules could not tell."""
        return sum(row.outcome == say(OUTCOMES["cantTell"]) for row in self.outcomes)

    @property
    def failed(self) -> bool:
        """Whether a rule failed, be it with findings that are not listed."""
        return any(row.outcome == say(OUTCOMES["failed"]) for row in self.outcomes)


def money(items: Iterable[Item]) -> str:
    """The money that errors and warnings concern, in 万元, one fact once; empty where they concern none."""
    amounts: dict[tuple[str, ...], Decimal] = {}
    for item in items:
        if item.finding.severity != "info" and item.finding.amount:
            about = (item.finding.disclosure, *(item.finding.subjects[:1] or (item.finding.id,)))
            amounts[about] = max(amounts.get(about, Decimal()), item.finding.amount)
    total = sum(amounts.values(), Decimal())
    return wan(total) if total else ""


def views(dataset: Dataset, ontology: Ontology, disclosures: Sequence[str] | None = None) -> list[DocumentView]:
    """The documents of a graph, in the order of `disclosures`, or else by department, year and file."""
    store = raw(dataset)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows(dataset, _COUNTS, ontology):
        counts[row["g"]][row["class"].rsplit("#", 1)[-1]] = row["n"]
    tables: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows(dataset, _TABLES, ontology):
        tables[row["g"]].append(row)
    names = concept_names(ontology)
    closure = {row["g"]: row for row in rows(dataset, "closure", ontology)}
    made = [
        _view(Nodes(store, iri, names), counts[iri], tables[iri], closure.get(iri, {}))
        for iri in (counts if disclosures is None else disclosures)
    ]
    return made if disclosures is not None else sorted(made, key=lambda v: (v.name, v.year or 0, v.source))


def with_more(view: DocumentView, told: Recorded, nodes: Nodes, text: str) -> DocumentView:
    """A document with more findings and outcomes; `nodes` look up what these are about, `text` is its plain text."""
    more = (item(nodes, finding, told.rules, text) for finding in told.findings)
    order = [say(outcome) for outcome in OUTCOMES.values()]
    outcomes = sorted((*view.outcomes, *_rows(told)), key=lambda row: (order.index(row.outcome), row.rule))
    return replace(
        view,
        items=tuple(sorted((*view.items, *more), key=lambda item: weight(item.finding))),
        unchecked=(*view.unchecked, *map(say, _undecided(told)), *map(say, _left_out(told))),
        outcomes=tuple(outcomes),
        outcome_summary=pick("，", ", ").join(_outcome_counts(outcomes)),
    )


def unread(dataset: Dataset) -> list[tuple[str, str]]:
    """The files that could not be read, and why."""
    return sorted((row["source"], row["trouble"]) for row in rows(dataset, _UNREAD))


def _view(
    nodes: Nodes, counts: Mapping[str, int], tables: Sequence[Mapping[str, Any]], closure: Mapping[str, Any]
) -> DocumentView:
    me, told = nodes.disclosure, recorded(nodes.store, nodes.disclosure)
    text = nodes.text(me, BP.plainText)
    printed = [table for table in tables if not table.get("blank")]
    outcomes = tuple(_rows(told))
    return DocumentView(
        disclosure=me,
        sha256=nodes.text(me, BP.sha256),
        sources=tuple(nodes.all(me, DCTERMS.source)),
        title=nodes.text(me, DCTERMS.title),
        department=next((nodes.text(d, RDFS.label) for d in nodes.all(me, BP.publishedBy)), ""),
        year=nodes.whole(me, BP.fiscalYear),
        kind=say(KINDS.get(nodes.text(me, BP.kind).rsplit("/", 1)[-1], "")),
        items=tuple(item(nodes, finding, told.rules, text) for finding in told.findings),
        coverage=tuple((say(k), say(v)) for k, v in _coverage(len(printed), counts, closure)) if text else (),
        unchecked=tuple(map(say, _unchecked(nodes, told, printed, closure))),
        outcomes=outcomes,
        outcome_summary=pick("，", ", ").join(_outcome_counts(outcomes)),
    )


def item(nodes: Nodes, finding: Finding, rules: Mapping[str, Basis], text: str) -> Item:
    """A finding as a reader is shown it; `text` is the plain text of its disclosure."""
    compared = arithmetic(nodes, finding)
    details = {
        "应为": shown(finding.expected),
        "实为": shown(finding.observed),
        "相差": say(compared.difference),
        "建议": pick(finding.suggestion, finding.suggestion_en),
    }
    return Item(
        finding=finding,
        rule=rules.get(finding.rule, Basis(finding.rule)),
        context=context(finding, text),
        passage=passage(finding, text),
        where=say(where(finding)),
        details=tuple((say(name), value) for name, value in details.items() if value),
        arithmetic=compared,
        owners=tuple(dict.fromkeys(name for node in finding.subjects for name in _owners(nodes, node))),
    )


def _owners(nodes: Nodes, node: str) -> Iterator[str]:
    """The project or activity that a fact belongs to."""
    for above in nodes.under(node):
        if nodes.is_a(above, BP.Project) or nodes.is_a(above, BP.Activity):
            yield nodes.label(above)


def _coverage(tables: int, counts: Mapping[str, int], closure: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    totals, closed = closure.get("tables", 0), closure.get("closed", 0)
    told = f"{tables} 张" + (f"，{totals} 张有合计，其中 {closed} 张合计与分项相符" if totals else "")
    if rounded := closure.get("rounded", 0):
        told += f"，内有 {rounded} 张只差末位"
    yield "表格", told + (f"，{short} 张合计大于所列明细" if (short := closure.get("short", 0)) else "")
    for key, name in COUNTED.items():
        if counts.get(key):
            yield name, f"{counts[key]:,}"


def _unchecked(
    nodes: Nodes, told: Recorded, tables: Sequence[Mapping[str, Any]], closure: Mapping[str, Any]
) -> Iterator[str]:
    yield from _undecided(told)
    if missed := [_named(table) for table in tables if "trouble" in table]:
        yield f"有 {len(missed)} 张表格没有看懂，其中的内容没有检查：{'、'.join(missed)}；用 kg tables 看原因"
    if unread_rows := sum(table.get("unread", 0) for table in tables if "trouble" not in table):
        yield f"其他表格中有 {unread_rows} 行没有看懂，其中的内容没有检查；用 kg tables 看是哪些行"
    if names := sorted(str(closure.get("open", "")).split("\n")[:-1]):
        yield f"合计与读出的分项不符的表，读错或原文有误：{'、'.join(names)}"
    yield from _left_out(told)
    if told.malformed:
        yield f"有 {told.malformed} 项内容结构不合，没有计入检查"
    for warning in sorted(nodes.all(nodes.disclosure, BP.warning), key=_by_number):
        yield f"读取时：{warning}"


def _undecided(told: Recorded) -> Iterator[str]:
    reasons: dict[str, list[str]] = defaultdict(list)
    for check in told.checks:
        if check.outcome != "inapplicable" and (check.reason or check.outcome in ("cantTell", "untested")):
            reasons[check.reason or OUTCOMES[check.outcome]].append(check.rule)
    for reason, codes in reasons.items():
        yield f"{reason}（规则 {'、'.join(codes)}）"


def _left_out(told: Recorded) -> Iterator[str]:
    if told.refuted:
        yield f"按复核意见不列 {told.refuted} 条疑点"


def _by_number(text: str) -> tuple[int, str]:
    """Page 9 before page 10."""
    digits = "".join(c if c.isascii() and c.isdigit() else " " for c in text).split()
    return (int(digits[0][:9]) if digits else 0, text)


def _named(table: Mapping[str, Any]) -> str:
    """A table by its title and place."""
    place = where(Place(**{name: table.get(name) for name in ("page", "line", "sheet", "cell")}))
    return f"{table.get('title') or '没有标题的表'}{place and f'（{place}）'}"


def _rows(told: Recorded) -> Iterator[Row]:
    order = list(OUTCOMES)
    for check in sorted(told.checks, key=lambda check: (order.index(check.outcome), check.rule)):
        yield _row(check, told.rules.get(check.rule, Basis(check.rule)))


def _row(check: Check, rule: Basis) -> Row:
    return Row(check.rule, rule.title, say(OUTCOMES[check.outcome]), check.examined, say(check.reason))


def _outcome_counts(rows: Sequence[Row]) -> list[str]:
    counts = Counter(row.outcome for row in rows)
    return [say(f"{name} {counts[say(name)]} 条") for name in OUTCOMES.values() if counts[say(name)]]
