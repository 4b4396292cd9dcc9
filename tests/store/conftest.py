"""Files that every test of the store may build from."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.store.made import built, document


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder of disclosures, with one file twice, one that is none and one that is broken."""
    return filled(tmp_path / "docs")


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Such a folder, and the store that was built from it; both are to be left as they are."""
    folder = tmp_path_factory.mktemp("ready")
    built(filled(folder / "docs"), folder / "store")
    return folder / "docs", folder / "store"


@pytest.fixture
def store(ready: tuple[Path, Path], tmp_path: Path) -> Path:
    """A copy of that store."""
    return Path(shutil.copytree(ready[1], tmp_path / "store"))


@pytest.fixture
def docs(ready: tuple[Path, Path]) -> Path:
    """What that store was built from."""
    return ready[0]


def filled(folder: Path) -> Path:
    """The folder, with the files."""
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
