"""What projects consist of by their names, and names that only look like it."""

from __future__ import annotations

import pytest

from kg.extract import natures
from kg.extract.sheet import Sheet
from kg.model import Document, Span
from kg.vocab import BP, BPC, RDFS
from tests.extract.builders import ontology


def nature(name: str) -> set[object]:
    sheet = Sheet(Document("made-up.txt", "0", "text", name, ()))
    project = sheet.add(BP.Project, Span(0, len(name)), "test", {RDFS.label: name})
    natures.annotate(sheet, ontology())
    return set(sheet.drafts[project].all(BP.nature))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("荷塘防洪堤工程", BPC.construction),
        ("新建科普馆", BPC.construction),
        ("管护用房建设项目", BPC.construction),
        ("办公楼维修改造工程项目", BPC.major_repair),
        ("泵房修缮", BPC.major_repair),
        ("打捞设备购置", BPC.purchase),
        ("办公设备采购补充", BPC.purchase),
        ("公务用车更新经费", BPC.purchase),
        ("购置费", BPC.purchase),
        ("水情监测平台建设项目", BPC.information_system),
        ("信息化建设", BPC.information_system),
    ],
)
def test_nature(name: str, expected: object) -> None:
    assert nature(name) == {expected}


@pytest.mark.parametrize(
    "name", ["荷塘管护", "党建设备更换", "机关能力建设项目", "文化建设工程", "信息系统运维", "工程款付息", "设备租赁"]
)
def test_none(name: str) -> None:
    assert not nature(name)
