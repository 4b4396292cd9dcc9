"""Component: which totals and changes a text says to be made of which (其中, 包括, 分别为, 主要原因)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.items import Lexicon, lexicon
from kg.extract.prose.records import Claim, Cue, Line, Subject, Sum, ontology

ASSIGNS = ["doc._.sums"]
REQUIRES = ["doc._.plain", "doc._.cues", "doc._.claims", "doc._.subjects", "doc._.links", "doc._.reasons"]
_RUNS_ON = "；;，,、"


def create(nlp: Language, name: str, roots: list[str]) -> Callable[[Doc], Doc]:
    """The factory of the component; `roots` are the folders of the ontology."""
    source = ontology(roots)
    lead = "|".join(t["pattern"] for t in source.lexicon("statement_terms") if t["role"] == "lead")
    return Parts(re.compile(rf"(?:{lead}|[\W_]|[一二三四五六七八九十\d][、.])*"), lexicon(source))


class Parts:
    """Reads enumerations, nested ones and those that run over several lines."""

    def __init__(self, lead: re.Pattern[str], known: Lexicon) -> None:
        self._lead, self._lexicon = lead, known

    def __call__(self, doc: Doc) -> Doc:
        sums = _Walk(doc, self._lead, self._lexicon).sums()
        doc._.sums = sums + _of_changes(sums, doc._.claims, doc._.links)
        return doc


@dataclass(slots=True)
class _Frame:
    """An enumeration that is being read: what it adds up to, where it began, how its parts are marked.

    `runs_on`: one of its lines ended in ；or ，, so that a full stop ends it.
    """

    parents: list[int]
    at: int
    line: int
    group: tuple[int, ...]
    complete: bool
    changes_only: bool
    mark: int | None = None
    separator: str = ""
    runs_on: bool = False
    parts: dict[int, list[int]] = field(default_factory=dict)


class _Walk:
    def __init__(self, doc: Doc, lead: re.Pattern[str], known: Lexicon) -> None:
        self.text: str = doc._.plain
        self.lines: list[Line] = doc._.lines
        self.claims: list[Claim] = doc._.claims
        self.subjects: list[Subject] = doc._.subjects
        self.lead, self.lexicon = lead, known
        reasons = [Cue(r.start, r.start, "opener", "reason", {"changes": True}) for r in doc._.reasons]
        self.openers = sorted([*(c for c in doc._.cues if c.role == "opener"), *reasons], key=lambda c: c.end)
        self._ends = [claim.end for claim in self.claims]
        self._starts = [claim.segment.start for claim in self.claims]
        self.by_line: dict[int, list[int]] = {}
        for index, claim in enumerate(self.claims):
            self.by_line.setdefault(claim.segment.line, []).append(index)
        self.frames: list[_Frame] = []
        self.closed: list[_Frame] = []

    def sums(self) -> list[Sum]:
        """Each total with its parts, in the order in which the totals stand."""
        openers = iter([*self.openers, None])
        opener = next(openers)
        for number, line in enumerate(self.lines):
            claims = self.by_line.get(number, [])
            self._enter(line, claims)
            for index in claims:
                while opener and opener.end <= self._number_at(index):
                    self._open(opener, number)
                    opener = next(openers)
                self._take(index)
                if self.text[self.claims[index].end : self.claims[index].end + 1] == ":":
                    self._open(Cue(self.claims[index].end, self.claims[index].end + 1, "opener", "colon"), number)
            while opener and opener.end <= line.end:
                self._open(opener, number)
                opener = next(openers)
            self._leave(line)
        self.closed += self.frames
        return sorted([*self._results(), *self._summed_up()], key=lambda s: s.total)

    def _summed_up(self) -> Iterator[Sum]:
        """A 1万元，B 2万元，合计3万元."""
        for index, subject in enumerate(self.subjects):
            if subject.sums:
                sentence = self.claims[index].segment.sentence
                before = [i for i in range(index) if self.claims[i].segment.sentence == sentence]
                parts = [i for i in before if self.claims[i].kind == "total" and self.subjects[i].own]
                yield Sum(index, parts, True)

    def _number_at(self, index: int) -> int:
        claim = self.claims[index]
        return claim.figure.start if claim.figure else claim.end

    def _results(self) -> list[Sum]:
        return [
            Sum(total, parts, len(parts) > 1 and (frame.complete or self._is_partition(parts)))
            for frame in self.closed
            for total, parts in frame.parts.items()
        ]

    def _is_partition(self, parts: list[int]) -> bool:
        return frozenset(self.subjects[i].entry for i in parts) in self.lexicon.partitions

    def _pop(self) -> None:
        self.closed.append(self.frames.pop())

    def _enter(self, line: Line, claims: list[int]) -> None:
        """A new line goes on with the enumerations whose parts have its list mark."""
        if line.heading and not claims:
            while self.frames:
                self._pop()
        while self.frames and claims and not self._continues(self.frames[-1], line):
            self._pop()
        if self.frames and claims and self.frames[-1].mark is None:
            self.frames[-1].mark = line.mark

    def _continues(self, frame: _Frame, line: Line) -> bool:
        if frame.mark is None:
            return line.mark == 0 or line.mark > self.lines[frame.line].mark or not self.lines[frame.line].mark
        if not frame.mark or not line.mark:
            return line.mark == frame.mark or not line.mark
        starts_anew = line.mark == frame.mark and bool(frame.parts) and self._is_first(line)
        return line.mark >= frame.mark and not starts_anew

    def _is_first(self, line: Line) -> bool:
        return bool(re.match(r"[〔(]?[一1](?!\d)", self.text[line.start : line.end]))

    def _leave(self, line: Line) -> None:
        """At the end of a line only what runs on stays open."""
        tail = self.text[line.start : line.end].rstrip()[-1:]
        runs_on = bool(tail) and tail in _RUNS_ON
        for frame in list(self.frames):
            begun_here = line.start <= frame.at <= line.end
            waits = not frame.parts and bool(self.lead.fullmatch(self.text[frame.at : line.end]))
            ends = frame.mark == 0 and bool(frame.parts) and frame.runs_on and not runs_on
            if ends or (begun_here and not waits and not runs_on):
                self.frames.remove(frame)
                self.closed.append(frame)
            frame.runs_on = frame.runs_on or runs_on

    def _open(self, cue: Cue, number: int) -> None:
        parents = self._parents(cue, number)
        if not parents:
            return
        last = self.claims[parents[-1]]
        explains = bool(cue.data.get("explains")) and last.kind in ("change", "growth")
        changes = explains or bool(cue.data.get("changes"))
        claim = self.claims[max(0, bisect_left(self._starts, cue.start + 1) - 1)]
        group = claim.segment.group if claim.segment.start <= cue.start < claim.segment.end else ()
        complete = bool(cue.data.get("complete"))
        self.frames.append(_Frame(parents, cue.end, number, group, complete, changes))

    def _parents(self, cue: Cue, number: int) -> list[int]:
        """The claims that speak of the item before the cue: its totals and its change."""
        last = bisect_left(self._ends, cue.start + 1) - 1
        if last < 0:
            return []
        line = self.lines[number]
        before = self.claims[last].segment.line
        if cue.term != "reason":
            last = self._whole(last, cue.start)
        begins = bool(self.lead.fullmatch(self.text[line.start : cue.start]))
        if before != number and not (begins and before == number - 1):
            return []
        named = None if cue.data.get("whole") else self._named(cue, last)
        if named is not None:
            return named
        whole = before != number or cue.data.get("whole")
        return self._first_group(before) if whole else self._group(last)

    def _first_group(self, line: int) -> list[int]:
        """What a whole line is about, for a list that begins on the next one."""
        there = self.by_line[line]
        label = self.subjects[there[0]].label
        return [i for i in there if self.subjects[i].label == label and not self.claims[i].prior]

    def _whole(self, index: int, at: int) -> int:
        """After a list (A 1、B 2；其中 …) what it adds up to is spoken of again, not its last part."""
        if not re.search("[;。]", self.text[self.claims[index].end : at]):
            return index
        for frame in self.frames + self.closed:
            if frame.line == self.claims[index].segment.line and any(index in p for p in frame.parts.values()):
                return self._whole(frame.parents[-1], at)
        return index

    def _named(self, cue: Cue, last: int) -> list[int] | None:
        """收入包括 names its own total; None where nothing is named."""
        begin = max(self.text.rfind(mark, 0, cue.start) for mark in "，;。:\n()") + 1
        words = self.lead.sub("", self.text[max(begin, self._ends[last]) : cue.start])
        if not words or cue.term == "reason":
            return None
        for back in range(last, -1, -1):
            claim, subject = self.claims[back], self.subjects[back]
            if claim.segment.line != self.claims[last].segment.line:
                break
            entry = self.lexicon.entries.get(subject.entry or "")
            balance = entry is not None and entry.data.get("aggregate") == "balance"
            if claim.kind == "total" and (words in subject.label or (balance and words in ("收入", "支出"))):
                return [back]
        return []

    def _group(self, last: int) -> list[int]:
        subject, line = self.subjects[last], self.claims[last].segment.line
        group: list[int] = []
        for back in range(last, -1, -1):
            claim = self.claims[back]
            if claim.segment.line != line or self.subjects[back].label != subject.label:
                break
            if not claim.prior and claim.kind != "share":
                group.insert(0, back)
        return group

    def _take(self, index: int) -> None:
        """Add a claim to the innermost enumeration that it can be a part of."""
        claim = self.claims[index]
        if not self._is_named(index) or claim.prior or claim.kind in ("growth", "share"):
            return
        for frame in reversed(self.frames):
            parent = self._parent(frame, index)
            if parent is None:
                continue
            if self._is_open(frame, parent, index):
                frame.parts.setdefault(parent, []).append(index)
                return
            if frame.line == claim.segment.line:
                self.frames.remove(frame)
                self.closed.append(frame)
            elif self.lines[claim.segment.line].mark != frame.mark:
                return

    def _is_named(self, index: int) -> bool:
        """Named beside the number or in front of its sentence, or another phase of what is: 支出决算4万元."""
        subject = self.subjects[index]
        phased = self.claims[index].kind == "total" and subject.phase is not None
        return bool(subject.label) and (subject.own or subject.label_only or phased)

    def _parent(self, frame: _Frame, index: int) -> int | None:
        """The total of the enumeration that this claim is of one kind with: money, unit, year, phase."""
        claim = self.claims[index]
        fitting = []
        for i in frame.parents:
            parent = self.claims[i]
            alike = (parent.kind == "change") == (claim.kind == "change") and parent.kind != "growth"
            if alike and (claim.kind == "change" or not frame.changes_only) and self._agree(i, index):
                fitting.append(i)
        subject = self.subjects[index]
        phase = subject.phase
        if phase and not subject.own:
            allowed = {phase, None} if subject.label_only else {phase}
            fitting = [i for i in fitting if self.subjects[i].phase in allowed]
        return next((i for i in fitting if self.subjects[i].phase == phase), fitting[-1] if fitting else None)

    def _agree(self, i: int, j: int) -> bool:
        one, other = self.claims[i].figure, self.claims[j].figure
        if one is None or other is None or self.subjects[i].label == self.subjects[j].label:
            return False
        years = {self.claims[i].year, self.claims[j].year} - {None}
        phases = {self.subjects[i].phase, self.subjects[j].phase} - {None}
        if len(years) > 1 or len(phases) > 1 or one.form != other.form:
            return False
        return one.form == "money" or one.unit == other.unit

    def _is_open(self, frame: _Frame, parent: int, index: int) -> bool:
        claim, begun = self.claims[index], frame.parts.get(parent, [])
        if claim.segment.group[: len(frame.group)] != frame.group or self._are_siblings(parent, index):
            return False
        full = self._is_full(parent, begun) and claim.figure is not None and claim.figure.value > 0
        if frame.line != claim.segment.line:
            return self.lines[claim.segment.line].mark == frame.mark and self._leads_line(index) and not full
        at = self._ends[begun[-1]] if begun else frame.at
        between = self.text[at : claim.start]
        if not begun:
            return not re.search(r"[;。]|、.*、", between)
        if "。" in between or full:
            return False
        if ";" in between and frame.separator != ";":
            if len(begun) > 1 and len(self.frames) > 1:
                return False
            frame.separator = ";" if len(begun) == 1 else frame.separator
        return True

    def _leads_line(self, index: int) -> bool:
        """In a list over several lines the part is what its line begins with."""
        first = self.by_line[self.claims[index].segment.line][0]
        return self.subjects[first].label == self.subjects[index].label

    def _are_siblings(self, i: int, j: int) -> bool:
        """Two of one partition, such as 公务用车 and 公务接待费, are never whole and part."""
        one, other = self.subjects[i].entry, self.subjects[j].entry
        return any(one in p and other in p for p in self.lexicon.partitions) if one and other else False

    def _is_full(self, parent: int, parts: list[int]) -> bool:
        """A list whose parts already add up is finished."""
        total = self.claims[parent].figure if self.claims[parent].kind != "change" else None
        added = sum((f.value for i in parts if (f := self.claims[i].figure)), Decimal(0))
        return total is not None and 0 < total.value <= added


def _of_changes(sums: list[Sum], claims: list[Claim], links: list[int | None]) -> list[Sum]:
    """Where parts of a total have changes of their own, these add up to the change of the total."""
    changes = {link: i for i, link in enumerate(links) if link is not None and claims[i].kind == "change"}
    found = []
    for told in sums:
        parts = [changes[i] for i in told.parts if i in changes]
        if told.total in changes and parts and changes[told.total] not in {s.total for s in sums}:
            complete = told.complete and len(parts) == len(told.parts)
            found.append(Sum(changes[told.total], parts, complete))
    return found
