"""Likeness of texts by runs of characters."""

from __future__ import annotations

from kg.extract.links.tfidf import Likeness

TEXTS = ["组织开展荷塘清淤疏浚", "负责种植户技术培训", "负责荷塘水质监测"]


def test_the_same_text_is_most_alike_and_another_is_not() -> None:
    found = Likeness(TEXTS).of(TEXTS[0])
    assert max(found, key=lambda place: found[place]) == 0
    assert 0.99 < found[0] <= 1.000001
    assert 1 not in found


def test_rare_runs_count_more_than_common_ones() -> None:
    found = Likeness(TEXTS).of("负责水质监测")
    assert found[2] > found[1] > 0


def test_a_text_without_a_shared_run_is_like_none() -> None:
    assert Likeness(TEXTS).of("公务接待") == {}
    assert Likeness(TEXTS).of("") == {}
    assert Likeness([]).of("荷塘") == {}


def test_runs_that_many_texts_hold_are_passed_over() -> None:
    assert Likeness(["荷塘"] * 20).of("荷塘") == {}
