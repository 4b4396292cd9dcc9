"""Money tables of many provinces' forms to budget lines: labels, codes, columns, units, years, what is not read."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.extract.sheet import Sheet
from kg.model import Ref
from kg.vocab import BP, BPC, RDFS, SKOS
from tests.extract.builders import amounts, document, facts, known, line, owned, parts, read_ruled, text_of

CLASSES = """一般公共预算支出表

单位：万元

科目编码\t\t\t科目名称\t2024年预算数\t\t
类\t款\t项\t\t合计\t基本支出\t项目支出
213\t\t\t农林水支出\t90.00\t70.00\t20.00
\t03\t\t水利\t90.00\t70.00\t20.00
\t\t01\t行政运行\t70.00\t70.00\t
\t\t06\t水利工程运行与维护\t20.00\t-\t20.00
\t\t\t合计\t90.00\t70.00\t20.00
"""
TOTAL = "2024年预算数/合计"


def test_codes_are_joined_over_rows_and_columns_have_their_path() -> None:
    sheet = facts(CLASSES)
    codes = [str(d.get(SKOS.notation)) for d in sheet.of(BP.BudgetLine) if d.get(BP.column) == TOTAL]
    assert codes == ["213", "21303", "2130301", "2130306", "None"]
    assert parts(sheet, "合计", TOTAL) == ["农林水支出"]
    assert parts(sheet, "水利", TOTAL) == ["行政运行", "水利工程运行与维护"]


def test_a_figure_with_all_that_is_known_of_it() -> None:
    found = line(facts(CLASSES), "行政运行", "2024年预算数/基本支出")
    assert found.get(BP.amount) == Decimal(700_000) and found.get(BP.halfUnit) == Decimal(50)
    assert found.get(BP.fundSource) == BPC.general_public_budget  # from the title
    assert found.get(BP.expenditureType) == BPC.basic
    assert found.get(BP.phase) == BPC.approved
    assert (found.get(BP.fiscalYear), found.get(BP.classCode), found.get(BP.rowRole)) == (2024, "213", BPC.detail)


def test_the_evidence_is_from_the_label_to_the_figure() -> None:
    sheet, doc = facts(CLASSES), document(CLASSES)
    for label, column, quote in [
        ("行政运行", TOTAL, "行政运行\t70.00"),
        ("水利工程运行与维护", "2024年预算数/项目支出", "水利工程运行与维护\t20.00\t-\t20.00"),
    ]:
        span = line(sheet, label, column).span
        assert doc.text[span.start : span.end] == quote


def test_blank_dash_and_zero_are_told_apart() -> None:
    sheet = facts("支出表\n\n单位：万元\n\n项目\t合计\t基金\t专户\n甲\t0.00\t\t—\n乙\t\t\t\n")
    assert amounts(sheet, "合计") == [("甲", "0.00")]  # a row without any figure has no lines
    assert line(sheet, "甲", "合计").get(BP.amount) == 0
    for column, printed in (("基金", ""), ("专户", "—")):
        blank = line(sheet, "甲", column)
        assert blank.get(BP.printed) == printed and blank.get(BP.amount) is None and blank.get(BP.halfUnit) is None


def test_a_total_row_is_kept_even_where_it_is_blank() -> None:
    assert amounts(facts("政府性基金预算支出表\n\n单位：万元\n\n项目\t合计\n\t\n合计\t\n"), "合计") == [("合计", "")]


@pytest.mark.parametrize(
    ("above", "header", "label", "yuan", "half"),
    [
        ("单位：万元", "金额", "甲", "15000", "500"),
        ("单位：元", "金额", "甲", "1.5", "0.05"),
        ("", "金额（千元）", "甲", "1500", "50"),
        ("单位：万元", "金额（元）", "甲", "1.5", "0.05"),  # the nearest declaration counts
        ("单位：元", "金额", "甲（万元）", "15000", "500"),
    ],
)
def test_the_unit_comes_from_header_label_or_caption(above: str, header: str, label: str, yuan: str, half: str) -> None:
    found = line(facts(f"支出表\n\n{above}\n\n项目\t{header}\n{label}\t1.5\n乙\t2.5\n"), label, header)
    assert (found.get(BP.amount), found.get(BP.halfUnit)) == (Decimal(yuan), Decimal(half))


def test_without_a_unit_a_figure_has_no_amount() -> None:
    found = line(facts("支出表\n\n项目\t金额\n甲\t1.50\n"), "甲", "金额")
    assert found.get(BP.printed) == "1.50" and found.get(BP.amount) is None


def test_groups_side_by_side_have_their_own_labels_and_sums() -> None:
    sheet = facts(
        "收支预算总表\n\n单位：万元\n\n收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n"
        "一、一般公共预算拨款收入\t90.00\t一、农林水支出\t105.00\n二、事业收入\t10.00\t\t\n"
        "本年收入合计\t100.00\t本年支出合计\t105.00\n上年结转\t8.00\t结转下年\t3.00\n收入总计\t108.00\t支出总计\t108.00\n"
    )
    assert parts(sheet, "收入总计", "收入/预算数") == ["上年结转", "本年收入合计"]
    assert parts(sheet, "支出总计", "支出/预算数") == ["结转下年", "本年支出合计"]
    assert line(sheet, "二、事业收入", "收入/预算数").get(BP.side) == BPC.income
    assert line(sheet, "一、农林水支出", "支出/预算数").get(BP.side) == BPC.expenditure
    assert len(amounts(sheet, "支出/预算数")) == 4


def test_parallel_classifications_label_a_figure_twice_and_its_total_once() -> None:
    sheet = facts(
        "基本支出表\n\n单位：万元\n\n部门预算经济分类\t\t政府预算经济分类\t\t金额\n"
        "科目编码\t科目名称\t科目编码\t科目名称\t\n合计\t\t\t\t60.00\n"
        "30101\t基本工资\t50101\t工资奖金津补贴\t40.00\n30201\t办公费\t50201\t办公经费\t20.00\n"
    )
    assert amounts(sheet, "金额") == [
        ("合计", "60.00"),
        ("基本工资", "40.00"),
        ("办公费", "20.00"),
        ("工资奖金津补贴", "40.00"),
        ("办公经费", "20.00"),
    ]
    assert line(sheet, "办公经费", "金额").get(SKOS.notation) == "50201"


def test_a_unit_column_beside_the_items_is_no_label() -> None:
    sheet = facts(
        "支出明细表\n\n单位：万元\n\n单位编码\t单位名称\t科目编码\t科目名称\t合计\n"
        "合计\t\t\t\t88.00\n101001\t河湾县荷塘管理局\t2130301\t行政运行\t80.00\n101002\t荷塘推广站\t2130306\t水利工程\t8.00\n"
    )
    assert amounts(sheet, "合计") == [("合计", "88.00"), ("行政运行", "80.00"), ("水利工程", "8.00")]
    assert parts(sheet, "合计", "合计") == ["行政运行", "水利工程"]


def test_rows_of_units_add_up_by_their_codes() -> None:
    sheet = facts(
        "收入总表\n\n单位：万元\n\n单位代码\t单位名称\t合计\n\t合计\t300.00\n101\t河湾县荷塘管理局\t300.00\n"
        "101001\t河湾县荷塘管理局（机关）\t200.00\n101002\t荷塘推广站\t100.00\n"
    )
    assert parts(sheet, "合计", "合计") == ["河湾县荷塘管理局"]
    assert parts(sheet, "河湾县荷塘管理局", "合计") == ["河湾县荷塘管理局（机关）", "荷塘推广站"]
    assert line(sheet, "荷塘推广站", "合计").get(SKOS.notation) is None  # no classification


def test_units_among_the_items_stand_over_them() -> None:
    sheet = facts(
        "支出总表\n\n单位：万元\n\n科目编码\t单位名称（科目）\t合计\n\t合计\t300.00\n101001\t机关\t200.00\n213\t农林水支出\t200.00\n"
        "2130301\t行政运行\t200.00\n101002\t荷塘推广站\t100.00\n213\t农林水支出\t100.00\n2130399\t其他水利支出\t100.00\n"
    )
    assert parts(sheet, "合计", "合计") == ["机关", "荷塘推广站"]
    assert parts(sheet, "荷塘推广站", "合计") == ["农林水支出"]


def test_a_list_of_projects_in_classes() -> None:
    text = (
        "项目支出预算表\n\n单位：万元\n\n类型\t项目名称\t项目单位\t合计\t一般公共预算\n合计\t\t\t120.00\t120.00\n"
        "特定目标类\t\t\t120.00\t120.00\n\t荷塘清淤\t荷塘管理局\t100.00\t100.00\n\t水质监测\t荷塘管理局\t20.00\t20.00\n"
    )
    sheet = facts(text)
    assert parts(sheet, "合计", "合计") == ["特定目标类"]
    assert parts(sheet, "特定目标类", "合计") == ["荷塘清淤", "水质监测"]
    assert [name for _, name in owned(sheet, BP.Project)] == ["荷塘清淤", "水质监测"]
    assert [d.get(BP.amount) for d in sheet.of(BP.Project)] == [Decimal(1_000_000), Decimal(200_000)]


def test_the_narrowest_of_two_levels_of_projects_is_the_project() -> None:
    sheet = facts(
        "项目支出预算表\n\n单位：万元\n\n一级项目\t二级项目\t合计\n合计\t\t120.00\n"
        "荷塘保护\t荷塘清淤\t100.00\n荷塘保护\t水质监测\t20.00\n"
    )
    assert amounts(sheet, "合计") == [("合计", "120.00"), ("荷塘清淤", "100.00"), ("水质监测", "20.00")]
    assert [name for _, name in owned(sheet, BP.Project)] == ["荷塘清淤", "水质监测"]


def test_counts_rates_and_unit_prices_are_no_money_of_the_item() -> None:
    sheet = facts(
        "政府采购预算表\n\n单位：万元\n\n采购项目\t规格型号\t数量\t单价\t预算金额\t占比（%）\n"
        "合计\t\t\t\t17.40\t100\n监测仪\t便携\t3\t5.00\t15.00\t86.2\n打印机\t\t6\t0.40\t2.40\t13.8\n"
    )
    assert {str(d.get(BP.column)) for d in sheet.of(BP.BudgetLine)} == {"预算金额"}
    assert parts(sheet, "合计", "预算金额") == ["监测仪", "打印机"]


def test_years_side_by_side_and_their_change() -> None:
    sheet = facts(
        "2024年“三公”经费预算表\n\n单位：万元\n\n项目\t上年预算数\t本年预算数\t增减额\t增减变动比率（%）\n"
        "公务接待费\t2.00\t1.50\t-0.50\t-25.00\n公务用车购置及运行费\t10.00\t8.50\t-1.50\t-15.00\n"
    )
    assert [line(sheet, "公务接待费", c).get(BP.fiscalYear) for c in ("上年预算数", "本年预算数", "增减额")] == [
        2023,
        2024,
        None,
    ]
    change = line(sheet, "公务接待费", "增减额")
    assert change.get(BP.amount) == Decimal(-5000) and change.get(BP.about) is None and change.get(BP.phase) is None
    assert amounts(sheet, "增减变动比率（%）") == []


def test_carry_over_from_last_year_is_of_this_year() -> None:
    sheet = facts("2024年收入表\n\n单位：万元\n\n项目\t本年收入\t上年结转\n甲\t1.00\t2.00\n")
    assert line(sheet, "甲", "上年结转").get(BP.fiscalYear) == 2024


def test_a_named_year_counts_more_than_the_title() -> None:
    sheet = facts("2024年支出表\n\n单位：万元\n\n项目\t2023年决算数\t2024年预算数\n甲\t1.00\t2.00\n")
    old = line(sheet, "甲", "2023年决算数")
    assert (old.get(BP.fiscalYear), old.get(BP.phase)) == (2023, BPC.executed)


def test_a_year_printed_in_each_row() -> None:
    sheet = facts(
        "“三公”经费表\n\n单位：万元\n\n预算单位\t年度\t公务接待费\n"
        "河湾县荷塘管理局\t2023年\t2.00\n河湾县荷塘管理局\t2024年\t1.50\n"
    )
    assert [d.get(BP.fiscalYear) for d in sheet.of(BP.BudgetLine)] == [2023, 2024]


def test_a_final_account_is_executed_where_no_column_says_more() -> None:
    sheet = facts("支出决算表\n\n单位：元\n\n项目\t合计\n甲\t1.00\n", kind=BPC.final_accounts)
    assert line(sheet, "甲", "合计").get(BP.phase) == BPC.executed


@pytest.mark.parametrize(
    ("column", "fund", "kind"),
    [
        ("政府性基金预算拨款", BPC.government_fund, None),
        ("国有资本经营预算", BPC.state_capital, None),
        ("财政专户管理资金", BPC.fiscal_special_account, None),
        ("单位资金", BPC.other_fund, None),
        ("人员经费", None, BPC.personnel),
        ("公用经费", None, BPC.operating),
        ("项目支出", None, BPC.project),
    ],
)
def test_funds_and_kinds_of_spending_by_the_column(column: str, fund: str | None, kind: str | None) -> None:
    found = line(facts(f"收支表\n\n单位：万元\n\n项目\t{column}\n甲\t1.00\n"), "甲", column)
    assert (found.get(BP.fundSource), found.get(BP.expenditureType)) == (fund, kind)


def test_a_header_repeated_after_a_page_break_changes_nothing() -> None:
    head = "科目编码\t科目名称\t合计\n"
    whole = "支出表\n\n单位：万元\n\n" + head + "213\t农林水支出\t50.00\n21303\t水利\t50.00\n"
    rest = "2130301\t行政运行\t30.00\n2130306\t水利工程\t20.00\n合计\t\t50.00\n"
    broken, plain = facts(f"{whole}\n7\n\n{head}{rest}"), facts(whole + rest)
    assert amounts(broken, "合计") == amounts(plain, "合计") and len(amounts(plain, "合计")) == 5
    assert parts(broken, "水利", "合计") == ["行政运行", "水利工程"]


def test_codes_printed_with_the_names() -> None:
    sheet = facts(
        "一般公共预算支出表\n\n金额单位：元\n\n功能分类科目\t合计\n合计\t3,000.00\n213-农林水支出\t3,000.00\n"
        "[21303]水利\t3,000.00\n2130301行政运行\t3,000.00\n"
    )
    assert [d.get(SKOS.notation) for d in sheet.of(BP.BudgetLine)] == [None, "213", "21303", "2130301"]
    assert parts(sheet, "水利", "合计") == ["行政运行"]


def test_one_row_of_figures_under_headers_that_name_the_items() -> None:
    sheet = facts(
        "“三公”经费支出表\n\n单位：万元\n\n2024年预算数\t\t\t\t\n合计\t因公出国（境）费\t公务用车购置及运行费\t\t公务接待费\n"
        "\t\t小计\t公务用车购置费\t\n10.00\t0.00\t8.50\t8.50\t1.50\n"
    )
    about = {str(d.get(BP.column)): text_of(sheet, d.get(BP.about)) for d in sheet.of(BP.BudgetLine)}
    assert about["2024年预算数/公务接待费"] == known("公务接待费")
    assert about["2024年预算数/公务用车购置及运行费/小计"] == known("公务用车购置及运行费")
    assert about["2024年预算数/合计"] == known("三公经费") != "合计"


@pytest.mark.parametrize(
    ("title", "row", "column", "about"),
    [
        ("部门收入总表", "合计", "合计", "收入合计"),
        ("部门支出总表", "合计", "合计", "支出合计"),
        ("部门支出总表", "合计", "基本支出", "基本支出"),
        ("“三公”经费表", "合计", "2024年预算数（万元）", "三公经费"),
        ("部门收支总表", "收入总计", "预算数", "收入总计"),
        ("其他情况表", "合计", "预算数", ""),
    ],
)
def test_what_a_total_is_about(title: str, row: str, column: str, about: str) -> None:
    sheet = facts(f"{title}\n\n单位：万元\n\n项目\t{column}\n甲\t1.00\n乙\t2.00\n{row}\t3.00\n")
    assert text_of(sheet, line(sheet, row, column).get(BP.about)) == known(about)


def test_a_row_of_the_department_is_about_no_item() -> None:
    sheet = facts("收入表\n\n单位：万元\n\n单位名称\t合计\n河湾县荷塘管理局\t1.00\n推广站\t2.00\n")
    assert line(sheet, "河湾县荷塘管理局", "合计").get(BP.about) is None


def test_a_merged_figure_is_one_line_at_its_first_row() -> None:
    tables = read_ruled([["项目", "预算数"], ["甲", "6.50"], ["乙", "^"], ["丙", "1.00"]])
    assert amounts(tables.owners.sheet, "预算数") == [("甲", "6.50"), ("丙", "1.00")]


def test_a_merged_name_is_the_name_of_all_its_rows() -> None:
    tables = read_ruled(
        [["项目", "来源", "预算数"], ["甲", "拨款", "1.00"], ["^", "自筹", "2.00"], ["丙", "拨款", "3.00"]]
    )
    assert amounts(tables.owners.sheet, "预算数") == [("甲", "1.00"), ("甲", "2.00"), ("丙", "3.00")]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("一般公共预算“三公”经费支出表", BPC.three_public),
        ("政府性基金预算支出表", BPC.government_fund_table),
        ("财政拨款收支总表", BPC.fiscal_appropriation),
        ("部门收支总表", BPC.revenue_expenditure),
        ("部门收入总表", BPC.revenue),
        ("部门支出总表", BPC.expenditure),
        ("项目支出表", BPC.project_list),
        ("政府采购预算表", BPC.procurement),
        ("某某情况表", BPC.other_table),
    ],
)
def test_the_kind_of_a_table_by_its_title(title: str, kind: str) -> None:
    sheet = facts(f"{title}\n\n单位：万元\n\n项目\t合计\n甲\t1.00\n")
    (table,) = sheet.of(BP.Table)
    assert (table.get(BP.tableKind), table.get(RDFS.label), table.get(BP.declaredUnit)) == (kind, title, "万元")


@pytest.mark.parametrize("text", ["甲\n\t\n\t\n", "甲\t\n", "合计\t\t\n合计\t\t\n", "\t1\n\t2\n", "1\t2\n3\t4\n"])
def test_odd_tables_do_no_harm(text: str) -> None:
    assert isinstance(facts(text), Sheet)


def test_every_line_is_in_its_table_and_has_what_it_prints() -> None:
    sheet, doc = facts(CLASSES), document(CLASSES)
    (table,) = sheet.of(BP.Table)
    for draft in sheet.of(BP.BudgetLine):
        assert draft.get(BP.inTable) == table.key
        assert str(draft.get(BP.printed)) in doc.text[draft.span.start : draft.span.end]
        assert all(Ref(str(key)) in sheet.drafts for key in draft.all(BP.totals))


def _classed(head: str, *labels: str) -> dict[str, str]:
    """The concept of the class that each row of a table of names is about."""
    rows: list[list[str | None]] = [[head, "2024年预算数"]]
    rows += [[label, f"{n}.00"] for n, label in enumerate(labels, 1)]
    sheet = read_ruled(rows).owners.sheet
    items = {str(d.get(RDFS.label)): sheet.drafts[Ref(str(d.get(BP.about)))] for d in sheet.of(BP.BudgetLine)}
    concepts = ((label, item.get(BP.functional) or item.get(BP.economic)) for label, item in items.items())
    return {label: str(concept).rsplit("/", 1)[-1] for label, concept in concepts}


def test_a_name_without_code_is_of_the_class_above_it() -> None:
    found = _classed("支出类别", "工资福利支出", "基本工资", "住房公积金", "商品和服务支出", "差旅费", "荷塘清淤")
    assert list(found.values()) == ["E301", "E30101", "E30113", "E302", "E30211", "None"]


@pytest.mark.parametrize(
    ("head", "concept"),
    [
        ("支出功能分类科目（按大类）", "F230"),
        ("政府预算支出经济分类科目（按大类）", "None"),  # a class of that name that the lists do not have
        ("项目", "F230"),
    ],
)
def test_a_name_is_of_the_classification_of_its_column(head: str, concept: str) -> None:
    assert _classed(head, "13、转移性支出", "14、预备费")["13、转移性支出"] == concept


def test_grants_to_subordinate_units_are_spending_and_no_source_of_money() -> None:
    sheet = facts(
        "支出总表\n\n单位：万元\n\n科目编码\t科目名称\t合计\t对附属单位补助支出\t附属单位上缴收入\n213\t农林水支出\t9.00\t1.00\t2.00\n"
    )
    assert line(sheet, "农林水支出", "对附属单位补助支出").get(BP.fundSource) is None
    assert line(sheet, "农林水支出", "附属单位上缴收入").get(BP.fundSource) == BPC.other_fund


def test_income_and_spending_of_the_year_are_sides_too() -> None:
    sheet = facts(
        "收支总表\n\n单位：万元\n\n本年收入\t\t本年支出\t\n项目\t金额\t项目\t金额\n一、事业收入\t9.00\t一、教育支出\t8.00\n"
    )
    assert line(sheet, "一、事业收入", "本年收入/金额").get(BP.side) == BPC.income
    assert line(sheet, "一、教育支出", "本年支出/金额").get(BP.side) == BPC.expenditure


def test_items_over_their_funds_in_the_header_are_what_the_departments_own_row_is_about() -> None:
    sheet = facts(
        "“三公”经费支出表\n\n单位：万元\n\n预算单位\t年度\t总计\t\t公务接待费\t\n"
        "\t\t一般公共预算\t政府性基金预算\t一般公共预算\t政府性基金预算\n"
        "河湾县荷塘管理局\t2023年\t9.00\t0.00\t4.00\t0.00\n河湾县荷塘管理局\t2024年\t8.00\t0.00\t3.00\t0.00\n"
    )
    abouts = {str(d.get(BP.column)): text_of(sheet, d.get(BP.about)) for d in sheet.of(BP.BudgetLine)}
    assert abouts == {
        "总计/一般公共预算": known("三公经费"),
        "总计/政府性基金预算": known("三公经费"),
        "公务接待费/一般公共预算": "公务接待费",
        "公务接待费/政府性基金预算": "公务接待费",
    }


def test_a_bare_year_beside_figures_is_their_year_and_a_change_is_of_none() -> None:
    sheet = facts("收支情况表\n\n单位：万元\n\n年度\t基本支出\n2023\t9.00\n2024\t8.00\n变化\t-1.00\n")
    assert [d.get(BP.fiscalYear) for d in sheet.of(BP.BudgetLine)] == [2023, 2024, None]
