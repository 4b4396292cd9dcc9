"""What a share or a rate of completion is taken of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kg.model import Ref
from kg.vocab import BP, BPC

Say = Callable[..., Any]


def base(said: Any, words: str) -> str:
    """The text of the figure that the share with these words is taken of, or a blank."""
    key = said.find(words).get(BP.shareOf)
    return str(said.sheet.drafts[Ref(str(key))].get(BP.text)) if key else ""


@pytest.mark.parametrize(
    "line, words, whole",
    [
        ("支出合计10万元，其中：基本支出6万元，占60%；项目支出4万元，占40%。", "占40%", "支出合计10万元"),
        ("“三公”经费10万元，其中公务接待费4万元，占“三公”经费的40%。", "占“三公”经费的40%", "“三公”经费10万元"),
        ("支出合计20万元。财政拨款支出10万元，占支出合计的50%。", "占支出合计的50%", "支出合计20万元"),
        ("支出合计20万元。财政拨款支出10万元，占支出合计的比重为50%。", "比重为50%", "支出合计20万元"),
        ("支出合计20万元。财政拨款支出10万元，占全县支出的50%。", "占全县支出的50%", ""),  # not told here
        ("公务接待费4万元，占40%。", "占40%", ""),
    ],
)
def test_whole_of_a_share(say: Say, line: str, words: str, whole: str) -> None:
    assert base(say(line), words) == whole


@pytest.mark.parametrize(
    "line, words, budget",
    [
        ("公务接待费年初预算9万元，支出决算7万元，完成年初预算的77.78%。", "77.78%", "公务接待费年初预算9万元"),
        ("公务接待费支出决算7万元，完成年初预算的77.78%。", "77.78%", ""),
        ("会议费年初预算9万元。公务接待费支出决算7万元，完成年初预算的77.78%。", "77.78%", ""),
    ],
)
def test_budget_of_a_rate_of_completion(say: Say, line: str, words: str, budget: str) -> None:
    assert base(say(line, kind=BPC.final_accounts), words) == budget


PARTS = "2.按用途分，包括人员支出6.00万元，占60%；日常公用支出1.00万元，占10%；项目支出{}.00万元，占30%。"


@pytest.mark.parametrize(
    "project, whole",
    [("3", "2023年支出预算10万元"), ("4", "")],  # what does not add up to it may be of something else
)
def test_figures_that_add_up_to_a_total_have_their_shares_of_it(say: Say, project: str, whole: str) -> None:
    said = say("2023年支出预算10万元。", "1.按功能分，包括教育支出7万元、农林水支出3万元。", PARTS.format(project))
    assert base(said, "占60%") == base(said, "占30%") == whole


def test_the_spending_of_the_year_is_not_all_of_the_budget(say: Say) -> None:
    """The budget has what is carried over to the next year too."""
    said = say("2023年支出预算10万元。", "基本支出4万元，占本年支出预算45%。")
    assert base(said, "45%") == ""
