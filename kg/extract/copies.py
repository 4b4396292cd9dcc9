"""Objectives that repeat duties: a bp:Link with the share of the duty's text that the objective holds."""

from __future__ import annotations

from decimal import Decimal

from kg.extract.meaning_lexicon import bare
from kg.extract.sheet import Draft, Sheet
from kg.model import Ref, Span
from kg.vocab import BP, BPC, RDFS

LENGTH = 6  # characters of a shingle: longer than a word, shorter than a clause
SHORTEST = 12  # characters of a duty below which a match says nothing
THRESHOLD = Decimal("0.9")
BY = "copies"


def add(sheet: Sheet) -> None:
    """Link every objective to each duty whose text it holds almost whole."""
    duties = [(draft.key, _wordings(draft)) for draft in sheet.of(BP.Duty)]
    for draft in list(sheet.of(BP.Objective)):
        held = shingles(bare(str(draft.get(BP.text))))
        for duty, wordings in duties:
            score = max((containment(text, held) for text in wordings), default=Decimal(0))
            if score >= THRESHOLD:
                _link(sheet, draft.key, duty, score, draft.span)


def _wordings(duty: Draft) -> list[frozenset[str]]:
    """The shingles of a duty's text, with and without the short title that it begins with."""
    text, label = bare(str(duty.get(BP.text) or "")), bare(str(duty.get(RDFS.label) or ""))
    return [shingles(t) for t in (text, text.removeprefix(label)) if len(t) >= SHORTEST]


def shingles(text: str) -> frozenset[str]:
    """All runs of `LENGTH` characters of a text."""
    return frozenset(text[i : i + LENGTH] for i in range(len(text) - LENGTH + 1))


def containment(part: frozenset[str], whole: frozenset[str]) -> Decimal:
    """The share of one set of shingles that another holds, 0 to 1."""
    return Decimal(round(len(part & whole) / len(part), 3)).quantize(Decimal("0.001")) if part else Decimal(0)


def _link(sheet: Sheet, source: Ref, duty: Ref, score: Decimal, span: Span) -> None:
    sheet.add(
        BP.Link,
        Span(span.start, span.start),
        BY,
        {
            BP.from_: source,
            BP.to: duty,
            BP.linkKind: BPC.copied_from,
            BP.score: score,
            BP.reason: f"职责文字的 {score:.0%} 出现在目标中",
        },
    )
