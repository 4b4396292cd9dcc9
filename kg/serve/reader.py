"""What the pages ask of the graph, through the same workers and limits as everybody else."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from pyoxigraph import Literal, NamedNode

from kg.lang import bracketed, pick, say
from kg.report.plain import visible
from kg.serve.pool import Pool
from kg.serve.worker import Query
from kg.vocab import BP, DCTERMS, RDF, RDFS, XSD

PAGE: Final = 50
SHOWN: Final = 300
AROUND: Final = 160
_NAMING: Final = tuple(map(str, (BP.message, RDFS.label, DCTERMS.title, DCTERMS.source, BP.text, BP.printed, BP.quote)))

_BLANK: Final = re.compile(r"\n\s*\n")  # empty lines would push a quote and what is around it apart

Row = Mapping[str, "Term"]


class Unanswered(Exception):
    """A page's query was refused or took too long; the message is for people."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Term:
    """One value of a row."""

    value: str
    is_iri: bool = False
    language: str = ""
    is_decimal: bool = False

    @property
    def printed(self) -> str:
        """For people: amounts with thousands separators."""
        return f"{Decimal(self.value):,f}" if self.is_decimal else self.value


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage of a disclosure with the text around it, and where it stands in the file."""

    node: str
    disclosure: str
    quote: str
    before: str = ""
    after: str = ""
    start: int | None = None
    end: int | None = None
    page: int | None = None
    line: int | None = None
    sheet: str | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Links:
    """The values of one property, or the nodes that point here with it; `total` counts those not shown too."""

    property: str
    total: int
    terms: Sequence[Term]


@dataclass(frozen=True, slots=True)
class Node:
    """All that is said of a node, in both directions."""

    iri: str
    types: Sequence[str]
    outgoing: Sequence[Links]
    incoming: Sequence[Links]
    labels: Mapping[str, str]

    def values(self, prop: str) -> list[Term]:
        """The values of one property."""
        return [term for links in self.outgoing if links.property == prop for term in links.terms]

    def text(self, prop: str) -> str:
        """The first value of a property, in the chosen language before others; empty where there is none."""
        return min(self.values(prop), key=lambda term: term.language != pick("zh", "en"), default=Term("")).value


@dataclass(frozen=True, slots=True)
class Filter:
    """Which findings are wanted; an empty field restricts nothing."""

    severity: str = ""
    rule: str = ""
    department: str = ""
    disclosure: str = ""
    words: str = ""
    page: int = 1

    def restrictions(self) -> str:
        """The filter as SPARQL; values are terms, never text of the query."""
        parts = [
            f"FILTER(?level = sh:{self.severity.capitalize()})" if self.severity else "",
            f"FILTER(?code = {Literal(self.rule)})" if self.rule else "",
            f"FILTER(?office = {NamedNode(self.department)})" if self.department else "",
            f"FILTER(?disclosure = {NamedNode(self.disclosure)})" if self.disclosure else "",
            f"FILTER(CONTAINS(?message, {Literal(self.words)}))" if self.words else "",
        ]
        return "\n".join(filter(None, parts))


_IN_A_LANGUAGE: Final = """
  GRAPH ?findings { ?finding a bp:Finding ; bp:inDisclosure ?disclosure ; bp:rule ?rule ; bp:severity ?level ;
      bp:message ?message . ?rule skos:notation ?code FILTER(LANG(?message) = "%s") }
  OPTIONAL { GRAPH ?rules { ?rule a bp:Rule ; rdfs:label ?named FILTER(LANG(?named) = "%s") } }
  BIND(COALESCE(?named, "") AS ?title)
  OPTIONAL { GRAPH ?disclosure { ?disclosure bp:publishedBy ?office . ?office rdfs:label ?department } }
  OPTIONAL { GRAPH ?disclosure { ?disclosure bp:fiscalYear ?year } }
"""


def _findings() -> str:
    language = pick("zh", "en")
    return _IN_A_LANGUAGE % (language, language)


@dataclass(frozen=True, slots=True)
class Facets:
    """How many findings there are of each severity, rule and department."""

    severities: Counter[str] = field(default_factory=Counter)
    rules: Counter[tuple[str, str]] = field(default_factory=Counter)
    departments: Counter[tuple[str, str]] = field(default_factory=Counter)


class Reader:
    """Questions of the pages."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def rows(self, text: str) -> list[Row]:
        """The rows of a SELECT; raises `Unanswered`."""
        reply = await self._pool.ask(Query(text, "application/sparql-results+json"), page=True)
        if reply.status != 200:
            raise Unanswered(reply.status, reply.body.decode().strip())
        bindings = json.loads(reply.body)["results"]["bindings"]
        return [{name: _term(value) for name, value in row.items()} for row in bindings]

    async def disclosures(self, page: int) -> list[Row]:
        """One page of disclosures, with one row more where there are further pages."""
        return await self.rows(f"""SELECT ?disclosure (SAMPLE(?name) AS ?title) (SAMPLE(?of) AS ?department)
            (SAMPLE(?y) AS ?year) (SAMPLE(?k) AS ?kind) (GROUP_CONCAT(DISTINCT ?file; SEPARATOR="、") AS ?source)
          WHERE {{ GRAPH ?disclosure {{ ?disclosure a bp:Disclosure .
            OPTIONAL {{ ?disclosure dcterms:title ?name }} OPTIONAL {{ ?disclosure dcterms:source ?file }}
            OPTIONAL {{ ?disclosure bp:publishedBy/rdfs:label ?of }}
            OPTIONAL {{ ?disclosure bp:fiscalYear ?y }} OPTIONAL {{ ?disclosure bp:kind ?k }} }} }}
          GROUP BY ?disclosure ORDER BY ?department ?year ?source ?disclosure {_limit(page)}""")

    async def finding_counts(self, disclosures: Iterable[str]) -> dict[str, Counter[str]]:
        """Findings by severity of each of these disclosures."""
        rows = await self.rows(f"""SELECT ?disclosure ?level (COUNT(*) AS ?n)
          WHERE {{ {_values("disclosure", disclosures)}
            GRAPH ?g {{ ?f a bp:Finding ; bp:inDisclosure ?disclosure ; bp:severity ?level }} }}
          GROUP BY ?disclosure ?level""")
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for row in rows:
            counts[row["disclosure"].value][severity(row["level"].value)] = int(row["n"].value)
        return counts

    async def findings(self, wanted: Filter) -> list[Row]:
        """One page of findings, gravest first, with one row more where there are further pages."""
        return await self.rows(f"""SELECT ?finding ?code ?title ?level ?message ?department ?year ?disclosure
          WHERE {{ {_findings()} {wanted.restrictions()}
            BIND(IF(?level = sh:Violation, 0, IF(?level = sh:Warning, 1, 2)) AS ?rank) }}
          ORDER BY ?rank ?department ?year ?code ?finding {_limit(wanted.page)}""")

    async def facets(self, wanted: Filter) -> Facets:
        """Counts of all findings within the disclosure of the filter, whatever else it restricts."""
        within = Filter(disclosure=wanted.disclosure)
        rows = await self.rows(f"""SELECT ?level ?code ?title ?office ?department (COUNT(*) AS ?n)
          WHERE {{ {_findings()} {within.restrictions()} }} GROUP BY ?level ?code ?title ?office ?department""")
        facets = Facets()
        for row in rows:
            n = int(row["n"].value)
            facets.severities[severity(row["level"].value)] += n
            facets.rules[(row["code"].value, row["title"].value)] += n
            if "office" in row:
                facets.departments[(row["office"].value, row["department"].value)] += n
        return facets

    async def classes(self, disclosure: str) -> list[tuple[str, int]]:
        """How many nodes of each class a disclosure has."""
        rows = await self.rows(f"""SELECT ?class (COUNT(DISTINCT ?node) AS ?n)
          WHERE {{ GRAPH {NamedNode(disclosure)} {{ ?node a ?class }} }} GROUP BY ?class ORDER BY DESC(?n) ?class""")
        return [(row["class"].value, int(row["n"].value)) for row in rows]

    async def node(self, iri: str) -> Node | None:
        """A node with its properties and what points to it; None where nothing is said of it."""
        me = NamedNode(iri)
        out = await self._links(lambda prop: f"{me} {prop} ?term", "FILTER(?p != bp:plainText)")
        into = await self._links(lambda prop: f"?term {prop} {me}")
        if not out and not into:
            return None
        types = [term.value for links in out if links.property == str(RDF.type) for term in links.terms]
        mentioned = {t.value for links in (*out, *into) for t in links.terms if t.is_iri} | {iri}
        return Node(iri, types, out, into, await self.labels(sorted(mentioned)))

    async def _links(self, pattern: Callable[[str], str], but: str = "") -> list[Links]:
        every = pattern("?p")
        counted = await self.rows(
            f"SELECT ?p (COUNT(DISTINCT ?term) AS ?n) {{ {every} {but} }} GROUP BY ?p ORDER BY ?p"
        )
        found = []
        for row in counted:
            one = pattern(str(NamedNode(row["p"].value)))
            terms = await self.rows(f"SELECT DISTINCT ?term {{ {one} }} ORDER BY ?term LIMIT {SHOWN}")
            found.append(Links(row["p"].value, int(row["n"].value), [row["term"] for row in terms]))
        return found

    async def labels(self, iris: Sequence[str]) -> dict[str, str]:
        """What to call these nodes; a rule has its code before its name, a link is called by its ends."""
        if not iris:
            return {}
        named = await self._links_named(iris) | await self._names(iris)
        codes = await self.rows(f"""SELECT ?node ?code WHERE {{ {_values("node", iris)}
            ?node a bp:Rule ; skos:notation ?code }}""")
        return named | {r["node"].value: f"{r['code'].value} {named.get(r['node'].value, '')}" for r in codes}

    async def _names(self, iris: Iterable[str]) -> dict[str, str]:
        """Message, label, title, file name, text, printed value or quote of these nodes, whichever they have first."""
        rows = await self.rows(f"""SELECT ?node ?p ?name WHERE {{ {_values("node", iris)} {_values("p", _NAMING)}
            ?node ?p ?name FILTER(LANG(?name) != "{pick("en", "zh")}") }}""")
        best: dict[str, tuple[int, str]] = {}
        for row in rows:
            candidate = (_NAMING.index(row["p"].value), row["name"].value)
            best[row["node"].value] = min(best.get(row["node"].value, candidate), candidate)
        return {node: name for node, (_, name) in best.items()}

    async def _links_named(self, iris: Sequence[str]) -> dict[str, str]:
        """Those of these nodes that are links, by the names of their ends."""
        rows = await self.rows(f"""SELECT ?node ?one (MIN(?end) AS ?other) (COUNT(DISTINCT ?end) AS ?n)
          WHERE {{ {_values("node", iris)} ?node a bp:Link ; bp:from ?one ; bp:to ?end }} GROUP BY ?node ?one""")
        ends = await self._names({row[name].value for row in rows for name in ("one", "other") if row[name].is_iri})
        return {row["node"].value: _between(row, ends) for row in rows}

    async def evidence(self, nodes: Sequence[str]) -> list[Evidence]:
        """The passages of these nodes in their disclosures, in the order of the nodes."""
        rows = await self.rows(f"""SELECT ?node ?g ?quote ?start ?end ?page ?line ?sheet ?cell ?before ?marked ?after
          WHERE {{ {_values("node", nodes)} GRAPH ?g {{ ?node bp:quote ?quote
            OPTIONAL {{ ?node bp:page ?page }} OPTIONAL {{ ?node bp:line ?line }}
            OPTIONAL {{ ?node bp:sheet ?sheet }} OPTIONAL {{ ?node bp:cell ?cell }}
            OPTIONAL {{ ?node bp:start ?start ; bp:end ?end . ?g bp:plainText ?text
              BIND(IF(?start > {AROUND}, ?start - {AROUND}, 0) AS ?from)
              BIND(SUBSTR(?text, ?from + 1, ?start - ?from) AS ?before)
              BIND(SUBSTR(?text, ?start + 1, ?end - ?start) AS ?marked)
              BIND(SUBSTR(?text, ?end + 1, {AROUND}) AS ?after) }} }} }}
          ORDER BY ?g ?start LIMIT {SHOWN}""")
        order = {node: i for i, node in enumerate(nodes)}
        return sorted(map(_evidence, rows), key=lambda one: order[one.node])

    async def text(self, disclosure: str) -> str | None:
        """The masked plain text of a disclosure."""
        rows = await self.rows(
            f"SELECT ?t {{ GRAPH {NamedNode(disclosure)} {{ {NamedNode(disclosure)} bp:plainText ?t }} }}"
        )
        return rows[0]["t"].value if rows else None


def severity(iri: str) -> str:
    """``violation`` for sh:Violation."""
    return iri.rpartition("#")[2].lower()


def _limit(page: int) -> str:
    return f"LIMIT {PAGE + 1} OFFSET {(page - 1) * PAGE}"


def _values(name: str, iris: Iterable[str]) -> str:
    return f"VALUES ?{name} {{ {' '.join(str(NamedNode(iri)) for iri in iris)} }}"


def _term(value: Mapping[str, Any]) -> Term:
    decimal = value.get("datatype") == str(XSD.decimal)
    return Term(value["value"], value["type"] == "uri", value.get("xml:lang", ""), decimal)


def _between(row: Row, ends: Mapping[str, str]) -> str:
    one, other = (ends.get(row[name].value, row[name].value) for name in ("one", "other"))
    more = int(row["n"].value) - 1
    return f"{one} → {other}" + (bracketed(say(f"另有 {more} 项")) if more else "")


def _evidence(row: Row) -> Evidence:
    def text(name: str) -> str:
        return visible(row[name].value) if name in row else ""

    def whole(name: str) -> int | None:
        return int(row[name].value) if name in row else None

    return Evidence(
        node=row["node"].value,
        disclosure=row["g"].value,
        quote=_BLANK.sub("\n", text("marked") or text("quote")),
        before=_BLANK.sub("\n", text("before")).lstrip("\n"),
        after=_BLANK.sub("\n", text("after")).rstrip("\n"),
        start=whole("start"),
        end=whole("end"),
        page=whole("page"),
        line=whole("line"),
        sheet=text("sheet") or None,
        cell=text("cell") or None,
    )
