"""What readers open: a file, what `kg check --out` wrote, the published graph of a store, a bare database."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import DataError
from kg.graph.store import raw
from kg.store.folder import Folder, opened

LINE = "<urn:a> <urn:b> <urn:c> <urn:g> .\n"


def filled(path: Path) -> ox.Store:
    """A database with one quad."""
    store = ox.Store(str(path))
    store.load(LINE, format=ox.RdfFormat.N_QUADS)
    store.flush()
    return store


def a_file(path: Path) -> Path:
    """A graph file."""
    (path / "some.nq").write_text(LINE, encoding="utf-8")
    return path / "some.nq"


def written(path: Path) -> Path:
    """The folder of `kg check --out`."""
    (path / "graph.nq").write_text(LINE, encoding="utf-8")
    return path


def published(path: Path) -> Path:
    """The folder of `kg build`."""
    Folder(path).publish(filled(path / "work"))
    return path


def bare(path: Path) -> Path:
    """A database of Oxigraph."""
    filled(path)
    return path


@pytest.mark.parametrize("made", [a_file, written, published, bare])
def test_all_that_holds_a_graph_is_opened(tmp_path: Path, made: Callable[[Path], Path]) -> None:
    assert [str(quad.object) for quad in raw(opened(made(tmp_path)))] == ["<urn:c>"]


def test_another_folder_is_none(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"graph\.nq.*kg build"):
        opened(tmp_path)
