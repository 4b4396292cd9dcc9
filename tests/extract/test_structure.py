"""Offices and units that a document lists in sentences, numbered lines, tables and forms; neither is the department."""

from __future__ import annotations

import pytest

from kg.extract import extract
from kg.vocab import BP, ORG, RDFS, SKOS
from tests.extract.builders import document, ontology

TITLE = "河湾县荷塘管理局2024年部门预算\n\n一、主要职责\n\n负责全县荷塘的巡护和水质管理，指导种植户。\n\n"


def structure(text: str) -> tuple[list[str], list[str]]:
    """The labels of offices and of units; each is quoted from its place, and none is a name of the department."""
    facts = extract(document(TITLE + text), ontology()).facts
    by_key = {fact.key: fact for fact in facts}
    (department,) = [fact for fact in facts if fact.type == BP.Department]
    found: dict[str, list[str]] = {ORG.hasUnit: [], ORG.hasSubOrganization: []}
    for prop, value in department.properties:
        if prop in found:
            fact = by_key[value]  # type: ignore[index]
            label = str(dict(fact.properties)[RDFS.label])
            assert fact.evidence and "".join(fact.evidence.quote.split()) == label
            found[prop].append(label)
    names = {value for prop, value in department.properties if prop in (RDFS.label, SKOS.altLabel)}
    assert not names & {label for labels in found.values() for label in labels}
    return found[ORG.hasUnit], found[ORG.hasSubOrganization]


@pytest.mark.parametrize(
    ("sentence", "offices"),
    [
        ("内设机构包括办公室、荷塘科、财务审计股等3个科室，编制4人。", ["办公室", "荷塘科", "财务审计股"]),
        ("局机关设行政科、莲藕科14个科室。", ["行政科", "莲藕科"]),
        (
            "本单位下设办公室（机关党委）、荷塘处（县莲藕办公室、审批处），共2个处室。",
            ["办公室（机关党委）", "荷塘处（县莲藕办公室、审批处）"],
        ),
        (
            "内设机构包括：1.办公室。2.荷塘和水质科。3.县莲藕局（莲藕科）。另设置机关党委。",
            ["办公室", "荷塘和水质科", "县莲藕局（莲藕科）", "机关党委"],
        ),
        (
            "根据《主要职责内设机构和人员编制规定》，设立河湾县荷塘管理局，内设秘书科、荷塘科和水质科。",
            ["秘书科", "荷塘科", "水质科"],
        ),
        ("内设3个,各机构规范简称依次为:办公室、荷塘科、人事科(水质科)。", ["办公室", "荷塘科", "人事科(水质科)"]),
        ("县荷塘局设3个处室，分别为：办公室（与党组纪检组合署办公）、荷塘处。", ["办公室", "荷塘处"]),
        ("内设机构2个，干部职数3个。", []),
        ("建设荷塘科普中心，设有明显标识。", []),
    ],
)
def test_offices_of_a_sentence(sentence: str, offices: list[str]) -> None:
    assert structure(f"二、机构设置\n\n{sentence}\n") == (offices, [])


@pytest.mark.parametrize(
    ("sentence", "units"),
    [
        ("所属2个预算单位，分别为河湾县荷塘管理局本级和河湾县莲藕技术推广站。", ["河湾县莲藕技术推广站"]),
        ("下辖事业单位河湾县莲藕中心(原河湾县莲藕站)。", ["河湾县莲藕中心(原河湾县莲藕站)"]),
        ("局下设1个事业单位为河湾县荷塘服务中心，副科级建制，负责荷塘服务。", ["河湾县荷塘服务中心"]),
        ("下属事业单位河湾县荷塘服务中心不单列预算，并入本部。", ["河湾县荷塘服务中心"]),
        ("下属莲藕馆事业编制1人。", ["莲藕馆"]),
        ("直属事业单位：东塘宾馆（自收自支）、西塘宾馆。", ["东塘宾馆", "西塘宾馆"]),
        ("下设水质站、苗圃中心等2个直属事业单位;另有社会组织。", ["水质站", "苗圃中心"]),
        ("荷塘管理局部门预算包括：局本级预算、局属县莲藕中心和局属县荷塘医院预算。", ["县莲藕中心", "县荷塘医院"]),
        ("部门预算包括：1.河湾县荷塘管理局2.河湾县荷塘事务中心。", ["河湾县荷塘事务中心"]),
        ("部门预算包括：局机关预算、局属事业单位预算。", []),
        ("所属单位办公用房面积共计200平方米，所属各预算单位共有车辆4辆。", []),
    ],
)
def test_units_of_a_sentence(sentence: str, units: list[str]) -> None:
    assert structure(f"二、机构设置\n\n{sentence}\n") == ([], units)


def test_units_of_numbered_lines_below_their_announcement() -> None:
    text = "二级预算单位包括：\n\n1.河湾县荷塘管理局\n\n2.河湾县莲藕站\n\n3.河湾县苗圃中心，不单列预算。\n\n"
    assert structure(f"二、机构设置\n\n{text}三、其他\n\n1.河湾县水质中心\n") == (
        [],
        ["河湾县莲藕站", "河湾县苗圃中心"],
    )


def test_units_of_a_table_below_its_announcement() -> None:
    rows = "序号\t单位名称\t变动情况\n1\t河湾县荷塘管理局（机关）\t\n2\t河湾县莲藕站（下属事业单位）\t\n"
    assert structure(f"二、单位构成\n\n预算单位共有2个，包括：\n\n{rows}") == ([], ["河湾县莲藕站"])


def test_offices_of_numbered_lines_with_their_duties() -> None:
    text = "1、办公室。负责文电。\n\n2、荷塘科（水质科）。负责荷塘。\n\n3、莲藕中心。负责莲藕。\n\n"
    assert structure(f"二、机构设置\n\n{text}") == (["办公室", "荷塘科（水质科）", "莲藕中心"], [])


def test_a_numbered_line_among_others_is_no_office() -> None:
    text = "1、巡护荷塘。\n\n2、荷塘中心。\n\n3、管理水质。\n\n4、建设展示中心。\n\n5、培训农户。\n\n"
    assert structure(f"二、机构设置\n\n{text}") == ([], [])


def test_what_is_listed_as_a_unit_is_no_office() -> None:
    text = "内设机构包括办公室、莲藕中心。所属事业单位：莲藕中心、河湾县莲藕中心。"
    assert structure(f"二、机构设置\n\n{text}\n") == (["办公室"], ["河湾县莲藕中心"])


def test_the_office_that_a_form_names_as_executing() -> None:
    form = "项目名称\t荷塘监测\n项目主管部门\t县荷塘局\t项目执行单位\t荷塘科\n"
    assert structure(f"附表\n\n项目绩效目标表\n\n{form}") == (["荷塘科"], [])
