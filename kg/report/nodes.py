"""The facts of one disclosure as a report needs them: properties of single nodes, looked up in the graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from kg.model import Place
from kg.vocab import BP, RDF, RDFS

Term = ox.Literal | ox.NamedNode


@dataclass(frozen=True)
class Nodes:
    """Looks nodes up in the graph of `disclosure`, each once; `names` are those of concepts."""

    store: ox.Store
    disclosure: str
    names: Mapping[str, str] = field(default_factory=dict)
    _known: dict[str, Mapping[str, list[Term]]] = field(default_factory=dict)

    def all(self, node: str, prop: str) -> list[str]:
        """The values of a property as text, in no order that means anything."""
        return sorted(term.value for term in self._properties(node).get(prop, ()))

    def text(self, node: str, prop: str) -> str:
        """The value of a property that has one, or an empty string."""
        return next(iter(self.all(node, prop)), "")

    def number(self, node: str, prop: str) -> Decimal | None:
        """The value of a property that is a number."""
        try:
            return Decimal(self.text(node, prop))
        except InvalidOperation:
            return None

    def whole(self, node: str, prop: str) -> int | None:
        """The value of a property that counts something."""
        found = self.number(node, prop)
        return None if found is None else int(found)

    def named(self, concept: str) -> str:
        """The name of a code; one that no list has is shown as it ends."""
        return self.names.get(concept) or concept.rsplit("/", 1)[-1]

    def of(self, kind: str) -> list[str]:
        """The nodes of a class, in the order in which they are printed."""
        graph = ox.NamedNode(self.disclosure)
        found = self.store.quads_for_pattern(None, ox.NamedNode(RDF.type), ox.NamedNode(kind), graph)
        return self._in_order(quad.subject.value for quad in found if isinstance(quad.subject, ox.NamedNode))

    def printed(self, node: str, prop: str) -> list[str]:
        """The nodes that a property leads to, in the order in which they are printed."""
        return self._in_order(self.all(node, prop))

    def is_a(self, node: str, kind: str) -> bool:
        """Whether a node is of a class."""
        return kind in self.all(node, RDF.type)

    def place(self, node: str) -> Place:
        """Where a node was read."""
        return Place(
            page=self.whole(node, BP.page),
            line=self.whole(node, BP.line),
            sheet=self.text(node, BP.sheet) or None,
            cell=self.text(node, BP.cell) or None,
        )

    def label(self, node: str) -> str:
        """The name of a node; a figure in prose has that of what it is about."""
        own = self.text(node, RDFS.label)
        return own or next((name for item in self.all(node, BP.about) if (name := self.text(item, RDFS.label))), "")

    def owner(self, node: str) -> str:
        """What a goal, an indicator or a target is printed under; empty where it is printed under nothing."""
        graph = ox.NamedNode(self.disclosure)
        for prop in (BP.hasTarget, BP.hasResult, BP.hasIndicator, BP.hasObjective, BP.hasPassage):
            for quad in self.store.quads_for_pattern(None, ox.NamedNode(prop), ox.NamedNode(node), graph):
                if isinstance(quad.subject, ox.NamedNode):
                    return quad.subject.value
        return ""

    def under(self, node: str) -> list[str]:
        """The node, its owner, the owner's owner, and so on."""
        found = [node]
        while (above := self.owner(found[-1])) and above not in found:
            found.append(above)
        return found

    def _in_order(self, found: Iterable[str]) -> list[str]:
        return sorted(found, key=lambda node: (self.whole(node, BP.start) or 0, node))

    def _properties(self, node: str) -> Mapping[str, list[Term]]:
        if node not in self._known:
            found: dict[str, list[Term]] = defaultdict(list)
            graph = ox.NamedNode(self.disclosure)
            for quad in self.store.quads_for_pattern(ox.NamedNode(node), None, None, graph):
                if isinstance(quad.object, ox.Literal | ox.NamedNode):
                    found[quad.predicate.value].append(quad.object)
            self._known[node] = found
        return self._known[node]
