"""Drafts to files: each with its format, its defects if any, and the line of truth about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from random import Random
from typing import Any

from benchmarks.corpus import facts, people, plan, write_docx, write_html, write_pdf, write_text, write_xlsx
from benchmarks.corpus.compose import compose
from benchmarks.corpus.defects import AFTER, BEFORE, plant
from benchmarks.corpus.records import Draft

FORMATS = ("txt", "docx", "pdf", "xlsx", "html")
CLEAN = 0.3  # of the documents
_MOST = 6  # defects of a document
_SAMPLE = 3  # facts of each class that the truth names
_WRITERS = {
    "docx": write_docx.docx,
    "pdf": write_pdf.pdf,
    "xlsx": write_xlsx.xlsx,
    "html": write_html.html,
}


@dataclass(frozen=True, slots=True)
class Made:
    """One file: its name, its bytes, and what is true of it."""

    name: str
    data: bytes
    truth: Mapping[str, Any]


def corpus(documents: int, seed: int, formats: Sequence[str] = ("txt",), clean: float = CLEAN) -> Iterator[Made]:
    """So many files, one at a time; the same for the same seed, and the first of many are those of few."""
    for number, draft in enumerate(islice(plan.drafts(seed), documents)):
        yield _made(number, draft, Random(f"{seed}:{number}"), formats, clean)


def _made(number: int, draft: Draft, random: Random, formats: Sequence[str], clean: float) -> Made:
    form = formats[number % len(formats)]
    if form != "txt" and draft.layout["forms"] == "flow":  # only text loses its rulings
        draft.layout = {"name": "county", **people.data("layouts")["county"]}
    spoil = random.random() >= clean
    if spoil:
        codes = random.sample(sorted({*BEFORE, *AFTER}), len({*BEFORE, *AFTER}))
        most = random.randrange(1, _MOST + 1)
        plant(draft, random, codes, BEFORE, most)
    draft.blocks = compose(draft, random)
    if spoil:
        plant(draft, random, codes, AFTER, most + 2)
    what = "决算" if draft.final else "预算"
    name = f"{number:06d}_{draft.department.name}{draft.year}年部门{what}.{form}"
    way = random.choice(draft.layout["text"]) if form == "txt" else form
    if form == "txt":
        text = write_text.WAYS[way](draft.blocks, draft.department.name)
        data = text.encode("gb18030" if random.random() < 0.1 else "utf-8")
    else:
        data = _WRITERS[form](draft.blocks, draft.department.name)
    return Made(name, data, truth(draft, name, form, way, random))


def truth(draft: Draft, name: str, form: str, way: str, random: Random) -> dict[str, Any]:
    """What is true of a disclosure: who, when, what it prints, what was put in."""
    found = facts.facts(draft)
    return {
        "file": name,
        "department": draft.department.name,
        "year": draft.year,
        "kind": "final-accounts" if draft.final else "budget",
        "layout": draft.layout["name"],
        "format": form,
        "way": way,
        "clean": not draft.planted,
        "facts": {kind: len(keys) for kind, keys in found.items()},
        "sample": {kind: random.sample(keys, min(_SAMPLE, len(keys))) for kind, keys in found.items()},
        "planted": [
            {"rule": p.rule, "also": list(p.also), "quote": p.quote, "place": p.place, "names": [p.label, *p.others]}
            for p in draft.planted
        ],
        "cross": draft.cross,
    }
