"""Names of organisations: the words by which they are told, and the other forms in which a text prints one.

A name is places, a field and a kind: 河湾县 + 荷塘管理 + 局. A text also prints it without its outer places (县荷塘局),
with its edition (（本级）), for short (科协 of 科学技术协会) or in full, and as it was before it was renamed. What
tells these forms is in ``lexicon/identity.jsonl``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.meaning_lexicon import either
from kg.model import Block, Document, Passage, Span
from kg.resources import Ontology

_HAN = r"[\u4e00-\u9fff]"
_AND = re.compile("[和与及、]")
_BEFORE = "由经对向与和及为是在将据给以按"  # words that stand before a name
LONGEST_FIELD = 20  # characters


@dataclass(frozen=True, slots=True)
class Name:
    """A name in its parts; `kind` is the pattern of its long and short form."""

    places: tuple[str, ...]
    field: str
    kind: str


class Words:
    """The patterns of the lexicon by role, compiled."""

    def __init__(self, ontology: Ontology) -> None:
        self._patterns: dict[str, list[re.Pattern[str]]] = defaultdict(list)
        for entry in ontology.lexicon("identity"):
            self._patterns[entry["role"]].append(re.compile(entry["pattern"]))

    def find(self, role: str, text: str) -> re.Match[str] | None:
        """The match of the first pattern of a role that is found."""
        return next((m for pattern in self._patterns[role] if (m := pattern.search(text))), None)

    def all(self, role: str, text: str) -> Iterator[re.Match[str]]:
        """Every match of the patterns of a role."""
        for pattern in self._patterns[role]:
            yield from pattern.finditer(text)

    def without(self, role: str, text: str) -> str:
        """A text without what the patterns of a role match, one pattern after the other."""
        for pattern in self._patterns[role]:
            text = pattern.sub("", text)
        return text

    def plain(self, name: str) -> str:
        """A name without its edition: （本级）, （汇总）."""
        return self.without("edition", self.without("tail", name))

    def key(self, name: str) -> str:
        """What is the same in every official form of a name: 中共河湾县委 is 中国共产党河湾县委员会."""
        return self.without("canonical", self.plain(name))

    def title(self, text: str) -> re.Match[str] | None:
        """The match of a title that names an organisation."""
        found = (pattern.match(text) for pattern in self._patterns["title"])
        return next((m for m in found if m and self.is_name(m["name"])), None)

    def is_name(self, name: str) -> bool:
        """A name of an organisation: neither general words nor a place alone."""
        bare = self.plain(name)
        return bool(self.find("organisation", bare)) and not self.find("generic", bare) and not self.find("place", bare)

    def split(self, name: str) -> Name:
        """The parts of a name: 河湾县荷塘管理局 is 河湾县, 荷塘管理 and 局."""
        places: list[str] = []
        while match := self.find("places", name):
            places.append(match[0])
            name = name[match.end() :]
        for pattern in self._patterns["kind"]:
            ends = [m for m in pattern.finditer(name) if m.end() == len(name)]
            if ends:
                return Name(tuple(places), name[: ends[0].start()], pattern.pattern)
        kind = self.find("organisation", name)
        end = kind.start() if kind else len(name)
        return Name(tuple(places), name[:end], re.escape(name[end:]))

    def level(self, name: str) -> str:
        """The level of government of a name, by its last place: township, county, city, province, or ''."""
        if self.find("level_township", name):
            return "township"
        last = next(iter(self.split(name).places[::-1]), "")
        return next((kind for kind in ("county", "city", "province") if last and self.find(f"level_{kind}", last)), "")


@lru_cache(maxsize=8)
def words(ontology: Ontology) -> Words:
    """The words of an ontology, read once."""
    return Words(ontology)


def passages(document: Document) -> Iterator[Passage]:
    """The paragraphs and cells of a document."""
    for block in document.blocks:
        if isinstance(block, Block):
            yield block.passage
        else:
            yield from (cell.passage for cell in block.cells)


def variants(name: str, text: Iterable[Passage], lexicon: Words) -> Iterator[tuple[str, Span]]:
    """The other forms of a department's name that the passages print, each where it stands first."""
    parts = lexicon.split(lexicon.key(name))
    pattern = _forms(parts) if parts.places else None
    for passage in text:
        for match in pattern.finditer(passage.text) if pattern else ():
            if same_field(match["field"], parts.field, lexicon):
                yield match[0], passage.span(*match.span())
        for match in lexicon.all("former", passage.text):
            if match["new"] == name:
                yield match["old"], passage.span(*match.span("old"))


def _forms(name: Name) -> re.Pattern[str]:
    """Whatever is of the place and of the kind of a name: with all, some or the level only of its places."""
    places = ["".join(name.places[i:]) for i in range(len(name.places))] + [name.places[-1][-1]]
    outer = "" if len(name.places) > 1 or places[0][-1] in "省市" else rf"(?:{_HAN}{{2,6}}?[省市州盟])?"
    begins = rf"(?:(?<!{_HAN})|(?<=[{_BEFORE}])){outer}{either(places)}|{places[0]}"
    return re.compile(
        rf"(?:{begins})(?P<field>{_HAN}{{1,{LONGEST_FIELD}}}?)"
        rf"(?:{name.kind})(?:[（(](?:本级|汇总|机关|本部|机关本级)[)）])?"
    )


def same_field(one: str, other: str, lexicon: Words) -> bool:
    """Whether two fields are the same or one is the other for short: 工信 is 工业和信息化, 科 is 科学技术.

    A short form takes letters of every part, in order and from the first on; a part alone (工业) is another field, and
    so are those of the committee (委) that a name without field stands for.
    """
    fields = (lexicon.without("filler", field) for field in (one, other))
    short, long = sorted(fields, key=len)
    if short in (long, "", "委"):
        return short == long
    if short in long and len(short) > 1:
        return short == lexicon.without("weak_end", long)
    return short[0] == long[0] and _takes(short, _AND.split(long))


def _takes(short: str, parts: list[str]) -> bool:
    """Whether a short form can be cut into letters of each part in turn."""
    if not parts:
        return not short
    cuts = range(1, len(short) - len(parts) + 2)
    return any(_in_order(short[:cut], parts[0]) and _takes(short[cut:], parts[1:]) for cut in cuts)


def _in_order(letters: str, word: str) -> bool:
    rest = iter(word)
    return all(letter in rest for letter in letters)
