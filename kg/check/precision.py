"""How often each rule was right when readers compared its findings with the documents: ``precision.csv``.

The table is made by ``benchmarks/precision.py`` and has counts alone.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Final

from kg.errors import DataError
from kg.resources import Ontology


@dataclass(frozen=True, slots=True)
class Measured:
    """Findings of a rule at one severity: how many there were and were read, and what two readers said of them."""

    rule: str
    severity: str
    found: int
    read: int
    true: int
    false: int
    unclear: int
    second_true: int
    second_false: int
    second_unclear: int
    agreed: int

    @property
    def value(self) -> float | None:
        """True ones among those that both readers together decided; None where none was read."""
        true = self.true + self.second_true
        decided = true + self.false + self.second_false
        return true / decided if decided else None


COLUMNS: Final = tuple(field.name for field in fields(Measured))


def load_precision(ontology: Ontology) -> Mapping[str, Sequence[Measured]]:
    """The lines of the table by rule; empty where there is no table."""
    measured: dict[str, list[Measured]] = defaultdict(list)
    for path in ontology.files("precision.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), 2):
                try:
                    line = Measured(row["rule"], row["severity"], *(int(row[name]) for name in COLUMNS[2:]))
                except (KeyError, ValueError, TypeError) as error:
                    raise DataError(f"{path}:{number}: 须有 {'、'.join(COLUMNS)}，后九列为整数") from error
                measured[line.rule].append(line)
    return measured
