"""Names that are the same over years and names that only look so, made up; then how many are looked up."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.across.align import SURE, Alignment, Thing, align
from kg.across.align_words import AlignWords, align_words
from kg.resources import Ontology

WORDS = align_words(Ontology.load())


def things(year: int, *names: str | tuple[str, int]) -> list[Thing]:
    """Projects of a year, with their amounts where they are given."""
    pairs = [name if isinstance(name, tuple) else (name, None) for name in names]
    return [
        Thing(f"{year}/{n}", name, year, amount=None if amount is None else Decimal(amount), apart=(amount,))
        for n, (name, amount) in enumerate(pairs)
    ]


def paired(found: Alignment) -> list[tuple[str, str]]:
    """The numbers of what is paired."""
    return [(pair.before.split("/")[1], pair.after.split("/")[1]) for pair in found.pairs]


@pytest.mark.parametrize(
    ("before", "after", "least"),
    [
        ("路灯维护", "路灯维护", 1.0),
        ("2023年路灯维护项目", "2024年路灯维护项目", 0.95),
        ("路灯维护（2023年度）", "路灯维护（2024年度）", 0.95),
        ("二〇二三年防汛物资", "二〇二四年防汛物资", 0.95),
        ("1.路灯维护", "（三）路灯维护", 0.95),
        ("信息系统运行维护费", "信息系统运维费", 0.9),
        ("档案整理", "档案整理专项经费", 0.9),
        ("办公用房维修和改造", "办公用房维修及改造", 0.95),
        ("本年度乡村道路养护", "乡村道路养护", 0.9),
    ],
)
def test_one_name_in_two_spellings(before: str, after: str, least: float) -> None:
    found = align(things(2023, before), things(2024, after), WORDS)
    assert [pair.score >= least for pair in found.pairs] == [True]
    assert not found.went and not found.came and not found.unclear


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("老旧小区改造一期", "老旧小区改造二期"),
        ("城镇居民满意度调查", "农村居民满意度调查"),
        ("乡村医生培训", "乡村教师培训"),
        ("2021年度质保金", "2023年度质保金"),  # two years ago in one, last year in the other
        ("公务用车购置", "公务用车处置"),
        ("残疾人补贴发放", "重度残疾人补贴发放"),
        ("新增就业人数", "就业人数"),
        ("培训人数", "培训人次"),
        ("东河大桥加固工程", "西河大桥加固工程"),
        ("路灯维护", "路灯维护监理"),
        ("第一批技术改造补助", "第二批技术改造补助"),
    ],
)
def test_names_that_only_look_alike(before: str, after: str) -> None:
    found = align(things(2023, before), things(2024, after), WORDS)
    assert [pair for pair in found.pairs if pair.score >= SURE] == []


def test_a_near_name_is_sure_only_with_money_that_speaks_for_it() -> None:
    names = "群众文化活动", "传统群众文化活动"
    alone = align(things(2023, names[0]), things(2024, names[1]), WORDS)
    with_money = align(things(2023, (names[0], 500)), things(2024, (names[1], 520)), WORDS)
    against = align(things(2023, (names[0], 500)), things(2024, (names[1], 9000)), WORDS)
    assert [pair.score < SURE for pair in alone.pairs] == [True]
    assert [pair.score > SURE and "金额相近" in pair.reason for pair in with_money.pairs] == [True]
    assert against.pairs == ()


def test_the_exact_name_goes_first_and_the_near_one_gets_what_is_left() -> None:
    found = align(things(2023, "群众文化活动"), things(2024, "传统群众文化活动", "群众文化活动"), WORDS)
    assert paired(found) == [("0", "1")] and found.came == ("2024/0",)


def test_two_as_near_as_each_other_are_none() -> None:
    found = align(things(2023, "群众文化活动"), things(2024, "传统群众文化活动", "民间群众文化活动"), WORDS)
    assert found.pairs == ()


def test_a_series_goes_on_with_its_years() -> None:
    before = things(2023, "2022年安居补助", "2023年安居补助")
    after = things(2024, "2023年安居补助", "2024年安居补助")
    found = align(before, after, WORDS)
    assert ("1", "0") in paired(found) and len(found.pairs) == 1  # the project of 2023 is named in both


def test_two_of_one_name_are_told_apart_by_their_money() -> None:
    found = align(things(2023, ("公车", 3), ("公车", 5)), things(2024, ("公车", 5), ("公车", 3)), WORDS)
    assert sorted(paired(found)) == [("0", "1"), ("1", "0")]


def test_of_two_the_one_that_is_left_is_the_other() -> None:
    found = align(things(2023, ("公车", 3), ("公车", 5)), things(2024, ("公车", 5), ("公车", 8)), WORDS)
    assert sorted(paired(found)) == [("0", "1"), ("1", "0")]


def test_what_nothing_tells_apart_is_unclear() -> None:
    found = align(things(2023, ("公车", 3), ("公车", 5)), things(2024, ("公车", 6), ("公车", 8), ("公车", 9)), WORDS)
    assert not found.pairs and not found.went and not found.came
    assert [tuple(map(len, group)) for group in found.unclear] == [(2, 3)]


def test_what_is_alike_in_all_is_paired_in_order() -> None:
    found = align(things(2023, ("公车", 3), ("公车", 3)), things(2024, ("公车", 3), ("公车", 3), ("公车", 3)), WORDS)
    assert paired(found) == [("0", "0"), ("1", "1")] and found.came == ("2024/2",)


def test_a_code_says_more_than_the_name() -> None:
    before = [Thing("2023/0", "智慧大厅建设", 2023, code="43000022T000000000001")]
    after = [
        Thing("2024/0", "智慧大厅建设", 2024, code="43000024T000000000002"),
        Thing("2024/1", "政务大厅运行", 2024, code="43000022T000000000001"),
    ]
    assert paired(align(before, after, WORDS)) == [("0", "1")]


def test_a_short_code_says_nothing() -> None:
    before, after = ([Thing(f"{year}/0", name, year, code="01")] for year, name in ((2023, "甲"), (2024, "乙")))
    assert align(before, after, WORDS).pairs == ()


def test_indicators_of_two_projects_speak_for_a_near_name() -> None:
    shared = frozenset({"场次", "人次", "观众满意度"})
    before = [Thing("2023/0", "群众文化活动", 2023, within=shared)]
    after = [Thing("2024/0", "传统群众文化活动", 2024, within=shared)]
    assert [(pair.score, "指标大多相同" in pair.reason) for pair in align(before, after, WORDS).pairs] == [(0.85, True)]


def test_an_empty_side_aligns_with_nothing() -> None:
    assert align([], things(2024, "路灯维护"), WORDS) == Alignment(came=("2024/0",))


def test_as_many_names_as_are_looked_at_grow_with_the_names(monkeypatch: pytest.MonkeyPatch) -> None:
    def looked_at(count: int) -> int:
        names = [
            f"{chr(0x4E00 + n % 5000)}{chr(0x4E00 + n * 7 % 5000)}{chr(0x4E00 + n // 9)}维护" for n in range(count)
        ]
        before, after = things(2023, *names), things(2024, *(f"{name}和巡查" for name in names))
        seen: list[tuple[str, str]] = []
        with monkeypatch.context() as patch:
            patch.setattr(AlignWords, "added", lambda _, one, other: seen.append((one, other)))
            align(before, after, WORDS)
        return len(seen)

    few, many = looked_at(300), looked_at(1200)
    assert few >= 300 and many <= 5 * few  # four times as many, not sixteen
