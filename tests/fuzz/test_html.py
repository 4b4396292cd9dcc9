"""Damaged web pages give a document or one line of a reason, in bounded time."""

from __future__ import annotations

from pathlib import Path

from tests.fuzz.markup import judge, mutated

COUNT = 50
FIRST = 1_000_000  # seeds that the long run does not reach


def test_damaged_pages_are_read_or_refused(root: Path, tmp_path: Path) -> None:
    page = (root / "samples" / "web-page.htm").read_bytes()
    assert judge(page, tmp_path)
    assert sum(judge(mutated(page, FIRST + seed), tmp_path) for seed in range(COUNT)) > COUNT // 2
