"""Defects that are put into disclosures on purpose: one function a rule, two lists.

Those of `BEFORE` change what a draft will print, those of `AFTER` its blocks. A function returns what it planted, or
None where the draft has nothing that it could spoil; it spoils nothing that another has spoilt.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from benchmarks.corpus.defects import forms, sentences, tables, targets
from benchmarks.corpus.records import Draft, Planted

Defect = Callable[[Draft, Random], Planted | None]


def _public(draft: Draft, random: Random) -> Planted | None:
    """X10 in the table, or in the text where there is none."""
    return tables.public_total(draft, random) or sentences.public_sum(draft, random)


BEFORE: dict[str, Defect] = {**targets.DEFECTS, **forms.DEFECTS}
AFTER: dict[str, Defect] = {**sentences.DEFECTS, **tables.DEFECTS, "X10": _public}


def plant(draft: Draft, random: Random, codes: list[str], among: dict[str, Defect], most: int) -> None:
    """Up to so many of the defects of some rules, in their order, as far as the draft has room for them."""
    for code in codes:
        if len(draft.planted) >= most:
            return
        if code in among and (found := among[code](draft, random)):
            draft.planted.append(found)
