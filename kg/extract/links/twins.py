"""Projects that may be one: names that differ in a running number alone, and largely the same indicators.

Indicators with like names (申请补贴人数 and 申报补贴人数) are linked too, so that unit costs can be compared.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.extract.links.record import link, text
from kg.extract.links.words import LinkWords
from kg.extract.meaning_lexicon import bare
from kg.extract.sheet import Draft, Sheet
from kg.extract.topics import TopicReader
from kg.model import Ref
from kg.runs import grams
from kg.vocab import BP, BPC

BY = "links/twins"
LEAST = 0.5  # of the indicators of both that are alike
ALIKE = 0.6  # of the runs of two characters in two names
_NUMBER = re.compile(r"(?<!\d)(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:期|批|号|标段)?$")


def add(sheet: Sheet, words: LinkWords, topics: TopicReader) -> None:
    """Link each project to the one before it with the same name but for a number at its end."""
    stems: dict[str, list[Draft]] = defaultdict(list)
    for project in sheet.of(BP.Project):
        key = bare(text(project))
        stem = _NUMBER.sub("", key)
        if stem and stem != key:
            stems[stem].append(project)
    for alike in stems.values():
        for earlier, later in pairwise(alike):
            _link(sheet, earlier, later)


def _link(sheet: Sheet, earlier: Draft, later: Draft) -> None:
    first, second = _indicators(sheet, earlier), _indicators(sheet, later)
    pairs = list(_pairs(first, second))
    share = 2 * len(pairs) / (len(first) + len(second)) if first and second else 0.0
    if share >= LEAST and bare(text(earlier)) != bare(text(later)):
        reason = f"名称只差序号，{share:.0%} 的指标相同或相近"
        link(sheet, BPC.similar, later.key, [earlier.key], share, reason, BY)
        for one, other, alike in pairs:
            link(sheet, BPC.similar, other.key, [one.key], alike, f"与“{text(one)}”名称相近、类别相同", BY)


def _indicators(sheet: Sheet, project: Draft) -> list[Draft]:
    return [sheet.drafts[Ref(str(ref))] for ref in project.all(BP.hasIndicator)]


def _pairs(first: Sequence[Draft], second: Sequence[Draft]) -> Iterator[tuple[Draft, Draft, float]]:
    """Indicators of one category that are alike, each at most once; the lists are those of two forms."""
    free = list(second)
    for one in first:
        scored = [(_alike(one, other), other) for other in free if other.get(BP.category) == one.get(BP.category)]
        score, best = max(scored, key=lambda pair: pair[0], default=(0.0, one))
        if score >= ALIKE:
            free.remove(best)
            yield one, best, score


def _alike(one: Draft, other: Draft) -> float:
    a, b = grams(bare(text(one)), 2), grams(bare(text(other)), 2)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0
