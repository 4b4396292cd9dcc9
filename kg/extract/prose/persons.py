"""Names and telephone numbers of persons in prose: masked, never nodes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.extract.meaning_lexicon import either, squeeze
from kg.extract.sheet import Sheet
from kg.model import Block, Document, Passage
from kg.resources import Ontology

_JOINED = r"(?:[、，,和及]\s*)"
_NUMBER = r"(?:\(?\d{3,4}\)?[-－—\s]?)?\d{7,11}(?:[-－转]\d{1,5})?"


def mask_prose(document: Document, sheet: Sheet, ontology: Ontology) -> None:
    """Append to ``sheet.masks`` the spans of persons' names and numbers in paragraphs and headings.

    A name stands after 负责人, 经办人, 联系人 and the like; a number after 联系电话, or after a masked name.
    The published number of an office (咨询电话, 办公电话) stays.
    """
    masker = _masker(ontology)
    for block in document.blocks:
        if isinstance(block, Block):
            sheet.masks += [block.passage.span(*span) for span in masker.spans(block.text)]


def mask_passage(passage: Passage, sheet: Sheet, ontology: Ontology) -> None:
    """The same for one long text, such as a cell of a form."""
    sheet.masks += [passage.span(*span) for span in _masker(ontology).spans(passage.text)]


def secret(sheet: Sheet, ontology: Ontology) -> re.Pattern[str]:
    """What is masked at one place, to be masked wherever a fact repeats it: names with a surname, and numbers."""
    masked = (squeeze(sheet.document.text[start:end]) for start, end in sheet.masks)
    words = (word for text in masked for word in re.split(r"[^\w·-]+", text))
    return re.compile(either(word for word in words if _masker(ontology).tells(word)))


@lru_cache(maxsize=4)
def _masker(ontology: Ontology) -> Masker:
    return Masker(ontology)


class Masker:
    """The patterns of ``lexicon/persons.jsonl``."""

    def __init__(self, ontology: Ontology) -> None:
        lines = {line["role"]: line for line in ontology.lexicon("persons")}
        person, phone, office = (lines[role]["pattern"] for role in ("person", "phone", "office"))
        surname = f"[{lines['surname']['characters']}]"
        name = r"[\u4e00-\u9fff·]{2,4}?"
        after = rf"(?=[^\u4e00-\u9fff·]|$|{person}|{phone}|{office}|同志|负责|任|及|和)"
        self._labelled = re.compile(
            rf"(?:{person})(?P<link>[为是：:]\s*|\s*)(?P<names>{name}{after}(?:{_JOINED}{surname}{name[:-1]}{after})*)"
        )
        self._phone = re.compile(rf"(?P<office>{office})?(?:{phone})[为是：:\s]*(?P<number>{_NUMBER})")
        self._mobile = re.compile(lines["mobile"]["pattern"])
        self._no_name = re.compile(lines["no-name"]["pattern"])
        self._surname = re.compile(surname)

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """The places of names and numbers in a text."""
        for match in self._labelled.finditer(text):
            if self._is_name(match["names"], bool(match["link"].strip())):
                yield match.span("names")
        numbers = [match.span("number") for match in self._phone.finditer(text)]
        numbers += [match.span() for match in self._mobile.finditer(text)]
        yield from dict.fromkeys(numbers)

    def tells(self, word: str) -> bool:
        """Whether a masked word is a person's name or a number, and not what else stood in its place."""
        named = 2 <= len(word) <= 4 and bool(self._surname.match(word)) and not self._no_name.search(word)
        return named or bool(re.fullmatch(_NUMBER, word))

    def _is_name(self, names: str, linked: bool) -> bool:
        """After 为 or a colon any short word that is no office; without, only what begins with a surname."""
        if self._no_name.search(names):
            return False
        return linked or bool(self._surname.match(names))
