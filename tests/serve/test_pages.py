"""The pages without a browser: what they show, what they refuse, and that hostile text stays text."""

from __future__ import annotations

import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from kg.questions import load_questions
from kg.resources import Ontology
from tests.serve.conftest import EVIL_IRI, HOSTILE, UNTITLED, Answer, D, Server

STATIC = Path(__file__).parents[2] / "kg" / "serve" / "static"


class Elements(HTMLParser):
    """Start tags of a page with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def node(iri: str) -> str:
    """The address of a node's page."""
    return "/node?" + urlencode({"iri": iri})


def first(server: Server, pattern: str) -> str:
    """The first ?x that fits."""
    found = json.loads(server.query(f"SELECT ?x {{ {pattern} }} ORDER BY ?x LIMIT 1").body)
    iri: str = found["results"]["bindings"][0]["x"]["value"]
    return iri


def test_the_workbench_has_every_question_with_its_parameters(server: Server) -> None:
    page = Elements(server.ask("/").body)
    forms = {attrs["data-name"] for tag, attrs in page.tags if tag == "form" and "data-name" in attrs}
    names = {attrs.get("name") for tag, attrs in page.tags if tag == "input"}
    questions = load_questions(Ontology.load())
    assert forms == {question.name for question in questions}
    assert names == {parameter.name for question in questions for parameter in question.parameters}


def test_a_question_is_filled_here_and_wrong_values_are_refused(server: Server) -> None:
    filled = server.ask("/questions/links?" + urlencode({"kind": 'a" } DROP', "min_score": ""}))
    assert filled.status == 200 and r'VALUES ?kind { "a\" } DROP" }' in filled.body
    assert "VALUES ?min_score { UNDEF }" in filled.body
    assert server.ask("/questions/links?min_score=much").status == 400
    assert server.ask("/questions/nothing").status == 404


def test_from_a_finding_to_its_evidence(server: Server) -> None:
    page = server.ask("/findings?rule=A01").body
    [link] = re.findall(r'class="message"><a href="([^"]+)">[^<]*监测差错率', page)
    finding = server.ask(link.replace("&amp;", "&")).body
    assert "<mark>监测差错率\t≥90%</mark>" in finding and "监测次数" in finding and "第 " in finding
    whole, *_ = re.findall(r'href="(/text[^"]+)">在全文中看', finding)
    text = server.ask(whole.replace("&amp;", "&").partition("#")[0]).body
    assert '<mark id="at">监测差错率\t≥90%</mark>' in text and "河湾县荷塘管理局概况" in text


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"severity": "violation"}, {"错误"}),
        ({"severity": "info"}, {"提示"}),
        ({"rule": "A01"}, {"错误"}),
        ({"rule": "A01", "severity": "info"}, set()),
        ({"words": "差错率"}, {"错误"}),
        ({"disclosure": "urn:x:none"}, set()),
    ],
)
def test_findings_are_filtered(server: Server, wanted: dict[str, str], found: set[str]) -> None:
    page = server.ask("/findings?" + urlencode(wanted)).body
    assert set(re.findall(r'<span class="badge \w+">(\w+)</span>', page)) == found
    assert ("没有符合条件的疑点" in page) == (not found)


def test_findings_of_a_department(server: Server) -> None:
    mine = first(server, "?x a bp:Department")
    both = server.ask("/findings").body
    own = server.ask("/findings?" + urlencode({"department": mine})).body
    assert "&lt;script&gt;" in both.split("<ol")[1] and "&lt;script&gt;" not in own.split("<ol")[1]


def test_a_node_shows_links_both_ways(server: Server) -> None:
    indicator = first(server, '?x a bp:Indicator ; rdfs:label "监测差错率"')
    page = Elements(server.ask(node(indicator)).body)
    assert "有指标值" in page.text and "≥90%" in page.text
    incoming = page.text.partition("指向这里的")[2]
    assert "有绩效指标" in incoming and "荷塘水质监测" in incoming and "涉及事实" in incoming


def test_a_link_is_called_by_its_ends_and_amounts_have_separators(server: Server) -> None:
    link = first(server, "?x a bp:Link ; bp:from/rdfs:label ?one ; bp:to/(rdfs:label|bp:text) ?other")
    title = Elements(server.ask(node(link)).body).text.partition("关联")[2]
    assert " → " in title[:200]
    money = first(server, "?x bp:amount ?yuan FILTER(?yuan >= 1000)")
    assert re.search(r"\d,\d{3}", Elements(server.ask(node(money)).body).text)


def test_a_disclosure_without_a_title_is_called_by_its_file(server: Server) -> None:
    assert "无题.pdf" in server.ask(node(UNTITLED)).body.partition("</title>")[0]


def test_disclosures_lead_to_their_findings_and_counts(server: Server) -> None:
    page = server.ask("/disclosures").body
    assert "河湾县荷塘管理局" in page and "0.txt" in page and "部门预算" in page
    disclosure = first(server, "?x a bp:Disclosure ; bp:publishedBy ?d")
    own = Elements(server.ask(node(disclosure)).body)
    assert "绩效指标 4" in " ".join(own.text.split())
    assert "plainText" not in own.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/node", 400), ("/node?iri=nonsense", 400), (node("urn:x:none"), 404), ("/nothing", 404),
        ("/findings?severity=bad", 400), ("/findings?page=x", 400), ("/findings?page=99999999999", 400),
        ("/findings?department=%3Cscript%3E", 400), ("/text?iri=urn:x:none", 404), ("/static/../app.py", 404),
        ("/static/%2e%2e/app.py", 404),
    ],
)  # fmt: skip
def test_what_is_not_there_is_said(server: Server, path: str, status: int) -> None:
    answer = server.ask(path)
    assert answer.status == status and "import" not in answer.body


HOSTILE_PAGES = [
    "/findings",
    "/disclosures",
    node(D),
    node(f"{D}/x/f"),
    node(EVIL_IRI),
    "/text?" + urlencode({"iri": D}),
    "/findings?" + urlencode({"disclosure": D}),
    "/findings?" + urlencode({"words": HOSTILE}),
    "/?" + urlencode({"query": HOSTILE}),
]
ECHOES = ["/findings?" + urlencode({"rule": HOSTILE}), node(f"urn:x:{HOSTILE}"), "/" + quote(HOSTILE)]


@pytest.mark.parametrize("path", HOSTILE_PAGES + ECHOES)
def test_hostile_text_is_shown_as_text(server: Server, path: str) -> None:
    page = Elements(server.ask(path).body)
    assert [attrs for tag, attrs in page.tags if tag == "script"] == [
        {"type": "module", "src": "/static/workbench.js"} for _ in range(path.startswith("/?"))
    ]
    assert not [tag for tag, attrs in page.tags if tag == "img" or any(name.startswith("on") for name in attrs)]
    links = [attrs.get("href") or "" for tag, attrs in page.tags if tag == "a"]
    assert links and all(link.startswith(("/", "?", "#")) for link in links)
    assert path in ECHOES or "hacked" in page.text + str(page.tags)


def headers(answer: Answer) -> dict[str, str]:
    """Of a response, those that protect."""
    return {name: value for name, value in answer.headers.items() if name.startswith(("x-", "cross-", "content-sec"))}


@pytest.mark.parametrize("path", ["/", "/findings", "/sparql?query=ASK%20%7B%7D", "/static/site.css", "/nothing"])
def test_every_response_is_protected(server: Server, path: str) -> None:
    protecting = headers(server.ask(path))
    policy = protecting["content-security-policy"]
    assert "default-src 'none'; script-src 'self';" in policy and "frame-ancestors 'none'" in policy
    assert protecting["x-content-type-options"] == "nosniff"
    assert protecting["cross-origin-resource-policy"] == "same-origin"


def test_other_hosts_and_other_sites_are_refused(server: Server) -> None:
    assert server.ask("/", headers={"Host": "evil.example"}).status == 400
    assert server.ask("/sparql?query=ASK%20%7B%7D", headers={"Host": "evil.example:80"}).status == 400
    assert server.ask("/", headers={"Host": "localhost"}).status == 200
    crossing = server.ask("/sparql?query=ASK%20%7B%7D", headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in crossing.headers


def test_what_is_from_others_is_what_the_manifest_says() -> None:
    manifest = json.loads((STATIC / "vendor" / "MANIFEST.json").read_text(encoding="utf-8"))
    scripts = sorted(path.name for path in (STATIC / "vendor").glob("*.js"))
    digests = {name: hashlib.sha256((STATIC / "vendor" / name).read_bytes()).hexdigest() for name in scripts}
    assert digests == manifest["files"]
    assert {package["licence"] for package in manifest["packages"]} == {"MIT"}
    licences = (STATIC / "vendor" / "LICENSES.txt").read_text(encoding="utf-8")
    assert all(f"{package['name']} {package['version']} (MIT)" in licences for package in manifest["packages"])


def test_nothing_is_loaded_from_elsewhere() -> None:
    sources = [*STATIC.glob("*.*"), *(STATIC.parent / "templates").glob("*.j2")]
    assert len(sources) >= 10
    for path in sources:
        assert not re.findall(
            r"""(?:src|href|from|import|url)\s*[=(]?\s*["'(]*(?:https?:)?//""", path.read_text("utf-8")
        )
