"""Starting, ending, and what one query may do to the others."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPResponse
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pyoxigraph as ox
import pytest

from kg import cli_serve
from tests.conftest import Kg
from tests.serve.conftest import ENDLESS, Server, serving

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
POSIX = pytest.mark.skipif(os.name != "posix", reason="Windows sends Ctrl-C to a console, not to a process")
COUNT = "SELECT (COUNT(*) AS ?n) { ?i a bp:Indicator }"


@pytest.fixture(scope="module")
def database(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph as a database folder of Oxigraph."""
    path = tmp_path_factory.mktemp("database")
    ox.Store(str(path)).bulk_load(path=store / "graph.nq", format=ox.RdfFormat.N_QUADS)
    return path


@pytest.fixture(scope="module")
def patient(database: Path) -> Iterator[Server]:
    """A server with one worker and much time, over a database."""
    options = ["--timeout", "60", "--workers", "1", "--cors", "https://ok.example", "--allow-host", "kg.example"]
    with serving(database, *options) as running:
        yield running


def count(server: Server) -> int:
    """How many indicators the server finds."""
    return int(json.loads(server.query(COUNT).body)["results"]["bindings"][0]["n"]["value"])


@contextmanager
def asking(server: Server) -> Iterator[socket.socket]:
    """While the endless query is being answered; at the end of the block its client leaves."""
    parts = urlsplit(server.address)
    with socket.create_connection((str(parts.hostname), parts.port or 0)) as connection:
        path = "/sparql?" + urlencode({"query": ENDLESS})
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {parts.hostname}\r\n\r\n".encode())
        time.sleep(0.3)
        yield connection


def test_a_database_folder_is_read_and_not_written(patient: Server, database: Path) -> None:
    assert count(patient) == 4
    ox.Store(str(database)).add(ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.NamedNode("urn:c")))  # no lock


def test_a_client_that_leaves_holds_up_nobody(patient: Server) -> None:
    began = time.monotonic()
    with asking(patient):
        pass
    assert count(patient) == 4 and time.monotonic() - began < 20


def test_only_the_named_site_may_read(patient: Server) -> None:
    path = "/sparql?" + urlencode({"query": COUNT})
    allowed = patient.ask(path, headers={"Origin": "https://ok.example"})
    assert allowed.headers["access-control-allow-origin"] == "https://ok.example"
    assert "cross-origin-resource-policy" not in allowed.headers
    other = patient.ask(path, headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in other.headers
    asked = {"Origin": "https://ok.example", "Access-Control-Request-Method": "POST"}
    assert patient.ask("/sparql", "OPTIONS", headers=asked).status == 200


def test_only_named_hosts_are_served(patient: Server) -> None:
    statuses = [
        patient.ask("/", headers={"Host": host}).status for host in ("kg.example", "localhost:1", "other.example")
    ]
    assert statuses == [200, 200, 400]


def test_an_endless_query_holds_up_nobody_and_ends_with_the_server(store: Path) -> None:
    with serving(store, "--timeout", "60", "--workers", "2") as server, asking(server):
        began = time.monotonic()
        assert [count(server) for _ in range(5)] == [4] * 5 and time.monotonic() - began < 20
        workers = children(server.process.pid) if sys.platform == "linux" else []
        server.process.kill()
        server.process.wait(20)
        deadline = time.monotonic() + 10
        while any(Path(f"/proc/{pid}").exists() for pid in workers) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not [pid for pid in workers if Path(f"/proc/{pid}").exists()]
        assert len(workers) >= 2 or sys.platform != "linux"


@POSIX
@pytest.mark.usefixtures("interruptible")
def test_ctrl_c_ends_it_with_a_word(store: Path) -> None:
    with serving(store, "--workers", "1") as server:
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(20) == 0
        assert server.process.stdout is not None
        assert "已结束" in server.process.stdout.read()


def children(parent: int) -> list[int]:
    """Processes that `parent` started."""
    return list(map(int, Path(f"/proc/{parent}/task/{parent}/children").read_text().split()))


@LINUX
def test_a_process_that_dies_is_told_and_another_takes_its_place(store: Path) -> None:
    with serving(store, "--timeout", "60", "--workers", "1") as server, asking(server) as connection:
        for pid in children(server.process.pid):
            if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes():
                os.kill(pid, signal.SIGKILL)
        connection.settimeout(20)
        answer = HTTPResponse(connection)
        answer.begin()
        assert (answer.status, "查询进程中断" in answer.read().decode()) == (500, True)
        assert count(server) == 4


@LINUX
def test_a_query_may_not_take_all_memory() -> None:
    code = (
        "from kg.serve.worker import limit_memory as l; l(100_000_000); bytearray(50_000_000); bytearray(400_000_000)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1 and done.stderr.strip().endswith("MemoryError") and done.stderr.count("\n") < 5


def test_what_cannot_be_served_is_said(kg: Kg, store: Path, tmp_path: Path) -> None:
    broken = tmp_path / "graph.nq"
    broken.write_text("<urn:a> <urn:b>\n", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        wrong = {
            (str(store), "--port", str(port)): ("端口", "--port"),
            (str(tmp_path / "none"),): ("没有这个文件或文件夹", "kg check --out"),
            (str(store.parent), "--port", "0"): ("graph.nq", "kg build"),
            (str(tmp_path), "--port", "0", "--workers", "1"): ("graph.nq", "无法读入"),
            (str(store), "--host", "256.1.1.1"): ("256.1.1.1", "用不了"),
        }
        for options, words in wrong.items():
            code, _, err = kg("serve", "--store", *options)
            assert code == 2 and all(word in err for word in words) and "Traceback" not in err, (options, err)


def test_what_is_not_installed_is_named(kg: Kg, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli_serve, "find_spec", lambda name: None if name == "uvicorn" else object())
    code, _, err = kg("serve", "--store", store)
    assert code == 2 and "uvicorn" in err and "pip install" in err and "starlette：" not in err
