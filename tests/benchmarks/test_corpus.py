"""The made-up corpus: the same bytes for the same seed, everything planted found, nothing said of clean documents."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.corpus.defects import AFTER, BEFORE
from benchmarks.corpus.generate import FORMATS, Made, corpus
from benchmarks.corpus.people import data, place
from benchmarks.make_corpus import make
from benchmarks.recall import Tally, report, score

DOCUMENTS, SEED = 30, 9
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def made() -> list[Made]:
    """Some documents in all formats."""
    return list(corpus(DOCUMENTS, SEED, FORMATS))


@pytest.fixture(scope="module")
def many() -> list[Made]:
    """More of them, as text."""
    return list(corpus(250, SEED))


@pytest.fixture(scope="module")
def tally(tmp_path_factory: pytest.TempPathFactory) -> Tally:
    """What is found of them."""
    folder = tmp_path_factory.mktemp("corpus")
    make(folder, DOCUMENTS, SEED, list(FORMATS))
    return score(folder)


def truths(made: list[Made]) -> Iterator[dict[str, Any]]:
    """The lines of truth, as they are written and read again."""
    return (json.loads(json.dumps(one.truth)) for one in made)


def test_the_same_seed_gives_the_same_bytes_and_the_first_of_many(made: list[Made]) -> None:
    assert list(corpus(10, SEED, FORMATS)) == made[:10]
    assert next(corpus(1, SEED + 1)).data != made[0].data


def test_every_format_and_most_layouts_are_there(made: list[Made], many: list[Made]) -> None:
    assert {truth["format"] for truth in truths(made)} == set(FORMATS)
    assert {truth["kind"] for truth in truths(made)} == {"budget", "final-accounts"}
    assert {draft["layout"] for draft in truths(many)} == set(data("layouts"))


def test_departments_come_again_over_the_years(made: list[Made]) -> None:
    years: dict[str, set[int]] = {}
    for truth in truths(made):
        years.setdefault(truth["department"], set()).add(truth["year"])
    assert len(years) > 5 and all(len(of) > 1 for of in list(years.values())[:-1])


def test_cases_across_documents_are_marked(many: list[Made]) -> None:
    kinds = {case["kind"] for truth in truths(many) for case in truth["cross"]}
    assert kinds == {"flat-targets", "prior-year", "copied-indicators"}


def test_what_is_planted_stands_in_the_document(many: list[Made]) -> None:
    planted = 0
    for one in many:
        text = "".join(one.data.decode("gb18030" if not _is_utf8(one.data) else "utf-8").split())
        for defect in one.truth["planted"]:
            if defect["rule"] not in ("C13", "R10", "A14"):  # what is left out; what stands in several places
                names = (defect["quote"], *defect["names"])
                assert any("".join(name.split()) in text for name in names), (one.name, defect)
                planted += 1
    assert planted > 100


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def test_planted_defects_are_found_and_clean_documents_have_none(tally: Tally, made: list[Made]) -> None:
    assert tally.good, "\n".join([*report(tally), *tally.notes])
    assert tally.planted.total() > 60 and len(tally.planted) >= 25
    assert sum(1 for truth in truths(made) if truth["clean"]) > 5


def test_all_facts_are_read(tally: Tally) -> None:
    kinds = {kind for kind, _ in tally.facts}
    assert kinds >= {"Duty", "Project", "Objective", "Indicator", "BudgetLine"}
    for kind in kinds:
        planted, read, more = (tally.facts[kind, column] for column in ("planted", "read", "more"))
        assert (read, more) == (planted, 0), (kind, [note for note in tally.notes if kind in note])


def test_defects_are_of_all_five_criteria_and_rules_of_the_catalogue() -> None:
    codes = {*BEFORE, *AFTER}
    assert {code[0] for code in codes} == set("ACFRX") and len(codes) >= 25
    assert all((ROOT / "ontology" / "rules" / f"{code}.rq").exists() for code in codes)


def test_names_of_places_do_not_repeat_soon() -> None:
    names = [place(n)[0] for n in range(20_000)]
    assert len(set(names)) == len(names)


def test_a_false_finding_or_a_miss_is_no_success() -> None:
    tally = Tally(documents=1)
    assert tally.good
    tally.planted["A01"] = 1
    assert not tally.good
    tally.found["A01"] = 1
    assert tally.good
    tally.false["X01"] = 1
    assert not tally.good
