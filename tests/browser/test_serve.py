"""The pages of `kg serve` in a browser: ask, see rows, click to the evidence; hostile text does nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from tests.browser.conftest import DESK, PHONE, OpenPage, expect, grave, overflow
from tests.serve.conftest import ENDLESS, EVIL_IRI, HOSTILE, D, Server, folder, serving

if TYPE_CHECKING:
    from playwright.sync_api import Page

SIZES = pytest.mark.parametrize("size", [PHONE, DESK])


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server over the same graph as that of the tests without a browser."""
    with serving(folder(tmp_path_factory.mktemp("served")), "--timeout", "2") as running:
        yield running


def ask(page: Page, text: str) -> None:
    """Type a query into the editor, by keyboard alone, and run it."""
    page.locator(".cm-content").focus()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)
    page.keyboard.press("Control+Enter")


@SIZES
def test_from_a_query_to_the_evidence(open_page: OpenPage, served: Server, size: tuple[int, int]) -> None:
    page = open_page(served.address, size)
    ask(page, 'SELECT ?name ?i WHERE { ?i a bp:Indicator ; rdfs:label ?name FILTER(CONTAINS(?name, "差错")) }')
    expect(page.get_by_role("status")).to_contain_text("1 行")
    assert grave(page) == [] and overflow(page) <= 0
    page.locator("#view-table").get_by_role("link").click()
    expect(page.locator("mark")).to_have_text("监测差错率\t≥90%")
    page.get_by_role("link", name="在全文中看").click()
    expect(page.locator("mark#at")).to_be_in_viewport()


@SIZES
def test_from_the_findings_to_the_evidence_in_a_click(
    open_page: OpenPage, served: Server, size: tuple[int, int]
) -> None:
    page = open_page(served.address + "findings", size)
    page.get_by_label("规则").select_option("A01")
    page.get_by_role("button", name="筛选").click()
    page.get_by_role("link", name="监测差错率").first.click()
    expect(page.locator("mark").first).to_contain_text("监测差错率")
    expect(page.locator("mark").first).to_be_in_viewport()


@SIZES
@pytest.mark.parametrize("path", ["", "findings", "disclosures", f"node?iri={D}", f"node?iri={D}/x/f", f"text?iri={D}"])
def test_nobody_is_shut_out(open_page: OpenPage, served: Server, size: tuple[int, int], path: str) -> None:
    page = open_page(served.address + path, size)
    page.wait_for_load_state("networkidle")
    assert grave(page) == [] and overflow(page) <= 0


def test_a_named_question_with_a_parameter(open_page: OpenPage, served: Server) -> None:
    page = open_page(served.address)
    page.get_by_label("选一个问题").select_option("finding-to-characters")
    form = page.locator("form.question:visible")
    form.get_by_label("规则编号").fill("A01")
    form.get_by_label("规则编号").press("Enter")
    expect(page.locator("#view-table tbody tr").first).to_contain_text("监测差错率")
    expect(page.locator("#view-table th").first).to_have_text("部门")
    with page.expect_download() as saved:
        page.get_by_role("button", name="CSV").click()
    assert "监测差错率" in Path(saved.value.path()).read_text(encoding="utf-8")
    expect(page).to_have_url(f"{served.address}?question=finding-to-characters&code=A01")
    page = open_page(page.url)
    expect(page.locator("#view-table tbody tr").first).to_contain_text("监测差错率")
    expect(page.locator("form.question:visible").get_by_label("规则编号")).to_have_value("A01")


def test_completion_by_the_chinese_name(open_page: OpenPage, served: Server) -> None:
    page = open_page(served.address)
    page.locator(".cm-content").focus()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("SELECT * { ?i ")
    page.keyboard.type("有指标")
    expect(page.locator(".cm-tooltip-autocomplete")).to_contain_text("bp:hasTarget")
    page.wait_for_timeout(200)  # the editor takes no choice in the first moment after its list opened
    page.keyboard.press("Enter")
    expect(page.locator(".cm-content")).to_contain_text("?i bp:hasTarget")


@SIZES
def test_chart_and_graph(open_page: OpenPage, served: Server, size: tuple[int, int]) -> None:
    page = open_page(served.address, size)
    ask(page, "SELECT ?class (COUNT(?n) AS ?count) { ?n a ?class } GROUP BY ?class")
    page.get_by_role("tab", name="图表").click()
    expect(page.get_by_role("img", name="count，按class")).to_be_visible()
    ask(page, "SELECT ?name ?金额 { VALUES (?name ?金额) { ('荷塘局' 1.5) ('荷塘局' 2) ('林业局' 4) } }")
    page.get_by_role("tab", name="图表").click()
    expect(page.locator("#view-chart .note")).to_have_text("")  # the same money may stand in several rows
    page.locator("#view-chart select").nth(2).select_option("sum")
    expect(page.locator("#view-chart .note")).to_have_text("3 行，同名的已合计，共 2 项。")
    page.get_by_role("tab", name="关系图").click()
    expect(page.locator("#view-graph")).to_contain_text("画不了关系图")
    ask(page, "SELECT ?department ?project { VALUES (?department ?project) { ('荷塘局' '清淤') ('荷塘局' '观测') } }")
    page.get_by_role("tab", name="关系图").click()
    expect(page.locator("#view-graph")).to_contain_text("3 个节点，2 条边")
    page.locator("#view-graph select").nth(1).select_option("department")
    expect(page.locator("#view-graph")).to_contain_text("1 个节点，1 条边")
    ask(page, "CONSTRUCT { ?p bp:hasIndicator ?i } WHERE { ?p bp:hasIndicator ?i }")
    page.get_by_role("tab", name="表格").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("tab", name="关系图")).to_be_focused()
    expect(page.locator(".graph canvas").first).to_be_visible()
    expect(page.locator("#view-graph")).to_contain_text("5 个节点，4 条边")
    assert grave(page) == [] and overflow(page) <= 0


def test_the_address_has_the_query_that_was_answered(open_page: OpenPage, served: Server) -> None:
    page = open_page(served.address)
    for text in ("SELECT ?a { VALUES ?a { 1 } }", "SELECT ?b { VALUES ?b { 2 3 } }"):
        ask(page, text)
        expect(page).to_have_url(f"{served.address}?{urlencode({'query': text})}")
    page.go_back()
    expect(page.locator(".cm-content")).to_contain_text("?a")
    expect(page.get_by_role("status")).to_contain_text("1 行")


def test_errors_are_shown_and_an_endless_query_ends(open_page: OpenPage, served: Server) -> None:
    page = open_page(served.address + "findings")  # the browser's console names every 4xx: a page that is not watched
    page = page.context.browser.new_page()
    page.goto(served.address)
    ask(page, "SELECT * {")
    expect(page.get_by_role("status")).to_contain_text("查询有误")
    ask(page, ENDLESS)
    expect(page.get_by_role("status")).to_contain_text("已停止", timeout=9000)
    ask(page, ENDLESS)
    page.get_by_role("button", name="停止").click()
    expect(page.get_by_role("status")).to_have_text("已停止")
    page.close()


@pytest.mark.parametrize(
    "path",
    ["findings", "disclosures", f"node?iri={D}/x/f", "node?" + urlencode({"iri": EVIL_IRI}), f"text?iri={D}",
     "?" + urlencode({"query": HOSTILE})],
)  # fmt: skip
def test_hostile_text_does_nothing(open_page: OpenPage, served: Server, path: str) -> None:
    page = open_page(served.address + path)
    page.wait_for_load_state("networkidle")
    assert "hacked" not in page.title().replace(HOSTILE, "") and page.locator("img[src=x]").count() == 0
    expect(page.locator("body")).to_contain_text("document.title")


def test_hostile_rows_do_nothing(open_page: OpenPage, served: Server) -> None:
    page = open_page(served.address)
    ask(page, "SELECT ?evil ?text { ?evil rdfs:label ?text FILTER(STRSTARTS(STR(?evil), 'javascript')) }")
    row = page.locator("#view-table tbody tr")
    expect(row).to_contain_text(HOSTILE)
    assert (
        row.get_by_role("link").get_attribute("href")
        == "/node?iri=javascript%3Aalert(document.domain)%2F%2F%253Cg%253E"
    )
    page.get_by_role("tab", name="关系图").click()
    assert page.locator("img[src=x]").count() == 0
