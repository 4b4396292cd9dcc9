"""The ontology folder as the stages see it: shipped files, a user's own on top, and what is wrong in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import DataError
from kg.pipeline import check_files
from kg.resources import Ontology, shipped
from tests.conftest import Kg


def own(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder


def test_the_shipped_folder_has_everything_the_readers_ask_for() -> None:
    ontology = Ontology.load()
    assert ontology.roots == (shipped(),)
    assert {"budget", "indicators"} <= set(ontology.layouts)
    assert {path.name for path in ontology.files("*.ttl")} >= {"kpi.ttl", "shapes.ttl"}


def test_every_lexicon_entry_has_an_id_of_its_own() -> None:
    for path in Ontology.load().files("lexicon/*.jsonl"):
        ids = [entry["id"] for entry in Ontology.load().lexicon(path.stem)]
        assert len(ids) == len(set(ids)) > 0, path.name


def test_a_users_folder_adds_to_the_lexicon_and_replaces_layouts_by_name(tmp_path: Path) -> None:
    own(tmp_path, "lexicon/sections.jsonl", '\n{"id": "own-duties", "role": "own", "heading": "本分"}\n')
    own(tmp_path, "layouts/budget.yaml", "id: budget\nroles: {}\n")
    own(tmp_path, "layouts/own.yaml", "id: own\n")
    ontology = Ontology.load([tmp_path])
    assert ontology.lexicon("sections")[-1]["heading"] == "本分"
    assert ontology.lexicon("sections")[:-1] == Ontology.load().lexicon("sections")
    assert ontology.layouts["budget"]["roles"] == {}
    assert set(ontology.layouts) == {*Ontology.load().layouts, "own"}


def test_files_are_sorted_by_name_whatever_folder_they_are_in(tmp_path: Path) -> None:
    own(tmp_path, "layouts/aa.yaml", "id: aa\n")
    names = [path.name for path in Ontology.load([tmp_path]).files("layouts/*.yaml")]
    assert names == sorted(names) and names[0] == "aa.yaml"


@pytest.mark.parametrize("line", ["{", "[1]", '{"role": "no id"}', '"text"'])
def test_a_wrong_line_is_named(tmp_path: Path, line: str) -> None:
    own(tmp_path, "lexicon/made.jsonl", '{"id": "a"}\n' + line + "\n")
    with pytest.raises(DataError, match=r"made\.jsonl:2: "):
        Ontology.load([tmp_path]).lexicon("made")


def test_a_field_that_a_line_lacks_is_named_with_the_line(tmp_path: Path, kg: Kg, disclosure: str) -> None:
    lexicon = own(tmp_path / "own", "lexicon/sections.jsonl", '\n{"id": "mine", "heading": "本分"}\n')
    line = Ontology.load([lexicon]).lexicon("sections")[-1]
    assert line == {"id": "mine", "heading": "本分"} and line.get("role") is None and "role" not in line
    named = f"{lexicon / 'lexicon/sections.jsonl'}:2: 缺少 role"
    with pytest.raises(DataError) as caught:
        line["role"]
    assert str(caught.value) == named
    own(tmp_path, "a.txt", disclosure)
    assert kg("check", tmp_path / "a.txt", "--ontology", lexicon) == (2, "", f"kg: {named}\n")


@pytest.mark.parametrize("name", sorted(path.stem for path in shipped().glob("lexicon/*.jsonl")))
def test_no_lexicon_takes_a_line_of_its_id_alone_for_a_crash(tmp_path: Path, name: str, disclosure: str) -> None:
    """Fields that are asked for are named; where all may be absent the line says nothing, and nothing comes of it."""
    own(tmp_path / "own", f"lexicon/{name}.jsonl", '{"id": "mine"}\n')
    path = own(tmp_path, "a.txt", disclosure) / "a.txt"
    try:
        done = check_files([path], Ontology.load([tmp_path / "own"]))
    except DataError as error:
        assert f"{name}.jsonl:1: 缺少 " in str(error)
    else:
        assert not done.problems


def test_a_missing_or_empty_lexicon_is_an_error_and_not_an_empty_list(tmp_path: Path) -> None:
    own(tmp_path, "lexicon/empty.jsonl", "\n")
    for name in ("empty", "absent"):
        with pytest.raises(DataError, match=name):
            Ontology.load([tmp_path]).lexicon(name)


def test_what_is_no_folder_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="不是文件夹"):
        Ontology.load([tmp_path / "absent"])
