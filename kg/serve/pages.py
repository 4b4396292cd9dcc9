"""The pages: workbench, findings, disclosures, a node, the text of a disclosure; rendered here, every value escaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from json import dumps
from typing import Any, Final
from urllib.parse import urlencode

from pyoxigraph import NamedNode
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from kg.check.pages import SEVERITIES
from kg.errors import QueryError
from kg.lang import english, entry, say, shown
from kg.lang_templates import environment
from kg.questions import load_questions
from kg.report.plain import plain, shorten, visible, where
from kg.resources import Ontology
from kg.serve.names import Names, short
from kg.serve.pool import Pool
from kg.serve.reader import AROUND, PAGE, Filter, Node, Reader, Unanswered, severity
from kg.vocab import BP, PREFIXES, RDF

_TELL: Final = re.compile(r'\btell\("([^"]+)"')
_SAID: Final = {404: "没有这一页", 405: "不支持这种请求"}
_KINDS: Final = {str(BP.Finding): "finding", str(BP.Disclosure): "disclosure"}


class Pages:
    """Everything for people; reads through `pool`, takes questions and names from `ontology`."""

    def __init__(self, pool: Pool, ontology: Ontology) -> None:
        self._reader = Reader(pool)
        self._names = Names.load(ontology)
        self._questions = {question.name: question for question in load_questions(ontology)}
        self._templates = environment("kg.serve", visible, lstrip_blocks=True)
        self._templates.filters |= {
            "plain": plain,
            "shorten": shorten,
            "short": short,
            "name": self._names.of,
            "shown": shown,
        }
        self._templates.globals |= {
            "link": link,
            "where": where,
            "severity": severity,
            "severities": {severity: say(name) for severity, name in SEVERITIES.items()},
            "around": AROUND,
        }

    def routes(self) -> list[BaseRoute]:
        """The addresses of the pages."""
        return [
            Route("/", self.workbench),
            Route("/findings", self.findings),
            Route("/disclosures", self.disclosures),
            Route("/node", self.node),
            Route("/text", self.text),
            Route("/questions/{name}", self.question),
            Route("/vocabulary.json", self.vocabulary),
        ]

    def errors(self) -> Mapping[Any, Callable[[Request, Any], Response]]:
        """How errors are shown."""
        return {HTTPException: self._http_error, Unanswered: self._unanswered, Exception: self._broken}

    async def workbench(self, request: Request) -> Response:
        """``/``: the editor with the named questions."""
        questions = [self._questions[name] for name in sorted(self._questions)]
        query = request.query_params.get("query", "")
        return self._page(request, "workbench", questions=questions, query=query, words=dumps(words()))

    async def question(self, request: Request) -> Response:
        """``/questions/NAME?param=…``: the text of a named question with these values in their places."""
        question = self._questions.get(request.path_params["name"])
        if question is None:
            return PlainTextResponse(say("没有这个问题"), 404)
        try:
            text = question.filled({name: value for name, value in request.query_params.items() if value})
        except QueryError as error:
            return PlainTextResponse(say(str(error)), 400)
        return PlainTextResponse(text)

    async def vocabulary(self, _: Request) -> Response:
        """``/vocabulary.json``: what the editor completes."""
        return JSONResponse(
            {"prefixes": PREFIXES, "terms": self._names.terms}, headers={"Cache-Control": "max-age=3600"}
        )

    async def findings(self, request: Request) -> Response:
        """``/findings``: by severity, rule, department, disclosure, words."""
        wanted = _filter(request)
        rows = await self._reader.findings(wanted)
        facets = await self._reader.facets(wanted)
        pages = _Pager(request, wanted.page, len(rows) > PAGE)
        about = await self._reader.labels([wanted.disclosure]) if wanted.disclosure else {}
        return self._page(request, "findings", rows=rows[:PAGE], facets=facets, wanted=wanted, pages=pages, about=about)

    async def disclosures(self, request: Request) -> Response:
        """``/disclosures``: each with its findings by severity."""
        page = _number(request, "page", 1)
        rows = await self._reader.disclosures(page)
        counts = await self._reader.finding_counts(row["disclosure"].value for row in rows[:PAGE])
        pages = _Pager(request, page, len(rows) > PAGE)
        return self._page(request, "disclosures", rows=rows[:PAGE], counts=counts, pages=pages)

    async def node(self, request: Request) -> Response:
        """``/node?iri=…``: what is said of a node, in both directions, and its evidence."""
        iri = _iri(request, "iri")
        node = await self._reader.node(iri)
        if node is None:
            raise HTTPException(404, "图谱里没有这个节点")
        kind = next((kind for one, kind in _KINDS.items() if one in node.types), "node")
        about = [term.value for term in node.values(str(BP.subject)) if term.is_iri] if kind == "finding" else [iri]
        evidence = await self._reader.evidence(about)
        labels = {**node.labels, **await self._reader.labels(sorted({one.disclosure for one in evidence}))}
        classes = await self._reader.classes(iri) if kind == "disclosure" else []
        counts = (await self._reader.finding_counts([iri]))[iri] if kind == "disclosure" else {}
        title = node.labels.get(iri) or self._names.of(iri)
        return self._page(
            request, "node", node=node, kind=kind, evidence=evidence, labels=labels, title=title, classes=classes,
            counts=counts, finding=_finding(node), ours=_ours(node), rdf_type=str(RDF.type),
            called=_called(labels, self._names),
        )  # fmt: skip

    async def text(self, request: Request) -> Response:
        """``/text?iri=…&start=…&end=…``: the whole text of a disclosure, with a passage marked."""
        iri = _iri(request, "iri")
        text = await self._reader.text(iri)
        if text is None:
            raise HTTPException(404, "图谱里没有这份文本的全文（较早的版本没有保存，重新 kg check 即可）")
        start = min(_number(request, "start", 0), len(text))
        end = min(max(start, _number(request, "end", 0)), len(text))
        parts = (text[:start], text[start:end], text[end:])
        title = (await self._reader.labels([iri])).get(iri, iri)
        return self._page(request, "text", iri=iri, title=title, parts=parts)

    def _page(self, request: Request, name: str, status: int = 200, **values: Any) -> HTMLResponse:
        template = self._templates.get_template(f"{name}.html.j2")
        path = request.url.path
        page = template.render(path=path, nonce=request.scope.get("nonce", ""), **values)
        return HTMLResponse(page, status, {"Cache-Control": "no-cache"})

    def _error(self, request: Request, status: int, message: str) -> Response:
        return self._page(request, "error", status, code=status, message=say(message))

    def _http_error(self, request: Request, error: HTTPException) -> Response:
        detail = error.detail if error.detail and not error.detail.isascii() else ""
        return self._error(request, error.status_code, detail or _SAID.get(error.status_code, "请求有误"))

    def _unanswered(self, request: Request, error: Unanswered) -> Response:
        return self._error(request, error.status, str(error))

    def _broken(self, request: Request, _: Exception) -> Response:
        return self._error(request, 500, "服务器内部错误")


class _Pager:
    """Links to the page before and after."""

    def __init__(self, request: Request, number: int, more: bool) -> None:
        self.number = number
        self._request = request
        self.before = self._to(number - 1) if number > 1 else ""
        self.after = self._to(number + 1) if more else ""

    def _to(self, number: int) -> str:
        kept = {name: value for name, value in self._request.query_params.items() if value and name != "page"}
        return "?" + urlencode({**kept, "page": number})


def link(path: str, **params: object) -> str:
    """An address on this server; whatever an IRI says, it is only ever a parameter."""
    return f"{path}?{urlencode({name: value for name, value in params.items() if value not in (None, '')})}"


@cache
def scripts_say() -> list[str]:
    """The Chinese templates of the scripts."""
    folder = files("kg.serve") / "static"
    sources = [path.read_text(encoding="utf-8") for path in folder.iterdir() if path.name.endswith(".js")]
    return sorted({text for source in sources for text in _TELL.findall(source)})


def words() -> dict[str, str]:
    """The English of what the scripts say, still to be filled in; nothing where Chinese is shown."""
    return {text: entry(text) for text in scripts_say()} if english() else {}


def _called(labels: Mapping[str, str], names: Names) -> Callable[[str], str]:
    return lambda iri: labels.get(iri) or names.of(iri)


def _finding(node: Node) -> dict[str, str]:
    """What a finding says of itself."""
    fields = {"level": BP.severity, "rule": BP.rule, "disclosure": BP.inDisclosure, "message": BP.message,
              "expected": BP.expected, "observed": BP.observed, "suggestion": BP.suggestion}  # fmt: skip
    return {name: node.text(str(prop)) for name, prop in fields.items()}


def _ours(node: Node) -> set[str]:
    """The properties whose values are words of ours and not of a document."""
    said = {str(BP.trouble), str(BP.warning)}
    if {str(BP.Link), str(BP.Check)} & set(node.types):
        said.add(str(BP.reason))
    return said | {str(BP.expected), str(BP.observed)} if str(BP.Finding) in node.types else said


def _filter(request: Request) -> Filter:
    given = request.query_params
    level = given.get("severity", "")
    if level and level not in SEVERITIES:
        raise HTTPException(400, f"severity 须是 {'、'.join(SEVERITIES)} 之一")
    return Filter(
        severity=level,
        rule=given.get("rule", ""),
        department=_iri(request, "department", optional=True),
        disclosure=_iri(request, "disclosure", optional=True),
        words=given.get("words", "").strip(),
        page=max(1, _number(request, "page", 1)),
    )


def _iri(request: Request, name: str, optional: bool = False) -> str:
    value = request.query_params.get(name, "")
    if optional and not value:
        return ""
    try:
        return NamedNode(value).value
    except ValueError:
        raise HTTPException(400, f"参数 {name} 须是一个 IRI") from None


def _number(request: Request, name: str, default: int) -> int:
    value = request.query_params.get(name) or str(default)
    if not value.isdecimal() or len(value) > 9:
        raise HTTPException(400, f"参数 {name} 须是一个数")
    return int(value)
