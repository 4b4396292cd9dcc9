"""report.html holds what was found, as text and never as markup."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kg.pipeline import Missed
from kg.read import Problem
from kg.report.html import render
from tests.report.conftest import FINDING, TEXT, MakeRun

HOSTILE = '<script>alert(1)</script>"""\'{{ 7*7 }}</mark>\x1b[31m\x00\u202e&lt;'
VOID = {"meta", "br", "link", "img", "hr", "input"}


class Page(HTMLParser):
    """Elements, attributes and text of a page; fails on a tag that is not closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[tuple[str, str]] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append((self.open[-1] if self.open else "", data))

    def text(self, tag: str = "") -> str:
        """All text, or the text directly inside elements `tag`."""
        return "".join(data for inside, data in self.words if not tag or inside == tag)


def test_a_finding_shows_rule_message_quote_in_context_place_and_basis(make_run: MakeRun) -> None:
    page = Page(render(make_run(FINDING)))
    assert page.text("mark") == "网站事故次数 ≥4次"
    assert page.text("cite") == "第 3 页"
    quoted = page.text("blockquote")
    assert quoted == "…" + "部门概况。" * 12 + "其他说明。" * 11 + "其他说明…"
    for shown in ("A01 的名称", FINDING.message_zh, "某办法第三条", "适当性", "改为≤", "甲局", "2024", "部门预算"):
        assert shown in page.text()


def test_text_with_markup_is_only_text(make_run: MakeRun) -> None:
    finding = replace(FINDING, message_zh=HOSTILE, observed=HOSTILE, start=5, end=5 + len(HOSTILE))
    run = make_run(
        finding,
        text="公开内容：" + HOSTILE + TEXT,
        source=HOSTILE,
        warnings=(HOSTILE,),
        problems=(Problem(Path("a" + HOSTILE), HOSTILE),),
    )
    html = render(run)
    page, harmless = Page(html), Page(render(make_run(FINDING, problems=(Problem(Path("a"), "b"),), warnings=("w",))))
    assert [tag for tag, _ in page.tags] == [tag for tag, _ in harmless.tags]
    assert page.text("mark") == '<script>alert(1)</script>"""\'{{ 7*7 }}</mark>[31m&lt;'
    assert not re.search("[\x00-\x08\x1b\u202e]", html)


def test_nothing_is_loaded_from_elsewhere(make_run: MakeRun) -> None:
    page = Page(render(make_run(FINDING)))
    assert {"script", "link", "img", "iframe"}.isdisjoint(tag for tag, _ in page.tags)
    assert all((attrs.get("href") or "#").startswith("#") for _, attrs in page.tags)
    assert "url(" not in page.text("style") and "@import" not in page.text("style")


def test_what_could_not_be_checked_is_said(make_run: MakeRun) -> None:
    run = make_run(
        outcomes={"A01": "cantTell", "A02": "passed", "A03": "inapplicable"},
        missed=(Missed("支出表", "没有金额列", page=5), Missed("", "没有单位", line=12)),
        warnings=("第 7 页是图片",),
        malformed=6,
        problems=(Problem(Path("乙.doc"), "旧版文件"), Problem(Path(".x"), "隐藏", skipped=True)),
    )
    text = Page(render(run)).text()
    for said in (
        "缺少年份（规则 A01、A02）",
        "2 张表格没有看懂，其中的内容没有检查：支出表（第 5 页）、没有标题的表（第 12 行）",
        "第 7 页是图片",
        "6 项内容结构不合",
        "分项不符的表，读错或原文有误：支出表",
        "乙.doc",
        "旧版文件",
        "通过 1 条",
        "无法判断 1 条",
        "不适用 1 条",
    ):
        assert said in text
    assert "隐藏" not in text


def test_a_batch_begins_with_a_table_of_documents(make_run: MakeRun) -> None:
    run = make_run(FINDING)
    one, two = Page(render(run)), Page(render(replace(run, documents=run.documents * 2)))
    assert "nav" not in [tag for tag, _ in one.tags]
    links = [attrs["href"] for tag, attrs in two.tags if tag == "a"]
    assert links == ["#d1", "#d2"] and "4.50" in two.text("td")


@pytest.mark.parametrize(("start", "end"), [(None, None), (10, 10**9), (10, 5)])
def test_without_a_usable_place_the_quote_stands_alone(make_run: MakeRun, start: int | None, end: int | None) -> None:
    page = Page(render(make_run(replace(FINDING, start=start, end=end, page=None, line=12))))
    assert page.text("mark") == "网站事故次数 ≥4次" and page.text("blockquote").strip() == ""
    assert page.text("cite") == "第 12 行"
