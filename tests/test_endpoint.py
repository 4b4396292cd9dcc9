"""`kg check --endpoint`: what the rules find elsewhere is what they find here, and what goes wrong is said."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pyoxigraph as ox
import pytest

from kg import endpoint as module
from kg import remote
from kg.check.graphs import InStore, Node
from kg.check.rules import load_rules
from kg.check.run import check_graphs
from kg.check.shapes import validate_graphs
from kg.endpoint import AtEndpoint, check_endpoint
from kg.errors import QueryError
from kg.remote import Overrun, Refused
from kg.resources import Ontology
from tests.conftest import DISCLOSURE, Kg, in_a_shell
from tests.serve.conftest import serving

TEXTS = ("clean-budget.txt", "earlier-budget.txt")
FACTS = re.compile(r"/disclosure/[0-9a-f]+> \.$")


@pytest.fixture(scope="module")
def here(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the run on the files wrote."""
    folder = tmp_path_factory.mktemp("here")
    (folder / "荷塘.txt").write_text(DISCLOSURE, encoding="utf-8")
    paths = [folder / "荷塘.txt", *(root / "samples" / name for name in TEXTS)]
    assert in_a_shell("check", *paths, "--out", folder / "out").returncode == 0
    return folder / "out"


@pytest.fixture(scope="module")
def filled(oxigraph: str, here: Path) -> str:
    """The address of a store of others that the graph was loaded into."""
    assert in_a_shell("load", here, "--endpoint", f"{oxigraph}/store").returncode == 0
    return f"{oxigraph}/query"


def told(folder: Path) -> tuple[list[str], dict[str, Any]]:
    """The findings, and how each rule ended on each disclosure."""
    found = json.loads((folder / "findings.json").read_text(encoding="utf-8"))
    run = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    ended = {one["disclosure"]: (one["outcomes"], one["examined"], one["findings"]) for one in run["documents"]}
    return sorted(json.dumps(one, sort_keys=True) for one in found), ended


def judged(folder: Path, name: str) -> set[str]:
    """The graphs that hold what the rules said: all but those of the facts."""
    lines = (folder / name).read_text(encoding="utf-8").splitlines()
    return {line for line in lines if not FACTS.search(line)}


def the_same(kg: Kg, address: str, here: Path, out: Path) -> None:
    """Checks at the endpoint, and compares all that is written."""
    code, shown, err = kg("check", "--endpoint", address, "--out", out)
    assert (code, err) == (0, "")
    assert told(out) == told(here)
    assert judged(out, "findings.nq") == judged(here, "graph.nq")
    assert len(told(here)[0]) > 4 and "A01" in shown and "读出：" not in shown
    assert {path.name for path in out.iterdir()} == {"findings.nq", "findings.json", "findings.csv", "run.json"}


def test_a_store_of_others_gives_what_the_files_gave(kg: Kg, filled: str, here: Path, tmp_path: Path) -> None:
    the_same(kg, filled, here, tmp_path)


def test_our_own_server_gives_it_too(kg: Kg, here: Path, tmp_path: Path) -> None:
    with serving(here, "--workers", "1") as server:
        the_same(kg, server.address + "sparql", here, tmp_path)


@pytest.fixture
def store(here: Path) -> ox.Store:
    """The same graphs at hand."""
    store = ox.Store()
    store.bulk_load(path=str(here / "graph.nq"), format=ox.RdfFormat.N_QUADS)
    return store


def disclosures(store: ox.Store) -> list[str]:
    """The graphs of facts."""
    found = store.query("SELECT ?g { GRAPH ?g { ?g a <https://w3id.org/cn-budget-performance/ns#Disclosure> } }")
    assert isinstance(found, ox.QuerySolutions)
    return sorted(row[0].value for row in found)


@pytest.mark.parametrize("most", [1, 2])
def test_an_endpoint_that_answers_little_at_a_time_is_asked_in_portions(
    store: ox.Store, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    asked: list[int] = []

    def ask(_: str, text: str, named: Sequence[str] = ()) -> ox.QuerySolutions:
        asked.append(len(named))
        if "VALUES (" not in text and not 0 < len(named) <= most:
            raise Overrun("zu viel")
        graphs: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(graph) for graph in named]
        answer = store.query(text, named_graphs=graphs or None)
        assert isinstance(answer, ox.QuerySolutions)
        return answer

    monkeypatch.setattr(module, "ask_endpoint", ask)
    iris, rules = disclosures(store), [rule for rule in load_rules(Ontology.load()) if not rule.across]
    far = AtEndpoint("http://x", iris)
    weak = validate_graphs(InStore(store), Ontology.load())
    assert validate_graphs(far, Ontology.load()) == {iri: nodes for iri, nodes in weak.items() if iri in iris}
    assert check_graphs(far, rules, iris) == check_graphs(InStore(store), rules, iris)
    assert asked[0] == 0 and set(asked[3:]) <= {0, 1, most}, "what was too much is not asked again"
    nodes = [Node(iris[0], iris[0]), Node(iris[1], "urn:nothing")]
    assert sorted(map(str, far.said(nodes)[nodes[0]])) == sorted(map(str, InStore(store).said(nodes)[nodes[0]]))


def test_a_rule_that_the_endpoint_refuses_cannot_tell(store: ox.Store, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = next(rule for rule in load_rules(Ontology.load()) if rule.code == "A01").query

    def ask(_: str, text: str, named: Sequence[str] = ()) -> ox.QuerySolutions:
        if text == refused:
            raise Refused("HTTP 400: no such function")
        answer = store.query(text)
        assert isinstance(answer, ox.QuerySolutions)
        return answer

    monkeypatch.setattr(module, "ask_endpoint", ask)
    run = check_endpoint("http://x", Ontology.load())
    checks = [check for result in run.documents for check in result.checks]
    assert {(check.rule, check.outcome) for check in checks if "no such" in check.reason} == {("A01", "cantTell")}
    assert [problem.reason for problem in run.problems] == ["端点执行不了 1 条规则：A01"]
    assert sum(len(result.findings) for result in run.documents) > 0


def test_graphs_that_were_loaded_in_part_are_said_and_the_others_checked(
    kg: Kg, oxigraph: str, filled: str, here: Path, tmp_path: Path
) -> None:
    lines = [line for line in (here / "graph.nq").read_text(encoding="utf-8").splitlines() if FACTS.search(line)]
    half = lines[: len(lines) // 9]
    graph = half[0].rpartition("<")[2].removesuffix("> .")
    cut = graph[:-16] + "0" * 16
    (tmp_path / "half.nq").write_text("".join(line.replace(graph, cut) + "\n" for line in half), encoding="utf-8")
    assert kg("load", tmp_path / "half.nq", "--endpoint", f"{oxigraph}/store")[0] == 0
    code, out, err = kg("check", "--endpoint", filled, "--no-across")
    assert code == 3 and f"图 {cut} 没有载完" in err and out.count("■") == 3
    remote.send_graph(f"{oxigraph}/store", cut, b"")
    assert kg("check", "--endpoint", filled, "--no-across")[0] == 0


@contextmanager
def answering(body: bytes, kind: str = "text/html", length: int | None = None, status: int = 200) -> Iterator[str]:
    """A server that gives one answer to everything; it says that it is of some length, and may not be."""

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body) if length is None else length))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing on the screen."""

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


RESULTS = "application/sparql-results+json"


@pytest.mark.parametrize(
    ("body", "kind", "length", "status", "message"),
    [
        (b"<html>", "text/html", None, 200, "可能不是 SPARQL 端点"),
        (b'{"head":{"vars":["g"]},"results":{"bindings":[]}}', RESULTS, None, 200, "没有可以检查的公开文本"),
        (b'{"head":{"vars":["g"]},"results":{"bindings":[', RESULTS, None, 200, "可能中断了"),
        (b'{"head":{"vars":["g"]},', RESULTS, 999, 200, "答复中断"),
        (b"who are you", "text/plain", None, 401, "KG_ENDPOINT_USER"),
        (b"not here", "text/plain", None, 404, "地址可能不对"),
        (b"parse error", "text/plain", None, 400, "parse error"),
        (b"too slow", "text/plain", None, 504, "too slow"),
    ],
)
def test_what_goes_wrong_is_said(kg: Kg, body: bytes, kind: str, length: int | None, status: int, message: str) -> None:
    with answering(body, kind, length, status) as address:
        code, out, err = kg("check", "--endpoint", address)
    assert (code, out) == (2, "") and message in err and len(err.splitlines()) == 1


def test_nobody_there_and_nobody_answering(kg: Kg, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "连不上" in kg("check", "--endpoint", "http://127.0.0.1:1/")[2]
    monkeypatch.setattr(remote, "SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(QueryError, match="秒内没有答复"):
        check_endpoint(f"http://127.0.0.1:{silent.getsockname()[1]}/", Ontology.load())


def test_files_or_an_endpoint(kg: Kg, tmp_path: Path) -> None:
    for given, message in (((), "缺少 PATH"), ((tmp_path, "--endpoint", "http://x/"), "只能写一个")):
        code, _, err = kg("check", *given)
        assert code == 2 and message in err
    assert "--form" in kg("check", "--endpoint", "http://x/", "--out", tmp_path, "--form", "xlsx")[2]


def test_a_name_and_a_password_are_given_when_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    class Guarded(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            seen.append(self.headers.get("Authorization", ""))
            body = b'{"head":{},"boolean":true}'
            self.send_response(200 if seen[-1] else 401)
            self.send_header("WWW-Authenticate", 'Basic realm="x"')
            self.send_header("Content-Type", RESULTS)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing on the screen."""

    with HTTPServer(("127.0.0.1", 0), Guarded) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        with pytest.raises(QueryError, match="401"):
            remote.ask_endpoint(address, "ASK {}")
        monkeypatch.setenv("KG_ENDPOINT_USER", "甲")
        monkeypatch.setenv("KG_ENDPOINT_PASSWORD", "p")
        assert remote.ask_endpoint(address, "ASK {}")
        monkeypatch.delenv("KG_ENDPOINT_USER")
        monkeypatch.setenv("KG_ENDPOINT_TOKEN", "t0")
        assert remote.ask_endpoint(address, "ASK {}")
        server.shutdown()
    assert [one.partition(" ")[0] for one in seen] == ["", "", "Basic", "Bearer"]
