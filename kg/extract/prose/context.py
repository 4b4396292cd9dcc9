"""What the reader of prose knows of the disclosure before it begins."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Ref, Term


@dataclass(frozen=True)
class Context:
    """Year, kind (``BPC.budget`` or ``BPC.final_accounts``) and department; None where it is not known.

    `names` are the printed names of the department, which are no part of an item's name.
    """

    fiscal_year: int | None = None
    kind: Term | None = None
    department: Ref | None = None
    names: frozenset[str] = frozenset()
