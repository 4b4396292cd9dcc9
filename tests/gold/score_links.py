"""Score the links of a built graph against the gold links that were written by reading.

    python -m tests.gold.score_links out/score/graph.nq [--errors 5]

A gold file ``links/X.yml`` is matched to the disclosure whose source file name starts with ``X``. Precision counts a
found pair as right if a reader lists it at all (definite or arguable); recall counts the definite pairs alone. Pairs
are told by the lines of the text on which their ends stand.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from rdflib import Dataset

import kg
from kg.extract.meaning_lexicon import bare
from kg.queries import rows

FOLDER = Path(__file__).parent / "links"
HELD_OUT = "001_bc45b56c7991d45b"  # no word, weight or threshold of the linkers was chosen by looking at it
KINDS = {
    "serves": "serves",
    "same_project": "same-item",
    "charged_to": "charged-to",
    "same_object": "same-object",
    "cost_of": "cost-of",
    "copied_from": "copied-from",
    "sums": "sum",
}
_LINKS = """SELECT ?source ?kind ?score ?fromLabel ?fromLine ?toLine ?toQuote ?ownerLabel ?plain WHERE {
  GRAPH ?g { ?g a bp:Disclosure ; dcterms:source ?source .
    ?link bp:linkKind ?concept ; bp:score ?score ; bp:from ?from ; bp:to ?to .
    ?from bp:line ?fromLine . ?to bp:line ?toLine ; bp:quote ?toQuote .
    OPTIONAL { ?from rdfs:label ?fromLabel }
    OPTIONAL { ?owner bp:hasTarget ?from ; rdfs:label ?ownerLabel }
    OPTIONAL { ?from bp:serves ?plain FILTER(?plain = ?to) } }
  BIND(STRAFTER(STR(?concept), "/code/") AS ?kind) }"""
_STATEMENT_SUMS = """SELECT ?source ?line WHERE { GRAPH ?g {
  ?g dcterms:source ?source . ?s a bp:Statement ; bp:totals ?part ; bp:line ?line } }"""

Pair = tuple[str, int]


@dataclass
class Score:
    """Pairs of one kind in one document."""

    found: int = 0
    right: int = 0
    wanted: int = 0
    hit: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Right of found; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Found of wanted; 1 where nothing was wanted."""
        return self.hit / self.wanted if self.wanted else 1.0

    def lines(self, name: str) -> Iterator[str]:
        """The score in one line, and every pair that is wrong or missed."""
        counts = f"({self.right}/{self.found} right, {self.hit}/{self.wanted} found)"
        yield f"{name:16s} P {self.precision:.3f}  R {self.recall:.3f}  {counts}"
        yield from (f"  wrong: {pair}" for pair in self.wrong)
        yield from (f"  missed: {pair}" for pair in self.missed)

    def __add__(self, other: Score) -> Score:
        return Score(
            self.found + other.found,
            self.right + other.right,
            self.wanted + other.wanted,
            self.hit + other.hit,
            self.wrong + other.wrong,
            self.missed + other.missed,
        )


@dataclass(frozen=True, slots=True)
class Found:
    """One end-to-end pair of the graph: the name and line of its start, and the lines that its other end covers."""

    name: str
    line: int
    lines: range


@dataclass(frozen=True, slots=True)
class Wanted:
    """One pair of the gold."""

    name: str
    line: int
    at: int
    definite: bool

    def fits(self, found: Found, kind: str) -> bool:
        """Whether a found pair is this one; sums and copies are told by line, others by name and line."""
        if self.at not in found.lines:
            return False
        return self.line == found.line if kind in ("sums", "copied_from", "same_object") else self.name == found.name


def measure(dataset: Dataset) -> dict[str, dict[str, Score]]:
    """Document, then kind, then score."""
    found = _found(dataset)
    return {
        path.stem: {kind: _score(kind, list(_gold(kind, gold)), found.get((path.stem, kind), [])) for kind in KINDS}
        for path in sorted(FOLDER.glob("*.yml"))
        for gold in [yaml.safe_load(path.read_text(encoding="utf-8"))]
    }


def _found(dataset: Dataset) -> dict[tuple[str, str], list[Found]]:
    names = {concept: kind for kind, concept in KINDS.items()}
    prose = {(row["source"], row["line"]) for row in rows(dataset, _STATEMENT_SUMS)}
    found: dict[tuple[str, str], list[Found]] = {}
    for row in rows(dataset, _LINKS):
        kind = names.get(row["kind"], "")
        doubted = kind == "serves" and "plain" not in row
        told = kind == "sums" and (row["source"], row["fromLine"]) in prose
        if kind and not doubted and not told:
            lines = range(row["toLine"], row["toLine"] + row["toQuote"].count("\n") + 1)
            name = bare(row.get("ownerLabel") or row.get("fromLabel") or "")
            pair = Found(name, row["fromLine"], lines)
            if kind == "same_project" and pair.line in lines:
                continue  # the place that the project itself was read from
            of_kind = found.setdefault((Path(row["source"]).stem, kind), [])
            if pair not in of_kind:
                of_kind.append(pair)
    return found


def _gold(kind: str, gold: Mapping[str, Any]) -> Iterator[Wanted]:
    for entry in gold[kind]:
        name = next(str(entry[key]) for key in ("from", "indicator", "project", "objective", "total") if key in entry)
        ends = {
            "serves": "duty_line",
            "same_object": "with_line",
            "cost_of": "project_line",
            "copied_from": "source_line",
        }
        places = {"same_project": "at", "charged_to": "code_lines", "sums": "parts"}
        at = entry[places[kind]] if kind in places else [entry[ends[kind]]]
        for line in at:
            yield Wanted(bare(name), entry["line"], line, entry["certainty"] == "definite")
        if kind == "same_project":  # printed first: as good a place of the project as the others
            yield Wanted(bare(name), entry["line"], entry["line"], False)


def _score(kind: str, gold: list[Wanted], found: list[Found]) -> Score:
    score = Score(found=len(found))
    for pair in found:
        if any(wanted.fits(pair, kind) for wanted in gold):
            score.right += 1
        else:
            score.wrong.append(f"{pair.line} {pair.name} -> {pair.lines.start}")
    for wanted in gold:
        if wanted.definite:
            score.wanted += 1
            own = kind == "same_project" and any((p.name, p.line) == (wanted.name, wanted.at) for p in found)
            if own or any(wanted.fits(pair, kind) for pair in found):
                score.hit += 1
            else:
                score.missed.append(f"{wanted.line} {wanted.name} -> {wanted.at}")
    return score


def total(scores: Mapping[str, Mapping[str, Score]], kind: str, *, held_out: bool) -> Score:
    """The score of one kind over the documents that were looked at while tuning, or over the one that was not."""
    chosen = [of[kind] for stem, of in scores.items() if (stem == HELD_OUT) == held_out]
    return sum(chosen, Score())


def main() -> None:
    """Print a line a kind: the documents that were tuned on, the one held out, and the errors asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graph", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="show so many errors a kind and document")
    parser.add_argument("--held-out", action="store_true", help="show those of the document held out, too")
    args = parser.parse_args()
    scores = measure(kg.open(args.graph))
    print("\nLINKS" + " " * 17 + "tuned on four documents" + " " * 22 + f"held out: {HELD_OUT[:3]}")
    for kind in KINDS:
        print(f"  {kind:14s} " + "   ".join(_line(total(scores, kind, held_out=out)) for out in (False, True)))
        for stem, of in scores.items():
            if stem == HELD_OUT and not args.held_out:
                continue
            for tag, items in (("wrong", of[kind].wrong), ("missed", of[kind].missed)):
                for item in items[: args.errors]:
                    print(f"      {stem[:3]} {tag}: {item}")


def _line(score: Score) -> str:
    counts = f"({score.right}/{score.found} right, {score.hit}/{score.wanted} definite)"
    return f"P {score.precision:.3f}  R {score.recall:.3f}  {counts:36s}"


if __name__ == "__main__":
    main()
