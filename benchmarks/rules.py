"""How the time of the rules for one disclosure grows with the store: the same disclosures in stores of any size.

    python -m benchmarks.rules [--documents 10 100 1000] [--slowest 10]

The disclosures of the largest store are the same in every row, spread over stores of so many, in memory, where a build
runs the rules. A row has processor milliseconds for one disclosure, of the rules for one and of what counts their scope
(once for rules with the same scope), without the time that the queries take on an empty store. The last lines name the
rules that took longest in the largest store and how many times that is of what they took in the smallest. Sizes divide
the largest.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence

import pyoxigraph as ox

from benchmarks.corpus.generate import corpus
from benchmarks.engines import SEED, solutions
from kg.check.rules import CatalogueRule, load_rules
from kg.extract import extract
from kg.graph.build import add
from kg.graph.store import new_dataset, raw
from kg.read.text import read_text
from kg.resources import Ontology

Times = dict[str, float]  # by the code of a rule, in seconds of the processor


def by_rule(sizes: Sequence[int]) -> dict[int, Times]:
    """For each size of store, the mean time of each rule for one of the disclosures."""
    ontology, most = Ontology.load(), max(sizes)
    rules = [rule for rule in load_rules(ontology) if rule.status == "active" and not rule.across]
    fixed = _spent(ox.Store(), rules)
    stores = {size: new_dataset() for size in sizes}
    times: dict[int, Times] = {size: dict.fromkeys(fixed, 0.0) for size in sizes}
    for number, made in enumerate(corpus(most, SEED, ["txt"]), 1):
        facts = extract(read_text(made.data, made.name), ontology)
        for size in sizes:
            add(stores[size], facts)
            if number % size == 0:
                for code, seconds in _spent(raw(stores[size]), rules).items():
                    times[size][code] += max(0.0, seconds - fixed[code]) / most
                stores[size] = new_dataset()
    return times


def _spent(store: ox.Store, rules: Sequence[CatalogueRule]) -> Times:
    """The time that each of the rules takes over a store."""
    times: Times = {}
    counted: set[str] = set()
    for rule in rules:
        began = time.process_time()
        solutions(store, rule.query)
        if (counts := rule.scope_query()) not in counted:
            counted.add(counts)
            solutions(store, counts)
        times[rule.code] = time.process_time() - began
    return times


def main() -> None:
    """Print one row a size, then the slowest rules."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, nargs="+", default=[10, 100, 1000])
    parser.add_argument("--slowest", type=int, default=10)
    given = parser.parse_args()
    if any(max(given.documents) % size for size in given.documents):
        parser.error("the largest number of documents must be a multiple of the others")
    print(f"{'documents':>10}{'ms each':>10}{'times':>8}")
    by_size = sorted(by_rule(given.documents).items())
    first, last = by_size[0][1], by_size[-1][1]
    for size, times in by_size:
        each = sum(times.values())
        print(f"{size:>10}{1000 * each:>10.1f}{each / sum(first.values()):>8.2f}")
    for code in sorted(last, key=lambda code: -last[code])[: given.slowest]:
        print(f"{code:>10}{1000 * last[code]:>10.2f}{last[code] / max(first[code], 1e-6):>8.2f}")


if __name__ == "__main__":
    main()
