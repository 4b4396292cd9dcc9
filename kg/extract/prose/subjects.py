"""Component: what each claim is about: the item named in its clause, else the one that is being spoken of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.items import lexicon
from kg.extract.prose.names import Namer
from kg.extract.prose.records import Claim, Line, Segment, Subject, ontology

ASSIGNS = ["doc._.subjects"]
REQUIRES = ["doc._.plain", "doc._.segments", "doc._.claims"]
_COUNTED = re.compile(r"(?:[^\d，;。、:()·〔〕“”\n]|〔[^〕]{1,3}〕){1,20}")
_GOES_ON = re.compile(r"(?:较|比|与|同)(?:上|去|20)|占|完成年初|完成预算|增长\d|下降\d")
_UNSPOKEN = Subject()


def create(nlp: Language, name: str, roots: list[str]) -> Callable[[Doc], Doc]:
    """The factory of the component; `roots` are the folders of the ontology."""
    source = ontology(roots)
    return Subjects(Namer(source.lexicon("statement_terms"), lexicon(source)))


class Subjects:
    """Binds item names to numbers, in the clause first, never by nearness."""

    def __init__(self, namer: Namer) -> None:
        self._namer = namer

    def __call__(self, doc: Doc) -> Doc:
        doc._.subjects = _Walk(doc, self._namer).subjects()
        return doc


class _Walk:
    def __init__(self, doc: Doc, namer: Namer) -> None:
        self.text: str = doc._.plain
        self.claims: list[Claim] = doc._.claims
        self.lines: list[Line] = doc._.lines
        self.names: frozenset[str] = doc._.names
        self.namer = namer
        self.given = Subject(carried=True, given=True) if doc._.given else _UNSPOKEN
        self.current: dict[tuple[bool, tuple[int, ...]], Subject] = {}
        self.top: str | None = None
        self.section: tuple[str | None, str] = (None, "")
        self._sections: dict[tuple[str, ...], tuple[str | None, str]] = {}
        self.found: list[Subject] = []
        self._labels = _label_sentences(doc._.segments, self.claims)

    def subjects(self) -> list[Subject]:
        """One subject for each claim."""
        by_line: dict[int, list[tuple[int, Claim]]] = {}
        for index, claim in enumerate(self.claims):
            by_line.setdefault(claim.segment.line, []).append((index, claim))
        for number, line in enumerate(self.lines):
            self._enter(number, line)
            labels = list(self._labels.get(number, ()))
            for index, claim in by_line.get(number, ()):
                while labels and labels[0][1] <= claim.start:
                    self._spoken(*labels.pop(0))
                self.found.append(self._of(index, claim)._replace(section_fund=self.section[0]))
            for span in labels:
                self._spoken(*span)
        return self.found

    def _enter(self, number: int, line: Line) -> None:
        """A line begins: only the label of the line before it, or a line that begins with a comparison, goes on."""
        spoken = self._speaking(False, ())
        goes_on = spoken.label_only or _GOES_ON.match(self.text, line.start, line.end)
        if line.path not in self._sections:
            self._sections[line.path] = self._section(line.path)
        self.section = self._sections[line.path]
        if line.heading or not goes_on:
            spoken = self.given
        self.current = {(counts, ()): spoken._replace(carried=True, label_only=False) for counts in (False, True)}
        if line.heading:
            self.top = None

    def _section(self, path: tuple[str, ...]) -> tuple[str | None, str]:
        """The fund that the headings name, the innermost first; without one, whether they say 财政拨款."""
        fund = next((f for heading in reversed(path) if (f := self.namer.section_fund(heading))), None)
        return fund, "" if fund or not any("财政拨款" in heading for heading in path) else "财政拨款"

    def _spoken(self, start: int, end: int) -> None:
        """A sentence or heading without a figure that is a name: what follows is about it."""
        subject = self.namer.label(self.text, self._after_names(start, end), end)
        if subject:
            spoken = subject._replace(carried=True, label_only=True, own=False)
            self.current |= {(False, ()): spoken, (True, ()): spoken}
            if subject.level == "类":
                self.top = subject.label

    def _of(self, index: int, claim: Claim) -> Subject:
        if claim.kind == "total" and self.namer.sums_up(self._words(claim)) and self._listed(index):
            return Subject(sums=True)
        counts = self._counts(index, claim)
        spoken = self._speaking(counts, claim.segment.group)
        if counts and not spoken.label:
            spoken = self._speaking(False, claim.segment.group)
        named = self._named(claim)
        if named is None or (spoken.label and self._weak(claim, spoken)):
            return self._taken_over(index, claim, spoken, named)
        if claim.prior:
            return named._replace(own=False)
        if named.label:
            named = self._qualified(index, claim, self._completed(index, claim, named))
            self.current[_is_count(claim), claim.segment.group] = named._replace(own=False, phase=None)
        return named

    def _named(self, claim: Claim) -> Subject | None:
        start, end = claim.noun
        if claim.kind == "count" and claim.figure and not claim.figure.area:
            counted = _COUNTED.match(self.text, claim.end, claim.segment.end)
            noun = self.namer.counted(counted[0]) if counted else ""
            if noun:
                return Subject(noun, None, claim.end, own=True)
        return self.namer.name(self.text, self._after_names(start, end), end, claim.kind)

    def _after_names(self, start: int, end: int) -> int:
        """The department's own name is no part of an item's."""
        words = self.text[start:end]
        ends = [words.rfind(n) + len(n) for n in self.names if n and n in words]
        return start + max(ends, default=0)

    def _qualified(self, index: int, claim: Claim, named: Subject) -> Subject:
        """A total of the budget says 财政拨款 where the section or the first figure of the sentence does."""
        if named.qualifier or named.fund or not self.namer.is_aggregate(named):
            return named
        sentence = claim.segment.sentence
        first = next(i for i in range(index, -1, -1) if i == 0 or self.claims[i - 1].segment.sentence != sentence)
        leading = self.found[first].qualifier if first < index else ""
        return named._replace(qualifier=leading or self.section[1])

    def _completed(self, index: int, claim: Claim, named: Subject) -> Subject:
        """Under the class that is printed over it; 上年结转 belongs to the fund that it is printed after."""
        before = self.claims[index - 1] if index else None
        follows = before is not None and before.segment.sentence == claim.segment.sentence
        if before and follows and self.namer.follows_fund(named) and ";" not in self.text[before.end : claim.start]:
            named = named._replace(fund=self.found[index - 1].fund)
        if named.level and named.level != "类" and not named.broader:
            named = named._replace(broader=self.top)
        if named.level == "类":
            self.top = named.label
        return named

    def _weak(self, claim: Claim, spoken: Subject) -> bool:
        if claim.kind != "total":
            return False
        return self.namer.is_weak(self._words(claim)) and spoken.entry not in ("income", "income-total", "income-sum")

    def _words(self, claim: Claim) -> str:
        return "".join(c for c in self.text[slice(*claim.noun)] if c.isalnum())

    def _listed(self, index: int) -> bool:
        """Whether two totals or more stand before a claim in its sentence."""
        return sum(self.found[i].own and self.claims[i].kind == "total" for i in self._of_sentence(index)) > 1

    def _taken_over(self, index: int, claim: Claim, spoken: Subject, named: Subject | None) -> Subject:
        before = self.claims[index - 1] if index else None
        words = self.text[slice(*claim.noun)]
        phase = self.namer.phase(words)
        fund = self.namer.fund(words) or spoken.fund
        if before and claim.kind in ("growth", "share") and before.segment.sentence == claim.segment.sentence:
            money = (i for i in self._of_sentence(index) if not _is_count(self.claims[i]))
            taken = self.found[next(money, index - 1)]
            return taken._replace(own=False, phase=phase or taken.phase)
        if claim.kind in ("change", "growth") and self._is_ambiguous(index, claim):
            return _UNSPOKEN
        carried = spoken.carried or before is None or before.segment.sentence != claim.segment.sentence
        return spoken._replace(own=False, carried=carried, phase=phase, fund=fund)

    def _is_ambiguous(self, index: int, claim: Claim) -> bool:
        """比上年增加 at the head of a sentence, after a list of several totals: about which of them?"""
        sentence = claim.segment.sentence
        if index == 0 or self.claims[index - 1].segment.sentence == sentence:
            return False
        last = self.claims[index - 1].segment
        if last.line != claim.segment.line:
            return False
        listed = [i for i in range(index) if self.claims[i].segment.sentence == last.sentence]
        totals = [i for i in listed if self.claims[i].kind == "total" and not self.claims[i].prior]
        items = {self.found[i].label for i in totals} - {""}
        return len(items) > 1 and not any(self.claims[i].kind == "change" for i in listed)

    def _of_sentence(self, index: int) -> Iterator[int]:
        """The claims before this one in its sentence, the nearest first."""
        for i in range(index - 1, -1, -1):
            if self.claims[i].segment.sentence != self.claims[index].segment.sentence:
                return
            yield i

    def _counts(self, index: int, claim: Claim) -> bool:
        """Whether a claim goes on about something counted; 与上年持平 does where only counts stand before it."""
        if claim.figure:
            return _is_count(claim)
        forms = {_is_count(self.claims[i]) for i in self._of_sentence(index) if self.found[i].own}
        return forms == {True}

    def _speaking(self, counts: bool, group: tuple[int, ...]) -> Subject:
        while group and (counts, group) not in self.current:
            group = group[:-1]
        return self.current.get((counts, group), _UNSPOKEN)


def _is_count(claim: Claim) -> bool:
    return claim.figure is not None and claim.figure.form == "count"


def _label_sentences(segments: list[Segment], claims: list[Claim]) -> dict[int, list[tuple[int, int]]]:
    """By line, the stretches before a full stop, a colon or the line's end that hold no claim."""
    claimed = {(claim.segment.start, claim.segment.end) for claim in claims}
    found: dict[int, list[tuple[int, int]]] = {}
    begin: Segment | None = None
    for segment in segments:
        if begin is None or segment.before in "\n。:！？":
            begin = segment
        if (segment.start, segment.end) in claimed:
            begin = None
            continue
        stretch = (begin.start, segment.end)
        spans = found.setdefault(segment.line, [])
        if spans and spans[-1][0] == stretch[0]:
            spans.pop()
        spans.append(stretch)
    return found
