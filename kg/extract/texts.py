"""What texts of projects and goals say: plans they rest on, work of any office, nothing but a name; and durations.

A basis is a plan that stands behind 根据 or its like, in the same clause: 编制“十五五”规划 is work, no basis.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Final

from kg.extract.meaning_lexicon import Entry, bare, either, spellings
from kg.extract.sheet import Draft, Sheet
from kg.model import Ref, Year
from kg.resources import Ontology
from kg.runs import grams
from kg.vocab import BP, RDFS

_LEXICON: Final = "lexicon/texts#"
_OWNED: Final = (BP.hasObjective, BP.hasPassage)
_TITLE_YEARS: Final = r"《[^》]{0,60}?20\d\d年?[-—–－~～至到]{1,2}(?P<until>20\d\d)"
_YEARS: Final = re.compile(r"(\d{1,3})(?:个?年|周年)(?:期|度)?")
_FROM_TO: Final = re.compile(r"(20\d\d)(?:年度?)?(?:[-./年]?\d{1,2}[-./月\d日]*)?[-—–－~～至到]{1,2}(20\d\d)(?!\d)")
_FEW: Final = 3  # characters that are not in the name and say no task yet
_SEVERAL: Final = 2  # words of housekeeping; one alone may be what the project is about
_SENTENCE: Final = 5  # different characters of the shortest goal, 让群众满意; less is no goal


def years(text: str) -> Decimal | None:
    """How many years a field such as 项目期 prints; from and to are both counted.

    >>> years("3年"), years("2022-2024 年"), years("2025年1月至2025年12月"), years("长期")
    (Decimal('3'), Decimal('3'), Decimal('1'), None)
    """
    plain = "".join(text.split())
    if match := _YEARS.fullmatch(plain):
        return Decimal(match[1])
    span = _FROM_TO.search(plain)
    return Decimal(int(span[2]) - int(span[1]) + 1) if span else None


class TextReader:
    """Reads goals and texts of forms with ``lexicon/texts.jsonl``; built once, used for any number of texts."""

    def __init__(self, ontology: Ontology) -> None:
        entries = ontology.lexicon("texts")
        self._plans = dict(spellings(_of(entries, "plan")))
        leads, plans = either(_texts(_of(entries, "lead"))), either(self._plans)
        self._basis = re.compile(rf"{leads}(?:《[^》]*》|[^，,。；;\n]){{0,60}}?(?:(?P<plan>{plans})|{_TITLE_YEARS})")
        self._housekeeping = re.compile(either(_texts(_of(entries, "housekeeping"))))
        generic = (e for e in ontology.lexicon("link_words") if e["role"] in ("generic", "tail"))
        worthless = (e for e in ontology.lexicon("vague") if e["class"] == "vague")
        self._filler = re.compile(either(_texts([*_of(entries, "filler"), *generic, *worthless])))

    def basis_ends(self, text: str) -> Iterator[tuple[int, str | None]]:
        """The last year of each plan that a text rests on, with the lexicon line that told it."""
        for match in self._basis.finditer(text):
            line = self._plans.get(match["plan"] or "")
            yield (int(line["until"]), str(line["id"])) if line else (int(match["until"]), None)

    def asides(self, text: str, name: str) -> tuple[str, ...]:
        """Work of any office that a text plans and its owner's `name` does not hold."""
        found = dict.fromkeys(match[0] for match in self._housekeeping.finditer(text))
        return tuple(word for word in found if word not in name)

    def empty(self, text: str, name: str, department: Iterable[str] = ()) -> bool:
        """Whether a text says nothing but its owner's name in pieces, the department's whole, and words that any text
        may have; numbers say much."""
        words = bare(text)
        for whole in department:
            words = words.replace(bare(whole), "")
        known = grams(bare(name), 2)
        covered = {at for match in self._filler.finditer(words) for at in range(*match.span())}
        covered |= {at for i in range(len(words) - 1) if words[i : i + 2] in known for at in (i, i + 1)}
        said = len(words) - len(covered) > _FEW or any(map(str.isdigit, words))
        return not said and len(set(words)) >= _SENTENCE


def _of(entries: Iterable[Entry], role: str) -> list[Entry]:
    return [entry for entry in entries if entry["role"] == role]


def _texts(entries: Iterable[Entry]) -> list[str]:
    return [text for text, _ in spellings(entries)]


@lru_cache(maxsize=4)
def reader(ontology: Ontology) -> TextReader:
    """The reader of an ontology, built once."""
    return TextReader(ontology)


def annotate(sheet: Sheet, ontology: Ontology) -> None:
    """Tell of each goal and each text of a form what it rests on, what stands aside in it, whether it is empty."""
    texts = reader(ontology)
    department = [_label(draft) for draft in sheet.of(BP.Department)]
    for owner in sheet.owners():
        for ref in (ref for prop in _OWNED for ref in owner.all(prop)):
            _annotate(sheet, sheet.drafts[Ref(str(ref))], owner, texts, department)


def _annotate(sheet: Sheet, draft: Draft, owner: Draft, texts: TextReader, department: list[str]) -> None:
    text = str(draft.get(BP.text) or "")
    for until, line in texts.basis_ends(text):
        sheet.put(draft.key, BP.basisEnd, Year(until), by=(_LEXICON + line,) if line else ())
    if owner.type == BP.Project:
        asides = texts.asides(text, _label(owner))
        if len(asides) >= _SEVERAL:
            sheet.put(draft.key, BP.aside, "、".join(asides), by=(_LEXICON + "housekeeping",))
    if text and texts.empty(text, _label(owner), department):
        sheet.put(draft.key, BP.vague, True)


def _label(draft: Draft) -> str:
    return str(draft.get(RDFS.label) or "")
