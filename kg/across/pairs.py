"""The departments of all disclosures, and which disclosures are parts of one or are to be compared with each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from kg.across import parts
from kg.across.digest import Digest
from kg.across.identity import Body, Group, identities
from kg.across.record import Link
from kg.across.words import AcrossWords, across_words
from kg.model import Term
from kg.vocab import BPC

BY: Final = "across/pairs"
_OWN: Final = {"unit", "own"}  # a unit that has the department's name is its own office
_SURE, _LIKELY = Decimal(1), Decimal("0.9")

Slot = tuple[str, int | None]


def links(digest: Digest) -> Iterator[Link]:
    """Links between departments, and from each disclosure to those that it is to be compared with."""
    told = across_words(digest.ontology)
    known = identities(digest)
    yield from known.links
    for group in known.groups:
        yield from _of_group(group, told)


def _of_group(group: Group, told: AcrossWords) -> Iterator[Link]:
    """Linear in what is found: a department has few disclosures of one kind and year."""
    slots: dict[Slot, list[Body]] = defaultdict(list)
    for body in sorted(group.bodies, key=lambda body: body.head.iri):
        slots[body.head.kind, body.head.year].append(body)
    for (kind, year), here in slots.items():
        if not kind or year is None:
            continue
        yield from _within(here, told)
        if group.sure:
            yield from _to(
                BPC.year_before, here, slots.get((kind, year - 1), ()), f"同一部门 {year - 1} 年的同类文本", told
            )
            if kind == "final-accounts":
                yield from _to(BPC.budget_of, here, slots.get(("budget", year), ()), f"同一部门 {year} 年的预算", told)


def _within(here: Sequence[Body], told: AcrossWords) -> Iterator[Link]:
    """Parts of one disclosure, and the department's edition of a unit's."""
    by_edition: dict[str, list[Body]] = defaultdict(list)
    for body in here:
        by_edition[_level(body)].append(body)
    known = [edition for edition in by_edition if edition]
    if len(known) == 1:  # what does not say its edition is of the only one there is
        by_edition[known[0]] += by_edition.pop("", [])
    for bodies in by_edition.values():
        yield from parts.links(bodies, told)
    yield from _to(
        BPC.other_edition, by_edition.get("own", ()), by_edition.get("department", ()), "同一年度的部门文本", told
    )


def _to(kind: Term, here: Iterable[Body], there: Sequence[Body], reason: str, told: AcrossWords) -> Iterator[Link]:
    for body in here:
        for other in there:
            levels = {_level(body), _level(other)}
            if kind != BPC.other_edition and {"own", "department"} <= levels:
                continue
            if told.ruled("apart", body.names, other.names) is None:
                score = _LIKELY if "" in levels and len(levels) > 1 else _SURE
                yield Link(kind, body.head.iri, other.head.iri, score, reason, BY)


def _level(body: Body) -> str:
    return "own" if body.edition in _OWN else body.edition
