"""Load on `kg serve` beside plain `oxigraph serve`: the same graph, queries, clients and machine, in one run.

    kg check samples --out out && python benchmarks/serve.py out/graph.nq [--seconds 60] [--clients 50]

Three loads: the named questions as they are, the lookups of one node that pages and programs make, and both in turn,
so that every client and server has the same share of each. The servers take turns, half of the time each; clients
keep their connections. Any answer but 200 ends the run. `share` is the throughput as part of that of `oxigraph serve`
(the wheel `oxigraph`, extra `bench`), which has none of our limits; `CPU` is what one query costs the processes of
the server, whatever else the machine has to do.
"""

from __future__ import annotations

import argparse
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import count, cycle
from pathlib import Path
from statistics import quantiles

import psutil
import pyoxigraph as ox

from kg.questions import load_questions
from kg.resources import Ontology

HEADERS = {"Content-Type": "application/sparql-query", "Accept": "application/sparql-results+json"}
ROUNDS = 2


def main() -> None:
    """Run all loads on both servers and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graph", type=Path)
    parser.add_argument("--seconds", type=float, default=60, help="for each load and server")
    parser.add_argument("--clients", type=int, default=50)
    given = parser.parse_args()
    loads = {"questions": questions(), "lookups": lookups(given.graph)}
    loads["both"] = [one for pair in zip(cycle(loads["questions"]), loads["lookups"], strict=False) for one in pair]
    print(f"{given.clients} clients, {given.seconds:g} s each; queries a second, milliseconds\n")
    print(
        f"{'load':<10} {'server':<10} {'queries':>8} {'a second':>9} {'median':>8} {'95 %':>8} {'CPU':>7} {'share':>6}"
    )
    with plain(given.graph) as oxigraph, ours(given.graph) as kg:
        for load, queries in loads.items():
            taken: dict[str, list[float]] = {"oxigraph": [], "kg serve": []}
            spent = dict.fromkeys(taken, 0.0)
            for _ in range(ROUNDS):
                for name, server in (("oxigraph", oxigraph), ("kg serve", kg)):
                    before = processor_time(server.process)
                    taken[name] += run(server, queries, given.clients, given.seconds / ROUNDS)
                    spent[name] += processor_time(server.process) - before
            for name, times in taken.items():
                cuts = quantiles(times, n=20)
                line = f"{load:<10} {name:<10} {len(times):>8} {len(times) / given.seconds:>9.1f}"
                line += f" {1000 * cuts[9]:>8.1f} {1000 * cuts[18]:>8.1f} {1000 * spent[name] / len(times):>7.2f}"
                print(f"{line} {len(times) / len(taken['oxigraph']):>6.2f}", flush=True)


@dataclass(frozen=True)
class Running:
    """A server that takes queries at an address."""

    process: subprocess.Popen[str]
    port: int
    path: str


def processor_time(process: subprocess.Popen[str]) -> float:
    """Seconds of processor time that a server and the processes under it have used."""
    top = psutil.Process(process.pid)
    return sum(sum(one.cpu_times()[:2]) for one in (top, *top.children(recursive=True)))


def questions() -> list[str]:
    """The named questions without values for their parameters."""
    asked = load_questions(Ontology.load())
    return [one.filled({}) for one in asked if not any(param.required for param in one.parameters)]


def lookups(graph: Path) -> list[str]:
    """All that is said of each of a hundred nodes."""
    store = ox.Store()
    store.bulk_load(path=graph, format=ox.RdfFormat.N_QUADS)
    rows = store.query(
        "SELECT DISTINCT ?s { GRAPH ?g { ?s ?p ?o } FILTER(ISIRI(?s)) } ORDER BY SHA1(STR(?s)) LIMIT 100"
    )
    return [f"SELECT ?p ?o {{ {row['s']} ?p ?o }}" for row in rows]


def run(server: Running, queries: Sequence[str], clients: int, seconds: float) -> list[float]:
    """Seconds that each answer took; `clients` ask one query after the other, each beginning elsewhere in the list."""
    taken: list[float] = []
    wrong: list[str] = []
    until = time.monotonic() + seconds

    def ask(first: int) -> None:
        connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
        for number in count(first):
            began = time.monotonic()
            if began >= until or wrong:
                break
            connection.request("POST", server.path, queries[number % len(queries)].encode(), HEADERS)
            response = connection.getresponse()
            body = response.read()
            if response.status != 200:
                wrong.append(f"{response.status}: {body[:200].decode(errors='replace')}")
            taken.append(time.monotonic() - began)
        connection.close()

    threads = [threading.Thread(target=ask, args=(7 * number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        sys.exit(f"{server.process.args}: {wrong[0]}")
    return taken


@contextmanager
def plain(graph: Path) -> Iterator[Running]:
    """`oxigraph serve` with the graph in memory."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if program is None:
        sys.exit("the oxigraph server is not installed: pip install -e '.[bench]'")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [program, "serve", "--bind", f"127.0.0.1:{port}", "--union-default-graph"], stderr=subprocess.DEVNULL, text=True
    )
    try:
        for _ in range(200):
            with socket.socket() as attempt:
                if attempt.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        connection = HTTPConnection("127.0.0.1", port, timeout=600)
        connection.request("POST", "/store", graph.read_bytes(), {"Content-Type": "application/n-quads"})
        if (status := connection.getresponse().status) >= 300:
            sys.exit(f"oxigraph did not take the graph: {status}")
        yield Running(server, port, "/query")
    finally:
        server.terminate()
        server.wait()


@contextmanager
def ours(graph: Path) -> Iterator[Running]:
    """`kg serve` as it is by default."""
    command = [sys.executable, "-X", "utf8", "-m", "kg", "serve", "--store", str(graph), "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    assert server.stdout is not None
    try:
        address = next(line for line in server.stdout if line.startswith("页面："))
        yield Running(server, int(address.strip().rstrip("/").rpartition(":")[2]), "/sparql")
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
