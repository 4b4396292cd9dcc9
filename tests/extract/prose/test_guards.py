"""What looks like a claim and is none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kg.model import Span

Say = Callable[..., Any]


@pytest.mark.parametrize(
    "text",
    [
        "单价50万元以上的设备按规定处置。",
        "单位价值100万元（含）以上专用设备按规定处置。",
        "物业费标准为30元/月/平。",
        "每平方米50.4元。",
        "设备完好率≥95%，培训次数≥2次。",
        "污水处理率达到98%。",
        "落实《关于下达2022年资金100万元的通知》。",
        "依据云水〔2022〕12号文件，于2023年3月1日施行。",
        "保证24小时值守，工期3个月。",
        "与党中央保持高度一致。",
        "前后口径相同。",
        "占地较多，增长较快。",
        "基本支出：是指保障机构运转的支出，如购买10万元以下的货物。",
        "大型设备，指单台100万元的设备。",
        "投资8000亿美元。",
        "第3次会议、5A级景区、3G网络。",
    ],
)
def test_no_claim(say: Say, text: str) -> None:
    assert say(text).rows() == []


def test_glossary_under_its_heading_is_closed_until_the_next_part(say: Say) -> None:
    said = say(
        "第三部分 名词解释",
        "一、财政拨款收入",
        "如2022年拨款100万元。",
        "第四部分 附件",
        "一、其他",
        "会议费2万元。",
    )
    assert [row[1] for row in said.rows()] == ["20000"]


def test_glossary_named_in_a_line_of_its_own(say: Say) -> None:
    said = say("第三部分", "名词解释", "一、例", "如拨款100万元。", "第四部分 附件", "会议费2万元。")
    assert [row[1] for row in said.rows()] == ["20000"]


def test_glossary_at_the_level_of_a_section(say: Say) -> None:
    said = say("八、专业名词解释", "1.例如拨款100万元。", "九、其他", "会议费2万元。")
    assert [row[1] for row in said.rows()] == ["20000"]


def test_a_section_about_a_glossary_is_not_one(say: Say) -> None:
    assert [row[1] for row in say("八、名词解释编写工作经费", "会议费2万元。").rows()] == ["20000"]


def test_contents_page_claims_nothing(say: Say) -> None:
    said = say("目录", "一、收入9万元说明", "二、支出说明", "一、收入9万元说明", "收入8万元。")
    assert [row[1] for row in said.rows()] == ["90000", "80000"]


def test_skipped_spans(say: Say) -> None:
    lines = ("会议费2万元。", "培训费3万元。")
    assert [row[1] for row in say(*lines, skip=[Span(0, 4)]).rows()] == ["30000"]


def test_table_cells_are_not_prose(say: Say) -> None:
    assert say("会议费2万元。", cells=("培训费3万元，比上年增加1万元。",)).rows() == [
        ("total", "20000", "元", "", "会议费")
    ]


def test_nothing_to_read(say: Say) -> None:
    assert say("本页无正文").rows() == []
    assert say().rows() == []
