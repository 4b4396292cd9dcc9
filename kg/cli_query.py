"""What `kg query` prints: a table, or the standard formats for other programs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from kg.errors import QueryError
from kg.report.plain import plain
from kg.vocab import PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import QuerySolutions

    from kg.queries import Answer


def show_answer(answer: Answer, form: str) -> None:
    """Print an answer: SELECT and ASK as table, csv or json (SPARQL 1.1 results); CONSTRUCT as Turtle."""
    from pyoxigraph import QueryBoolean, QueryResultsFormat, QueryTriples, RdfFormat, serialize

    if isinstance(answer, QueryTriples):
        sys.stdout.write((serialize(answer, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b"").decode())
    elif form == "ttl":
        raise QueryError("ttl 只适用于 CONSTRUCT 和 DESCRIBE；SELECT 和 ASK 用 table、csv、json")
    elif form != "table":
        as_format = QueryResultsFormat.CSV if form == "csv" else QueryResultsFormat.JSON
        sys.stdout.write((answer.serialize(format=as_format) or b"").decode().replace("\r\n", "\n"))
    elif isinstance(answer, QueryBoolean):
        print("是" if answer else "否")
    else:
        _table(answer)


def _table(solutions: QuerySolutions) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Column, Table
    from rich.text import Text

    from kg.cli_screen import console

    names = [variable.value for variable in solutions.variables]
    table = Table(*(Column(name, overflow="fold") for name in names), box=SIMPLE_HEAD, pad_edge=False)
    for row in solutions:
        table.add_row(*(Text(_short(row[name])) for name in names))
    console().print(table)
    print(f"{table.row_count} 行")


def _short(term: Any) -> str:
    """A term for people: IRIs with their prefix, literals without datatype."""
    from pyoxigraph import NamedNode

    if term is None:
        return ""
    if isinstance(term, NamedNode):
        for prefix, iri in PREFIXES.items():
            if term.value.startswith(iri):
                return f"{prefix}:{term.value.removeprefix(iri)}"
    return plain(str(getattr(term, "value", term)))
