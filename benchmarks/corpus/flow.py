"""Forms that lost their rulings: the lines of a PDF converter, labels and values with a blank between them."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.corpus.blocks import Line
from benchmarks.corpus.money import wan
from benchmarks.corpus.records import Draft, Project

TITLE = "项目绩效目标申报表"


def lines(draft: Draft) -> Iterator[Line]:
    """All forms, line by line."""
    for one in draft.projects:
        if one.form:
            yield from (Line(text, key="flow") for text in _form(draft, one))


def _form(draft: Draft, one: Project) -> Iterator[str]:
    amount = wan(one.shown)
    yield from (TITLE, f"（{draft.year} 年度）")
    yield f"填报日期： {draft.year}年1月9日                    单位：万元"
    yield f"项目名称 {one.name}"
    yield f"项目主管部门 {draft.department.name} 项目执行单位 {draft.department.offices[1]}"
    yield "项目类型 一次性项目□  常年性项目■  延续性项目□（从   年至   年）"
    if one.basis:
        yield from ("项目申请理由", one.basis)
    yield f"项目主要内容 {one.goal}"
    yield f"项目总预算 {amount} 项目当年预算 {amount}"
    yield from ("项目资金来源", "资金来源 金额", f"合计 {amount}", f"公共预算财政拨款 {amount}")
    yield from ("政府性基金预算财政拨款 0", "其他资金 0")
    yield from ("项目绩效总目标", one.goal, "项目年度", "绩效指标")
    yield "一级指标 二级指标 指标内容 指标值 绩效标准"
    level1 = level2 = ""
    for i in one.indicators:
        if i.level1 != level1:
            yield i.level1
        if i.level2 != level2:
            yield i.level2
        level1, level2 = i.level1, i.level2
        yield f"{i.name} {i.op}{i.value} {i.unit} 计划标准".replace("  ", " ")
