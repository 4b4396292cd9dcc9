"""Time and memory of a folder of PDFs: this software from reading to findings, beside pdfplumber's tables alone.

    pip install ".[bench]"
    python benchmarks/pdf.py FOLDER [--only kg]

Each side runs in a process of its own, one after the other, over the same files and without any cache. `cpu` is
processor time with start and imports, `wall` the time on the clock, `peak` the most memory that was resident.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter, process_time

ROOT = Path(__file__).resolve().parent.parent
Counts = dict[str, float]


def kg(files: Sequence[Path]) -> Counts:
    """Read, extract, build, validate and check the files."""
    from kg.pipeline import check_in_groups, together
    from kg.resources import Ontology

    run = together(check_in_groups(files, Ontology.load()))
    stages: Counter[str] = Counter()
    for result in run.documents:
        stages.update(result.seconds)
    counts: Counts = {"documents": len(run.documents), "tables": sum(result.tables for result in run.documents)}
    return counts | {"findings": sum(len(result.findings) for result in run.documents)} | dict(stages)


def pdfplumber(files: Sequence[Path]) -> Counts:
    """The tables of every page, as pdfplumber finds them; pages are let go of one by one."""
    import pdfplumber

    pages = tables = 0
    for path in files:
        with pdfplumber.open(path) as document:
            for page in document.pages:
                tables += len(page.extract_tables())
                pages += 1
                page.close()
    return {"documents": len(files), "pages": pages, "tables": tables}


SIDES: dict[str, Callable[[Sequence[Path]], Counts]] = {"kg": kg, "pdfplumber": pdfplumber}


def measured(side: str, files: Sequence[Path]) -> Counts:
    """What one side counted, with its time in seconds and its memory in MB."""
    import resource

    began = perf_counter()
    counts = SIDES[side](files)
    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, kilobytes elsewhere
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
    return {"cpu": process_time(), "wall": perf_counter() - began, "peak": peak, **counts}


def apart(side: str, folder: Path) -> Counts:
    """One side in a process of its own."""
    command = [sys.executable, __file__, str(folder), "--side", side]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    found: Counts = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Print a line for each side, then their ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", choices=SIDES, help="run one side alone")
    parser.add_argument("--side", choices=SIDES, help=argparse.SUPPRESS)
    args = parser.parse_args()
    files = sorted(args.folder.resolve().rglob("*.pdf"))
    if args.side:
        sys.path.insert(0, str(ROOT))
        print(json.dumps(measured(args.side, files)))
        return
    print(f"{len(files)} PDF files\n{'':12}{'cpu s':>9}{'wall s':>9}{'peak MB':>9}  counts")
    rows = {side: apart(side, args.folder.resolve()) for side in ([args.only] if args.only else SIDES)}
    for side, row in rows.items():
        counts = ", ".join(f"{name} {value:,.0f}" for name, value in row.items() if float(value).is_integer())
        print(f"{side:12}{row['cpu']:9.1f}{row['wall']:9.1f}{row['peak']:9.0f}  {counts}")
    if len(rows) == len(SIDES):
        ratios = "".join(f"{rows['kg'][name] / rows['pdfplumber'][name]:9.2f}" for name in ("cpu", "wall", "peak"))
        print(f"{'ratio':12}{ratios}")
    if "kg" in rows:
        stages = ("read", "extract", "graph", "shapes", "check")
        print("stages of kg, wall s: " + ", ".join(f"{name} {rows['kg'][name]:.1f}" for name in stages))


if __name__ == "__main__":
    main()
