"""Which disclosures are to be compared: the one of the year before, the budget of an account."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from kg.across.digest import Digest, Head
from kg.across.record import Link
from kg.vocab import BPC

BY = "across/pairs"


def links(digest: Digest) -> Iterator[Link]:
    """From each disclosure to those of the same department that it can be compared with."""
    by_department: dict[str, list[Head]] = defaultdict(list)
    for head in digest.heads():
        if head.department and head.year:
            by_department[head.department].append(head)
    for heads in by_department.values():
        yield from _of_department(heads)


def _of_department(heads: list[Head]) -> Iterator[Link]:
    """Linear in what is found: a department has few disclosures of one kind and year."""
    by_year: dict[tuple[str, int | None], list[Head]] = defaultdict(list)
    for head in heads:
        by_year[head.kind, head.year].append(head)
    for head in heads:
        for other in by_year[head.kind, (head.year or 0) - 1]:
            yield Link(BPC.year_before, head.iri, other.iri, Decimal(1), f"同一部门 {other.year} 年的同类文本", BY)
        if head.kind == "final-accounts":
            for other in by_year["budget", head.year]:
                yield Link(BPC.budget_of, head.iri, other.iri, Decimal(1), f"同一部门 {other.year} 年的预算", BY)
