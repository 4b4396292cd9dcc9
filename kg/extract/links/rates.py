"""Rates beside what they are made of: the part and the whole of 录取率, and the rate that leaves the rest of 100 %.

``lexicon/rates.jsonl`` says which names go together; they do under one owner, where the part and the whole are counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.extract.links.record import link, text
from kg.extract.links.words import LinkWords
from kg.extract.meaning_lexicon import Entry
from kg.extract.sheet import Draft, Sheet
from kg.extract.topics import TopicReader
from kg.model import Ref
from kg.vocab import BP, BPC

BY = "links/rates"
_ROLES = {
    "part": (BPC.rate_part, BPC.count, "分子"),
    "whole": (BPC.rate_whole, BPC.count, "分母"),
    "rest": (BPC.rate_rest, BPC.ratio, "其余部分"),
}


def add(sheet: Sheet, words: LinkWords, topics: TopicReader) -> None:
    """Link each rate to the counts and to the rate that it is bound to."""
    for owner in sheet.owners():
        indicators = [sheet.drafts[Ref(str(ref))] for ref in owner.all(BP.hasIndicator)]
        for line in words.rates:
            for rate in _named(indicators, line["rate"], at_end=True):
                _link(sheet, rate, indicators, line)


def _link(sheet: Sheet, rate: Draft, indicators: Sequence[Draft], line: Entry) -> None:
    for role, (kind, sort, said) in _ROLES.items():
        for other in _named(indicators, line.get(role, ()), at_end=role == "rest"):
            if any(sheet.drafts[Ref(str(ref))].get(BP.valueKind) == sort for ref in other.all(BP.hasTarget)):
                link(sheet, kind, rate.key, [other.key], 1, f"“{text(other)}”是“{text(rate)}”的{said}", BY)


def _named(indicators: Iterable[Draft], names: Iterable[str], *, at_end: bool) -> Iterator[Draft]:
    """Indicators whose name has, or ends in, one of the names."""
    for indicator in indicators:
        name = text(indicator)
        if any(name.endswith(word) if at_end else word in name for word in names):
            yield indicator
