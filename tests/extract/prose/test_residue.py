"""Left-overs of templates, and what only looks like them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kg.extract import prose
from kg.extract.sheet import Sheet
from kg.model import Block, Document, Term
from kg.read.lines import clean
from kg.resources import Ontology
from kg.vocab import BP, BPC

Say = Callable[..., Any]


def residues(said: Any) -> list[tuple[str, str]]:
    return [(str(d.get(BP.residueKind)).rsplit("/", 1)[-1], str(d.get(BP.text))) for d in said.sheet.of(BP.Residue)]


@pytest.mark.parametrize(
    "text, kind, matched",
    [
        ("（三）保障措施： TC 保障措施 \\f A \\l 1 ", "field-code", "TC 保障措施 \\f A \\l 1"),
        ("目录 PAGEREF _Toc123 \\h 5", "field-code", "PAGEREF _Toc123 \\h 5"),
        ("（2023年度）错误!未找到引用源。", "error-reference", "错误!未找到引用源。"),
        ("见第 Error! Reference source not found. 页", "error-reference", "Error! Reference source not found."),
        ("合计 #REF!", "error-reference", "#REF!"),
        ("收入总计XX万元。", "filler", "XX"),
        ("20XX年部门预算", "filler", "20XX"),
        ("与××年相比持平", "filler", "××"),
        ("由××局负责", "filler", "××"),
        ("某某局主要职责", "filler", "某某局"),
        ("……", "filler", "……"),
        ("3、……", "filler", "3、……"),
        ("会议费较上年增加（减少）0万元。", "unchosen-option", "增加（减少）0万元"),
        ("收入下降(增长)27.78%。", "unchosen-option", "下降(增长)27.78%"),
        ("优先保障优秀项目2个    万元。", "blank-amount", "个    万元"),
        ("会议费预算为  万元，培训费3万元。", "blank-amount", "为  万元"),
        ("收入9万元，增长  %。", "blank-amount", "增长  %"),
        ("会议费____万元，略。", "blank-amount", "费____万元"),
        ("水费占____%，略。", "blank-amount", "____%"),
        ("（填写主要职责）", "instruction", "（填写主要职责）"),
        ("请各单位据实填写本表。", "instruction", "请各单位据实填写本表"),
        ("根据本部门使用的其他名词补充解释。", "instruction", "根据本部门使用的其他名词补充解释"),
        ("（请核实单位是否有涉密项目）", "instruction", "（请核实单位是否有涉密项目）"),
        ("（注：上年3万元，公开时请删除）", "instruction", "（注：上年3万元，公开时请删除）"),
        ("产出指标；待单位补充...；管护30亩。", "filler", "待单位补充..."),
        ("主要用于主要用于荷塘管护。", "slip", "主要用于主要用于"),
        ("推进水质监测和和技术培训。", "slip", "和和"),
        ("承担荷塘巡护、、水质监测。", "slip", "护、、"),
        ("管护面积30亩。。", "slip", "亩。。"),
        ("其中：一般公共预算收入拨款收入3万元。", "slip", "收入拨款收入"),
        ("承担资产管理工；负责培训。", "slip", "管理工"),
        ("会议费于上年持平。", "slip", "于上年持平"),
        ("反应本部门当年全部收入。", "slip", "反应本部门当年全部收入"),
        ("反映数量、实效、质量。", "slip", "数量、实效"),
        ("没有国有资产经营预算安排的支出。", "wrong-term", "国有资产经营预算"),
    ],
)
def test_residue(say: Say, text: str, kind: str, matched: str) -> None:
    assert residues(say(text)) == [(kind, matched)]


@pytest.mark.parametrize(
    "text, kind",
    [
        ("收入总计××万元", "filler"),
        ("错误！未找到引用源。", "error-reference"),
        ("较上年增加（减少）5%", "unchosen-option"),
    ],
)
def test_residue_in_a_cell(say: Say, text: str, kind: str) -> None:
    assert [kind for kind, _ in residues(say("说明", cells=(text,)))] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "增加（减少）额",
        "单位：万元",
        "收入总计9万元，支出总计9万元。",
        "金额  万元",
        "以万元为单位，保留两位小数。",
        "建设5×8米闸门，租用XX型设备。",
        "开展宣传、培训、学术交流……",
        "征订报刊……共9种",
        "按要求填写申报表，并补充说明。",
        "加强对请示报告的管理",
        "TCL电视机1台",
        "——",
        "增长9%。",
        "达到预期的目的的比例。",
        "保持社会和和睦睦。",
        "同步推进水质监测，监测水质。",
        "参与与会人员培训。",
        "安排基建工，环卫工；保洁员。",
        "等待补充人员到岗。",
        "国有资本经营预算、政府性基金预算、一般公共预算、社会保险基金预算。",
    ],
)
def test_no_residue(say: Say, text: str) -> None:
    assert residues(say(text)) == []


@pytest.mark.parametrize("cell", ["增加（减少）", "-", "……", "预算安排    万元", "增长 %", "X", "项目名称"])
def test_heads_and_dashes_of_tables(say: Say, cell: str) -> None:
    assert residues(say("说明", cells=(cell,))) == []


def test_a_left_over_is_told_once(say: Say) -> None:
    assert len(residues(say("收入总计20XX万元，20XX年。"))) == 2
    assert residues(say("（请填写XX单位）"))[0][0] in ("filler", "instruction")
    assert len(residues(say("（请填写XX单位）"))) == 1


@pytest.mark.parametrize(
    "text, year, kinds",
    [
        ("九、医疗卫生与计划生育支出", 2023, ["renamed-class"]),
        ("九、医疗卫生与计划生育支出", 2017, []),  # its name then
        ("九、卫生健康支出", 2023, []),
    ],
)
def test_classes_by_the_names_of_the_year(say: Say, text: str, year: int, kinds: list[str]) -> None:
    assert [kind for kind, _ in residues(say("说明", year=year, cells=(text,)))] == kinds


@pytest.mark.parametrize(
    "text, of, kinds",
    [
        ("八、政府性基金预算支出决算情况说明", BPC.budget, ["other-document"]),
        ("八、政府性基金预算支出决算情况说明", BPC.final_accounts, []),
        ("二、收入预算情况说明", BPC.final_accounts, ["other-document"]),
        ("二、收入预算情况说明", BPC.budget, []),
        ("五、预算绩效管理情况", BPC.final_accounts, []),
        ("我局按时公开支出决算情况说明，接受监督。", BPC.budget, []),
    ],
)
def test_headings_of_the_other_kind(say: Say, text: str, of: Term, kinds: list[str]) -> None:
    assert [kind for kind, _ in residues(say(text, kind=of))] == kinds


@pytest.mark.parametrize(
    "text, found",
    [
        ("办公电话：839831944", True),
        ("办公电话：83983194", False),
        ("办公电话：0379-83983194", False),
        ("办公电话：13800138000", False),
        ("办公电话：037983983194", False),
    ],
)
def test_a_telephone_number_of_nine_digits(say: Say, text: str, found: bool) -> None:
    assert [kind for kind, _ in residues(say(text))] == ["phone-digits"] * found


@pytest.mark.parametrize(
    "text, found",
    [
        ("附件：云溪县水资源和水务管理2023年部门预算表", ["云溪县水资源和水务管理"]),
        ("附件：云溪县水资源和水务管理局2023年部门预算表", []),
        ("水资源和水务管理2023年的工作", []),  # no name of a department
    ],
)
def test_a_name_of_the_department_cut_short(ontology: Ontology, text: str, found: list[str]) -> None:
    document = Document("made-up.txt", "0" * 64, "text", text, (Block("paragraph", clean(text, 0), 0),))
    sheet = Sheet(document)
    names = frozenset({"云溪县水资源和水务管理局", "云溪县水务局"})
    prose.find_residues(document, sheet, ontology, prose.Context(2023, BPC.budget, names=names))
    assert [draft.get(BP.text) for draft in sheet.of(BP.Residue)] == found


@pytest.mark.parametrize(
    "name, text, found",
    [
        ("云溪县水务局", "落实值守，确保全市荷塘安全度汛。", ["确保全市荷塘安全度汛"]),
        (
            "云溪县水务局",
            "负责全市荷塘普查；加强与各县（市、区）水务局的联系。",
            ["负责全市荷塘普查", "各县（市、区）水务局的联系"],
        ),
        ("云溪县水务局", "在全市考核中名列前茅，按照全市统一部署开展。", []),
        ("云溪县水务局", "负责全市场监管体系建设，负责全县荷塘普查。", []),
        ("云溪市水务局", "负责全市荷塘普查。", []),  # a city of its own
        ("云溪市社区服务中心", "负责全市荷塘普查。", []),
        ("云溪自治区水务厅", "负责全市荷塘普查。", []),
    ],
)
def test_words_of_a_higher_level(ontology: Ontology, name: str, text: str, found: list[str]) -> None:
    document = Document("made-up.txt", "0" * 64, "text", text, (Block("paragraph", clean(text, 0), 0),))
    sheet = Sheet(document)
    prose.find_residues(document, sheet, ontology, prose.Context(2023, BPC.budget, names=frozenset({name})))
    assert [draft.get(BP.text) for draft in sheet.of(BP.Residue)] == found
