"""The index of runs: which texts and sets share what few others have."""

from __future__ import annotations

from math import log

import pytest

from kg.runs import LENGTH, grams, members, overlap, pairs, pieces, runs

A = "引水闸门每年检修两次"


def of_texts(
    texts: list[str], groups: list[int], most: int = 5, length: int = LENGTH
) -> list[tuple[int, int, int, int]]:
    return [pair[:4] for pair in pairs(runs(texts, length), groups, most)]


def test_pairs_share_runs_and_are_counted_by_the_shorter_text() -> None:
    assert of_texts([A, f"汛前{A}并登记", "荷花摄影展在六月举办"], [0, 1, 2]) == [(0, 1, 5, 5)]
    assert of_texts([A, A[:7] + "台"], [0, 1]) == [(0, 1, 2, 3)]


def test_runs_do_not_reach_from_one_text_into_the_next() -> None:
    assert of_texts(["引水闸", "门每年检修", "引水闸门每年检修"], [0, 1, 2]) == []
    tokens = runs(["", "引水", A, "😀" * LENGTH, "\udc80" * LENGTH])
    assert [int((tokens.text == i).sum()) for i in range(5)] == [0, 0, len(A) - LENGTH + 1, 1, 1]
    assert len(set(tokens.token.tolist())) == len(A) - LENGTH + 3


def test_a_run_has_one_number_in_every_text_and_no_other_has_it() -> None:
    texts = [A, A[::-1], f"请{A}"]
    tokens = runs(texts)
    seen = {(token, text) for token, text in zip(tokens.token.tolist(), tokens.text.tolist(), strict=True)}
    assert {token for token, text in seen if text == 0} < {token for token, text in seen if text == 2}
    assert len({token for token, _ in seen}) == len(set().union(*map(grams, texts)))


def test_texts_of_one_group_make_no_pair() -> None:
    assert of_texts([A, A, A], [0, 0, 1]) == [(0, 2, 5, 5), (1, 2, 5, 5)]


def test_what_more_groups_than_most_have_joins_none() -> None:
    assert len(of_texts([A] * 3, [0, 1, 2], most=3)) == 3
    assert of_texts([A] * 3, [0, 1, 2], most=2) == []
    assert len(of_texts([A] * 4, [0, 0, 1, 1], most=2)) == 4, "two groups, of however many texts"


def test_what_very_many_texts_of_two_groups_have_joins_none() -> None:
    assert len(of_texts([A] * 64, [0] * 32 + [1] * 32)) == 32 * 32
    assert of_texts([A] * 65, [0] * 32 + [1] * 33) == []


def test_a_repeated_run_counts_once() -> None:
    assert of_texts([A + "、" + A, A], [0, 1]) == [(0, 1, 5, 5)]


def test_evidence_grows_with_the_groups_that_do_not_have_it() -> None:
    sets = [{"甲", "乙"}, {"甲", "乙"}, {"乙"}, {"丙"}]
    (first, second, third) = pairs(members(map(sorted, sets)), range(4), 5)
    assert (first.one, first.other, first.shared) == (0, 1, 2)
    assert first.evidence == pytest.approx(log(5 / 2) + log(5 / 3))
    assert second.evidence == third.evidence == pytest.approx(log(5 / 3))


@pytest.mark.parametrize("texts", [[], [""], ["引水"], [A]])
def test_nothing_to_compare(texts: list[str]) -> None:
    assert of_texts(texts, list(range(len(texts)))) == []
    assert list(pairs(members([text] for text in texts), range(len(texts)), 5)) == []


def test_grams_are_the_runs_of_a_text() -> None:
    assert grams("引水闸门", 3) == {"引水闸", "水闸门"}
    assert grams("引水", 3) == frozenset()


def test_overlap_is_of_the_shorter_text() -> None:
    assert overlap(A, f"汛前{A}并登记") == overlap(f"汛前{A}并登记", A) == 1
    assert overlap(A, A[:7] + "台台台") == 0.4
    assert overlap(A, "引水") == overlap("", A) == 0


def test_pairs_that_share_too_little_are_left_out() -> None:
    tokens = runs([A, A[:7], A])
    assert [pair[:3] for pair in pairs(tokens, [0, 1, 2], 5, least=3)] == [(0, 2, 5)]
    assert len(list(pairs(tokens, [0, 1, 2], 5, least=2))) == 3


def test_pieces_are_what_stands_in_both_each_as_long_as_can_be() -> None:
    other = f"汛前{A}，荷花摄影展"
    assert pieces(A, other) == [(0, len(A))]
    assert pieces(f"{A}；另办荷花摄影展在六月", other) == [(0, len(A))], "five characters are no piece"
    assert pieces("引水闸门每年又检修两次引水闸门", "引水闸门每年检修两次引水闸门") == [(0, 6), (7, 15)]
    assert pieces("引水", other) == pieces("", other) == []
