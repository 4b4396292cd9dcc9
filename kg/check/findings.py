"""Rows of a rule's query to findings: one for each set of subjects, with the place of the first of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from hashlib import sha256
from typing import Final, cast, get_args

import pyoxigraph as ox

from kg.check.graphs import Graphs, Node
from kg.check.profiles import UNKNOWN, Traits
from kg.check.rules import CatalogueRule
from kg.check.wording import LONGEST, Cell, fill, fill_english, with_precision, write
from kg.model import Finding, Severity
from kg.vocab import BP, RDFS, XSD

Row = Mapping[str, Cell]
Told = Mapping[Node, Mapping[str, Cell]]
_NUMBERS: Final = {str(XSD.decimal), str(XSD.integer)}
_EVIDENCE: Final = {
    str(prop): name
    for name, prop in (
        ("label", RDFS.label),
        ("about", BP.about),
        ("quote", BP.quote),
        ("start", BP.start),
        ("end", BP.end),
        ("page", BP.page),
        ("line", BP.line),
        ("sheet", BP.sheet),
        ("cell", BP.cell),
    )
}


@dataclass(frozen=True, slots=True)
class Source:
    """A disclosure as findings name it: its IRI, the department's label, empty if unknown, and its traits."""

    iri: str
    department: str = ""
    traits: Traits = UNKNOWN

    @property
    def year(self) -> int | None:
        """The fiscal year."""
        return self.traits.year


def cell(term: object) -> Cell:
    """A term of a query's answer: numbers as Decimal, all else as its text."""
    if isinstance(term, ox.Literal) and term.datatype.value in _NUMBERS:
        return Decimal(term.value)
    return cast(ox.NamedNode, term).value


def subjects(row: Row) -> tuple[str, ...]:
    """The nodes that a row is about: the columns ``?subject``, ``?subject2`` and so on, in that order.

    A column may hold several, joined by blanks (GROUP_CONCAT).
    """
    return _nodes(row, "subject")


def _nodes(row: Row, prefix: str) -> tuple[str, ...]:
    columns = (sorted(str(row[name]).split()) for name in sorted(row) if name.startswith(prefix))
    return tuple(dict.fromkeys(node for nodes in columns for node in nodes))


def findings(told: Told, rule: CatalogueRule, source: Source, rows: Iterable[Row]) -> list[Finding]:
    """The findings of `rule` in one disclosure, in the order in which a reader meets them; `told` is their evidence.

    Rows with the same subjects are one finding. So are findings with the same labels and the same quote, because no
    reader could tell them apart: the subjects are put together and the message says how many there are.
    """
    chosen: dict[frozenset[str], Finding] = {}
    for row in sorted(rows, key=_order):
        chosen.setdefault(frozenset(subjects(row)), _finding(told, rule, source, row))
    alike: dict[str, list[Finding]] = defaultdict(list)
    for finding in chosen.values():
        alike[finding.id].append(finding)
    merged = (_merge(sorted(group, key=_place)) for group in alike.values())
    return sorted(merged, key=_place)


def weight(finding: Finding) -> tuple[int, Decimal, str, int, str]:
    """What a reader wants first: the graver, then that of more money, then by rule and place."""
    severities = get_args(Severity)
    graver, money = severities.index(finding.severity), -(finding.amount or Decimal())
    return (graver, money, finding.rule, finding.start or 0, finding.id)


def _order(row: Row) -> list[tuple[str, str]]:
    return sorted((name, str(value)) for name, value in row.items())


def _place(finding: Finding) -> tuple[int, str, tuple[str, ...]]:
    return (finding.start or 0, finding.id, finding.subjects)


def _finding(told: Told, rule: CatalogueRule, source: Source, row: Row) -> Finding:
    nodes = subjects(row)
    seen = [told[Node(source.iri, node)] for node in nodes]
    labels = tuple(dict.fromkeys(str(e["label"]) for e in seen if "label" in e))
    quote = str(seen[0].get("quote", ""))
    row = with_precision(row, rule.format, rule.message_zh, rule.message_en)
    half_unit, money = _number(row, "halfUnit"), _number(row, "money")
    return Finding(
        id=_identity(source, rule.code, labels, quote),
        disclosure=source.iri,
        rule=rule.code,
        rule_version=rule.version,
        kind=str(row.get("kind", rule.kind)),
        severity=_severity(row, rule),
        message_zh=fill(rule.message_zh, row),
        message_en=fill_english(rule.message_en, row),
        subjects=nodes,
        labels=labels,
        quote=quote,
        start=_whole(seen[0], "start"),
        end=_whole(seen[0], "end"),
        page=_whole(seen[0], "page"),
        line=_whole(seen[0], "line"),
        sheet=_word(seen[0], "sheet"),
        cell=_word(seen[0], "cell"),
        observed=write(row.get("observed", ""), rule.format, half_unit),
        expected=write(row.get("expected", ""), rule.format, half_unit),
        suggestion=fill(rule.suggestion_zh, row),
        suggestion_en=fill_english(rule.suggestion_en, row),
        amount=money,
        against=_nodes(row, "against"),
    )


def _number(row: Row, name: str) -> Decimal | None:
    value = row.get(name)
    return value if isinstance(value, Decimal) else None


def evidence(graphs: Graphs, nodes: Collection[Node]) -> dict[Node, dict[str, Cell]]:
    """The label and the place of each of some nodes; a figure in prose has the label of what it is about."""
    said = graphs.said(nodes)
    found = {node: _evidence(said.get(node, ())) for node in nodes}
    about = {n: Node(n.graph, str(e["about"])) for n, e in found.items() if "label" not in e and "about" in e}
    items = graphs.said(set(about.values())) if about else {}
    for node, item in about.items():
        if label := _evidence(items.get(item, ())).get("label"):
            found[node]["label"] = label
    return found


def _evidence(said: Iterable[tuple[str, object]]) -> dict[str, Cell]:
    told = ((_EVIDENCE[prop], term) for prop, term in said if prop in _EVIDENCE)
    return {name: cell(term) for name, term in sorted(told, key=str)}


def _whole(found: Mapping[str, Cell], name: str) -> int | None:
    return int(found[name]) if name in found else None


def _word(found: Mapping[str, Cell], name: str) -> str | None:
    return str(found[name]) if name in found else None


def _severity(row: Row, rule: CatalogueRule) -> Severity:
    named = row.get("severity", rule.severity)
    return cast(Severity, named) if named in get_args(Severity) else rule.severity


def _identity(source: Source, code: str, labels: Sequence[str], quote: str) -> str:
    """White space does not count: another layout of the same words is the same place to a reader."""
    parts = (source.department, str(source.year or ""), code, *sorted(labels), "".join(quote.split()))
    return sha256("\n".join(parts).encode("utf-8", "ignore")).hexdigest()[:16]


def _merge(group: Sequence[Finding]) -> Finding:
    first = group[0]
    places = len({finding.subjects[0] for finding in group})
    return replace(
        first,
        subjects=tuple(dict.fromkeys(node for finding in group for node in finding.subjects)),
        against=tuple(dict.fromkeys(node for finding in group for node in finding.against)),
        message_zh=_counted(first.message_zh, f"（同样的问题共 {places} 处）") if places > 1 else first.message_zh,
        message_en=_counted(first.message_en, f" ({places} such places)") if places > 1 else first.message_en,
    )


def _counted(message: str, note: str) -> str:
    return message[: LONGEST - len(note)] + note
