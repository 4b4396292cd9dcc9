"""Extraction does not depend on names or sizes: renamed and rescaled disclosures score as the originals do.

Departments, places, offices, units and projects get made-up names of the same kind and all money is multiplied, in the
text of each disclosure and in its gold facts alike; then every line of the score must be what it was.
"""

from __future__ import annotations

import importlib.util
import json
import random
import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kg.extract import extract
from kg.graph.build import add
from kg.graph.store import new_dataset, raw
from kg.model import Facts
from kg.read.text import read_text
from tests.conftest import DISCLOSURE, ROOT
from tests.extract.builders import ontology
from tests.metamorphic.renaming import Renaming, refill
from tests.metamorphic.rescaling import priced, rescaled, rescaled_gold, times

SHARED = ROOT.parent / "shared"
SEEDS = (1, 2)
FACTORS = (2, 3, 4, 7)
Scores = dict[str, tuple[int, int, int] | bool]


@cache
def scorer(path: Path) -> ModuleType:
    """The scoring script as a module."""
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def facts_of(text: str, source: str) -> Facts:
    """What is extracted from a text."""
    return extract(read_text(text.encode(), source), ontology())


def scores(shared: Path, facts: Facts, gold: dict[str, Any]) -> Scores:
    """Hits, gold and found of every line of the score but the findings."""
    score = scorer(shared / "tools" / "score.py")
    dataset = new_dataset()
    add(dataset, facts)
    (head,) = score.rows(raw(dataset), "documents")
    names = {score.norm(n) for n in [gold["department"]["name"], *gold["department"]["aliases"]]}
    found: Scores = {
        "department": score.norm(head["dept"]) in names,
        "fiscal year": str(head["year"])[:4] == str(gold["fiscal_year"]),
    }
    for kind, views in score.VIEWS.items():
        got = score.graph_items(score.rows(raw(dataset), kind), kind)
        want = score.gold_items(gold, kind)
        for name, columns in views.items():
            found[name] = score.compare(want, got, columns)[:3]
    return found


def seeds() -> list[Path]:
    """The texts of which gold is known; one missing path where they are not here, so that the skip is seen."""
    return sorted((SHARED / "seeds").glob("*.txt")) or [SHARED / "seeds" / "absent.txt"]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("path", seeds(), ids=lambda path: path.stem[:3])
def test_other_names_and_sizes_give_the_same_scores(shared: Path, path: Path, seed: int) -> None:
    text = path.read_text(encoding="utf-8")
    gold = json.loads((shared / "gold" / f"{path.stem}.json").read_text(encoding="utf-8"))
    original = facts_of(text, path.name)
    renaming, factor = Renaming(gold, text, seed), random.Random(seed).choice(FACTORS)
    other_text = renaming(rescaled(original, factor))
    other_gold = json.loads(renaming(json.dumps(rescaled_gold(gold, factor), ensure_ascii=False)))
    bare = re.sub(r"\s+", "", other_text)
    assert gold["department"]["name"] not in bare and other_gold["department"]["name"] in bare
    other = facts_of(other_text, f"{path.stem}.txt")
    assert scores(shared, other, other_gold) == scores(shared, original, gold)


GOLD = {
    "document": "made-up",
    "department": {
        "name": "河湾县荷塘管理局",
        "aliases": ["县荷塘局"],
        "units": ["河湾县莲藕技术推广站（原莲藕站）"],
        "offices": ["办公室", "综合科"],
    },
    "projects": [{"name": "荷塘水质监测经费", "amount": "40.00"}],
}


def test_a_new_name_is_of_the_same_kind_and_the_same_wherever_it_recurs() -> None:
    names = Renaming(GOLD, "", 1).names
    assert set(names) == {"河湾", "荷塘管理局", "荷塘局", "莲藕技术推广站", "莲藕站", "综合科", "荷塘水质监测经费"}
    assert all(new != old and new[-1] == old[-1] for old, new in names.items() if old != "河湾")
    assert names["荷塘管理局"].removesuffix("管理局") == names["荷塘局"].removesuffix("局")


def test_names_broken_by_the_layout_are_renamed_and_other_words_are_not() -> None:
    renaming = Renaming(GOLD, "", 1)
    whole, broken = renaming("河湾县荷塘管理局"), renaming("河 湾县荷塘\n\n管理局")
    assert re.sub(r"\s+", "", broken) == whole and broken.count("\n\n") == 1
    assert renaming("综合科技、荷塘管理\t局") == "综合科技、荷塘管理\t局"


@pytest.mark.parametrize(
    ("old", "new", "filled"),
    [("荷塘局", "渔政局", "渔政局"), ("荷\n塘局", "渔船检修局", "渔船\n检修局"), ("13 0.47", "391.41", "39 1.41")],
)
def test_layout_inside_a_name_or_number_is_kept(old: str, new: str, filled: str) -> None:
    assert refill(old, new) == filled


def test_money_is_rescaled_with_its_decimals_and_nothing_else_is() -> None:
    assert [times(n, 3) for n in ("0.20", "1,200.5", "7", "0")] == ["0.60", "3,601.5", "21", "0"]
    text = "2024年〔2020〕10号，3人增加1.50万元，增长20%，每人30-50元"
    assert priced(text, 2) == "2024年〔2020〕10号，3人增加3.00万元，增长20%，每人60-100元"


def test_the_money_of_prose_tables_and_forms_is_rescaled() -> None:
    text = rescaled(facts_of(DISCLOSURE, "made-up.txt"), 2)
    assert re.findall(r"\d+\.\d\d", text) == [format(2 * Decimal(n), "f") for n in re.findall(r"\d+\.\d\d", DISCLOSURE)]
    assert re.sub(r"\d+\.\d\d", "", text) == re.sub(r"\d+\.\d\d", "", DISCLOSURE)
