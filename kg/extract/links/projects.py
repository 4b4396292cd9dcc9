"""A project and the other places that print it: its rows in tables, sentences with its money, its functional line.

Names are compared exactly, then without blanks, numbering and words such as 项目 and 经费 at their end; two printed
project codes must agree. The functional code is taken from where the project is printed, never guessed from its name.
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
from kg.model import Ref
from kg.vocab import BP, BPC, SKOS

BY = "links/projects"
_FUNCTIONAL = re.compile(r"2\d{4}(\d\d)?")
_EXACT, _NORMALISED, _CODE = 1.0, 0.95, 1.0


def add(sheet: Sheet, words: LinkWords, topics: TopicReader) -> None:
    """Link each project to its rows and sentences, and to the lines of its functional code."""
    rows, projects = list(_rows(sheet)), list(sheet.of(BP.Project))
    named = _by_name(sheet, rows, words)
    coded = _by_code(rows, {words.core(text(project)) for project in projects}, words)
    for project in projects:
        places = [p for p in named.get(words.core(text(project)), ()) if _agree(project, p)]
        for place in places:
            _same(sheet, project, place, words)
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


def _by_name(sheet: Sheet, rows: list[Draft], words: LinkWords) -> dict[str, list[Draft]]:
    named: dict[str, list[Draft]] = defaultdict(list)
    for row in rows:
        if row.get(BP.rowRole) != BPC.total:
            named[words.core(text(row))].append(row)
    for statement in sheet.of(BP.Statement):  # a confidence: the item was carried over, not named
        told = statement.get(BP.statementKind) == BPC.total and statement.confidence is None
        if told and (item := statement.get(BP.about)):
            named[words.core(text(sheet.drafts[Ref(str(item))]))].append(statement)
    return named


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


def _same(sheet: Sheet, project: Draft, place: Draft, words: LinkWords) -> None:
    name = text(place) or text(sheet.drafts[Ref(text(place, BP.about))])
    exact = bare(name) == bare(text(project))
    reason = "名称相同" if exact else f"名称相同（印作“{name}”）"
    if project.get(BP.amount) is not None and place.get(BP.amount) is not None:
        apart, same = gap(project, place)
        reason += "，金额相同" if same else f"，金额相差 {yuan(apart)}"
    link(sheet, BPC.same_item, project.key, [place.key], _EXACT if exact else _NORMALISED, reason, BY)
