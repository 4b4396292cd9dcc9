"""Who published what for which year: department and its other names, kind, fiscal year, title, offices."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from kg.extract.owners import key_of
from kg.extract.sections import Section
from kg.extract.sheet import Draft, Sheet
from kg.model import Block, Document, Passage, Ref, Span, Table, Term, Year
from kg.vocab import BP, BPC, DCTERMS, ORG, RDFS, SKOS

_BODY = r"(?P<name>[\u4e00-\u9fff（）()“”、·]{3,40}?)"
_KIND = r"(?P<what>(汇总|本级)?(区级|市级|县级|省级)?(部门|单位)?(综合)?(预算|决算))"
_YEAR = r"(?P<year>20[0-4]\d)年(度)?"
_TITLES = [
    re.compile(rf"^(?:附件\d*[：:.]?|第.部分)?{_BODY}{_YEAR}(?:[\u4e00-\u9fff]{{0,6}}){_KIND}"),
    re.compile(rf"^(?:附件\d*[：:.]?|第.部分)?{_YEAR}{_BODY}{_KIND}"),
]
_CAPTION = re.compile(r"^.{0,6}(?:部门|单位)(?:名称|[（(]单位[）)]|[（(]部门[）)])(?:名称)?[：:](?P<name>[\u4e00-\u9fff（）()]{3,40}?)(?:20\d\d年.*|单位[：:].*|金额.*)?$")
_COMPILED_BY = re.compile(r"^编制(?:部门|单位)[：:](?P<name>[\u4e00-\u9fff（）()]{3,40})$")
_COVER_YEAR = re.compile(rf"^{_YEAR}{_KIND}")
_ORGANISATION = re.compile(r"^[\u4e00-\u9fff（）()]{2,36}(局|委|委员会|办公室|中心|厅|院|处|署|科协|协会|联合会|总工会|办|馆|站|所|队|支队|大队|校|学校|街道办事处|政府|团委|妇联)$")
_EDITION = re.compile(r"[（(](本级|汇总|机关|部门|单位|机关本级)[）)]")
_FORMERLY = re.compile(r"(?:调整)?(?:变更|更)(?:名称)?为|改名为")
_OFFICES = re.compile(r"(?:内设(?:机构)?|下设|设有|，设|机构，设)(?P<list>[^。；]{2,200}?)(?:等)?\d*个(?:[\u4e00-\u9fff]{0,4})(?:科室|股|处室|机构|部门|室|科)")
_OFFICE = re.compile(r"^[\u4e00-\u9fff（）()]{2,24}(科|股|室|办|处|中心|部|组|队)(?:[（(].*[)）])?$")
_UNITS = re.compile(r"(?:下辖|下属|所属)(?:二级)?(?:事业单位|单位)(?P<name>[\u4e00-\u9fff]{4,30}?(?:中心|站|馆|所|队|院|校))")
BY = "disclosure"


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
        return frozenset(key_of(name) for name, _ in self.names)


def identify(document: Document, sections: list[Section]) -> Identity:
    """Read the cover, the captions of tables and, last, the file name."""
    blocks = [b for b in document.blocks if isinstance(b, Block)]
    cover = list(_cover(blocks[:12]))
    captions = list(_captions(document))
    named = [(name, span) for name, span, *_ in cover] + captions
    years = [y for _, _, y, _, _ in cover if y]
    kinds = [w for _, _, _, w, _ in cover if w]
    titles = [t for *_, t in cover if t]
    stem = PurePath(document.source).stem
    if match := _title(stem.split("_", 1)[-1]):
        named.append((match["name"], Span(0, 0)))
        years.append(int(match["year"]))
        kinds.append(match["what"])
    if not years:
        years = [int(y) for y, _ in Counter(re.findall(r"(20[0-4]\d)年(?:度)?(?:部门|单位)?(?:预算|决算)", document.text)).most_common(1)]
    what = kinds[0] if kinds else document.text[:20_000]
    kind = BPC.final_accounts if "决算" in what and (kinds or what.count("决算") > what.count("预算")) else BPC.budget
    known = bool(kinds) or "预算" in what or "决算" in what
    return Identity(tuple(_variants(named)), kind if known else None, years[0] if years else None, titles[0] if titles else None)


def _title(text: str) -> re.Match[str] | None:
    return next((m for pattern in _TITLES if (m := pattern.match(text)) and not _generic(m["name"])), None)


def _generic(name: str) -> bool:
    return bool(re.fullmatch(r"(本|我)?(部门|单位|局|市级|区级)*", name))


def _cover(blocks: list[Block]) -> Iterator[tuple[str, Span, int | None, str, Passage | None]]:
    """Name, its span, year, kind words and title of each title line; a name alone counts with the next line."""
    for i, block in enumerate(blocks):
        text, title = block.text, block.passage
        if not _title(text) and i + 1 < len(blocks) and len(text) < 40:  # a title over two lines
            text, title = text + blocks[i + 1].text, Passage.join([title, blocks[i + 1].passage])
        if match := _title(text):
            yield match["name"], title.span(*match.span("name")), int(match["year"]), match["what"], title
        elif i + 1 < len(blocks) and _ORGANISATION.match(block.text) and (cover := _COVER_YEAR.match(blocks[i + 1].text)):
            yield block.text, block.passage.span(), int(cover["year"]), cover["what"], title


def _captions(document: Document) -> Iterator[tuple[str, Span]]:
    found: Counter[str] = Counter()
    spans: dict[str, Span] = {}
    for passage in _lines(document):
        match = _CAPTION.match(passage.text) or _COMPILED_BY.match(passage.text)
        if match and not _generic(match["name"]):
            found[match["name"]] += 1
            spans.setdefault(match["name"], passage.span(*match.span("name")))
    for name, _ in found.most_common(3):
        yield name, spans[name]


def _lines(document: Document) -> Iterator[Passage]:
    for block in document.blocks:
        if isinstance(block, Block):
            yield block.passage
        elif isinstance(block, Table):
            first = [c for c in block.cells if c.row < 3]
            yield from (c.passage for c in first)
            yield from (
                Passage.join([a.passage, Passage("：", [a.passage.span().end]), b.passage])
                for a, b in zip(first, first[1:], strict=False)
                if a.row == b.row and re.fullmatch(r"(部门|单位)([（(]单位[）)])?名称", a.text)
            )


def _variants(named: list[tuple[str, Span]]) -> Iterator[tuple[str, Span]]:
    """Each name with and without its edition（本级）, without repeats; the plain form of the first is the label."""
    seen: set[str] = set()
    for name, span in named:
        for form in (_EDITION.sub("", name), name):
            if form and form not in seen:
                seen.add(form)
                yield form, span


def add(sheet: Sheet, identity: Identity) -> Ref | None:
    """The nodes of the disclosure and its department; returns the department."""
    document = sheet.document
    span = identity.title.span() if identity.title else Span(0, 0)
    values = [
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
    department = Ref(f"department/{key_of(label)}")
    sheet.drafts[department] = Draft(department, BP.Department, place, BY, [(RDFS.label, label)])
    for name, _ in identity.names[1:]:
        sheet.put(department, SKOS.altLabel, name)
    sheet.put(key, BP.publishedBy, department)
    return department


def offices(sheet: Sheet, sections: list[Section], department: Ref) -> None:
    """Offices and subordinate units that the text lists, as org:hasUnit and org:hasSubOrganization."""
    for section in sections:
        if isinstance(section.block, Block):
            passage = section.block.passage
            for match in _OFFICES.finditer(passage.text):
                for name, start in _split(match["list"], match.start("list")):
                    _unit(sheet, department, ORG.hasUnit, name, passage.span(start, start + len(name)))
            for match in _UNITS.finditer(passage.text):
                _unit(sheet, department, ORG.hasSubOrganization, match["name"], passage.span(*match.span("name")))


def _split(text: str, at: int) -> Iterator[tuple[str, int]]:
    for part in re.finditer(r"[^、，和]+", text):
        if _OFFICE.match(part[0]):
            yield part[0], at + part.start()


def _unit(sheet: Sheet, department: Ref, link: Term, name: str, span: Span) -> None:
    ref = sheet.add(ORG.OrganizationalUnit, span, BY, {RDFS.label: name})
    sheet.put(department, link, ref)
