"""A real server process over a small graph, with text and IRIs that would do harm if a page trusted them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from tests.conftest import DISCLOSURE, in_a_shell

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
HOSTILE = "<script>document.title='hacked'</script>\"'><img src=x onerror=alert(1)>"
EVIL_IRI = "javascript:alert(document.domain)//<g>".replace("<", "%3C").replace(">", "%3E")
UNTITLED = "https://w3id.org/cn-budget-performance/disclosure/beef"
D = "https://w3id.org/cn-budget-performance/disclosure/feed"
_BP = "https://w3id.org/cn-budget-performance/ns#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_HOSTILE_GRAPH = f"""
<{D}> <{_TYPE}> <{_BP}Disclosure> <{D}> .
<{D}> <http://purl.org/dc/terms/title> {{text}} <{D}> .
<{D}> <http://purl.org/dc/terms/source> {{text}} <{D}> .
<{D}> <{_BP}plainText> {{text}} <{D}> .
<{EVIL_IRI}> <http://www.w3.org/2000/01/rdf-schema#label> {{text}} <{D}> .
<{EVIL_IRI}> <{_BP}quote> {{text}} <{D}> .
<{EVIL_IRI}> <urn:x:p%22%3E%3Cscript%3E> <{EVIL_IRI}> <{D}> .
<{D}/x/f> <{_TYPE}> <{_BP}Finding> <{D}/findings> .
<{D}/x/f> <{_BP}inDisclosure> <{D}> <{D}/findings> .
<{D}/x/f> <{_BP}rule> <urn:x:rule> <{D}/findings> .
<{D}/x/f> <{_BP}severity> <http://www.w3.org/ns/shacl#Violation> <{D}/findings> .
<{D}/x/f> <{_BP}message> {{text}}@zh <{D}/findings> .
<{D}/x/f> <{_BP}subject> <{EVIL_IRI}> <{D}/findings> .
<urn:x:rule> <http://www.w3.org/2004/02/skos/core#notation> {{text}} <{D}/findings> .
<urn:x:rule> <{_TYPE}> <{_BP}Rule> <urn:x:rules> .
<urn:x:rule> <http://www.w3.org/2000/01/rdf-schema#label> {{text}}@zh <urn:x:rules> .
<{UNTITLED}> <{_TYPE}> <{_BP}Disclosure> <{UNTITLED}> .
<{UNTITLED}> <http://purl.org/dc/terms/source> "无题.pdf" <{UNTITLED}> .
"""


@dataclass(frozen=True)
class Answer:
    """A response as it came over the wire."""

    status: int
    headers: dict[str, str]
    body: str


@dataclass(frozen=True)
class Server:
    """A running `kg serve`."""

    address: str
    process: subprocess.Popen[str]

    def ask(
        self, path: str, method: str = "GET", body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> Answer:
        """One request, without following redirects."""
        connection = HTTPConnection(urlsplit(self.address).netloc, timeout=30)
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        found = Answer(
            response.status, {k.lower(): v for k, v in response.getheaders()}, response.read().decode("utf-8")
        )
        connection.close()
        return found

    def query(self, text: str, accept: str = "application/sparql-results+json", **more: str) -> Answer:
        """A query by GET."""
        return self.ask("/sparql?" + urlencode({"query": text, **more}), headers={"Accept": accept})


@contextmanager
def serving(store: Path, *options: str) -> Iterator[Server]:
    """`kg serve` on a free port, until the block is left."""
    command = [sys.executable, "-m", "kg", "serve", "--store", str(store), "--port", "0", *options]
    env = {**os.environ, "PYTHONUTF8": "1"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=env)
    assert process.stdout is not None
    try:
        told = []
        for line in process.stdout:
            told.append(line)
            if line.startswith(("页面：", "Pages: ")):
                yield Server(line[line.index("http") :].strip(), process)
                break
        else:
            pytest.fail("the server did not start: " + "".join(told))
    finally:
        process.terminate()
        process.wait(20)
        process.stdout.close()


SERVED = DISCLOSURE.rstrip("\n") + "\n\n全年收入于上年持平。\n"  # a slip of the pen: information, beside the violation


def folder(made: Path, texts: Sequence[str] = (SERVED,)) -> Path:
    """What `kg check --out` writes for these texts, and a graph beside them that means harm."""
    sources = [made / f"{number}.txt" for number in range(len(texts))]
    for path, text in zip(sources, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    assert in_a_shell("check", *sources, "--out", made / "out").returncode == 0
    hostile = '"' + HOSTILE.replace('"', '\\"') + '"'
    with (made / "out" / "graph.nq").open("a", encoding="utf-8") as graph:
        graph.write(_HOSTILE_GRAPH.format(text=hostile).lstrip())
    return made / "out"


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that is served."""
    return folder(tmp_path_factory.mktemp("serve"))


@pytest.fixture(scope="session")
def server(store: Path) -> Iterator[Server]:
    """One server for all tests that need nothing special."""
    with serving(store, "--timeout", "1.5", "--max-mb", "0.4", "--workers", "1") as running:
        yield running
