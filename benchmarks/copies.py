"""The search for copies between departments on 1,000, 3,000 and 10,000 made-up disclosures, side by side in one run.

    python benchmarks/copies.py [--sizes 1000,3000,10000]

Goals and indicators are those of `make_corpus.py`, where a department now and then has the indicators of the one next
door, and a goal of its own for each, of which one in fifty is another's with a few characters changed. Times are
processor seconds, the least of two; the exponent is that of the time between the smallest and the largest size. On
the two smallest, datasketch and rensa are run beside it where they are installed (`pip install datasketch rensa`):
MinHash with LSH on the same runs of characters, 128 permutations, Jaccard 0.4.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from random import Random
from time import process_time
from typing import Any

from benchmarks.corpus.people import data
from benchmarks.corpus.plan import drafts
from kg.across.similar import Key, sets_alike, texts_alike
from kg.extract.meaning_lexicon import bare
from kg.runs import grams

_SEED = 7
_COPIED = 0.02  # of the goals
_SIZE, _JACCARD = 128, 0.4  # of a sketch; above which it finds texts
_LONG = 64  # characters of a goal


@dataclass
class Corpus:
    """Goals and sets by department, and which departments were made to share what."""

    goals: list[tuple[str, str]]
    sets: list[tuple[str, frozenset[Key]]]
    copied_goals: set[frozenset[str]]
    copied_sets: set[frozenset[str]]


def corpora(sizes: Sequence[int]) -> list[Corpus]:
    """A corpus of each size; a smaller one is the beginning of a larger."""
    made, random = [], Random(_SEED)
    letters = "".join(duty for field in data("words")["fields"] for duty in field["duties"])
    own: dict[str, str] = {}
    corpus = Corpus([], [], set(), set())
    for number, draft in enumerate(islice(drafts(_SEED), max(sizes)), 1):
        name = draft.department.name
        if name not in own:
            own[name] = _goal(random, letters, name, own, corpus)
        corpus.goals += [(name, bare(one.goal)) for one in draft.projects] + [(name, own[name])]
        corpus.sets += [(name, frozenset(Key(i.name, i.printed) for i in one.indicators)) for one in draft.projects]
        copied = (cross for cross in draft.cross if cross["kind"] == "copied-indicators")
        corpus.copied_sets |= {frozenset((name, cross["from"]["department"])) for cross in copied}
        if number in sizes:
            goals, sets = sorted(set(corpus.goals)), sorted(set(corpus.sets), key=lambda one: (one[0], sorted(one[1])))
            made.append(Corpus(goals, sets, set(corpus.copied_goals), set(corpus.copied_sets)))
    return made


def _goal(random: Random, letters: str, name: str, own: dict[str, str], corpus: Corpus) -> str:
    """A goal of one's own, or another's with four characters changed."""
    if own and random.random() < _COPIED:
        source = random.choice(list(own))
        corpus.copied_goals.add(frozenset((name, source)))
        at = random.randrange(_LONG - 4)
        return own[source][:at] + "".join(random.choices(letters, k=4)) + own[source][at + 4 :]
    return bare("".join(random.choices(letters, k=2 * _LONG)))[:_LONG]


Search = Callable[[Sequence[Any], Sequence[int]], Any]


def measured(search: Search, printed: Sequence[tuple[str, Any]]) -> tuple[float, set[frozenset[str]]]:
    """Least processor seconds of two, and the pairs of departments found."""
    numbers = {name: number for number, name in enumerate(dict.fromkeys(name for name, _ in printed))}
    whats, groups = [what for _, what in printed], [numbers[name] for name, _ in printed]
    times = []
    for _ in range(2):
        began = process_time()
        found = list(search(whats, groups))
        times.append(process_time() - began)
    return min(times), {frozenset((printed[one][0], printed[other][0])) for one, other, *_ in found}


def minhash() -> dict[str, Search]:
    """The same search by the libraries that are installed."""
    sketching = {"datasketch": _datasketch, "rensa": _rensa}
    installed = {name: import_module(name) for name in sketching if find_spec(name)}
    return {name: partial(_by_sketches, sketching[name], module) for name, module in installed.items()}


def _by_sketches(
    sketching: Callable[[Any, list[list[str]]], tuple[Sequence[Any], Any]],
    module: Any,
    texts: Sequence[str],
    groups: Sequence[int],
) -> list[tuple[int, int]]:
    sketches, index = sketching(module, [list(grams(text)) for text in texts])
    for i, sketch in enumerate(sketches):
        index.insert(i, sketch)
    found = ((j, i) for i, sketch in enumerate(sketches) for j in index.query(sketch))
    return [(one, other) for one, other in found if one < other and groups[one] != groups[other]]


def _datasketch(module: Any, runs: list[list[str]]) -> tuple[Sequence[Any], Any]:
    encoded = [[run.encode() for run in of_text] for of_text in runs]
    return module.MinHash.bulk(encoded, num_perm=_SIZE), module.MinHashLSH(threshold=_JACCARD, num_perm=_SIZE)


def _rensa(module: Any, runs: list[list[str]]) -> tuple[Sequence[Any], Any]:
    index = module.RMinHashLSH(threshold=_JACCARD, num_perm=_SIZE, num_bands=_SIZE // 4)
    return module.RMinHash.from_token_sets(runs, num_perm=_SIZE, seed=_SEED), index


def _line(name: str, size: int, seconds: float, found: set[frozenset[str]], planted: set[frozenset[str]]) -> str:
    hit = len(found & planted)
    return f"{name:12} {size:6} {seconds:8.2f} s  {hit:4} of {len(planted):4} planted  {len(found):7} pairs in all"


def _compared(name: str, sizes: Sequence[int], search: Search, of_sizes: Sequence[tuple[Any, Any]]) -> None:
    """A line for each size, and the exponent."""
    times = []
    for size, (printed, planted) in zip(sizes, of_sizes, strict=True):
        seconds, found = measured(search, printed)
        times.append(seconds)
        print(_line(name, size, seconds, found, planted), flush=True)
    if len(sizes) > 1:
        growth = math.log(len(of_sizes[-1][0]) / len(of_sizes[0][0]))
        print(f"{name}: time grows with the texts to the power of {math.log(times[-1] / times[0]) / growth:.2f}")


def main() -> None:
    """Print a line for each search and size, and the exponents."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=lambda text: sorted(map(int, text.split(","))), default=[1000, 3000, 10000])
    sizes = parser.parse_args().sizes
    made = corpora(sizes)
    _compared("goals", sizes, texts_alike, [(corpus.goals, corpus.copied_goals) for corpus in made])
    _compared("indicators", sizes, sets_alike, [(corpus.sets, corpus.copied_sets) for corpus in made])
    few = [(corpus.goals, corpus.copied_goals) for corpus in made[:2]]
    for name, search in minhash().items():
        _compared(name, sizes[:2], search, few)


if __name__ == "__main__":
    main()
