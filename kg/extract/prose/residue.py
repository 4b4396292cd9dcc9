"""Left-overs in the published text: of templates and word processors (catalogue C11), of other years and kinds (X)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from kg.extract.meaning_lexicon import either
from kg.extract.prose.context import Context
from kg.extract.sheet import Sheet
from kg.model import Block, Document, Passage, Span, Term
from kg.resources import Ontology
from kg.vocab import BP, NS_BPC

_SENTENCE = re.compile(r"[。；，,;]")
_LONG_NAME = 8  # characters: without its last one, a shorter name may be that of a place's field, as 河湾县荷塘


class _Pattern(NamedTuple):
    """A line of the lexicon; it holds from the year `since` on, in disclosures of a kind `of` and departments `by`."""

    id: str
    kind: str
    where: str
    pattern: re.Pattern[str]
    since: int = 0
    of: str = ""
    by: str = ""

    def holds(self, context: Context) -> bool:
        """Whether it is a left-over in such a disclosure."""
        kind = context.kind.removeprefix(NS_BPC) if context.kind else ""
        named = not self.by or any(re.search(self.by, name) for name in context.names)
        return named and self.of in ("", kind) and (not self.since or (context.fiscal_year or 0) >= self.since)


class _Text(NamedTuple):
    passage: Passage
    is_cell: bool


def find_residues(document: Document, sheet: Sheet, ontology: Ontology, context: Context) -> None:
    """Add a bp:Residue for each left-over in a paragraph, a heading or a cell; none lies over another."""
    taken: list[Span] = []
    patterns = (*(p for p in _patterns(ontology) if p.holds(context)), *_cut_names(context.names))
    for residue, span in _matches(list(_texts(document)), patterns):
        if not any(t.start < span.end and span.start < t.end for t in taken):
            taken.append(span)
            values = {BP.residueKind: Term(NS_BPC + residue.kind), BP.text: document.text[span.start : span.end]}
            sheet.add(BP.Residue, span, f"residue/{residue.id}", values)


@lru_cache(maxsize=4)
def _patterns(ontology: Ontology) -> tuple[_Pattern, ...]:
    return tuple(_pattern(line) for line in ontology.lexicon("residue"))


def _pattern(line: dict[str, Any]) -> _Pattern:
    flags = re.MULTILINE | (re.IGNORECASE if line.get("ignoreCase") else 0)
    where, since, of = line.get("where", "any"), line.get("since", 0), line.get("of", "")
    return _Pattern(line["id"], line["kind"], where, re.compile(line["pattern"], flags), since, of, line.get("by", ""))


def _cut_names(names: Iterable[str]) -> Iterator[_Pattern]:
    """The department's name without its last character, before the year of a title."""
    long = {name for name in names if len(name) >= _LONG_NAME}
    cut = either(name[:-1] for name in long if name[:-1] not in names)
    if long:
        yield _Pattern("department-cut", "cut-department", "any", re.compile(rf"(?:{cut})(?=20\d\d年)"))


def _texts(document: Document) -> Iterator[_Text]:
    for block in document.blocks:
        if isinstance(block, Block):
            yield _Text(block.passage, False)
        else:
            yield from (_Text(cell.passage, True) for cell in block.cells if cell.text)


def _matches(texts: list[_Text], patterns: tuple[_Pattern, ...]) -> Iterator[tuple[_Pattern, Span]]:
    """Each pattern runs once over all texts, a line each."""
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text.passage.text) + 1
    whole = "\n".join(text.passage.text for text in texts)
    for residue in patterns:
        for match in residue.pattern.finditer(whole):
            index = bisect_right(starts, match.start()) - 1
            begin, text = starts[index], texts[index]
            if "\n" not in match[0] and _suits(residue.where, text):
                yield residue, text.passage.span(match.start() - begin, match.end() - begin)


def _suits(where: str, text: _Text) -> bool:
    """`sentence`: a text that is punctuated as one, not a head such as 预算安排 万元; `paragraph`: no cell."""
    if where == "paragraph":
        return not text.is_cell
    return where == "any" or bool(_SENTENCE.search(text.passage.text))
