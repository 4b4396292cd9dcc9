"""How often each rule is right: a sample of findings for two readers, and the table of what they said.

    kg check ../shared/seeds ../shared/corpus --out out
    python benchmarks/precision.py sample out/findings.csv --seed $(git rev-parse HEAD) > sample.csv
    kg review one.csv --reader one --marks marks.csv     # the first reader's copy of sample.csv, column 判断 filled
    kg review two.csv --reader two --marks marks.csv     # the second reader sees the documents and sample.csv alone
    python benchmarks/precision.py tally out/findings.csv marks.csv > ontology/precision.csv

The sample has every violation, and of every other rule so many at random that `--least` are there and `--total` in
all; the table has counts alone, no text of any document.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kg.check.pages import SEVERITIES
from kg.check.precision import COLUMNS
from kg.report.review import kept

_VIOLATION = SEVERITIES["violation"]
Row = dict[str, str]


def sample(rows: Sequence[Row], seed: str, least: int, total: int) -> list[Row]:
    """All violations, `least` others of each rule and severity, then others up to `total`; in the order of `rows`."""
    draw = random.Random(seed)
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, row in enumerate(rows):
        groups[row["规则"], row["严重程度"]].append(n)
    chosen: set[int] = set()
    for (_, severity), members in sorted(groups.items()):
        chosen.update(members if severity == _VIOLATION else draw.sample(members, min(least, len(members))))
    rest = sorted(set(range(len(rows))) - chosen)
    chosen.update(draw.sample(rest, max(0, min(len(rest), total - len(chosen)))))
    return [rows[n] for n in sorted(chosen)]


def tally(rows: Iterable[Row], marks: Path) -> Iterator[Row]:
    """One row a rule and severity: findings, those read, the verdicts of the first and of the second reader."""
    said: dict[str, dict[str, str]] = defaultdict(dict)
    for mark in kept(marks):
        said[mark.finding][mark.reader] = mark.verdict
    first, second = [*sorted({reader for by in said.values() for reader in by}), "", ""][:2]
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    names = {title: name for name, title in SEVERITIES.items()}
    for row in rows:
        count, by = counts[row["规则"], names[row["严重程度"]]], said.get(row["编号"], {})
        count["found"] += 1
        count["read"] += first in by
        count[by.get(first, "")] += 1
        count[f"second_{by.get(second, '')}"] += bool(second)
        count["agreed"] += bool(second and first in by and by[first] == by.get(second))
    for (rule, severity), count in sorted(counts.items()):
        yield {"rule": rule, "severity": severity, **{name: str(count[name]) for name in COLUMNS[2:]}}


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def main() -> None:
    """Write the sample or the table to standard output."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("sample")
    one.add_argument("findings", type=Path)
    one.add_argument("--seed", required=True)
    one.add_argument("--least", type=int, default=5)
    one.add_argument("--total", type=int, default=300)
    two = commands.add_parser("tally")
    two.add_argument("findings", type=Path)
    two.add_argument("marks", type=Path)
    args = parser.parse_args()
    rows = _rows(args.findings)
    if args.command == "sample":
        sys.stdout.write("\ufeff")
        told, columns = sample(rows, args.seed, args.least, args.total), tuple(rows[0])
    else:
        told, columns = list(tally(rows, args.marks)), COLUMNS
    writer = csv.DictWriter(sys.stdout, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(told)


if __name__ == "__main__":
    main()
