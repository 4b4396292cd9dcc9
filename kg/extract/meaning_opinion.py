"""Whether a name asks what somebody thinks (满意度, 投诉) or names a deed, an effect or a measure instead."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain

from kg.extract.meaning_lexicon import Entry, guarded
from kg.extract.meaning_measures import Measure
from kg.resources import Ontology


class Opinions:
    """The words of ``lexicon/opinions.jsonl``: opinions anywhere in a name, deeds where it begins."""

    def __init__(self, ontology: Ontology) -> None:
        entries = ontology.lexicon("opinions")
        self._opinions = [_line(entry) for entry in entries if entry["class"] == "opinion"]
        self._deeds = [_line(entry) for entry in entries if entry["class"] == "deed"]

    def read(self, core: str, measures: Iterable[Measure | None]) -> tuple[bool | None, str]:
        """True for an opinion, False for anything else that is told, and the lexicon line that told it.

        None where a name only says who is asked, such as 租户.
        """
        if line := next((line for line, pattern in self._opinions if pattern.search(core)), None):
            return True, line
        deeds = (line for line, pattern in self._deeds if pattern.match(core))
        measured = (measure.line for measure in measures if measure and measure.kind)
        other = next(chain(deeds, measured), None)
        return (None, "") if other is None else (False, other)


def _line(entry: Entry) -> tuple[str, re.Pattern[str]]:
    return f"lexicon/opinions#{entry['id']}", re.compile(guarded(entry))
