"""Names and numbers of persons are masked; offices stay readable."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Say = Callable[..., Any]


def masked(said: Any) -> list[str]:
    return [said.document.text[start:end] for start, end in said.sheet.masks]


@pytest.mark.parametrize(
    "text, hidden",
    [
        ("法人代表为甄有水，财务负责人为时大江，预算编制人员为祝小溪。", ["甄有水", "时大江", "祝小溪"]),
        ("联系电话：0999-8123456。", ["0999-8123456"]),
        ("联系人：甄有水，联系方式：13800001111", ["甄有水", "13800001111"]),
        ("项目负责人 甄有水、时大江 联系电话 8123456", ["甄有水、时大江", "8123456"]),
        ("经办人：祝溪　填报人：时大江", ["祝溪", "时大江"]),
        ("负责人：欧阳江河", ["欧阳江河"]),
        ("由甄有水牵头，电话13800001111。", ["13800001111"]),
    ],
)
def test_masked(say: Say, text: str, hidden: list[str]) -> None:
    assert masked(say(text)) == hidden


@pytest.mark.parametrize(
    "text",
    [
        "咨询电话：0999-8123456。",
        "云溪县水务局办公电话0999-8123456，监督电话12345。",
        "主要负责人用车0辆，机要通信用车1辆。",
        "联系人：办公室",
        "负责人：无",
        "实行项目负责人制度，明确经办人职责。",
        "部门主要负责人审签情况：已审签",
        "项目总投资81234567元，编号20230112345。",
        "项目总投资13800001111元，其中13800001111.00为专项。",
    ],
)
def test_readable(say: Say, text: str) -> None:
    assert masked(say(text)) == []


def test_masked_name_is_not_in_any_quote(say: Say) -> None:
    said = say("联系人：甄有水，项目支出9万元，联系电话8123456。")
    quotes = [fact.evidence.quote for fact in said.sheet.freeze() if fact.evidence]
    assert quotes and not any("甄有水" in quote or "8123456" in quote for quote in quotes)
