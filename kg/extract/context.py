"""What all components need to know of the document before they read its parts."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.items import Items
from kg.extract.sheet import Sheet
from kg.extract.targets import TargetParser
from kg.model import Ref, Term
from kg.resources import Ontology


@dataclass(frozen=True)
class Reader:
    """The sheet being filled and the identity of the disclosure."""

    sheet: Sheet
    ontology: Ontology
    items: Items
    targets: TargetParser
    department: Ref | None
    names: frozenset[str]
    year: int | None
    kind: Term | None

    def is_department(self, name: str) -> bool:
        """Whether a printed name is the department's own, in any variant."""
        return name in self.names
