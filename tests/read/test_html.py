"""Web pages: what is text, which tables hold data, what belongs to the site, and what was not read."""

from __future__ import annotations

import time
from base64 import b64encode
from quopri import encodestring

import pytest

from kg.errors import ReadError
from kg.model import Document, Table
from kg.read.html import read_html
from kg.read.html_furniture import without_furniture
from kg.read.html_grid import Slot, continued, grid
from kg.read.html_stream import End, Tag, parse
from kg.read.mhtml import read_mhtml
from kg.read.web import kind

LONG = "本馆按规定开展公共文献的采集、整理、借阅和地方文献的征集、保存、数字化工作，全年免费开放。"
ROWS = "<tr><td>项目<td>金额<tr><td>甲<td>1.00<tr><td>乙<td>2.00"


def page(body: str) -> Document:
    """A page with this body."""
    return read_html(f"<!DOCTYPE html><html><body>{body}</body></html>".encode(), "a.htm")


def lines(body: str) -> list[str]:
    """The text of each block; a table as its rows."""
    found = []
    for block in page(body).blocks:
        if isinstance(block, Table):
            found.append("/".join("|".join(c.text for c in block.cells if c.row == r) for r in range(block.n_rows)))
        else:
            found.append(block.text)
    return found


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>甲<p>乙</p>丙<div>丁<div>戊</div>己</div>", ["甲", "乙", "丙", "丁", "戊", "己"]),
        ("<p>甲\n  乙<br>&nbsp;&nbsp;丙<br><br>丁</p>", ["甲乙", "丙", "丁"]),
        ("<p>Word  2019<span> 版</span>　　本</p>", ["Word 2019版本"]),
        ("<script>var a='<p>甲</p>'</script><style>p{}</style><!-- 乙 --><p>丙<template><p>丁</template>", ["丙"]),
        ("<p>甲<p style='Display: none'>乙<p hidden>丙<p style='visibility:hidden'>丁<p>戊", ["甲", "戊"]),
        ("<p>甲<select><option>乙</select><button>丙</button><textarea>丁</textarea><noscript>戊</noscript>", ["甲"]),
        ("<p><font color=red>甲<b>乙</font>丙</b><p>丁", ["甲乙丙", "丁"]),
        ("<p>甲</p></body></html><p>乙</p>", ["甲", "乙"]),
        (
            "<p class=MsoNormal>甲<o:p>&nbsp;</o:p></p><!--[if gte mso 9]><xml><a>乙</a></xml><![endif]--><p>丙",
            ["甲", "丙"],
        ),
        ("<p>甲<![if !supportLists]><span>（一）</span><![endif]>乙", ["甲（一）乙"]),
        ("<p>甲<del>乙</del><ins>丙</ins><sup>2</sup>", ["甲丙2"]),
        ("<p>&ge;5 &#8804;6 &lt;7&nbsp;%", ["≥5≤6<7%"]),
        ("<p><span style='font-family:Symbol'>\u00b3</span>90%<font face=Wingdings>\u00fe</font>", ["≥90%☑"]),
        ("<pre>甲\n乙</pre>", ["甲", "乙"]),
    ],
)
def test_the_text_is_what_a_reader_sees(body: str, expected: list[str]) -> None:
    assert lines(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<ol><li>甲<li>乙<ol type=a><li>丙</ol><li value=7>丁</ol>", ["1.甲", "2.乙", "a. 丙", "7.丁"]),
        ("<ol start=3 type=I><li>甲<li>乙</ol>", ["III. 甲", "IV. 乙"]),
        ("<ol style='list-style-type: cjk-ideographic'><li>甲<li>乙</ol>", ["一、甲", "二、乙"]),
        ("<ol style='list-style:none'><li>甲</ol><ul><li>乙</ul><ol reversed start=2><li>丙<li>丁</ol>", None),
        ("<ol><li>（一）甲<li>2、乙<li><p>丙<p>丁</ol>", ["（一）甲", "2、乙", "3.丙", "丁"]),
    ],
)
def test_numbers_of_lists_are_those_that_are_printed(body: str, expected: list[str] | None) -> None:
    found = [line.replace(" ", "") for line in lines(body)]
    assert found == [line.replace(" ", "") for line in expected or ["甲", "乙", "2.丙", "1.丁"]]


def test_headings_have_the_level_of_their_tag_or_of_their_outline() -> None:
    body = f"<h1>荷塘<br>预算</h1><h2>{LONG}</h2><p style='mso-outline-level:3'>甲</p><p>二、乙</p><p>丙</p>"
    found = [(block.level, block.text) for block in page(body).blocks if not isinstance(block, Table)]
    assert found == [(1, "荷塘预算"), (0, LONG), (3, "甲"), (2, "二、乙"), (0, "丙")]


def test_contents_that_only_word_knows_are_no_paragraphs() -> None:
    contents = "<p class=MsoToc1>第一部分 概况 1</p><p class=MsoToc1>第二部分 预算 2</p>"
    assert lines(f"{contents}<p>甲</p>") == ["甲"]
    assert lines(f"<p>目　录</p>{contents}<p>甲</p>") == ["目录", "第一部分概况1", "第二部分预算2", "甲"]


def test_spans_make_one_cell_and_cells_stand_in_free_columns() -> None:
    body = "<table><caption>表1</caption><tr><th rowspan=2>名<th colspan=2>额<tr><td>甲<td><p>乙</p><p>丙</p><tr><td>1"
    body += "<td>2<td>3"
    title, table = page(body).blocks
    assert title.passage.text == "表1" if not isinstance(title, Table) else False
    assert isinstance(table, Table) and table.ruled and (table.n_rows, table.n_cols) == (3, 3)
    assert [(c.row, c.col, c.rowspan, c.colspan, c.text) for c in table.cells][:4] == [
        (0, 0, 2, 1, "名"),
        (0, 1, 1, 2, "额"),
        (1, 1, 1, 1, "甲"),
        (1, 2, 1, 1, "乙丙"),
    ]


def test_lines_are_those_of_the_plain_text() -> None:
    document = page(f"<p>甲</p><table>{ROWS}</table><p>丙</p>")
    starts = [0, *(i + 1 for i, c in enumerate(document.text) if c == "\n")]
    places = [(c.text, c.place.line) for b in document.blocks if isinstance(b, Table) for c in b.cells]
    assert len(places) == 6
    assert all(line and document.text[starts[line - 1] :].split("\n")[0].find(text) >= 0 for text, line in places)
    assert [b.place.line for b in document.blocks] == [1, 2, 5]


def test_a_table_that_only_places_things_is_read_as_what_stands_in_it() -> None:
    outer = f"<table><tr><td>栏目</td><td><h1>标题</h1><p>甲</p><table>{ROWS}</table><p>乙</p></td></tr></table>"
    assert lines(outer) == ["栏目", "标题", "甲", "项目|金额/甲|1.00/乙|2.00", "乙"]
    frame = f"<table><tr><td width=5>&nbsp;<td><table role=presentation><tr><td>{LONG}<td>右</table></table>"
    assert lines(frame) == [LONG, "右"]
    article = "".join(f"<p>{i}、{LONG}</p>" for i in range(12))
    assert len(lines(f"<table><tr><td>左栏</td><td>{article}</td></tr></table>")) == 13


def test_a_form_with_a_long_cell_or_a_table_inside_is_a_form() -> None:
    long = "".join(f"<p>{i}、{LONG}</p>" for i in range(15))
    form = f"<tr><td>名称<td>甲<tr><td>金额<td>1.00<tr><td>目标<td>{long}"
    (table,) = page(f"<table>{form}</table>").blocks
    assert isinstance(table, Table) and table.n_rows == 3
    first, second = page(f"<table>{form}<tr><td>明细<td><table>{ROWS}</table></table>").blocks
    assert isinstance(first, Table) and isinstance(second, Table) and (first.n_rows, second.n_rows) == (4, 3)


def test_a_table_cut_by_pages_becomes_one_and_forms_stay_apart() -> None:
    head = "<tr><td>编码<td>名称<td>金额"
    assert lines(f"<table>{head}<tr><td>1<td>甲<td>2</table><table>{head}<tr><td>3<td>乙<td>4</table>") == [
        "编码|名称|金额/1|甲|2/3|乙|4"
    ]
    assert len(lines(f"<table>{head}<tr><td>1<td>甲<td>2</table><table><tr><td>3<td>乙<td>4</table>")) == 1
    form = "<table><tr><td>项目名称<td>{0}<tr><td>金额<td>{1}</table>"
    assert len(lines(form.format("甲", 1) + form.format("乙", 2))) == 2
    assert len(lines(f"<table>{head}<tr><td>1<td>甲<td>2</table><p>下表</p><table><tr><td>3<td>乙<td>4</table>")) == 3
    one = grid([[Slot(1, 1, ["甲"]), Slot(1, 1, ["1"])]], "a")
    assert continued(one, grid([[Slot(1, 1, ["1"])]], "a")) is None


MENU = "<ul>" + "".join(f"<li><a href='/{i}'>栏目{i}</a></li>" for i in range(9)) + "</ul>"


@pytest.mark.parametrize(
    "frame",
    [
        MENU,
        f"<div class=x>{MENU}</div>",
        "<table><tr>" + "<td><a href=/a>政务公开</a>" * 8 + "</table>",
        "<div>" + "".join(f"<p><a href=/{i}>一条有关的新闻{i}</a> 2025-01-0{i}</p>" for i in range(1, 6)) + "</div>",
        "<nav>首页</nav>",
        "<footer>某县人民政府</footer>",
        "<p>【打印本页】 【关闭窗口】</p>",
        "<p>您现在的位置：首页 > 预算公开 > 正文</p>",
        "<p>上一篇：机构简介</p><p>下一篇：没有了</p>",
        "<p>主办：某县人民政府</p><p>地址：某路1号</p><p>网站标识码：0000000000</p>",
    ],
)
def test_what_belongs_to_the_site_is_left_out_and_said(frame: str) -> None:
    document = page(f"<p>{LONG}</p>{frame}")
    assert [b.passage.text for b in document.blocks if not isinstance(b, Table)] == [LONG]
    assert len(document.blocks) == 1 and any("页脚共" in warning for warning in document.warnings)


@pytest.mark.parametrize(
    "content",
    [
        f"<nav>{LONG}{LONG}{LONG}</nav>",
        "<ul>" + "".join(f"<li><a href=#{i}>第{i}部分</a></li>" for i in "一二三四") + "</ul>",
        "<p>" + "".join(f"<a href={i}.xls>附件{i}</a>" for i in "123") + "</p>",
        "<div>" + "<a href=/a>甲</a>" * 20 + f"<table>{ROWS}</table></div>",
        "<p>主办：荷塘管理局</p><p>地址：某路1号</p>",
        "<p>大</p>",
        f"<footer><table>{ROWS}</table></footer>",
    ],
)
def test_content_is_never_taken_for_furniture(content: str) -> None:
    document = page(f"<p>{LONG}</p>{content}")
    assert len(document.blocks) > 1 and not any("页脚共" in warning for warning in document.warnings)


def test_a_page_of_links_is_read_and_a_footer_needs_a_signature() -> None:
    assert len(page(MENU).blocks) == 9
    assert without_furniture(["甲", "", "主办：乙", "ICP备1号"]) == {2, 3}
    assert without_furniture(["甲", "", "主办：乙", "地址：丙"]) == set()


def test_what_is_not_in_the_page_is_said() -> None:
    body = f"<p>{LONG}</p><img src=1.jpg width=800><img src=2.gif width=16><iframe src=b.htm></iframe>"
    body += "<div hidden>藏着</div>"
    body += "<a href='/d/P1.XLS?x=1'>表一</a><a href=/x.htm>附件2：表二</a><a href=/y.htm>其他</a>"
    assert page(body).warnings == (
        "有1张图片，图片里的文字未能读取",
        "链接的附件不在文件里，没有读：表一、附件2：表二",
        "网页里嵌有1个其他网页或文件，没有读",
        "网页里有2字是隐藏的，没有读",
    )


@pytest.mark.parametrize("declared", ["gb2312", "utf-8", "iso-8859-1", "unicode", ""])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_encoding_is_told_by_the_bytes_whatever_is_declared(declared: str, encoding: str) -> None:
    text = (
        f"<html><head><meta http-equiv=Content-Type content='text/html; charset={declared}'></head><body><p>{LONG}</p>"
    )
    assert read_html(text.encode(encoding), "a.htm").blocks[0].passage.text == LONG  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"<!DOCTYPE html><p>x", "html"),
        (b"\xef\xbb\xbf\r\n<!-- saved from url --><HTML>", "html"),
        (b"<?xml version='1.0'?><!DOCTYPE html PUBLIC ''>", "html"),
        ("<html>甲".encode("utf-16"), "html"),
        (b"<meta charset=gbk><table><tr><td>1</table>", "html"),
        (b"<table border=1><tr><td>1</td></tr></table>", "html"),
        (b"HTTP/1.1 200 OK\r\n\r\n<html><body>x</body></html>", "html"),
        (b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n", "mhtml"),
        ("<table><tr><td>1</table>\n\n# 一、概况\n".encode(), ""),
        ("# 一、概况\n<table><tr><td>1</table>".encode(), ""),
        ("<关于预算公开的通知>\n甲\n".encode(), ""),
        (b"<?xml version='1.0'?><a/>", ""),
        (b"<!--" * 5_000 + b"-->", ""),
    ],
)
def test_pages_are_told_by_how_they_begin(data: bytes, expected: str) -> None:
    assert kind(data) == expected


@pytest.mark.parametrize("form", ["base64", "quoted-printable"])
def test_a_page_saved_with_its_pictures_is_read(form: str) -> None:
    html = f"<html><body><p>{LONG}</p></body></html>".encode("gbk")
    body = b64encode(html) if form == "base64" else encodestring(html)
    head = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=xx\r\n\r\n"
    part = f"--xx\r\nContent-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: {form}\r\n\r\n"
    picture = "--xx\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--xx--\r\n"
    document = read_mhtml((head + part).encode() + body + b"\r\n" + picture.encode(), "a.mht")
    assert document.format == "mhtml" and document.text == LONG + "\n"


@pytest.mark.parametrize(
    "head",
    [
        "Content-Type: multipart/related;\r\n" + " a=b;\r\n" * 300_000,
        "".join(f"Content-Type: multipart/related; boundary=b{i}\r\n\r\n--b{i}\r\n" for i in range(3_000)),
        "Content-Type: multipart/related; boundary=x\r\n\r\n--x\r\n",
    ],
)
def test_a_broken_archive_is_refused_in_bounded_time(head: str) -> None:
    began = time.process_time()
    with pytest.raises(ReadError, match=r"^a\.mht: 网页存档"):
        read_mhtml(b"MIME-Version: 1.0\r\n" + head.encode(), "a.mht")
    assert time.process_time() - began < 30  # what is not linear takes minutes


HOSTILE = {
    "data": "<p>甲</p><img src='data:image/png;base64," + "A" * 10_000_000 + "'>",
    "script": "<p>甲<script>" + "<p>乙" * 500_000 + "</script>",
    "fonts": "".join(f"<p><font color={i}>甲" for i in range(20_000)),
    "cells": "<table>" + "<tr><td><font>甲<td>1" * 20_000,
    "spans": "<table>" + "<tr><td rowspan=65535 colspan=1000>甲<td>乙" * 300 + "</table>",
    "open": "<p>甲" + "<div><span>" * 900,
    "tables": "<table><tr><td>甲<td>" * 600,
    "links": "<a href=x>甲<p>" * 20_000,
    "zeros": f"<p>甲\0乙<ta\0ble>{LONG * 3}" * 5_000,
    "lists": "<ol>" * 500 + "<li>甲" * 5_000,
    "pages": "<html><body><p>甲</body></html>" * 5_000,
    "contents": "<p class=MsoToc1>甲1" * 5_000 + "<p>甲" * 5_000 + "<p class=MsoToc1>甲1" * 5_000,
    "alike": f"<table>{ROWS}</table>" * 2_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_read_in_bounded_time(name: str) -> None:
    began = time.process_time()
    try:
        assert "甲" in page(HOSTILE[name]).text
    except ReadError as error:
        assert "不是一份" in str(error) and name in ("spans", "tables")
    assert time.process_time() - began < 30  # what is not linear takes minutes


def test_the_stream_knows_where_each_element_ends() -> None:
    stream = parse("<table><tr><td>甲<td>乙<!-- 丙 --></table><p>丁<img>戊", "a.htm")
    tags = [token for token in stream if isinstance(token, Tag)]
    ends = [stream[tag.end - 1] for tag in tags]
    assert all(stream[tag.start] is tag for tag in tags) and len(tags) > 8
    assert all(isinstance(end, End) and end.tag is tag for tag, end in zip(tags, ends, strict=True))
