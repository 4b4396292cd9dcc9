"""Pictures for print: fonts by content, no formulas out of documents, nothing lost on the way."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import matplotlib
import pandas as pd
import pytest
from matplotlib.font_manager import fontManager
from matplotlib.text import Text
from rdflib import Dataset

import kg
from kg.errors import KgError, QueryError
from kg.explore import fonts, pictures
from kg.explore.pictures import Picture
from kg.explore.sankey import REST, sankey
from tests.explore.conftest import dataset

DEJAVU = str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf")
CLOSES = """<a> { <a> a bp:Disclosure ; dcterms:source "$x$.txt" .
  <total> bp:inTable <table> ; bp:rowRole bpc:total ; bp:amount 10.0 ; bp:halfUnit 0.5 ; bp:totals <one>, <two> .
  <one> bp:inTable <table> ; bp:amount 4.0 ; bp:halfUnit 0.5 . 
  <two> bp:inTable <table> ; bp:amount %s ; bp:halfUnit 0.5 }"""


@pytest.fixture
def any_font(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Pictures in the font that comes with matplotlib: what is drawn does not depend on the machine."""
    monkeypatch.setattr(fonts, "chinese", lambda: "DejaVu Sans")
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing")
        yield


def words(picture: Picture) -> list[str]:
    """The texts of a figure."""
    return [text.get_text() for text in picture.figure.findobj(Text) if isinstance(text, Text) and text.get_text()]


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[SimpleNamespace]]:
    """The fonts of a made-up machine; those called good can write Chinese."""
    listed: list[SimpleNamespace] = []
    monkeypatch.setattr(fontManager, "ttflist", listed)
    monkeypatch.setattr(fonts, "_writes_chinese", lambda path: path.startswith("good"))
    fonts.chinese.cache_clear()
    yield listed
    fonts.chinese.cache_clear()


def font(name: str, fname: str, weight: int = 400, style: str = "normal") -> SimpleNamespace:
    return SimpleNamespace(name=name, fname=fname, weight=weight, style=style)


def test_a_font_is_chosen_by_what_it_can_write(machine: list[SimpleNamespace]) -> None:
    machine += [
        font("Noto Sans CJK SC", "bad.ttc"),
        font("Bold", "good1", 700),
        font("Some Serif", "good2"),
        font("Plain", "good3"),
    ]
    assert fonts.chinese() == "Plain"


def test_without_a_font_pictures_are_drawn_and_the_way_out_is_said(machine: list[SimpleNamespace]) -> None:
    machine += [font("Latin", "bad.ttf")]
    with pytest.warns(UserWarning, match="fonts-noto-cjk"):
        assert fonts.chinese() == "DejaVu Sans"


def test_a_font_without_chinese_is_told_by_its_glyphs() -> None:
    assert not fonts._writes_chinese(DEJAVU)
    with pytest.raises(KgError, match="不能写中文"):
        fonts.add(DEJAVU)
    last_resort = Path(DEJAVU).with_name("LastResortHE-Regular.ttf")
    if last_resort.exists():
        assert not fonts._writes_chinese(str(last_resort)), "one box for all characters is no writing"


@pytest.mark.usefixtures("any_font")
def test_dollar_signs_of_documents_make_no_formula(g: Dataset) -> None:
    for picture in (pictures.closure(dataset(CLOSES % "6.0")), sankey(kg.to_networkx(g, "money"))):
        assert picture._repr_png_().startswith(b"\x89PNG")
        texts = [text for text in picture.figure.findobj(Text) if isinstance(text, Text) and "$" in text.get_text()]
        assert texts and not any(text.get_parse_math() for text in texts)


@pytest.mark.usefixtures("any_font")
def test_the_heat_map_counts_findings_by_rule_and_department(g: Dataset) -> None:
    shown = words(pictures.heatmap(kg.findings(g)))
    assert {"A01 方向错误", "荷塘局", "2", "各规则、各部门的疑点数"} <= set(shown)
    assert "A01" in words(pictures.heatmap(kg.findings(g).assign(title=None))), "a rule that nobody described"
    assert pictures.heatmap(kg.findings(g).iloc[:0])._repr_png_()


@pytest.mark.usefixtures("any_font")
def test_the_heat_map_says_what_it_leaves_out(g: Dataset) -> None:
    findings = kg.findings(g)
    told = findings.assign(severity="info", rule="A09", department="池塘局").astype(
        findings.dtypes[["severity"]].to_dict()
    )
    both = pd.concat([findings, told], ignore_index=True).astype(findings.dtypes[["severity"]].to_dict())
    shown = words(pictures.heatmap(both))
    assert {"各规则、各部门的疑点数（另有提示 2 条未画）", "池塘局"} <= set(shown) and "A09 方向错误" not in shown
    assert "A09 方向错误" in words(pictures.heatmap(both, information=True))
    many = pd.concat([findings.assign(rule=f"A{n:02}") for n in range(1, 6)], ignore_index=True)
    shown = words(pictures.heatmap(many, most=3))
    assert {"A01 方向错误", "A02 方向错误", "其余 3 条规则", "6"} <= set(shown) and "A03 方向错误" not in shown


@pytest.mark.usefixtures("any_font")
@pytest.mark.parametrize(("part", "closed"), [("6.0", "1/1"), ("9.0", "0/1")])
def test_the_closure_chart_counts_tables_that_close(part: str, closed: str) -> None:
    shown = words(pictures.closure(dataset(CLOSES % part)))
    assert closed in shown and f"表格勾稽：{closed[0]} / 1 张相符" in shown and "$x$.txt" in shown


@pytest.mark.usefixtures("any_font")
def test_the_closure_chart_has_rounding_apart_and_says_what_it_leaves_out() -> None:
    none = '<n> { <n> a bp:Disclosure ; bp:kind bpc:final-accounts ; dcterms:source "none.txt" }'
    account = CLOSES.replace("bp:Disclosure ;", "bp:Disclosure ; bp:kind bpc:final-accounts ;")
    picture = pictures.closure(dataset(account % "7.5" + none))
    shown = words(picture)
    assert {"表格勾稽：1 / 1 张相符；1 份没有带合计的表", "$x$.txt 决算", "none.txt 决算", "没有带合计的表"} <= set(
        shown
    )
    lengths = [bars[0].get_width() for bars in picture.figure.axes[0].containers]
    assert lengths == [1, 1, 1, 0], "all, and above details, and closed, and closed without a gap"


@pytest.mark.usefixtures("any_font")
def test_the_sankey_has_all_the_money(g: Dataset) -> None:
    money = kg.to_networkx(g, "money")
    assert "资金流向：18.00 万元（红色：没有指标值的项目；浅红：未列名的项目支出）" in words(sankey(money))
    assert {"213 农林水支出 · 10.00 万元", "蛙塘 · 10.00 万元", "养蛙 · 10.00 万元"} <= set(words(sankey(money)))
    few = words(sankey(money, most=2))
    assert f"{REST} · 15.00 万元" in few, "what has no name of its own is one bar"
    assert any(word.endswith("· 3.00 万元") and not word.startswith(REST) for word in few), "but red has a name first"
    with pytest.raises(QueryError, match="money"):
        sankey(kg.to_networkx(g, "tree"))


@pytest.mark.usefixtures("any_font")
def test_a_picture_is_saved_for_print(g: Dataset, tmp_path: Path) -> None:
    path = pictures.heatmap(kg.findings(g)).save(tmp_path / "图.pdf")
    assert path.read_bytes().startswith(b"%PDF")
