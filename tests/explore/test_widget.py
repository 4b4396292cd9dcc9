"""The widget is one page that asks nothing of the network, and text of documents is text in it."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from rdflib import Dataset

import kg
from kg.explore.views import VIEWS
from kg.explore.widget import Widget, show
from tests.explore.conftest import HARM


def data(widget: Widget) -> dict[str, Any]:
    """What the script of the page is given."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', widget.page, re.DOTALL)
    assert found
    loaded: dict[str, Any] = json.loads(found[1])
    return loaded


@pytest.mark.parametrize("view", VIEWS)
def test_every_node_and_edge_is_drawn(g: Dataset, view: str) -> None:
    graph = kg.to_networkx(g, view)
    drawn = data(show(graph, single=True))
    assert (len(drawn["nodes"]), len(drawn["links"])) == (graph.number_of_nodes(), graph.number_of_edges())
    assert sum(one["count"] for one in drawn["classes"]) == graph.number_of_nodes()
    assert all(0 <= end < len(graph) for one, other, _ in drawn["links"] for end in (one, other))


def test_departments_that_share_nothing_are_counted_and_not_drawn(g: Dataset) -> None:
    graph = kg.to_networkx(g, "copies")
    alone = [node for node in graph if not graph.degree(node)]
    drawn = show(graph)
    assert alone and len(data(drawn)["nodes"]) == len(graph) - len(alone)
    assert f"另有 {len(alone)} 个没有边的未画" in drawn.page
    assert "没有边的未画" not in show(kg.to_networkx(g, "tree")).page
    apart = nx.Graph(view="copies")
    apart.add_nodes_from(graph.nodes(data=True))
    assert len(data(show(apart))["nodes"]) == len(graph), "where nobody shares anything, all are there to be seen"


def test_a_click_shows_quote_place_and_findings(g: Dataset) -> None:
    drawn = data(show(kg.to_networkx(g, "tree")))
    (indicator,) = [node for node in drawn["nodes"] if node["label"] == "蛙的 数量"]
    told = dict(indicator["told"])
    assert (told["绩效指标"], told["指标值"], told["原文"], told["位置"]) == (
        "蛙的 数量",
        "≥4只",
        "蛙的数量 ≥4只",
        "第 12 行",
    )
    assert indicator["findings"] == 1 and told["疑点"].startswith("A01 ")
    (project,) = [node for node in drawn["nodes"] if node["label"] == "蛙塘"]
    assert dict(project["told"])["金额"] == "10.00 万元"


def test_wide_edges_are_much_money(g: Dataset) -> None:
    widths = [width for _, _, width in data(show(kg.to_networkx(g, "money")))["links"]]
    assert max(widths) == 8 and min(widths) == pytest.approx(8 * 0.3)
    assert {width for _, _, width in data(show(kg.to_networkx(g, "tree")))["links"]} == {1.0}


def test_text_of_a_document_cannot_leave_its_place(g: Dataset) -> None:
    page = show(kg.to_networkx(g, "tree"), title=HARM).page
    assert page.count("<script") == page.count("</script>") == 3
    assert "<img" not in page and "innerHTML" not in page
    told = [text for node in data(show(kg.to_networkx(g, "tree")))["nodes"] for _, text in node["told"]]
    assert any("<script>alert(1)</script>" in text for text in told), "and is shown as it is printed"


def test_nothing_is_asked_of_the_network(g: Dataset) -> None:
    page = re.sub(r"(?s)<script type=.*?</script>", "", show(kg.to_networkx(g, "tree")).page)
    assert "default-src 'none'" in page
    assert not re.search(r"""(?:src|href)\s*=|@import|url\(|fetch\(|XMLHttpRequest|import\(""", page)


def test_a_notebook_shows_it_in_a_sandbox(g: Dataset) -> None:
    widget = show(kg.to_networkx(g, "tree"), height=333)
    found = re.fullmatch(
        r'<iframe srcdoc="([^"]*)" sandbox="allow-scripts" style="([^"]*)"></iframe>', widget._repr_html_()
    )
    assert found and unescape(found[1]) == widget.page and "333px" in found[2]


def test_it_is_saved_as_a_page(g: Dataset, tmp_path: Path) -> None:
    widget = show(kg.to_networkx(g, "copies"))
    assert widget.save(tmp_path / "图.html").read_text(encoding="utf-8") == widget.page


def test_graphs_of_others_and_empty_ones_are_drawn() -> None:
    assert len(data(show(nx.path_graph(3)))["nodes"]) == 3
    assert data(show(nx.Graph())) == {"nodes": [], "links": [], "classes": []}
