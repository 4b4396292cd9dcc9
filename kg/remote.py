"""SPARQL endpoints and stores elsewhere: the one place that uses the network, and only when it is told to."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Mapping, Sequence
from http.client import HTTPException
from typing import TYPE_CHECKING, Final
from urllib.error import HTTPError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import (
    HTTPBasicAuthHandler,
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    OpenerDirector,
    Request,
    build_opener,
)

from kg.errors import QueryError
from kg.vocab import PREFIXES

if TYPE_CHECKING:
    from http.client import HTTPResponse

    from pyoxigraph import QueryBoolean, QuerySolutions, Triple

ACCEPT: Final = (
    "application/sparql-results+json, application/sparql-results+xml;q=0.9, "
    "application/n-triples;q=0.8, text/turtle;q=0.7, application/rdf+xml;q=0.6"
)
SECONDS: Final = 120.0
USER, PASSWORD, TOKEN = "KG_ENDPOINT_USER", "KG_ENDPOINT_PASSWORD", "KG_ENDPOINT_TOKEN"
_SHOWN: Final = 300
_PAUSES: Final = (0.5, 1.0, 2.0, 4.0, 8.0)  # seconds before another try
_BUSY: Final = (429, 502, 503)
_TOO_MUCH: Final = (408, 504, 507)  # time, time, size
_NO_LEAVE: Final = (401, 403)
_NOT_HERE: Final = (404, 405, 406, 410)
_NO_SUCH_GRAPH: Final = 404


class Refused(QueryError):
    """A server that is what it should be does not accept what was asked of it."""


class Overrun(QueryError):
    """An answer takes too long or is too large for the server, or for us: less might be had."""


def ask_endpoint(
    endpoint: str, text: str, named: Sequence[str] = (), default: Sequence[str] = ()
) -> QuerySolutions | QueryBoolean | Sequence[Triple]:
    """The answer of `endpoint` (https://www.w3.org/TR/sparql11-protocol/#query-via-post-urlencoded).

    Those of our prefixes that `text` uses without declaring them are declared. GRAPH is matched in the graphs `named`
    alone, where there are any, and what stands outside of it in those of `default`. Raises `QueryError`: `Overrun`,
    `Refused`, or where nothing is there to ask.
    """
    fields = [("query", declared(text))]
    fields += [("named-graph-uri", graph) for graph in named] + [("default-graph-uri", graph) for graph in default]
    try:
        with _answer(endpoint, "POST", urlencode(fields).encode(), {"Accept": ACCEPT}) as response:
            return _parsed(response.read(), response.headers.get_content_type(), endpoint)
    except TimeoutError as error:
        raise _late(endpoint) from error
    except (OSError, HTTPException) as error:
        raise Overrun(f"{endpoint}: 答复中断（{error!r}）") from error


def send_graph(endpoint: str, graph: str, triples: bytes, *, more: bool = False, patient: bool = False) -> None:
    """Makes N-Triples what a store elsewhere has as a graph, or adds them to that where they are `more` of it.

    https://www.w3.org/TR/sparql11-http-rdf-update/ , sections 5.3 and 5.5; an empty `graph` is the default graph. What
    a server cannot take at the time is tried again: the same triples twice are the same graph. One that is away is
    waited for where we are `patient`. Raises `QueryError`.
    """
    address = f"{endpoint}{'&' if urlsplit(endpoint).query else '?'}" + (
        f"graph={quote(graph, '')}" if graph else "default"
    )
    headers = {"Content-Type": "application/n-triples; charset=utf-8"}
    with _answer(address, "POST" if more else "PUT", triples, headers, patient) as response:
        response.read()


def drop_graph(endpoint: str, graph: str) -> None:
    """Takes a graph away from a store elsewhere (section 5.4 there); one that is not there is none the less gone."""
    address = f"{endpoint}{'&' if urlsplit(endpoint).query else '?'}graph={quote(graph, '')}"
    try:
        with _answer(address, "DELETE", b"", {}, patient=True) as response:
            response.read()
    except QueryError as error:
        if not isinstance(error.__cause__, HTTPError) or error.__cause__.code != _NO_SUCH_GRAPH:
            raise


def declared(text: str) -> str:
    """`text` with the prefixes it lacks declared in front, on its first line: places in messages keep their lines."""
    used = set(re.findall(r"(?<![\w:.-])([a-z][\w-]*):", text))
    known = set(re.findall(r"\bPREFIX\s+([\w-]*):", text, re.IGNORECASE))
    lacking = sorted((used - known) & set(PREFIXES))
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in lacking) + text


def _answer(address: str, method: str, body: bytes, headers: Mapping[str, str], patient: bool = False) -> HTTPResponse:
    """What a server answers; one that is busy is asked again, and one that is away where we are `patient`."""
    if urlsplit(address).scheme not in ("http", "https"):
        raise QueryError(f"--endpoint {address}: 须是 http:// 或 https:// 开头的地址")
    opener, shown = _opener(address), address.partition("?")[0]
    request = Request(address, body, {"User-Agent": "kg", **_token(), **headers}, method=method)
    for pause in (*_PAUSES, None):
        try:
            answer: HTTPResponse = opener.open(request, timeout=SECONDS)
            return answer
        except HTTPError as error:
            if error.code not in _BUSY or pause is None:
                raise _refusal(shown, error) from error
        except (OSError, HTTPException) as error:
            if isinstance(getattr(error, "reason", error), TimeoutError):
                raise _late(shown) from error
            if not patient or pause is None:
                raise QueryError(f"{shown}: 连不上（{getattr(error, 'reason', error)}）") from error
        time.sleep(pause)
    raise AssertionError(address)


def _opener(address: str) -> OpenerDirector:
    """Knows who we are, where the environment says so: Basic and Digest, as the server asks."""
    user = os.environ.get(USER, "")
    if not user:
        return build_opener()
    known = HTTPPasswordMgrWithDefaultRealm()
    known.add_password(None, address, user, os.environ.get(PASSWORD, ""))
    return build_opener(HTTPBasicAuthHandler(known), HTTPDigestAuthHandler(known))


def _token() -> dict[str, str]:
    token = os.environ.get(TOKEN, "")
    return {"Authorization": f"Bearer {token}"} if token else {}


def _refusal(endpoint: str, error: HTTPError) -> QueryError:
    said = " ".join(error.read(4 * _SHOWN).decode(errors="replace").split())[:_SHOWN] or error.reason
    if error.code in _NO_LEAVE:
        return QueryError(
            f"{endpoint}: 没有权限（HTTP {error.code}）：{said}；用户名和口令写在环境变量 {USER}、{PASSWORD} 里，"
            f"令牌写在 {TOKEN} 里"
        )
    if error.code in _NOT_HERE:
        return QueryError(f"{endpoint}: 端点不接受这个请求（HTTP {error.code}）：{said}；地址可能不对")
    kind = Overrun if error.code in _TOO_MUCH else Refused
    return kind(f"{endpoint}: 端点不接受这个请求（HTTP {error.code}）：{said}")


def _late(endpoint: str) -> Overrun:
    return Overrun(f"{endpoint}: {SECONDS:g} 秒内没有答复")


def _parsed(body: bytes, media_type: str, endpoint: str) -> QuerySolutions | QueryBoolean | Sequence[Triple]:
    """`Overrun` where the answer breaks off: a server that has sent its head can say no more than that."""
    from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results

    results = QueryResultsFormat.from_media_type(media_type)
    graph = None if media_type in ("application/json", "application/xml") else RdfFormat.from_media_type(media_type)
    try:
        if graph is not None:
            return [quad.triple for quad in parse(body, format=graph)]
        if results is not None:
            found = parse_query_results(body, format=results)
            if isinstance(found, QuerySolutions):
                for _ in found:
                    pass
            return parse_query_results(body, format=results)
    except (SyntaxError, ValueError) as error:
        raise Overrun(f"{endpoint}: 结果读不懂，可能中断了（{error}）") from error
    raise QueryError(f"{endpoint}: 返回的不是查询结果（{media_type}），这个地址可能不是 SPARQL 端点")
