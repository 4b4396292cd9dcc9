"""Which disclosures say the same: the texts of duties, objectives and indicators that two of them print."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from kg.explore.nodes import Graph, Source
from kg.report.plain import squeezed

if TYPE_CHECKING:
    import networkx as nx


def view(graph: Graph, most: int = 5, least: int = 3, across: bool = True) -> nx.Graph:
    """An edge joins two disclosures that share `least` texts; ``shared`` counts them, ``weight`` is their share.

    The share is of the texts of the shorter disclosure. A text that more than `most` disclosures print is a stock
    phrase and joins none, which keeps the pairs linear in the texts. `across`: of different departments only.
    """
    import networkx as nx

    texts = _texts(graph)
    pairs: Counter[tuple[str, str]] = Counter()
    for where in _printed(texts).values():
        if len(where) <= most:
            pairs.update(combinations(sorted(where), 2))
    made = nx.Graph(view="similarity")
    for iri, source in graph.sources.items():
        made.add_node(iri, **_node(source, len(texts[iri])))
    for (one, other), shared in pairs.items():
        same = graph.sources[one].owner == graph.sources[other].owner
        if shared >= least and not (across and same):
            size = min(len(texts[one]), len(texts[other]))
            made.add_edge(one, other, shared=shared, weight=shared / size)
    return made


def _texts(graph: Graph) -> dict[str, set[str]]:
    texts: dict[str, set[str]] = defaultdict(set)
    for iri, node in graph.nodes("bp:Duty", "bp:Objective", "bp:Indicator"):
        words = squeezed(node["quote"] if node["class"] != "Indicator" else node["label"])
        promised = "；".join(sorted(target.key for target in graph.targets.get(iri, ())))
        texts[node["disclosure"]].add(words + promised)
    return texts


def _printed(texts: dict[str, set[str]]) -> dict[str, list[str]]:
    printed: dict[str, list[str]] = defaultdict(list)
    for iri, all_texts in texts.items():
        for text in all_texts:
            printed[text].append(iri)
    return printed


def _node(source: Source, texts: int) -> dict[str, object]:
    return {
        **{"label": f"{source.label} {source.year or ''}".strip(), "class": "Disclosure", "amount": None},
        **{
            "iri": source.iri,
            "findings": 0,
            "messages": [],
            "quote": source.title,
            "page": None,
            "place": "",
            "texts": texts,
        },
        **{"department": source.label, "disclosure": source.iri},
    }
