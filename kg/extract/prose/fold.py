"""Component: the text with half-width marks, cited titles hidden, each character where it was."""

from __future__ import annotations

import re
from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.items import fold

ASSIGNS = ["doc._.folded"]
REQUIRES: list[str] = []
_CITED = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")


def create(nlp: Language, name: str, roots: list[str]) -> Callable[[Doc], Doc]:
    """The factory of the component; it needs no lexicon."""
    return _fold


def _fold(doc: Doc) -> Doc:
    doc._.folded = _CITED.sub(lambda m: "《" + "＊" * (len(m[0]) - 2) + "》", fold(doc._.printed))
    return doc
