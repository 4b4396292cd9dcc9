"""Which of many texts share runs of characters, and which sets share members: in time that grows with the texts.

A run that more than `most` groups of texts hold is a stock phrase and joins none, so that the pairs grow with the texts
and not with their square. Any other tells the more, the fewer groups hold it.

Compared with datasketch 2.0 (MIT, Python on numpy and scipy) and rensa 0.5 (MIT, Rust), both kept up, with wheels for
Windows and the same answer every time: MinHash with LSH finds whatever fills in one form of words, some thousand times
as many pairs as there are copies, and ten times as many when the texts are three times as many; both took longer than
this. To know what is rare they would need the counts that are made here, and a short text inside a long one is beyond
them. `benchmarks/copies.py` runs all three side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from numpy.typing import NDArray

LENGTH: Final = 6  # characters of a run: longer than a word, shorter than a clause
_TOGETHER: Final = 64  # texts that hold a run, of however few groups, beyond which it joins none
_ODD, _MIX, _SHIFT = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 29  # of splitmix64: spreads what is alike


class Tokens(NamedTuple):
    """What texts are made of: ``token[i]`` is a number for a run or a member, ``text[i]`` the text that holds it."""

    token: NDArray[Any]
    text: NDArray[Any]


class Pair(NamedTuple):
    """Two texts by their places, `one` before `other`: how many tokens they share, of how many of the shorter one.

    `evidence` is what the shared tokens tell, in nats: the sum of ln((groups + 1) / groups that hold the token).
    """

    one: int
    other: int
    shared: int
    of: int
    evidence: float


def runs(texts: Sequence[str], length: int = LENGTH) -> Tokens:
    """The runs of `length` characters of each text; a shorter text has none. Texts hold no NUL."""
    import numpy as np

    code = np.frombuffer("\0".join([*texts, ""]).encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint64)
    text = np.cumsum(code == 0) - (code == 0)
    count = max(len(code) - length + 1, 0)
    token = np.zeros(count, np.uint64)
    for i in range(length):
        token = token * np.uint64(_ODD) + code[i : count + i]
    token = (token ^ (token >> np.uint64(_SHIFT))) * np.uint64(_MIX)
    inside = (text[:count] == text[length - 1 :]) & (code[length - 1 :] != 0)
    return Tokens(token[inside], text[:count][inside])


def grams(text: str, length: int = LENGTH) -> frozenset[str]:
    """All runs of `length` characters of one text, as they are."""
    return frozenset(text[i : i + length] for i in range(len(text) - length + 1))


def overlap(one: str, other: str) -> float:
    """How much of the shorter text is in the other: the part of its runs, stock phrases too; 0 where it has none."""
    held, own = sorted((grams(one), grams(other)), key=len)
    return len(held & own) / len(held) if held else 0.0


def pieces(one: str, other: str, length: int = LENGTH) -> list[tuple[int, int]]:
    """The pieces of `one` whose runs are all in `other`: start and end of each, in order, apart from one another."""
    held, found = grams(other, length), list[tuple[int, int]]()
    for start in range(len(one) - length + 1):
        if one[start : start + length] in held:
            begin = found.pop()[0] if found and found[-1][1] >= start else start
            found.append((begin, start + length))
    return found


def members(sets: Iterable[Iterable[str]]) -> Tokens:
    """The members of each set."""
    import numpy as np

    numbers: dict[str, int] = {}
    pairs = [(numbers.setdefault(name, len(numbers)), i) for i, one in enumerate(sets) for name in one]
    both = np.array(pairs, np.int64).reshape(-1, 2)
    return Tokens(both[:, 0], both[:, 1])


def pairs(tokens: Tokens, groups: Sequence[int], most: int, least: int = 1) -> Iterator[Pair]:
    """The pairs of texts of different groups that share `least` tokens which `most` groups hold at most.

    ``groups[i]`` is the group of text i; the texts of a group stand side by side.
    """
    import numpy as np

    of = np.asarray(groups, np.int64)
    order = np.argsort(tokens.token, kind="stable")
    token, text = tokens.token[order], tokens.text[order]
    first = _changes(token)
    once = first | _changes(text)
    first, text = first[once], text[once]
    sizes = np.bincount(text, minlength=len(of))
    number = np.cumsum(first) - 1
    holders = np.bincount(number[first | _changes(of[text])])
    kept = ((holders > 1) & (holders <= most) & (np.bincount(number) <= _TOGETHER))[number]
    weights = np.log((len(set(groups)) + 1) / np.maximum(holders, 1))
    yield from _joined(number[kept], text[kept], of, sizes, weights, least)


def _changes(values: NDArray[Any]) -> NDArray[Any]:
    """Where a value differs from the one before it; the first does."""
    import numpy as np

    return np.concatenate(([True], values[1:] != values[:-1]))[: len(values)]


def _joined(
    number: NDArray[Any],
    text: NDArray[Any],
    groups: NDArray[Any],
    sizes: NDArray[Any],
    weights: NDArray[Any],
    least: int,
) -> Iterator[Pair]:
    """The pairs of texts with the same token, counted: each with that one step further on, then two, and so on."""
    import numpy as np

    keys, told = [np.zeros(0, np.int64)], [np.zeros(0)]
    for step in range(1, _TOGETHER):
        same = np.flatnonzero((number[step:] == number[:-step]) & (groups[text[step:]] != groups[text[:-step]]))
        keys.append(text[same] * len(groups) + text[same + step])
        told.append(weights[number[same]])
        if not (number[step:] == number[:-step]).any():
            break
    found, where, counts = np.unique(np.concatenate(keys), return_inverse=True, return_counts=True)
    evidence = np.bincount(where, np.concatenate(told), len(found))
    one, other = np.divmod(found, max(len(groups), 1))
    smaller = np.minimum(sizes[one], sizes[other])
    enough = counts >= least
    columns = [column[enough] for column in (one, other, counts, smaller, evidence)]
    yield from map(Pair._make, zip(*(column.tolist() for column in columns), strict=True))
