"""The form in which names are compared over years: without the year, the numbering and words such as 经费 at the end.

The words are in ``lexicon/align.jsonl`` (what is written in several ways, what tells two names apart) and in
``lexicon/link_words.jsonl`` (the words at the end of any name).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.links.words import link_words
from kg.extract.meaning_lexicon import bare, either, spellings
from kg.extract.meaning_measures import unnumbered
from kg.resources import Ontology

_DIGITS = str.maketrans("〇零○Ｏ一二三四五六七八九", "0000123456789")
_YEAR = re.compile(
    r"(?<![\d.])(20[0-4]\d)(?!\d|\.\d|[个人件万元米号家户次场亩吨%])(?:年度?)?|(二[〇零○Ｏ][〇零○Ｏ一二三四][〇零○Ｏ一二三四五六七八九])年度?"
)
_THIS_YEAR = re.compile("[本当今]年度?|年度(?=$|[^\u4e00-\u9fff])|^年度")
_LAST_YEAR = re.compile("[上去]年度?|前一年度?")
_NUMBERING = re.compile(r"^[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．](?!\d)")
_RANGE = re.compile(r"(?<=\x00)[-—–~～至到]+(?=\x00)|\x00")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_MOST = 100_000  # names whose forms are kept
_SHORTEST = 4  # characters that two names must share before one of them may have more


@dataclass(frozen=True, slots=True)
class Form:
    """A name as it is compared: `whole` as printed but for blanks and marks, `stem` without years, `core` without words
    such as 经费 at its end; `years` counted from the year of the disclosure, empty where none is named."""

    whole: str
    stem: str
    core: str
    years: tuple[int, ...] = ()


class AlignWords:
    """Words by their role in alignment, compiled."""

    def __init__(self, ontology: Ontology) -> None:
        entries = ontology.lexicon("align")
        self._as = {text: str(e["as"]) for text, e in spellings(e for e in entries if e["role"] == "variant")}
        self._variants = re.compile(either(self._as))
        self._apart = re.compile(either(text for text, _ in spellings(e for e in entries if e["role"] == "apart")))
        self._tail = re.compile(
            f"(?<=..){either(text for text, _ in spellings(e for e in entries if e['role'] == 'tail'))}$"
        )
        self._change = re.compile(either(text for text, _ in spellings(e for e in entries if e["role"] == "change")))
        self._links = link_words(ontology)
        self._known: dict[tuple[str, int | None], Form] = {}

    def form(self, name: str, year: int | None = None) -> Form:
        """The forms of a name in a disclosure of that `year`, each found once: names come again and again."""
        if (known := self._known.get((name, year))) is None:
            if len(self._known) >= _MOST:
                self._known.clear()
            known = self._known[name, year] = self._form(name, year)
        return known

    def _form(self, name: str, year: int | None) -> Form:
        folded = _NUMBERING.sub("", unnumbered(name))
        years: list[int] = []

        def found(match: re.Match[str]) -> str:
            number = int(match[1] or match[2].translate(_DIGITS).replace("二", "2"))
            years.append(number - (year or 0))
            return "\x00"

        timeless = _YEAR.sub(found, folded)
        for pattern, ago in ((_LAST_YEAR, -1), (_THIS_YEAR, 0)):
            if pattern.search(timeless) and year:
                years.append(ago)
            timeless = pattern.sub("\x00", timeless)
        stem = bare(_RANGE.sub("", timeless))
        core = self._links.core(stem) or stem
        return Form(bare(folded), self._spelled(stem), self._spelled(self._tail.sub("", core)), tuple(years))

    def is_change(self, label: str) -> bool:
        """Whether a row or column is of changes and not of figures: 增减额."""
        return bool(self._change.search(label))

    def _spelled(self, text: str) -> str:
        return self._variants.sub(lambda match: self._as[match[0]], text)

    def added(self, one: str, other: str) -> str | None:
        """What the longer of two cores has more than the other; None where the difference may tell things apart.

        The shorter one has to be in the longer, in whatever order; four characters of it at least, and the longer at
        most two thirds longer. No number and no word of ``apart`` may be in what is more.
        """
        short, long = sorted((one, other), key=len)
        if len(short) < _SHORTEST or 3 * len(long) > 5 * len(short) or Counter(short) - Counter(long):
            return None
        if _NUMBER.findall(one) != _NUMBER.findall(other):
            return None
        more = "".join((Counter(long) - Counter(short)).elements())
        return None if self._apart.search(more) else more


@lru_cache(maxsize=4)
def align_words(ontology: Ontology) -> AlignWords:
    """The words of an ontology, read once."""
    return AlignWords(ontology)
