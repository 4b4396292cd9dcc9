"""A made-up corpus of any size: disclosures in many layouts, with known facts and planted defects.

    python benchmarks/make_corpus.py --documents 1000 --seed 7 --out /tmp/corpus
    python benchmarks/make_corpus.py --documents 40 --seed 1 --out /tmp/mixed --formats txt,docx,pdf,xlsx,html
    python benchmarks/recall.py /tmp/corpus

Departments publish a budget and often a final account for two to four years each; some copy indicators from a
neighbour, some print another figure for last year than they did then. `truth.jsonl` has a line for each file: who,
when, how many facts of each class with some of them in full, which defects were planted where, and what holds across
files. The same seed gives the same bytes, whatever the number of documents; memory does not grow with it. A part of
the documents is clean: on those no rule has anything to say above information.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from time import perf_counter

from benchmarks.corpus.generate import CLEAN, FORMATS, corpus

_A_FOLDER = 1000  # files


def make(out: Path, documents: int, seed: int, formats: list[str], clean: float = CLEAN) -> int:
    """Write the files and `truth.jsonl`; returns how many bytes the files have."""
    out.mkdir(parents=True, exist_ok=True)
    size = 0
    with (out / "truth.jsonl").open("w", encoding="utf-8", newline="\n") as truth:
        for number, made in enumerate(corpus(documents, seed, formats, clean)):
            folder = out / f"{number // _A_FOLDER:03d}"
            if number % _A_FOLDER == 0:
                folder.mkdir(exist_ok=True)
            (folder / made.name).write_bytes(made.data)
            line = {**made.truth, "file": f"{folder.name}/{made.name}"}
            truth.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
            size += len(made.data)
    return size


def _formats(text: str) -> list[str]:
    found = text.split(",")
    if unknown := [one for one in found if one not in FORMATS]:
        raise argparse.ArgumentTypeError(f"unknown format {', '.join(unknown)}; there are {', '.join(FORMATS)}")
    return found


def main() -> None:
    """Make a corpus and say how fast."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--formats", type=_formats, default=["txt"], help="txt,docx,pdf,xlsx,html in turn (default txt)"
    )
    parser.add_argument("--clean", type=float, default=CLEAN, help=f"the part without defects (default {CLEAN})")
    args = parser.parse_args()
    began = perf_counter()
    size = make(args.out, args.documents, args.seed, args.formats, args.clean)
    seconds = perf_counter() - began
    print(f"{args.documents} documents, {size / 1e6:.1f} MB, {args.documents / seconds:.0f} a second: {args.out}")


if __name__ == "__main__":
    main()
