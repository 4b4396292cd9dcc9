"""The economic classes by their names: what a row without a code is, by the class that it stands under."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from kg.extract.items import lexicon
from kg.resources import Ontology

_FILES = ("economic-department", "economic-government")
_CONCEPT = re.compile(r'skos:notation "(?P<code>\d+)" ;\s*skos:prefLabel "(?P<name>[^"]+)"@zh')


class Classes:
    """The code lists of spending by kind, of departments (3…) and of the government (5…)."""

    def __init__(self, ontology: Ontology) -> None:
        self._key = lexicon(ontology).key
        self._codes: dict[str, set[str]] = defaultdict(set)
        for path in (path for name in _FILES for path in ontology.files(f"codes/{name}.ttl")):
            for found in _CONCEPT.finditer(path.read_text(encoding="utf-8")):
                self._codes[self._key(found["name"])].add(found["code"])

    def code(self, name: str, above: str) -> str | None:
        """The code of the one class of this name whose code begins with that of the class `above`."""
        if not above:
            return None
        codes = [code for code in self._codes.get(self._key(name), ()) if code.startswith(above)]
        return codes[0] if len(codes) == 1 else None


@lru_cache(maxsize=8)
def classes(ontology: Ontology) -> Classes:
    """The economic classes of an ontology, read once."""
    return Classes(ontology)
