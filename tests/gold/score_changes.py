"""Score what `kg diff` says of functional classes against the published documents.

    python -m tests.gold.score_changes out/graph.nq [--errors 5]

The gold, ``changes.csv``, has every class of the expenditure tables of four pairs of documents with its two amounts in
yuan, read from the text of the pages without our readers; the classes of each side add up to its printed total.
Documents are named by the beginning of their file names; an empty amount is not printed.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from rdflib import Dataset

import kg
from kg.across.changes import compare
from kg.across.choose import choose
from kg.report.changes import Printed
from kg.resources import Ontology
from tests.gold.score_links import Score

GOLD = Path(__file__).parent / "changes.csv"

Pair = tuple[str, str]
Amounts = tuple[Decimal | None, Decimal | None]


def gold() -> dict[Pair, dict[str, Amounts]]:
    """The amounts of each class, by pair of documents."""
    found: dict[Pair, dict[str, Amounts]] = defaultdict(dict)
    with GOLD.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            amounts = tuple(Decimal(row[name]) if row[name] else None for name in ("amount_before", "amount_after"))
            found[row["before"], row["after"]][row["code"]] = (amounts[0], amounts[1])
    return found


def measure(dataset: Dataset) -> dict[Pair, Score]:
    """The score of each pair whose documents stand in `dataset`."""
    sources = "\n".join(kg.query(dataset, "SELECT ?file { GRAPH ?g { ?g dcterms:source ?file } }")["file"])
    return {
        pair: _score(dataset, pair, wanted) for pair, wanted in gold().items() if all(one in sources for one in pair)
    }


def _score(dataset: Dataset, pair: Pair, wanted: Mapping[str, Amounts]) -> Score:
    ontology = Ontology.load()
    sides = [choose(dataset, name, ontology) for name in pair]
    said: dict[str, set[Amounts]] = defaultdict(set)
    for change in compare(sides[0], sides[1], ontology).of("function", same=True):
        if change.state != "unclear":
            said[change.name.split(" ")[0]].add((_amount(change.before), _amount(change.after)))
    score = Score(found=len(said), wanted=len(wanted))
    for code, amounts in said.items():
        score.right += wanted.get(code) in amounts
        if wanted.get(code) not in amounts:
            score.wrong.append(f"{code} {sorted(map(str, amounts))}")
    score.hit = sum(amounts in said.get(code, ()) for code, amounts in wanted.items())
    score.missed = [code for code, amounts in wanted.items() if amounts not in said.get(code, ())]
    return score


def _amount(printed: Printed | None) -> Decimal | None:
    return printed.value if printed else None


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graph", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    given = parser.parse_args()
    for pair, score in measure(kg.open(given.graph)).items():
        counted = f"{score.found} found, {score.wanted} wanted"
        print(f"{' '.join(pair)}  P {score.precision:.3f}  R {score.recall:.3f}  ({counted})")
        for text in (*score.wrong[: given.errors], *score.missed[: given.errors]):
            print(f"  {text}")


if __name__ == "__main__":
    main()
