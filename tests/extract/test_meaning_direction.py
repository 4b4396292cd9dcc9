"""Whether more or less is better, told from made-up indicator names; what is not sure must stay unknown."""

from __future__ import annotations

import pytest

from kg.extract.meaning import NameReader
from kg.resources import Ontology
from kg.vocab import BPC


@pytest.fixture(scope="module")
def names() -> NameReader:
    return NameReader(Ontology.load())


@pytest.mark.parametrize(
    "name",
    [
        "平台事故次数",
        "较大安全事故发生数",
        "校对差错率",
        "窗口投诉率",
        "群众有效投诉",
        "群众投诉事件数",
        "设备故障率",
        "贷款逾期率",
        "违规行为数",
        "劳资纠纷发生次数",
        "骨干教师流失率",
        "孕产妇死亡率",
        "传染病发病率",
        "公租房空置率",
        "单位面积能耗",
        "办公用水量",
        "单份印制成本",
        "培训费用",
        "档案整理单价",
        "系统响应时间（秒）",
        "业务办理时限",
        "结转结余率",
        "预算调整率",
        "不满意率",
        "未办结率",
        "业务办理投诉率",
        "材料处理差错率",
        "指标3：差错率。",
        "窗口业务中断次数",
        "畜禽病死率",
        "问题网站整改时限",
        "荷塘水体污染物浓度",
        "细颗粒物年均浓度",
        "粮食浪费量",
    ],
)
def test_less_is_better(names: NameReader, name: str) -> None:
    assert names.read(name).direction == BPC.lower_better


@pytest.mark.parametrize(
    "name",
    [
        "事故处理率",
        "投诉办结率",
        "问题整改率",
        "故障排除率",
        "纠纷化解率",
        "案件破案率",
        "违规查处率",
        "事故下降率",
        "投诉降低率",
        "成本节约率",
        "能耗降幅",
        "居民满意度",
        "用户满意度率",
        "任务完成率",
        "产品合格率",
        "服务覆盖率",
        "拨付及时率",
        "参训人数",
        "宣讲场次",
        "扶持企业数量",
        "资助农户",
        "产值增长率",
        "无故障运行率",
        "高标准农田改造合格率（%）",
        "学员满意度情况",
        "议案办理率",
        "数据共享率",
        "评审费用审减率",
        "旅游商品零售总额增速",
        "电能节约率",
        "居民安全感",
    ],
)
def test_more_is_better(names: NameReader, name: str) -> None:
    """A01 guard: the head word decides, not 事故 or 投诉 before it; a fall of a burden is a rise of good."""
    assert names.read(name).direction == BPC.higher_better


@pytest.mark.parametrize(
    "name",
    [
        "降低投诉率",
        "减少事故次数",
        "处理投诉件数",
        "排查各类事故数量",
        "零差错率",
        "节约办公费用",
        "费用增长率",
        "投诉增长率",
        "收入下降率",
        "热线事件处置",
        "成本控制率",
        "接待费控制数",
        "编制人数",
        "会议次数",
        "公务用车租赁次数",
        "编外人员数量",
        "隐患数量",
        "宣传片时长",
        "设备使用年限",
        "社会影响力",
        "录取率",
        "保障到位，不发生公共安全事故",
        "运转平稳，无食品安全事故",
        "零重大安全责任事故",
        "专班差旅次数",
        "收入总额增速",
        "媒体通报次数",
        "",
    ],
)
def test_direction_unknown(names: NameReader, name: str) -> None:
    """A04 guard: limits and what is bought or unwanted; A01 guard: words that reduce, deal with or limit."""
    assert names.read(name).direction is None


def test_spending_is_down_only_in_a_cost_group(names: NameReader) -> None:
    assert names.read("招考工作经费").direction is None
    assert names.read("招考工作经费", level1="成本指标").direction == BPC.lower_better
    assert names.read("招考工作经费", level1="产出指标", level2="成本指标").direction == BPC.lower_better
    assert names.read("研发经费", level1="效益指标").direction is None
    assert names.read("查看留言次数", level1="成本指标").direction is None
