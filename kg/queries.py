"""SPARQL over a graph: named questions of ``ontology/queries/``, files, ad hoc text. Read-only, without network."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
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
    r"|<[^<>\"{}|^`\\\x00-\x20]*>|\#[^\r\n]*",
    re.DOTALL,
)
_SERVICE = re.compile(r"(?<![\w?$:-])SERVICE(?![\w:-])", re.IGNORECASE)
_UPDATE = re.compile(
    r"\s*(?:(?:PREFIX\s+\S*:|BASE)\s*)*(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|COPY|MOVE|ADD|WITH)\b", re.I
)
_XSD = PREFIXES["xsd"]
_PYTHON: dict[str, Callable[[str], object]] = {
    _XSD + "integer": int,
    _XSD + "decimal": Decimal,
    _XSD + "gYear": int,
    _XSD + "boolean": lambda text: text == "true",
}


def find_query(text: str, ontology: Ontology) -> str:
    """The SPARQL of a ``.rq`` file, of a named query (``closure``), or `text` itself."""
    if text.endswith(".rq"):
        try:
            return Path(text).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise QueryError(f"{text}: 查询文件读不了（{getattr(error, 'strerror', None) or '不是 UTF-8'}）") from error
    named = {path.stem: path for path in ontology.files("queries/*.rq")}
    if text in named:
        return named[text].read_text(encoding="utf-8")
    if re.fullmatch(r"[\w-]+", text):
        raise QueryError(f"没有叫 {text} 的查询；现有：{'、'.join(named)}")
    return text


def ask(dataset: Dataset, text: str) -> Answer:
    """The answer of Oxigraph; without GRAPH a pattern is matched in the union of all graphs.

    Our prefixes are preset. Updates and SERVICE are refused: a question changes nothing and asks nobody else
    (SPARQL 1.1 Federated Query, section 2). Raises `QueryError`.
    """
    from kg.graph.store import raw

    bare = _OPAQUE.sub(" ", text)
    if _UPDATE.match(bare):
        raise QueryError("只读：不接受更新语句（INSERT、DELETE、LOAD 等）")
    if _SERVICE.search(bare):
        raise QueryError("不联网：不接受 SERVICE")
    try:
        return raw(dataset).query(text, prefixes=PREFIXES, use_default_graph_as_union=True)
    except (SyntaxError, ValueError, OSError) as error:
        raise QueryError(f"查询有误：{error}") from error


def query(dataset: Dataset, text: str, ontology: Ontology | None = None) -> list[dict[str, Any]]:
    """The rows of a SELECT (text, ``.rq`` file or name) with Python values; unbound variables are left out."""
    from pyoxigraph import QuerySolutions

    from kg.resources import Ontology

    answer = ask(dataset, find_query(text, ontology or Ontology.load()))
    if not isinstance(answer, QuerySolutions):
        raise QueryError("query() 只用于 SELECT；ASK 和 CONSTRUCT 用 kg.queries.ask()")
    names = [variable.value for variable in answer.variables]
    return [{name: _python(row[name]) for name in names if row[name] is not None} for row in answer]


def findings(dataset: Dataset, ontology: Ontology | None = None) -> list[dict[str, Any]]:
    """The recorded findings: a row each with department, year, rule code, severity, message (``findings.rq``)."""
    return query(dataset, "findings", ontology)


def _python(term: Any) -> object:
    convert = _PYTHON.get(getattr(getattr(term, "datatype", None), "value", ""), str)
    return convert(term.value)
