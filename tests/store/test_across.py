"""A build compares all documents of its store, those of earlier builds too, and says what it found of what is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.queries import rows
from kg.resources import Ontology
from kg.store.build import Built, build
from kg.store.digests import Digests
from kg.store.folder import open_folder
from tests.store.made import in_one_go, quads

TEXT = """禾汀县水务局{year}年部门预算
一、部门职责
（一）负责堤防检查工作。
二、收支情况
{year}年机关运行经费预算{total}万元，比上年增加{more}万元。
"""
_FOUND = """SELECT ?year ?code ?file {
  GRAPH ?f { ?x a bp:Finding ; bp:inDisclosure ?g ; bp:rule/skos:notation ?code ; bp:against ?node }
  GRAPH ?g { ?g bp:fiscalYear ?year }
  GRAPH ?h { ?node a ?class . ?h dcterms:source ?file } }"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with the budget of one year."""
    folder = tmp_path / "docs"
    folder.mkdir()
    add(folder, 2023, total=90, more=10)
    return folder


def add(folder: Path, year: int, total: int, more: int) -> None:
    """One more year."""
    (folder / f"{year}.txt").write_text(TEXT.format(year=year, total=total, more=more), encoding="utf-8")


def built(files: Path, store: Path, compare: bool = True) -> Built:
    """A build with one worker."""
    return build([files], store, Ontology.load(), prune=True, compare=compare)


def found(store: Path) -> list[tuple[int, str, str]]:
    """What was found across documents: year, rule, the file that was compared with."""
    return [(row["year"], row["code"], row["file"]) for row in rows(open_folder(store), _FOUND)]


def test_what_is_added_later_is_compared_with_what_was_there(files: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    assert built(files, store).compared == 0 and found(store) == []
    add(files, 2024, total=120, more=20)
    assert built(files, store).compared == 1 and found(store) == [(2024, "D01", "2023.txt")]
    assert built(files, store).compared is None and found(store) == [(2024, "D01", "2023.txt")]
    add(files, 2023, total=100, more=10)
    assert built(files, store).compared == 0 and found(store) == []


def test_what_is_gone_is_compared_no_more(files: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    add(files, 2024, total=120, more=20)
    assert built(files, store).compared == 1
    (files / "2023.txt").unlink()
    assert built(files, store).compared == 0 and found(store) == []


def test_digests_that_were_lost_are_taken_again(files: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    add(files, 2024, total=120, more=20)
    built(files, store)
    for kept in store.glob("digests-*"):
        kept.unlink()
    assert built(files, store).compared == 1 and found(store) == [(2024, "D01", "2023.txt")]


def test_it_can_be_left_out(files: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    add(files, 2024, total=120, more=20)
    assert built(files, store, compare=False).compared is None and found(store) == []
    assert built(files, store).compared == 1 and built(files, store, compare=False).compared is None
    assert found(store) == []


def test_a_build_that_was_killed_while_it_compared_compares_again(
    files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([files], tmp_path / "store", Ontology.load())
    add(files, 2024, total=100, more=10)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Digests, "compare", killed)
        build([files], tmp_path / "store", Ontology.load())
    assert build([files], tmp_path / "store", Ontology.load()).compared is not None
    assert quads(open_folder(tmp_path / "store")) == in_one_go(files)
    assert build([files], tmp_path / "store", Ontology.load()).compared is None
