"""What projects consist of and which staff or plan items are, by their names; and names that only look like it."""

from __future__ import annotations

import pytest

from kg.extract import natures
from kg.extract.sheet import Sheet
from kg.model import Document, Span, Term
from kg.vocab import BP, BPC, RDFS
from tests.extract.builders import ontology

COSTED = {BPC.construction, BPC.major_repair, BPC.purchase, BPC.information_system}


def natures_of(kind: Term, name: str) -> set[object]:
    sheet = Sheet(Document("made-up.txt", "0", "text", name, ()))
    draft = sheet.add(kind, Span(0, len(name)), "test", {RDFS.label: name})
    natures.annotate(sheet, ontology())
    return set(sheet.drafts[draft].all(BP.nature))


def nature(name: str) -> set[object]:
    """The natures of a project whose cost has to be measured."""
    return natures_of(BP.Project, name) & COSTED


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


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        (BP.Project, "单位办公经费", BPC.running_costs),
        (BP.Project, "日常公用经费", BPC.running_costs),
        (BP.Project, "业务培训及日常运转经费", BPC.running_costs),
        (BP.Project, "在职人员工资", BPC.running_costs),
        (BP.Project, "河道保洁", BPC.procured),
        (BP.Project, "办公楼维修", BPC.procured),
        (BP.Project, "巡护船更换", BPC.fixed_assets),
        (BP.Item, "在职实有人数", BPC.staff_in_post),
        (BP.Item, "实有人员", BPC.staff_in_post),
        (BP.Item, "在职人员", BPC.staff_serving),
        (BP.Item, "人员编制", BPC.staff_posts),
        (BP.Item, "购买服务人员", BPC.staff_hired),
        (BP.Item, "拟购置固定资产", BPC.asset_plan),
        (BP.Item, "二级项目", BPC.counted_projects),
        (BP.Item, "政府采购货物支出", BPC.procurement_item),
        (BP.Item, "政府采购支出总额", BPC.procurement_total),
        (BP.Item, "授予中小企业合同金额", BPC.small_business),
        (BP.Indicator, "预算绩效管理水平提高", BPC.performance_work),
        (BP.Indicator, "绩效目标填报质量", BPC.performance_work),
    ],
)
def test_what_a_name_tells(kind: Term, name: str, expected: object) -> None:
    assert expected in natures_of(kind, name)


@pytest.mark.parametrize(
    ("kind", "name", "other"),
    [
        (BP.Project, "荷塘办案经费", BPC.running_costs),
        (BP.Project, "巡护辅助人员经费", BPC.running_costs),
        (BP.Project, "接访大厅运行经费", BPC.running_costs),
        (BP.Project, "设备购置补贴", BPC.procured),
        (BP.Project, "法律服务采购", BPC.fixed_assets),
        (BP.Item, "行政编制", BPC.staff_posts),
        (BP.Item, "所属站实有人员", BPC.staff_in_post),
        (BP.Item, "离退休人员", BPC.staff_serving),
        (BP.Item, "固定资产", BPC.asset_plan),
        (BP.Item, "单位办公经费", BPC.running_costs),
        (BP.Item, "项目支出", BPC.counted_projects),
        (BP.Item, "政府采购货物支出", BPC.procurement_total),
        (BP.Indicator, "安全生产绩效考核", BPC.performance_work),
        (BP.Indicator, "绩效评价报告采纳率", BPC.performance_work),
    ],
)
def test_what_a_name_does_not_tell(kind: Term, name: str, other: object) -> None:
    assert other not in natures_of(kind, name)
