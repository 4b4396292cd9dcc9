"""The linkers, in the one order.

Those of ``WHOLE`` look at all disclosures at once, by their tables; those of ``PAIRED`` at some disclosures at a time
and the pairs of them that `kg.across.pairs` found. Each is linear in disclosures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from kg.across import copies, figures, funded, peers, years
from kg.across.digest import Digest
from kg.across.families import Families
from kg.across.record import Link

Whole = Callable[[Digest, Families], Iterable[Link]]
Paired = Callable[[Digest, Sequence[Link]], Iterable[Link]]

WHOLE: Final[tuple[Whole, ...]] = (copies.links, funded.links, peers.links)
PAIRED: Final[tuple[Paired, ...]] = (figures.links, years.links)
