"""Who published what for which year: covers, captions, file names; editions; one key."""

from __future__ import annotations

import pytest

from kg.extract import disclosure
from kg.extract.names import words
from kg.extract.sheet import Sheet
from kg.model import Ref, Span, Term
from kg.vocab import BP, BPC, DCTERMS, SKOS
from tests.extract.builders import document, ontology


def identify(text: str, source: str = "a.txt") -> tuple[list[str], Term | None, int | None]:
    found = disclosure.identify(document(text, source), ontology())
    return [name for name, _ in found.names], found.kind, found.year


@pytest.mark.parametrize(
    ("cover", "names", "kind", "year"),
    [
        ("河湾县荷塘管理局2024年度部门预算", ["河湾县荷塘管理局"], BPC.budget, 2024),
        ("2024年河湾县荷塘管理局部门预算公开", ["河湾县荷塘管理局"], BPC.budget, 2024),
        ("附件1：河湾县荷塘管理局2023年度部门决算", ["河湾县荷塘管理局"], BPC.final_accounts, 2023),
        ("河湾县荷塘管理局\n2024年度\n部门预算", ["河湾县荷塘管理局"], BPC.budget, 2024),
        ("河湾县荷塘管理局\n\n2024年部门综合预算公开说明", ["河湾县荷塘管理局"], BPC.budget, 2024),
        (
            "河湾县荷塘管理局（本级）2024年单位预算",
            ["河湾县荷塘管理局", "河湾县荷塘管理局（本级）"],
            BPC.budget,
            2024,
        ),
    ],
)
def test_covers(cover: str, names: list[str], kind: Term, year: int) -> None:
    assert identify(cover + "\n\n一、主要职责\n\n负责荷塘。") == (names, kind, year)


def test_the_caption_of_a_table_names_the_department() -> None:
    assert identify("2024年部门预算\n\n部门名称：河湾县荷塘管理局\n\n甲\t1\n")[0] == ["河湾县荷塘管理局"]


def test_a_form_names_the_department_beside_its_label() -> None:
    assert identify("2024年部门预算\n\n部门（单位）名称\t河湾县荷塘管理局\n年度目标\t完成\n")[0] == ["河湾县荷塘管理局"]


@pytest.mark.parametrize(
    "header", ["单位名称\t采购项目\t金额", "单位名称\t科目编码\t科目名称", "部门名称\t项目名称\t预算数"]
)
def test_headers_beside_a_label_are_no_names(header: str) -> None:
    assert identify(f"河湾县荷塘管理局2024年部门预算\n\n{header}\n甲\t乙\t1\n")[0] == ["河湾县荷塘管理局"]


def test_a_file_without_title_takes_the_name_of_the_file() -> None:
    found = identify("一、主要职责\n\n负责荷塘。\n\n甲\t1\n", "0a1b2c3d_河湾县荷塘管理局2024年部门预算.txt")
    assert found == (["河湾县荷塘管理局"], BPC.budget, 2024)


def test_nothing_known_stays_unknown() -> None:
    assert identify("荷叶何田田。") == ([], None, None)


def test_a_text_without_title_has_the_year_it_speaks_of_most() -> None:
    text = "2023年度部门决算中收入100万元。2022年度决算收入90万元。2023年度部门决算支出100万元。"
    assert identify(text) == ([], BPC.final_accounts, 2023)


@pytest.mark.parametrize("name", ["本部门", "部门", "河湾县"])
def test_general_words_and_places_are_no_department(name: str) -> None:
    assert identify(f"{name}2024年度部门预算\n\n正文。")[0] == []


def test_the_nodes_and_their_evidence() -> None:
    doc = document("\n河湾县荷塘管理局（本级）2024年度部门预算\n\n正文。")
    sheet = Sheet(doc)
    department = disclosure.add(sheet, disclosure.identify(doc, ontology()))
    node = sheet.drafts[Ref("disclosure")]
    assert department is not None and node.get(BP.publishedBy) == department
    assert node.get(DCTERMS.title) == "河湾县荷塘管理局（本级）2024年度部门预算"
    assert (node.get(BP.kind), node.get(BP.fiscalYear), node.get(DCTERMS.source)) == (BPC.budget, 2024, "made-up.txt")
    place = sheet.drafts[department].span
    assert doc.text[place.start : place.end].startswith("河湾县荷塘管理局")
    assert sheet.drafts[department].all(SKOS.altLabel) == ["河湾县荷塘管理局（本级）"]


def test_the_department_has_one_key_in_every_edition_and_file() -> None:
    keys = set()
    for title in ("河湾县荷塘管理局2023年度部门决算", "河湾县荷塘管理局（本级）2024年单位预算"):
        doc = document(title)
        keys.add(disclosure.add(Sheet(doc), disclosure.identify(doc, ontology())))
    assert len(keys) == 1


def test_the_forms_of_a_party_committee_have_one_key() -> None:
    titles = (
        "中共河湾县委办公室2023年度部门决算",
        "中国共产党河湾县委员会办公室2024年单位预算",
        "河湾县委办公室2025年部门预算",
    )
    assert {disclosure.identify(document(title), ontology()).key for title in titles} == {"河湾县委办公室"}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("中共河湾县委员会组织部", "河湾县委组织部"),
        ("中国共产党河湾县委员会", "河湾县委"),
        ("河湾县荷塘委员会", "河湾县荷塘委员会"),
        ("河湾县荷塘管理局（汇总）", "河湾县荷塘管理局"),
    ],
)
def test_the_key_of_a_name(name: str, key: str) -> None:
    assert words(ontology()).key(name) == key


def test_the_name_ends_before_the_words_of_the_title() -> None:
    assert identify("2024年河湾县荷塘管理局部门\n部门预算")[0] == ["河湾县荷塘管理局"]


def test_other_forms_in_the_text_are_names_of_the_department() -> None:
    text = "河湾县荷塘管理局2024年部门预算\n\n县荷塘局负责荷塘。河湾县荷塘管理局（本级）编制4人。"
    found = disclosure.identify(document(text), ontology())
    assert [name for name, _ in found.names] == ["河湾县荷塘管理局", "县荷塘局", "河湾县荷塘管理局（本级）"]
    assert found.keys >= {"县荷塘局"}


def test_the_span_of_an_unnamed_disclosure_is_empty() -> None:
    doc = document("荷叶何田田。")
    sheet = Sheet(doc)
    assert disclosure.add(sheet, disclosure.identify(doc, ontology())) is None
    assert sheet.drafts[Ref("disclosure")].span == Span(0, 0)


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("河湾县荷塘管理局", BPC.county),
        ("芦洲市河湾区荷塘管理局", BPC.county),
        ("芦洲市荷塘管理局", BPC.city),
        ("芦北省荷塘厅", BPC.province),
        ("芦北自治区荷塘厅", BPC.province),
        ("芦洲市河湾区人民政府柳堤街道办事处", BPC.township),
        ("河湾县柳堤镇人民政府", BPC.township),
        ("荷塘管理局", None),
    ],
)
def test_the_level_of_government_is_that_of_the_last_place(name: str, level: Term | None) -> None:
    found = disclosure.identify(document(f"{name}2024年部门预算\n\n一、主要职责\n\n负责荷塘。"), ontology())
    assert found.level == level
