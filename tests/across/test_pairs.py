"""Which disclosures are parts of one, and which are to be compared."""

from __future__ import annotations

from pathlib import Path

from kg.vocab import BPC
from tests.across.made import Made, linked, with_lines

NAME = "河湾县荷塘管理局"


def test_attachments_are_parts_of_one_disclosure() -> None:
    text, tables = Made(NAME, "附件1：2024年部门预算情况说明.pdf"), Made(NAME, "附件2：2024年部门预算报表.pdf")
    assert linked(BPC.same_disclosure, text, tables) == [(tables.source, text.source)]


def test_tables_and_text_are_parts_of_one_disclosure() -> None:
    text, tables = Made(NAME, "2024年部门预算公开文件.pdf"), Made(NAME, "2024年部门预算公开表格.xlsx")
    assert linked(BPC.same_disclosure, text, tables) == [(tables.source, text.source)]


def test_two_texts_or_two_years_or_two_kinds_are_no_parts() -> None:
    tables = Made(NAME, "2024年部门预算公开表格.xlsx")
    for other in (
        Made(NAME, "2023年部门预算公开文件.pdf", 2023),
        Made(NAME, "2024年部门决算公开文件.pdf", kind=BPC.final_accounts),
        Made("河湾县莲藕研究所", "2024年部门预算公开文件.pdf"),
    ):
        assert linked(BPC.same_disclosure, tables, other) == []
    one, other = Made(NAME, "2024年部门预算公开文件.pdf"), Made(NAME, "2024年部门预算公开文件（修订）.pdf")
    assert linked(BPC.same_disclosure, one, other) == []
    assert linked(BPC.same_disclosure, one, other, tables) == [], "which of two texts they belong to is unclear"


def test_tables_of_the_unit_are_no_part_of_the_department() -> None:
    text, tables = Made(NAME, "2024年部门预算说明.pdf"), Made(NAME, "2024年单位预算公开表格.pdf")
    assert linked(BPC.same_disclosure, text, tables) == []


def test_a_line_of_data_keeps_two_files_apart(tmp_path: Path) -> None:
    text, tables = Made(NAME, "附件1：情况说明.pdf"), Made(NAME, "附件2：报表.pdf")
    line = f'{{"id": "own-apart", "role": "apart", "names": ["{text.source}", "{tables.source}"]}}'
    assert linked(BPC.same_disclosure, text, tables, ontology=with_lines(tmp_path / "own", line)) == []


def test_a_year_is_compared_with_the_year_before() -> None:
    three = [Made(NAME, f"{year}.pdf", year) for year in (2021, 2022, 2024)]
    assert linked(BPC.year_before, *three) == [("2022.pdf", "2021.pdf")]


def test_an_account_is_compared_with_the_budget_of_its_year() -> None:
    account = Made(NAME, "a.pdf", 2023, BPC.final_accounts)
    budgets = [Made(NAME, f"b{year}.pdf", year) for year in (2022, 2023, 2024)]
    assert linked(BPC.budget_of, account, *budgets) == [("a.pdf", "b2023.pdf")]


def test_a_unit_is_compared_with_its_department_and_not_over_years() -> None:
    whole, own = Made(NAME, "2024年部门预算.pdf"), Made(NAME, "2024年单位预算.pdf")
    last = Made(NAME, "2023年部门预算.pdf", 2023)
    assert linked(BPC.other_edition, whole, own, last) == [(own.source, whole.source)]
    assert linked(BPC.year_before, whole, own, last) == [(whole.source, last.source)]
