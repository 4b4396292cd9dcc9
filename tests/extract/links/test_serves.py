"""Which duty an activity or project serves."""

from __future__ import annotations

import pytest

from kg.extract.links import serves
from kg.vocab import BP, BPC
from tests.extract.links.conftest import Desk

DUTIES = {
    "公务接待": "公务接待。严格执行接待标准。",
    "荷塘巡护": "荷塘巡护。组织开展荷塘巡护和清淤疏浚，发布水情。",
    "种植户培训": "种植户培训。负责种植户技术培训和莲藕新品种推广。",
    "机关事务管理": "机关事务管理。负责后勤保障、办公用房和宽带网络。",
    "社会救助": "社会救助。负责最低生活保障和临时救助。",
    "完成县政府交办的其他任务": "完成县政府交办的其他任务。",
}


def served(desk: Desk, name: str, text: str = "", duties: dict[str, str] = DUTIES) -> dict[str, float]:
    """The duties that a project serves for certain, with the score."""
    for label, words in duties.items():
        desk.put(BP.Duty, label, text=words)
    project = desk.put(BP.Project, name, text=text or None)
    links = desk.rows(serves.add, BPC.serves)
    plain = {desk.name(ref) for ref in desk.sheet.drafts[project].all(BP.serves)}
    sure = {label: score for _, label, score in links if score >= serves.THRESHOLD}
    assert plain == set(sure), "the plain property stands beside the sure links"
    return sure


@pytest.mark.parametrize(
    ("name", "duty"),
    [
        ("公务接待", "公务接待"),
        ("公务接待费", "公务接待"),
        ("荷塘清淤疏浚工程", "荷塘巡护"),
        ("莲藕新品种推广补助资金", "种植户培训"),
        ("低保资金", "社会救助"),  # by topic: 最低生活保障
        ("办公楼物业费", "机关事务管理"),
        ("电话费", "机关事务管理"),  # in-house work, which its text has: 宽带
    ],
)
def test_by_words_or_topic_of_the_name(desk: Desk, name: str, duty: str) -> None:
    assert set(served(desk, name)) == {duty}


def test_each_thing_that_a_name_joins_has_its_duty(desk: Desk) -> None:
    assert set(served(desk, "荷塘巡护、种植户培训及社会救助专项经费")) == {"荷塘巡护", "种植户培训", "社会救助"}


@pytest.mark.parametrize("name", ["专项工作经费", "中心广场大屏幕更换", "其他任务", "党建活动经费", "信息系统运维服务"])
def test_a_name_of_nothing_that_the_duties_name(desk: Desk, name: str) -> None:
    duties = {label: words.replace("和宽带网络", "") for label, words in DUTIES.items()}
    assert served(desk, name, duties=duties) == {}


def test_in_house_words_inside_another_duty_are_not_meant(desk: Desk) -> None:
    duties = {"荷产品市场建设": "荷产品市场建设。负责市场培育、信息系统建设和交易监管。"}
    assert served(desk, "信息系统运维服务", duties=duties) == {}


def test_a_word_that_most_duties_have_tells_nothing(desk: Desk) -> None:
    duties = {f"荷塘{work}": f"荷塘{work}。负责荷塘{work}。" for work in ("巡护", "确权", "执法", "规划", "监测")}
    assert served(desk, "荷塘业务费", duties=duties) == {}
    assert set(served(desk, "荷塘执法", duties=duties)) == {"荷塘执法"}


def test_the_text_is_asked_where_the_name_says_nothing(desk: Desk) -> None:
    assert set(served(desk, "任务3、业务经费支出", "保障单位运转。做好荷塘清淤疏浚、莲藕新品种推广等工作。")) == {
        "荷塘巡护",
        "种植户培训",
    }


def test_the_text_is_not_asked_where_the_name_tells(desk: Desk) -> None:
    assert set(served(desk, "公务接待", "兼顾荷塘清淤疏浚")) == {"公务接待"}


def test_a_duty_without_text_is_served_where_none_has_one(desk: Desk) -> None:
    for label in ("档案管理", "荷塘巡护"):
        desk.put(BP.Duty, label)
    desk.put(BP.Activity, "档案整理")
    assert desk.rows(serves.add, BPC.serves) == [("档案整理", "档案管理", 0.7)]


def test_no_duties_no_links(desk: Desk) -> None:
    desk.put(BP.Project, "荷塘清淤")
    assert desk.rows(serves.add, BPC.serves) == []


def test_headings_of_goals_and_indicators_of_the_department_concern_duties(desk: Desk) -> None:
    for label, words in DUTIES.items():
        desk.put(BP.Duty, label, text=words)
    desk.put(BP.Duty, "荷塘清淤")
    desk.put(BP.Duty, "渡口收费")
    own = [desk.put(BP.Indicator, label) for label in ("种植户培训人数", "办税时间")]
    department = desk.put(BP.Department, "荷塘管理局")
    for ref in own:
        desk.sheet.put(department, BP.hasIndicator, ref)
    desk.put(BP.Project, hasIndicator=desk.put(BP.Indicator, "低保人数"))
    found = {(name, duty) for name, duty, _ in desk.rows(serves.add, BPC.concerns)}
    assert found == {("荷塘清淤", "荷塘巡护"), ("种植户培训人数", "种植户培训")}


def test_a_text_concerns_the_duties_that_it_names_in_so_many_words(desk: Desk) -> None:
    for label, words in DUTIES.items():
        desk.put(BP.Duty, label, text=words)
    heading = desk.put(BP.Duty, "综合协调")
    desk.sheet.put(heading, BP.hasObjective, desk.put(BP.Objective, text="会议组织、种植户技术培训、救助宣传等。"))
    desk.sheet.put(desk.put(BP.Project, "其他"), BP.hasObjective, desk.put(BP.Objective, text="开展荷塘巡护。"))
    desk.put(BP.Activity, "综合事务", text="低保资金发放；做好公务接待；电话安装。")
    desk.put(BP.Activity, "荷塘清淤疏浚", text="荷塘巡护。")
    found = {(name, duty) for name, duty, _ in desk.rows(serves.add, BPC.concerns)}
    assert found == {("会议组织、种植户技术培训、救助宣传等。", "种植户培训"), ("综合事务", "公务接待")}, (
        "a topic is no words, and a duty that is served needs no more"
    )


def test_a_heading_does_not_concern_itself(desk: Desk) -> None:
    for label in ("荷塘巡护", "社会救助"):
        desk.put(BP.Duty, label)
    assert desk.rows(serves.add, BPC.concerns) == []


@pytest.mark.parametrize(
    ("name", "content", "off"),
    [
        ("荷塘志编修", "制定商贸流通计划并组织招商", True),
        ("荷塘志编修", "搜集整理荷塘资料，编写史志", None),  # 荷塘 is said
        ("综合业务管理", "制定商贸流通计划并组织招商", None),  # a name that says nothing
        ("荷塘志编修", "按计划实施", None),  # too short to tell
        ("荷塘志编修", "", None),
    ],
)
def test_a_description_without_a_word_of_the_name(desk: Desk, name: str, content: str, off: bool | None) -> None:
    desk.put(BP.Duty, "史志", text="史志。负责荷塘志的编修。")
    activity = desk.put(BP.Activity, name, text=content or None)
    desk.linked(serves.add, BPC.serves)
    assert desk.sheet.drafts[activity].get(BP.offName) is off
