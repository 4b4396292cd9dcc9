"""Duties (职责): the numbered paragraphs of the section that lists them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from kg.extract.meaning_lexicon import bare
from kg.extract.regions import Regions
from kg.extract.sections import Section
from kg.extract.sheet import Sheet
from kg.model import Block, Passage, Ref
from kg.read.lines import mark
from kg.vocab import BP, RDFS

_MARK = re.compile(r"^([（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十]+、|\d{1,2}[、.．])\s*")
_CLAUSE = re.compile(r"(?:《[^》]*》|（[^（）]*）|\([^()]*\)|“[^”]*”|[^。，；,;：:])+")
_ASIDE = re.compile(r"[（(][^（）()]*[)）]$")
BY = "duties"
_MOSTLY = 0.75  # of the duties go on behind a short title


@dataclass(slots=True)
class Duty:
    """One duty as printed: its number and its paragraphs."""

    number: str | None
    parts: list[Passage] = field(default_factory=list)


def add(sheet: Sheet, sections: list[Section], regions: Regions, department: Ref) -> None:
    """Add the duties of the first section that lists any."""
    duties: list[Duty] = []
    for region in regions.under("duties", sections):
        if not any(_is_heading(section, regions) for section in region):  # else its own region follows
            duties = list(_duties(region, regions))
        if duties:
            break
    for duty in duties:
        whole = Passage.join(duty.parts)
        label = name(whole.text, regions)
        ref = sheet.add(BP.Duty, whole.span(), BY, {RDFS.label: label, BP.text: whole.text, BP.number: duty.number})
        sheet.put(department, BP.hasDuty, ref)
    _title_only(sheet)


def name(text: str, regions: Regions) -> str:
    """What a duty is called: its first clause, behind a legal basis, a founding history or the name of a unit."""
    clauses = list(_clauses(text))
    first = clauses[0] if clauses else text
    own = regions.matches("duties_own", text)
    if own and (own.start() <= len(first) or _leads(first, regions)):
        clauses = list(_clauses(text[own.end() :]))
    clauses = [clause[number.end() :] if (number := _MARK.match(clause)) else clause for clause in clauses]
    return next((clause for clause in clauses if not _leads(clause, regions)), first)


def _leads(clause: str, regions: Regions) -> bool:
    return any(regions.matches(f"duties_{lead}", _ASIDE.sub("", clause)) for lead in ("basis", "founding", "office"))


def _clauses(text: str) -> Iterator[str]:
    """The parts of a text between its marks; what stands in brackets and quotation marks is not parted."""
    for match in _CLAUSE.finditer(text):
        yield match[0].strip()


def _title_only(sheet: Sheet) -> None:
    """Mark the duties that are a title and nothing more, or the title twice, where most go on behind theirs."""
    texts = [(draft, str(draft.get(BP.text))) for draft in sheet.of(BP.Duty)]
    duties = [(draft, next(_clauses(text), text), text) for draft, text in texts]
    bare_ones = [draft for draft, title, text in duties if bare(text) in (bare(title), bare(title) * 2)]
    titled = sum(text.startswith(f"{title}。") for draft, title, text in duties if draft not in bare_ones)
    if titled >= _MOSTLY * len(duties):
        for draft in bare_ones:
            sheet.put(draft.key, BP.titleOnly, True)


def _is_heading(section: Section, regions: Regions) -> bool:
    block = section.block
    return isinstance(block, Block) and bool(mark(block.text)) and regions.begins("duties", block)


def _duties(region: list[Section], regions: Regions) -> Iterator[Duty]:
    """Marked paragraphs of one level; what follows one belongs to it; without marks one duty."""
    blocks = list(_blocks(region, regions))
    level, current, plain = _level(blocks, regions), None, Duty(None)
    for block in blocks:
        depth = mark(block.text)
        if depth and depth <= level:
            if current and current.parts:
                yield current
            number = _MARK.match(block.text)
            text = block.passage[number.end() if number else 0 :]
            above = depth < level  # the name of a unit, whose duties follow
            current = Duty(None) if above else Duty(number[1] if number else None, [text])
        elif current and len(bare(block.text)) > 1:
            current.parts.append(block.passage)
        elif not regions.matches("duties_intro", block.text) and len(block.text) > 15:
            plain.parts.append(block.passage)
    if current and current.parts:
        yield current
    elif plain.parts and not level:
        yield plain


def _blocks(region: list[Section], regions: Regions) -> Iterator[Block]:
    """The paragraphs of the region up to its first table or the next subject."""
    for section in region:
        if not isinstance(section.block, Block) or regions.matches("duties_end", section.block.text):
            return
        yield section.block


def _level(blocks: list[Block], regions: Regions) -> int:
    """The mark level of the duties: the first, or the next where the first only names units; 0 where none is marked."""
    depths = [mark(block.text) for block in blocks]
    first = next((depth for depth in depths if depth), 0)
    named = [block.text for block, depth in zip(blocks, depths, strict=True) if depth == first]
    below = [after for depth, after in pairwise(depths) if depth == first < after]
    units = below and all(regions.matches("duties_unit", text) for text in named)
    return min(below) if units else first
