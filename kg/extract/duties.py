"""Duties (职责): the numbered paragraphs of the section that lists them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.extract.meaning_lexicon import bare
from kg.extract.regions import Regions
from kg.extract.sections import Section
from kg.extract.sheet import Sheet
from kg.model import Block, Passage, Ref
from kg.read.lines import mark
from kg.vocab import BP, RDFS

_MARK = re.compile(r"^([（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十]+、|\d{1,2}[、.．])\s*")
BY = "duties"


@dataclass(slots=True)
class Duty:
    """One duty as printed: its number and its paragraphs."""

    number: str | None
    parts: list[Passage] = field(default_factory=list)


def add(sheet: Sheet, sections: list[Section], regions: Regions, department: Ref) -> None:
    """Add the duties of the first section that lists any."""
    duties: list[Duty] = []
    for region in regions.under("duties", sections):
        duties = list(_duties(region, regions))
        if duties:
            break
    for duty in duties:
        whole = Passage.join(duty.parts)
        label = re.split(r"[。，；,;：:]", whole.text, maxsplit=1)[0]
        ref = sheet.add(BP.Duty, whole.span(), BY, {RDFS.label: label, BP.text: whole.text, BP.number: duty.number})
        sheet.put(department, BP.hasDuty, ref)


def _duties(region: list[Section], regions: Regions) -> Iterator[Duty]:
    """Marked paragraphs of the level that comes first; what follows one belongs to it; without marks one duty."""
    level, current, plain = 0, None, Duty(None)
    for section in region:
        block = section.block
        if not isinstance(block, Block) or regions.matches("duties_end", block.text):
            break
        depth = mark(block.text)
        if depth and (level == 0 or depth <= level):
            if current:
                yield current
            level = level or depth
            number = _MARK.match(block.text)
            current = Duty(number[1] if number else None, [block.passage[number.end() if number else 0 :]])
        elif current and len(bare(block.text)) > 1:
            current.parts.append(block.passage)
        elif not regions.matches("duties_intro", block.text) and len(block.text) > 15:
            plain.parts.append(block.passage)
    if current:
        yield current
    elif plain.parts:
        yield plain
