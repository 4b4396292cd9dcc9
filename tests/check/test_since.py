"""A corrected document against an earlier run."""

from __future__ import annotations

from typing import Any

from kg.check.since import changes

HERE = [("荷塘局", 2024)]


def record(key: str, rule: str = "A01", *labels: str, department: str = "荷塘局") -> dict[str, Any]:
    """A finding as findings.json has it, as far as it is compared."""
    return {"id": key, "rule": rule, "labels": list(labels), "message_zh": key, "department": department, "year": 2024}


def test_mended_still_there_and_new() -> None:
    found = changes([record("a"), record("b", "X01", "合计")], [record("a"), record("c", "X09", "占比")], HERE)
    assert [r["id"] for r in found.mended] == ["b"]
    assert found.still == {"a": "a"} and found.new == {"c"}


def test_a_quote_that_changed_makes_no_new_finding() -> None:
    found = changes([record("old", "A01", "差错率")], [record("now", "A01", "差错率")], HERE)
    assert found.still == {"now": "old"} and not found.mended and not found.new


def test_one_of_two_alike_that_was_mended_counts_once() -> None:
    before = [record("1", "A01", "差错率"), record("2", "A01", "差错率")]
    found = changes(before, [record("3", "A01", "差错率")], HERE)
    assert len(found.mended) == 1 and list(found.still) == ["3"] and not found.new


def test_the_same_id_is_matched_before_the_same_labels() -> None:
    before = [record("1", "A01", "差错率"), record("2", "A01", "差错率")]
    found = changes(before, [record("2", "A01", "差错率")], HERE)
    assert found.still == {"2": "2"} and [r["id"] for r in found.mended] == ["1"]


def test_other_labels_or_rules_are_other_findings() -> None:
    found = changes([record("1", "A01", "差错率")], [record("2", "A01", "事故数"), record("3", "A04", "差错率")], HERE)
    assert [r["id"] for r in found.mended] == ["1"] and found.new == {"2", "3"}


def test_what_was_not_checked_again_is_not_called_mended() -> None:
    found = changes([record("1", department="芦苇局")], [], HERE)
    assert not found.mended and [r["id"] for r in found.absent] == ["1"]
