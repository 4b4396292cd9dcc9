"""Files that every test of the store may build from."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.made import document


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder of disclosures, with one file twice, one that is none and one that is broken."""
    folder = tmp_path / "docs"
    (folder / "b").mkdir(parents=True)
    for path, text in {
        "a.txt": document("禾汀县水务"),
        "b/one.txt": document("苇泽县档案", 220),
        "b/two.txt": document("苇泽县档案", 220),
        "c.txt": document("蓼汀市园林", 330),
        "note.txt": "开会时间改到下午三点。",
        "broken.pdf": "%PDF-1.7 oops",
    }.items():
        (folder / path).write_text(text, encoding="utf-8")
    return folder
