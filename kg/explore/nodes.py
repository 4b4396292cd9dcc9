"""What the views are made of: nodes with their attributes, read from the graph by one query for each kind of fact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from kg.explore.words import line, local
from kg.lang import pick, say
from kg.model import Place
from kg.queries import rows
from kg.report.plain import plain, shorten, where

if TYPE_CHECKING:
    from rdflib import Dataset

_DISCLOSURES: Final = """
SELECT ?g (SAMPLE(?dept) AS ?department) (SAMPLE(?name) AS ?label) (SAMPLE(?of) AS ?year) (SAMPLE(?sort) AS ?kind)
       (SAMPLE(?printed) AS ?title) (MIN(?file) AS ?source) WHERE {
  GRAPH ?g {
    ?g a bp:Disclosure .
    OPTIONAL { ?g bp:publishedBy ?dept . ?dept rdfs:label ?name }
    OPTIONAL { ?g bp:fiscalYear ?of }
    OPTIONAL { ?g bp:kind ?sort }
    OPTIONAL { ?g dcterms:title ?printed }
    OPTIONAL { ?g dcterms:source ?file }
  }
} GROUP BY ?g ORDER BY ?g"""
_NODES: Final = """
SELECT ?g ?node ?class ?label ?text ?amount ?quote ?page ?line ?sheet ?cell WHERE {
  VALUES ?class { %s }
  %s
  GRAPH ?g {
    ?node a ?class .
    OPTIONAL { ?node rdfs:label ?label }
    OPTIONAL { ?node bp:text ?text }
    OPTIONAL { ?node bp:amount ?amount }
    OPTIONAL { ?node bp:quote ?quote }
    OPTIONAL { ?node bp:page ?page }
    OPTIONAL { ?node bp:line ?line }
    OPTIONAL { ?node bp:sheet ?sheet }
    OPTIONAL { ?node bp:cell ?cell }
  }
}"""
_EDGES: Final = "SELECT ?g ?from ?how ?to WHERE { VALUES ?how { %s } %s GRAPH ?g { ?from ?how ?to } }"
_TARGETS: Final = """
SELECT ?g ?node ?target ?printed ?key ?value WHERE {
  %s
  GRAPH ?g {
    ?node bp:hasTarget ?target .
    OPTIONAL { ?target bp:printed ?printed }
    OPTIONAL { ?target bp:targetKey ?key }
    OPTIONAL { ?target bp:value ?value }
  }
}"""
_FOUND: Final = """
SELECT ?finding ?node ?code ?message WHERE {
  GRAPH ?f {
    ?finding a bp:Finding ; bp:subject ?node ; bp:message ?message ; bp:rule/skos:notation ?code .
    FILTER(LANG(?message) = "%s")
  }
}"""


@dataclass(frozen=True, slots=True)
class Source:
    """A disclosure: who published it, for which year, and whether it is a budget or an account."""

    iri: str
    owner: str  # the IRI of the department, or its own where none was read
    label: str
    title: str
    year: int | None
    kind: str


@dataclass(frozen=True, slots=True)
class Target:
    """What an indicator promises: as printed, normalised, and whether it states a number."""

    iri: str
    printed: str
    key: str
    measured: bool


@dataclass
class Graph:
    """The part of a dataset that a view looks at: the disclosures of some departments, years, or of one kind."""

    dataset: Dataset
    department: str = ""
    year: int | None = None
    kind: str = ""
    only: str = field(init=False, default="")  # restricts a query to these disclosures

    def __post_init__(self) -> None:
        if self.department or self.year or self.kind:
            self.only = f"VALUES ?g {{ {' '.join(f'<{iri}>' for iri in self.sources)} }}"

    @cached_property
    def sources(self) -> dict[str, Source]:
        """The disclosures by IRI."""
        found = (_source(row) for row in rows(self.dataset, _DISCLOSURES))
        return {source.iri: source for source in found if self._wanted(source)}

    def nodes(self, *classes: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """The nodes of these classes (``bp:Project``) with the attributes that every view gives."""
        for row in rows(self.dataset, _NODES % (" ".join(classes), self.only)):
            yield row["node"], self._attributes(row)

    def owners(self) -> dict[str, dict[str, Any]]:
        """The departments; a disclosure stands for its department where none was read."""
        return {
            source.owner: {
                **{"label": source.label, "class": "Disclosure" if source.owner == source.iri else "Department"},
                **{"amount": None, "iri": source.owner, **self._findings(source.owner)},
                **{"quote": "", "page": None, "place": "", "department": source.label, "disclosure": source.iri},
                **{"year": None, "kind": None},  # it has disclosures of several
            }
            for source in self.sources.values()
        }

    def edges(self, *how: str) -> Iterator[tuple[str, str, str, str]]:
        """Graph, subject, last part of the property, object of these properties (``bp:serves``)."""
        for row in rows(self.dataset, _EDGES % (" ".join(how), self.only)):
            yield row["g"], row["from"], local(row["how"]), row["to"]

    @cached_property
    def targets(self) -> dict[str, list[Target]]:
        """The targets of each indicator."""
        found: dict[str, list[Target]] = defaultdict(list)
        for row in rows(self.dataset, _TARGETS % self.only):
            printed = plain(row.get("printed", ""))
            found[row["node"]].append(Target(row["target"], printed, row.get("key", printed), "value" in row))
        return found

    @cached_property
    def found(self) -> dict[str, dict[str, str]]:
        """The findings about each node and what they say; those about a target count for its indicator too."""
        about: dict[str, dict[str, str]] = defaultdict(dict)
        for row in rows(self.dataset, _FOUND % pick("zh", "en")):
            about[row["node"]][row["finding"]] = f"{row['code']} {plain(row['message'])}"
        for indicator, targets in self.targets.items():
            for target in targets:
                if target.iri in about:
                    about[indicator] |= about[target.iri]
        return about

    def _findings(self, node: str) -> dict[str, Any]:
        said = self.found.get(node, {})
        return {"findings": len(said), "messages": sorted(said.values())}

    def _wanted(self, source: Source) -> bool:
        return self.department in source.label and self.year in (None, source.year) and self.kind in ("", source.kind)

    def _attributes(self, row: dict[str, Any]) -> dict[str, Any]:
        spot = Place(row.get("page"), row.get("line"), sheet=row.get("sheet"), cell=row.get("cell"))
        quote = shorten(plain(row.get("quote", "")))
        source = self.sources.get(row["g"])
        return {
            "label": line(row.get("label") or row.get("text") or quote),
            "class": local(row["class"]),
            "amount": row.get("amount"),
            "iri": row["node"],
            **self._findings(row["node"]),
            "quote": quote,
            "page": row.get("page"),
            "place": say(where(spot)),
            "department": source.label if source else "",
            "year": source.year if source else None,
            "kind": source.kind if source else None,
            "disclosure": row["g"],
        }


def _source(row: dict[str, Any]) -> Source:
    title = plain(row.get("title") or row.get("source") or row["g"])
    owner = row.get("department", row["g"])
    return Source(row["g"], owner, plain(row.get("label", title)), title, row.get("year"), local(row.get("kind", "")))


def summed(nodes: Collection[dict[str, Any]]) -> dict[str, Any]:
    """The attributes of one node that stands for several: those of the first, all findings."""
    messages = sorted({message for node in nodes for message in node["messages"]})
    return {**next(iter(nodes)), "findings": sum(node["findings"] for node in nodes), "messages": messages}
