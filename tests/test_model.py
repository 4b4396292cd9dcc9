"""The records between stages: passages that know their place, grids with merged cells."""

from __future__ import annotations

from kg.model import Block, Cell, Passage, Place, Ref, Span, Table, Term, Value, Year

BROKEN = Passage("荷塘清淤", [3, 4, 8, 9])  # 荷塘, a line break, 清淤


def test_a_span_runs_over_what_the_layout_put_between() -> None:
    assert BROKEN.span() == Span(3, 10)
    assert BROKEN.span(1, 3) == Span(4, 9)
    assert BROKEN.span(2) == Span(8, 10)


def test_an_empty_part_has_an_empty_span_at_its_place() -> None:
    assert BROKEN.span(2, 2) == Span(8, 8)
    assert BROKEN.span(4) == Span(9, 9)
    assert Passage("", []).span() == Span(0, 0)


def test_a_slice_keeps_the_places() -> None:
    part = BROKEN[1:3]
    assert (part.text, list(part.offsets)) == ("塘清", [4, 8])


def test_an_empty_passage_is_false() -> None:
    assert BROKEN and not Passage("", [])


def test_joined_passages_are_one_text() -> None:
    whole = Passage.join([BROKEN[:2], Passage("", []), BROKEN[2:]])
    assert (whole.text, list(whole.offsets)) == (BROKEN.text, [3, 4, 8, 9])
    assert Passage.join([BROKEN]) is BROKEN


def test_a_merged_cell_stands_at_all_its_places() -> None:
    wide = Cell(0, 0, Passage("收入", [0, 1]), 1, 2)
    tall = Cell(0, 2, Passage("备注", [2, 3]), 9, 1)  # more than there are rows
    low = Cell(1, 1, Passage("数", [4]))
    grid = Table((wide, tall, low), 2, 3, Span(0, 5), True).grid()
    assert grid == [[wide, wide, tall], [None, low, tall]]


def test_blocks_and_cells_show_their_text() -> None:
    assert Block("paragraph", BROKEN).text == Cell(0, 0, BROKEN).text == "荷塘清淤"
    assert Block("heading", BROKEN, 2, Place(page=3)).place.page == 3


def test_terms_keys_and_years_are_told_from_text_and_numbers_by_type() -> None:
    values: list[Value] = ["x", Term("x"), Ref("x"), 2024, Year(2024)]
    assert [type(value) for value in values] == [str, Term, Ref, int, Year]
    assert values[0] == values[1] == values[2] and values[3] == values[4]
