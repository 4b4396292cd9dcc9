"""What the PDF reader makes of ruled tables whose right reading is known because we drew them."""

from __future__ import annotations

import pytest

from kg.model import Block, Table
from kg.read.pdf import read_pdf
from tests.read.pdf_samples import (
    HEAD,
    XS,
    Canvas,
    Put,
    cut,
    form,
    grid,
    lines,
    only_table,
    pdf,
    read,
    rows,
    side,
    spans,
    table,
    tables,
    texts,
)


class TestCells:
    def test_rows_and_columns(self) -> None:
        found = only_table(read(grid(HEAD, ["产出", "巡护次数", "≥12次"])))
        assert texts(found) == [HEAD, ["产出", "巡护次数", "≥12次"]]
        assert found.ruled
        assert found.place.page == 1 and found.place.box == pytest.approx((50, 100, 500, 160), abs=1)
        assert found.cells[4].place.box == pytest.approx((150, 130, 300, 160), abs=1)

    def test_merged_cells_are_one_cell(self) -> None:
        page = Canvas()
        drawn: dict[tuple[int, int], Put | str] = {
            (0, 0): Put("项目资金", 2, 1),
            (0, 1): Put("年度总额", 1, 2),
            (1, 1): "15.00",
            (1, 2): "3.50",
        }
        table(page, XS, [100, 130, 160], drawn)
        found = only_table(read(page))
        assert texts(found) == [["项目资金", "年度总额", ""], ["", "15.00", "3.50"]]
        assert spans(found) == {"项目资金": (2, 1), "年度总额": (1, 2)}

    def test_wrapped_text_is_joined_without_blanks(self) -> None:
        long = "荷塘水质监测点位的全年按月完成比例和数据上报的及时程度"
        assert texts(only_table(read(grid(HEAD, ["产出", long, "≥95%"]))))[1][1] == long

    def test_words_keep_their_blanks_and_numbers_are_not_cut(self) -> None:
        page = Canvas()
        table(page, [50, 110, 400], [100, 160], {(0, 0): "110000230000021", (0, 1): "GB Code 12 系 统"})
        assert texts(only_table(read(page))) == [["110000230000021", "GB Code 12系统"]]

    def test_reading_order_is_by_place_and_not_by_order_of_drawing(self) -> None:
        page = grid(["甲", "", "乙"])
        page.text(190, 110, "后")
        page.text(160, 110, "先")
        assert texts(only_table(read(page))) == [["甲", "先后", "乙"]]

    def test_bold_type_printed_twice_is_read_once(self) -> None:
        page = grid(["", "乙", "丙"])
        page.text(60, 110, "合计")
        page.text(60.3, 110, "合计")
        assert texts(only_table(read(page)))[0][0] == "合计"

    @pytest.mark.parametrize("turn", [90, 180, 270])
    def test_a_turned_page_reads_as_it_is_displayed(self, turn: int) -> None:
        given = (HEAD, ["产出", "巡护次数", "≥12次"])
        straight, turned = (read(grid(*given, canvas=Canvas(842, 595, t))) for t in (0, turn))
        assert texts(only_table(turned)) == texts(only_table(straight))
        assert only_table(turned).place.box == pytest.approx(only_table(straight).place.box, abs=1)

    def test_sideways_text_on_a_page_that_is_not_turned(self) -> None:
        page = grid(HEAD, ["产出", "巡护次数", "≥12次"], canvas=Canvas(842, 595, 90))
        data = pdf([page]).replace(b"/Rotate 90", b"/Rotate 0 ")
        assert texts(only_table(read_pdf(data, "样例.pdf")))[1] == ["产出", "巡护次数", "≥12次"]


class TestPageNumbers:
    def test_a_page_number_in_words_printed_over_a_table_is_no_text_of_a_cell(self) -> None:
        page = Canvas()
        table(page, XS, [700, 730, 800], rows([HEAD, ["产出", "巡护", "12次"]]))
        page.centred(785, "第6页，共45页")
        assert texts(only_table(read(page))) == [HEAD, ["产出", "巡护", "12次"]]

    def test_a_number_of_pages_in_a_cell_is_text(self) -> None:
        page = grid(HEAD, ["产出", "第6页", "共45页"], top=300)
        assert texts(only_table(read(page)))[1] == ["产出", "第6页", "共45页"]


class TestRulings:
    def test_rectangles_draw_a_grid_like_strokes(self) -> None:
        page = Canvas()
        for x in (50, 200, 400):
            page.box(x, 100, x + 0.8, 160)
        for y in (100, 130, 160):
            page.box(50, y, 400, y + 0.8)
        page.text(60, 110, "甲")
        page.text(210, 140, "乙")
        assert texts(only_table(read(page))) == [["甲", ""], ["", "乙"]]

    def test_borders_of_rectangles_draw_a_grid(self) -> None:
        page = Canvas()
        page.outline(50, 100, 200, 130)
        page.outline(200, 100, 400, 130)
        page.text(60, 110, "甲")
        page.text(210, 110, "乙")
        assert texts(only_table(read(page))) == [["甲", "乙"]]

    def test_white_lines_and_filled_cells_are_no_lines(self) -> None:
        page = Canvas()
        page.box(50, 100, 500, 130, grey=0.9)
        page.box(100, 100, 101, 160, grey=1)
        table(page, XS, [100, 130, 160], rows([HEAD, ["产出", "次数", "1"]]))
        assert texts(only_table(read(page)))[0] == HEAD

    def test_lines_of_a_form_object_are_moved_by_its_matrix(self) -> None:
        page = Canvas()
        page.ops.append("q 1 0 0 1 200 0 cm /X0 Do Q")
        page.text(265, 110, "甲")
        page.text(365, 110, "乙")
        sides = " ".join(f"{x} 0 m {x} 30 l S" for x in (0, 100, 200)) + " 0 0 m 200 0 l S 0 30 m 200 30 l S"
        document = read_pdf(pdf([page], forms=[form(sides, "0 0 200 30", "1 0 0 1 60 712")]), "样例.pdf")
        assert texts(only_table(document)) == [["甲", "乙"]]

    def test_a_frame_and_the_levels_of_a_chart_are_no_tables(self) -> None:
        page = Canvas()
        page.outline(50, 100, 500, 200)
        page.text(60, 140, "框中的一段话")
        for n in range(5):
            page.line(80, 300 + 20 * n, 400, 300 + 20 * n)
        page.line(80, 300, 80, 380)
        page.text(200, 345, "172")
        assert not tables(read(page))

    def test_a_table_without_lines_on_its_outside(self) -> None:
        page = Canvas()
        page.line(200, 100, 200, 160)
        page.line(50, 130, 400, 130)
        for x, y, text in ((60, 110, "甲"), (210, 110, "乙"), (60, 140, "丙"), (210, 140, "丁")):
            page.text(x, y, text)
        assert texts(only_table(read(page))) == [["甲", "乙"], ["丙", "丁"]]

    def test_a_line_of_text_close_over_a_table_is_not_in_it(self) -> None:
        page = grid(HEAD)
        page.text(60, 91, "单位：万元")
        page.text(60, 129, "注：无。")
        assert lines(read(page)) == ["单位：万元", "注：无。"]

    def test_two_tables_on_a_page(self) -> None:
        page = grid(["甲", "乙", "丙"])
        page.text(50, 170, "第二张表")
        document = read(grid(["丁", "戊", "己"], top=200, canvas=page))
        assert [texts(t)[0][0] for t in tables(document)] == ["甲", "丁"]
        assert [type(b) for b in document.blocks] == [Table, Block, Table]


class TestHiddenText:
    def test_text_outside_its_clip_is_not_read(self) -> None:
        page = grid(["甲", "乙", "丙"])
        page.clip(0, 0, 595, 200)
        page.text(60, 180, "看得见")
        page.text(60, 260, "看不见")
        page.unclip()
        assert lines(read(page)) == ["看得见"]

    def test_a_white_patch_hides_what_was_printed_before_it(self) -> None:
        page = Canvas()
        page.text(60, 62, "原来印的字")
        page.box(40, 50, 300, 90, grey=1)
        page.text(60, 60, "新标题")
        assert lines(read(page)) == ["新标题"]


class TestPageBreaks:
    def test_a_table_goes_on_without_header(self) -> None:
        found = only_table(read(grid(HEAD, ["产出", "次数", "1"], top=700), grid(["效益", "比例", "2"], top=50)))
        assert [row[0] for row in texts(found)] == ["一级指标", "产出", "效益"]
        assert [c.place.page for c in found.cells if c.col == 0] == [1, 1, 2]

    def test_a_repeated_header_is_dropped(self) -> None:
        found = only_table(read(grid(HEAD, ["产出", "次数", "1"], top=700), grid(HEAD, ["效益", "比例", "2"], top=50)))
        assert [row[0] for row in texts(found)] == ["一级指标", "产出", "效益"]

    def test_a_repeated_header_counts_although_the_rows_below_it_begin_alike(self) -> None:
        found = only_table(read(grid(HEAD, ["产出", "次数", "1"], top=700), grid(HEAD, ["产出", "比例", "2"], top=50)))
        assert [row[0] for row in texts(found)] == ["一级指标", "产出", "产出"]

    def test_title_and_header_printed_again_are_dropped(self) -> None:
        first, second = grid(HEAD, ["产出", "次数", "1"]), grid(HEAD, ["效益", "比例", "2"])
        for page in (first, second):
            page.centred(60, "项目支出绩效目标表", 14)
        document = read(first, second)
        assert len(only_table(document).grid()) == 3
        assert lines(document) == ["项目支出绩效目标表"]

    def test_other_columns_or_another_title_are_another_table(self) -> None:
        other = Canvas()
        table(other, [50, 220, 500], [50, 80], rows([["甲", "乙"]]))
        titled = grid(["效益", "比例", "2"])
        titled.centred(60, "另一张表", 14)
        assert len(tables(read(grid(HEAD, top=700), other))) == 2
        assert len(tables(read(grid(HEAD, top=700), titled))) == 2

    def test_one_form_a_page_stays_one_table_a_page(self) -> None:
        pages = [grid(["项目名称", name, ""], ["产出", "次数", "1"]) for name in ("水质监测", "荷塘巡护")]
        for page in pages:
            page.centred(60, "项目支出绩效目标表", 14)
        document = read(*pages)
        assert [texts(t)[0][1] for t in tables(document)] == ["水质监测", "荷塘巡护"]
        assert lines(document) == ["项目支出绩效目标表"] * 2

    def test_forms_that_begin_with_a_banner_stay_apart(self) -> None:
        pages = [Canvas(), Canvas()]
        for page, name in zip(pages, ("水质监测", "荷塘巡护"), strict=True):
            table(page, XS, [50, 80, 110], {(0, 0): Put(name + "绩效目标表", 1, 3), **rows([HEAD], 1)})
        assert len(tables(read(*pages))) == 2

    def test_a_form_that_goes_on_under_its_title_is_one_table(self) -> None:
        first = grid(["项目名称", "水质监测", ""], ["产出", "次数", "1"])
        second = grid(["效益", "比例", "2"])
        for page in (first, second):
            page.centred(60, "项目支出绩效目标表", 14)
        assert [row[0] for row in texts(only_table(read(first, second)))] == ["项目名称", "产出", "效益"]

    def test_a_cell_without_lines_at_the_break_is_one_cell(self) -> None:
        found = only_table(read(*cut(Put("荷塘巡护", 2, 1, open_below=True), Put("", 2, 1, open_above=True))))
        assert spans(found) == {"荷塘巡护": (4, 1)}
        assert [row[1] for row in texts(found)] == ["三级指标", "次数", "质量", "时效", "成本"]

    def test_its_text_may_stand_wholly_on_the_next_page(self) -> None:
        document = read(*cut(Put("", 2, 1, open_below=True), Put("荷塘巡护", 2, 1, open_above=True)))
        cell = next(c for c in only_table(document).cells if c.text == "荷塘巡护")
        assert (cell.row, cell.rowspan, cell.place.page) == (1, 4, 2)
        assert cell.passage.span().start >= document.page_starts[1]

    def test_its_text_may_stand_on_both_pages(self) -> None:
        found = only_table(read(*cut(Put("荷塘", 2, 1, open_below=True), Put("巡护", 2, 1, open_above=True))))
        assert spans(found) == {"荷塘巡护": (4, 1)}

    def test_two_figures_are_two_cells(self) -> None:
        found = only_table(read(*cut(Put("8.40", 2, 1, open_below=True), Put("3.10", 2, 1, open_above=True))))
        assert spans(found) == {"8.40": (2, 1), "3.10": (2, 1)}

    def test_a_cell_closed_by_lines_goes_on_if_it_spans_rows_and_has_no_text(self) -> None:
        found = only_table(read(*cut(Put("产出指标", 2), Put("", 2))))
        assert spans(found) == {"产出指标": (4, 1)}

    def test_an_empty_cell_behind_a_new_one_does_not_go_on(self) -> None:
        first, second = Canvas(), Canvas()
        table(first, XS, [600, 630, 660], {(0, 0): Put("项目甲", 2), (0, 1): Put("3.35", 2), (0, 2): "a", (1, 2): "b"})
        table(second, XS, [50, 80, 110], {(0, 0): Put("项目乙", 2), (0, 1): Put("", 2), (0, 2): "c", (1, 2): "d"})
        found = only_table(read(first, second))
        assert [(c.text, c.rowspan) for c in found.cells if c.col == 1] == [("3.35", 2), ("", 2)]

    def test_text_cut_by_the_break_is_printed_on_both_pages_and_read_once(self) -> None:
        pages = cut(Put("", 2, 1, open_below=True), Put("", 2, 1, open_above=True))
        for page, top, edge in zip(pages, (687, 42), ((0, 695), (50, 842)), strict=True):
            page.clip(0, edge[0], 595, edge[1])
            page.text(60, top - 12, "上半")
            page.text(60, top + 1, "中间")
            page.text(60, top + 14, "下半")
            page.unclip()
        assert "上半中间下半" in spans(only_table(read(*pages)))

    def test_the_rest_of_a_row_goes_on_with_it(self) -> None:
        first = grid(["甲单位", "2.40", "保障出行，确保通"], top=700)
        second = grid(["", "", "道畅通。"], top=50)
        assert texts(only_table(read(first, second))) == [["甲单位", "2.40", "保障出行，确保通道畅通。"]]

    def test_a_long_text_goes_on_although_it_has_no_clauses(self) -> None:
        long = (
            "、".join(f"荷塘{word}产品" for word in ("监测", "巡护", "清淤", "种植", "景观", "预警", "科普"))
            + "等七项服"
        )
        first, second = Canvas(), grid(["", "", "务和支撑"], top=50)
        table(first, XS, [700, 800], rows([["甲单位", "2.40", long]]))
        assert texts(only_table(read(first, second))) == [["甲单位", "2.40", long + "务和支撑"]]

    def test_the_rest_of_a_row_has_no_line_over_it(self) -> None:
        first, second = grid(["37", "债务利息及费用支", "0.00"], top=700), Canvas()
        table(second, XS, [50, 80], {(0, c): Put(text, open_above=True) for c, text in enumerate(["", "出", ""])})
        assert texts(only_table(read(first, second))) == [["37", "债务利息及费用支出", "0.00"]]

    def test_the_rest_of_a_row_may_have_no_text(self) -> None:
        first, second = Canvas(), Canvas()
        table(first, XS, [600, 630, 660], {(0, 0): Put("产出", 2), **side(0, ["次数", "1"], ["质量", "2"])})
        table(second, XS, [50, 80, 110], {(0, 0): Put("", 2), **side(0, ["", ""], ["时效", "3"])})
        found = texts(only_table(read(first, second)))
        assert found == [["产出", "次数", "1"], ["", "质量", "2"], ["", "时效", "3"]]

    def test_a_new_row_beside_a_cell_that_goes_on_is_not_the_rest_of_a_row(self) -> None:
        first, second = Canvas(), Canvas()
        table(first, XS, [600, 630, 660], {(0, 0): Put("产出", 2), **side(0, ["次数", "1"], ["甲；乙", "好；快"])})
        table(second, XS, [50, 80, 110], {(0, 0): Put("", 2), **side(0, ["时效", "按期"], ["成本", "3"])})
        assert [row[1] for row in texts(only_table(read(first, second)))] == ["次数", "甲；乙", "时效", "成本"]

    def test_a_cell_goes_on_below_a_repeated_header(self) -> None:
        first, second = cut(Put("荷塘", 2, 1, open_below=True), Put(""))[0], Canvas()
        table(
            second,
            XS,
            [50, 80, 110, 140],
            {**rows([HEAD]), (1, 0): Put("巡护", 2), **side(1, ["时效", "6"], ["成本", "3"])},
        )
        assert spans(only_table(read(first, second))) == {"荷塘巡护": (4, 1)}

    def test_a_cell_without_text_goes_on_where_no_line_is_over_the_next(self) -> None:
        assert spans(only_table(read(*cut(Put("", 2), Put("产出", 2, 1, open_above=True))))) == {"产出": (4, 1)}
        assert len(spans(only_table(read(*cut(Put("", 2), Put("产出", 2)))))) == 2

    def test_a_blank_cell_of_one_row_is_a_cell(self) -> None:
        found = only_table(read(grid(["201", "公共服务", "5.00"], top=700), grid(["", "外交", "3.00"], top=50)))
        assert texts(found) == [["201", "公共服务", "5.00"], ["", "外交", "3.00"]]
        assert not spans(found)

    def test_a_row_that_only_lacks_figures_is_a_row_of_its_own(self) -> None:
        first, second = grid(["", "二、外交支出", ""], top=700), grid(["", "三、国防支出", ""], top=50)
        assert len(texts(only_table(read(first, second)))) == 2

    def test_columns_whose_cells_are_not_closed_on_a_page(self) -> None:
        """On the second page only the side lines of the first column are drawn, and its text."""
        first, second = cut(Put("", 2, 1, open_below=True), Put("产出指标", 2, 1, True, True))
        assert spans(only_table(read(first, second))) == {"产出指标": (4, 1)}

    def test_a_column_that_is_not_drawn_on_the_next_page(self) -> None:
        first, second = Canvas(), Canvas()
        table(first, XS, [600, 630, 660], {(0, 0): Put("产出", 2), **side(0, ["次数", "1"], ["质量", "2"])})
        table(second, XS, [50, 80], side(0, ["时效", "3"]))
        found = only_table(read(first, second))
        assert [row[1:] for row in texts(found)] == [["次数", "1"], ["质量", "2"], ["时效", "3"]]
        assert spans(found) == {"产出": (3, 1)}

    def test_a_header_from_further_down_is_dropped_too(self) -> None:
        first = grid(["部门名称", "荷塘局", ""], HEAD, ["产出", "次数", "1"], top=600)
        second = grid(HEAD, ["效益", "比例", "2"], top=50)
        assert [row[0] for row in texts(only_table(read(first, second)))] == ["部门名称", "一级指标", "产出", "效益"]

    def test_a_hundred_pages(self) -> None:
        pages = [grid(HEAD, [f"产出{n}", "次数", "1"]) for n in range(100)]
        document = read(*pages)
        assert len(document.page_starts) == 100
        assert [c.text for c in only_table(document).cells if c.col == 0][1:] == [f"产出{n}" for n in range(100)]
