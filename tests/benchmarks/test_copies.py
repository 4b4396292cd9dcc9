"""The benchmark of copies finds what it plants, and a smaller corpus is the beginning of a larger."""

from __future__ import annotations

from benchmarks.copies import corpora, measured
from kg.across.similar import texts_alike


def test_every_planted_goal_is_found_and_no_other() -> None:
    small, large = corpora([100, 400])
    assert small.copied_goals <= large.copied_goals and set(small.goals) < set(large.goals)
    _, found = measured(texts_alike, large.goals)
    assert found == large.copied_goals and found
