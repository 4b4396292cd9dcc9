"""Damaged files give documents or one line of a reason, in bounded time; `python -m tests.fuzz` does thousands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.formats import forms, judge

COUNT = 50
FIRST = 1_000_000  # numbers that the long run does not reach


@pytest.mark.parametrize("name", forms())
def test_damaged_files_are_read_or_refused(name: str, tmp_path: Path) -> None:
    form = forms()[name]
    for whole in form.wholes:
        assert judge(whole, tmp_path)
    read = sum(judge(form.broken(FIRST + number), tmp_path) > 0 for number in range(COUNT))
    assert read > COUNT // 5  # the damage goes deeper than the container


@pytest.mark.parametrize("name", forms())
def test_the_same_number_does_the_same_damage(name: str) -> None:
    form = forms()[name]
    assert [form.broken(n) for n in range(5)] == [form.broken(n) for n in range(5)]
    assert len({form.broken(n) for n in range(20)}) > 15
