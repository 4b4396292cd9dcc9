"""Opens the port, starts the workers, serves until it is told to end."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from kg.errors import KgError
from kg.resources import Ontology
from kg.serve.app import application
from kg.serve.pages import Pages
from kg.serve.pool import Pool


@dataclass(frozen=True, slots=True)
class Settings:
    """What `kg serve` was told."""

    store: Path
    host: str
    port: int
    workers: int
    seconds: float
    megabytes: float
    hosts: Sequence[str] = ()
    origins: Sequence[str] = ()


def serve(settings: Settings, ontology: Ontology, started: Callable[[str, int], None]) -> None:
    """Serve until Ctrl-C; `started` is told the address and the number of triples as soon as requests are answered."""
    listening = _listening(settings.host, settings.port)
    pool = Pool(settings.store, settings.workers, settings.seconds, int(settings.megabytes * 1_000_000))
    try:
        triples = pool.start()
        hosts = {"localhost", "127.0.0.1", "::1", "[::1]", settings.host, socket.gethostname(), *settings.hosts}
        app = application(pool, Pages(pool, ontology), sorted(hosts), settings.origins)
        config = uvicorn.Config(
            app, log_level="error", access_log=False, server_header=False, lifespan="off", timeout_graceful_shutdown=3
        )
        listening.listen(2048)  # from here on whoever asks is answered, if a moment later
        started(address(listening), triples)
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        pass
    finally:
        pool.close()
        listening.close()


def address(listening: socket.socket) -> str:
    """Where a browser finds it."""
    host, port = listening.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}/"


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # Windows: nobody else may bind the same port
        made.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
    except (OSError, OverflowError) as error:
        made.close()
        raise KgError(
            f"{host} 的端口 {port} 用不了（{getattr(error, 'strerror', None) or error}）；用 --port 换一个，0 为任选"
        ) from error
    return made
