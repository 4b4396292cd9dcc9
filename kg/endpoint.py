"""The rules on graphs that somebody else has: the same queries, put to a SPARQL 1.1 endpoint.

Only answers come over the network: rows of the queries, and what is said of the nodes that findings speak of.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Final, cast

import pyoxigraph as ox
from rdflib import Dataset

from kg.check.graphs import Node, Said, Table, Term, table
from kg.check.marks import refuted, without
from kg.check.profiles import find_profile
from kg.check.record import record
from kg.check.rules import CatalogueRule, load_rules
from kg.check.run import check_graphs
from kg.check.shapes import validate_graphs
from kg.errors import DataError, QueryError
from kg.graph.build import literal, triple
from kg.graph.store import new_dataset, put
from kg.model import Mark, Year
from kg.pipeline import STAGES, Head, Progress, Result, Run, judged
from kg.read import Problem
from kg.remote import Overrun, Refused, ask_endpoint
from kg.resources import Ontology
from kg.vocab import BASE, BP, DCTERMS, NS_BPC, RDF, RDFS

Keep = Callable[[Dataset, Sequence[Result]], None]
_STEM: Final = f"{BASE}disclosure/"
_TOGETHER: Final = 200  # disclosures whose findings are handed on at a time
_NODES: Final = 1_000  # of one question: some 200 kB
_QUERIES: Final = 3  # of a rule: what it finds, what it looks at, what of that is weak
_HEADS: Final = f"""SELECT ?g ?source ?title ?kind ?year ?department ?whole {{ GRAPH ?g {{ ?g a <{BP.Disclosure}>
  OPTIONAL {{ ?g <{DCTERMS.source}> ?source }} OPTIONAL {{ ?g <{DCTERMS.title}> ?title }}
  OPTIONAL {{ ?g <{BP.kind}> ?kind }} OPTIONAL {{ ?g <{BP.fiscalYear}> ?year }} OPTIONAL {{ ?g <{BP.sha256}> ?whole }}
  OPTIONAL {{ ?g <{BP.publishedBy}>/<{RDFS.label}> ?department }} }} }}"""
_GRAPHS: Final = "SELECT DISTINCT ?g { GRAPH ?g { ?node a ?class } }"
_UNREAD: Final = f"""SELECT ?source ?trouble {{ GRAPH ?g {{
  ?file a <{BP.UnreadFile}> ; <{RDFS.label}> ?source ; <{BP.trouble}> ?trouble }} }}"""


@dataclass
class AtEndpoint:
    """The graphs of `disclosures` at an endpoint, as the rules ask of them.

    A question is about all graphs, which costs the endpoint least. One whose answer is more than it gives at a time is
    put again for half of the graphs, named in the request; rules look at each graph by itself, so that the rows are
    the same. From then on no question is about more graphs than could be answered.
    """

    endpoint: str
    disclosures: Sequence[str] = ()
    asked: Callable[[], None] = lambda: None
    _most: int = field(default=0, init=False)

    def select(self, query: str) -> Table:
        """As `Graphs` has it. Raises `QueryError` where the endpoint is no longer there."""
        names: Sequence[str] = ()
        rows: list[Sequence[Term | None]] = []
        todo = deque(self._portions())
        while todo:
            graphs = todo.popleft()
            try:
                names, found = self._answer(query, graphs)
                rows += found
            except Overrun as error:
                half = (len(graphs) or len(self.disclosures)) // 2
                if not half:
                    raise ValueError(str(error)) from error
                self._most = half
                graphs = graphs or self.disclosures
                todo.extendleft((graphs[half:], graphs[:half]))
        self.asked()
        return Table(names, rows)

    def said(self, nodes: Collection[Node]) -> Mapping[Node, Said]:
        """As `Graphs` has it."""
        found: dict[Node, list[tuple[str, Term]]] = defaultdict(list)
        ordered = sorted(nodes)
        for start in range(0, len(ordered), _NODES):
            values = " ".join(f"({ox.NamedNode(g)} {ox.NamedNode(n)})" for g, n in ordered[start : start + _NODES])
            query = f"SELECT ?g ?node ?p ?o {{ VALUES (?g ?node) {{ {values} }} GRAPH ?g {{ ?node ?p ?o }} }}"
            for graph, node, prop, value in self._answer(query, ()).rows:
                if graph is not None and node is not None and prop is not None and value is not None:
                    found[Node(graph.value, node.value)].append((prop.value, value))
        return found

    def _portions(self) -> Iterator[Sequence[str]]:
        """The graphs to ask of at a time; none stands for all."""
        if not self._most:
            yield ()
        else:
            for start in range(0, len(self.disclosures), self._most):
                yield self.disclosures[start : start + self._most]

    def _answer(self, query: str, graphs: Sequence[str]) -> Table:
        try:
            found = ask_endpoint(self.endpoint, query, graphs)
        except Refused as error:  # of this query, maybe not of the next
            raise ValueError(str(error)) from error
        if not isinstance(found, ox.QuerySolutions):
            raise ValueError("查询不是 SELECT")
        return table(found)


def check_endpoint(
    endpoint: str,
    ontology: Ontology,
    progress: Progress = lambda *_: None,
    marks: Sequence[Mark] = (),
    profile: str = "standard",
    keep: Keep = lambda *_: None,
) -> Run:
    """The rules on all disclosures at `endpoint`; nothing is written there.

    The run has no dataset: `keep` gets, some disclosures at a time, a dataset of what was found on them. Graphs that
    were not loaded to their end, files that the builds could not read, and rules that the endpoint cannot run, are
    problems of the run. Raises `QueryError` where there is no endpoint, or it is gone; `DataError` where it has no
    disclosures.
    """
    rules = [rule for rule in load_rules(ontology) if not rule.across]
    chosen = find_profile(profile, ontology)
    heads, problems = _heads(endpoint)
    if not heads:
        reason = problems[0].reason if problems else "每份须是一个命名图，用 kg load 载入"
        raise DataError(f"{endpoint}: 没有可以检查的公开文本（{reason}）")
    graphs = AtEndpoint(endpoint, list(heads), _counted(progress, _QUERIES * len(rules)))
    try:
        weak = {iri: list(nodes) for iri, nodes in validate_graphs(graphs, ontology).items()}
    except ValueError as error:
        raise QueryError(f"{endpoint}: 结构检查做不了（{error}）") from error
    checks, findings = check_graphs(graphs, rules, list(heads), weak, chosen)
    if refusals := sorted({check.rule for check in checks if check.reason.startswith("规则出错")}):
        problems.append(Problem(Path("rules"), f"端点执行不了 {len(refusals)} 条规则：{'、'.join(refusals)}"))
    malformed = {iri: len(nodes) for iri, nodes in weak.items()}
    results = judged(heads.values(), malformed, *without(refuted(marks), checks, findings))
    for start in range(0, len(results), _TOGETHER):
        group = results[start : start + _TOGETHER]
        keep(_recorded(group, rules), group)
    return Run(tuple(results), tuple(problems), tuple(rules), new_dataset(), tuple(marks))


def asker(endpoint: str, progress: Progress = lambda *_: None) -> Callable[[str, str], bytes]:
    """Gives the N-Triples of a CONSTRUCT over one graph at `endpoint`, which is the default graph of the request.

    `progress` is called with the number of queries that were answered. Raises `QueryError`.
    """
    done = count(1)

    def triples(graph: str, query: str) -> bytes:
        found = ask_endpoint(endpoint, query, default=(graph,))
        if isinstance(found, ox.QuerySolutions | ox.QueryBoolean):
            raise DataError("across/*.rq: 查询须是 CONSTRUCT")
        progress(n := next(done), n, "取各份文本的摘要")
        return cast(bytes, ox.serialize(found, format=ox.RdfFormat.N_TRIPLES))

    return triples


def add_heads(dataset: Dataset, results: Iterable[Result]) -> None:
    """What a list of documents shows of each, so that findings can be shown without the facts."""
    for result in results:
        me, head = result.disclosure, result.head
        office = f"{me}/department"
        told = {
            DCTERMS.source: literal(result.source),
            DCTERMS.title: literal(head.title),
            BP.kind: f"<{NS_BPC}{head.kind}>" if head.kind else "",
            BP.fiscalYear: literal(Year(head.year)) if head.year else "",
            BP.publishedBy: f"<{office}>",
        }
        lines = [triple(me, prop, value) for prop, value in told.items() if value]
        put(
            dataset,
            me,
            [*lines, triple(me, RDF.type, f"<{BP.Disclosure}>"), triple(office, RDFS.label, literal(head.department))],
        )


def _recorded(group: Sequence[Result], rules: Sequence[CatalogueRule]) -> Dataset:
    """The graphs of findings, as every run of the rules writes them."""
    dataset = new_dataset()
    record(
        dataset,
        rules,
        [check for result in group for check in result.checks],
        [finding for result in group for finding in result.findings],
        [finding for result in group for finding in result.refuted],
        {result.disclosure: result.malformed for result in group},
    )
    return dataset


def _counted(progress: Progress, total: int) -> Callable[[], None]:
    """Tells of each query that was answered."""
    done = count(1)
    return lambda: progress(min(next(done), total), total, STAGES["check"])


def _heads(endpoint: str) -> tuple[dict[str, Result], list[Problem]]:
    """The disclosures by department, year and file, with nothing found yet; what else there should be and is not."""
    results: dict[str, Result] = {}
    try:
        for row in sorted(_rows(endpoint, _HEADS), key=_order):
            if "whole" in row:
                results.setdefault(row["g"], _result(row))
        there = {row["g"] for row in _rows(endpoint, _GRAPHS)}
        unread = sorted((row["source"], row["trouble"]) for row in _rows(endpoint, _UNREAD))
    except ValueError as error:
        raise QueryError(str(error)) from error
    half = {graph for graph in there if graph.startswith(_STEM) and "/" not in graph.removeprefix(_STEM)} - set(results)
    problems = [
        Problem(Path(graph.removeprefix(_STEM)), f"图 {graph} 没有载完，没有检查；用 kg load 重新载入")
        for graph in sorted(half)
    ]
    return results, [*problems, *(Problem(Path(source), trouble) for source, trouble in unread)]


def _rows(endpoint: str, query: str) -> Iterator[Mapping[str, str]]:
    names, rows = AtEndpoint(endpoint).select(query)
    for row in rows:
        yield {name: term.value for name, term in zip(names, row, strict=True) if term is not None}


def _order(row: Mapping[str, str]) -> tuple[str, ...]:
    """Of several files with one content the first names the disclosure."""
    return tuple(row.get(name, "") for name in ("department", "year", "g", "source"))


def _result(row: Mapping[str, str]) -> Result:
    source, year = row.get("source", ""), row.get("year", "")
    return Result(
        path=Path(source),
        source=source,
        disclosure=row["g"],
        facts={},
        tables=0,
        missed=(),
        rows_missed=0,
        warnings=(),
        seconds={},
        head=Head(
            title=row.get("title", ""),
            department=row.get("department", ""),
            year=int(year) if year.isdecimal() else None,
            kind=row.get("kind", "").rsplit("/", 1)[-1],
        ),
    )
