"""The reason that a text gives, what it claims and which other item it names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kg.model import Ref
from kg.vocab import BP, RDFS

Say = Callable[..., Any]


@pytest.mark.parametrize(
    "text, words, reason",
    [
        ("收入增加9万元，增长5%。主要原因：新调入人员增加。", "增加9万元", "新调入人员增加"),
        ("收入增加9万元，主要原因是新调入人员增加；支出增加2万元。", "收入增加9万元", "新调入人员增加"),
        ("收入增加9万元，主要是因为一是调资；二是新增人员。", "增加9万元", "一是调资；二是新增人员"),
        ("收入增加9万元，主要是项目经费增加。", "增加9万元", "项目经费增加"),
        ("收入增加9万元，增加的主要原因为调资。支出9万元。", "增加9万元", "调资"),
        ("公务接待费0万元，与上年相同，原因是：厉行节约；", "与上年相同", "厉行节约"),
        ("公务接待费1万元（较上年减少2万元，主要由于公车改革），用于检查。", "减少2万元", "公车改革"),
        ("支出决算7万元，完成预算的70%，主要原因是工程未完工。", "70%", "工程未完工"),
    ],
)
def test_reason(say: Say, text: str, words: str, reason: str) -> None:
    assert say(text).find(words).get(BP.reason) == reason


@pytest.mark.parametrize(
    "text",
    [
        "公用经费9万元，主要是办公费、水费。",
        "公用经费9万元，主要用于办公费。增长率5%。",
        "收入增加9万元。规定如下。",
    ],
)
def test_what_money_is_for_is_no_reason(say: Say, text: str) -> None:
    assert all(draft.get(BP.reason) is None for draft in say(text).statements)


def test_reason_in_the_next_paragraph_belongs_to_the_last_claim(say: Say) -> None:
    said = say("收入增加9万元，增长5%。", "主要原因是新调入人员增加。")
    assert said.find("增加9万元").get(BP.reason) == "新调入人员增加"
    assert said.find("增长5%").get(BP.reason) is None


@pytest.mark.parametrize(
    "reason, claim",
    [
        ("缴费基数增大", "base-rise"),
        ("工资标准提高", "base-rise"),
        ("提高了补助标准", "base-rise"),
        ("缴费基数调整", ""),
        ("人员减少", ""),
    ],
)
def test_claim_of_a_risen_base(say: Say, reason: str, claim: str) -> None:
    assert (
        say(f"住房保障支出3万元，较上年增加3万元，主要原因是{reason}。").concept("增加3万元", BP.reasonClaim) == claim
    )


@pytest.mark.parametrize(
    "text, words, item",
    [
        ("公务接待费0万元，与上年持平，主要原因是本单位无因公出国（境）支出。", "与上年持平", "因公出国（境）费"),
        ("公务接待费0万元，与上年持平，主要原因是无公务接待支出和因公出国（境）支出。", "与上年持平", ""),
        ("“三公”经费2万元，增加1万元，主要原因是新增因公出国（境）费。", "增加1万元", ""),
        ("公务用车运行费2万元，增加1万元，主要原因是公务用车购置及运行费统一核算。", "增加1万元", ""),
        ("农林水支出2万元，增加1万元，主要原因是教育支出划入。", "增加1万元", "教育支出"),
        ("会议费2万元，增加1万元，主要原因是教育支出划入。", "增加1万元", ""),
    ],
)
def test_reason_about_another_item_of_the_family(say: Say, text: str, words: str, item: str) -> None:
    said = say(text)
    key = said.find(words).get(BP.reasonItem)
    assert (said.sheet.drafts[Ref(key)].get(RDFS.label) if key else "") == item


def test_a_reason_ends_where_it_is_said_what_the_money_is_for(say: Say) -> None:
    said = say("机关运行经费3万元，较上年减少1万元，主要原因是厉行节约；主要用于办公费、邮电费等支出。")
    assert said.find("减少1万元").get(BP.reason) == "厉行节约"
