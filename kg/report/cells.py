"""Cells of spreadsheets that no spreadsheet computes."""

from __future__ import annotations

from typing import Final

from kg.report.plain import plain

FORMULA: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def neutral(cell: object) -> object:
    """Text that begins like a formula is marked as text by an apostrophe; numbers stay."""
    if not isinstance(cell, str):
        return cell
    text = plain(cell)
    return f"'{text}" if text.startswith(FORMULA) else text
