"""What a name measures and with which word: 档案完好率 is 完好率 of 档案."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.meaning_lexicon import Ends, concept, either, guarded, spellings
from kg.model import Term
from kg.resources import Ontology

_RATES = ("good", "change-up", "change-down")
_LONGEST = 30  # characters of a name; what is longer is a sentence, which measures no one object
_CLAUSES = re.compile(r"[,，;；。]")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


@dataclass(frozen=True, slots=True)
class Measured:
    """The object and the measure word of a name or of one of its parts; empty where it does not tell.

    `lines` has the lexicon line of the measure word.
    """

    object: str
    word: str
    lines: tuple[str, ...]


class Objects:
    """Measure words of ``measures.jsonl`` and ``direction.jsonl``; generic words of ``objects.jsonl``."""

    def __init__(self, ontology: Ontology) -> None:
        heads = spellings(e for e in ontology.lexicon("direction") if e["class"] in _RATES)
        ends = spellings(e for e in ontology.lexicon("measures") if "kinds" in e and not e.get("objectIn"))
        lines = {text: f"lexicon/direction#{entry['id']}" for text, entry in heads}
        lines |= {text: f"lexicon/measures#{e['id']}" if e["class"] != "none" else "" for text, e in ends}
        self._words = Ends(lines)
        generic = ontology.lexicon("objects")
        leads = "|".join(guarded(entry) for entry in generic if entry["class"] == "lead")
        tails = either(text for text, entry in spellings(generic) if entry["class"] == "tail")
        groups = ontology.lexicon("groups")
        self._groups = {text: (concept(e, "group"), f"lexicon/groups#{e['id']}") for text, e in spellings(groups)}
        self._lead, self._tail = re.compile(f"^(?:{leads})+"), re.compile(f"{tails}+$")

    def of(self, piece: str) -> Measured:
        """The object and measure word of a name without number, brackets and unit."""
        found, line = self._words.of(piece)
        word = found if line else ""
        object_ = self._bare(piece[: len(piece) - len(word)])
        if len(piece) > _LONGEST or not (word or (object_ != piece and not _CLAUSES.search(piece))):
            return Measured("", "", ())
        return Measured(object_, word, (line,) if line else ())

    def asked(self, measured: Measured) -> tuple[Term | None, str]:
        """The group that is the whole object, such as 领导 in 领导满意度, and the lexicon line that told it."""
        return self._groups.get(measured.object, (None, ""))

    def _bare(self, text: str) -> str:
        return _EDGES.sub("", self._tail.sub("", self._lead.sub("", text)))
