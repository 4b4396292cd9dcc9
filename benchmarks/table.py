"""All benchmarks in one run, each beside what it is compared with; writes the table `benchmarks/README.md`.

    make bench
    python -m benchmarks.table [--full] [--work DIR] [--again PART ...] [--out benchmarks/README.md]

Each part runs in a process of its own and leaves its figures in `DIR/figures.json`: a run that was cut off goes on with
the parts that are missing, `--again` throws away the figures of some. `--full` builds 10,000 documents as well. Ratios
count, not seconds: both sides of a ratio are measured in the same run on the same machine.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import psutil

from benchmarks import engines, pdf, scale
from benchmarks.make_corpus import make
from benchmarks.report import page

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
LIMIT = 3.0  # seconds for a rule on another engine
Part = Callable[[Path], dict[str, Any]]


def machine(_: Path) -> dict[str, Any]:
    """Where all of it ran."""
    return {
        "cores": os.cpu_count(),
        "memory": psutil.virtual_memory().total / 1e9,
        "system": platform.system(),
        "python": platform.python_version(),
        "load": psutil.getloadavg()[0],
    }


def rules(_: Path) -> dict[str, Any]:
    """The rules on each engine: how many ran, how many gave as many rows as ours, and the time of those that ran."""
    answers = {engine: engines.all_rules(engine, LIMIT) for engine in engines.ENGINES}
    ours = {code: one for code, one in answers["oxigraph"].items() if "seconds" in one}
    figures: dict[str, Any] = {"rules": len(ours)}
    for engine, found in answers.items():
        ran = [code for code in ours if "seconds" in found.get(code, {})]
        figures[engine] = {
            "ran": len(ran),
            "late": sum("seconds" not in found.get(code, {}) and "error" not in found.get(code, {}) for code in ours),
            "rows": sum(found[code]["rows"] == ours[code]["rows"] for code in ran),
            "seconds": sum(found[code]["seconds"] for code in ran),
            "ours": sum(ours[code]["seconds"] for code in ran),
        }
    return figures


def reading(work: Path) -> dict[str, Any]:
    """PDFs from reading to findings, beside the tables of pdfplumber alone; published ones where they are at hand."""
    folder = work / "pdf"
    shutil.rmtree(folder, ignore_errors=True)
    if CORPUS.is_dir():
        folder.mkdir()
        for path in sorted(CORPUS.rglob("*.pdf"))[::5]:
            shutil.copy(path, folder / path.name)
    else:
        make(folder, 12, scale.SEED, ["pdf"])
    return {"published": CORPUS.is_dir(), **{side: pdf.apart(side, folder) for side in pdf.SIDES}}


PARTS: dict[str, Part] = {
    "machine": machine,
    "stages": scale.stages,
    "cores": scale.cores,
    "100": lambda work: scale.build(scale.documents(work, 100), work / "store-100", 2),
    "1000": lambda work: scale.build(scale.documents(work, 1000), work / "store-1000", 2),
    "load": scale.load,
    "growth": lambda _: scale.growth(),
    "rules": rules,
    "shapes": lambda _: engines.shapes(3),
    "reading": reading,
}
FULL: dict[str, Part] = {
    "10000": lambda work: scale.build(scale.documents(work, 10_000), work / "store-10000", 2),
}


def measured(part: str, work: Path) -> dict[str, Any]:
    """The figures of one part, from a process of its own."""
    began = perf_counter()
    command = [sys.executable, "-X", "utf8", "-m", "benchmarks.table", "--part", part, "--work", str(work)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    print(f"{part}: {perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
    return figures


def main() -> None:
    """Measure what is missing, then write and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true", help="10,000 documents, too")
    parser.add_argument("--work", type=Path, default=Path("out/bench"))
    parser.add_argument("--again", nargs="+", default=[], choices=["all", *PARTS, *FULL])
    parser.add_argument("--out", type=Path, default=ROOT / "benchmarks" / "README.md")
    parser.add_argument("--part", choices=[*PARTS, *FULL], help=argparse.SUPPRESS)
    given = parser.parse_args()
    work = given.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    if given.part:
        print(json.dumps((PARTS | FULL)[given.part](work)))
        return
    kept = work / "figures.json"
    figures: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8")) if kept.is_file() else {}
    for part in figures if "all" in given.again else given.again:
        figures = {name: value for name, value in figures.items() if name != part}
    for part in [*PARTS, *(FULL if given.full else ())]:
        if part not in figures:
            figures[part] = measured(part, work)
            kept.write_text(json.dumps(figures, indent=1), encoding="utf-8")
    text = page(figures)
    given.out.write_text(text, encoding="utf-8", newline="\n")
    print(text)


if __name__ == "__main__":
    main()
