"""How much of a made-up corpus is found: planted defects by rule, false findings on clean documents, facts by class.

    python benchmarks/make_corpus.py --documents 1000 --out /tmp/corpus
    python benchmarks/recall.py /tmp/corpus [--batch 100] [--missed 20]

Ends with 1 where less than 98 of 100 planted defects are found, a clean document has a violation or a warning, or a
fact of a sample was not read. `beside` counts violations and warnings on other documents that were not planted.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from rdflib import Dataset

from kg.model import Finding
from kg.pipeline import Result, Run, check_files
from kg.resources import Ontology

ENOUGH = 0.98  # of the planted defects
_PREFIXES = """PREFIX bp: <https://w3id.org/cn-budget-performance/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
_QUERIES = {  # the columns of each class, as `facts.py` has them
    "Duty": "?fact a bp:Duty ; bp:text ?a",
    "Project": "?fact a bp:Project ; rdfs:label ?a",
    "Activity": "?fact a bp:Activity ; rdfs:label ?a",
    "Objective": "?owner bp:hasObjective ?fact ; rdfs:label ?a . ?fact bp:text ?b MINUS { ?owner a bp:Department }",
    "Indicator": "?owner bp:hasIndicator ?fact ; rdfs:label ?a OPTIONAL { ?fact rdfs:label ?b }"
    " OPTIONAL { ?fact bp:hasTarget ?target . ?target bp:printed ?c }",
    "BudgetLine": "?fact a bp:BudgetLine ; bp:amount ?any ; bp:printed ?b ; bp:inTable/rdfs:label ?a",
}
Facts = Mapping[str, Mapping[str, Sequence[tuple[str, ...]]]]


@dataclass
class Tally:
    """What was planted and what was found, so far."""

    documents: int = 0
    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    beside: Counter[str] = field(default_factory=Counter)
    facts: Counter[tuple[str, str]] = field(default_factory=Counter)
    places: dict[tuple[str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    seconds: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """The part of the planted defects that was found."""
        return self.found.total() / self.planted.total() if self.planted else 1.0

    @property
    def good(self) -> bool:
        """Whether all that was asked for holds."""
        unread = any(self.facts[kind, "sample"] > self.facts[kind, "named"] for kind, _ in self.facts)
        return self.recall >= ENOUGH and not self.false and not unread and self.documents > 0


def score(folder: Path, batch: int = 100) -> Tally:
    """Check a corpus batch by batch and hold the findings and facts against its truth."""
    tally, ontology = Tally(), Ontology.load()
    with (folder / "truth.jsonl").open(encoding="utf-8") as lines:
        truths = map(json.loads, lines)
        while part := list(islice(truths, batch)):
            run = check_files([folder / truth["file"] for truth in part], ontology)
            _add(tally, part, run)
    return tally


def _add(tally: Tally, part: Sequence[Mapping[str, Any]], run: Run) -> None:
    results = {result.path.name: result for result in run.documents}
    known = _facts(run.dataset)
    for truth in part:
        result = results.get(Path(truth["file"]).name)
        place = (truth["layout"], truth["format"])
        tally.documents += 1
        tally.places[place]["documents"] += 1
        if result is None:
            tally.false["unread"] += 1
            tally.notes.append(f"{truth['file']}: not read: {[p.reason for p in run.problems]}")
            continue
        tally.seconds.update(result.seconds)
        _findings(tally, truth, result, tally.places[place])
        _compare(tally, truth, known.get(result.disclosure, {}), tally.places[place])


def _findings(tally: Tally, truth: Mapping[str, Any], result: Result, place: Counter[str]) -> None:
    expected: set[str] = set()
    for defect in truth["planted"]:
        rule = defect["rule"]
        expected |= {rule, *defect["also"]}
        tally.planted[rule] += 1
        place["planted"] += 1
        if any(finding.rule == rule and _speaks_of(finding, defect) for finding in result.findings):
            tally.found[rule] += 1
            place["found"] += 1
        else:
            tally.notes.append(f"missed {rule} {truth['file']} {truth['layout']}: {defect['place']}: {defect['quote']}")
    for finding in result.findings:
        if finding.severity == "info" or finding.rule in expected:
            continue
        told = f"{finding.rule} {truth['file']} {truth['layout']}: {finding.message_zh}"
        if truth["clean"]:
            tally.false[finding.rule] += 1
            place["false"] += 1
            tally.notes.append(f"false {told}")
        else:
            tally.beside[finding.rule] += 1
            tally.notes.append(f"beside {told}")


def _speaks_of(finding: Finding, defect: Mapping[str, Any]) -> bool:
    """Whether a finding is about the place of a defect: what is printed there, or its name."""
    told = _bare("".join([finding.quote, *finding.labels, finding.message_zh, finding.observed]))
    return any(word and _bare(word) in told for word in (defect["quote"], *defect["names"]))


def _facts(dataset: Dataset) -> Facts:
    """The facts of each disclosure by class."""
    found: dict[str, dict[str, list[tuple[str, ...]]]] = defaultdict(dict)
    for kind, pattern in _QUERIES.items():
        rows: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: {"a": [], "b": [], "c": []})
        for row in queries.rows(dataset, f"{_PREFIXES}SELECT * WHERE {{ GRAPH ?g {{ {pattern} }} }}", None):
            for name, values in rows[str(row["g"]), str(row["fact"])].items():
                value = row.get(name)
                if (value is not None and str(value) not in values) or (name == "c" and value is not None):
                    values.append(str(value))
        for (graph, _), columns in rows.items():
            found[graph].setdefault(kind, []).append(
                tuple(map(_bare, (*columns["a"], *columns["b"], *sorted(columns["c"]))))
            )
    return found


def _compare(
    tally: Tally, truth: Mapping[str, Any], read: Mapping[str, Sequence[tuple[str, ...]]], place: Counter[str]
) -> None:
    for kind, count in truth["facts"].items():
        have = read.get(kind, ())
        tally.facts[kind, "planted"] += count
        tally.facts[kind, "read"] += min(count, len(have))
        tally.facts[kind, "more"] += max(0, len(have) - count)
        place["facts"] += count
        place["read"] += min(count, len(have))
        for fact in truth["sample"][kind]:
            name, *rest = map(_bare, fact)
            tally.facts[kind, "sample"] += 1
            if tuple(part for part in (name, *_targets(kind, rest)) if part) in have:
                tally.facts[kind, "named"] += 1
            else:
                tally.notes.append(f"unread {kind} {truth['file']} {truth['layout']} {truth['way']}: {fact}")
        if count != len(have):
            tally.notes.append(
                f"count {kind} {truth['file']} {truth['layout']} {truth['way']}: {count} planted, {len(have)} read"
            )


def _targets(kind: str, rest: Sequence[str]) -> Iterator[str]:
    """As the graph has them: name first, then the values in order."""
    if kind == "Indicator":
        yield from (rest[0], *sorted(rest[1:]))
    else:
        yield from rest


def _bare(text: str) -> str:
    return "".join(text.split()).rstrip("。；")


def report(tally: Tally) -> Iterator[str]:
    """The tables, line by line."""
    planted, found = tally.planted.total(), tally.found.total()
    yield f"{tally.documents} documents; planted {planted}, found {found} ({tally.recall:.2%})"
    yield f"{'rule':<6}{'planted':>8}{'found':>8}{'missed':>8}{'false':>8}{'beside':>8}"
    for rule in sorted({*tally.planted, *tally.false, *tally.beside}):
        counts = (tally.planted[rule], tally.found[rule], tally.planted[rule] - tally.found[rule])
        yield f"{rule:<6}{''.join(f'{n:>8}' for n in (*counts, tally.false[rule], tally.beside[rule]))}"
    yield f"{'class':<12}{'planted':>9}{'read':>9}{'more':>7}{'sample':>8}{'named':>8}"
    for kind in dict.fromkeys(kind for kind, _ in tally.facts):
        yield f"{kind:<12}" + "".join(
            f"{tally.facts[kind, column]:>{w}}"
            for column, w in (("planted", 9), ("read", 9), ("more", 7), ("sample", 8), ("named", 8))
        )
    yield f"{'layout':<10}{'format':<8}{'documents':>10}{'planted':>9}{'found':>7}{'false':>7}{'facts':>9}{'read':>9}"
    for (layout, form), place in sorted(tally.places.items()):
        names = (("documents", 10), ("planted", 9), ("found", 7), ("false", 7), ("facts", 9), ("read", 9))
        yield f"{layout:<10}{form:<8}" + "".join(f"{place[name]:>{w}}" for name, w in names)
    each = {stage: seconds / max(1, tally.documents) for stage, seconds in tally.seconds.items()}
    yield f"most memory: {_most_memory()} MB"
    yield "seconds a document: " + ", ".join(f"{stage} {seconds:.3f}" for stage, seconds in each.items())


def _most_memory() -> str:
    """The most that this process has had in memory, where the system tells."""
    try:
        from resource import RUSAGE_SELF, getrusage
    except ImportError:  # Windows
        return "?"
    return f"{getrusage(RUSAGE_SELF).ru_maxrss / 1024:.0f}"


def main() -> int:
    """Score a corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--batch", type=int, default=100, help="documents that are checked at once")
    parser.add_argument("--missed", type=int, default=20, help="how many of those missed, false and unread are shown")
    args = parser.parse_args()
    tally = score(args.folder, args.batch)
    print("\n".join(report(tally)))
    for note in tally.notes[: args.missed]:
        print(note)
    return 0 if tally.good else 1


if __name__ == "__main__":
    sys.exit(main())
