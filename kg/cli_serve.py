"""What `kg serve` prints, and what it needs."""

from __future__ import annotations

import os
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli_screen import console
from kg.errors import KgError
from kg.lang import labelled, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.resources import Ontology

_NEEDED = ("starlette", "uvicorn")
_MOST_WORKERS = 4


def show_server(
    store: Path,
    host: str,
    port: int,
    workers: int | None,
    seconds: float,
    megabytes: float,
    hosts: Sequence[str],
    origins: Sequence[str],
    ontology: Ontology,
) -> None:
    """Serve `store` until Ctrl-C; the address is printed when requests are answered."""
    if missing := [name for name in _NEEDED if find_spec(name) is None]:
        raise KgError(f"kg serve 还需要 {'、'.join(missing)}：pip install 'kg-budget-performance[serve]'")
    from kg.serve.server import Settings, serve

    if not store.exists():
        raise KgError(f"{store}: 没有这个文件或文件夹（--store 需要 kg check --out 的文件夹，或 kg build 的图谱库）")
    out = console()

    def started(address: str, triples: int) -> None:
        out.print(say(f"已载入 {store}：{triples:,} 条三元组"), soft_wrap=True)
        out.print(labelled("页面", address), soft_wrap=True)
        out.print(labelled("SPARQL 端点（只读）", f"{address}sparql"), soft_wrap=True)
        if not _loopback(host):
            out.print(say("注意：其他机器也能访问，没有登录；用主机名访问时要写 --allow-host"), soft_wrap=True)
        out.print(say("按 Ctrl-C 结束"), soft_wrap=True)
        out.file.flush()

    number = workers or min(_MOST_WORKERS, os.cpu_count() or 1)
    out.print(say(f"正在载入 {store}（{number} 个查询进程）……"), soft_wrap=True)
    out.file.flush()
    serve(Settings(store, host, port, number, seconds, megabytes, hosts, origins), ontology, started)
    out.print(say("已结束"))


def _loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
