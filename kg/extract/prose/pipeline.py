"""The one pipeline that reads prose: blank Chinese, one token a character, our components in their order."""

from __future__ import annotations

from functools import lru_cache
from types import ModuleType

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.prose import claims, cues, figures, fold, links, parts, purposes, reasons, segments, subjects
from kg.extract.prose.records import Line
from kg.model import Ref
from kg.resources import Ontology

COMPONENTS: tuple[ModuleType, ...] = (fold, figures, segments, cues, claims, subjects, links, reasons, purposes, parts)
_GIVEN = ("printed", "lines", "names", "fiscal_year", "given")


def factory_name(module: ModuleType) -> str:
    """The name under which a component is registered: ``kg_figures``."""
    return "kg_" + module.__name__.rpartition(".")[2]


@lru_cache(maxsize=4)
def build(ontology: Ontology) -> Language:
    """The pipeline for an ontology; made once, its components read their lexicons when they are made."""
    _register()
    nlp = spacy.blank("zh")
    for module in COMPONENTS:
        nlp.add_pipe(factory_name(module), config={"roots": [str(root) for root in ontology.roots]})
    return nlp


def document(
    nlp: Language, text: str, lines: list[Line], year: int | None, names: frozenset[str], given: Ref | None
) -> Doc:
    """Run the pipeline over the lines of a text; `given` is the item that figures without a name are about."""
    doc = Doc(nlp.vocab, words=list(text), spaces=[False] * len(text))
    doc._.printed, doc._.lines, doc._.names, doc._.fiscal_year, doc._.given = text, lines, names, year, given
    return nlp(doc)


def _register() -> None:
    """Make the factories and the attributes known to spaCy; doing it again changes nothing."""
    for module in COMPONENTS:
        for attribute in module.ASSIGNS:
            Doc.set_extension(attribute.rpartition(".")[2], default=None, force=True)
        if not Language.has_factory(factory_name(module)):
            Language.factory(factory_name(module), assigns=module.ASSIGNS, requires=module.REQUIRES, func=module.create)
    for attribute in _GIVEN:
        Doc.set_extension(attribute, default=None, force=True)
