"""`kg load`: what a store, parts or a file hold is what a store of others has afterwards, whatever it had before."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from urllib.request import Request, urlopen

import pyoxigraph as ox
import pytest

from kg import remote
from kg.errors import DataError, QueryError
from kg.store.folder import Folder
from kg.store.load import Loaded, load
from kg.vocab import BASE, BP, RDF
from tests.conftest import Kg

QUADS = """<urn:a> <urn:p> "eins\\n\\"zwei\\" <urn:x> ." <urn:g1> .
<urn:b> <urn:p> "名"@zh <urn:g1> .
<urn:c> <urn:p> <urn:d> <urn:g2?x=1&y=甲#z> .
<urn:e> <urn:p> "5.5"^^<http://www.w3.org/2001/XMLSchema#decimal> <urn:g1> .
"""


def at(oxigraph: str) -> set[ox.Quad]:
    """All that the server has."""
    request = Request(f"{oxigraph}/store", headers={"Accept": "application/n-quads"})
    with urlopen(request, timeout=30) as answer:
        return set(ox.parse(answer.read(), format=ox.RdfFormat.N_QUADS))


def graphs(oxigraph: str) -> set[str]:
    """The names of the graphs that the server has."""
    return {str(quad.graph_name)[1:-1] for quad in at(oxigraph)}


@pytest.fixture
def empty(oxigraph: str) -> str:
    """The server with nothing in it."""
    with urlopen(Request(f"{oxigraph}/store", method="DELETE"), timeout=30):
        return oxigraph


def quads(text: str = QUADS) -> set[ox.Quad]:
    """What a file of N-Quads says."""
    return set(ox.parse(text, format=ox.RdfFormat.N_QUADS))


def a_file(path: Path) -> Path:
    """Plain N-Quads."""
    (path / "some.nq").write_text(QUADS, encoding="utf-8")
    return path / "some.nq"


def packed(path: Path) -> Path:
    """The same packed."""
    (path / "some.nq.gz").write_bytes(gzip.compress(QUADS.encode()))
    return path / "some.nq.gz"


def checked(path: Path) -> Path:
    """The folder of `kg check --out`."""
    a_file(path).rename(path / "graph.nq")
    return path


def built(path: Path) -> Path:
    """A store of `kg build`."""
    store = ox.Store(str(path / "work"))
    store.extend(quads())
    store.flush()
    Folder(path).publish(store)
    return path


@pytest.mark.parametrize("made", [a_file, packed, checked, built])
def test_everything_arrives_and_takes_the_place_of_what_was_there(
    kg: Kg, empty: str, tmp_path: Path, made: Callable[[Path], Path]
) -> None:
    source = made(tmp_path)
    remote.send_graph(f"{empty}/store", "urn:g1", b"<urn:stale> <urn:p> <urn:x> .\n")
    remote.send_graph(f"{empty}/store", "urn:other", b"<urn:mine> <urn:p> <urn:x> .\n")
    mine = quads("<urn:mine> <urn:p> <urn:x> <urn:other> .\n")
    for _ in range(2):
        code, out, err = kg("load", source, "--endpoint", f"{empty}/store")
        assert (code, err) == (0, "") and "图 2 个，三元组 4 条" in out
        assert at(empty) == quads() | mine


def test_several_sources_add_up_to_one_graph(empty: str, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.nq").write_text(f"<urn:{name}> <urn:p> <urn:x> <urn:shared> .\n", encoding="utf-8")
    assert load([tmp_path / "a.nq", tmp_path / "b.nq"], f"{empty}/store") == Loaded(1, 2)
    assert {quad.subject for quad in at(empty)} == {ox.NamedNode("urn:a"), ox.NamedNode("urn:b")}
    (tmp_path / "c.nq").write_text("<urn:c> <urn:p> <urn:x> .\n", encoding="utf-8")  # the default graph
    assert load([tmp_path / "c.nq"], f"{empty}/store") == Loaded(1, 1)
    assert ox.Quad(ox.NamedNode("urn:c"), ox.NamedNode("urn:p"), ox.NamedNode("urn:x")) in at(empty)


GONE, KEPT = (f"{BASE}disclosure/{name}" for name in ("gone", "kept"))


def test_disclosures_that_are_in_no_source_are_taken_away(kg: Kg, empty: str, tmp_path: Path) -> None:
    there = {GONE: BP.Disclosure, f"{GONE}/findings": BP.Finding, KEPT: BP.Disclosure, "urn:mine": "urn:x"}
    for graph, kind in there.items():
        remote.send_graph(f"{empty}/store", graph, f"<{graph}> <{RDF.type}> <{kind}> .\n".encode())
    source = tmp_path / "some.nq"
    source.write_text(f"<{KEPT}> <{RDF.type}> <{BP.Disclosure}> <{KEPT}> .\n", encoding="utf-8")
    code, out, err = kg("load", source, "--endpoint", f"{empty}/store")
    assert (code, err) == (0, "") and "去掉" not in out and len(at(empty)) == 4
    code, out, err = kg("load", source, "--endpoint", f"{empty}/store", "--prune", f"{empty}/query")
    assert (code, err) == (0, "") and "公开文本 1 份" in out, "that it has no graph of comparisons is no error"
    assert graphs(empty) == {KEPT, "urn:mine"}
    assert load([source], f"{empty}/store", prune=f"{empty}/query") == Loaded(1, 1, 0)


def test_nothing_is_taken_away_where_the_address_answers_no_queries(empty: str, tmp_path: Path) -> None:
    remote.send_graph(f"{empty}/store", GONE, f"<{GONE}> <{RDF.type}> <{BP.Disclosure}> .\n".encode())
    with pytest.raises(QueryError):
        load([a_file(tmp_path)], f"{empty}/store", prune=f"{empty}/nothing")
    assert GONE in graphs(empty)


@contextmanager
def moody(*statuses: int) -> Iterator[tuple[str, list[str]]]:
    """A server that gives these answers one after the other, then 204, and the requests that it got."""
    seen: list[str] = []

    class Moody(BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            seen.append(f"{self.command} {self.path}")
            status = statuses[len(seen) - 1] if len(seen) <= len(statuses) else 204
            if not status:
                self.close_connection = True
                return
            self.send_response(status)
            self.send_header("Content-Length", "0" if status == 204 else "4")
            self.end_headers()
            self.wfile.write(b"" if status == 204 else b"full")

        do_POST = do_PUT

        def log_message(self, *_: object) -> None:
            """Nothing on the screen."""

    with HTTPServer(("127.0.0.1", 0), Moody) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/data", seen
        server.shutdown()


def test_a_server_that_is_busy_is_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "_PAUSES", (0.0,) * 3)
    with moody(503, 429, 204, 0) as (address, seen):  # 0: the connection breaks off
        assert load([a_file(tmp_path)], address) == Loaded(2, 4)
    g1, g2 = "/data?graph=urn%3Ag1", "/data?graph=urn%3Ag2%3Fx%3D1%26y%3D%E7%94%B2%23z"
    assert seen == [f"PUT {g1}"] * 3 + [f"PUT {g2}"] * 2 + [f"POST {g1}"], "what comes later of a graph is added"
    with moody(*[503] * 9) as (address, seen), pytest.raises(QueryError, match="503"):
        load([a_file(tmp_path)], address)
    assert len(seen) == 4


def test_how_far_it_came_is_said(kg: Kg, tmp_path: Path) -> None:
    with moody(204, 500) as (address, _):
        code, out, err = kg("load", a_file(tmp_path), "--endpoint", address)
    assert (code, out) == (2, "") and "full" in err and "已载入 1 个图" in err
    with moody(404) as (address, _):
        assert "地址可能不对" in kg("load", a_file(tmp_path), "--endpoint", address)[2]


def test_what_cannot_be_sent_is_said(kg: Kg, tmp_path: Path) -> None:
    good = a_file(tmp_path)
    assert "连不上" in kg("load", good, "--endpoint", "http://127.0.0.1:1/store")[2]
    assert "http://" in kg("load", good, "--endpoint", "ftp://x/")[2]
    (tmp_path / "cut.nq.gz").write_bytes(gzip.compress(QUADS.encode())[:-20])
    (tmp_path / "bad.nq").write_text("<urn:a> <urn:b>\n", encoding="utf-8")
    (tmp_path / "empty.nq").write_text("", encoding="utf-8")
    wrong = {"cut.nq.gz": "N-Quads", "bad.nq": "N-Quads", "empty.nq": "没有图", "none.nq": "读不了"}
    for name, message in wrong.items():
        with pytest.raises(DataError, match=message) as error, moody() as (address, _):
            load([tmp_path / name], address)
        assert name in str(error.value)
    (tmp_path / "folder").mkdir()
    assert "kg build" in kg("load", tmp_path / "folder", "--endpoint", "http://127.0.0.1:1/store")[2]
