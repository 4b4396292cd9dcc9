"""How the time of the rules grows with the store: a made-up disclosure many times, rules against reading, one run.

    python benchmarks/rules.py [--documents 10 100 1000] [--repeat 2] [--slowest 5]

Every disclosure has its own graph with the same facts (`benchmarks/length.py` writes the text), so that the time of all
rules for one disclosure should stay what it is. The last lines name the slowest rules.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from time import perf_counter

from rdflib import Dataset

from benchmarks.length import disclosure
from kg.check.rules import CatalogueRule, load_rules
from kg.check.run import check
from kg.extract import extract
from kg.graph.build import add
from kg.graph.store import new_dataset
from kg.model import Facts
from kg.read.text import read_text
from kg.resources import Ontology


def copies(facts: Facts, count: int) -> tuple[Dataset, list[str]]:
    """A store with `count` disclosures of the same facts, and their names."""
    dataset, names = new_dataset(), []
    for n in range(count):
        digest = sha256(str(n).encode()).hexdigest()
        names.append(add(dataset, replace(facts, document=replace(facts.document, sha256=digest))))
    return dataset, names


def timed(dataset: Dataset, names: list[str], rules: list[CatalogueRule], repeat: int) -> float:
    """The shortest of some runs of the rules over all disclosures, in seconds."""
    times = []
    for _ in range(repeat):
        began = perf_counter()
        check(dataset, rules, names)
        times.append(perf_counter() - began)
    return min(times)


def main() -> None:
    """Print one row a size: seconds of all rules, for one disclosure, as a part of reading and extracting it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, nargs="+", default=[10, 100, 1000])
    parser.add_argument("--repeat", type=int, default=2)
    parser.add_argument("--slowest", type=int, default=5)
    args = parser.parse_args()
    ontology = Ontology.load()
    rules, text = load_rules(ontology), disclosure(1)
    extract(read_text(text.encode(), "warm.txt"), ontology)
    began = perf_counter()
    facts = extract(read_text(text.encode(), "made-up.txt"), ontology)
    reading = perf_counter() - began
    print(f"{len(rules)} rules; reading and extracting one disclosure: 1.00")
    print(f"{'documents':>10} {'all rules':>10} {'each':>8}  of reading")
    first = 0.0
    for count in sorted(args.documents):
        dataset, names = copies(facts, count)
        seconds = timed(dataset, names, rules, args.repeat)
        each = seconds / count / reading
        first = first or each
        print(f"{count:>10} {seconds:>9.2f}s {each:>8.3f}  {each / first:.2f} times the first row")
    slow = Counter({rule.code: timed(dataset, names, [rule], 1) for rule in rules})
    for code, seconds in slow.most_common(args.slowest):
        print(f"{code:>10} {seconds:>9.2f}s {seconds / len(names) / reading:>8.3f}")


if __name__ == "__main__":
    main()
