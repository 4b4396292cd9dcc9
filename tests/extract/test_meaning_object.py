"""What made-up names measure, and with which word."""

from __future__ import annotations

import pytest

from kg.extract.meaning import NameReader
from kg.resources import Ontology


@pytest.fixture(scope="module")
def names() -> NameReader:
    return NameReader(Ontology.load())


@pytest.mark.parametrize(
    ("name", "measured"),
    [
        ("群众满意度", [("群众", "满意度")]),
        ("服务对象满意度", [("服务对象", "满意度")]),
        ("档案完好率", [("档案", "完好率")]),
        ("面试人数", [("面试", "人数")]),
        ("开展科普培训次数", [("科普培训", "次数")]),
        ("指标3：组织开展荷塘巡护次数（次）", [("荷塘巡护", "次数")]),
        ("年度新增就业人数", [("就业", "人数")]),
        ("组织机构评估份数", [("组织机构评估", "份数")]),
        ("参与人员满意度", [("参与人员", "满意度")]),
        ("溺水事故发生次数", [("溺水事故", "次数")]),
        ("巡护车辆数", [("巡护车辆", "数")]),
        ("荷塘养护总成本", [("荷塘养护", "总成本")]),
        ("宣讲次数、课程合格率", [("宣讲", "次数"), ("课程", "合格率")]),
        ("活动、培训次数", [("活动、培训", "次数")]),
        ("购置巡护船", [("巡护船", "")]),
        ("完成率", [("", "完成率")]),
        ("讲解质量", [("", "")]),
        ("提升荷塘管护水平，促进乡村旅游", [("", "")]),
        ("荷塘景观", [("", "")]),
    ],
)
def test_object_and_measure_word(names: NameReader, name: str, measured: list[tuple[str, str]]) -> None:
    assert [(found.object, found.word) for found in names.read(name).measured] == measured


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("领导满意率", "superiors"),
        ("局工作人员满意度（%）", "own-staff"),
        ("干部职工满意度", "own-staff"),
        ("受益群众满意度", None),
        ("企业职工满意度", None),
        ("设备使用职工满意度", None),
        ("职工培训人数", None),
        ("领导批示次数", None),
    ],
)
def test_group_that_is_asked(names: NameReader, name: str, group: str | None) -> None:
    asked = names.read(name).asked
    assert (asked.rsplit("/", 1)[-1] if asked else None) == group
