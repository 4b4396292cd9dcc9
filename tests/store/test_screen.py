"""What `kg build` says while it works, on a terminal and where there is none, and afterwards."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from rich.console import Console

from kg import cli_build
from kg.cli_build import BuildScreen
from kg.store.build import BUILDING, COMPARING
from kg.store.folder import Folder
from tests.conftest import Kg


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that the screen sees."""
    now = [0.0]
    monkeypatch.setattr(cli_build, "monotonic", lambda: now[0])
    return now


def test_without_a_terminal_there_is_a_line_now_and_then_with_rate_and_time_left(clock: list[float]) -> None:
    screen, out = BuildScreen(), io.StringIO()
    screen.err = Console(file=out, width=200)
    with screen.progress() as progress:
        progress(0, 9_000, COMPARING)
        for done in range(0, 9_001, 12):
            clock[0] = done / 4
            progress(done, 9_000, BUILDING)
    lines = out.getvalue().splitlines()
    assert lines[:3] == ["核对：9,000 个文件", "建库：9,000 个文件", "建库：120/9,000，4.0 份/秒，还要 0:37:00"]
    assert len(lines) == 2 + 75 and lines[-1] == "建库：9,000/9,000，4.0 份/秒，还要 0:00:00"


def test_a_terminal_has_a_bar_for_what_is_done_now() -> None:
    screen, out = BuildScreen(), io.StringIO()
    screen.err = Console(file=out, width=100, force_terminal=True)
    with screen.progress() as progress:
        progress(0, 2, COMPARING)
        progress(2, 4, BUILDING)
    last = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", out.getvalue())
    assert "建库" in last and "2/4" in last


def test_the_log_is_named_where_something_was_not_read_and_speaks_the_chosen_language(
    files: Path, tmp_path: Path, kg: Kg
) -> None:
    code, out, _ = kg("--lang", "en", "build", files, "--store", tmp_path / "store", "--workers", 1)
    log = Folder(tmp_path / "store").log
    assert code == 3 and f"what happened is in {log}" in out
    text = log.read_text(encoding="utf-8-sig")
    assert not re.search("[\u3400-\u9fff]", text), text
    assert [line.split(",")[1] for line in text.splitlines()] == ["Event", "Begun", "Not read", "Ended"]
    (files / "broken.pdf").unlink()
    code, out, _ = kg("build", files, "--store", tmp_path / "store", "--prune")
    assert code == 0 and str(log) not in out and log.read_bytes().count(b"\xef\xbb\xbf") == 1
