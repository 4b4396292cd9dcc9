"""A project and the other places that print it: its rows in tables, sentences with its money, its functional line.

Names are compared exactly, then without blanks, numbering and words such as 项目 and 经费 at their end; two printed
project codes must agree. A sentence also counts that has the project's money in a paragraph with its name. The
functional code is taken from where the project is printed, never guessed from its name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from kg.extract.links.record import gap, link, text, yuan
from kg.extract.links.words import LinkWords
from kg.extract.meaning_lexicon import bare
from kg.extract.sheet import Draft, Sheet
from kg.extract.topics import TopicReader
from kg.model import Ref, Value
from kg.vocab import BP, BPC, SKOS

BY = "links/projects"
_FUNCTIONAL = re.compile(r"2\d{4}(\d\d)?")
_EXACT, _NORMALISED, _MENTIONED, _CODE = 1.0, 0.95, 0.85, 1.0
_LONG = 6  # characters of a name that a paragraph does not hold by chance


def add(sheet: Sheet, words: LinkWords, topics: TopicReader) -> None:
    """Link each project to its rows and sentences, and to the lines of its functional code."""
    rows, projects = list(_rows(sheet)), list(sheet.of(BP.Project))
    places_of = _Places(sheet, rows, words)
    coded = _by_code(rows, {words.core(text(project)) for project in projects}, words)
    for project in projects:
        places = places_of.named(project)
        for place in places:
            _same(sheet, project, place)
        for place in places_of.mentioning(project, places):
            reason = "同一段写有项目名称，金额相同"
            link(sheet, BPC.same_item, project.key, [place.key], _MENTIONED, reason, BY)
        codes = dict.fromkeys(text(draft, SKOS.notation) for draft in [project, *places])
        for code in filter(_FUNCTIONAL.fullmatch, codes):
            for row in coded.get(code, ()):
                link(sheet, BPC.charged_to, project.key, [row.key], _CODE, f"项目所列功能分类科目 {code}", BY)


def _rows(sheet: Sheet) -> Iterator[Draft]:
    """The first figure of each row of a table; of a coded row the one of project expenditure, if there is one."""
    before: tuple[object, ...] = ()
    run: list[Draft] = []
    for line in sheet.of(BP.BudgetLine):
        row = (line.get(BP.inTable), text(line), line.get(SKOS.notation))
        if row != before and run:
            yield _chosen(run)
            run = []
        before = row
        run.append(line)
    if run:
        yield _chosen(run)


def _chosen(run: list[Draft]) -> Draft:
    return next((line for line in run if line.get(BP.expenditureType) == BPC.project), run[0])


class _Places:
    """Rows of tables and sentences with money, by their name and by their amount."""

    def __init__(self, sheet: Sheet, rows: list[Draft], words: LinkWords) -> None:
        self.sheet, self.words = sheet, words
        self._named: dict[str, list[Draft]] = defaultdict(list)
        self._paid: dict[Value, list[Draft]] = defaultdict(list)  # sentences only
        self._amounts: dict[str, set[Value | None]] = defaultdict(set)  # of the projects of one name
        for project in sheet.of(BP.Project):
            self._amounts[words.core(text(project))].add(project.get(BP.amount))
        for place in [*rows, *filter(_is_told, sheet.of(BP.Statement))]:
            if place.get(BP.rowRole) != BPC.total:
                self._named[words.core(_name(sheet, place))].append(place)
            if place.type == BP.Statement and (amount := place.get(BP.amount)):
                self._paid[amount].append(place)

    def named(self, project: Draft) -> list[Draft]:
        """The places with the name of a project, and not with the amount of another of that name."""
        core = self.words.core(text(project))
        others = self._amounts[core] - {project.get(BP.amount)}
        places = (p for p in self._named.get(core, ()) if p.get(BP.amount) not in others)
        return [p for p in places if _agree(project, p) and self._prints(p, core)]

    def mentioning(self, project: Draft, known: list[Draft]) -> list[Draft]:
        """Sentences with the money of a project in a paragraph that has its name, 运维费 and the like left out."""
        stem = self.words.stem(self.words.core(text(project)).removesuffix("费"))
        paid = self._paid.get(project.get(BP.amount) or 0, ()) if len(stem) >= _LONG else ()
        return [place for place in paid if place not in known and stem in bare(self._paragraph(place))]

    def _paragraph(self, place: Draft) -> str:
        words = self.sheet.document.text
        end = words.find("\n", place.span.end)
        return words[words.rfind("\n", 0, place.span.start) + 1 : end if end >= 0 else None]

    def _prints(self, place: Draft, core: str) -> bool:
        """Whether the name stands at the place; in its own form and its texts, figures are the project's without it."""
        own = place.by.startswith(("prose/", "layout/indicators/form"))
        return not own or core in bare(self.sheet.document.text[place.span.start : place.span.end])


def _is_told(statement: Draft) -> bool:
    """A total whose item is named beside it; with a confidence it was carried over."""
    named = statement.get(BP.about) is not None and statement.confidence is None
    return named and statement.get(BP.statementKind) == BPC.total


def _name(sheet: Sheet, place: Draft) -> str:
    return text(place) if place.type == BP.BudgetLine else text(sheet.drafts[Ref(text(place, BP.about))])


def _by_code(rows: list[Draft], projects: set[str], words: LinkWords) -> dict[str, list[Draft]]:
    """The rows of expenditure by functional code; the rows of the projects themselves are none."""
    coded: dict[str, list[Draft]] = defaultdict(list)
    for row in rows:
        code, spent = text(row, SKOS.notation), row.get(BP.side) != BPC.income
        if spent and _FUNCTIONAL.fullmatch(code) and words.core(text(row)) not in projects:
            coded[code].append(row)
    return coded


def _agree(project: Draft, place: Draft) -> bool:
    """Two project codes must be the same; a functional code or none tells nothing of identity."""
    codes = {c for d in (project, place) if (c := text(d, SKOS.notation)) and not _FUNCTIONAL.fullmatch(c)}
    return len(codes) < 2


def _same(sheet: Sheet, project: Draft, place: Draft) -> None:
    name = _name(sheet, place)
    exact = bare(name) == bare(text(project))
    reason = "名称相同" if exact else f"名称相同（印作“{name}”）"
    if project.get(BP.amount) is not None and place.get(BP.amount) is not None:
        apart, same = gap(project, place)
        reason += "，金额相同" if same else f"，金额相差 {yuan(apart)}"
    link(sheet, BPC.same_item, project.key, [place.key], _EXACT if exact else _NORMALISED, reason, BY)
