"""One process that has the graph and answers one query after the other.

Oxigraph cannot be told from Python to stop (oxigraph issue 1926), and its own server does not stop in time inside an
aggregate: a query ends by the end of its process. Nothing here needs fork, so that it works on Windows too.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import pickle
import signal
import socket
import struct
import threading
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

from kg.errors import KgError

if TYPE_CHECKING:
    from rdflib import Dataset

MEMORY: Final = 2_000_000_000  # bytes that a query may take beside the graph
HEAD: Final = struct.Struct("!Q")  # before each message between the processes: its length in bytes


class Query(NamedTuple):
    """What a client asks: the text, what it accepts, and the graphs that the request itself names."""

    text: str
    accept: str = ""
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


class Reply(NamedTuple):
    """An HTTP status with its body; of an error the body is a message for people."""

    status: int
    body: bytes
    media_type: str = "text/plain; charset=utf-8"


class Ready(NamedTuple):
    """The graph is there; `failed` says why it is not."""

    triples: int = 0
    failed: str = ""


def refusal(status: int, message: str) -> Reply:
    """An error with its message."""
    return Reply(status, f"{message}\n".encode())


def framed(message: NamedTuple) -> bytes:
    """A message as it goes to the other process, which is one of ours: nobody else has the socket."""
    data = pickle.dumps(message)
    return HEAD.pack(len(data)) + data


def receive(stream: IO[bytes]) -> Any:
    """The next message, for which one waits; `EOFError` where the other process is gone."""
    return pickle.loads(_exactly(stream, HEAD.unpack(_exactly(stream, HEAD.size))[0]))


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


def work(connection: socket.socket, store: Path, longest: int) -> None:
    """Open `store`, say so, then answer each `Query` with a `Reply` of at most `longest` bytes."""
    from kg.graph.store import raw
    from kg.store.folder import opened

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group: the server ends its workers itself
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        dataset = opened(store)
    except KgError as error:
        connection.sendall(framed(Ready(failed=str(error))))
        return
    limit_memory(MEMORY)
    connection.sendall(framed(Ready(len(raw(dataset)))))
    with connection.makefile("rb") as stream:
        while True:
            try:
                query = receive(stream)
            except (EOFError, OSError):
                return
            connection.sendall(framed(answer(dataset, query, longest)))


def answer(dataset: Dataset, query: Query, longest: int) -> Reply:
    """The answer in the format that the client wants most."""
    from pyoxigraph import QueryTriples

    from kg.errors import QueryError
    from kg.queries import ask
    from kg.serve.accept import graph_format, results_format

    out = _Limited(longest)
    try:
        found = ask(dataset, query.text, query.default, query.named)
        if isinstance(found, QueryTriples):
            graph = graph_format(query.accept)
            if graph is None:
                return refusal(406, "CONSTRUCT 和 DESCRIBE 的结果有 Turtle、N-Triples、RDF/XML、JSON-LD 四种格式")
            found.serialize(out, format=graph)
            return Reply(200, out.getvalue(), graph.media_type)
        results = results_format(query.accept)
        if results is None:
            return refusal(406, "SELECT 和 ASK 的结果有 SPARQL JSON、XML、CSV、TSV 四种格式")
        found.serialize(out, format=results)
        return Reply(200, out.getvalue(), results.media_type)
    except QueryError as error:
        return refusal(400, str(error))
    except _TooLong:
        return refusal(507, f"结果超过 {longest / 1_000_000:g} MB；请用 LIMIT 或更窄的条件，或用 --max-mb 放宽")
    except (ValueError, OSError) as error:
        return refusal(400, f"查询有误：{error}")


def limit_memory(more: int) -> None:
    """On Linux, let this process take `more` bytes beside what it has: what needs more ends, and not the machine."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    now = int(statm.read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (now + more, now + more))


class _TooLong(Exception):
    """The result is longer than allowed."""


class _Limited(io.BytesIO):
    """Bytes up to a limit; Oxigraph writes pieces of eight kilobytes."""

    def __init__(self, longest: int) -> None:
        super().__init__()
        self._longest = longest

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        if self.tell() + len(data) > self._longest:
            raise _TooLong
        return super().write(data)


def _end_with_parent() -> None:
    """A server that was killed leaves no process behind, not even one in the middle of an endless query."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
