"""The arithmetic of a finding laid out: the facts that it compares, each with its figure and its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, NamedTuple

from kg.lang import bracketed, pick, say
from kg.model import Finding
from kg.report.nodes import Nodes
from kg.report.plain import where
from kg.vocab import BP, BPC, RDFS

_MOST: Final = 12  # facts that are shown of one finding
_MOST_PARTS: Final = 40
_SUMS: Final = {"sum-mismatch", "rounding-tail"}
_YUAN: Final = {"元": 1, "万元": 10_000, "亿元": 100_000_000}
_MEASURE: Final = re.compile(r"(-?[\d,]+(?:\.\d+)?) ?(%|[^\W\d_]{1,4})")


@dataclass(frozen=True, slots=True)
class Figure:
    """One fact that a finding is about: its name, what tells it from others of that name, and its figure."""

    name: str
    detail: str
    printed: str
    amount: Decimal | None
    where: str
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """The figures of a finding, how many more there are, and by how much the document is off."""

    figures: tuple[Figure, ...] = ()
    more: int = 0
    difference: str = ""


class _Measure(NamedTuple):
    number: Decimal
    unit: str

    @property
    def places(self) -> int:
        """How many decimals are printed."""
        exponent = self.number.as_tuple().exponent
        return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def arithmetic(nodes: Nodes, finding: Finding) -> Arithmetic:
    """What a finding compares; no figures where it is about one fact alone, which its quote shows."""
    subjects = [
        node for node in finding.subjects if nodes.owner(node) not in finding.subjects or not _told(nodes, node)
    ]
    parts = _parts(nodes, finding) if finding.kind in _SUMS and subjects else []
    beside = [node for node in subjects[1:] if node not in parts]
    figures = (
        *(_figure(nodes, node) for node in subjects[:1]),
        *_laid_out(nodes, subjects[:1], parts),
        *(_figure(nodes, node) for node in beside[:_MOST]),
    )
    if len(figures) < 2:
        return Arithmetic(difference=_difference(finding))
    return Arithmetic(figures, len(parts[_MOST_PARTS:]) + len(beside[_MOST:]), _difference(finding))


def _laid_out(nodes: Nodes, total: Sequence[str], parts: Sequence[str]) -> Iterator[Figure]:
    """The parts of a total and their sum; where they stand is said where it is not beside the total."""
    beside = [_figure(nodes, node).detail for node in total]
    for part in parts[:_MOST_PARTS]:
        figure = _figure(nodes, part, is_part=True)
        yield replace(figure, detail="") if figure.detail in beside else figure
    if parts:
        amounts = (nodes.number(part, BP.amount) for part in parts)
        yield Figure(say("分项之和"), "", "", sum((a for a in amounts if a is not None), Decimal()), "")


def _told(nodes: Nodes, node: str) -> bool:
    """Whether the owner's row says what a node is: an indicator's names its targets."""
    return nodes.is_a(node, BP.Target) or nodes.is_a(node, BP.Result)


def _figure(nodes: Nodes, node: str, *, is_part: bool = False) -> Figure:
    return Figure(
        name=nodes.label(node) or nodes.text(node, BP.text),
        detail=" · ".join(dict.fromkeys(filter(None, _details(nodes, node)))),
        printed=nodes.text(node, BP.printed) or pick("、", ", ").join(_targets(nodes, node)) or _claimed(nodes, node),
        amount=nodes.number(node, BP.amount),
        where=say(where(nodes.place(node))),
        is_part=is_part,
    )


def _details(nodes: Nodes, node: str) -> Iterator[str]:
    """Whose it is, in which table and column it stands, what sort of number a sentence claims, and of which year."""
    if above := nodes.owner(node):
        yield nodes.label(above)
    for table in nodes.all(node, BP.inTable):
        yield nodes.text(table, RDFS.label)
    yield nodes.text(node, BP.column)
    claim, trend = nodes.text(node, BP.statementKind), nodes.text(node, BP.trend)
    if claim and claim != BPC.count:
        yield nodes.named(claim) + (bracketed(nodes.named(trend)) if trend else "")
    if (year := nodes.whole(node, BP.fiscalYear)) and year != nodes.whole(nodes.disclosure, BP.fiscalYear):
        yield say(f"{year} 年")


def _targets(nodes: Nodes, node: str) -> list[str]:
    shown = (nodes.text(one, BP.grade) + nodes.text(one, BP.printed) for one in nodes.printed(node, BP.hasTarget))
    return list(dict.fromkeys(filter(None, shown)))


def _claimed(nodes: Nodes, node: str) -> str:
    """The number of a sentence that is no money: ``20%``."""
    value = nodes.number(node, BP.value)
    return "" if value is None else f"{value:f}{nodes.text(node, BP.unit)}"


def _parts(nodes: Nodes, finding: Finding) -> list[str]:
    """The figures whose sum is what the finding expects of its first fact; none where none add up to it."""
    expected = _measure(finding.expected)
    if expected is None or expected.unit not in _YUAN:
        return []
    factor = _YUAN[expected.unit]
    near = Decimal(factor).scaleb(-expected.places) / 2
    for prop in (BP.totals, BP.totalsAcross):
        parts = nodes.printed(finding.subjects[0], prop)
        total = sum((nodes.number(part, BP.amount) or Decimal() for part in parts), Decimal())
        if parts and abs(total - expected.number * factor) <= near:
            return parts
    return []


def _difference(finding: Finding) -> str:
    """``-0.18 万元``: what is printed less what it should be, where both are figures in one unit."""
    printed, expected = _measure(finding.observed), _measure(finding.expected)
    if printed is None or expected is None or printed.unit != expected.unit:
        return ""
    apart = printed.number - expected.number
    if not apart:
        return ""
    return f"{apart:+,f} 个百分点" if printed.unit == "%" else f"{apart:+,f} {printed.unit}"


def _measure(text: str) -> _Measure | None:
    found = _MEASURE.fullmatch(text.strip())
    return _Measure(Decimal(found[1].replace(",", "")), found[2]) if found else None
