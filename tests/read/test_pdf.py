"""What the PDF reader makes of running text and of whole files whose right reading is known because we drew them."""

from __future__ import annotations

import pytest

from kg.errors import ReadError
from kg.model import Block
from kg.read.pdf import read_pdf
from tests.read.pdf_samples import HEAD, Canvas, grid, lines, pdf, prose, read

PROSE = "本部门全年收入预算由三个部分组成，其中一般公共预算拨款占了绝大部分，其余为事业收入和其他各项收入"
FULL = "本部门全年收入预算由三个部分组成其中一般公共预算拨款占绝大部分"  # 30 characters: a full line at 16 points
WIDE = (60.0, FULL[:30])


class TestText:
    def test_lines_are_put_together_until_a_line_is_not_full(self) -> None:
        document = read(prose((92, FULL[:28]), WIDE, (60, "到此为止。"), (92, FULL[:28]), (60, "第二段。")))
        assert lines(document) == [FULL[:28] + FULL[:30] + "到此为止。", FULL[:28] + "第二段。"]

    def test_an_indented_line_begins_a_paragraph(self) -> None:
        assert len(lines(read(prose(WIDE, (92, FULL[:28]), WIDE, WIDE)))) == 2

    def test_a_list_mark_after_a_sentence_begins_a_paragraph(self) -> None:
        document = read(prose(WIDE, WIDE, (60, FULL[:29] + "。"), (60, "（一）" + FULL[:27]), (60, "完。")))
        assert lines(document)[1] == "（一）" + FULL[:27] + "完。"

    def test_a_line_with_room_left_ends_a_paragraph(self) -> None:
        assert lines(read(prose((60, "荷塘局说明"), WIDE, WIDE, WIDE)))[0] == "荷塘局说明"

    def test_words_in_columns_are_no_sentence(self) -> None:
        page = prose(WIDE, WIDE, WIDE, (60, "审核人：甲"))
        page.text(428, 184, "日期：六月", 16)
        page.text(60, 212, "以上属实。", 16)
        assert lines(read(page))[1:] == ["审核人：甲", "日期：六月", "以上属实。"]

    def test_lines_far_apart_are_two_paragraphs(self) -> None:
        page = prose(WIDE, WIDE, WIDE)
        page.text(60, 300, FULL[:30], 16)
        assert len(lines(read(page))) == 2

    def test_smaller_type_is_another_paragraph(self) -> None:
        page = prose(WIDE, WIDE, WIDE)
        page.text(60, 184, "注：以上数字由荷塘局提供。", 12)
        assert lines(read(page))[1] == "注：以上数字由荷塘局提供。"

    def test_larger_figures_are_not_larger_type(self) -> None:
        page = prose(WIDE, WIDE, WIDE, (60, "款"))
        page.text(76, 182, "9,399.23", 20)
        assert lines(read(page)) == [FULL[:30] * 3 + "款9,399.23"]

    def test_lines_of_a_table_of_contents_are_not_glued(self) -> None:
        given = ["概况" + "." * 54 + "1", "主要职责" + "." * 50 + "2", "机构设置" + "." * 50 + "3"]
        assert lines(read(prose(*((60, text) for text in given)))) == given

    def test_a_figure_that_had_no_room_does_not_end_a_paragraph(self) -> None:
        document = read(prose(WIDE, WIDE, WIDE, (60, FULL[:26]), (60, "1,717.85万元。")))
        assert len(lines(document)) == 1

    def test_a_paragraph_goes_on_over_the_page_break(self) -> None:
        first = prose(WIDE, WIDE, WIDE)
        first.centred(810, "— 1 —", 9)
        second = prose((60, "另一页上结束。"), (92, FULL[:28]), WIDE, WIDE)
        document = read(first, second)
        assert lines(document)[0] == FULL[:30] * 3 + "另一页上结束。"
        assert document.text[document.page_starts[1] :].startswith("另一页上结束。")

    @pytest.mark.parametrize("number", ["— 5 —", "-5-", "第 5 页", "第5页，共9页", "5/9", "5"])
    def test_page_numbers_are_left_out(self, number: str) -> None:
        page = prose((92, "正文。"))
        page.centred(810, number, 9)
        assert lines(read(page)) == ["正文。"]

    def test_a_figure_in_the_page_is_no_page_number(self) -> None:
        page = prose((92, "正文。"))
        page.centred(400, "5", 9)
        assert lines(read(page)) == ["正文。", "5"]

    def test_small_print_in_the_margin_of_every_page_is_left_out(self) -> None:
        pages = [prose((92, f"第{n}段正文在这里。")) for n in "甲乙丙"]
        for page in pages:
            page.centred(20, "荷塘局预算公开", 9)
        assert lines(read(*pages)) == ["第甲段正文在这里。", "第乙段正文在这里。", "第丙段正文在这里。"]

    def test_a_title_that_many_pages_repeat_stays(self) -> None:
        pages = [grid(["项目名称", name, ""], ["产出", "次数", "1"]) for name in "甲乙丙丁"]
        for page in pages:
            page.centred(30, "绩效目标表", 18)
        assert lines(read(*pages)) == ["绩效目标表"] * 4

    def test_headings_have_levels(self) -> None:
        page = prose(
            (92, "第一部分 概况"), (92, "一、主要职责"), (92, "（一）机构"), (92, "这是一段正文，写得很完整。")
        )
        blocks = [b for b in read(page).blocks if isinstance(b, Block)]
        assert [(b.kind, b.level) for b in blocks] == [("heading", 1), ("heading", 2), ("heading", 3), ("paragraph", 0)]

    def test_large_type_is_a_heading_but_not_over_a_table(self) -> None:
        cover = Canvas()
        cover.centred(300, "荷塘局部门预算", 26)
        page = grid(HEAD, ["产出", "次数", "1"], canvas=prose((60, PROSE[:30]), (60, "没有了。")), top=300)
        page.centred(260, "收支总表", 26)
        kinds = {b.text: b.kind for b in read(cover, page).blocks if isinstance(b, Block)}
        assert kinds["荷塘局部门预算"] == "heading"
        assert kinds["收支总表"] == "paragraph"

    def test_lines_over_a_table_are_not_glued(self) -> None:
        page = grid(HEAD)
        page.text(450, 40, "公开表1")
        page.centred(56, "收支总体情况表", 14)
        page.text(50, 84, "部门（单位）：荷塘局")
        page.text(450, 84, "单位：万元")
        assert lines(read(page)) == ["公开表1", "收支总体情况表", "部门（单位）：荷塘局", "单位：万元"]


class TestDocument:
    def test_plain_text_and_pages(self) -> None:
        document = read(grid(["甲", "乙", "丙"]), prose((92, "第二页。")))
        assert document.text == "甲\t乙\t丙\n\f第二页。\n"
        assert document.page_starts == (0, 7)
        assert document.format == "pdf" and document.source == "样例.pdf"

    def test_a_page_without_text_layer_is_named(self) -> None:
        scan = Canvas()
        scan.box(50, 50, 500, 700, grey=0.5)
        assert read(prose((92, "正文。")), scan, Canvas()).warnings == ("第2页没有文字层，未能读取",)

    def test_an_encrypted_file_says_so(self) -> None:
        locked = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>/ID[<00><00>]" % (b"11" * 32, b"22" * 32)
        with pytest.raises(ReadError, match=r"样例.*密码"):
            read_pdf(pdf([Canvas()], trailer=locked), "样例.pdf")

    @pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"%PDF-1.7\n1 0 obj\n<<" * 9, pdf([grid(HEAD)])[:300]])
    def test_a_broken_file_says_so(self, data: bytes) -> None:
        with pytest.raises(ReadError, match="样例"):
            read_pdf(data, "样例.pdf")
