"""Changes as CSV, JSON and a page: what Excel, a program and a browser make of them."""

from __future__ import annotations

import csv
import io
import json
import re
from decimal import Decimal
from pathlib import Path

from kg.lang import use
from kg.model import Place
from kg.report.change_files import changes_csv, changes_json, changes_page, row, title, write_changes
from kg.report.changes import Change, Comparison, Edition, Printed

EDITIONS = (
    Edition("河湾县文化馆", 2023, "budget", ("去年.pdf",)),
    Edition("河湾县文化馆", 2024, "budget", ("今年.pdf",)),
)
MONEY = Change(
    "total",
    "fell",
    "支出总计",
    before=Printed("", Decimal("1234567.89"), "支出总计 123.46", Place(3)),
    after=Printed("", Decimal("1000000"), "支出总计 100.00", Place(4)),
    difference=Decimal("-234567.89"),
)
TARGET = Change(
    "indicator",
    "fell",
    "完好率",
    "=路灯<b>",
    Printed("≥95%", Decimal(95), "完好率 ≥95%", Place(7)),
    Printed("≥90%", Decimal(90), "完好率 ≥90%", Place(8)),
    Decimal(-5),
    "weaker",
    0.95,
    "名称只差年度或写法",
)
CAME = Change("project", "came", "乐器购置", after=Printed("乐器购置", Decimal(60000), "乐器购置 6.00", Place(line=9)))
DETAIL = Change("economic", "went", "30201 办公费", before=Printed("", Decimal(5), "", Place(1)), detail=True)
SAME = Change("project", "same", "送戏", before=Printed("送戏"), after=Printed("送戏"))
COMPARISON = Comparison(*EDITIONS, (MONEY, TARGET, CAME, DETAIL, SAME), ("只有前一份印有职责活动",))


def test_a_row_in_words() -> None:
    shown = row(MONEY)
    assert (shown.state, shown.before, shown.after, shown.difference) == ("减少", "123.46", "100.00", "-23.46")
    assert (shown.rate, shown.places) == ("-19.0%", ("第 3 页", "第 4 页"))
    assert (row(TARGET).effect, row(TARGET).difference, row(TARGET).rate) == ("要求降低", "-5", "")


def test_a_project_by_another_name_says_its_old_one() -> None:
    renamed = Change("project", "same", "新名", before=Printed("旧名"), after=Printed("新名"))
    assert row(renamed).name == "新名（原“旧名”）" and row(SAME).name == "送戏"


def test_the_csv_has_every_change_with_both_quotes_and_places() -> None:
    lines = list(csv.DictReader(io.StringIO(changes_csv(COMPARISON))))
    assert [line["变化"] for line in lines] == ["减少", "减少", "新增", "不再列"]
    money, target = lines[0], lines[1]
    assert (money["前"], money["后"], money["增减"], money["增减率（%）"]) == (
        "1234567.89",
        "1000000",
        "-234567.89",
        "-19.0",
    )
    assert target["所属"] == "'=路灯<b>", "no cell is a formula"
    assert [target[f"{side}一份{what}"] for side in "前后" for what in ("原文", "位置")] == [
        *("完好率 ≥95%", "第 7 页", "完好率 ≥90%", "第 8 页")
    ]


def test_the_json_is_exact_and_has_what_did_not_change() -> None:
    told = json.loads(changes_json(COMPARISON))
    assert [change["state"] for change in told["changes"]].count("same") == 1
    assert told["changes"][0]["before"] == {
        **{"text": "", "value": "1234567.89", "quote": "支出总计 123.46", "page": 3, "node": ""}
    }
    assert told["after"] == {"department": "河湾县文化馆", "year": 2024, "kind": "budget", "sources": ["今年.pdf"]}
    assert told["notes"] == ["只有前一份印有职责活动"]


def test_the_page_stands_alone_and_escapes_what_documents_say() -> None:
    page = changes_page(COMPARISON)
    assert not re.search(r'(?:src|href)="(?!#)', page) and "Content-Security-Policy" in page
    assert "=路灯&lt;b&gt;" in page and "<b>路灯" not in page
    assert page.index("支出总计") < page.index("完好率") and "只有前一份印有职责活动" in page
    assert "明细 1 项" in page and "另有 1 项两份相同" in page and "≥95%" in page and "第 7 页" in page


def test_files_are_written_for_excel(tmp_path: Path) -> None:
    paths = write_changes(COMPARISON, tmp_path / "新" / "对比")
    assert [path.name for path in paths] == ["diff.csv", "diff.html", "diff.json"]
    assert paths[0].read_bytes().startswith(b"\xef\xbb\xbf") and b"\r\n" in paths[0].read_bytes()


def test_in_english() -> None:
    use("en")
    assert title(EDITIONS[0]) == "河湾县文化馆 2023 departmental budget"
    assert (row(MONEY).state, row(MONEY).before, row(TARGET).effect) == ("fell", "1,234,567.89", "asks for less")
    page = changes_page(COMPARISON)
    assert "only the first has activities" in page.lower() and "CNY" in page
