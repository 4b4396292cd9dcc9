"""The names of the codes that a graph uses, such as 增减额 for ``bpc:change``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import pyoxigraph as ox

from kg.errors import DataError
from kg.lang import english
from kg.resources import Ontology
from kg.vocab import SKOS


def concept_names(ontology: Ontology) -> Mapping[str, str]:
    """The name of every concept of the code lists in the chosen language, by IRI; Chinese where it has no other."""
    return {**_names(ontology, "zh"), **(_names(ontology, "en") if english() else {})}


@lru_cache(maxsize=4)
def _names(ontology: Ontology, language: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for path in ontology.files("codes/*.ttl"):
        try:
            for triple in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
                name, concept = triple.object, triple.subject
                is_name = triple.predicate.value == SKOS.prefLabel and isinstance(concept, ox.NamedNode)
                if is_name and isinstance(name, ox.Literal) and name.language == language:
                    found[concept.value] = name.value
        except (SyntaxError, OSError) as error:
            raise DataError(f"{path}: 代码表读不了（{error}）") from error
    return found
