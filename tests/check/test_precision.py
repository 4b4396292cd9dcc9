"""The table of measured precision: how it is drawn, counted, read and shown."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from benchmarks.precision import Row, sample, tally
from kg.check.pages import shares
from kg.check.precision import COLUMNS, Measured, load_precision
from kg.check.rules import load_rules
from kg.errors import DataError
from kg.model import Mark, Verdict
from kg.report.review import keep
from kg.resources import Ontology


def row(n: int, rule: str = "A12", severity: str = "警告") -> Row:
    """A row of findings.csv as far as it is looked at."""
    return {"规则": rule, "严重程度": severity, "编号": f"f{n}"}


ROWS = [*(row(n, "X01", "错误") for n in range(9)), *(row(n) for n in range(9, 60)), row(60, "C16", "提示")]


def test_a_sample_has_all_violations_and_some_of_every_rule() -> None:
    drawn = sample(ROWS, "seed", 5, 20)
    assert len(drawn) == 20 and [r for r in drawn if r["规则"] == "X01"] == ROWS[:9]
    assert sum(r["规则"] == "A12" for r in drawn) >= 5 and ROWS[-1] in drawn
    assert drawn == sample(ROWS, "seed", 5, 20) and drawn != sample(ROWS, "other", 5, 20)


@pytest.mark.parametrize(("least", "total", "expected"), [(5, 0, 15), (5, 15, 15), (100, 0, 61), (1, 1000, 61)])
def test_a_sample_is_as_large_as_it_can_be(least: int, total: int, expected: int) -> None:
    assert len(sample(ROWS, "seed", least, total)) == expected


def marks(*said: tuple[int, Verdict, str]) -> list[Mark]:
    """Marks on rows by number, verdict and reader."""
    return [Mark(f"f{n}", "A12", verdict, "", reader) for n, verdict, reader in said]


def test_two_readers_are_counted_and_compared(tmp_path: Path) -> None:
    path = tmp_path / "marks.csv"
    keep(marks((1, "true", "a"), (2, "true", "a"), (3, "false", "a"), (1, "true", "b"), (2, "unclear", "b")), path)
    (line,) = tally([row(n) for n in range(5)], path)
    expected = {"found": 5, "read": 3, "true": 2, "false": 1, "unclear": 0, "agreed": 1}
    expected |= {"second_true": 1, "second_false": 0, "second_unclear": 1}
    assert line == {"rule": "A12", "severity": "warning", **{name: str(value) for name, value in expected.items()}}


def test_one_reader_agrees_with_nobody(tmp_path: Path) -> None:
    path = tmp_path / "marks.csv"
    keep(marks((1, "true", "a")), path)
    (line,) = tally([row(1)], path)
    assert (line["true"], line["second_true"], line["agreed"]) == ("1", "0", "0")


def test_the_table_is_read_and_shown(tmp_path: Path) -> None:
    with (tmp_path / "precision.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([COLUMNS, ("A98", "warning", 40, 10, 9, 1, 0, 9, 0, 1, 9), ("A98", "info", 1, 0, *[0] * 7)])
    (one, none) = load_precision(Ontology.load([tmp_path]))["A98"]
    assert one.value == pytest.approx(18 / 19) and none.value is None
    assert shares([one, none]) == "警告 0.95（10 条）"


def test_a_wrong_table_is_named(tmp_path: Path) -> None:
    (tmp_path / "precision.csv").write_text("rule,severity\nA01,warning\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"precision\.csv:2"):
        load_precision(Ontology.load([tmp_path]))


def test_unclear_alone_is_no_precision() -> None:
    assert Measured("A01", "warning", 3, 3, 0, 0, 3, 0, 0, 0, 0).value is None


def test_no_rule_that_warns_is_wrong_more_than_one_time_in_ten() -> None:
    measured = load_precision(Ontology.load())
    assert set(measured) <= {rule.code for rule in load_rules(Ontology.load())}
    grave = [
        line for lines in measured.values() for line in lines if line.severity != "info" and line.value is not None
    ]
    assert len(grave) > 40 and [line for line in grave if line.value is not None and line.value < 0.9] == []
    assert all(line.read == line.found for line in grave if line.severity == "violation")
