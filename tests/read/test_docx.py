"""Word files: what is printed is read, once and in order, and knows its place in the plain text."""

from __future__ import annotations

import pytest

from kg.errors import ReadError
from kg.extract.sections import body
from kg.model import Block, Document, Table
from kg.read.docx import read_docx
from kg.read.docx_numerals import written
from tests.read.docx_samples import docx, level, listed, numbering, p, packed, run, styled, tbl, tc, tr

TC = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def read(inner: str, **parts: str) -> Document:
    """A document of this body; every block and cell is held against the plain text."""
    document = read_docx(docx(inner, parts), "甲.docx")
    for block in document.blocks:
        places = [block] if isinstance(block, Block) else list(block.cells)
        assert all(place.text == "".join(document.text[i] for i in place.passage.offsets) for place in places)
        for place in places:
            if place.text:
                assert place.place.line == document.text.count("\n", 0, place.passage.offsets[0]) + 1
    return document


def texts(document: Document) -> list[str]:
    """The text of each block; a table by rows."""
    return [block.text if isinstance(block, Block) else rows(block) for block in document.blocks]


def rows(table: Table) -> str:
    """A table as text, with ``row,col+rowspan×colspan`` before the cells that are merged."""
    lines: dict[int, list[str]] = {}
    for c in table.cells:
        spans = f"({c.rowspan}×{c.colspan})" if c.rowspan * c.colspan > 1 else ""
        lines.setdefault(c.row, []).append(f"{c.col}:{c.text}{spans}")
    return "|".join(" ".join(line) for line in lines.values())


def test_paragraphs_and_headings() -> None:
    document = read(
        p("荷塘管理局")
        + styled("1", "概况")
        + p("一、主要职责")
        + p("附则", '<w:outlineLvl w:val="2"/>')
        + p("正文", '<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>')
        + styled("2", "这一段只是用了标题的样式，并不是标题。")
        + p("")
    )
    levels = [(block.text[:4], block.level) for block in document.blocks if isinstance(block, Block)]
    assert levels == [("荷塘管理", 0), ("概况", 1), ("一、主要", 2), ("附则", 3), ("正文", 0), ("这一段只", 0)]
    assert document.format == "docx" and document.text.startswith("荷塘管理局\n概况\n一、主要职责\n附则\n")


def test_a_style_is_a_heading_by_its_name_and_by_what_it_is_based_on() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="标题 3"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="我的样式"/><w:basedOn w:val="a"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="c"><w:name w:val="circle"/><w:basedOn w:val="c"/></w:style>'
    )
    document = read(styled("b", "绩效情况") + styled("c", "其他"), styles=styles)
    assert [block.level for block in document.blocks if isinstance(block, Block)] == [3, 0]


def test_tabs_breaks_and_hyphens() -> None:
    document = read(
        p(run("编号A\t12") + "<w:r><w:noBreakHyphen/><w:softHyphen/><w:t>3</w:t></w:r>")
        + p("一、收入情况\n收入合计5万元。")
    )
    assert texts(document) == ["编号A\t12-3", "一、收入情况", "收入合计5万元。"]
    assert document.blocks[1].place.line == 2 and document.blocks[2].place.line == 3


def test_tracked_changes_are_read_as_accepted() -> None:
    deleted = '<w:del w:id="1"><w:r><w:delText>旧</w:delText></w:r></w:del>'
    inserted = f'<w:ins w:id="2">{run("新")}</w:ins>'
    moved = f'<w:moveFrom w:id="3">{run("走")}</w:moveFrom><w:moveTo w:id="4">{run("来")}</w:moveTo>'
    joined = '<w:p><w:pPr><w:rPr><w:del w:id="5"/></w:rPr></w:pPr><w:r><w:t>上半</w:t></w:r></w:p>' + p("下半")
    table = tbl(tr("留"), tr("删", properties='<w:del w:id="6"/>'), tr("藏", properties="<w:hidden/>"))
    assert texts(read(p(deleted + inserted + moved) + joined + table)) == ["新来", "上半下半", "0:留"]


def test_hidden_text_is_not_read() -> None:
    hidden = run("隐", "<w:rPr><w:vanish/></w:rPr>") + run("显", '<w:rPr><w:vanish w:val="0"/></w:rPr>')
    assert texts(read(p(hidden))) == ["显"]


def mark(kind: str) -> str:
    """A run with the begin, the middle or the end of a field."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def test_results_of_fields_are_text_and_codes_are_not() -> None:
    code = "<w:r><w:instrText> DATE \\@ yyyy </w:instrText></w:r>"
    inner = mark("begin") + code + mark("separate") + run("当中") + mark("end")
    nested = mark("begin") + code + inner + mark("separate") + run("结果") + mark("end")
    left_over = run("{ PAGE \\* MERGEFORMAT }")
    unclosed = mark("begin") + code + run("没有结束")
    bare = mark("begin") + code + mark("end") + run("后文")
    simple = f'<w:fldSimple w:instr="PAGE">{run("7")}</w:fldSimple>'
    found = texts(read("".join(map(p, (inner, nested, left_over, unclosed, bare + simple)))))
    assert found == ["当中", "结果", "{PAGE\\*MERGEFORMAT}", "没有结束", "后文7"]


def test_links_controls_equations_and_ruby_are_text() -> None:
    control = f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{p(run('块'))}</w:sdtContent></w:sdt>"
    inline = f"<w:sdt><w:sdtContent>{run('内')}</w:sdtContent></w:sdt><w:hyperlink>{run('链')}</w:hyperlink>"
    math = "<m:oMath><m:r><m:t>≥90%</m:t></m:r></m:oMath>"
    ruby = f"<w:r><w:ruby><w:rt>{run('zhu')}</w:rt><w:rubyBase>{run('注')}</w:rubyBase></w:ruby></w:r>"
    assert texts(read(control + p(inline + math + ruby))) == ["块", "内链≥90%注"]


def test_signs_of_symbol_fonts_are_read_and_others_are_counted() -> None:
    signs = "".join(
        f'<w:r><w:sym w:font="{font}" w:char="{char}"/></w:r>'
        for font, char in (
            ("Symbol", "F0B3"),
            ("Symbol", "00A3"),
            ("Wingdings", "F0FE"),
            ("宋体", "2265"),
            ("X", "E123"),
        )
    )
    private = run("\uf0b390%") + run("\uf06f", '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>')
    document = read(p(signs) + p(private))
    assert texts(document) == ["≥≤☑≥", "≥90%□"]
    assert document.warnings == ("有1个符号未能读取：不知道它们是什么字",)


def test_merged_cells_are_one_with_their_spans() -> None:
    table = tbl(
        tr(tc("指标", 2), "值"),
        tr(tc("产出", merge="restart"), "次数", "≥2次"),
        tr(tc("没有印出", merge="continue"), "质量", "≥90%"),
        tr(tc("效益"), tc("满意", 2)),
    )
    (block,) = read(table).blocks
    assert isinstance(block, Table) and block.ruled and (block.n_rows, block.n_cols) == (4, 3)
    assert rows(block) == "0:指标(1×2) 2:值|0:产出(2×1) 1:次数 2:≥2次|1:质量 2:≥90%|0:效益 1:满意(1×2)"
    assert block.span.start == 0 and block.span.end == len("指标\t值\n产出\t次数\t≥2次\n\t质量\t≥90%\n效益\t满意\n")


def test_columns_in_which_no_cell_begins_are_not_there() -> None:
    table = tbl(tr(tc("甲", 3), tc("乙", 2)), tr(tc("1", 3), tc("2", 1), tc("3", 1)))
    (block,) = read(table).blocks
    assert isinstance(block, Table) and rows(block) == "0:甲 1:乙(1×2)|0:1 1:2 2:3"


def test_rows_may_begin_later_and_old_files_merge_to_the_left() -> None:
    left = '<w:tc><w:tcPr><w:hMerge w:val="{}"/></w:tcPr>{}</w:tc>'
    table = tbl(
        tr("甲", "乙", "丙"),
        tr("后", "来", properties='<w:gridBefore w:val="1"/>'),
        tr(left.format("restart", p("合")), left.format("continue", p("")), "尾"),
    )
    (block,) = read(table).blocks
    assert isinstance(block, Table) and rows(block) == "0:甲 1:乙 2:丙|1:后 2:来|0:合(1×2) 2:尾"


def test_a_lower_part_without_an_upper_part_is_a_cell() -> None:
    (block,) = read(tbl(tr(tc("甲", merge="continue"), "乙"), tr(tc("丙", 2, "continue")))).blocks
    assert isinstance(block, Table) and rows(block) == "0:甲 1:乙|0:丙(1×2)"


def test_lines_and_lists_of_a_cell_are_its_text() -> None:
    lists = numbering(level(0, "decimal", "%1."))
    cell = tc(p("完成率", TC) + p("及时率", TC) + p("上报\n情况"))
    (block,) = read(tbl(tr(cell, "≥90%")), numbering=lists).blocks
    assert isinstance(block, Table)
    assert [c.text for c in block.cells] == ["1.完成率2.及时率上报情况", "≥90%"]


def test_rows_and_cells_may_stand_in_controls() -> None:
    cell = f"<w:sdt><w:sdtContent>{tc('乙')}</w:sdtContent></w:sdt>"
    row = f"<w:sdt><w:sdtContent>{tr('甲', cell)}</w:sdtContent></w:sdt>"
    (block,) = read(tbl(row)).blocks
    assert isinstance(block, Table) and rows(block) == "0:甲 1:乙"


def test_inner_tables_follow_their_table_and_frames_are_not_there() -> None:
    inner = tbl(tr("内", "1"))
    outer = tbl(tr("外", tc(p("文") + inner)))
    frame = tbl(tr(tc(p("框中的话") + inner)))
    assert texts(read(outer + frame)) == ["0:外 1:文", "0:内 1:1", "框中的话", "0:内 1:1"]


def test_a_table_without_text_is_none() -> None:
    assert texts(read(p("甲") + tbl(tr("", "")) + tbl())) == ["甲"]


def test_text_boxes_are_read_once_after_their_paragraph() -> None:
    box = f"<w:txbxContent>{p('框里')}{tbl(tr('格'))}</w:txbxContent>"
    choice = f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
    fallback = f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
    both = f"<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>"
    old = f"<w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r>"
    assert texts(read(p(run("前") + both) + p(run("后") + old))) == ["前", "框里", "0:格", "后", "框里", "0:格"]


def test_notes_stand_after_what_they_are_anchored_in() -> None:
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = f'<w:footnote w:id="2">{p(run("脚注") + note)}</w:footnote>'
    table = tbl(tr(tc(p(run("万元") + note)), "乙"))
    assert texts(read(table + p(run("5万元") + note) + p("后"), footnotes=notes)) == [
        "0:万元 1:乙",
        "脚注",
        "5万元",
        "后",
    ]


def test_pictures_and_embedded_files_are_counted() -> None:
    things = "<w:r><w:drawing><pic:pic/></w:drawing></w:r><w:r><w:object><v:imagedata/></w:object></w:r>"
    document = read(p(run("表：") + things) + "<w:altChunk/>")
    assert document.warnings == ("有1张图片，图片里的文字未能读取", "嵌入了2个其他文件（如 Excel 表格），未能读取")


def contents(*titles: str) -> str:
    """Lines of contents as Word sets them."""
    return "".join(styled("TOC1", f"{title}\t{page}") for page, title in enumerate(titles, 1))


TITLES = ("第一部分概况", "第二部分预算表", "第三部分说明")
PARTS = "".join(p(title) + p("本部门负责全县荷塘的巡护。") for title in TITLES)


@pytest.mark.parametrize("title", [p("目　录"), "", p("荷塘管理局")])
def test_contents_are_told_as_in_text_with_their_title_and_by_their_style_without(title: str) -> None:
    document = read(p("荷塘管理局2024年部门预算") + title + contents(*TITLES) + PARTS)
    headings = [s.block.text for s in body(document) if isinstance(s.block, Block) and s.block.kind == "heading"]
    assert headings == list(TITLES)
    assert "第二部分预算表\t2\n" in document.text


def test_lists_are_numbered_as_printed() -> None:
    lists = numbering(
        level(0, "chineseCountingThousand", "%1、", '<w:suff w:val="nothing"/>')
        + level(1, "chineseCounting", "（%2）")
        + level(2, "decimal", "%1.%3", "<w:isLgl/>"),
        level(0, "bullet", "\uf0b7"),
        nums='<w:num w:numId="9"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        "</w:lvlOverride></w:num>",
    )
    inner = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1), (2, 0), (9, 0), (9, 0), (0, 0), (7, 0)]
    found = texts(read("".join(listed(key, depth, "甲") for key, depth in inner), numbering=lists))
    assert found == [
        "一、甲",
        "（一）甲",
        "（二）甲",
        "1.1甲",
        "二、甲",
        "（一）甲",
        "甲",
        "一、甲",
        "二、甲",
        "甲",
        "甲",
    ]


def test_a_number_before_a_year_is_still_a_mark() -> None:
    (block,) = read(listed(1, 0, "2024年收入"), numbering=numbering(level(0, "decimal", "%1."))).blocks
    assert isinstance(block, Block) and block.text == "1. 2024年收入" and block.level == 4


def test_styles_carry_lists() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="h"><w:name w:val="条"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        '</w:style><w:style w:type="paragraph" w:styleId="k"><w:name w:val="款"/><w:basedOn w:val="h"/></w:style>'
        '<w:style w:type="numbering" w:styleId="n"><w:name w:val="表"/></w:style>'
    )
    lists = numbering(
        level(0, "chineseCounting", "第%1部分", '<w:pStyle w:val="h"/>')
        + level(1, "decimal", "%2、", '<w:pStyle w:val="k"/>')
    )
    none = p("不编", '<w:pStyle w:val="h"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    found = texts(
        read(styled("h", "概况") + styled("k", "职责") + none + styled("h", "预算"), styles=styles, numbering=lists)
    )
    assert found == ["第一部分概况", "1、职责", "不编", "第二部分预算"]


@pytest.mark.parametrize(
    ("form", "printed"),
    [
        ("chineseCounting", "一 十 十一 二十 一百零三 二百一十 一千零五"),
        ("chineseLegalSimplified", "壹 壹拾 壹拾壹 贰拾 壹佰零叁 贰佰壹拾 壹仟零伍"),
        ("ideographDigital", "一 一〇 一一 二〇 一〇三 二一〇 一〇〇五"),
        ("ideographTraditional", "甲 癸 甲 癸 丙 癸 戊"),
        ("decimalEnclosedCircle", "① ⑩ ⑪ ⑳ 103 210 1005"),
        ("decimalEnclosedParen", "⑴ ⑽ ⑾ ⒇ 103 210 1005"),
        ("decimalFullWidth", "１ １０ １１ ２０ １０３ ２１０ １００５"),
        ("decimalZero", "01 10 11 20 103 210 1005"),
        ("upperLetter", "A J K T YYYY BBBBBBBBB QQQQQQQQQQQQQQQQQQQQ"),
        ("lowerRoman", "i x xi xx ciii ccx mv"),
        ("unheardOf", "1 10 11 20 103 210 1005"),
    ],
)
def test_numerals(form: str, printed: str) -> None:
    assert " ".join(written(number, form) for number in (1, 10, 11, 20, 103, 210, 1005)) == printed


def test_circled_numbers_go_on_to_fifty() -> None:
    assert [written(n, "decimalEnclosedCircle") for n in (0, 21, 35, 36, 50, 51)] == ["0", "㉑", "㉟", "㊱", "㊿", "51"]


def refused(data: bytes) -> str:
    """Why a file is not read."""
    with pytest.raises(ReadError) as caught:
        read_docx(data, "甲.docx")
    assert str(caught.value).startswith("甲.docx") and "\n" not in str(caught.value)
    return str(caught.value)


LAUGHS = "".join(f'<!ENTITY a{i + 1} "{f"&a{i};" * 10}">' for i in range(10))


@pytest.mark.parametrize(
    "prolog",
    [
        f'<!DOCTYPE x [<!ENTITY a0 "ha">{LAUGHS}]>',
        '<!DOCTYPE x [<!ENTITY a10 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
def test_entities_are_refused_and_nothing_is_fetched(prolog: str) -> None:
    assert "实体" in refused(docx("<w:p><w:r><w:t>&a10;</w:t></w:r></w:p>", prolog=prolog))
    utf16 = f'<?xml version="1.0" encoding="UTF-16"?>{prolog}<w:document/>'.encode("utf-16")
    assert "实体" in refused(packed({"document": utf16}))


def test_what_is_not_there_or_broken_is_said() -> None:
    assert "没有文字" in refused(docx(p("")))
    assert "图片" in refused(docx(p("<w:r><w:drawing><pic:pic/></w:drawing></w:r>")))
    assert "损坏" in refused(packed({"document": "<w:document"}))
    assert "没有 Word 正文" in refused(packed({"styles": "<x/>"}))
    assert "没有文字" in refused(packed({"document": "<x/>"}))


def test_depth_is_bounded() -> None:
    deep = "<w:sdt><w:sdtContent>" * 60 + p("底") + "</w:sdtContent></w:sdt>" * 60
    assert texts(read(deep)) == ["底"]
    nested = p("底")
    for _ in range(70):
        nested = tbl(tr("外", tc(nested + p(""))))
    assert texts(read(nested))[-1] == "0:外 1:底"
    for _ in range(30):
        nested = tbl(tr("外", tc(nested + p(""))))
    assert "损坏" in refused(docx(nested))


def test_a_grid_that_is_mostly_empty_is_refused_before_it_is_laid_out() -> None:
    wide = tr(*["格"] * 1000)
    assert "百万格" in refused(docx(tbl(wide, *[tr("行")] * 2100)))


def test_strict_files_are_read_too() -> None:
    xml = (
        '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>'
        + p("严格")
        + "</w:body></w:document>"
    )
    assert texts(read_docx(packed({"document": xml}), "甲.docx")) == ["严格"]
