"""A networkx view as a picture to move about in: zoom, search, click for quote and page.

One page of HTML with its own script in an iframe, which asks nothing of the notebook and nothing of the network: it
runs in JupyterLab, in VS Code, in an exported notebook and as a file. Compared before it was chosen (2026-11):
ipysigma (MIT, WebGL, fast), ipycytoscape (no release since 2022) and all else on ipywidgets, anywidget too, are empty
in an exported notebook without network, and VS Code looks for their scripts on a CDN; pyvis has had no release since
2023; yFiles is proprietary. d3-force (ISC, 17 KB, kept since 2016) lays out n nodes in n log n; it is in `vendor/`.

The iframe is a sandbox without an origin of its own, under a policy that forbids every request, so that text of a
document could do no harm even if it came to be markup; it never does, all of it is set as text.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kg.explore.words import line, name
from kg.lang import pick, say
from kg.report.plain import money, plain

if TYPE_CHECKING:
    import networkx as nx

COLORS: Final = {
    "Department": "#0072b2",
    "Disclosure": "#0072b2",
    "Duty": "#e69f00",
    "Project": "#009e73",
    "Activity": "#7a9e00",
    "Indicator": "#56b4e9",
    "Function": "#7f7f7f",
}
_OTHER: Final = "#cc79a7"
_ROOTS: Final = ("Department", "Disclosure", "Function")  # their names are never left out for want of room
_OF_EDGES: Final = ("copies", "similarity")
_WIDEST: Final = 8.0  # pixels of the edge with the largest amount


@dataclass(frozen=True, slots=True)
class Widget:
    """An interactive picture: shown by a notebook, or saved as a page that opens without one."""

    page: str
    height: int

    def _repr_html_(self) -> str:
        return (
            f'<iframe srcdoc="{escape(self.page)}" sandbox="allow-scripts" '
            f'style="width: 100%; height: {self.height}px; border: 1px solid #d9dde2;"></iframe>'
        )

    def save(self, path: Path | str) -> Path:
        """Write the page; it needs no network."""
        path = Path(path)
        path.write_text(self.page, encoding="utf-8")
        return path


def show(graph: nx.Graph, title: str = "", height: int = 620, single: bool | None = None) -> Widget:
    """The picture of a view: colours by class, nodes with findings red, the width of edges by money.

    Where `single` is false, nodes without an edge are counted and not drawn beside others that have some; so it is for
    the views ``copies`` and ``similarity``, whose nodes say nothing without one, unless `single` is true.
    """
    from markupsafe import Markup

    from kg.lang_templates import environment

    single = graph.graph.get("view") not in _OF_EDGES if single is None else single
    alone = [] if single or not graph.number_of_edges() else [node for node in graph if not graph.degree(node)]
    graph = graph.subgraph([node for node in graph if graph.degree(node)]) if alone else graph
    index = {node: number for number, node in enumerate(graph)}
    kinds = Counter(_kind(attributes) for _, attributes in graph.nodes(data=True))
    order = {kind: number for number, kind in enumerate(kinds)}
    nodes = [_node(attributes, order) for _, attributes in graph.nodes(data=True)]
    found = sum(attributes.get("findings", 0) > 0 for _, attributes in graph.nodes(data=True))
    links = [[index[one], index[other], width] for one, other, width in _links(graph)]
    classes = [_class(kind, count) for kind, count in kinds.items()]
    folder = Path(__file__).parent
    page = (
        environment("kg.explore", plain)
        .get_template("widget.html.j2")
        .render(
            title=plain(title),
            nodes=len(nodes),
            links=len(links),
            classes=classes,
            found=found,
            alone=len(alone),
            data=Markup(_json({"nodes": nodes, "links": links, "classes": classes})),
            library=Markup((folder / "vendor" / "d3-force.js").read_text(encoding="utf-8")),
            script=Markup((folder / "templates" / "widget.js").read_text(encoding="utf-8")),
        )
    )
    return Widget(page, height)


def _json(value: object) -> str:
    """JSON that cannot end the script element that it stands in."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _class(kind: str, count: int) -> dict[str, object]:
    return {"name": name(kind), "color": COLORS.get(kind, _OTHER), "count": count, "root": kind in _ROOTS}


def _kind(attributes: dict[str, Any]) -> str:
    return str(attributes.get("class", ""))


def _node(attributes: dict[str, Any], order: dict[str, int]) -> dict[str, object]:
    return {
        "label": line(str(attributes.get("label", ""))) or say("（无名称）"),
        "class": order[_kind(attributes)],
        "findings": int(attributes.get("findings", 0)),
        "told": list(_told(attributes)),
    }


def _told(attributes: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What the panel says of a node, with the words for it."""
    amount = attributes.get("amount")
    said = {
        name(_kind(attributes)): attributes.get("label"),
        "部门": attributes.get("department"),
        "金额": money(amount) if isinstance(amount, Decimal) else "",
        "指标值": attributes.get("target"),
        "疑点": pick("；", "; ").join(attributes.get("messages", ())),
        "原文": attributes.get("quote"),
        "位置": attributes.get("place"),
        "IRI": attributes.get("iri"),
    }
    yield from ((say(word), plain(str(text))) for word, text in said.items() if text)


def _links(graph: nx.Graph) -> Iterator[tuple[Any, Any, float]]:
    """The edges with their widths in pixels."""
    weights = {(one, other): float(edge.get("amount") or 0) for one, other, edge in graph.edges(data=True)}
    most = max(weights.values(), default=0)
    for (one, other), weight in weights.items():
        yield one, other, round(max(1.0, _WIDEST * weight / most), 2) if most else 1.0
