"""What each column of a money table is: code, name, amount; and which belong together side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from kg.extract.money import is_blank, is_number
from kg.extract.tables.view import View

_CODE = re.compile(r"^\d{2,9}$")
_CODED = re.compile(r"^(\d{3,9}|[0-9A-Z]{12,})[-—－](?=\D)(.+)$")


@dataclass(frozen=True, slots=True)
class Label:
    """A name column with the code columns before it."""

    name: int
    codes: tuple[int, ...] = ()


@dataclass(slots=True)
class Group:
    """Columns that stand side by side as a table of their own: one or more labels, then figures."""

    labels: list[Label] = field(default_factory=list)
    amounts: list[int] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)


@lru_cache(maxsize=64)
def compiled(pattern: str) -> re.Pattern[str]:
    """A regular expression of a layout file."""
    return re.compile(pattern)


def roles(view: View, patterns: dict[str, str]) -> list[str]:
    """The role of each column: by its header, else by what its cells hold."""
    return [_role(view, c, "/".join(path), patterns) for c, path in enumerate(view.paths)]


def _role(view: View, col: int, path: str, patterns: dict[str, str]) -> str:
    texts = [t for r in view.data if not is_blank(t := view.text(r, col))]
    numbers = sum(map(is_number, texts))
    named = next((role for role, pattern in patterns.items() if compiled(pattern).search(path)), "")
    if named == "name" and texts and numbers * 2 > len(texts) and "名称" not in path:
        return "code" if all(_CODE.match(t) for t in texts) else "amount"
    if named:
        return named
    if not path and texts and all(_CODE.match(t) for t in texts):
        return "code"
    if not texts:
        return "amount" if path else "note"
    if numbers * 2 >= len(texts):
        return "amount"
    return "note" if path else "name"


def groups(column_roles: list[str]) -> list[Group]:
    """Column groups from left to right; name columns without figures between them label the same figures."""
    found: list[Group] = [Group()]
    codes: list[int] = []
    for col, role in enumerate(column_roles):
        if role in ("code", "name") and (found[-1].amounts or found[-1].counts):
            found.append(Group())
        if role == "code":
            codes.append(col)
        elif role == "name":
            found[-1].labels.append(Label(col, tuple(codes)))
            codes = []
        elif role == "amount":
            found[-1].amounts.append(col)
        elif role == "count":
            found[-1].counts.append(col)
    return [g for g in found if g.amounts]


@dataclass(slots=True)
class Codes:
    """Joins 类款项 parts; a part that a row leaves out is that of the row above."""

    parts: list[str] = field(default_factory=list)

    def join(self, printed: list[str]) -> str | None:
        """The whole code of a row, or None where it prints none."""
        if not any(printed):
            return None
        last = max(i for i, p in enumerate(printed) if p)
        filled = [p or (self.parts[i] if i < len(self.parts) else "") for i, p in enumerate(printed[: last + 1])]
        self.parts = filled
        joined = "".join(filled)
        return joined if joined.isdigit() else None


def split_code(text: str) -> tuple[str | None, str]:
    """``2010301-行政运行`` is a code and a name; other text is a name alone."""
    match = _CODED.match(text)
    return (match[1], match[2]) if match else (None, text)


def depth(text: str, numbering: list[str]) -> int:
    """How deep an item is by its printed number, from 1; 0 where none is printed."""
    return next((i for i, pattern in enumerate(numbering, 1) if compiled(pattern).match(text)), 0)


def first_match(patterns: dict[str, str], texts: Iterator[str] | list[str]) -> str | None:
    """The key of the first pattern that is found in the first text in which any is found."""
    for text in texts:
        for key, pattern in patterns.items():
            if compiled(pattern).search(text):
                return key
    return None
