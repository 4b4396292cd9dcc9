"""Which duty an activity or project serves, from names, texts and topics; bp:serves where the score is high enough.

Names first: the words of a name that say something (all but 经费, 项目, 管理 ...) are looked for in each duty, and count
the more the fewer other duties hold them. Topics of the lexicon stand in for words that differ (固话, 电话). The text of
an activity comes last: it is long, and shares words by chance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from kg.extract.links.record import link, text
from kg.extract.links.words import LinkWords, Part, common
from kg.extract.meaning_lexicon import bare
from kg.extract.sheet import Draft, Sheet
from kg.extract.topics import TopicReader
from kg.model import Term
from kg.vocab import BP, BPC

BY = "links/serves"
THRESHOLD = 0.7  # from here on bp:serves stands beside the link
LEAST = 0.5  # weaker links are not kept
NEAR = 0.15  # a duty that much weaker than the best one is not meant
SHARES = (1.0, 0.85, 0.6, 0.4)  # what a word or topic tells that one, two, three, four duties hold; more: nothing
NAMED, TOPIC, TOLD = 1.0, 0.75, 0.6  # the most that a name, the topic of a name, the topic of a text can tell
SHARED = 0.2  # what a shared topic adds to words of a name
IN_LABEL = 0.1  # what it adds that a topic is that of the duty's short name
FEW = 3  # topics of a duty that is about each of them; of many, each is a mention
MENTION = 0.8  # what a mention tells of it
LABEL = 4  # characters of a duty's short name from which its mention in a text is no chance


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty as it is looked at: short name and all words, bare; the topics of both."""

    draft: Draft
    stem: str
    words: str
    label_topics: frozenset[Term]
    topics: frozenset[Term]
    catch_all: bool  # no field of work: it tells which words are common, and nothing serves it


@dataclass(frozen=True, slots=True)
class Clue:
    """Why a duty may be the one: how strongly, and in words."""

    score: float
    reason: str


def add(sheet: Sheet, words: LinkWords, topics: TopicReader) -> None:
    """Link activities and projects to the duties that they serve."""
    finder = Finder(_duties(sheet, words, topics), words, topics)
    for draft in [*sheet.of(BP.Activity), *sheet.of(BP.Project)]:
        for duty, clue in finder.served(text(draft), text(draft, BP.text)):
            link(sheet, BPC.serves, draft.key, [duty.draft.key], clue.score, clue.reason, BY)
            if clue.score >= THRESHOLD:
                sheet.put(draft.key, BP.serves, duty.draft.key)


def _duties(sheet: Sheet, words: LinkWords, topics: TopicReader) -> list[Duty]:
    """The duties with a text; where none has one, those that are only named."""
    drafts = [draft for draft in sheet.of(BP.Duty) if draft.get(BP.text)] or list(sheet.of(BP.Duty))
    return [_duty(draft, words, topics) for draft in drafts]


def _duty(draft: Draft, words: LinkWords, topics: TopicReader) -> Duty:
    label, whole = text(draft), text(draft, BP.text) or text(draft)
    told, all_told = (frozenset(topic for topic, _ in topics.of(t)) for t in (label, whole))
    return Duty(draft, words.stem(bare(label)), bare(whole), told, all_told, words.catch_all(whole))


class Finder:
    """Weighs every duty of a disclosure for one activity or project after the other."""

    def __init__(self, duties: list[Duty], words: LinkWords, topics: TopicReader) -> None:
        self.duties, self.words, self.topics = duties, words, topics
        self._with_topic = Counter(topic for duty in duties for topic in duty.topics)
        self._holding: dict[str, int] = {}

    def served(self, name: str, content: str) -> list[tuple[Duty, Clue]]:
        """The duties that an activity or project with this name and text serves, and those that it may serve.

        Each thing that a name joins has its own duties. Topics are asked where words fail, the text where both do.
        """
        best: dict[int, Clue] = {}
        for part in self.words.parts(name):
            clues = self._each(lambda duty, part=part: self._named(part, duty))
            if not _is_sure(clues):
                _keep(best, self._each(lambda duty, part=part: self._topic(part.words, duty, TOPIC)))
            _keep(best, clues)
        if not _is_sure(best):
            _keep(best, self._each(lambda duty: self._topic(name, duty, TOPIC)))
        if not _is_sure(best):
            _keep(best, self._each(lambda duty: self._told(content, duty)))
        return [(self.duties[place], best[place]) for place in sorted(best)]

    def _each(self, look: Callable[[Duty], Clue | None]) -> dict[int, Clue]:
        clues = ((place, look(duty)) for place, duty in enumerate(self.duties) if not duty.catch_all)
        return {place: clue for place, clue in clues if clue}

    def _named(self, part: Part, duty: Duty) -> Clue | None:
        """Words of the name that the duty holds."""
        pieces = list(common(part, duty.words))
        score = sum(count * _share(self._holders(piece)) for piece, count in pieces) / len(part.content)
        if not score:
            return None
        reason = f"名称中的“{'”“'.join(piece for piece, _ in pieces)}”见于职责"
        shared = any(topic in duty.topics for topic, _ in self.topics.of(part.words))
        return Clue(min(NAMED, score + SHARED), f"{reason}，主题相同") if shared else Clue(score, reason)

    def _topic(self, words: str, duty: Duty, most: float) -> Clue | None:
        """A topic that few duties have."""
        topics = [topic for topic in dict.fromkeys(t for t, _ in self.topics.of(words)) if topic in duty.topics]
        if not topics:
            return None
        rarest = min(topics, key=lambda topic: self._with_topic[topic])
        score = most * _share(self._with_topic[rarest])
        if rarest in duty.label_topics:
            score += IN_LABEL
        elif len(duty.topics) > FEW or self.words.support(rarest):
            score *= MENTION
        return Clue(score, f"主题相同（{rarest.rsplit('topic-', 1)[-1]}）")

    def _told(self, content: str, duty: Duty) -> Clue | None:
        """What the text of an activity says: the duty's short name, words of its own, or one topic and no other."""
        if len(duty.stem) >= LABEL and duty.stem in bare(content):
            return Clue(THRESHOLD, f"内容中写有“{duty.stem}”")
        pieces = [found for part in self.words.parts(content) for found in common(part, duty.words)]
        own = [piece for piece, count in pieces if count >= LABEL and self._holders(piece) == 1]
        if own:
            return Clue(THRESHOLD, f"内容和职责都写有“{max(own, key=len)}”")
        single = len({topic for topic, _ in self.topics.of(content)}) == 1
        return self._topic(content, duty, TOLD) if single else None

    def _holders(self, piece: str) -> int:
        if piece not in self._holding:
            self._holding[piece] = sum(piece in duty.words for duty in self.duties)
        return self._holding[piece]


def _is_sure(clues: dict[int, Clue]) -> bool:
    return any(clue.score >= THRESHOLD for clue in clues.values())


def _keep(best: dict[int, Clue], clues: dict[int, Clue]) -> None:
    """Keep what is not much weaker than the best of its kind and no weaker than what is known already."""
    top = max((clue.score for clue in clues.values()), default=0.0)
    for place, clue in clues.items():
        if clue.score >= max(LEAST, top - NEAR) and (place not in best or clue.score > best[place].score):
            best[place] = clue


def _share(holders: int) -> float:
    return SHARES[holders - 1] if 0 < holders <= len(SHARES) else 0.0
