"""Tables drawn with characters: they line up, merged cells are seen, and nothing is wider than it may be."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from kg.report.grid import ASCII, BOX, Characters, Grid

# 绩效指标 covers two rows and 合计 two columns; one place has no cell
OWNERS = [[0, 1, 2], [3, 3, 4], [5, 6, 7], [5, 8, -1], [9, 10, 11], [12, 13, 14]]
TEXTS = (
    "项目",
    "金额",
    "备注",
    "合计",
    "甲",
    "绩效指标",
    "荷塘清淤面积",
    "≥300",
    "水质",
    *("乙", "1.00", "", "丙", "2.00", ""),
)


def drawn(width: int | None = None, characters: Characters = BOX) -> list[str]:
    """The lines of a made-up table."""
    margins = [f"{r} 数据 " for r in range(1, 7)]
    return list(Grid(OWNERS, TEXTS, margins, {0: ("name", "(amount)", "")}, width, characters).lines())


def places(line: str) -> set[int]:
    """The columns of the terminal in which a line has a stroke down."""
    return {cell_len(line[:i]) for i, char in enumerate(line) if char in "│|┼├┤┬┴┌┐└┘+"}


@pytest.mark.parametrize("width", [None, 44, 30, 25])
@pytest.mark.parametrize("characters", [BOX, ASCII])
def test_all_lines_line_up_whatever_the_width(width: int | None, characters: Characters) -> None:
    lines = [line for line in drawn(width, characters) if "name" not in line and "na" not in line]
    edges = places(lines[0])
    assert len({cell_len(line) for line in lines}) == 1
    assert all(places(line) <= edges for line in lines) and len(edges) == 4
    assert width is None or cell_len(lines[0]) <= width


def test_long_texts_are_cut_only_where_there_is_no_room() -> None:
    assert "荷塘清淤面积" in "\n".join(drawn()) and "…" not in "\n".join(drawn())
    narrow = "\n".join(drawn(30))
    assert "荷塘清淤面积" not in narrow and "…" in narrow
    assert ".." in "\n".join(drawn(30, ASCII)) and "\n".join(drawn(30, ASCII)).isprintable() is False
    assert not set("│─┼…") & set("\n".join(drawn(30, ASCII)))


def test_a_merged_cell_has_no_line_through_it_and_its_text_once() -> None:
    text = "\n".join(drawn())
    assert text.count("合计") == text.count("绩效指标") == 1
    (merged,) = (line for line in drawn() if "合计" in line)
    assert merged.count("│") == 3
    at = next(i for i, line in enumerate(drawn()) if "绩效指标" in line)
    assert drawn()[at + 1].split("├")[0].endswith(" ") and "─" in drawn()[at + 1]


def test_rows_of_single_cells_stand_together() -> None:
    at = next(i for i, line in enumerate(drawn()) if "乙" in line)
    assert "丙" in drawn()[at + 1]


def test_words_for_the_columns_stand_under_their_row() -> None:
    head, words = drawn()[1:3]
    assert "项目" in head and words.split() == ["name", "(amount)"]
    assert cell_len(words[: words.index("name")]) == cell_len(head[: head.index("项目")])
