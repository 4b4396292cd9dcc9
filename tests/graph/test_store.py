"""The store: the same triples give the same file, and a file gives the same triples."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Dataset, URIRef

from kg.errors import DataError
from kg.graph import store
from kg.graph.store import GraphFile, load, new_dataset, put, raw, remove_large, write

LINES = ['<urn:b> <urn:p> "2\\n" .', '<urn:a> <urn:p> "中"@zh .', "<urn:a> <urn:p> <urn:b> ."]


def filled(lines: list[str]) -> Dataset:
    """A dataset with these triples in two graphs."""
    dataset = new_dataset()
    put(dataset, "urn:g2", lines)
    put(dataset, "urn:g1", lines[:1])
    return dataset


def test_the_file_does_not_depend_on_the_order(tmp_path: Path) -> None:
    write(filled(LINES), tmp_path / "one.nq")
    write(filled(LINES[::-1]), tmp_path / "other.nq")
    text = (tmp_path / "one.nq").read_text(encoding="utf-8").splitlines()
    assert text[1:] == [line[:-1] + "<urn:g2> ." for line in sorted(LINES)]
    assert sorted(text[1:]) == sorted((tmp_path / "other.nq").read_text(encoding="utf-8").splitlines()[1:])
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["one.nq", "other.nq"], "no unfinished file is left"


def test_a_graph_that_comes_in_parts_is_one_graph(tmp_path: Path) -> None:
    with GraphFile(tmp_path / "parts.nq") as file:
        file.add(filled(LINES[:2]))
        file.add(filled(LINES[1:]))
    write(filled(LINES), tmp_path / "whole.nq")
    parts = (tmp_path / "parts.nq").read_text(encoding="utf-8").splitlines()
    assert [line for line in parts if line.endswith("<urn:g2> .")] == [
        f"{line[:-1]}<urn:g2> ." for line in sorted(LINES)
    ]
    assert len(parts) == len(set(parts)) and set(raw(load(tmp_path / "parts.nq"))) >= set(raw(filled(LINES)))


def test_a_file_that_was_not_finished_leaves_the_earlier_one(tmp_path: Path) -> None:
    write(filled(LINES), tmp_path / "graph.nq")
    before = (tmp_path / "graph.nq").read_bytes()
    with pytest.raises(KeyboardInterrupt), GraphFile(tmp_path / "graph.nq") as file:
        file.add(filled(LINES[:1]))
        raise KeyboardInterrupt
    assert (tmp_path / "graph.nq").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["graph.nq"]


def test_what_was_written_is_loaded(tmp_path: Path) -> None:
    dataset = filled(LINES)
    write(dataset, tmp_path / "graph.nq")
    assert set(raw(load(tmp_path / "graph.nq"))) == set(raw(dataset))


def test_rdflib_sees_what_was_put() -> None:
    dataset = filled(LINES)
    assert len(dataset.graph(URIRef("urn:g2"))) == 3
    assert len(list(dataset.query("SELECT * WHERE { <urn:a> ?p ?o }"))) == 2, "the default graph is the union"


@pytest.mark.parametrize(
    ("name", "content"), [("graph.nq", "oops"), ("graph.ttl", ""), ("graph", ""), ("graph.trig", "<")]
)
def test_a_file_that_is_no_dataset_is_refused_by_name(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=name):
        load(tmp_path / name)


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"absent\.nq"):
        load(tmp_path / "absent.nq")


def test_a_large_graph_is_removed_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_PIECE", 2)
    dataset = filled(LINES)
    for _ in range(2):  # and one that is not there
        remove_large(dataset, "urn:g2")
        assert [str(graph) for graph in raw(dataset).named_graphs()] == ["<urn:g1>"] and len(raw(dataset)) == 1
