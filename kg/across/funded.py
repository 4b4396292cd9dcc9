"""Projects of one name in two departments of one place and year, or with one code.

A name that more than two departments have is that of a common programme; names that say no more than what any
department needs (roles ``stock_project`` and ``stock_service`` of ``lexicon/across.jsonl``) tell nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from kg.across.digest import Digest
from kg.across.families import Families
from kg.across.identity import bodies
from kg.across.record import Link
from kg.across.words import AcrossWords, across_words
from kg.extract.links.words import LinkWords, link_words
from kg.vocab import BPC

BY: Final = "across/funded"
SAME_CODE, SAME_MONEY, SAME_NAME = Decimal(1), Decimal("0.9"), Decimal("0.6")
_LEAST: Final = 4  # characters of a name that not every name has
_CODE: Final = 12  # characters of a code that numbers the projects of a province, and not the rows of a table
_HOLDERS: Final = 2
_YEAR = re.compile(r"20\d\d(?:[-—–至]20\d\d)?年?度?")


@dataclass(frozen=True, slots=True)
class _Project:
    family: int
    disclosure: str
    node: str
    amount: Decimal | None
    half_unit: Decimal


def links(digest: Digest, families: Families) -> Iterator[Link]:
    """From each project to the same one of another department, in both directions."""
    found: dict[tuple[str, str], tuple[Decimal, str]] = {}
    by_name, by_code = _projects(digest, families)
    for group in by_code.values():
        for one, other in _pairs(group):
            found[one.node, other.node] = SAME_CODE, "项目代码相同"
    for group in by_name.values():
        for one, other in _pairs(group):
            told = (SAME_MONEY, "名称和金额相同") if _same_money(one, other) else (SAME_NAME, "名称相同")
            found.setdefault((one.node, other.node), told)
    for (source, to), (score, reason) in sorted(found.items()):
        yield Link(BPC.funded_elsewhere, source, to, score, reason, BY)


def _projects(digest: Digest, families: Families) -> tuple[dict[object, list[_Project]], dict[object, list[_Project]]]:
    """Those of one place, year and name, and those of one year and code."""
    told, words = across_words(digest.ontology), link_words(digest.ontology)
    places = {body.head.iri: body.key.partition("|")[0] for body in bodies(digest) if body.key}
    by_name: dict[object, list[_Project]] = defaultdict(list)
    by_code: dict[object, list[_Project]] = defaultdict(list)
    for row in digest.rows("projects"):
        graph = row["g"]
        if graph in families.heads and (year := families.year(graph)):
            made = _Project(families.numbers[graph], graph, row["node"], row.get("amount"), row.get("half", Decimal(0)))
            if graph in places and (name := _telling(row["label"], told, words)):
                by_name[places[graph], year, name].append(made)
            if len(code := row.get("code", "")) >= _CODE:
                by_code[year, code].append(made)
    return by_name, by_code


def _telling(label: str, told: AcrossWords, words: LinkWords) -> str:
    """A name as it is compared; empty where any department could have it."""
    name = words.core(_YEAR.sub("", label))
    enough = sum(part.told for part in words.parts(name)) >= _LEAST
    stock = any(any(told.tell(role, name)) for role in ("stock_project", "stock_service"))
    return name if enough and not stock else ""


def _pairs(group: Iterable[_Project]) -> Iterator[tuple[_Project, _Project]]:
    """Each project with the first of each other family, where there are two."""
    first: dict[int, _Project] = {}
    members = sorted(group, key=lambda project: project.node)
    for project in members:
        first.setdefault(project.family, project)
    if len(first) == _HOLDERS:
        for project in members:
            yield from ((project, other) for family, other in first.items() if family != project.family)


def _same_money(one: _Project, other: _Project) -> bool:
    if not one.amount or not other.amount:
        return False
    return abs(one.amount - other.amount) <= one.half_unit + other.half_unit
