"""The pages hold what was found, as text and never as markup."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from kg.report.html import document, index, write_pages
from kg.report.names import paged
from kg.report.view import DocumentView
from kg.vocab import BP
from tests.report.conftest import AT, FINDING, TEXT, MakeView, line, table

HOSTILE = '<script>alert(1)</script>"""\'{{ 7*7 }}</mark>\x1b[31m\x00\u202e&lt;} DROP ALL'
SHOWN = '<script>alert(1)</script>"""\'{{ 7*7 }}</mark>[31m&lt;} DROP ALL'
VOID = {"meta", "br", "link", "img", "hr", "input"}


class Page(HTMLParser):
    """Elements, attributes and text of a page; fails on a tag that is not closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[tuple[tuple[str, ...], str]] = []
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
        self.words.append((tuple(self.open), data))

    def text(self, tag: str = "") -> str:
        """All text but that of styles and scripts, or the text inside elements `tag`."""
        hidden = {"style", "script"} - {tag}
        return "".join(d for inside, d in self.words if not hidden & {*inside} and (not tag or tag in inside))

    def attributes(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of all elements `tag`."""
        return [attrs for name, attrs in self.tags if name == tag]


def page_of(view: DocumentView) -> Page:
    """The page of one document."""
    return Page(document(view))


def test_a_finding_shows_rule_message_quote_in_context_place_and_basis(make_view: MakeView) -> None:
    page = page_of(make_view(FINDING))
    assert page.text("mark") == "网站事故次数 ≥4次网站事故次数 │ ≥4次"
    assert page.text("cite") == "第 3 页"
    quoted = page.text("blockquote")
    assert quoted == "…" + "部门概况。" * 12 + "网站事故次数 ≥4次" + "其他说明。" * 11 + "其他说明…第 3 页"
    for shown in ("A01 的名称", FINDING.message_zh, "某办法第三条", "适当性", "改为≤", "甲局", "2024", "部门预算"):
        assert shown in page.text()


def test_the_words_around_a_quote_are_those_of_its_page(make_view: MakeView) -> None:
    text = f"上一页\n\f本页开头\n\n一\t二\t\t三\n{TEXT[AT : AT + 10]}\n本页末尾\n\f下一页"
    start = text.index("网站")
    page = page_of(make_view(replace(FINDING, start=start, end=start + 10), text=text))
    assert "本页开头一 │ 二 │ 三网站事故次数 │ ≥4次本页末尾" in page.text("details")
    assert "上一页" not in page.text("details") and "下一页" not in page.text("details")


def test_text_with_markup_is_only_text(make_view: MakeView) -> None:
    def shown(words: str) -> Page:
        start = len("公开内容：")
        finding = replace(FINDING, message_zh=words, observed=words, start=start, end=start + len(words))
        more = [table(1, words, trouble=words, line=1)]
        view = make_view(
            finding, text="公开内容：" + words + TEXT, source=words, more=more, warnings=[words], department=words
        )
        html = document(view)
        assert not re.search("[\x00-\x08\x1b\u202e]", html)
        Page(index(paged([view]), [(words, words)]))
        return Page(html)

    hostile, harmless = shown(HOSTILE), shown("无害")
    assert [tag for tag, _ in hostile.tags] == [tag for tag, _ in harmless.tags]
    assert hostile.text("mark") == SHOWN * 2
    assert [*hostile.attributes("meta")][4] == [*harmless.attributes("meta")][4]


def test_nothing_is_loaded_from_elsewhere_and_only_the_own_script_runs(make_view: MakeView) -> None:
    page = page_of(make_view(FINDING))
    assert {"link", "img", "iframe", "object"}.isdisjoint(tag for tag, _ in page.tags)
    assert all((attrs.get("href") or "#").startswith(("#", "index.html")) for _, attrs in page.tags)
    assert all("src" not in attrs and not any(name.startswith("on") for name in attrs) for _, attrs in page.tags)
    assert "url(" not in page.text("style") and "@import" not in page.text("style")
    (policy,) = (str(meta["content"]) for meta in page.attributes("meta") if "http-equiv" in meta)
    for part in ("style", "script"):
        digest = b64encode(sha256(page.text(part).encode()).digest()).decode()
        assert f"{part}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy


def test_what_could_not_be_checked_is_said(make_view: MakeView) -> None:
    view = make_view(
        outcomes={"A01": "cantTell", "A02": "passed", "A03": "inapplicable"},
        more=[
            table(1, "支出表", trouble="没有金额列", page=5),
            table(2, "", trouble="没有单位", line=12),
            table(3, "收入表", unread=4, page=6),
        ],
        warnings=["第10页没有文字层", "第7页是图片"],
        malformed=6,
        refuted=[FINDING],
    )
    text = page_of(view).text()
    for said in (
        "缺少年份（规则 A01、A02）",
        "2 张表格没有看懂，其中的内容没有检查：支出表（第 5 页）、没有标题的表（第 12 行）",
        "其他表格中有 4 行没有看懂",
        "6 项内容结构不合",
        "按复核意见不列 1 条疑点",
        "通过 1 条",
        "无法判断 1 条",
        "不适用 1 条",
        "规则没有发现问题",
    ):
        assert said in text
    assert text.index("第7页是图片") < text.index("第10页没有文字层")


def test_the_arithmetic_is_laid_out(make_view: MakeView) -> None:
    parts = [line(2, 100, name="人员经费"), line(3, 150, name="公用经费")]
    total = line(1, 300)
    total = total._replace(properties=(*total.properties, *((BP.totals, part.key) for part in parts)))
    finding = replace(
        FINDING,
        kind="sum-mismatch",
        subjects=("urn:d/budgetline/1",),
        observed="300.00 万元",
        expected="250.00 万元",
        amount=Decimal(500_000),
    )
    page = page_of(make_view(finding, more=[total, *parts]))
    rows = "".join(words for inside, words in page.words if "tbody" in inside and words.strip())
    assert rows.startswith("基本支出 合计300.003,000,000.00第 1 页人员经费100.001,000,000.00第 2 页公用经费150.00")
    assert "分项之和2,500,000.00" in rows
    assert [attrs.get("class") for attrs in page.attributes("tr")][:5] == [None, None, "part", "part", None]
    assert "相差+50.00 万元" in page.text("dl").replace("\n", "")


def test_findings_can_be_told_apart_by_rule_severity_and_project(make_view: MakeView) -> None:
    other = replace(FINDING, id="def", rule="A02", severity="warning", subjects=("urn:d/disclosure",))
    page = page_of(make_view(FINDING, other))
    found = [attrs for attrs in page.attributes("article")]
    assert [(a["data-severity"], a["data-rule"], a["data-owners"]) for a in found] == [
        ("violation", "A01", "0"),
        ("warning", "A02", ""),
    ]
    assert "网站运维" in page.text("option") and [attrs.get("hidden") for attrs in page.attributes("form")] == [None]
    assert all("hidden" in attrs for attrs in page.attributes("form"))
    assert all("hidden" not in attrs for attrs in found)


def test_the_index_leads_to_every_page_and_names_what_was_not_read(make_view: MakeView, tmp_path: Path) -> None:
    views = [make_view(FINDING), make_view(replace(FINDING, severity="info"), source="乙.txt")]
    paths = write_pages(paged(views), [("乙.doc", "旧版文件")], tmp_path / "report", workbook="表 1.xlsx")
    page = Page(paths[0].read_text(encoding="utf-8"))
    links = [unquote(str(attrs["href"])) for attrs in page.attributes("a")]
    assert [path.name for path in paths] == ["index.html", "甲局_2024年部门预算.html", "甲局_2024年部门预算_2.html"]
    assert links == ["#main", "表 1.xlsx", *(path.name for path in paths[1:])]
    assert "4.50" in page.text("ul") and "乙.doc：旧版文件" in page.text("li") and "A01" in page.text("th")


def test_pages_of_an_earlier_report_go_and_files_of_others_stay(make_view: MakeView, tmp_path: Path) -> None:
    (tmp_path / "自己的.html").write_text("<title>自己的</title>", encoding="utf-8")
    write_pages(paged([make_view(FINDING, department="乙局")]), [], tmp_path)
    write_pages(paged([make_view(FINDING)]), [], tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"index.html", "自己的.html", "甲局_2024年部门预算.html"}


@pytest.mark.parametrize(("start", "end"), [(None, None), (10, 10**9), (10, 5)])
def test_without_a_usable_place_the_quote_stands_alone(make_view: MakeView, start: int | None, end: int | None) -> None:
    page = page_of(make_view(replace(FINDING, start=start, end=end, page=None, line=12)))
    assert page.text("mark") == "网站事故次数 ≥4次" and page.text("blockquote").strip() == "网站事故次数 ≥4次第 12 行"
    assert page.text("cite") == "第 12 行"
