"""Who published what for which year: department and its other names, kind, fiscal year, title.

The words by which this is told are in ``lexicon/identity.jsonl``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePath

from kg.extract.meaning_lexicon import bare
from kg.extract.names import Words, passages, variants, words
from kg.extract.sheet import Draft, Sheet
from kg.model import Block, Cell, Document, Passage, Ref, Span, Table, Term, Value, Year
from kg.resources import Ontology
from kg.vocab import BP, BPC, DCTERMS, RDFS, SKOS

BY = "disclosure"
COVER = 12  # blocks in which a title is looked for
_LEVELS = {"township": BPC.township, "county": BPC.county, "city": BPC.city, "province": BPC.province}
LONGEST_TITLE = 80  # characters, over up to four lines


@dataclass(frozen=True, slots=True)
class Identity:
    """The disclosure as named: department label and variants (first is the label), kind, year, title.

    `key` is the same in every official form of the label, `level` the level of government that it tells.
    """

    names: tuple[tuple[str, Span], ...]
    key: str
    kind: Term | None
    year: int | None
    title: Passage | None
    level: Term | None = None

    @property
    def keys(self) -> frozenset[str]:
        """The names as they are compared."""
        return frozenset(bare(name) for name, _ in self.names)


@dataclass(frozen=True, slots=True)
class Title:
    """A line that names department, year and kind."""

    name: str
    span: Span
    year: int
    what: str
    passage: Passage | None = None


def identify(document: Document, ontology: Ontology) -> Identity:
    """Read the cover, the captions of tables and, last, the file name."""
    lexicon = words(ontology)
    titles = list(_titles(document, lexicon))
    named = [(t.name, t.span) for t in titles if t.passage] + list(_captions(document, lexicon))
    named += [(t.name, t.span) for t in titles if not t.passage]
    names = dict(_forms(named, lexicon))
    for form, span in variants(next(iter(names)), passages(document), lexicon) if names else ():
        if not any(known.startswith(form) for known in names):
            names[form] = span
    years = [t.year for t in titles] or _years(document, lexicon)
    what = titles[0].what if titles else document.text[:20_000]
    final = what.count("决算") > what.count("预算")
    known = bool(titles) or "预算" in what or "决算" in what
    return Identity(
        tuple(names.items()),
        bare(lexicon.key(next(iter(names), ""))),
        (BPC.final_accounts if final else BPC.budget) if known else None,
        years[0] if years else None,
        next((t.passage for t in titles if t.passage), None),
        _LEVELS.get(lexicon.level(next(iter(names), ""))),
    )


def _titles(document: Document, lexicon: Words) -> Iterator[Title]:
    """Titles on the cover, which may run over several lines; then the file name as one."""
    blocks = [b for b in document.blocks if isinstance(b, Block)][:COVER]
    stop = next((i for i, b in enumerate(blocks) if lexicon.find("contents", b.text)), len(blocks))
    lines = [b.passage for b in blocks[:stop] if b.text]
    start = 0
    while start < len(lines):
        end, title = _title_at(lines, start, lexicon)
        if title:
            yield title
        start = end
    stem = PurePath(document.source).stem.split("_", 1)[-1]
    if match := lexicon.title(stem):
        yield Title(match["name"], Span(0, 0), int(match["year"]), match["what"])


def _title_at(lines: list[Passage], start: int, lexicon: Words) -> tuple[int, Title | None]:
    """The shortest title that begins at a line, and the line to go on with."""
    for end in range(start + 1, min(len(lines), start + 4) + 1):
        passage = Passage.join(lines[start:end])
        match = lexicon.title(passage.text) if len(passage.text) <= LONGEST_TITLE else None
        if match:
            span = passage.span(*match.span("name"))
            return end, Title(match["name"], span, int(match["year"]), match["what"], passage)
    return start + 1, None


def _years(document: Document, lexicon: Words) -> list[int]:
    """The year of which the text speaks most, else one in the file name."""
    spoken = Counter(m[1] for m in lexicon.all("year", document.text)).most_common(1)
    return [int(y) for y, _ in spoken] or [int(y) for y in re.findall(r"20[0-4]\d", PurePath(document.source).stem)[:1]]


def _captions(document: Document, lexicon: Words) -> Iterator[tuple[str, Span]]:
    """The names after 部门名称： and the like, the most frequent first."""
    found: Counter[str] = Counter()
    spans: dict[str, Span] = {}
    for passage in _lines(document, lexicon):
        match = lexicon.find("caption", passage.text)
        if match and lexicon.is_name(match["name"]):
            found[match["name"]] += 1
            spans.setdefault(match["name"], passage.span(*match.span("name")))
    for name, _ in found.most_common(3):
        yield name, spans[name]


def _lines(document: Document, lexicon: Words) -> Iterator[Passage]:
    """Paragraphs, and the first rows of tables with a label and the cell beside it read as one line."""
    for block in document.blocks:
        if isinstance(block, Block):
            yield block.passage
        elif isinstance(block, Table):
            head = [c for c in block.cells if c.row < 3]
            yield from (c.passage for c in head)
            yield from (_labelled(a, b) for a, b in pairwise(head) if a.row == b.row and lexicon.find("label", a.text))


def _labelled(label: Cell, value: Cell) -> Passage:
    return Passage.join([label.passage, Passage("：", [label.passage.span().end]), value.passage])


def _forms(named: list[tuple[str, Span]], lexicon: Words) -> Iterator[tuple[str, Span]]:
    """Each name with and without its edition, without repeats and broken-off beginnings of longer names."""
    seen: set[str] = set()
    everything = [name for name, _ in named]
    for printed, span in named:
        name, plain = lexicon.without("tail", printed), lexicon.plain(printed)
        cut = any(longer != plain and longer.startswith(plain) for longer in map(lexicon.plain, everything))
        for form in (plain, name):
            if form and not cut and form not in seen:
                seen.add(form)
                yield form, span


def add(sheet: Sheet, identity: Identity) -> Ref | None:
    """The nodes of the disclosure and its department; returns the department."""
    document = sheet.document
    span = identity.title.span() if identity.title else Span(0, 0)
    values: list[tuple[Term, Value | None]] = [
        (DCTERMS.source, PurePath(document.source).name),
        (BP.sha256, document.sha256),
        (DCTERMS.title, identity.title.text if identity.title else None),
        (BP.kind, identity.kind),
        (BP.fiscalYear, Year(identity.year) if identity.year else None),
        (BP.governmentLevel, identity.level),
    ]
    key = Ref("disclosure")
    sheet.insert(Draft(key, BP.Disclosure, span, BY, {prop: [value] for prop, value in values if value is not None}))
    if not identity.names:
        return None
    label, place = identity.names[0]
    department = Ref(f"department/{identity.key}")
    sheet.insert(Draft(department, BP.Department, place, BY, {RDFS.label: [label]}))
    for name, _ in identity.names[1:]:
        sheet.put(department, SKOS.altLabel, name)
    sheet.put(key, BP.publishedBy, department)
    return department
