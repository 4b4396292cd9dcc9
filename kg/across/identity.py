"""Which disclosures are of one department, over years, editions, renamings and spellings of its name.

A department is told by its place and by its name without the place: 河湾县 + 荷塘管理 + 局. What has no place, or could
be in several, is compared with nothing. Every merge of two IRIs is a link that says why; ``lexicon/across.jsonl`` can
forbid it (role ``apart``) or ask for it (role ``together``), by two names of departments.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import PurePath
from typing import Final

from kg.across.digest import Digest, Head
from kg.across.places import Gazetteer, Place, gazetteer
from kg.across.record import Link
from kg.across.words import AcrossWords, Entry, across_words, line
from kg.extract.meaning_lexicon import bare
from kg.extract.names import Words, words
from kg.graph.build import SHARED, fact_iri, literal, triple
from kg.vocab import BP, BPC, RDF, SKOS

BY: Final = "across/identity"
SURE: Final = Decimal("0.9")
"""Least score of a merge after which figures of two years may be compared."""

_SPELLING, _CALLED, _RENAMED, _TOLD = Decimal("0.95"), Decimal("0.9"), Decimal("0.8"), Decimal(1)
_NATION: Final = "000000"


@dataclass(frozen=True, slots=True)
class Body:
    """The department of one disclosure: its key, empty where it cannot be compared, and what the key is made of."""

    head: Head
    key: str
    place: Place | None
    rest: str
    others: tuple[str, ...]
    edition: str

    @property
    def names(self) -> frozenset[str]:
        """All by which a line of data may call it: names of the department and of the files."""
        return frozenset((*self.head.names, *self.head.sources))


@dataclass
class Group:
    """The disclosures of one department; `sure` is false where a renaming that is only likely joined them."""

    bodies: list[Body]
    sure: bool = True

    @cached_property
    def department(self) -> str:
        """The IRI that most of them have."""
        counts = Counter(body.head.department for body in self.bodies)
        return min(counts, key=lambda iri: (-counts[iri], iri))


@dataclass
class Identities:
    """All groups, and the links that say why two IRIs are one department."""

    groups: list[Group]
    links: list[Link] = field(default_factory=list)


def identities(digest: Digest) -> Identities:
    """The groups of the disclosures in a digest, in a fixed order."""
    told = across_words(digest.ontology)
    known = [body for body in bodies(digest) if body.key]
    merging = _Merging(known, told)
    for one, other, score, reason, by in _reasons(known, told, digest):
        merging.merge(one, other, score, reason, by)
    return Identities(merging.groups(), merging.links)


def bodies(digest: Digest) -> Iterator[Body]:
    """The department of each disclosure that names one."""
    reader = _Reader(words(digest.ontology), gazetteer(digest.ontology), across_words(digest.ontology))
    return (reader.body(head) for head in digest.heads() if head.department)


@dataclass(frozen=True)
class _Reader:
    words: Words
    places: Gazetteer
    told: AcrossWords

    def body(self, head: Head) -> Body:
        named = [head.name, *(name for name in head.names if name != head.name)]
        hints = [*named, head.title, *(PurePath(source).stem.split("_", 1)[-1] for source in head.sources)]
        place, stem, rest = self._parts(head.name, hints)
        others = {self.key(stem, rest) for stem, rest in (self._parts(name, hints)[1:] for name in named[1:]) if stem}
        key = self.key(stem, rest) if stem else ""
        return Body(head, key, place, rest, tuple(sorted(others - {key})), self.edition(head))

    def _parts(self, name: str, hints: Iterable[str]) -> tuple[Place | None, str, str]:
        """The place, what stands for it in a key (empty where it is unclear), and the name without it."""
        name = self.words.key(name)
        read = self.places.read(name)
        if read.place:
            return read.place, read.place.code, read.rest
        if read.several:
            fuller = {place for hint in hints if (place := self._within(hint, name.removesuffix(read.rest)))}
            place = fuller.pop() if len(fuller) == 1 else None
            return place, place.code if place else "", read.rest
        if unlisted := "".join(self.words.split(name).places):
            return None, unlisted, name.removeprefix(unlisted)
        return None, _NATION if any(self.told.tell("national", name)) else "", name

    def _within(self, hint: str, name: str) -> Place | None:
        """The place called `name` that a hint names with a place above it."""
        place = self.places.read(hint).place
        return place if place and place.name == name else None

    def key(self, stem: str, rest: str) -> str:
        """What is the same of all names of one department that differ in spelling only."""
        parts = self.words.split(rest)
        zone = "".join(parts.places)  # in no list, such as 高新区
        return f"{stem}|{zone}{bare(self.words.without('filler', parts.field))}|{parts.kind}"

    def edition(self, head: Head) -> str:
        """What the title or the file name says: the whole department, a unit, or the department's own office."""
        texts = [head.title, *head.sources]
        return next((str(told.entry["edition"]) for text in texts for told in self.told.tell("edition", text)), "")


Reason = tuple[str, str, Decimal, str, str]


def _reasons(known: Iterable[Body], told: AcrossWords, digest: Digest) -> Iterator[Reason]:
    """Why two keys may be one department, the surest first: both keys, score, reason, method."""
    known = list(known)
    by_key: dict[str, Body] = {}
    by_name: dict[str, Body] = {}
    for body in known:
        by_key.setdefault(body.key, body)
        for name in body.head.names:
            by_name.setdefault(name, body)
    for entry in told.of("together"):
        one, other = (by_name.get(name) for name in entry["names"])
        if one and other:
            yield one.key, other.key, _TOLD, f"词表指明：“{one.head.name}”与“{other.head.name}”是同一部门", line(entry)
    for body in known:
        for key in body.others:
            if other := by_key.get(key):
                yield body.key, key, _CALLED, f"“{body.head.name}”的文本里又称“{other.head.name}”", BY
    reader = _Reader(words(digest.ontology), gazetteer(digest.ontology), told)
    for body in by_key.values():
        for entry in told.of("renamed"):
            if (renamed := _renamed(body, entry, reader)) and (later := by_key.get(renamed)):
                reason = f"机构改革：“{body.head.name}”改为“{later.head.name}”"
                yield body.key, renamed, _RENAMED, reason, line(entry)


def _renamed(body: Body, entry: Entry, reader: _Reader) -> str:
    """The key of a department after a renaming, empty where it is not the one that was renamed."""
    stem = body.key.split("|", 1)[0]
    return reader.key(stem, entry["to"]) if body.rest == entry["from"] else ""


class _Merging:
    """Keys that are put together one by one, unless a line of data keeps two of their names apart."""

    def __init__(self, known: Iterable[Body], told: AcrossWords) -> None:
        self._told = told
        self._members: dict[str, list[Body]] = defaultdict(list)
        for body in known:
            self._members[body.key].append(body)
        self._root = {key: key for key in self._members}
        self._unsure: set[str] = set()
        self.links = [link for members in self._members.values() for link in _spellings(members)]

    def _top(self, key: str) -> str:
        while self._root[key] != key:
            key = self._root[key]
        return key

    def merge(self, one: str, other: str, score: Decimal, reason: str, by: str) -> None:
        """Puts two keys together, and links the IRIs of both."""
        first, second = self._top(one), self._top(other)
        if first == second or self._apart(first, second):
            return
        source, to = (Group(self._members[key]).department for key in (first, second))
        if source != to:
            self.links.append(Link(BPC.same_department, source, to, score, reason, by))
        if score < SURE or first in self._unsure:
            self._unsure.add(second)
        self._members[second] += self._members.pop(first)
        self._root[first] = second

    def _apart(self, first: str, second: str) -> bool:
        names = [frozenset(name for body in self._members[key] for name in body.head.names) for key in (first, second)]
        return self._told.ruled("apart", *names) is not None

    def groups(self) -> list[Group]:
        """What became of the keys, by IRI."""
        made = [Group(members, key not in self._unsure) for key, members in self._members.items()]
        return sorted(made, key=lambda group: (group.department, min(body.head.iri for body in group.bodies)))


def _spellings(members: Iterable[Body]) -> Iterator[Link]:
    """Links between the IRIs of one key: names that differ in spelling only."""
    first: dict[str, Body] = {}
    for body in members:
        first.setdefault(body.head.department, body)
    main, *others = first.values()
    for body in others:
        reason = f"同一地方的“{body.head.name}”与“{main.head.name}”，名称只是写法不同"
        yield Link(BPC.same_department, body.head.department, main.head.department, _SPELLING, reason, BY)


def told(digest: Digest) -> Iterator[str]:
    """Lines of N-Triples: the one department of each disclosure, its place, and that place among the others.

    The department's IRI is the one that most of its disclosures have, unless departments of several places have it
    because they print no more than 某区某局; then it is made of the full name.
    """
    places = gazetteer(digest.ontology)
    groups = identities(digest).groups
    shared = Counter(group.department for group in groups)
    used: dict[str, Place] = {}
    for group in groups:
        iri = group.department if shared[group.department] == 1 else _full(group, places)
        place = next((body.place for body in group.bodies if body.place), None)
        yield triple(iri, RDF.type, f"<{BP.Department}>")
        if place:
            yield triple(iri, BP.place, f"<{place.iri}>")
            used |= {one.iri: one for one in (place, *places.above(place))}
        for body in group.bodies:
            yield triple(body.head.iri, BP.identifiedAs, f"<{iri}>")
    for place in used.values():
        yield from _described(place, places)


def _described(place: Place, places: Gazetteer) -> Iterator[str]:
    yield triple(place.iri, RDF.type, f"<{BP.Place}>")
    yield triple(place.iri, SKOS.notation, literal(place.code))
    yield triple(place.iri, SKOS.prefLabel, f"{literal(place.name)}@zh")
    if place.above:
        yield triple(place.iri, SKOS.broader, f"<{places.places[place.above].iri}>")


def _full(group: Group, places: Gazetteer) -> str:
    body = group.bodies[0]
    name = f"{places.full_name(body.place) if body.place else ''}{body.rest}"
    return fact_iri("", f"{SHARED}{name}")
