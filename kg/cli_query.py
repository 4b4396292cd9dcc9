"""What `kg query` takes and prints: parameters; a table, or the standard formats for other programs."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kg.errors import QueryError
from kg.lang import pick, say
from kg.report.plain import plain
from kg.vocab import PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from kg.queries import Answer
    from kg.questions import Question
    from kg.resources import Ontology

_WIDEST: Final = 1_000_000  # columns


def parameters(given: Iterable[str]) -> dict[str, str]:
    """The values of ``--param NAME=VALUE`` by name."""
    found: dict[str, str] = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not name or not equals:
            raise QueryError(f"--param {pair}: 须写成 名称=值")
        if name in found:
            raise QueryError(f"--param {name}: 重复")
        found[name] = value
    return found


def show_questions(questions: Sequence[Question], form: str) -> None:
    """Print the named questions with their parameters, as table, csv or json."""
    if form == "ttl":
        raise QueryError("--list 的格式是 table、csv、json")
    if form == "json":
        print(json.dumps([question.summary() for question in questions], ensure_ascii=False, indent=2))
        return
    apart = "\n" if form == "table" else pick("；", "; ")
    rows = [(q.name, q.description, apart.join(say(p.described) for p in q.parameters)) for q in questions]
    if form == "csv":
        csv.writer(sys.stdout, lineterminator="\n").writerows([("name", "description", "params"), *rows])
        return
    _print_table(("名称", "回答什么", "参数"), rows)


def answer_query(
    text: str | None, given: Iterable[str], graph: Path | None, endpoint: str | None, form: str, ontology: Ontology
) -> None:
    """Put a question, a file or a text to a graph at hand or to an endpoint, and print the answer."""
    from kg.queries import ask
    from kg.questions import find
    from kg.remote import ask_endpoint
    from kg.store.folder import opened

    if text is None:
        raise QueryError("缺少 QUERY：自带问题的名称（kg query --list 列出）、.rq 文件，或 SPARQL 语句")
    if graph is not None and endpoint is not None:
        raise QueryError("--graph 和 --endpoint 只能写一个")
    question = find(text, ontology)
    filled = question.filled(parameters(given))
    if endpoint is not None:
        show_answer(ask_endpoint(endpoint, filled), form, question)
    else:
        show_answer(ask(opened(graph or Path("out/graph.nq")), filled), form, question)


def show_answer(answer: Answer | Sequence[Triple], form: str, question: Question) -> None:
    """Print an answer: SELECT and ASK as table, csv or json (SPARQL 1.1 results); CONSTRUCT as Turtle.

    A table has the heads and the note of the `question`; csv and json keep the names of the variables.
    """
    from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, serialize

    if not isinstance(answer, (QuerySolutions, QueryBoolean)):
        sys.stdout.write((serialize(answer, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b"").decode())
    elif form == "ttl":
        raise QueryError("ttl 只适用于 CONSTRUCT 和 DESCRIBE；SELECT 和 ASK 用 table、csv、json")
    elif form != "table":
        as_format = QueryResultsFormat.CSV if form == "csv" else QueryResultsFormat.JSON
        sys.stdout.write((answer.serialize(format=as_format) or b"").decode().replace("\r\n", "\n"))
    elif isinstance(answer, QueryBoolean):
        print(say("是" if answer else "否"))
    else:
        names = [variable.value for variable in answer.variables]
        rows = [tuple(_cell(row[name], name in question.ours) for name in names) for row in answer]
        _print_table([question.heads.get(name, name) for name in names], rows)
        print(say(f"{len(rows)} 行") + (f"{pick('。', '. ')}{question.note}" if question.note else ""))


def _print_table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """One line a row where it does not go to a terminal, however wide: for `grep`, `less -S` and editors."""
    from rich.box import SIMPLE_HEAD
    from rich.measure import measure_renderables
    from rich.table import Column, Table
    from rich.text import Text

    from kg.cli_screen import console

    out = console()
    table = Table(*(Column(say(head), overflow="fold") for head in heads), box=SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        table.add_row(*map(Text, row))
    if not out.is_terminal:
        out.width = measure_renderables(out, out.options.update(max_width=_WIDEST), [table]).maximum
    out.print(table)


def _cell(term: Any, ours: bool) -> str:
    return say(_short(term)) if ours else _short(term)


def _short(term: Any) -> str:
    """A term for people: IRIs with their prefix, literals without datatype."""
    from pyoxigraph import NamedNode

    from kg.queries import short

    if term is None:
        return ""
    if isinstance(term, NamedNode):
        return short(term.value)
    return plain(str(getattr(term, "value", term)))
