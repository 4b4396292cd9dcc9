"""Plain text to documents, in the shapes in which disclosures are flattened; each character at its place."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from kg.errors import ReadError
from kg.model import Block, Document, Passage, Table
from kg.read.text import read_text

TABBED = """部门收支总表
单位：万元

收入\t\t支 出\t
项目\t预算数\t项目\t预算数
一、财政 拨款\t120.00\t基本支出\t80.00

\t\t项目支出\t40.00
收入总计\t120.00\t支出总计\t120.00

说明：无。
"""
CELLS = "整体目标表\n\n\t职责活动\n\t绩效目标\n\n\t荷塘巡护\n\t按月巡护，\n不漏一处\n\n"
MARKDOWN = """# 河湾县荷塘管理局

## **一、主要职责**

**负责荷塘
管理。**

| 项目 | 预算数 |
| --- | ---: |
| 荷塘 清淤 | 100.00 |

其余从略。
"""


def read(text: str) -> Document:
    return read_text(text.encode(), "a.txt")


def passages(document: Document) -> Iterator[Passage]:
    for block in document.blocks:
        if isinstance(block, Table):
            yield from (cell.passage for cell in block.cells)
        else:
            yield block.passage


def shape(document: Document) -> list[tuple[str, int, str] | list[list[str]]]:
    """Kind, level and text of each block; a table as its grid of texts."""
    return [
        [[cell.text if cell else "" for cell in row] for row in b.grid()]
        if isinstance(b, Table)
        else (b.kind, b.level, b.text)
        for b in document.blocks
    ]


def lines_of(width: int, count: int) -> str:
    """A paragraph of many lines of one width, a blank line between each two."""
    return "\n\n".join(
        "荷塘的巡护和水质管理工作按计划推进并取得成效" * (width // 22) + "再" * (width % 22) for _ in range(count)
    )


@pytest.mark.parametrize("text", [TABBED, CELLS, MARKDOWN, TABBED.replace("\n", "\r\n"), lines_of(44, 30)])
def test_every_character_knows_its_place(text: str) -> None:
    document = read(text)
    found = [
        (char, document.text[at])
        for passage in passages(document)
        for char, at in zip(passage.text, passage.offsets, strict=True)
    ]
    assert found and all(char == printed for char, printed in found)


@pytest.mark.parametrize("text", [TABBED, CELLS, MARKDOWN])
def test_nothing_that_is_printed_is_lost(text: str) -> None:
    document = read(text)
    kept = {at for passage in passages(document) for at in passage.offsets}
    left = {document.text[i] for i in range(len(document.text)) if i not in kept}
    assert left <= set(" \t\n|-:*#")


def test_tabs_make_tables_that_go_on_over_a_page_break() -> None:
    first, unit, table, note = shape(read(TABBED))
    assert first == ("paragraph", 0, "部门收支总表") and unit == ("paragraph", 0, "单位：万元")
    assert table == [
        ["收入", "", "支出", ""],
        ["项目", "预算数", "项目", "预算数"],
        ["一、财政拨款", "120.00", "基本支出", "80.00"],
        ["", "", "项目支出", "40.00"],
        ["收入总计", "120.00", "支出总计", "120.00"],
    ]
    assert note == ("paragraph", 0, "说明：无。")


@pytest.mark.parametrize("number", ["12", "- 12 -", "第 12 页 共 30 页"])
def test_a_page_number_does_not_cut_a_table(number: str) -> None:
    assert shape(read(f"项目\t预算数\n甲\t1.00\n\n{number}\n\n乙\t2.00\n")) == [
        [["项目", "预算数"], ["甲", "1.00"], ["乙", "2.00"]]
    ]


def test_a_table_much_wider_after_a_break_is_another() -> None:
    first, second = shape(read("项目\t预算数\n甲\t1\n\n一\t二\t三\t四\t五\n甲\t1\t2\t3\t4\n"))
    assert len(first) == 2 and len(second) == 2


def test_a_line_of_words_parts_two_tables() -> None:
    assert [type(b) for b in read("甲\t1\n乙\t2\n支出总表\n甲\t1\n乙\t2\n").blocks] == [Table, Block, Table]


def test_one_cell_a_line() -> None:
    assert shape(read(CELLS)) == [
        ("paragraph", 0, "整体目标表"),
        [["职责活动", "绩效目标"], ["荷塘巡护", "按月巡护，不漏一处"]],
    ]


def test_markdown_headings_stars_and_tables() -> None:
    assert shape(read(MARKDOWN)) == [
        ("heading", 1, "河湾县荷塘管理局"),
        ("heading", 2, "一、主要职责"),
        ("paragraph", 0, "负责荷塘管理。"),
        [["项目", "预算数"], ["荷塘清淤", "100.00"]],
        ("paragraph", 0, "其余从略。"),
    ]


def test_numbered_headings_have_the_level_of_their_mark() -> None:
    levels = [
        b.level
        for b in read("第一部分 概况\n一、职责\n（一）机构\n1、人员\n（1）编制\n").blocks
        if isinstance(b, Block)
    ]
    assert levels == [1, 2, 3, 4, 5]


def test_lines_of_one_width_run_on_to_the_next() -> None:
    text = lines_of(44, 24) + "\n\n完成。\n\n一、支出情况\n\n" + lines_of(44, 3) + "\n\n结束。"
    assert [len(b.text) for b in read(text).blocks if isinstance(b, Block)] == [44 * 24 + 3, 6, 44 * 3 + 3]


def test_short_texts_keep_a_line_a_paragraph() -> None:
    assert shape(read("单位：万元\n部门名称：河湾县荷塘管理局\n公开日期：2024年2月")) == [
        ("paragraph", 0, "单位：万元"),
        ("paragraph", 0, "部门名称：河湾县荷塘管理局"),
        ("paragraph", 0, "公开日期：2024年2月"),
    ]


def test_a_long_line_broken_inside_a_sentence_goes_on() -> None:
    first = "本部门2024年一般公共预算支出比上年有所增加，主要原因是荷塘清淤面积扩大，相应的"
    (only,) = read(f"{first}\n机械租赁费，以及水质监测费增加。\n").blocks
    assert isinstance(only, Block) and "相应的机械租赁费" in only.text


def test_where_it_stands_and_what_the_file_is() -> None:
    document = read(TABBED)
    table = next(b for b in document.blocks if isinstance(b, Table))
    assert [c.place.line for c in table.cells if c.text in ("收入", "项目支出")] == [4, 8]
    assert document.text[table.span.start : table.span.end].startswith("收入\t")
    assert (document.source, document.format, len(document.sha256)) == ("a.txt", "text", 64)


def test_the_hash_is_of_the_bytes() -> None:
    assert read("甲\n").sha256 != read("甲\r\n").sha256


@pytest.mark.parametrize(
    "text",
    [
        "荷" * 200_000,
        "一、" * 50_000,
        ("甲\t1\n" + " " * 5_000 + "\n") * 50,
        "**" * 20_001,
        "#" * 50_000,
        "荷\n" + "|" * 50_000,
        "A" + " " * 200_000 + "B",
        "\t" * 20_000 + "\n" + "甲\t1\n" * 50,
        "（" * 50_000 + "\n" + "甲，" * 30_000,
    ],
    ids=["long", "marks", "blanks", "stars", "hashes", "pipes", "gap", "tabs", "brackets"],
)
def test_hostile_text_is_read_in_no_time(text: str) -> None:
    begun = time.process_time()
    read(text)
    assert time.process_time() - begun < 10


def test_a_table_of_absurd_size_is_refused() -> None:
    with pytest.raises(ReadError, match=r"^a\.txt: .*表格"):
        read("一" + "\t" * 30_000 + "\n" + "甲\t1\n" * 100)
