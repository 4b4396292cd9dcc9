"""Characters of the plain text are found where the page prints them."""

from __future__ import annotations

import pytest

from kg.read.pdf_page import Box
from kg.read.pdf_spots import Spots
from tests.read.pdf_samples import HEAD, Canvas, grid, pdf, prose


def spots(*pages: Canvas) -> Spots:
    """A made-up file."""
    return Spots(pdf(pages), "x.pdf")


def found(file: Spots, words: str, page: int = 1, nth: int = 0) -> list[Box]:
    """The boxes of the nth place where the text has these words, to the point."""
    start = -1
    for _ in range(nth + 1):
        start = file.document.text.index(words, start + 1)
    return [Box(*map(round, box)) for box in file.boxes(start, start + len(words), page)]


def test_words_have_the_box_of_their_characters() -> None:
    page = Canvas()
    page.text(50, 100, "荷塘清淤三百亩，清淤两次")
    file = spots(page)
    assert found(file, "清淤") == [Box(70, 100, 90, 110)]
    assert found(file, "清淤", nth=1) == [Box(130, 100, 150, 110)]


@pytest.mark.parametrize("rotate", [0, 90, 270])
def test_a_turned_page_is_measured_as_it_is_shown(rotate: int) -> None:
    page = Canvas(rotate=rotate)
    page.text(50, 100, "荷塘清淤三百亩")
    (box,) = found(spots(page), "清淤")
    assert (box.right - box.left, box.bottom - box.top) == (20, 10)


def test_words_on_two_lines_have_two_boxes() -> None:
    line = "全县荷塘清淤和水质监测工作按照年度计划安排进行至年末前共"
    full = (60.0, f"{line}良好")
    file = spots(prose(full, full, (92, line), (60, "计三百亩清淤任务完成。")))
    boxes = found(file, "共计三百亩")
    assert [(box.left, box.right) for box in boxes] == [(524, 540), (60, 124)] and boxes[0].bottom < boxes[1].top


def test_words_are_looked_for_on_their_own_page_alone() -> None:
    first, second = Canvas(), Canvas()
    first.text(50, 100, "荷塘清淤")
    second.text(90, 300, "荷塘清淤")
    file = spots(first, second)
    assert found(file, "荷塘清淤", page=2, nth=1) == [Box(90, 300, 130, 310)]


def test_a_row_of_a_table_has_a_box_for_each_cell() -> None:
    row = ["产出指标", "清淤面积", "≥300亩"]
    file = spots(grid(HEAD, row, ["效益指标", "水质", "≥90%"]))
    words = "清淤面积\t≥300亩"
    boxes = found(file, words)
    assert len(boxes) == 2 and boxes[0].right <= boxes[1].left and boxes[0].top == boxes[1].top


def test_where_the_page_sets_the_words_apart_the_cells_are_framed() -> None:
    name = "荷塘清淤面积和水质监测的次数之和"
    file = spots(grid(HEAD, ["产出指标", name, "≥300亩"]))
    boxes = found(file, f"{name}\t≥300亩")
    assert [(box.left, box.right) for box in boxes] == [(150, 300), (300, 500)]


def test_words_are_found_everywhere_on_a_page() -> None:
    page = Canvas()
    page.text(50, 100, "王荷生与王荷生")
    assert len(spots(page).everywhere("王 荷生", 1)) == 2
    assert spots(page).everywhere("", 1) == []
