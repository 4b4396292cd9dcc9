"""Markdown: marks come off, tables of both kinds are tables, and a text that only looks like it stays as it is."""

from __future__ import annotations

import time

import pytest

from kg.errors import ReadError
from kg.model import Document, Table
from kg.read.markdown import is_markdown
from kg.read.text import read_text

HEAD = "# 荷塘管理局\n\n## 一、概况\n\n"


def markdown(body: str) -> Document:
    """A Markdown file."""
    return read_text((HEAD + body).encode(), "a.md")


def texts(body: str) -> list[str]:
    """The text of each block behind the headings; a table as its rows."""
    found = []
    for block in markdown(body).blocks[2:]:
        if isinstance(block, Table):
            found.append("/".join("|".join(c.text for c in block.cells if c.row == r) for r in range(block.n_rows)))
        else:
            found.append(block.text)
    return found


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("*甲*和**乙**，***丙***，_丁_、~~戊~~、`己`。", ["甲和乙，丙，丁、戊、己。"]),
        (r"1\. 甲\*乙\_丙\|丁 \\ 5\% \geq", [r"1.甲*乙_丙|丁\5%\geq"]),
        ("100*5*2=1000，a_b_c，3 * 4", ["100*5*2=1000，a_b_c，3*4"]),
        ("- 甲\n- [x] 乙\n* 丙\n\n> 丁\n>> 戊", ["甲", "乙", "丙", "丁", "戊"]),
        ("甲[乙](b.htm)丙![丁](c.png)", ["甲乙丙"]),
        ("```text\n甲*乙*\n```\n丙", ["甲*乙*", "丙"]),
        ("甲\n\n---\n\n***\n\n乙", ["甲", "乙"]),
        ("甲<br>乙<!-- 丙\n丁 -->&nbsp;戊&ge;5 <u>己</u>", ["甲乙", "戊≥5己"]),
        ("甲\\\n乙", ["甲", "乙"]),
        ("-12.5\n\n-\n\n- ", ["-12.5", "-", "-"]),
    ],
)
def test_marks_are_no_text(body: str, expected: list[str]) -> None:
    assert texts(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("|甲|乙|\n|:--|--:|\n| **1** | 2\\|3 |\n| | `4` |", ["甲|乙/1|2|3/|4"]),
        ("甲 | 乙 | 丙\n--- | --- | ---\n1 | 2 |\n3 | 4 | 5", ["甲|乙|丙/1|2|/3|4|5"]),
        ("| 甲 |\n|---|\n| 1 |", ["甲/1"]),
        ("说明：甲 | 乙", ["说明：甲|乙"]),
        ("|甲|乙|\n|--|--|\n|1|2|\n\n丙\n\n|丁|戊|\n|--|--|\n|3|4|", ["甲|乙/1|2", "丙", "丁|戊/3|4"]),
    ],
)
def test_pipe_tables(body: str, expected: list[str]) -> None:
    assert texts(body) == expected


def test_a_table_written_as_html_keeps_its_spans_and_its_line() -> None:
    rows = '<tr><td rowspan="2">名<br>称</td><td colspan=2>额&ge;</td></tr>\n<tr><td><b>1</b><td>2</tr>'
    body = f"甲\n\n<table>\n{rows}\n</table>\n乙"
    before, table, after = markdown(body).blocks[2:]
    assert not isinstance(before, Table) and not isinstance(after, Table) and (before.text, after.text) == ("甲", "乙")
    assert isinstance(table, Table) and (table.n_rows, table.n_cols) == (2, 3)
    assert [(c.row, c.col, c.rowspan, c.colspan, c.text, c.place.line) for c in table.cells] == [
        (0, 0, 2, 1, "名称", 8),
        (0, 1, 1, 2, "额≥", 8),
        (1, 1, 1, 1, "1", 9),
        (1, 2, 1, 1, "2", 9),
    ]


def test_the_plain_text_has_the_lines_of_the_file_and_no_marks() -> None:
    document = markdown("**甲**乙\n\n<table><tr><td>丙</td><td>丁</td></tr></table>\n戊")
    assert document.format == "markdown"
    assert document.text.split("\n")[4:] == ["甲乙", "", "丙\t丁\t", "戊"]
    for block in document.blocks:
        for part in block.cells if isinstance(block, Table) else [block]:
            assert "".join(document.text[at] for at in part.passage.offsets) == part.passage.text


def test_headings() -> None:
    document = markdown("总表\n====\n\n分表\n---\n\n### 甲 ###\n\n长" + "长" * 50 + "\n---\n")
    found = [(b.level, b.text) for b in document.blocks if not isinstance(b, Table)]
    assert found[2:5] == [(1, "总表"), (2, "分表"), (3, "甲")] and found[5][0] == 0
    settings = read_text(f"---\ntitle: 甲\n---\n\n{HEAD}".encode(), "a.md").blocks[0]
    assert not isinstance(settings, Table) and settings.level == 0


def test_what_is_not_in_the_file_is_said() -> None:
    document = markdown("甲 ![图](a.png) [附件1](b/c.xlsx) <img src=d.png>\n")
    assert document.warnings == ("有2张图片，图片里的文字未能读取", "链接的附件不在文件里，没有读：附件1")
    with pytest.raises(ReadError, match=r"^a\.md: .*图片"):
        read_text(b"![](a.png)\n\n|---|---|\n\n![](b.png)\n", "a.md")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEAD, True),
        ("甲|乙\n--|--\n1|2\n", True),
        ("**甲**\n\n**乙**\n", True),
        ("<table><tr><td>1</td></tr></table>", True),
        ("甲\t乙\n*注：甲\n- 一、乙\n------\n_丙_\n5*4*3\n<关于甲的通知>\n", False),
        ("#甲\n#乙\n", False),
    ],
)
def test_markdown_is_told_by_its_marks(text: str, expected: bool) -> None:
    assert is_markdown(text) is expected
    if not expected:
        assert read_text(text.encode(), "a.txt").text == text


HOSTILE = {
    **{
        sign: sign * 100_000
        for sign in ("*", "_", "`", "[", "![", "](", "<!--", "|", "<table>", "<td>", "\\", "&", "- ", "> ")
    },
    "rulers": "|---|\n" * 20_000,
    "dashes": "|" + "-" * 200_000 + "x",
    "pipes": "|" * 50_000 + "x\n",
    "pairs": "*甲" * 50_000,
    "links": "[甲](乙" * 20_000,
    "tags": "<b " * 50_000,
    "cells": "<table><tr>" + "<td rowspan=65535 colspan=1000>甲" * 2_000 + "<tr><td>乙" * 2_000,
    "entities": "&amp" * 50_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_markdown_is_read_in_bounded_time(name: str) -> None:
    began = time.process_time()
    try:
        assert markdown(HOSTILE[name]).blocks
    except ReadError as error:
        assert name == "cells" and "百万格" in str(error)
    assert time.process_time() - began < 30  # what is not linear takes minutes
