"""Which duty an activity or project serves, from names, texts and topics; bp:serves where the score is high enough.

Which duty a heading of goals or an indicator of the department concerns is told in the same way, from its name alone;
the text of an activity or of a goal under a heading concerns the duties that it names in so many words.

Names first: the words of a name that say something (all but 经费, 项目, 管理 ...) are looked for in each duty, and
count the more the fewer other duties hold them. Topics of the lexicon stand in for words that differ (固话, 电话). The
text of an activity comes last: it is long, and shares words by chance.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from kg.extract.links.record import link, text
from kg.extract.links.tfidf import Likeness
from kg.extract.links.words import LinkWords, Part, common
from kg.extract.meaning_lexicon import bare
from kg.extract.sheet import Draft, Sheet
from kg.extract.topics import TopicReader
from kg.model import Ref, Term
from kg.vocab import BP, BPC

Asked = TypeVar("Asked", str, Part)

BY = "links/serves"
THRESHOLD = 0.7  # from here on bp:serves stands beside the link
LEAST = 0.5  # weaker links are not kept
NEAR = 0.15  # a duty that much weaker than the best one is not meant
SHARES = (1.0, 0.85, 0.5, 0.3)  # what a word or topic tells that one, two, three, four duties hold; more: nothing
NAMED, TOPIC = 1.0, 0.75  # the most that words and topics can tell
DESCRIBED = 12  # characters of a description
SHARED = 0.2  # what a shared topic adds to words of a name
IN_LABEL = 0.1  # what it adds that a topic is that of the duty's short name
FEW = 3  # topics of a duty that is about each of them; of many, each is a mention
MENTION = 0.8  # what a mention tells of it
LABEL = 4  # characters of a short name or a clause from which its mention is no chance
ALIKE, LONG = 0.04, 40  # cosine of a text and a duty from which they are alike, and characters that it takes to tell
FOCUS = 0.75  # of what a duty's short name says, so that the duty is about it however many speak of it


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty as it is looked at: its short name, what that says, and all words, bare; the topics of name and words."""

    draft: Draft
    stem: str
    focus: str
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
    means = [*sheet.of(BP.Activity), *sheet.of(BP.Project)]
    finder = Finder(_duties(sheet, words, topics), [text(d) + text(d, BP.text) for d in means], words, topics)
    for draft in means:
        sheet.put(draft.key, BP.offName, _off_name(draft, words) or None)
        for duty, clue in finder.served(text(draft), text(draft, BP.text)):
            link(sheet, BPC.serves, draft.key, [duty.draft.key], clue.score, clue.reason, BY)
            if clue.score >= THRESHOLD:
                sheet.put(draft.key, BP.serves, duty.draft.key)
    for draft in _named_after(sheet):
        for duty, clue in finder.served(text(draft), ""):
            if duty.draft.key != draft.key:
                link(sheet, BPC.concerns, draft.key, [duty.draft.key], clue.score, clue.reason, BY)
    for draft in [*sheet.of(BP.Activity), *_goals(sheet)]:
        for duty, clue in finder.named(text(draft, BP.text)):
            if duty.draft.key not in draft.all(BP.serves):
                link(sheet, BPC.concerns, draft.key, [duty.draft.key], clue.score, clue.reason, BY)


def _goals(sheet: Sheet) -> list[Draft]:
    """The objectives under headings of goals."""
    aims = [ref for draft in sheet.of(BP.Duty) for ref in draft.all(BP.hasObjective)]
    return [sheet.drafts[Ref(str(ref))] for ref in aims]


def _off_name(draft: Draft, words: LinkWords) -> bool:
    """Whether the description of an activity or project holds no word of its name that says anything."""
    content, parts = bare(text(draft, BP.text)), words.parts(text(draft))
    return len(content) >= DESCRIBED and bool(parts) and not any(any(common(part, content)) for part in parts)


def _named_after(sheet: Sheet) -> list[Draft]:
    """What may stand for a duty by its name alone: headings of goals, and indicators of the department as a whole."""
    headings = [draft for draft in sheet.of(BP.Duty) if not draft.get(BP.text)]
    own = [ref for department in sheet.of(BP.Department) for ref in department.all(BP.hasIndicator)]
    return headings + [sheet.drafts[Ref(str(ref))] for ref in own]


def _duties(sheet: Sheet, words: LinkWords, topics: TopicReader) -> list[Duty]:
    """The duties with a text; where none has one, those that are only named."""
    drafts = [draft for draft in sheet.of(BP.Duty) if draft.get(BP.text)] or list(sheet.of(BP.Duty))
    duties = [_duty(draft, words, topics) for draft in drafts]
    for duty in duties:
        sheet.put(duty.draft.key, BP.catchAll, duty.catch_all or None)
    return duties


def _duty(draft: Draft, words: LinkWords, topics: TopicReader) -> Duty:
    label, whole = text(draft), text(draft, BP.text) or text(draft)
    told, all_told = (frozenset(topic for topic, _ in topics.of(t)) for t in (label, whole))
    focus = "".join(part.words[i] for part in words.parts(label) for i in sorted(part.content))
    return Duty(draft, words.stem(bare(label)), focus, bare(whole), told, all_told, words.catch_all(whole))


class Finder:
    """Weighs every duty of a disclosure for one activity or project after the other."""

    def __init__(self, duties: list[Duty], means: list[str], words: LinkWords, topics: TopicReader) -> None:
        self.duties, self.words, self.topics = duties, words, topics
        self._likeness = Likeness([duty.words for duty in duties], list(map(bare, means)))
        self._with_topic: dict[Term, list[int]] = defaultdict(list)
        for place, duty in enumerate(duties):
            for topic in () if duty.catch_all else duty.topics:
                self._with_topic[topic].append(place)
        self._holding: dict[str, int] = {}
        self._topics: dict[str, tuple[Term, ...]] = {}

    def served(self, name: str, content: str) -> list[tuple[Duty, Clue]]:
        """The duties that an activity or project with this name and text serves, and those that it may serve.

        Each thing that a name joins has its own duties. Topics are asked where words fail, the text where both do.
        """
        best: dict[int, Clue] = {}
        for part in self.words.parts(name):
            clues = self._each(self._named, part)
            if not _is_sure(clues):
                _keep(best, self._each(self._topic, part.words))
            _keep(best, clues)
        if not _is_sure(best):
            _keep(best, self._each(self._topic, name))
        if not _is_sure(best):
            _keep(best, self._each(self._told, content))
            _keep(best, self._alike(bare(name + content)))
        return [(self.duties[place], best[place]) for place in sorted(best)]

    def named(self, content: str) -> list[tuple[Duty, Clue]]:
        """The duties that a text names in so many words; a topic that it shares with one does not do."""
        return [(self.duties[place], clue) for place, clue in self._each(self._written, content).items()]

    def _each(self, look: Callable[[Asked, Duty], Clue | None], asked: Asked) -> dict[int, Clue]:
        """What a name, a part of it or a text tells of each duty that shares words or a rare topic with it."""
        words = asked.words if isinstance(asked, Part) else bare(asked)
        rare = (self._with_topic[topic] for topic in self._topics_of(words) if self._rarity(topic))
        places = sorted(self._likeness.sharing(words).union(*rare))
        clues = ((place, look(asked, self.duties[place])) for place in places if not self.duties[place].catch_all)
        return {place: clue for place, clue in clues if clue}

    def _topics_of(self, words: str) -> tuple[Term, ...]:
        if words not in self._topics:
            self._topics[words] = tuple(dict.fromkeys(topic for topic, _ in self.topics.of(words)))
        return self._topics[words]

    def _rarity(self, topic: Term) -> float:
        return _share(len(self._with_topic.get(topic, ())))

    def _named(self, part: Part, duty: Duty) -> Clue | None:
        """Words of the name that the duty holds; what any department does is meant only by a duty that is named so."""
        topics = self._topics_of(part.words)
        if topics and not any(self._meant(topic, duty) for topic in topics):
            return None
        pieces = [(piece, self._tells(piece.core, duty)) for piece in common(part, duty.words)]
        score = sum(len(piece.core) * share for piece, share in pieces) / part.told
        if not score:
            return None
        reason = f"名称中的“{'”“'.join(piece.words for piece, _ in pieces)}”见于职责"
        if duty.topics.isdisjoint(topics):
            return Clue(score, reason)
        return Clue(min(NAMED, score + SHARED * max(share for _, share in pieces)), f"{reason}，主题相同")

    def _topic(self, words: str, duty: Duty) -> Clue | None:
        """A topic that few duties have."""
        topics = [topic for topic in self._topics_of(words) if topic in duty.topics and self._meant(topic, duty)]
        if not topics:
            return None
        rarest = max(topics, key=self._rarity)
        score = TOPIC * self._rarity(rarest)
        if rarest in duty.label_topics:
            score += IN_LABEL
        elif len(duty.topics) > FEW and not self._in_house(duty, rarest):
            score *= MENTION
        return Clue(score, f"主题相同（{rarest.rsplit('topic-', 1)[-1]}）")

    def _meant(self, topic: Term, duty: Duty) -> bool:
        """What any department does to keep itself running is meant only by a duty of that name or sort."""
        return not self.words.support(topic) or topic in duty.label_topics or self._in_house(duty, topic)

    def _in_house(self, duty: Duty, topic: Term) -> bool:
        return topic in duty.topics and any(map(self.words.support, duty.label_topics))

    def _told(self, content: str, duty: Duty) -> Clue | None:
        """What the text of an activity says: the duty's short name, or a clause that as a name would be sure."""
        return self._said(content, duty, lambda part: (self._named(part, duty), self._topic(part.words, duty)))

    def _written(self, content: str, duty: Duty) -> Clue | None:
        return self._said(content, duty, lambda part: (self._named(part, duty),))

    def _said(self, content: str, duty: Duty, look: Callable[[Part], Iterable[Clue | None]]) -> Clue | None:
        if len(duty.stem) >= LABEL and duty.stem in bare(content):
            return Clue(THRESHOLD, f"内容中写有“{duty.stem}”")
        for part in self.words.parts(content):
            clues = look(part) if part.told >= LABEL else ()
            sure = next((clue for clue in clues if clue and clue.score >= THRESHOLD), None)
            if sure:
                return Clue(THRESHOLD, f"内容“{part.words}”：{sure.reason}")
        return None

    def _alike(self, words: str) -> dict[int, Clue]:
        """Duties whose words are like those of a text, as far as such a comparison tells anything."""
        found = self._likeness.of(words) if len(words) >= LONG else {}
        return {
            place: Clue(THRESHOLD, f"文字相近（{likeness:.3f}）")
            for place, likeness in found.items()
            if likeness >= ALIKE and not self.duties[place].catch_all
        }

    def _tells(self, core: str, duty: Duty) -> float:
        """How much a word tells of a duty: all where the duty's short name says little else."""
        if core in duty.focus and len(core) >= FOCUS * len(duty.focus):
            return SHARES[0]
        if core not in self._holding:
            self._holding[core] = sum(core in other.words for other in self.duties)
        return _share(self._holding[core])


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
