"""Component: each figure, and each word that says nothing changed, becomes a claim: its kind, trend and year."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.prose.records import Claim, Cue, Figure, Role, Segment, ontology

ASSIGNS = ["doc._.claims"]
REQUIRES = ["doc._.plain", "doc._.figures", "doc._.segments", "doc._.cues"]
_TO_FIGURE = re.compile(r"(?:了|额|数|为|是|约|各|共|共计|幅度?|率|达到?|近|超过|〔[^〕]*〕|\s)*")
_BASE_ONLY = re.compile(r"(?:年初|全年|调整后?|财政拨款|预算|决算|执行|安排|支出|收入|总额|数|额|的|为|是|约)*")


def create(nlp: Language, name: str, roots: list[str]) -> Callable[[Doc], Doc]:
    """The factory of the component; `roots` are the folders of the ontology."""
    terms = ontology(roots).lexicon("statement_terms")
    definition = re.compile(next(t["pattern"] for t in terms if t["role"] == "definition"))
    lead = "|".join(t["pattern"] for t in terms if t["role"] == "lead")
    skip = "|".join(t["pattern"] for t in terms if t["role"] == "lead" and not t.get("tells"))
    number = r"[一二三四五六七八九十]{1,3}[、.]|\d{1,2}(?:、|\.(?!\d))|〔[^〕]{0,3}〕|[、.\s]"
    return Claims(definition, re.compile(rf"(?:{lead}|{number}|\d)*"), re.compile(rf"(?:{skip}|{number})*"))


@dataclass(slots=True)
class _State:
    """What a claim takes over from the text before it, within one line."""

    line: int = -1
    sentence: int = -1
    year: int | None = None
    form: str | None = None
    stock: int | None = None
    compared: int | None = None


class Claims:
    """Walks over the segments and turns what stands in them into claims."""

    def __init__(self, *patterns: re.Pattern[str]) -> None:
        self._patterns = patterns

    def __call__(self, doc: Doc) -> Doc:
        doc._.claims = list(_Walk(doc, *self._patterns).claims())
        return doc


class _Walk:
    def __init__(self, doc: Doc, definition: re.Pattern[str], lead: re.Pattern[str], skip: re.Pattern[str]) -> None:
        self.text: str = doc._.plain
        self.segments: list[Segment] = doc._.segments
        self.figures: list[Figure] = doc._.figures
        self.cues: list[Cue] = doc._.cues
        self.fiscal: int | None = doc._.fiscal_year
        self._starts = [figure.start for figure in self.figures]
        self._cue_ends = sorted((cue.end, i) for i, cue in enumerate(self.cues))
        self._definition, self._lead, self._skip = definition, lead, skip
        self.state = _State()

    def claims(self) -> Iterator[Claim]:
        """All claims of the text, in reading order."""
        defined = self._defined()
        for number, segment in enumerate(self.segments):
            if segment.line != self.state.line:
                self.state = _State(segment.line)
            if segment.sentence != self.state.sentence:
                self.state.sentence, self.state.year = segment.sentence, None
            if segment.sentence not in defined:
                yield from self._of(number, segment)

    def _defined(self) -> set[int]:
        """Sentences that define a term (是指 …) claim nothing."""
        first: dict[int, Segment] = {}
        for segment in self.segments:
            first.setdefault(segment.sentence, segment)
        return {n for n, s in first.items() if self._definition.match(self.text[s.start : s.start + 80])}

    def _of(self, number: int, segment: Segment) -> Iterator[Claim]:
        cues = self._cues_in(segment)
        figures = self.figures[bisect_left(self._starts, segment.start) : bisect_left(self._starts, segment.end)]
        flats = [cue for cue in cues if cue.role == "flat"]
        at = segment.start
        marks: list[Figure | Cue] = [*figures, *flats]
        for mark in sorted(marks, key=lambda m: m.end):
            head = [c for c in cues if c.start >= at and c.end <= mark.start and c.role != "flat"]
            claim = self._claim(number, at, mark, head)
            if claim:
                yield claim
            at = mark.end
        self._remember([c for c in cues if c.start >= at])

    def _cues_in(self, segment: Segment) -> list[Cue]:
        low = bisect_left(self._cue_ends, (segment.start + 1, -1))
        high = bisect_left(self._cue_ends, (segment.end + 1, -1))
        return [self.cues[i] for i in sorted(i for _, i in self._cue_ends[low:high])]

    def _claim(self, number: int, at: int, mark: Figure | Cue, cues: list[Cue]) -> Claim | None:
        compare = next((c for c in reversed(cues) if c.role == "compare"), None)
        trend = next((c for c in reversed(cues) if c.role == "trend"), None)
        self._remember(cues)
        segment = self.segments[number]
        if isinstance(mark, Cue):
            return self._flat(number, at, mark, compare)
        if compare and self._is_prior(compare, trend, mark):
            return self._prior(segment, at, mark, compare)
        kind = _rate_kind(cues, trend) if mark.form == "rate" else self._amount_kind(at, mark, trend, compare)
        if kind is None:
            return None
        noun = self._noun(number, at, mark, trend if kind in ("change", "growth") else None, compare, cues)
        start = self._start(min(noun[0], at) if noun[1] > noun[0] else at)
        term = trend.term if trend and kind in ("change", "growth") else mark.term
        trending = _trend(trend, mark) if kind in ("change", "growth") else None
        base = next((str(c.data["phase"]) for c in cues if c.role == "completion"), None)
        year, compared = self._year(mark.form), self.state.compared if kind in ("change", "growth") else None
        return Claim(mark, start, mark.end, kind, segment, noun, term, trending, year, compared, base=base)

    def _flat(self, number: int, at: int, cue: Cue, compare: Cue | None) -> Claim | None:
        """Nothing changed: needs something that it is compared with, in this segment or in the one before."""
        segment, after = self.segments[number], bool(cue.data.get("after"))
        if not after and compare is None and not self._compared_before(number):
            return None
        noun = (cue.end, segment.end) if after else self._before(at, compare, cue.start)
        end = segment.end if after else cue.end
        nearly = bool(cue.data.get("nearly"))
        year, compared = self.state.year, self._compared_year(cue) if after else self.state.compared
        start = self._start(at) if not after else cue.start
        return Claim(None, start, end, "change", segment, noun, cue.term, "flat", year, compared, nearly=nearly)

    def _compared_before(self, number: int) -> bool:
        """Whether the segment before ends in 与上年相比."""
        before = self.segments[number - 1]
        ends = any(c.role == "compare" and c.end == before.end for c in self._cues_in(before))
        return ends and self.segments[number].before == "，"

    def _is_prior(self, compare: Cue, trend: Cue | None, mark: Figure) -> bool:
        if mark.form == "rate" or (trend and trend.start >= compare.end):
            return False
        return bool(_BASE_ONLY.fullmatch(self.text[compare.end : mark.start]))

    def _prior(self, segment: Segment, at: int, mark: Figure, compare: Cue) -> Claim:
        year = self._compared_year(compare)
        noun = (at, compare.start)
        kind: Role = "count" if mark.form == "count" else "total"
        return Claim(mark, compare.start, mark.end, kind, segment, noun, compare.term, year=year, prior=True)

    def _amount_kind(self, at: int, mark: Figure, trend: Cue | None, compare: Cue | None) -> Role:
        if trend and _TO_FIGURE.fullmatch(self.text[trend.end : mark.start]):
            return "change"
        if trend and mark.form == "money":
            begin = compare.end if compare and compare.end <= trend.start else at
            if self._lead.fullmatch(self.text[begin : trend.start]):
                return "change"
        return "count" if mark.form == "count" and not mark.area else "total"

    def _noun(
        self, number: int, at: int, mark: Figure, trend: Cue | None, compare: Cue | None, cues: list[Cue]
    ) -> tuple[int, int]:
        """Where the name of the item stands: before the comparison, else between it and the number."""
        limit = next((c.start for c in cues if c.role in ("share", "completion")), mark.start)
        if trend:
            after = (trend.end, mark.start)
            if not _TO_FIGURE.fullmatch(self.text[trend.end : mark.start]):
                return after
            limit = min(limit, trend.start)
        noun = self._before(at, compare, limit)
        if self._is_empty(noun) and self.segments[number].before == ":" and at == self.segments[number].start:
            return self._label(number) or noun
        return noun

    def _before(self, at: int, compare: Cue | None, limit: int) -> tuple[int, int]:
        if compare is None or compare.start >= limit:
            return (at, limit)
        if self._is_empty((at, compare.start)) and compare.term == "versus":
            return (compare.end, max(compare.end, limit))
        return (at, compare.start)

    def _is_empty(self, noun: tuple[int, int]) -> bool:
        return bool(self._lead.fullmatch(self.text[noun[0] : noun[1]]))

    def _label(self, number: int) -> tuple[int, int] | None:
        """The words before a colon name what stands after it: ``科普信息化：130万元``."""
        before = self.segments[number - 1]
        same = before.line == self.segments[number].line
        free = bisect_left(self._starts, before.start) == bisect_left(self._starts, before.end)
        return (before.start, before.end) if same and free else None

    def _start(self, at: int) -> int:
        """Where the clause begins, list marks and words such as 其中 left out."""
        match = self._skip.match(self.text, at)
        return match.end() if match else at

    def _remember(self, cues: list[Cue]) -> None:
        """Keep the years that are named for what follows."""
        spans = [(c.start, c.end) for c in cues if c.role == "compare"]
        for cue in cues:
            if cue.role == "compare":
                self.state.compared = self._compared_year(cue)
            elif cue.role == "year" and not any(s <= cue.start < e for s, e in spans):
                self.state.year, self.state.form = self._named_year(cue), None
                if cue.data.get("stock"):
                    self.state.stock = self.state.year

    def _year(self, form: str) -> int | None:
        """The year named in the sentence; one that stood beside a count is not the year of the money after it."""
        counts = form == "count"
        if self.state.year and self.state.form is None:
            self.state.form = "count" if counts else "money"
        year = self.state.year if self.state.form == ("count" if counts else "money") else None
        return year or (self.state.stock if counts else None)

    def _named_year(self, cue: Cue) -> int | None:
        if "offset" in cue.data:
            return self.fiscal + int(cue.data["offset"]) if self.fiscal else None
        found = re.search(r"20\d\d", self.text[cue.start : cue.end])
        return int(found[0]) if found else None

    def _compared_year(self, cue: Cue) -> int | None:
        """The year of a comparison; None where it is with the budget of the same year."""
        words = self.text[cue.start : cue.end]
        found = re.search(r"20\d\d", words)
        if found:
            return int(found[0])
        if re.search(r"上一?年|去年|同期|上期", words):
            return self.fiscal - 1 if self.fiscal else None
        return self.fiscal - 2 if self.fiscal and "前年" in words else None


def _rate_kind(cues: list[Cue], trend: Cue | None) -> Role | None:
    """A share (占, 完成预算的), a rate of growth, or None: other percentages are no claims about money."""
    roles = {cue.role for cue in cues}
    if roles & {"share", "completion"}:
        return "share"
    return "growth" if trend else None


def _trend(cue: Cue | None, mark: Figure) -> str | None:
    """Up or down; a minus turns it round; zero is flat; an option that was left open is none."""
    if mark.value == 0:
        return "flat"
    trend = str(cue.data["trend"]) if cue else ""
    if mark.negative:
        trend = {"up": "down", "down": "up"}.get(trend, trend)
    return trend or None
