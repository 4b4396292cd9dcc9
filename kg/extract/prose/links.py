"""Component: the total that each change, growth and share qualifies."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.items import Lexicon, lexicon
from kg.extract.prose.records import Claim, Line, Subject, ontology

ASSIGNS = ["doc._.links"]
REQUIRES = ["doc._.claims", "doc._.subjects"]
LOOK_BACK = 200  # totals; a claim qualifies none that stands further away
_FAMILIES = ("income", "expenditure", "balance")


def create(nlp: Language, name: str, roots: list[str]) -> Callable[[Doc], Doc]:
    """The factory of the component; `roots` are the folders of the ontology."""
    return Links(lexicon(ontology(roots)))


class Links:
    """Looks back for the total: the same item in the line, the same item in the section, the same side in the line."""

    def __init__(self, known: Lexicon) -> None:
        self._lexicon = known

    def __call__(self, doc: Doc) -> Doc:
        told = list(zip(doc._.claims, doc._.subjects, strict=True))
        before: list[int] = []  # the totals so far
        doc._.links = []
        for index, (claim, _) in enumerate(told):
            doc._.links.append(self._total(index, told, doc._.lines, before[-LOOK_BACK:]))
            if is_total(claim):
                before.append(index)
        return doc

    def _total(self, index: int, told: list[tuple[Claim, Subject]], lines: list[Line], before: list[int]) -> int | None:
        claim, subject = told[index]
        if claim.kind in ("total", "count") or not (subject.label or subject.given):
            return None
        line = claim.segment.line
        totals = [i for i in before if _agree(told[i][0], claim)]
        same = [i for i in totals if same_item(told[i][1], subject)]
        here = [i for i in same if told[i][0].segment.line == line]
        if here or claim.kind == "share":
            return max(here, default=None)
        section = [i for i in same if lines[told[i][0].segment.line].path == lines[line].path]
        side = self._side(subject)
        if section or side is None:
            return max(section, default=None)
        near = [i for i in totals if lines[told[i][0].segment.line].path == lines[line].path]
        for wanted in (side, side.replace("balance", "income")):
            sides = [i for i in near if self._side(told[i][1]) == wanted]
            here = [i for i in sides if told[i][0].segment.line == line]
            if here or len(sides) == 1:
                return max(here or sides)
        return None

    def _side(self, subject: Subject) -> str | None:
        """Income, expenditure or both, for the totals of a whole budget."""
        data = self._lexicon.entries[subject.entry].data if subject.entry else {}
        side = data.get("aggregate")
        return f"{subject.qualifier}{side}" if side in _FAMILIES else None


def is_total(claim: Claim) -> bool:
    """A figure that others can qualify: no change, no rate, and not the one that a change is measured from."""
    return claim.kind in ("total", "count") and not claim.prior


def _agree(total: Claim, claim: Claim) -> bool:
    """A change in money or a rate qualifies money, a change in a count a count of the same unit."""
    if total.figure is None or (claim.year and total.year and claim.year != total.year):
        return False
    if claim.figure is None or claim.figure.form == "rate":
        return total.figure.form == "money"
    return total.figure.unit == claim.figure.unit or total.figure.form == claim.figure.form == "money"


def same_item(one: Subject, other: Subject) -> bool:
    """Whether two claims are about one item of one fund."""
    if one.given or other.given:
        return one.given and other.given
    same = one.entry == other.entry if one.entry and other.entry else one.label == other.label
    return same and one.qualifier == other.qualifier and (not one.fund or not other.fund or one.fund == other.fund)
