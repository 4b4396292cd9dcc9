"""What goals and indicators hang on: one node a thing, whatever way it is printed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.extract.money import amount
from kg.extract.owners import FORMS, Owners
from kg.model import Ref, Span
from kg.vocab import BP, BPC, RDFS, SKOS
from tests.extract.builders import DEPARTMENT, document, reader

AT = Span(0, 1)


@pytest.fixture
def owners() -> Owners:
    return Owners(reader(document("甲"), names=(DEPARTMENT, f"{DEPARTMENT}（本级）")))


@pytest.mark.parametrize("variant", ["荷塘清淤（二期）", "荷塘清淤(二期)", "荷塘 清淤（二期）"])
def test_one_project_in_every_spelling(owners: Owners, variant: str) -> None:
    first = owners.get(BP.Project, "荷塘清淤（二期）", AT, "test")
    assert owners.get(BP.Project, variant, Span(5, 9), "test") == first
    assert owners.sheet.drafts[first].all(RDFS.label) == ["荷塘清淤（二期）"]


def test_a_project_and_an_activity_of_one_name_are_two(owners: Owners) -> None:
    assert owners.get(BP.Project, "清淤", AT, "test") != owners.get(BP.Activity, "清淤", AT, "test")


def test_codes_part_projects_of_one_name_but_a_missing_code_does_not(owners: Owners) -> None:
    first = owners.get(BP.Project, "清淤", AT, "test", code="410000000001")
    second = owners.get(BP.Project, "清淤", AT, "test", code="410000000002")
    assert first != second and owners.get(BP.Project, "清淤", AT, "test") in (first, second)


def test_a_code_is_added_where_it_is_first_printed(owners: Owners) -> None:
    plain = owners.get(BP.Project, "清淤", AT, "test")
    assert owners.get(BP.Project, "清淤", AT, "test", code="410000000001") == plain
    assert owners.sheet.drafts[plain].all(SKOS.notation) == ["410000000001"]


@pytest.mark.parametrize("name", [DEPARTMENT, "河湾县荷塘 管理局(本级)"])
def test_the_departments_own_name_is_the_department(owners: Owners, name: str) -> None:
    assert owners.get(BP.Project, name, AT, "test") == Ref("department")
    assert list(owners.sheet.of(BP.Project)) == []


def test_an_amount_is_set_once(owners: Owners) -> None:
    project = owners.get(BP.Project, "清淤", AT, "test")
    for money in (None, amount("5.00", "万元"), amount("7", "万元")):
        owners.amount(project, money)
    draft = owners.sheet.drafts[project]
    assert (draft.all(BP.amount), draft.all(BP.halfUnit)) == ([Decimal(50_000)], [Decimal(50)])


def test_a_goal_printed_twice_for_one_period_is_one(owners: Owners) -> None:
    project = owners.get(BP.Project, "清淤", AT, "test")
    first = owners.objective(project, "完成清淤。", AT, "test", period=BPC.annual)
    assert owners.objective(project, "完成清淤。", Span(9, 14), "test", period=BPC.annual) == first
    assert owners.objective(project, "完成清淤。", Span(9, 14), "test", period=BPC.medium_term) != first


def test_no_owner_or_no_text_is_no_goal(owners: Owners) -> None:
    assert owners.objective(None, "完成清淤。", AT, "test") is None
    assert owners.objective(Ref("department"), "", AT, "test") is None


def test_namesakes_of_a_list_find_their_forms_by_amount(owners: Owners) -> None:
    def printed(source: str, yuan: int | None) -> Ref:
        money = None if yuan is None else amount(str(yuan), "元")
        return owners.project("清淤", AT, "test", source=source, money=money)

    owners.repeated.add("清淤")
    first, second = printed("list", 5), printed("list", 7)
    assert first != second
    other = printed(FORMS, 9)  # comes first, is in no list
    assert other not in (first, second)
    assert [printed(FORMS, 7), printed(FORMS, 5), printed(FORMS, None)] == [second, first, first]


def test_one_form_of_a_name_is_the_projects_and_has_its_amount(owners: Owners) -> None:
    listed = owners.project("清淤", AT, "test", source="list", money=amount("5", "元"))
    assert owners.project("清淤", AT, "test", source=FORMS, money=amount("9", "元")) == listed
    assert owners.sheet.drafts[listed].all(BP.amount) == [Decimal(9)]
