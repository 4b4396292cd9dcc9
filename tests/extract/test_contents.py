"""The contents page of made-up texts beside what is printed behind it."""

from __future__ import annotations

from kg.extract import contents
from kg.extract.sections import body
from kg.extract.sheet import Sheet
from kg.model import Value
from kg.vocab import BP, BPC, RDFS
from tests.extract.builders import document, ontology

PAGE = "目录\n\n第一部分 概况\n\n一、主要职责\n\n二、部门收入总表\n\n三、部门支出总表\n\n四、荷塘管护目标说明\n\n"


def read(text: str) -> list[tuple[Value | None, ...]]:
    """Label, kind, whether it is printed and how else of every announcement."""
    doc = document(text)
    sheet = Sheet(doc)
    contents.add(sheet, doc, body(doc), ontology().layouts)
    props = (RDFS.label, BP.tableKind, BP.inText, BP.printedAs)
    return [tuple(d.get(prop) for prop in props) for d in sheet.of(BP.Announcement)]


def test_tables_and_whether_they_are_there() -> None:
    text = (
        PAGE + "第一部分 概况\n\n一、主要职责\n\n巡护。\n\n2024年部门收入总表\n\n项目\t金额\n拨款\t3.00\n其他\t1.00\n"
    )
    assert read(text) == [
        ("部门收入总表", BPC.revenue, True, None),
        ("部门支出总表", BPC.expenditure, False, None),
    ]


def test_a_title_in_the_head_of_its_table() -> None:
    text = PAGE + "第一部分 概况\n\n巡护全县荷塘。\n\n部门支出总表\t\n项目\t金额\n拨款\t3.00\n其他\t1.00\n"
    assert ("部门支出总表", BPC.expenditure, True, None) in read(text)


def test_a_heading_in_other_words() -> None:
    text = PAGE + "第一部分 概况\n\n一、主要职责\n\n巡护全县荷塘。\n\n四、荷塘管护目标情况说明\n\n全年管护。\n"
    assert read(text)[-1] == ("荷塘管护目标说明", None, None, "荷塘管护目标情况说明")


def test_year_and_brackets_do_not_count() -> None:
    text = PAGE + "第一部分 概况\n\n一、主要职责\n\n巡护。\n\n四、2024年度荷塘管护目标说明（试行）\n\n全年管护。\n"
    assert all(printed is None for *_, printed in read(text))


def test_another_heading_under_the_same_number() -> None:
    text = PAGE + "第一部分 概况\n\n一、主要职责\n\n巡护。\n\n四、名词解释\n\n略。\n"
    assert all(printed is None for *_, printed in read(text))


def test_no_contents_page() -> None:
    assert not read("一、主要职责\n\n巡护全县荷塘。\n\n二、部门收入总表\n")
