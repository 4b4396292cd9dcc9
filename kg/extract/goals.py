"""Objectives and projects that are written as prose: year plans, goals by duty, projects named with their money."""

from __future__ import annotations

from kg.extract.money import amount
from kg.extract.owners import Owners
from kg.extract.regions import Regions
from kg.extract.sections import Section
from kg.model import Block, Passage, Ref
from kg.read.lines import mark
from kg.vocab import BP, RDFS

BY = "goals"


def add(owners: Owners, sections: list[Section], regions: Regions) -> None:
    """Add prose objectives, the indicators under them, and projects."""
    department = owners.reader.department
    if department is None:
        return
    _plans(owners, sections, regions, department)
    _labelled(owners, sections, regions, department)
    _projects(owners, sections, regions)


def _plans(owners: Owners, sections: list[Section], regions: Regions, department: Ref) -> None:
    """Numbered items of a year plan, and the sentence that states its overall aim."""
    for region in regions.under("plan", sections):
        for section in region:
            block = section.block
            if not isinstance(block, Block):
                break
            overall = regions.matches("plan_overall", block.text)
            if overall:
                _objective(owners, department, block.passage[overall.start() : overall.end()])
            elif mark(block.text) >= 4 and "。" in block.text:
                _objective(owners, department, _unmarked(block.passage))


def _labelled(owners: Owners, sections: list[Section], regions: Regions, department: Ref) -> None:
    """``职责：… 绩效目标：… 绩效指标：…`` in lines, and a paragraph under 总体绩效目标：."""
    owner, pending = department, False
    for section in sections:
        block = section.block
        if not isinstance(block, Block):
            owner, pending = department, False
            continue
        passage = block.passage
        if match := regions.matches("duty_owner", block.text):
            owner = owners.get(BP.Duty, match["name"], passage.span(*match.span("name")), BY)
        elif match := regions.matches("goal", block.text):
            _objective(owners, owner, passage[match.start("text") : match.end("text")])
        elif match := regions.matches("indicator", block.text):
            _indicator(owners, owner, passage, *match.span("name"), *match.span("text"))
        elif pending:
            _objective(owners, department, passage)
        pending = bool(regions.matches("overall_goal", block.text))


def _indicator(owners: Owners, owner: Ref, passage: Passage, a: int, b: int, start: int, end: int) -> None:
    name, text = passage[a:b], passage[start:end]
    target = owners.reader.targets.parse(text.text, name=name.text)
    ref = owners.sheet.add(BP.Indicator, passage.span(a, end), BY, {RDFS.label: name.text})
    owners.sheet.put(owner, BP.hasIndicator, ref)
    values = {
        BP.printed: target.printed,
        BP.comparator: target.comparator,
        BP.value: target.value,
        BP.unit: target.unit,
        BP.valueKind: target.kind,
        BP.targetKey: target.key,
        BP.vague: target.vague or None,
    }
    owners.sheet.put(ref, BP.hasTarget, owners.sheet.add(BP.Target, text.span(), BY, values))


def _objective(owners: Owners, owner: Ref, passage: Passage) -> None:
    owners.objective(owner, passage.text, passage.span(), BY)


def _unmarked(passage: Passage) -> Passage:
    text = passage.text
    cut = next((i + 1 for i, c in enumerate(text[:4]) if c in "、.．）)"), 0)
    return passage[cut:]


def _projects(owners: Owners, sections: list[Section], regions: Regions) -> None:
    """Projects in a sentence after the project total, or in numbered lines under it."""
    listed = False
    for section in sections:
        block = section.block
        if not isinstance(block, Block) or any(regions.matches("glossary", h) for h in section.path):
            listed = False
            continue
        passage = block.passage
        if listed and (line := regions.matches("project_list", block.text)) and mark(block.text):
            _project(owners, regions, passage, line.span("name"), line["amount"], line["unit"])
            continue
        if total := regions.matches("project_total", block.text):
            parts = passage[total.start("parts") : total.end("parts")]
            _parts(owners, parts, regions)
        listed = _opens_list(block.text, listed, regions)


def _opens_list(text: str, listed: bool, regions: Regions) -> bool:
    """A paragraph on 项目支出, or one that ends in 用于 after it, opens a list of projects."""
    if mark(text) and regions.matches("projects", text[:12]):
        return True
    return listed and text.endswith(("用于", "：", ":", "包括"))


def _parts(owners: Owners, parts: Passage, regions: Regions) -> None:
    at = 0
    while match := regions.matches("project_part", parts.text[at:]):
        start, end = match.span("name")
        _project(owners, regions, parts, (at + start, at + end), match["amount"], match["unit"])
        at += match.end()


def _project(
    owners: Owners, regions: Regions, passage: Passage, place: tuple[int, int], figure: str, unit: str
) -> None:
    name = passage[place[0] : place[1]]
    if regions.matches("no_project", name.text):
        return
    money = amount(figure, unit)
    if money.yuan and owners.reader.items.lexicon.known(name.text) is None and len(name.text) >= 3:
        ref = owners.get(BP.Project, name.text, name.span(), BY)
        owners.amount(ref, money)
