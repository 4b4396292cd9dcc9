"""Texts and sets of indicators that departments share beyond what all of them print and what chance gives."""

from __future__ import annotations

from random import Random

import pytest

from kg.across.similar import MOST, Key, sets_alike, texts_alike

GOAL = "聘请两名水质专家每季度到各村荷塘取样化验建立水质台账对超标荷塘提出换水和清淤方案使荷塘全部达标"
SET = [Key("分拣莲藕吨数", "ge37"), Key("冷库低温天数", "ge213"), Key("破损折价次数", "le6"), Key("轮换周期", "eq11")]


def strange(count: int, length: int = 60) -> list[str]:
    """Texts of `count` other departments that have nothing in common."""
    random = Random(7)
    return ["".join(chr(random.randrange(0x4E00, 0x9FA5)) for _ in range(length)) for _ in range(count)]


def alike(*texts: str) -> list[tuple[int, int, float]]:
    return [(one, other, round(score, 2)) for one, other, score in texts_alike(texts, range(len(texts)))]


def test_a_copy_is_found_with_its_share() -> None:
    assert alike(GOAL, GOAL) == [(0, 1, 1)]
    ((_, _, score),) = alike(GOAL, GOAL.replace("换水", "加水"))
    assert 0.8 < score < 1
    assert alike(GOAL, f"为落实河长制要求{GOAL}") == [(0, 1, 1)], "a text inside a longer one"


def test_half_a_copy_is_none() -> None:
    assert alike(GOAL, GOAL[:24] + strange(1)[0]) == []


def test_a_short_copy_is_none_however_rare() -> None:
    assert alike(GOAL[:29], GOAL[:29], *strange(300)) == []
    assert alike(GOAL[:30], GOAL[:30], *strange(300)) == [(0, 1, 1)]


def test_two_departments_alone_have_to_share_more_than_two_of_many() -> None:
    assert alike(GOAL[:32], GOAL[:32]) == []
    assert alike(GOAL[:32], GOAL[:32], *strange(20)) == [(0, 1, 1)]


def test_what_many_departments_print_is_a_template() -> None:
    assert len(alike(*[GOAL] * MOST, *strange(9))) == MOST * (MOST - 1) // 2
    assert alike(*[GOAL] * (MOST + 1), *strange(9)) == []
    own = strange(2)
    assert alike(*(GOAL + text for text in (*own, *strange(9)[2:])), GOAL + own[1]) == [(1, 9, 1)], (
        "the rest still tells"
    )


def sets(*each: list[Key]) -> list[tuple[int, int]]:
    return [pair[:2] for pair in sets_alike([frozenset(one) for one in each], range(len(each)))]


@pytest.mark.parametrize(("count", "found"), [(3, []), (4, [(0, 1)])])
def test_a_set_is_alike_from_four_targets_on_where_two_print_the_names(count: int, found: list[object]) -> None:
    assert sets(SET[:count], SET[:count]) == found


def test_a_set_with_half_of_its_targets_changed_is_its_own() -> None:
    assert sets(SET, SET[:2] + [Key(key.name, key.target + "0") for key in SET[2:]]) == []


@pytest.mark.parametrize(("beside", "found"), [(3, [(0, 1)]), (4, [])])
def test_most_of_the_smaller_set_has_to_be_in_the_other(beside: int, found: list[object]) -> None:
    own = [[Key(f"{name}{i}", "eq1") for i in range(5)] for name in ("莲子", "荷叶")]
    assert sets(SET + own[0], SET + own[1][:beside]) == found


def test_targets_that_all_who_print_the_name_have_tell_nothing() -> None:
    rare = SET[:2]
    common = [Key("差错率", "le1%"), Key("合格率", "eq100%")]
    others = [common for _ in range(30)]
    assert sets([*rare, *common], [*rare, *common], *others) == []
    differ = [[Key("差错率", f"le{i}%"), Key("合格率", f"eq{i}%")] for i in range(2, 32)]
    assert sets([*rare, *common], [*rare, *common], *differ) == [(0, 1)]
