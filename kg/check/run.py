"""Runs the rules over a batch of disclosures: an outcome for every rule and disclosure, and the findings.

The five outcomes are those of EARL (https://www.w3.org/TR/EARL10-Schema/#OutcomeValue). "Found nothing" is passed
only where something was examined.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Final, NamedTuple

from rdflib import Dataset

from kg.check.findings import Row, Source, Told, cell, evidence, findings, subjects
from kg.check.graphs import Graphs, InStore, Node
from kg.check.profiles import Profile, Traits
from kg.check.rules import COLUMNS, CatalogueRule
from kg.graph.store import raw
from kg.model import Check, Finding, Outcome
from kg.vocab import BP, RDFS

LOW: Final = "0.5"
_AT_ONCE: Final = min(4, os.cpu_count() or 1)  # rules; each holds its own intermediate results
_HEADS: Final = f"""SELECT ?g ?department ?year ?kind ?template ?level WHERE {{ GRAPH ?g {{
  ?g a <{BP.Disclosure}> .
  OPTIONAL {{ ?g <{BP.publishedBy}>/<{RDFS.label}> ?department }} OPTIONAL {{ ?g <{BP.fiscalYear}> ?year }}
  OPTIONAL {{ ?g <{BP.kind}> ?kind }} OPTIONAL {{ ?g <{BP.template}> ?template }}
  OPTIONAL {{ ?g <{BP.governmentLevel}> ?level }} }} }}"""
_WEAK: Final = f"SELECT ?g ?subject WHERE {{ GRAPH ?g {{ ?subject <{BP.confidence}> ?sure FILTER(?sure < {LOW}) }} }}"
_FAILURES: Final = (SyntaxError, ValueError, RuntimeError, OSError)


class _Counts(NamedTuple):
    """How many things are in scope of a rule, and how many of them have the facts that it needs."""

    scope: int = 0
    fit: int = 0


class _Came(NamedTuple):
    """What came of the queries of a rule for one disclosure."""

    rows: Sequence[Row]
    counts: _Counts
    weak: _Counts
    told: Told


@dataclass(frozen=True)
class _Batch:
    """The disclosures that one run of the rules serves, and the nodes in them that no rule may rely on.

    `counts` has what comes of the scope of each rule by its query: rules that look at the same things share it.
    """

    graphs: Graphs
    sources: Sequence[Source]
    weak: Mapping[str, frozenset[str]]
    profile: Profile | None = None
    counts: dict[str, Future[dict[str, _Counts]]] = field(default_factory=dict)

    def rows(self, query: str, columns: Iterable[str] = ()) -> Iterator[dict[str, object]]:
        """Rows of `query` on all the graphs: the names of bound variables and their terms.

        `ValueError` where the query is no SELECT or has not all of `columns`.
        """
        names, found = self.graphs.select(query)
        if missing := [f"?{name}" for name in columns if name not in names]:
            raise ValueError(f"查询缺少列 {'、'.join(missing)}")
        for solution in found:
            yield {name: term for name, term in zip(names, solution, strict=True) if term is not None}


def check(
    dataset: Dataset,
    rules: Sequence[CatalogueRule],
    disclosures: Sequence[str],
    weak: Mapping[str, Sequence[str]] | None = None,
    profile: Profile | None = None,
) -> tuple[list[Check], list[Finding]]:
    """The rules on the graphs of a dataset: `check_graphs`."""
    return check_graphs(InStore(raw(dataset)), rules, disclosures, weak, profile)


def check_graphs(
    graphs: Graphs,
    rules: Sequence[CatalogueRule],
    disclosures: Sequence[str],
    weak: Mapping[str, Sequence[str]] | None = None,
    profile: Profile | None = None,
) -> tuple[list[Check], list[Finding]]:
    """Every rule once over all `disclosures` (IRIs of their graphs), checks and findings by disclosure and rule.

    `weak` has, for a disclosure, the nodes that broke a shape; like facts with a confidence under 0.5 they are left
    out of the findings, and where nothing else was examined the outcome is cantTell. Without a `profile` every rule
    applies at its own severity.
    """
    batch = _batch(graphs, disclosures, weak or {}, profile)
    with ThreadPoolExecutor(_AT_ONCE) as pool:  # queries run in Rust, without the interpreter's lock
        for query in dict.fromkeys(rule.scope_query() for rule in rules if rule.status == "active"):
            batch.counts[query] = pool.submit(_counts, batch, query)
        ended = dict(zip((rule.code for rule in rules), pool.map(partial(_run, batch), rules), strict=True))
    checks, found = [], []
    for i, _ in enumerate(batch.sources):
        for rule in rules:
            one, of_it = ended[rule.code][i]
            checks.append(one)
            found += of_it
    return checks, found


def _batch(
    graphs: Graphs, disclosures: Sequence[str], weak: Mapping[str, Sequence[str]], profile: Profile | None
) -> _Batch:
    bare = _Batch(graphs, [Source(iri) for iri in disclosures], {})
    heads = {str(cell(row["g"])): row for row in bare.rows(_HEADS)}
    left_out = {iri: set(weak.get(iri, ())) for iri in disclosures}
    for row in bare.rows(_WEAK):
        left_out.get(str(cell(row["g"])), set()).add(str(cell(row["subject"])))
    sources = [_source(iri, heads.get(iri, {})) for iri in disclosures]
    return _Batch(graphs, sources, {iri: frozenset(nodes) for iri, nodes in left_out.items()}, profile)


def _source(iri: str, row: Mapping[str, object]) -> Source:
    known = {name: str(cell(term)).rsplit("/", 1)[-1] for name, term in row.items()}
    traits = Traits(
        int(known["year"]) if "year" in known else None,
        *(known.get(name, "") for name in ("kind", "template", "level")),
    )
    return Source(iri, str(cell(row["department"])) if "department" in row else "", traits)


def _run(batch: _Batch, rule: CatalogueRule) -> list[tuple[Check, list[Finding]]]:
    if rule.status != "active":
        return [(_check(rule, source, "untested", 0, "规则已停用"), []) for source in batch.sources]
    try:
        rows, counts = _rows(batch, rule), batch.counts[rule.scope_query()].result()
        nodes = " ".join(f"<{node}>" for nodes in batch.weak.values() for node in sorted(nodes))
        weak = _counts(batch, rule.scope_query(f"VALUES ?subject {{ {nodes} }}")) if nodes else {}
        told = evidence(batch.graphs, _subjects(batch, rows))
    except _FAILURES as error:
        return [(_check(rule, source, "cantTell", 0, f"规则出错：{error}"), []) for source in batch.sources]
    none = _Counts()
    return [
        _end(batch, rule, source, _Came(rows[iri], counts.get(iri, none), weak.get(iri, none), told))
        for source, iri in ((source, source.iri) for source in batch.sources)
    ]


def _subjects(batch: _Batch, rows: Mapping[str, Sequence[Row]]) -> set[Node]:
    """All that findings may come to speak of."""
    return {Node(source.iri, node) for source in batch.sources for row in rows[source.iri] for node in subjects(row)}


def _rows(batch: _Batch, rule: CatalogueRule) -> Mapping[str, list[Row]]:
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in batch.rows(rule.query, COLUMNS):
        if "subject" in row:  # an aggregate over nothing is one empty row
            rows[str(cell(row["g"]))].append({name: cell(term) for name, term in row.items()})
    return rows


def _counts(batch: _Batch, query: str) -> dict[str, _Counts]:
    rows = ({name: cell(term) for name, term in row.items()} for row in batch.rows(query))
    return {str(row["g"]): _Counts(int(row["n"]), int(row.get("fit", row["n"]))) for row in rows if "g" in row}


def _end(batch: _Batch, rule: CatalogueRule, source: Source, came: _Came) -> tuple[Check, list[Finding]]:
    if rule.since and source.year and source.year < rule.since:
        return _check(rule, source, "untested", 0, f"规则自 {rule.since} 年起适用"), []
    limit = batch.profile.limit(rule.code, source.traits) if batch.profile else "violation"
    if batch.profile and limit == "off":
        return _check(rule, source, "untested", 0, f"口径“{batch.profile.title_zh}”不用这条规则"), []
    firm = [row for row in came.rows if batch.weak[source.iri].isdisjoint(subjects(row))]
    found = findings(came.told, rule, source, firm)
    outcome, reason = _outcome(rule, came.counts, came.weak, bool(found), len(came.rows) - len(firm))
    if batch.profile and limit != "off":
        found, unlisted = batch.profile.listed(found, limit)
        reason = "；".join(filter(None, (reason, unlisted)))
    return _check(rule, source, outcome, came.counts.fit - came.weak.fit, reason), found


def _outcome(rule: CatalogueRule, counts: _Counts, weak: _Counts, failed: bool, dropped: int) -> tuple[Outcome, str]:
    """The outcome and what a reader has to know beside it: what could not be examined, and why."""
    unfit = counts.scope - counts.fit
    reason = "；".join(
        words
        for n, words in (
            (unfit, f"{unfit} 项未能判断：{rule.needs_zh}"),
            (weak.scope or dropped, f"{weak.scope or dropped} 项结构不合或置信度低，未计入"),
        )
        if n
    )
    if failed:
        return "failed", reason
    if not counts.scope:
        return "inapplicable", "没有可检查的内容"
    return ("cantTell" if dropped or counts.fit == weak.fit else "passed"), reason


def _check(rule: CatalogueRule, source: Source, outcome: Outcome, examined: int, reason: str) -> Check:
    return Check(rule.code, source.iri, outcome, examined, reason)
