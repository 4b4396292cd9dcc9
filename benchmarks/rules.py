"""How the time of the rules for one disclosure grows with the store: different made-up disclosures, few and many.

    python -m benchmarks.rules [--documents 10 100 1000] [--slowest 10]

Every row is a store of so many disclosures, in memory, where a build runs them; processor milliseconds for one of them,
of the rules for one disclosure and of what counts their scope (once for rules with the same scope), without the time
that the queries take on an empty store. The last lines name the rules that took longest in the largest store and how
many times that is of what they took in the smallest.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence

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


def by_rule(sizes: Sequence[int]) -> Iterator[tuple[int, Times]]:
    """For each size, from the smallest, the time of each rule for one disclosure."""
    ontology = Ontology.load()
    rules = [rule for rule in load_rules(ontology) if rule.status == "active" and not rule.across]
    fixed = _spent(ox.Store(), rules)
    dataset = new_dataset()
    for number, made in enumerate(corpus(max(sizes), SEED, ["txt"]), 1):
        add(dataset, extract(read_text(made.data, made.name), ontology))
        if number in sizes:
            spent = _spent(raw(dataset), rules)
            yield number, {code: max(0.0, seconds - fixed[code]) / number for code, seconds in spent.items()}


def _spent(store: ox.Store, rules: Sequence[CatalogueRule]) -> Times:
    spent: Times = {}
    counted: set[str] = set()
    for rule in rules:
        began = time.process_time()
        solutions(store, rule.query)
        if (counts := rule.scope_query()) not in counted:
            counted.add(counts)
            solutions(store, counts)
        spent[rule.code] = time.process_time() - began
    return spent


def main() -> None:
    """Print one row a size, then the slowest rules."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, nargs="+", default=[10, 100, 1000])
    parser.add_argument("--slowest", type=int, default=10)
    given = parser.parse_args()
    print(f"{'documents':>10}{'ms each':>10}{'times':>8}")
    first: Times = {}
    times: Times = {}
    for size, times in by_rule(given.documents):
        first = first or times
        each, before = sum(times.values()), sum(first.values())
        print(f"{size:>10}{1000 * each:>10.1f}{each / before:>8.2f}", flush=True)
    for code in sorted(times, key=lambda code: -times[code])[: given.slowest]:
        print(f"{code:>10}{1000 * times[code]:>10.2f}{times[code] / max(first[code], 1e-6):>8.2f}")


if __name__ == "__main__":
    main()
