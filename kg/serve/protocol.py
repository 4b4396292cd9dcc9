"""The query operation of the SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/#query-operation).

Written here because neither server that could be taken meets the limits: Oxigraph's own goes on after its time limit
inside an aggregate, performs SERVICE and takes any Host header; rdflib-endpoint has no limits at all and ignores
default-graph-uri and Accept. What is ours is the reading of a request; answers are Oxigraph's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import parse_qsl

from pyoxigraph import RdfFormat, parse, serialize
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from kg.lang import say
from kg.serve.accept import GRAPHS, RESULTS, graph_format
from kg.serve.pool import Pool
from kg.serve.worker import Query, Reply, refusal

METHODS: Final = "GET, HEAD, POST, OPTIONS"
_METHODS: Final = frozenset(METHODS.split(", "))
LONGEST_BODY: Final = 1_000_000
_FORM, _QUERY, _UPDATE = (
    "application/x-www-form-urlencoded",
    "application/sparql-query",
    "application/sparql-update",
)


class Sparql:
    """``/sparql``, an ASGI application: answers a query in any of the three ways that the protocol has.

    It describes itself without one.
    """

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        answer = await self._answer(Request(scope, receive))
        await answer(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": METHODS, "Accept-Post": f"{_QUERY}, {_FORM}"})
        if request.method not in _METHODS:
            return response(refusal(405, f"不支持 {request.method}；可用 GET 或 POST"), {"Allow": METHODS})
        read = await _read(request)
        if isinstance(read, Reply):
            return response(read)
        if read is None:
            return _description(request)
        return response(await self._pool.ask(read, lambda: _gone(request)))


def response(reply: Reply, headers: dict[str, str] | None = None) -> Response:
    """A reply on its way out; why it is a refusal is said in the chosen language."""
    body = say(reply.body.decode()).encode() if reply.status >= 400 else reply.body
    return Response(
        body, reply.status, {"Vary": "Accept", "Cache-Control": "no-cache", **(headers or {})}, reply.media_type
    )


async def _read(request: Request) -> Query | Reply | None:
    """The query of a request; a refusal; None where nothing is asked."""
    given = request.query_params.multi_items()
    text: str | None = None
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind == _UPDATE:
            return _read_only()
        if kind not in (_FORM, _QUERY):
            return refusal(415, f"POST 的 Content-Type 须是 {_QUERY} 或 {_FORM}")
        body = await _body(request)
        if body is None:
            return refusal(413, f"请求超过 {LONGEST_BODY:,} 字节")
        try:
            decoded = body.decode()
            given += parse_qsl(decoded, keep_blank_values=True, errors="strict") if kind == _FORM else []
        except ValueError:
            return refusal(400, "请求不是 UTF-8")
        text = decoded if kind == _QUERY else None
    return _query(request, given, text)


def _query(request: Request, given: Sequence[tuple[str, str]], text: str | None) -> Query | Reply | None:
    if any(name == "update" for name, _ in given):
        return _read_only()
    texts = [value for name, value in given if name == "query"] + ([text] if text is not None else [])
    if len(texts) > 1:
        return refusal(400, "参数 query 只能有一个")
    if not texts:
        return refusal(400, "缺少参数 query") if request.method == "POST" else None
    default, named = (
        tuple(value for name, value in given if name == wanted) for wanted in ("default-graph-uri", "named-graph-uri")
    )
    return Query(texts[0], ",".join(request.headers.getlist("accept")), default, named)


def _read_only() -> Reply:
    return refusal(403, "只读：不接受更新")


async def _body(request: Request) -> bytes | None:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LONGEST_BODY:
            return None
    return body


async def _gone(request: Request) -> None:
    """Ends when the client leaves."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _description(request: Request) -> Response:
    """The service description (https://www.w3.org/TR/sparql11-service-description/); for a browser, the workbench."""
    accept = request.headers.get("accept", "")
    if "text/html" in accept:
        return RedirectResponse("/", 303)
    form = graph_format(accept)
    if form is None:
        return response(refusal(406, "服务描述有 Turtle、N-Triples、RDF/XML、JSON-LD 四种格式"))
    formats = ", ".join(f"<{one.iri}>" for one in (*RESULTS, *GRAPHS))
    text = f"""@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
        [] a sd:Service ; sd:endpoint <{request.url.replace(query="")}> ; sd:supportedLanguage sd:SPARQL11Query ;
          sd:feature sd:UnionDefaultGraph ; sd:resultFormat {formats} ."""
    triples = (quad.triple for quad in parse(text, format=RdfFormat.TURTLE))
    return response(Reply(200, serialize(triples, format=form) or b"", form.media_type))
