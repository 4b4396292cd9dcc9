"""The offices of a department (org:hasUnit) and the units below it (org:hasSubOrganization) that a document lists.

They are listed in a sentence (内设荷塘科、水质科), as numbered lines under a heading or below 包括：, in a table of
units, or named beside a label of a project's form. The department itself, which heads most lists of units, is neither.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from kg.extract.context import Reader
from kg.extract.meaning_lexicon import bare
from kg.extract.names import Words, words
from kg.extract.regions import Regions
from kg.extract.sections import Section
from kg.model import Block, Passage, Ref, Table, Term
from kg.vocab import ORG, RDFS

BY = "structure"
Named = tuple[Term, Passage]
_PART = re.compile(r"(?:[（(][^（()）]*[)）]|(?!\d{1,2}[.．、])[^、，,；;。.．（(])+")
_AND = re.compile("以及|[和及与]")
_CLASS = {ORG.hasUnit: ORG.OrganizationalUnit, ORG.hasSubOrganization: ORG.FormalOrganization}


def add(reader: Reader, department: Ref, sections: list[Section], regions: Regions) -> None:
    """Add each office and unit once; what is listed as a unit is no office."""
    found: dict[str, Named] = {}
    for link, name in _Lists(reader, regions).read(sections):
        key = _key(name.text)
        if key not in found or (link, found[key][0]) == (ORG.hasSubOrganization, ORG.hasUnit):
            found[key] = link, name
    units = [key for key, (link, _) in found.items() if link == ORG.hasSubOrganization]
    for key, (link, name) in found.items():
        if link == ORG.hasUnit or not any(other != key and other.endswith(key) for other in units):
            ref = reader.sheet.add(_CLASS[link], name.span(), BY, {RDFS.label: name.text})
            reader.sheet.put(department, link, ref)


def _key(name: str) -> str:
    return bare(re.sub(r"[（(].*", "", name))


class _Lists:
    """Reads the lists of a document block by block; `_below` is what the next blocks are announced to name."""

    def __init__(self, reader: Reader, regions: Regions) -> None:
        self._reader, self._regions = reader, regions
        self._words: Words = words(reader.ontology)
        self._below: Term | None = None

    def read(self, sections: list[Section]) -> Iterator[Named]:
        """Every office and unit that is named, as often as it is."""
        items: dict[tuple[str, ...], list[Passage | None]] = defaultdict(list)
        for section in sections:
            if isinstance(section.block, Table):
                yield from self._table(section.block)
                self._below = None
                continue
            item = self._item(section.block)
            below = self._below
            if below and item:
                yield from self._of(below, item)
            yield from self._prose(section)
            if below and item:
                self._below = below
            if item and any(self._regions.matches(role, h) for h in section.path for role in ("structure", "duties")):
                over = tuple(heading for heading in section.path if heading != section.block.text)
                items[over].append(next((name for _, name in self._of(ORG.hasUnit, item)), None))
        for names in items.values():
            offices = [name for name in names if name]
            if len(offices) >= 2 and len(names) <= 2 * len(offices):
                yield from ((ORG.hasUnit, name) for name in offices)

    def _item(self, block: Block) -> Passage | None:
        """The name that a numbered line consists of or begins with."""
        match = self._words.find("item", block.text)
        return block.passage[match.start("name") : match.end("name")] if match else None

    def _prose(self, section: Section) -> Iterator[Named]:
        assert isinstance(section.block, Block)
        passage = section.block.passage
        listed = [
            named
            for role, link in (("units", ORG.hasSubOrganization), ("offices", ORG.hasUnit))
            for match in self._words.all(role, passage.text)
            for named in self._list(link, passage[match.start("list") : match.end("list")])
        ]
        yield from listed
        announced = not listed and self._words.find("named_below", passage.text)
        self._below = self._link(passage.text) if announced else None

    def _link(self, announcement: str) -> Term:
        return ORG.hasSubOrganization if "单位" in announcement else ORG.hasUnit

    def _list(self, link: Term, listed: Passage) -> Iterator[Named]:
        """The names of an enumeration up to its first part that names no organisation."""
        end = self._words.find("list_end", listed.text)
        for part in _PART.finditer(listed.text[: end.start()] if end else listed.text):
            name = listed[part.start() : part.end()]
            names = list(self._of(link, name))
            if not names and not self._is_department(name) and not self._words.is_name(self._plain(name).text):
                return
            yield from names

    def _of(self, link: Term, part: Passage) -> Iterator[Named]:
        """The name or, joined by 和, the names that a part of a list consists of."""
        for joint in _AND.finditer(part.text):
            halves = part[: joint.start()], part[joint.end() :]
            if all(self._is_department(half) or self._name(link, half) for half in halves):
                yield from (named for half in halves for named in self._of(link, half))
                return
        name = self._name(link, part)
        if name and not self._is_department(name):
            yield link, name

    def _name(self, link: Term, part: Passage) -> Passage | None:
        """The part without remarks, if it is the name of an office or of a unit."""
        match = self._words.find("belonging", part.text)
        name = self._plain(part[match.end() if match else 0 :])
        role = "office" if link == ORG.hasUnit else "unit"
        plausible = self._words.find(role, name.text) and not self._words.find("general", name.text)
        return name if plausible else None

    def _plain(self, name: Passage) -> Passage:
        """A name without the remarks behind it: （事业单位）, （行政单位）预算."""
        while remark := self._words.find("remark", name.text):
            name = name[: remark.start()]
        return name

    def _is_department(self, part: Passage) -> bool:
        """Whether a name is the department's own, or says by its edition that it is (局本级)."""
        name = self._plain(part).text
        return self._reader.is_department(name) or self._words.without("edition", name) != name

    def _table(self, table: Table) -> Iterator[Named]:
        """The names in the column 单位名称 of a table without figures, and the office beside a label of a form."""
        columns = {cell.col for cell in table.cells if cell.row == 0 and self._words.find("names_column", cell.text)}
        if columns and self._below:
            for cell in table.cells:
                if cell.col in columns and cell.row:
                    yield from self._of(ORG.hasSubOrganization, cell.passage)
        for label, value in pairwise(table.cells):
            if label.row == value.row and self._words.find("executing", label.text):
                yield from self._of(ORG.hasUnit, value.passage)
