"""Names of files: a person knows whose they are, and no system refuses them."""

from __future__ import annotations

import pytest

from kg.report.names import stem, unique


@pytest.mark.parametrize(
    ("given", "name"),
    [
        (("某局", "x.pdf", 2024, "部门预算"), "某局_2024年部门预算"),
        (("", "目录/预算 公开.v2.pdf", 2024, ""), "预算_公开_v2_2024年"),
        (("某局", "x.pdf", None, ""), "某局"),
        (('a/b\\c:d*e?f"g<h>i|j', "x", 2024, "部门决算"), "a_b_c_d_e_f_g_h_i_j_2024年部门决算"),
        (("某\x00局\u202e\n二科 ", "x", 2024, ""), "某局_二科_2024年"),
        (("../..", "x", None, ""), "公开文本"),
        (("", "con.txt", None, ""), "_con"),
        (("LPT1", "x", None, ""), "_LPT1"),
    ],
)
def test_a_name_is_made_of_department_and_year(given: tuple[str, str, int | None, str], name: str) -> None:
    assert stem(*given) == name


def test_long_names_keep_the_year() -> None:
    name = stem("很长的名字" * 40, "x", 2024, "部门预算")
    assert len(name) <= 60 and name.endswith("_2024年部门预算")


def test_names_that_differ_in_capitals_alone_are_alike_on_windows() -> None:
    assert unique(["A局", "a局", "A局", "b"], taken=["B"]) == ["A局", "a局_2", "A局_3", "b_2"]
