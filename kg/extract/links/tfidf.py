"""Likeness of texts by runs of two to four characters, the rarer the more telling (TF-IDF, cosine).

No word list and no model: in Chinese a run of two to four characters is a word often enough. Runs that many texts hold
are passed over, so that the work grows with the texts and not with their pairs.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

_LENGTHS = (2, 3, 4)
_COMMON = 16  # texts from which a run tells nothing of one of them


class Likeness:
    """Some texts, and how like another text is to each of them; `others` help to tell which runs are common."""

    def __init__(self, texts: Sequence[str], others: Sequence[str] = ()) -> None:
        counted = [_runs(text) for text in texts]
        seen = Counter(run for runs in [*counted, *map(_runs, others)] for run in runs)
        total = len(texts) + len(others) + 1
        self._rarity = {run: math.log(total / n) for run, n in seen.items()}
        self._holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._sizes: list[float] = []
        for place, runs in enumerate(counted):
            weights = self._weights(runs)
            self._sizes.append(_size(weights))
            for run, weight in weights.items():
                self._holders[run].append((place, weight))

    def of(self, text: str) -> dict[int, float]:
        """The cosine, 0 to 1, with each text that shares a telling run, by its place."""
        weights = self._weights(_runs(text))
        found: dict[int, float] = defaultdict(float)
        for run in sorted(weights):
            holders = self._holders.get(run, ())
            for place, weight in holders if len(holders) < _COMMON else ():
                found[place] += weight * weights[run]
        size = _size(weights)
        return {place: told / size / self._sizes[place] for place, told in sorted(found.items())}

    def sharing(self, text: str) -> set[int]:
        """The places of the texts that share a run with a text."""
        runs = (self._holders.get(run, ()) for run in _runs(text))
        return {place for holders in runs if len(holders) < _COMMON for place, _ in holders}

    def _weights(self, runs: Counter[str]) -> dict[str, float]:
        return {run: (1 + math.log(n)) * self._rarity.get(run, 0.0) for run, n in runs.items()}


def _runs(text: str) -> Counter[str]:
    return Counter(text[i : i + n] for n in _LENGTHS for i in range(len(text) - n + 1))


def _size(weights: dict[str, float]) -> float:
    return math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
