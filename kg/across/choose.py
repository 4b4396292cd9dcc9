"""Which disclosures of a graph are meant by a year, a kind or a part of a file's name: one side of a comparison."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.across import pairs
from kg.across.changes import Chosen
from kg.across.digest import LINKS, Digest, Head, head, published
from kg.errors import DataError
from kg.graph.store import raw
from kg.queries import rows
from kg.resources import Ontology
from kg.vocab import BP, BPC

if TYPE_CHECKING:
    from rdflib import Dataset

_WANTED: Final = re.compile(r"(?P<year>20\d\d)\s*年?度?\s*(?P<kind>预算|决算|budget|final-accounts)?")
_KINDS: Final = {"预算": "budget", "决算": "final-accounts"}
_PARTS: Final = f"""SELECT ?from ?to WHERE {{ GRAPH <{LINKS}> {{
  ?link <{BP.linkKind}> <{BPC.same_disclosure}> ; <{BP.from_}> ?from ; <{BP.to}> ?to }} }}"""
_LISTED: Final = 8  # candidates that an error names


def choose(dataset: Dataset, wanted: str, ontology: Ontology, department: str = "") -> Chosen:
    """The disclosure, or the parts of one, that `wanted` means among those of departments with `department` in a name.

    `wanted` is a year, a year with 预算 or 决算, part of a file's name, or the IRI of a disclosure; an empty one is
    all. `DataError` where there is none, or several that are not parts of one.
    """
    store = raw(dataset)
    known = (head(store, iri) for iri in sorted(published(store)))
    heads = [one for one in known if department in "\n".join(one.names) and _meant(one, wanted)]
    if not heads:
        raise DataError(
            f"没有找到“{wanted or department}”：年份（可带预算或决算）或文件名的一部分，部门用 --department"
        )
    if len(heads) > 1:
        joined = _joined(dataset, heads, ontology)
        if len(joined) > 1:
            found = "、".join(_named(each[0]) for each in joined[:_LISTED])
            raise DataError(
                f"“{wanted or department}”有 {len(joined)} 份：{found}；请写明文件名的一部分，部门用 --department"
            )
    return Chosen(dataset, tuple(heads))


def _meant(one: Head, wanted: str) -> bool:
    if told := _WANTED.fullmatch(wanted.strip()):
        kind = told["kind"] or one.kind
        return one.year == int(told["year"]) and _KINDS.get(kind, kind) == one.kind
    return wanted == one.iri or any(wanted in source for source in one.sources)


def _joined(dataset: Dataset, heads: Sequence[Head], ontology: Ontology) -> list[list[Head]]:
    """The disclosures in groups, each of what are parts of one."""
    import networkx as nx

    by_iri = {one.iri: one for one in heads}
    same = nx.Graph()
    same.add_nodes_from(by_iri)
    same.add_edges_from(parts for parts in _parts(dataset, ontology) if set(parts) <= set(by_iri))
    return [[by_iri[iri] for iri in sorted(part)] for part in nx.connected_components(same)]


def _parts(dataset: Dataset, ontology: Ontology) -> list[tuple[str, str]]:
    """Which are parts of one, as links between documents say: those in the graph, else made here, of a few files."""
    if raw(dataset).contains_named_graph(ox.NamedNode(LINKS)):
        return [(row["from"], row["to"]) for row in rows(dataset, _PARTS)]
    digest = Digest(ontology)
    digest.take(dataset)
    return [(link.source, link.to) for link in pairs.links(digest) if link.kind == BPC.same_disclosure]


def _named(one: Head) -> str:
    return f"{one.name} {one.year or ''} {one.sources[0]}"
