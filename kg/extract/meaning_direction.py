"""Whether more or less is better, from the head word at the end of an indicator's name.

财预〔2021〕101号 tells 正向 (≥), 反向 (≤), 定值 (=) and 定性. The last word decides: 事故次数 is down, 事故处理率
is up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.extract.meaning_lexicon import Ends, Entry, either, guarded, spellings
from kg.model import Term
from kg.resources import Ontology
from kg.vocab import BPC

Reading = tuple[Term | None, str]

_UNKNOWN: Reading = (None, "")
_HEADS = ("good", "change-up", "change-down", "cost", "spending", "good-count")
_NEGATION = ("不", "未", "非", "无")
_SHARE = ("率", "比例", "占比")
_NEAR = 8


class Directions:
    """The head words of ``lexicon/direction.jsonl``; what is not sure is left unknown."""

    def __init__(self, ontology: Ontology) -> None:
        entries = ontology.lexicon("direction")
        self._heads = Ends(dict(spellings(e for e in entries if e["class"] in _HEADS)))
        self._burdens = dict(spellings(e for e in entries if e["class"] in ("burden", "consumption")))
        counting, link = either(_texts(entries, "counting")), either(_texts(entries, "link"))
        burden, consumption = either(_texts(entries, "burden")), either(_texts(entries, "consumption"))
        self._burden = re.compile(rf"(?:({burden}){link}{{0,2}}({counting})?|({consumption}))$")
        self._relief = _near(_texts(entries, "reduction"))
        self._absence = re.compile(r"(?:^|[,，。;；、])[无零][^,，。;；、]*$")
        self._handling = _near(_texts(entries, "handling"))
        money = [guarded(entry) for entry in entries if entry["class"] in ("cost", "spending")]
        self._bad = re.compile("|".join([either(self._burdens), *money]))
        self._unclear = re.compile(either(_texts(entries, "unclear")))

    def read(self, core: str, *, cost: bool) -> Reading:
        """The direction and the lexicon line that told it; `cost`: the indicator stands in a cost group."""
        word, head = self._heads.of(core)
        kind, before = (str(head["class"]) if head else ""), core[: len(core) - len(word)]
        if kind.startswith("change"):
            up = (self._bad.search(before) is not None) == (kind == "change-down")
            return self._told(head, BPC.higher_better if up else None)
        if burden := self._burden.search(core):
            return self._by_burden(core, burden)
        if kind == "good":
            return self._told(head, BPC.lower_better if before.endswith(_NEGATION) else BPC.higher_better)
        if kind == "cost" or (kind == "spending" and cost):
            return self._told(head, None if self._relief.search(before[-_NEAR:]) else BPC.lower_better)
        unclear = cost or self._unclear.search(core) or self._bad.search(core)
        return self._told(head, BPC.higher_better if kind == "good-count" and not unclear else None)

    def _by_burden(self, core: str, match: re.Match[str]) -> Reading:
        """事故次数, 差错率, 投诉: down, unless the words before it reduce it or, for a mere count, deal with it."""
        entry, whole = self._burdens[match[1] or match[3]], core[: match.start()]
        before = whole[-_NEAR:]
        share = (match[2] or "").endswith(_SHARE)
        dealt = entry.get("handled") and not share and self._handling.search(before)
        relieved = dealt or self._relief.search(before) or self._absence.search(whole)
        return self._told(entry, None if relieved else BPC.lower_better)

    @staticmethod
    def _told(entry: Entry | None, direction: Term | None) -> Reading:
        return (direction, f"lexicon/direction#{entry['id']}") if entry and direction else _UNKNOWN


def _texts(entries: Iterable[Entry], kind: str) -> list[str]:
    return [text for text, _ in spellings(e for e in entries if e["class"] == kind)]


def _near(words: Iterable[str]) -> re.Pattern[str]:
    """A word of two and more characters anywhere in the text, or one of one character at its very end."""
    listed = list(words)
    return re.compile(f"{either(w for w in listed if len(w) > 1)}|{either(w for w in listed if len(w) == 1)}$")
