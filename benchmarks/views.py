"""Time of the networkx views on a graph and on copies of it: linear is a ratio of times equal to that of the sizes.

    python benchmarks/views.py out/graph.nq [--copies 8]

A copy has the same triples under other names for its disclosures and departments. Each is the least processor time
of three.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from time import process_time

import pyoxigraph as ox
from rdflib import Dataset

import kg
from kg.explore.views import VIEWS
from kg.graph.store import load, new_dataset, raw
from kg.vocab import BASE

OPTIONS = {"copies": {"least": 1}}  # with 2, what one department alone prints would be drawn of the copies only


def copies(path: Path, count: int) -> Dataset:
    """`count` copies of a graph side by side."""
    lines = path.read_text(encoding="utf-8")
    dataset = new_dataset()
    for number in range(count):
        other = lines.replace(f"{BASE}disclosure/", f"{BASE}disclosure/{number}-")
        other = other.replace(f"{BASE}department/", f"{BASE}department/{number}-")
        raw(dataset).bulk_load(other.encode(), format=ox.RdfFormat.N_QUADS, lenient=True)
    return dataset


def seconds(dataset: Dataset, view: str) -> float:
    """The least time of three."""
    times = []
    for _ in range(3):
        began = process_time()
        kg.to_networkx(dataset, view, **OPTIONS.get(view, {}))
        times.append(process_time() - began)
    return min(times)


def main() -> None:
    """Print a line for each view."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graph", type=Path)
    parser.add_argument("--copies", type=int, default=8)
    given = parser.parse_args()
    one, many = load(given.graph), copies(given.graph, given.copies)
    for view in VIEWS:
        small, large = seconds(one, view), seconds(many, view)
        print(f"{view:<11} 1×: {small:.3f} s  {given.copies}×: {large:.3f} s  ratio {large / small:.1f}")


if __name__ == "__main__":
    main()
