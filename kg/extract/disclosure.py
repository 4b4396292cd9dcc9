"""Who published what for which year: department and its other names, kind, fiscal year, title, offices.

The words by which this is told are in ``lexicon/identity.jsonl``.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import PurePath

from kg.extract.meaning_lexicon import bare
from kg.extract.sections import Section
from kg.extract.sheet import Draft, Sheet
from kg.model import Block, Cell, Document, Passage, Ref, Span, Table, Term, Value, Year
from kg.resources import Ontology
from kg.vocab import BP, BPC, DCTERMS, ORG, RDFS, SKOS

BY = "disclosure"
COVER = 12  # blocks in which a title is looked for
LONGEST_TITLE = 80  # characters, over up to four lines


@dataclass(frozen=True, slots=True)
class Identity:
    """The disclosure as named: department label and variants (first is the label), kind, year, title."""

    names: tuple[tuple[str, Span], ...]
    kind: Term | None
    year: int | None
    title: Passage | None

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


class Words:
    """The patterns of the lexicon by role, compiled."""

    def __init__(self, ontology: Ontology) -> None:
        self._patterns: dict[str, list[re.Pattern[str]]] = defaultdict(list)
        for entry in ontology.lexicon("identity"):
            self._patterns[entry["role"]].append(re.compile(entry["pattern"]))

    def find(self, role: str, text: str) -> re.Match[str] | None:
        """The match of the first pattern of a role that is found."""
        return next((m for pattern in self._patterns[role] if (m := pattern.search(text))), None)

    def all(self, role: str, text: str) -> Iterator[re.Match[str]]:
        """Every match of the patterns of a role."""
        for pattern in self._patterns[role]:
            yield from pattern.finditer(text)

    def plain(self, name: str) -> str:
        """A name without its edition: （本级）, （汇总）."""
        for pattern in self._patterns["edition"]:
            name = pattern.sub("", name)
        return name

    def title(self, text: str) -> re.Match[str] | None:
        """The match of a title that names an organisation."""
        found = (pattern.match(text) for pattern in self._patterns["title"])
        return next((m for m in found if m and self.is_name(m["name"])), None)

    def is_name(self, name: str) -> bool:
        """A name of an organisation: neither general words nor a place alone."""
        bare = self.plain(name)
        return bool(self.find("organisation", bare)) and not self.find("generic", bare) and not self.find("place", bare)


@lru_cache(maxsize=8)
def words(ontology: Ontology) -> Words:
    """The words of an ontology, read once."""
    return Words(ontology)


def identify(document: Document, ontology: Ontology) -> Identity:
    """Read the cover, the captions of tables and, last, the file name."""
    lexicon = words(ontology)
    titles = list(_titles(document, lexicon))
    named = [(t.name, t.span) for t in titles if t.passage] + list(_captions(document, lexicon))
    named += [(t.name, t.span) for t in titles if not t.passage]
    years = [t.year for t in titles] or _years(document, lexicon)
    what = titles[0].what if titles else document.text[:20_000]
    final = what.count("决算") > what.count("预算")
    known = bool(titles) or "预算" in what or "决算" in what
    return Identity(
        tuple(_variants(named, lexicon)),
        (BPC.final_accounts if final else BPC.budget) if known else None,
        years[0] if years else None,
        next((t.passage for t in titles if t.passage), None),
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


def _variants(named: list[tuple[str, Span]], lexicon: Words) -> Iterator[tuple[str, Span]]:
    """Each name with and without its edition, without repeats and broken-off beginnings of longer names."""
    seen: set[str] = set()
    everything = [name for name, _ in named]
    for name, span in named:
        plain = lexicon.plain(name)
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
    ]
    key = Ref("disclosure")
    sheet.drafts[key] = Draft(key, BP.Disclosure, span, BY, [(p, v) for p, v in values if v is not None])
    if not identity.names:
        return None
    label, place = identity.names[0]
    department = Ref(f"department/{bare(label)}")
    sheet.drafts[department] = Draft(department, BP.Department, place, BY, [(RDFS.label, label)])
    for name, _ in identity.names[1:]:
        sheet.put(department, SKOS.altLabel, name)
    sheet.put(key, BP.publishedBy, department)
    return department


def offices(sheet: Sheet, sections: list[Section], department: Ref, ontology: Ontology) -> None:
    """Offices and subordinate units that the text lists, as org:hasUnit and org:hasSubOrganization, once each."""
    lexicon = words(ontology)
    known: set[str] = set()
    for section in sections:
        if isinstance(section.block, Block):
            for link, name in _mentioned(section.block.passage, lexicon):
                if name.text not in known:
                    known.add(name.text)
                    ref = sheet.add(ORG.OrganizationalUnit, name.span(), BY, {RDFS.label: name.text})
                    sheet.put(department, link, ref)


def _mentioned(passage: Passage, lexicon: Words) -> Iterator[tuple[Term, Passage]]:
    for match in lexicon.all("offices", passage.text):
        for part in re.finditer(r"[^、，和]+", match["list"]):
            if lexicon.find("office", part[0]):
                start = match.start("list") + part.start()
                yield ORG.hasUnit, passage[start : start + len(part[0])]
    for match in lexicon.all("units", passage.text):
        yield ORG.hasSubOrganization, passage[match.start("name") : match.end("name")]
