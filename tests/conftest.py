"""Shared by all tests: paths of the checkout, and of the reference material where it is present."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg import lang
from kg.cli import main

Kg = Callable[..., tuple[int, str, str]]
ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def chinese_again() -> Iterator[None]:
    """What is shown is in Chinese after a test that chose another language."""
    yield
    lang.use("")


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Reference material beside the checkout; tests that need it are skipped where it is absent."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("../shared is not here")
    return folder


DISCLOSURE = """河湾县荷塘管理局

2024年度部门预算

第一部分 河湾县荷塘管理局概况

一、主要职责

（一）负责全县荷塘的巡护和水质管理。

（二）承担荷塘种植户的技术培训。

第二部分 2024年度部门预算情况说明

一、收支预算总体情况说明

河湾县荷塘管理局2024年收入总计120.00万元，支出总计120.00万元，与2023年相比，收入增加20.00万元，增长20%。

第三部分 附表

部门收支总体情况表

单位：万元

收入\t\t支出\t
项目\t预算数\t项目\t预算数
一般公共预算拨款\t120.00\t基本支出\t80.00
\t\t项目支出\t40.00
收入总计\t120.00\t支出总计\t120.00

项目支出绩效目标表

项目名称\t荷塘水质监测
项目金额（万元）\t40.00
绩效目标\t按月监测全县荷塘水质。
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t监测次数\t≥12次
产出指标\t质量指标\t监测差错率\t≥90%
效益指标\t生态效益指标\t水质达标率\t≥95%
满意度指标\t服务对象满意度指标\t种植户满意度\t≥90%
"""


@pytest.fixture
def disclosure() -> str:
    """A made-up departmental budget with one planted defect: an error rate that has to be at least 90 %."""
    return DISCLOSURE


@pytest.fixture
def kg(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Kg:
    """Runs the command line in this process; gives exit code, standard output and standard error."""

    def run(*args: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["kg", *map(str, args)])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capfd.readouterr()
        return int(ended.value.code or 0), out, err

    return run


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Processes that start here can be interrupted, though in the background of a shell this one cannot."""
    heard = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, heard)


def in_a_shell(*args: object, **env: str) -> subprocess.CompletedProcess[bytes]:
    """The command line as a process of its own, with these variables in its environment."""
    command = [sys.executable, "-m", "kg", *map(str, args)]
    return subprocess.run(command, env={**os.environ, **env}, capture_output=True, check=False)


@pytest.fixture(scope="module")
def oxigraph() -> Iterator[str]:
    """The address of a graph store that is not ours, empty: `oxigraph serve` of the wheel, in memory."""
    program = shutil.which("oxigraph", path=os.path.dirname(sys.executable))
    assert program, "the oxigraph server is not installed: pip install -e '.[dev]'"
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = subprocess.Popen([program, "serve", "--bind", f"127.0.0.1:{port}"], stderr=subprocess.DEVNULL)
    try:
        for _ in range(400):
            with socket.socket() as attempt:
                if attempt.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.kill()
        server.wait(20)
