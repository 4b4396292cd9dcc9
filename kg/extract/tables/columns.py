"""What each column of a money table is: code, name, amount; and which belong together side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from kg.extract.meaning_lexicon import named
from kg.extract.money import is_blank, is_number
from kg.extract.tables.view import View
from kg.model import Role, Term

_CODE = re.compile(r"^\d{2,9}$")
_CODED = (
    re.compile(r"^(\d{3,9}|[0-9A-Z]{12,})[-—－](?=\D)(.+)$"),  # 2010301-行政运行
    re.compile(r"^[\[【(（](\d{3,9})[\])）】](.+)$"),  # [2010301]行政运行
    re.compile(r"^([235]\d{4}(?:\d\d)?)(?=[\u4e00-\u9fff])(.+)$"),  # 2010301行政运行
)
REMARK = re.compile(r"(?<=[^/])[（(](?:[^（）()]*[）)]|[^（）()/]*)(?=/|$)")  # the end of a header may be cut off


@dataclass(frozen=True, slots=True)
class Label:
    """A name column with the code columns before it; `kind` is ``unit``, ``class`` (a classification) or ``name``."""

    name: int
    codes: tuple[int, ...] = ()
    kind: str = "name"


@dataclass(slots=True)
class Group:
    """Columns that stand side by side as a table of their own, from `start` on: labels, then figures."""

    start: int = 0
    labels: list[Label] = field(default_factory=list)
    units: list[int] = field(default_factory=list)
    years: list[int] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)
    amounts: list[int] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)


_LISTS = {"unit_code": "units", "year": "years", "note": "notes", "amount": "amounts", "count": "counts"}


@lru_cache(maxsize=256)
def compiled(pattern: str) -> re.Pattern[str]:
    """A regular expression of a layout file."""
    return re.compile(pattern)


def roles(view: View, patterns: dict[str, str]) -> list[Role]:
    """The role of each column: by its header, else by what its cells hold."""
    found: list[Role] = []
    for col, path in enumerate(map("/".join, view.paths)):
        name, content = _role(view, col, path, patterns)
        found.append(Role(view.head.stop - 1, col, name, path, "" if content else f"budget.roles.{name}", content))
    return found


def _role(view: View, col: int, path: str, patterns: dict[str, str]) -> tuple[str, str]:
    """The name of a column's role, and, where its content and not its header told it, how."""
    texts = [t for r in view.data if not is_blank(t := view.text(r, col))]
    numbers = sum(map(is_number, texts))
    named = header_role(path, patterns) or header_role(REMARK.sub("", path), patterns)
    if named in ("name", "class") and texts and numbers * 2 > len(texts) and "名称" not in path:
        return ("code", "内容是编码") if all(_CODE.match(t) for t in texts) else ("amount", "内容多是数字")
    if named:
        return named, ""
    if not path and texts and all(_CODE.match(t) for t in texts):
        return "code", "没有表头，内容是编码"
    if not texts:
        return ("amount", "没有内容") if path else ("note", "没有表头和内容")
    if numbers * 2 >= len(texts):
        return "amount", "内容多是数字"
    return ("note", "表头没有角色，内容是文字") if path else ("name", "没有表头，内容是文字")


def header_role(path: str, patterns: dict[str, str]) -> str:
    """The first role whose pattern is found in a header path, or ''."""
    return next((role for role, pattern in patterns.items() if compiled(pattern).search(path)), "")


def groups(column_roles: list[str]) -> list[Group]:
    """Column groups from left to right, each with the labels that its figures are read under."""
    found: list[Group] = [Group()]
    codes: list[int] = []
    for col, role in enumerate(column_roles):
        if role in ("code", "name", "class", "unit") and (found[-1].amounts or found[-1].counts):
            found.append(Group(col))
        if role == "code":
            codes.append(col)
        elif role in ("name", "class", "unit"):
            found[-1].labels.append(Label(col, tuple(codes), role))
            codes = []
        elif role in _LISTS:
            getattr(found[-1], _LISTS[role]).append(col)
    for before, group in zip([Group(), *found], found, strict=False):
        if not group.labels and before.labels and not before.amounts:  # only codes stand between name and figures
            group.labels, group.start = before.labels, before.start
            group.units, group.years = before.units, before.years
        group.labels = chosen(group.labels) or _unnamed(group)
    return [g for g in found if g.amounts]


def _unnamed(group: Group) -> list[Label]:
    """Where no header says what names the rows, the text beside the figures does."""
    beside = [col for col in group.notes if group.amounts and col < group.amounts[0]]
    return [Label(beside[-1])] if beside else []


def chosen(labels: list[Label]) -> list[Label]:
    """Classifications printed in parallel are all labels of a figure; else the last name, which is the narrowest."""
    items = [label for label in labels if label.kind != "unit"] or labels
    classes = [label for label in items if label.codes or label.kind == "class"]
    return classes if items[-1:] == classes[-1:] else items[-1:]


@dataclass(slots=True)
class Codes:
    """Joins 类款项 parts; a part that a row leaves out is that of the row above."""

    parts: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def join(self, printed: list[str]) -> str | None:
        """The whole code of a row, or None where it prints none."""
        if not any(printed):
            return None
        if len(printed) == 1:
            return self._alone(printed[0])
        last = max(i for i, p in enumerate(printed) if p)
        filled = [p or (self.parts[i] if i < len(self.parts) else "") for i, p in enumerate(printed[: last + 1])]
        if not all(filled):  # a 项 whose 款 is nowhere printed
            return None
        self.parts = filled
        joined = "".join(filled)
        self.seen.add(joined)
        return joined if joined.isdigit() else None

    def _alone(self, code: str) -> str | None:
        """A code of a column of its own, where two digits go on with the three of the row above."""
        above = "".join(self.parts)
        if len(code) == 2 and (len(above) in (3, 7) or (len(above) == 5 and above[0] in "35")):
            code = above[:3] + code
        self.parts = [code]
        self.seen.add(code)
        return code if code.isdigit() else None

    def is_unit(self, code: str) -> bool:
        """Whether a code of six digits is of a unit: no code of a class or 款 above begins it."""
        return len(code) == 6 and not any(len(other) < 6 and code.startswith(other) for other in self.seen)


def split_code(text: str) -> tuple[str | None, str]:
    """A code and a name that are printed in one cell; other text is a name alone."""
    match = next((m for pattern in _CODED if (m := pattern.match(text))), None)
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


def table_kind(layout: dict[str, Any], title: str) -> Term | None:
    """The kind of the table with this title, by the first of the layout's `kinds` whose words it has."""
    kinds = {entry["title"]: entry["kind"] for entry in layout["kinds"]}
    found = first_match({pattern: pattern for pattern in kinds}, [title])
    return named(f"layouts/{layout['id']}.yaml", kinds[found]) if found else None
