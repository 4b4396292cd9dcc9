"""Which duty an activity or project serves, from names, texts and topics; bp:serves where the score is high enough.

The words of the name that say something (without 经费, 项目, 管理 ...) are looked for in each duty: how much of them it
holds, and whether few other duties hold the same. A topic of the lexicon that few duties share stands in for words that
differ (科普, 科学技术普及). The rest of the text only breaks ties: it is long, and long texts share words by chance.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.links.record import link, text
from kg.extract.links.words import LinkWords
from kg.extract.meaning_lexicon import bare
from kg.extract.sheet import Draft, Sheet
from kg.vocab import BP, BPC

BY = "links/serves"
THRESHOLD = 0.7  # from here on bp:serves stands beside the link
LEAST = 0.5  # weaker links are not kept


@dataclass
class Duty:
    """A duty as it is looked at: its short name, all of its words, its topics."""

    draft: Draft
    label: str
    words: str
    topics: frozenset[object]


def add(sheet: Sheet, words: LinkWords) -> None:
    """Link activities and projects to the duties that they serve."""
    duties = _duties(sheet, words)
    if not duties:
        return
    for draft in [*sheet.of(BP.Activity), *sheet.of(BP.Project)]:
        for duty, score, reason in _scored(draft, duties, words):
            link(sheet, BPC.serves, draft.key, [duty.draft.key], score, reason, BY)
            if score >= THRESHOLD:
                sheet.put(draft.key, BP.serves, duty.draft.key)


def _duties(sheet: Sheet, words: LinkWords) -> list[Duty]:
    """The duties that are a field of work; where none has a text, those that are only named."""
    drafts = [draft for draft in sheet.of(BP.Duty) if draft.get(BP.text)] or list(sheet.of(BP.Duty))
    kept = [draft for draft in drafts if not words.catch_all(text(draft, BP.text))]
    return [Duty(d, bare(text(d)), bare(text(d, BP.text) or text(d)), frozenset()) for d in kept]


def _scored(draft: Draft, duties: list[Duty], words: LinkWords) -> list[tuple[Duty, float, str]]:
    return []
