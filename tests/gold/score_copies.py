"""Score the goals and sets of indicators that a graph takes for copies of another department's.

    python -m tests.gold.score_copies out/graph.nq

The gold, ``copies.csv``, has every pair in the published documents and the seeds, by the beginning of the file names
and the pages. All passages of nine characters and more that goals, indicators or projects of two departments share were
read for it, and all of fourteen that two or three departments print anywhere. ``definite``: nearly word for word, and
no form of words of a city or a ministry. ``arguable``: one sentence of several, or names without their targets; finding
it or missing it is no fault.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

from rdflib import Dataset

import kg
from kg.queries import rows
from tests.gold.score_links import Score

GOLD = Path(__file__).parent / "copies.csv"
_LINKS = """SELECT ?one ?onePage ?other ?otherPage ?class { VALUES ?class { bp:Objective bp:Indicator }
  GRAPH ?links { ?link bp:linkKind bpc:copied-across ; bp:from ?from ; bp:to ?to }
  GRAPH ?a { ?from a ?class . ?a dcterms:source ?one OPTIONAL { ?from bp:page ?onePage } }
  GRAPH ?b { ?to a ?class . ?b dcterms:source ?other OPTIONAL { ?to bp:page ?otherPage } } }"""

Place = tuple[str, str]
Pair = tuple[Place, Place, str]


def gold() -> dict[Pair, bool]:
    """Every pair, and whether it is definite."""
    with GOLD.open(encoding="utf-8") as file:
        return {
            _pair((row["one"], row["one_page"]), (row["other"], row["other_page"]), row["what"]): (
                row["certainty"] == "definite"
            )
            for row in csv.DictReader(file)
        }


def measure(dataset: Dataset) -> Score:
    """Precision over all pairs that a reader lists, recall over the definite ones."""
    found = {
        _pair(
            (row["one"][:8], str(row.get("onePage", ""))),
            (row["other"][:8], str(row.get("otherPage", ""))),
            row["class"].rsplit("#", 1)[-1],
        )
        for row in rows(dataset, _LINKS)
    }
    listed = gold()
    wanted = {pair for pair, definite in listed.items() if definite}
    wrong, missed = (sorted(map(str, pairs)) for pairs in (found - listed.keys(), wanted - found))
    return Score(len(found), len(found & listed.keys()), len(wanted), len(wanted & found), wrong, missed)


def _pair(one: Place, other: Place, what: str) -> Pair:
    first, second = sorted((one, other))
    return first, second, what


def main() -> None:
    """Print the score, and every pair that is wrong or missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graph", type=Path)
    score = measure(kg.open(parser.parse_args().graph))
    counts = f"({score.right}/{score.found} right, {score.hit}/{score.wanted} definite)"
    print(f"copies P {score.precision:.3f}  R {score.recall:.3f}  {counts}")
    for tag, pairs in (("wrong", score.wrong), ("missed", score.missed)):
        for pair in pairs:
            print(f"  {tag}: {pair}")


if __name__ == "__main__":
    main()
