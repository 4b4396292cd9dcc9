"""Damaged Markdown files give a document or one line of a reason, in bounded time."""

from __future__ import annotations

from pathlib import Path

from tests.fuzz.markup import judge, mutated

COUNT = 50
FIRST = 1_000_000  # seeds that the long run does not reach


def test_damaged_markdown_is_read_or_refused(root: Path, tmp_path: Path) -> None:
    text = (root / "samples" / "pipe-tables.md").read_bytes()
    assert judge(text, tmp_path)
    assert sum(judge(mutated(text, FIRST + seed), tmp_path) for seed in range(COUNT)) > COUNT // 2
