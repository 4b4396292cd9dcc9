"""What README shows is what the commands print: the table of `make run`, the finding, the examples, the Python."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT, Kg

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS: list[tuple[str, str]] = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
MORE = "…"  # something is left out here
ELSEWHERE = "图谱库"  # a store that only the reader has


def shown(block: str) -> list[str]:
    """The lines of a block of output, without blanks at their ends."""
    return [line.rstrip() for line in block.splitlines()]


def missing(lines: list[str], printed: str) -> Iterator[str]:
    """The lines that do not stand in what was printed, in this order; one may be cut off by `MORE`."""
    left = iter(line.rstrip() for line in printed.splitlines())
    for line in lines:
        whole = line.removesuffix(MORE)
        if line != MORE and not any(one == line or (whole != line and one.startswith(whole)) for one in left):
            yield line
            return


def block_with(text: str) -> str:
    """The one block that holds `text`."""
    (found,) = (block for _, block in BLOCKS if text in block)
    return found


@pytest.fixture
def printed(kg: Kg, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """What `make run` prints."""
    monkeypatch.chdir(ROOT)
    return kg("check", "samples", "--out", tmp_path / "out")[1].replace(str(tmp_path / "out"), "out")


def test_the_run_and_its_finding_are_as_printed(printed: str) -> None:
    assert list(missing(shown(block_with(" 部门  ")), printed)) == []
    finding = [line.strip() for line in shown(block_with("\n  原文（第 215 行）"))]
    assert [line for line in finding if line not in printed] == []


EXAMPLES = [
    (command, lines)
    for _, block in BLOCKS
    for command, *lines in [shown(block)]
    if command.startswith("$ kg ") and ELSEWHERE not in command
]


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 2


@pytest.mark.parametrize(("command", "lines"), EXAMPLES, ids=[command for command, _ in EXAMPLES])
def test_an_example_prints_what_it_shows(
    command: str, lines: list[str], kg: Kg, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(ROOT)
    words = shlex.split(command.removeprefix("$ kg "))
    if "--out" in words:
        words[words.index("--out") + 1] = str(tmp_path / "out")
    output = [line for line in lines if not line.startswith("$ kg ")]
    assert list(missing(output, kg(*words)[1])) == []


def test_the_python_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    for language, block in BLOCKS:
        if language == "python":
            exec(block, names)
    assert {"found", "copied", "untargeted"} <= set(names)
