"""The report in a browser: nobody is shut out, nothing hangs over, filters work, paper shows all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.graph.store import raw
from kg.pipeline import check_files
from kg.report.folder import write_report
from kg.report.pictures import pictures
from kg.report.view import views
from kg.resources import Ontology
from tests.browser.conftest import DESK, PHONE, OpenPage, grave, overflow

if TYPE_CHECKING:
    from playwright.sync_api import Page

ACTIVITIES, FORMS = "霁川市澄湖新区城市管理局_2020年部门预算.html", "松澜市水务局_2026年部门预算.html"


@pytest.fixture(scope="session")
def report(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the report on all samples, with pictures."""
    ontology, folder = Ontology.load(), tmp_path_factory.mktemp("report")
    run = check_files([root / "samples"], ontology)
    documents = views(run.dataset, ontology)
    drawn, _ = pictures(documents, raw(run.dataset), [root / "samples"])
    write_report(run.dataset, documents, folder, ontology, ["html", "docx"], drawn)
    return folder


def shown(page: Page) -> int:
    """How many findings can be seen."""
    return int(page.locator(".finding:visible").count())


@pytest.mark.parametrize("size", [PHONE, DESK])
@pytest.mark.parametrize("name", ["index.html", ACTIVITIES, FORMS])
def test_nothing_shuts_anybody_out(open_page: OpenPage, report: Path, name: str, size: tuple[int, int]) -> None:
    page = open_page(report / name, size)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    assert grave(page) == [] and overflow(page) <= 0


def test_findings_are_filtered_by_severity_rule_and_project(open_page: OpenPage, report: Path) -> None:
    page = open_page(report / ACTIVITIES)
    every = shown(page)
    page.get_by_role("checkbox", name="警告").uncheck()
    page.get_by_role("checkbox", name="提示").uncheck()
    assert 0 < shown(page) < every and page.locator("section.warning").is_hidden()
    assert page.locator("#filter output").inner_text() == f"{shown(page)} / {every} 条"
    page.get_by_role("combobox", name="规则").select_option("A14")
    by_rule = shown(page)
    page.get_by_role("combobox", name="项目或活动").select_option(label="数字城管平台")
    assert shown(page) == 1 < by_rule and page.locator(".finding:visible").get_attribute("data-rule") == "A14"
    page.get_by_role("button", name="全部显示").click()
    page.wait_for_function(f"document.querySelectorAll('.finding:not([hidden])').length === {every}")


def test_the_keyboard_alone_will_do(open_page: OpenPage, report: Path) -> None:
    page = open_page(report / ACTIVITIES)
    page.keyboard.press("Tab")
    assert page.locator(".skip").evaluate("it => it === document.activeElement && it.getBoundingClientRect().left > 0")
    every = shown(page)
    page.get_by_role("checkbox", name="错误").focus()
    page.keyboard.press("Space")
    assert shown(page) < every
    first = page.locator(".finding:visible summary").first
    first.focus()
    page.keyboard.press("Enter")
    assert page.locator(".finding:visible .page").first.is_visible()


def test_without_script_the_page_is_complete(open_page: OpenPage, report: Path) -> None:
    with_script, without = open_page(report / ACTIVITIES), open_page(report / ACTIVITIES, java_script_enabled=False)
    assert shown(without) == shown(with_script) > 10
    assert without.locator("#filter").is_hidden() and with_script.locator("#filter").is_visible()


def test_the_index_finds_a_department(open_page: OpenPage, report: Path) -> None:
    page = open_page(report / "index.html")
    page.get_by_label("按名称筛选").fill("水务")
    assert page.locator("#documents-table tbody tr:visible").count() == 1
    page.locator("#documents-table a:visible").click()
    assert page.locator("h1").inner_text() == "松澜市水务局" and page.locator("svg.picture").first.is_visible()


def test_a_picture_is_cut_to_the_place_and_the_place_lies_in_it(open_page: OpenPage, report: Path) -> None:
    page = open_page(report / FORMS, PHONE)
    picture = page.locator("svg.picture").first
    frame, whole = picture.locator("rect").first.bounding_box(), picture.bounding_box()
    assert frame and whole and whole["y"] < frame["y"] < frame["y"] + frame["height"] < whole["y"] + whole["height"]
    assert whole["width"] > 250 and whole["height"] > 60


def test_on_paper_there_are_findings_and_no_controls(open_page: OpenPage, report: Path) -> None:
    page = open_page(report / ACTIVITIES)
    page.emulate_media(media="print")
    assert page.locator("#filter").is_hidden() and page.locator(".download").is_hidden()
    assert shown(page) > 10 and page.pdf(prefer_css_page_size=True).startswith(b"%PDF-")
