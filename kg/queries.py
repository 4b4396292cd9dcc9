"""SPARQL over a graph: named questions (`kg.questions`), files, ad hoc text. Read-only, without network."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kg.errors import QueryError
from kg.vocab import PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples
    from rdflib import Dataset

    from kg.resources import Ontology

    Answer = QuerySolutions | QueryBoolean | QueryTriples

_OPAQUE = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r"|<[^<>\"{}|^`\\\x00-\x20]*>|\#[^\r\n]*"
    r"|\\.",  # in a name: what stands after it opens no string and no comment
    re.DOTALL,
)
_SERVICE = re.compile(r"(?<![\w?$:-])SERVICE(?![\w:-])", re.IGNORECASE)
_FROM = re.compile(r"(?<![\w?$:-])FROM(?![\w:-])", re.IGNORECASE)
_UPDATE = re.compile(
    r"\s*(?:(?:PREFIX\s+\S*:|BASE)\s*)*(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|COPY|MOVE|ADD|WITH)\b", re.I
)
_PLACE = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): expected (?P<wanted>.*)", re.DOTALL)
_PREFIXED = re.compile(r"([\w-]*:)[\w.-]*$")
_SHOWN = 40  # characters of a query, before the place where it cannot be read
_XSD = PREFIXES["xsd"]
_PYTHON: dict[str, Callable[[str], object]] = {
    _XSD + "integer": int,
    _XSD + "decimal": Decimal,
    _XSD + "gYear": int,
    _XSD + "boolean": lambda text: text == "true",
}


def ask(dataset: Dataset, text: str, default: Sequence[str] = (), named: Sequence[str] = ()) -> Answer:
    """The answer of Oxigraph; without GRAPH a pattern is matched in the union of all graphs.

    `default` and `named` are the graphs of a protocol request; they, or FROM in the text, take the place of the union.
    Our prefixes are preset. Updates and SERVICE are refused: a question changes nothing and asks nobody else
    (SPARQL 1.1 Federated Query, section 2). Raises `QueryError`.
    """
    from pyoxigraph import NamedNode

    from kg.graph.store import raw

    bare = _OPAQUE.sub(" ", text)
    if _UPDATE.match(bare):
        raise QueryError("只读：不接受更新语句（INSERT、DELETE、LOAD 等）")
    if _SERVICE.search(bare):
        raise QueryError("不联网：不接受 SERVICE")
    try:
        if default or named:
            return raw(dataset).query(
                text,
                prefixes=PREFIXES,
                default_graph=[NamedNode(graph) for graph in default],
                named_graphs=[NamedNode(graph) for graph in named],
            )
        return raw(dataset).query(text, prefixes=PREFIXES, use_default_graph_as_union=not _FROM.search(bare))
    except SyntaxError as error:
        raise QueryError(_wrong(text, str(error))) from error
    except (ValueError, OSError) as error:
        raise QueryError(f"查询有误：{error}") from error


def _wrong(text: str, error: str) -> str:
    """How far a query could be read; the parser's list of all that might follow there is left out."""
    place = _PLACE.match(error)
    if not place:
        return f"查询有误：{error}"
    line, column = int(place["line"]), int(place["column"])
    before = [*text.split("\n"), ""][line - 1][: column - 1].strip()
    if "Prefix not found" in place["wanted"] and (named := _PREFIXED.search(before)):
        return f"查询有误：第 {line} 行的前缀 {named[1]} 没有声明"
    if not before:
        return f"查询有误：第 {line} 行读不下去，之前的括号或句式有误"
    return f"查询有误：第 {line} 行第 {column} 列，“{before[-_SHOWN:]}”之后读不下去"


def select(dataset: Dataset, text: str, ontology: Ontology | None, params: Mapping[str, object]) -> QuerySolutions:
    """The answer of a SELECT: text, ``.rq`` file, or name of a question with its parameters."""
    from pyoxigraph import QuerySolutions

    from kg.questions import find
    from kg.resources import Ontology

    answer = ask(dataset, find(text, ontology or Ontology.load()).filled(params))
    if not isinstance(answer, QuerySolutions):
        raise QueryError("这里只用于 SELECT；ASK 和 CONSTRUCT 用 kg.queries.ask()")
    return answer


def rows(dataset: Dataset, text: str, ontology: Ontology | None = None, /, **params: object) -> list[dict[str, Any]]:
    """The rows of a SELECT with Python values; unbound variables are left out.

    `params` are the parameters of a named question: ``rows(g, "links", kind="serves", min_score=0.5)``.
    """
    answer = select(dataset, text, ontology, params)
    names = [variable.value for variable in answer.variables]
    return [{name: value(row[name]) for name in names if row[name] is not None} for row in answer]


def value(term: Any) -> Any:
    """A term as a Python value: numbers exact, years and counts as int, all else as its text."""
    convert = _PYTHON.get(getattr(getattr(term, "datatype", None), "value", ""), str)
    return convert(term.value)


def short(iri: str) -> str:
    """An IRI as a query may write it, ``bpc:ge``; whole where none of our prefixes fits."""
    for prefix, stem in PREFIXES.items():
        if iri.startswith(stem):
            return f"{prefix}:{iri.removeprefix(stem)}"
    return iri
