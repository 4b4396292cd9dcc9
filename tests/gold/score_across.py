"""Score which documents a graph takes for those of one department, and for parts of one disclosure.

    python -m tests.gold.score_across out/graph.nq

The gold, ``across.csv``, has every pair of the published documents that are so, found by reading titles and pages; they
are named by the beginning of their file names. Documents that it does not name are apart from all others.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from itertools import combinations
from pathlib import Path

from rdflib import Dataset

import kg
from kg.queries import rows
from tests.gold.score_links import Score

GOLD = Path(__file__).parent / "across.csv"
_DEPARTMENTS = """SELECT ?department ?source { GRAPH ?links { ?g bp:identifiedAs ?department }
  GRAPH ?g { ?g dcterms:source ?source } }"""
_PARTS = """SELECT ?one ?other { GRAPH ?links { ?link bp:linkKind bpc:same-disclosure ; bp:from ?a ; bp:to ?b }
  GRAPH ?a { ?a dcterms:source ?one } GRAPH ?b { ?b dcterms:source ?other } }"""

Pair = tuple[str, str]


def gold() -> dict[str, set[Pair]]:
    """The pairs by relation."""
    pairs: dict[str, set[Pair]] = defaultdict(set)
    with GOLD.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            pairs[row["relation"]].add(_pair(row["one"], row["other"]))
    return pairs


def measure(dataset: Dataset) -> dict[str, Score]:
    """A score for each relation."""
    by_department: dict[str, list[str]] = defaultdict(list)
    for row in rows(dataset, _DEPARTMENTS):
        by_department[row["department"]].append(row["source"])
    found = {
        "same-department": {_pair(*two) for sources in by_department.values() for two in combinations(sources, 2)},
        "same-disclosure": {_pair(row["one"], row["other"]) for row in rows(dataset, _PARTS)},
    }
    return {relation: _score(found[relation], wanted) for relation, wanted in gold().items()}


def _pair(one: str, other: str) -> Pair:
    first, second = sorted((one[:8], other[:8]))
    return first, second


def _score(found: set[Pair], wanted: set[Pair]) -> Score:
    both = len(found & wanted)
    wrong, missed = ([" ".join(pair) for pair in sorted(pairs)] for pairs in (found - wanted, wanted - found))
    return Score(len(found), both, len(wanted), both, wrong, missed)


def main() -> None:
    """Print a line a relation, and every pair that is wrong or missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graph", type=Path)
    for relation, score in measure(kg.open(parser.parse_args().graph)).items():
        counts = f"({score.right}/{score.found} right, {score.hit}/{score.wanted} found)"
        print(f"{relation:16s} P {score.precision:.3f}  R {score.recall:.3f}  {counts}")
        for tag, pairs in (("wrong", score.wrong), ("missed", score.missed)):
            for pair in pairs:
                print(f"  {tag}: {pair}")


if __name__ == "__main__":
    main()
