"""Which names are of one department; a wrong merge is worse than a missed one, and a line of data undoes it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from kg.across.identity import BY, identities, told
from kg.across.record import Link, n_triples
from kg.vocab import BP, BPC
from tests.across.made import Made, digest_of, linked, with_lines

SAME = {
    "as printed": ("河湾县荷塘管理局", "河湾县荷塘管理局"),
    "party, for short": ("中国共产党河湾县委员会办公室", "河湾县委办公室"),
    "government, for short": ("河湾县人民政府办公室", "河湾县政府办公室"),
    "without the province": ("云南省昆明市五华区教育局", "昆明市五华区教育局"),
    "district alone, where there is one": ("昆明市五华区教育局", "五华区教育局"),
    "committee, for short": ("昆明市国有资产监督管理委员会", "昆明市国有资产监督管理委"),
}
APART = {
    "city and district": ("昆明市教育局", "昆明市五华区教育局"),
    "two districts": ("昆明市五华区教育局", "昆明市盘龙区教育局"),
    "two counties that no list has": ("河湾县荷塘管理局", "河沿县荷塘管理局"),
    "two fields": ("昆明市财政局", "昆明市教育局"),
    "two kinds": ("昆明市教育局", "昆明市教育委员会"),
    "bureau and its centre": ("昆明市教育局", "昆明市教育局信息中心"),
    "no place": ("荷塘管理局", "荷塘管理局"),
    "a district that several cities have": ("桥西区教育局", "桥西区教育局"),
    "a zone of a city": ("昆明市财政局", "昆明市高新区财政局"),
    "a place whose name another's begins with": ("吉林省财政厅", "吉林市财政厅"),
    "party and government": ("中共河湾县委办公室", "河湾县人民政府办公室"),
}


def groups(*disclosures: Made) -> list[set[str]]:
    """The files by department."""
    found = identities(digest_of(*disclosures)).groups
    return [{source for body in group.bodies for source in body.head.sources} for group in found]


@pytest.mark.parametrize("names", SAME.values(), ids=SAME)
def test_one_department(names: tuple[str, str]) -> None:
    assert groups(Made(names[0], "a.pdf", 2023), Made(names[1], "b.pdf")) == [{"a.pdf", "b.pdf"}]


@pytest.mark.parametrize("names", APART.values(), ids=APART)
def test_two_departments(names: tuple[str, str]) -> None:
    found = groups(Made(names[0], "a.pdf", 2023), Made(names[1], "b.pdf"))
    assert {"a.pdf", "b.pdf"} not in found


def test_every_merge_of_two_names_is_a_link_with_its_reason() -> None:
    known = identities(digest_of(Made("云南省昆明市五华区教育局", "a.pdf"), Made("昆明市五华区教育局", "b.pdf")))
    (link,) = known.links
    assert link.kind == BPC.same_department and link.reason.startswith("同一地方的“") and link.score < 1


def test_the_place_of_a_district_is_told_by_the_title_or_the_file() -> None:
    one = Made("桥西区教育局", "a.pdf", 2023, title="石家庄市桥西区教育局2023年部门预算")
    other = Made("桥西区教育局", "石家庄市桥西区教育局2024年部门预算.pdf")
    elsewhere = Made("桥西区教育局", "张家口市桥西区教育局2024年部门预算.pdf")
    unclear = Made("桥西区教育局", "c.pdf")
    assert groups(one, other, elsewhere, unclear) == [{*(m.source for m in (one, other))}, {elsewhere.source}]
    lines = list(told(digest_of(one, other, elsewhere, unclear)))
    places = {line.split()[0] for line in lines if "ns#place>" in line}
    assert len(places) == 2, "departments of two places that print one name have two IRIs"


def test_another_name_that_a_document_prints_is_its_own() -> None:
    now = Made("河湾县水利局", "b.pdf", also=("河湾县水务局", "县水利局"))
    assert groups(Made("河湾县水务局", "a.pdf", 2023), now) == [{"a.pdf", "b.pdf"}]
    assert linked(BPC.year_before, Made("河湾县水务局", "a.pdf", 2023), now) == [("b.pdf", "a.pdf")]


def test_what_a_reform_renamed_is_linked_but_its_figures_are_not_compared() -> None:
    old, new = Made("河湾县环境保护局", "a.pdf", 2018), Made("河湾县生态环境局", "b.pdf", 2019)
    assert linked(BPC.same_department, old, new) == [("河湾县环境保护局", "河湾县生态环境局")]
    assert linked(BPC.year_before, old, new) == []


def test_a_line_of_data_keeps_two_departments_apart(tmp_path: Path) -> None:
    line = '{"id": "own-apart", "role": "apart", "names": ["河湾县水利局", "河湾县水务局"]}'
    now = Made("河湾县水利局", "b.pdf", also=("河湾县水务局",))
    old = Made("河湾县水务局", "a.pdf", 2023)
    assert linked(BPC.same_department, now, old) != []
    assert linked(BPC.same_department, now, old, ontology=with_lines(tmp_path / "own", line)) == []


def test_a_line_of_data_puts_two_departments_together(tmp_path: Path) -> None:
    line = '{"id": "own-together", "role": "together", "names": ["河湾县文化馆", "河湾县群众艺术馆"]}'
    old, new = Made("河湾县文化馆", "a.pdf", 2023), Made("河湾县群众艺术馆", "b.pdf")
    assert linked(BPC.same_department, old, new) == []
    ontology = with_lines(tmp_path / "own", line)
    assert linked(BPC.same_department, old, new, ontology=ontology) == [("河湾县文化馆", "河湾县群众艺术馆")]
    assert linked(BPC.year_before, old, new, ontology=ontology) == [("b.pdf", "a.pdf")]


def test_a_link_names_the_line_of_data_that_made_it_and_no_method() -> None:
    made = [Link(BPC.same_department, "urn:a", "urn:b", Decimal(1), "甲", by) for by in ("lexicon/across#mine-1", BY)]
    by_line, by_method = (n_triples([link]).decode().count(BP.extractedBy) for link in made)
    assert (by_line, by_method) == (1, 0)
