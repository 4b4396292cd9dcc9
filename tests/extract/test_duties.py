"""Duties: numbered or not, over several paragraphs, and where their list ends."""

from __future__ import annotations

import pytest

from kg.extract import duties
from kg.extract.sections import body
from kg.model import Ref
from kg.vocab import BP, RDFS
from tests.extract.builders import document, owned, reader, regions


def read(text: str) -> list[tuple[str | None, str, str]]:
    """Number, label and text of every duty; the spans are checked on the way."""
    doc = document(text)
    sheet = reader(doc).sheet
    duties.add(sheet, body(doc), regions(), Ref("department"))
    found = list(sheet.of(BP.Duty))
    assert len(owned(sheet, BP.Duty)) == len(found)
    for draft in found:
        printed = doc.text[draft.span.start : draft.span.end]
        assert printed[0] == str(draft.get(BP.text))[0] and printed[-1] == str(draft.get(BP.text))[-1]
    return [(str(n) if (n := d.get(BP.number)) else None, str(d.get(RDFS.label)), str(d.get(BP.text))) for d in found]


NUMBERED = """第一部分 概况

一、主要职责

河湾县荷塘管理局的主要职责是：

（一）负责全县荷塘的巡护，组织水质监测。

巡护按月进行。

（二）承担下列培训：

1、种植技术培训。

2、安全培训。

二、机构设置

（一）设荷塘科。
"""


def test_numbered_duties_with_their_further_paragraphs() -> None:
    assert read(NUMBERED) == [
        ("（一）", "负责全县荷塘的巡护", "负责全县荷塘的巡护，组织水质监测。巡护按月进行。"),
        ("（二）", "承担下列培训", "承担下列培训：1、种植技术培训。2、安全培训。"),
    ]


def test_arabic_numbers() -> None:
    found = read("一、部门职责\n\n1.贯彻荷塘保护法规。\n\n2、编制荷塘规划。\n\n二、预算单位构成\n\n无。")
    assert [number for number, *_ in found] == ["1.", "2、"]


def test_duties_without_numbers_are_one() -> None:
    assert read(
        "（一）主要职责\n\n负责全县荷塘的巡护和水质监测工作。\n\n承担荷塘种植户的技术培训工作任务。\n\n（二）机构设置\n\n无。"
    ) == [
        (
            None,
            "负责全县荷塘的巡护和水质监测工作",
            "负责全县荷塘的巡护和水质监测工作。承担荷塘种植户的技术培训工作任务。",
        )
    ]


def test_the_first_section_that_lists_any_counts() -> None:
    text = "一、部门职责及机构\n\n二、主要职责\n\n（一）负责荷塘巡护工作。\n\n三、职责\n\n（一）负责别的事情。"
    assert [label for _, label, _ in read(text)] == ["负责荷塘巡护工作"]


def test_a_list_ends_at_the_offices_even_without_a_heading() -> None:
    assert len(read("一、主要职责\n\n（一）负责荷塘巡护。\n\n内设机构：\n\n（一）荷塘科。")) == 1


def test_a_document_without_duties() -> None:
    assert read("一、收支情况\n\n（一）收入120万元。") == []


def test_a_sentence_that_speaks_of_duties_opens_no_list() -> None:
    assert read("荷塘管理局认真履行主要职责。\n\n（一）收入120万元。") == []


def test_duties_of_several_units() -> None:
    found = read(
        "一、主要职能及机构设置\n\n（一）主要职能\n\n1、局本级。\n\n（1）编制荷塘规划，组织巡护。\n\n（2）承担水质监测。\n\n"
        "2、荷塘监测中心。\n\n承担采样和化验工作，发布水质报告。\n\n（二）机构设置\n\n设荷塘科。\n"
    )
    assert [(number, label) for number, label, _ in found] == [
        ("（1）", "编制荷塘规划"),
        ("（2）", "承担水质监测"),
        (None, "承担采样和化验工作"),
    ]


def test_the_inner_heading_begins_the_duties() -> None:
    found = read(
        "一、主要职责及机构设置\n\n（一）主要职责\n\n1.编制荷塘规划。\n\n2.组织巡护。\n\n（二）机构设置\n\n设荷塘科。\n"
    )
    assert [label for _, label, _ in found] == ["编制荷塘规划", "组织巡护"]


LISTED = ["荷塘管护。巡护全县荷塘。", "水质监测。按月监测。", "技术培训。培训荷农。", "种质保护。建立种质库。"]


def title_only(items: list[str]) -> list[str]:
    doc = document(
        "一、部门职责\n\n" + "\n\n".join(f"（{n}）{item}" for n, item in zip("一二三四五六", items, strict=False))
    )
    sheet = reader(doc).sheet
    duties.add(sheet, body(doc), regions(), Ref("department"))
    return [str(d.get(RDFS.label)) for d in sheet.of(BP.Duty) if d.get(BP.titleOnly)]


def test_a_duty_that_is_a_title_among_others_that_say_more() -> None:
    assert title_only([*LISTED, "档案管理。"]) == ["档案管理"]
    assert title_only([*LISTED, "档案管理。档案管理。"]) == ["档案管理"]


def test_duties_that_are_all_one_sentence_are_no_titles() -> None:
    assert not title_only(["荷塘管护。", "水质监测。", "技术培训。按月培训。"])
    assert not title_only(LISTED)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("根据县政府授权，依法保护荷塘，开展巡护。", "依法保护荷塘"),
        ("根据《荷塘保护法》、《湿地条例》等法律法规，按照县委的要求，管理全县荷塘。", "管理全县荷塘"),
        ("围绕县委中心工作，开展荷塘调查。", "开展荷塘调查"),
        ("按分工负责荷塘管理工作，组织巡护。", "按分工负责荷塘管理工作"),
        ("经办荷塘保险，核对规划。", "经办荷塘保险"),
        ("通过网络宣传荷塘。", "通过网络宣传荷塘"),
        (
            "经县编办（河编办〔2011〕8号）批准成立河湾县荷塘中心，2018年更名为荷塘服务中心，负责荷塘巡护。",
            "负责荷塘巡护",
        ),
        ("河湾县荷塘局是县政府工作部门，为正科级。主要负责荷塘保护，开展宣传。", "负责荷塘保护"),
        (
            "根据县政府《关于荷塘机构的通知》（河政〔2001〕6号），实行双重领导。单位职能：养护荷塘，种植莲藕。",
            "养护荷塘",
        ),
        ("根据《荷塘保护法》的规定，荷塘局主要职责是：1.制定荷塘规划；2.巡护。", "制定荷塘规划"),
        ("荷塘管理股。负责藕种管理工作。执行规划。", "负责藕种管理工作"),
        ("综合办公室（审批股）。综合协调政务。", "综合协调政务"),
        ("代管荷塘服务中心。", "代管荷塘服务中心"),
        ("荷塘管理股", "荷塘管理股"),
        ("依法协管乡镇荷塘站主要负责人，指导巡护。", "依法协管乡镇荷塘站主要负责人"),
        ("承担荷塘（含藕田，下同）的管护，清淤。", "承担荷塘（含藕田，下同）的管护"),
    ],
)
def test_a_duty_is_called_by_its_own_clause(text: str, label: str) -> None:
    assert duties.name(text, regions()) == label
