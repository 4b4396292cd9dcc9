"""Which disclosures say the same: the texts of duties, objectives and indicators that two of them print."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.explore.nodes import Graph, Source
from kg.report.plain import squeezed
from kg.runs import members, pairs

if TYPE_CHECKING:
    import networkx as nx


def view(graph: Graph, most: int = 5, least: int = 3, across: bool = True) -> nx.Graph:
    """An edge joins two disclosures that share `least` texts; ``shared`` counts them, ``weight`` is their share.

    The share is of the texts of the shorter disclosure. A text that more than `most` departments print is a stock
    phrase and joins none. `across`: of different departments only; else it is disclosures that are counted.
    """
    import networkx as nx

    texts = _texts(graph)
    made = nx.Graph(view="similarity")
    for iri, source in graph.sources.items():
        made.add_node(iri, **_node(source, len(texts[iri])))
    group = {iri: source.owner if across else iri for iri, source in graph.sources.items()}
    numbers = {owner: number for number, owner in enumerate(sorted(set(group.values())))}
    iris = sorted(graph.sources, key=lambda iri: (group[iri], iri))
    for pair in pairs(members(sorted(texts[iri]) for iri in iris), [numbers[group[iri]] for iri in iris], most):
        if pair.shared >= least:
            made.add_edge(iris[pair.one], iris[pair.other], shared=pair.shared, weight=pair.shared / pair.of)
    return made


def _texts(graph: Graph) -> dict[str, set[str]]:
    texts: dict[str, set[str]] = defaultdict(set)
    for iri, node in graph.nodes("bp:Duty", "bp:Objective", "bp:Indicator"):
        words = squeezed(node["quote"] if node["class"] != "Indicator" else node["label"])
        promised = "；".join(sorted(target.key for target in graph.targets.get(iri, ())))
        texts[node["disclosure"]].add(words + promised)
    return texts


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
