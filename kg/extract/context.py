"""What all components need to know of the document before they read its parts."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.items import Items
from kg.extract.meaning_lexicon import bare
from kg.extract.sheet import Sheet
from kg.extract.targets import TargetParser
from kg.model import Ref, Term
from kg.resources import Ontology
from kg.vocab import BPC


@dataclass(frozen=True)
class Reader:
    """The sheet being filled and the identity of the disclosure; `names` are those of the department, bare."""

    sheet: Sheet
    ontology: Ontology
    items: Items
    targets: TargetParser
    department: Ref | None
    names: frozenset[str]
    year: int | None
    kind: Term | None

    @property
    def phase(self) -> Term:
        """The phase of figures that print none: a final account's are executed, a budget's approved."""
        return BPC.executed if self.kind == BPC.final_accounts else BPC.approved

    def is_department(self, name: str) -> bool:
        """Whether a printed name is the department's own, in any variant."""
        return bare(name) in self.names
