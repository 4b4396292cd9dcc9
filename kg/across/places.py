"""Administrative places by their official names and codes (GB/T 2260), read from the beginning of a department's name.

``lexicon/places.jsonl`` has provinces, prefectures, counties, districts, and places that were merged since.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kg.resources import Ontology
from kg.vocab import BASE

_ENDING: Final = re.compile(r"(?:省|市|(?:壮族|回族|维吾尔)?自治区)$")
_PROVINCE, _PREFECTURE = "0000", "00"


@dataclass(frozen=True, slots=True)
class Place:
    """One place; `above` is the code of the place that it belongs to, empty of a province."""

    code: str
    name: str
    above: str = ""

    @property
    def iri(self) -> str:
        """Its IRI, as a concept."""
        return f"{BASE}place/{self.code}"


@dataclass(frozen=True, slots=True)
class Read:
    """What a name begins with: the place, where it is one, and the words behind; `known` is false of names that are in
    no list, `several` true where it could be any of several places."""

    place: Place | None
    rest: str
    known: bool = False
    several: bool = False


class Gazetteer:
    """All places, by code and by name."""

    def __init__(self, ontology: Ontology) -> None:
        names: dict[str, str] = {entry["id"]: entry["name"] for entry in ontology.lexicon("places")}
        self.places = {code: Place(code, name, _above(code, names)) for code, name in names.items()}
        self._by_name: dict[str, list[Place]] = defaultdict(list)
        for place in self.places.values():
            self._by_name[place.name].append(place)
        self._short = {
            _ENDING.sub("", place.name): place for place in self.places.values() if place.code.endswith(_PROVINCE)
        }
        self._longest = max(map(len, names.values()))

    def above(self, place: Place) -> Iterator[Place]:
        """The places that a place belongs to, the nearest first."""
        while place.above:
            place = self.places[place.above]
            yield place

    def full_name(self, place: Place) -> str:
        """A place with those above it, written together, the widest first."""
        return "".join(p.name for p in [*reversed(list(self.above(place))), place])

    def read(self, name: str) -> Read:
        """The place that a name begins with; a province may be named for short, all others are named in full."""
        here, end = self._lead(name, 0, None)
        if not here:
            for short, place in self._short.items():
                if name.startswith(short):
                    here, end = [place], len(short)
        if not here:
            return Read(None, name)
        while True:
            further, stop = self._lead(name, end, here)
            if not further:
                break
            here, end = further, stop
        return Read(here[0] if len(here) == 1 else None, name[end:], known=True, several=len(here) > 1)

    def _lead(self, name: str, start: int, within: list[Place] | None) -> tuple[list[Place], int]:
        """The places of the longest name that stands at `start`, and where it ends; `within` holds those above."""
        for end in range(min(len(name), start + self._longest), start + 1, -1):
            found = self._by_name.get(name[start:end], ())
            fitting = [place for place in found if within is None or any(up in within for up in self.above(place))]
            if fitting:
                return fitting, end
        return [], start


def _above(code: str, names: dict[str, str]) -> str:
    """The code one level up: the prefecture where there is one, else the province."""
    prefecture, province = code[:4] + _PREFECTURE, code[:2] + _PROVINCE
    return next((above for above in (prefecture, province) if above != code and above in names), "")


@lru_cache(maxsize=4)
def gazetteer(ontology: Ontology) -> Gazetteer:
    """The places of an ontology, read once."""
    return Gazetteer(ontology)
