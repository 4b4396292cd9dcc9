"""A query put to a SPARQL 1.1 endpoint elsewhere: the one place that uses the network, and only when it is told to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

from kg.errors import QueryError
from kg.vocab import PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import QueryBoolean, QuerySolutions, Triple

ACCEPT: Final = (
    "application/sparql-results+json, application/sparql-results+xml;q=0.9, "
    "application/n-triples;q=0.8, text/turtle;q=0.7, application/rdf+xml;q=0.6"
)
SECONDS: Final = 120.0
_SHOWN: Final = 300


def ask_endpoint(endpoint: str, text: str) -> QuerySolutions | QueryBoolean | Sequence[Triple]:
    """The answer of `endpoint` (https://www.w3.org/TR/sparql11-protocol/#query-via-post-urlencoded).

    Those of our prefixes that `text` uses without declaring them are declared. Raises `QueryError`.
    """
    if urlsplit(endpoint).scheme not in ("http", "https"):
        raise QueryError(f"--endpoint {endpoint}: 须是 http:// 或 https:// 开头的地址")
    request = Request(endpoint, urlencode({"query": declared(text)}).encode(), {"Accept": ACCEPT, "User-Agent": "kg"})
    try:
        with urlopen(request, timeout=SECONDS) as response:
            return _parsed(response.read(), response.headers.get_content_type(), endpoint)
    except HTTPError as error:
        said = " ".join(error.read(4 * _SHOWN).decode(errors="replace").split())[:_SHOWN]
        raise QueryError(f"{endpoint}: 端点不接受这个查询（HTTP {error.code}）：{said or error.reason}") from error
    except (URLError, OSError) as error:
        raise QueryError(f"{endpoint}: 连不上（{getattr(error, 'reason', error)}）") from error


def declared(text: str) -> str:
    """`text` with the prefixes it lacks declared in front, on its first line: places in messages keep their lines."""
    used = set(re.findall(r"(?<![\w:.-])([a-z][\w-]*):", text))
    known = set(re.findall(r"\bPREFIX\s+([\w-]*):", text, re.IGNORECASE))
    lacking = sorted((used - known) & set(PREFIXES))
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in lacking) + text


def _parsed(body: bytes, media_type: str, endpoint: str) -> QuerySolutions | QueryBoolean | Sequence[Triple]:
    from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results

    try:
        graph = RdfFormat.from_media_type(media_type)
        if graph is not None and media_type not in ("application/json", "application/xml"):
            return [quad.triple for quad in parse(body, format=graph)]
        results = QueryResultsFormat.from_media_type(media_type)
        if results is not None:
            return parse_query_results(body, format=results)
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"{endpoint}: 结果读不懂（{error}）") from error
    raise QueryError(f"{endpoint}: 返回的不是查询结果（{media_type}），这个地址可能不是 SPARQL 端点")
