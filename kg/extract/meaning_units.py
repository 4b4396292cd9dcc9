"""Units of measure as they are printed after a number, in a column of their own, or in an indicator's name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from kg.extract.meaning_lexicon import Entry, concept, either, fold, spellings
from kg.model import Term
from kg.resources import Ontology
from kg.vocab import BPC

_NO_UNIT = re.compile(r"(?:其他|其它|无|空|[-—－/、.]*)")
_NAME_BRACKET = re.compile(r"[(\[]([^()\[\]]{1,12})[)\]]")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as printed; `factor` is yuan for one of it where it is plain money; `kind` is None if not known.

    `line` is the line of the lexicon, if it is known.
    """

    text: str
    kind: Term | None
    factor: Decimal | None = None
    symbol: str = ""
    line: str = ""


class Units:
    """The units of ``lexicon/units.jsonl``, with 万 and 亿 before them and ``/人`` or ``（套）`` after them."""

    def __init__(self, ontology: Ontology) -> None:
        entries = ontology.lexicon("units")
        self._base = dict(spellings(e for e in entries if "kind" in e))
        self._magnitude = {t: Decimal(e["magnitude"]) for t, e in spellings(e for e in entries if "magnitude" in e)}
        base, magnitude = either(self._base), either(self._magnitude)
        per = r"(?P<per>(?:/(?:(?!以[上下内]|[及或]以|之内|内$)(?:m[23]|[^\d,,。;;、/()+])){1,6})+)?"
        core = rf"(?:(?P<mag>{magnitude})?(?P<base>{base})(?:\({base}\))?{per}|(?P<bare>{magnitude})(?!{magnitude}))"
        self._pattern = re.compile(core + r"(?![A-Za-z])")
        self._bracketed = re.compile(rf"\({core}\)")

    def at(self, text: str, start: int) -> tuple[Unit | None, int]:
        """The longest known unit at an offset of a folded text, brackets around it allowed, and where it ends."""
        match = self._bracketed.match(text, start) or self._pattern.match(text, start)
        if match is None:
            return None, start
        return self._unit(match, match[0].strip("()") if match.re is self._bracketed else match[0]), match.end()

    def whole(self, text: str) -> Unit | None:
        """The unit that the whole text is; None if it is not a known unit."""
        unit, end = self.at(fold(text), 0)
        return unit if unit and end == len(fold(text)) else None

    def column(self, text: str) -> Unit | None:
        """The unit of a unit column: any text is one, known or not, but a blank, a dash, 无 and 其他 are none."""
        folded = fold(text)
        return None if _NO_UNIT.fullmatch(folded) else self.whole(folded) or Unit(folded, None, None, folded)

    def in_name(self, name: str) -> Unit | None:
        """The unit that stands in brackets in an indicator's name: 次 in 培训（次）."""
        found = (self.whole(match[1]) for match in reversed(list(_NAME_BRACKET.finditer(fold(name)))))
        return next((unit for unit in found if unit), None)

    def _unit(self, match: re.Match[str], text: str) -> Unit:
        if match["bare"]:
            return Unit(text, BPC.number, None, text)
        entry: Entry = self._base[match["base"]]
        plain = not match["per"] and "factor" in entry
        factor = Decimal(entry["factor"]) * self._magnitude.get(match["mag"], Decimal(1)) if plain else None
        symbol = entry["text"][0] if text == match["base"] and entry["kind"] == "ratio" else text
        return Unit(text, concept(entry, "kind"), factor, symbol, f"lexicon/units#{entry['id']}")
