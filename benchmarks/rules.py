"""How the time of the rules for one disclosure grows with the store: the same disclosures in stores of any size.

    python -m benchmarks.rules [--documents 10 100 1000] [--slowest 10]

The disclosures of the largest store are the same in every row, spread over stores of so many, in memory, where a build
runs the rules. A row has processor milliseconds for one disclosure, of the rules for one and of what counts their scope
(once for rules with the same scope), without the time that the queries take on an empty store; beside it those of a
plain scan, which joins nothing. The last lines name the rules that took longest in the largest store and how many times
that is of what they took in the smallest. Sizes divide the largest.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping, Sequence

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
SCAN = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?node <https://w3id.org/cn-budget-performance/ns#quote> ?quote } }"
PLAIN = "scan"  # beside the codes of the rules: a look at all quotes, which joins nothing


def by_rule(sizes: Sequence[int]) -> dict[int, Times]:
    """For each size of store, the mean time of each rule for one of the disclosures, and of a plain scan."""
    ontology, most = Ontology.load(), max(sizes)
    queries = _queries([rule for rule in load_rules(ontology) if rule.status == "active" and not rule.across])
    tries = [_spent(ox.Store(), queries) for _ in range(5)]
    fixed = {code: min(one[code] for one in tries) for code in queries}
    stores = {size: new_dataset() for size in sizes}
    times: dict[int, Times] = {size: dict.fromkeys(fixed, 0.0) for size in sizes}
    for number, made in enumerate(corpus(most, SEED, ["txt"]), 1):
        facts = extract(read_text(made.data, made.name), ontology)
        for size in sizes:
            add(stores[size], facts)
            if number % size == 0:
                for code, seconds in _spent(raw(stores[size]), queries).items():
                    times[size][code] += max(0.0, seconds - fixed[code]) / most
                stores[size] = new_dataset()
    return times


def _queries(rules: Sequence[CatalogueRule]) -> dict[str, list[str]]:
    """What each rule asks: a scope that several share is with the first of them."""
    queries = {rule.code: [rule.query] for rule in rules}
    for counts, code in {rule.scope_query(): rule.code for rule in reversed(rules)}.items():
        queries[code].append(counts)
    return {**queries, PLAIN: [SCAN]}


def _spent(store: ox.Store, queries: Mapping[str, Sequence[str]]) -> Times:
    """The time that the queries of each rule take over a store."""
    times: Times = {}
    for code, asked in queries.items():
        began = time.process_time()
        for query in asked:
            solutions(store, query)
        times[code] = time.process_time() - began
    return times


def main() -> None:
    """Print one row a size, then the slowest rules."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, nargs="+", default=[10, 100, 1000])
    parser.add_argument("--slowest", type=int, default=10)
    given = parser.parse_args()
    if any(max(given.documents) % size for size in given.documents):
        parser.error("the largest number of documents must be a multiple of the others")
    print(f"{'documents':>10}{'ms each':>10}{'times':>8}{'scan':>10}{'times':>8}")
    by_size = dict(sorted(by_rule(given.documents).items()))
    scans = [times.pop(PLAIN) for times in by_size.values()]
    first, last = by_size[min(by_size)], by_size[max(by_size)]
    for (size, times), scan in zip(by_size.items(), scans, strict=True):
        each = sum(times.values())
        rules = f"{1000 * each:>10.1f}{each / sum(first.values()):>8.2f}"
        print(f"{size:>10}{rules}{1000 * scan:>10.3f}{scan / scans[0]:>8.2f}")
    for code in sorted(last, key=lambda code: -last[code])[: given.slowest]:
        print(f"{code:>10}{1000 * last[code]:>10.2f}{last[code] / max(first[code], 1e-6):>8.2f}")


if __name__ == "__main__":
    main()
