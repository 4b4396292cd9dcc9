"""What the linkers read of each disclosure: tables of a few columns, taken when its digest is taken, kept as JSON.

Each table is one SELECT without GRAPH over the digest of one disclosure and what ``ontology/across/links/*.rq`` take.
A linker asks for rows and never looks single facts up: to take a table costs once what a look-up costs every time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from string import Template
from typing import Any, Final

Row = dict[str, Any]

_START: Final = "OPTIONAL { ?node bp:start ?start }"
_PRINTED: Final = {
    "owners": Template("""SELECT ?node ?class ?name ?code ?amount ?halfUnit $columns WHERE {
  VALUES ?class { bp:Project bp:Activity bp:Duty bp:Department }
  ?node a ?class ; rdfs:label ?name .
  OPTIONAL { ?node skos:notation ?code } OPTIONAL { ?node bp:amount ?amount } OPTIONAL { ?node bp:halfUnit ?halfUnit }
  $place } ORDER BY ?start ?node"""),
    "indicators": Template("""SELECT ?owner ?node ?name ?level2 ?category ?direction $columns WHERE {
  ?owner bp:hasIndicator ?node .
  OPTIONAL { ?node rdfs:label ?name } OPTIONAL { ?node bp:level2 ?level2 }
  OPTIONAL { ?node bp:category ?category } OPTIONAL { ?node bp:direction ?direction }
  $place } ORDER BY ?start ?node"""),
    "targets": Template("""SELECT ?indicator ?node ?printed ?key ?comparator ?value ?maxValue ?unit ?amount ?valueKind
  ?period ?rank $columns WHERE {
  ?indicator bp:hasTarget ?node . ?node bp:printed ?printed .
  OPTIONAL { ?node bp:targetKey ?key } OPTIONAL { ?node bp:comparator ?comparator }
  OPTIONAL { ?node bp:value ?value } OPTIONAL { ?node bp:maxValue ?maxValue } OPTIONAL { ?node bp:unit ?unit }
  OPTIONAL { ?node bp:amount ?amount } OPTIONAL { ?node bp:valueKind ?valueKind }
  OPTIONAL { ?node bp:period ?period } OPTIONAL { ?node bp:gradeRank ?rank }
  $place } ORDER BY ?start ?node"""),
}


def printed(name: str, columns: str = "", place: str = _START) -> str:
    """The query of what is printed under owners, in that order; `columns` are bound by `place`, of ``?node``."""
    return _PRINTED[name].substitute(columns=columns, place=place)


TABLES: Final[Mapping[str, str]] = {
    "units": """SELECT ?department ?unit WHERE {
  ?department org:hasSubOrganization ?node . ?node rdfs:label ?unit }""",
    "goals": """SELECT ?node ?text ?owner WHERE {
  ?holder bp:hasObjective ?node . ?node bp:text ?text OPTIONAL { ?holder rdfs:label ?owner } }""",
    "reasons": "SELECT ?node ?text WHERE { ?node a bp:Statement ; bp:reason ?text }",
    "keys": """SELECT ?owner ?node ?name ?target WHERE {
  ?owner bp:hasIndicator ?node . ?node bp:nameKey ?name ; bp:hasTarget/bp:targetKey ?target }""",
    "projects": """SELECT ?node ?label ?code ?amount ?half WHERE {
  ?node a bp:Project ; rdfs:label ?label
  OPTIONAL { ?node skos:notation ?code }
  OPTIONAL { ?node bp:amount ?amount } OPTIONAL { ?node bp:halfUnit ?half } }""",
    "costs": """SELECT ?node ?label ?unit ?amount WHERE {
  ?node a bp:Indicator ; rdfs:label ?label ; bp:hasTarget ?target .
  ?target bp:valueKind bpc:money ; bp:amount ?amount ; bp:unit ?unit }""",
    "figures": """SELECT ?node ?kind ?amount ?half ?year ?compared ?phase ?fund ?type ?item ?code ?public ?quote
  ?title ?table WHERE {
  ?node bp:about ?about ; bp:amount ?amount ; bp:phase ?phase . ?about rdfs:label ?item .
  OPTIONAL { ?node bp:statementKind ?kind } OPTIONAL { ?node bp:halfUnit ?half }
  OPTIONAL { ?node bp:fiscalYear ?year } OPTIONAL { ?node bp:comparedYear ?compared }
  OPTIONAL { ?node bp:fundSource ?fund } OPTIONAL { ?node bp:expenditureType ?type }
  OPTIONAL { ?about skos:notation ?code } OPTIONAL { ?about bp:threePublic ?public }
  OPTIONAL { ?node bp:inTable ?in . ?in bp:tableKind ?table OPTIONAL { ?in rdfs:label ?title } }
  OPTIONAL { ?node bp:quote ?quote } } ORDER BY ?node""",
    **{name: printed(name) for name in _PRINTED},
}


def written(names: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A table as JSON: the names of its columns, then its rows; what is not bound is null, a decimal keeps its places.

    `read` has whatever is written with a point or an exponent as a `Decimal`.
    """
    lines = ("[" + ",".join(map(_cell, row)) + "]" for row in rows)
    return f"[{json.dumps(names)},[{','.join(lines)}]]".encode("utf-8", "surrogatepass")


def read(data: bytes) -> Iterator[Row]:
    """The rows of a table, by name; what is not bound is left out."""
    names, rows = json.loads(data.decode("utf-8", "surrogatepass"), parse_float=Decimal)
    for row in rows:
        yield {name: cell for name, cell in zip(names, row, strict=True) if cell is not None}


def _cell(value: object) -> str:
    return f"{value:f}e0" if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)
