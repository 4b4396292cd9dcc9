"""How a scored relation becomes a bp:Link, and short ways to look at drafts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kg.extract.sheet import Draft, Sheet
from kg.model import Ref, Span, Term, Value
from kg.vocab import BP, RDFS


def link(sheet: Sheet, kind: Term, source: Ref, to: Sequence[Ref], score: float | Decimal, reason: str, by: str) -> Ref:
    """Add one link from a fact to another (of a sum, to each addend); `score` is 0 to 1, `by` names the method."""
    at = sheet.drafts[source].span.start
    score = Decimal(str(score)).quantize(Decimal("0.001"))
    values: dict[Term, Value | None] = {BP.from_: source, BP.linkKind: kind, BP.score: score, BP.reason: reason}
    ref = sheet.add(BP.Link, Span(at, at), by, values)
    sheet.drafts[ref].values[BP.to] = list(dict.fromkeys(to))
    return ref


def text(draft: Draft, prop: Term = RDFS.label) -> str:
    """A property as text, its name by default; empty where there is none."""
    return str(draft.get(prop) or "")


def figure(draft: Draft, prop: Term) -> Decimal:
    """A property as a number; zero where there is none."""
    value = draft.get(prop)
    return value if isinstance(value, Decimal) else Decimal(0)


def gap(draft: Draft, other: Draft) -> tuple[Decimal, bool]:
    """How far two amounts are apart, in yuan, and whether that is inside the half units of both."""
    apart = abs(figure(draft, BP.amount) - figure(other, BP.amount))
    return apart, apart <= figure(draft, BP.halfUnit) + figure(other, BP.halfUnit)


def yuan(amount: Decimal) -> str:
    """Money for a reason: 万元 from ten thousand yuan on."""
    wan = amount / 10_000
    return f"{wan.normalize() + 0:f} 万元" if amount >= 10_000 else f"{amount.normalize() + 0:f} 元"
