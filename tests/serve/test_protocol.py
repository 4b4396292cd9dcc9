"""The SPARQL 1.1 protocol as clients use it, against a real server process."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from typing import Any
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from tests.serve.conftest import ENDLESS, Server

ONE = "SELECT ?name WHERE { ?i a bp:Indicator ; rdfs:label ?name } ORDER BY ?name LIMIT 1"
SOME = "CONSTRUCT { ?i rdfs:label ?name } WHERE { ?i a bp:Indicator ; rdfs:label ?name }"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query; charset=utf-8"}


def names(body: str) -> list[str]:
    """The values of ?name in SPARQL JSON."""
    return [row["name"]["value"] for row in json.loads(body)["results"]["bindings"]]


def test_the_three_ways_to_ask_give_the_same(server: Server) -> None:
    ways = [
        server.query(ONE),
        server.ask("/sparql", "POST", urlencode({"query": ONE}).encode(), FORM),
        server.ask("/sparql", "POST", ONE.encode(), DIRECT),
    ]
    assert [(answer.status, names(answer.body)) for answer in ways] == [(200, ["水质达标率"])] * 3


@pytest.mark.parametrize(
    ("accept", "media_type", "begins"),
    [
        ("", "application/sparql-results+json", '{"head"'),
        ("*/*", "application/sparql-results+json", '{"head"'),
        ("application/json", "application/sparql-results+json", '{"head"'),
        ("application/sparql-results+xml", "application/sparql-results+xml", "<?xml"),
        ("text/csv", "text/csv; charset=utf-8", "name\r\n"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8", "?name\n"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "application/sparql-results+xml", "<?xml"),
        ("text/*", "text/csv; charset=utf-8", "name\r\n"),
        ("image/png, text/csv;q=0.1", "text/csv; charset=utf-8", "name\r\n"),
        ("*/*;q=0.1, application/sparql-results+xml;q=0.2", "application/sparql-results+xml", "<?xml"),
    ],
)
def test_rows_come_as_the_client_wants_them(server: Server, accept: str, media_type: str, begins: str) -> None:
    answer = server.query(ONE, accept)
    assert (answer.status, answer.headers["content-type"]) == (200, media_type)
    assert answer.body.startswith(begins) and "水质达标率" in answer.body


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", RdfFormat.TURTLE),
        ("application/sparql-results+json, */*;q=0.1", RdfFormat.TURTLE),
        ("application/n-triples", RdfFormat.N_TRIPLES),
        ("application/rdf+xml", RdfFormat.RDF_XML),
        ("application/ld+json", RdfFormat.JSON_LD),
    ],
)
def test_triples_come_as_the_client_wants_them(server: Server, accept: str, form: RdfFormat) -> None:
    answer = server.query(SOME, accept)
    assert answer.status == 200 and answer.headers["content-type"].startswith(form.media_type)
    assert len(list(parse(answer.body, format=form))) == 4


def test_ask(server: Server) -> None:
    assert json.loads(server.query("ASK { ?i a bp:Indicator }").body)["boolean"] is True
    xml = ElementTree.fromstring(server.query("ASK { ?i a bp:Nothing }", "application/sparql-results+xml").body)
    assert xml.findtext("{*}boolean") == "false"


@pytest.mark.parametrize("text", [ONE, SOME, "ASK {}"])
def test_what_nobody_can_write_is_406(server: Server, text: str) -> None:
    answer = server.query(text, "image/png")
    assert answer.status == 406 and "格式" in answer.body


@pytest.mark.parametrize("text", ["SELECT", "SELECT * { ?s ?p }", "PREFIX", ""])
def test_malformed_is_400_and_says_where(server: Server, text: str) -> None:
    answer = server.query(text)
    assert (
        answer.status == 400 and "查询有误" in answer.body and answer.headers["content-type"].startswith("text/plain")
    )


def test_requests_that_are_no_query(server: Server) -> None:
    twice = "/sparql?" + urlencode([("query", ONE), ("query", ONE)])
    assert server.ask(twice).status == 400
    assert server.ask("/sparql", "POST", b"", FORM).status == 400
    assert server.ask("/sparql", "POST", b"query=%FF", FORM).status == 400
    assert server.ask("/sparql", "POST", b"\xff", DIRECT).status == 400
    assert server.ask("/sparql", "POST", ONE.encode(), {"Content-Type": "text/plain"}).status == 415
    assert server.ask("/sparql", "POST", b"#" * 1_000_001, DIRECT).status == 413


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_405(server: Server, method: str) -> None:
    answer = server.ask("/sparql", method, b"")
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD, POST, OPTIONS")


def test_head_and_options(server: Server) -> None:
    head = server.ask("/sparql?query=" + quote("ASK {}"), "HEAD")
    assert (head.status, head.body) == (200, "") and head.headers["content-type"] == "application/sparql-results+json"
    options = server.ask("/sparql", "OPTIONS")
    assert options.status == 204 and "GET" in options.headers["allow"]
    assert not [name for name in (*head.headers, *options.headers) if name.startswith("access-control")]


@pytest.mark.parametrize(
    "body",
    [urlencode({"update": "CLEAR ALL"}), urlencode({"query": "CLEAR ALL"}), urlencode({"query": "LOAD <urn:x>"})],
)
def test_updates_are_refused(server: Server, body: str) -> None:
    before = server.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").body
    answer = server.ask("/sparql", "POST", body.encode(), FORM)
    assert answer.status in (400, 403) and "只读" in answer.body
    raw = server.ask("/sparql", "POST", b"CLEAR ALL", {"Content-Type": "application/sparql-update"})
    assert raw.status == 403 and server.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").body == before


def test_without_graph_the_union_is_asked_and_the_request_may_name_graphs(server: Server) -> None:
    count = "SELECT (COUNT(*) AS ?name) { ?i a bp:Indicator }"
    inside = "SELECT (COUNT(*) AS ?name) { GRAPH ?g { ?i a bp:Indicator } }"
    graph = names(server.query("SELECT ?name { GRAPH ?name { ?i a bp:Indicator } } LIMIT 1").body)[0]
    other = {"default-graph-uri": "urn:x:none"}
    assert names(server.query(count).body) == ["4"]
    assert names(server.query(count, **other).body) == ["0"]
    assert names(server.query(count, **{"default-graph-uri": graph}).body) == ["4"]
    assert names(server.query(inside, **{"named-graph-uri": graph}).body) == ["4"]
    assert names(server.query(inside, **{"named-graph-uri": "urn:x:none"}).body) == ["0"]
    assert names(server.query(count.replace("{", "FROM <urn:x:none> {", 1)).body) == ["0"]
    form = urlencode({"query": count, **other}).encode()
    assert names(server.ask("/sparql", "POST", form, FORM).body) == ["0"]
    assert names(server.ask("/sparql?" + urlencode(other), "POST", count.encode(), DIRECT).body) == ["0"]
    assert server.query(count, **{"default-graph-uri": "not an iri"}).status == 400


def test_an_endless_query_ends_and_the_next_is_answered(server: Server) -> None:
    began = time.monotonic()
    answer = server.query(ENDLESS)
    assert answer.status == 504 and "1.5 秒" in answer.body and "--timeout" in answer.body
    assert time.monotonic() - began < 10
    assert names(server.query(ONE).body) == ["水质达标率"]


def test_a_result_that_is_too_long_is_refused_whole(server: Server) -> None:
    answer = server.query("SELECT * { ?a ?b ?c . ?d a bp:Indicator }")
    assert answer.status == 507 and "0.4 MB" in answer.body and "LIMIT" in answer.body


@pytest.mark.parametrize(
    "keyword", ["SERVICE", "service SILENT", r"?s ?p rdfs:a\' . SERVICE", r"?s ?p rdfs:a\# . SERVICE"]
)
def test_nobody_else_is_asked(server: Server, keyword: str) -> None:
    answer = server.query(
        "SELECT * { { WORD <http://127.0.0.1:1/> { ?a ?b rdfs:c } } UNION { ?x ?y ';' } \n}".replace("WORD", keyword)
    )
    assert answer.status == 400 and "SERVICE" in answer.body


def test_the_service_describes_itself(server: Server) -> None:
    graph = Graph().parse(data=server.ask("/sparql").body, format="turtle")
    [endpoint] = graph.objects(None, URIRef("http://www.w3.org/ns/sparql-service-description#endpoint"))
    assert str(endpoint) == server.address + "sparql"
    browser = server.ask("/sparql", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (browser.status, browser.headers["location"]) == (303, "/")


# ------------------------------------------------------------------ clients


@pytest.mark.parametrize("method", ["GET", POST])
def test_sparqlwrapper(server: Server, method: str) -> None:
    client: Any = SPARQLWrapper(server.address + "sparql")
    client.setMethod(method)
    client.setQuery(ONE)
    client.setReturnFormat(JSON)
    assert client.queryAndConvert()["results"]["bindings"][0]["name"]["value"] == "水质达标率"
    client.setReturnFormat(XML)
    assert "水质达标率" in client.queryAndConvert().toxml()
    client.setReturnFormat(CSV)
    assert client.queryAndConvert().decode().split("\r\n")[1] == "水质达标率"
    client.setQuery(SOME)
    client.setReturnFormat(TURTLE)
    assert "水质达标率" in client.queryAndConvert().decode()
    client.setReturnFormat(JSON)
    client.setQuery("SELECT")
    with pytest.raises(QueryBadFormed):
        client.query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib(server: Server, method: str) -> None:
    graph = Graph(SPARQLStore(server.address + "sparql", method=method))
    prologue = "PREFIX bp: <https://w3id.org/cn-budget-performance/ns#> "
    rows: Any = graph.query(prologue + ONE)
    assert [row.asdict()["name"].toPython() for row in rows] == ["水质达标率"]
    assert len(list(graph.query(prologue + SOME))) == 4
    assert graph.query(prologue + "ASK { ?i a bp:Indicator }").askAnswer


def test_curl(server: Server) -> None:
    curl = shutil.which("curl")
    if curl is None:
        pytest.skip("curl is not here")
    run = [curl, "-sS", "--noproxy", "*", "-H", "Accept: text/csv", server.address + "sparql"]
    for way in (
        ["--data-urlencode", "query=" + ONE],
        ["-G", "--data-urlencode", "query=" + ONE],
        ["-H", "Content-Type: application/sparql-query", "--data-binary", ONE],
    ):
        found = subprocess.run([*run, *way], capture_output=True, check=True).stdout.decode()
        assert found.split() == ["name", "水质达标率"]
