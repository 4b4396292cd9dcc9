"""Lists of projects: one a row, with its money, its type and, where columns print them, its goals and indicators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from kg.extract.money import Amount, amount, is_number
from kg.extract.owners import Owners
from kg.extract.sections import unit_in
from kg.extract.tables.band import Forms, period_of
from kg.extract.tables.columns import compiled, roles, split_code
from kg.extract.tables.indicators import Writer
from kg.extract.tables.view import View
from kg.model import Cell, Passage, Ref, Role
from kg.vocab import BP

BY = "layout/budget"


@dataclass
class ProjectList:
    """Reads the projects of one table; goals are left in `passages` too, since they promise in numbers."""

    owners: Owners
    forms: Forms
    layout: dict[str, Any]
    view: View
    table: Ref
    parts: frozenset[int] = frozenset()  # rows that are parts of a sum and no sums themselves
    passages: list[tuple[Passage, Ref | None]] = field(default_factory=list)
    goals: int = 0
    columns: list[Role] = field(default_factory=list)  # what was read as projects, their goals and types

    def read(self, *, always: bool) -> None:
        """Add the projects of a list with goals; of one without only if its title says so (`always`)."""
        name = self._name
        if name is None or not (self._goals or (always and self._money is not None)):
            return
        self.columns = list(self._used(name))
        owner: Ref | None = None
        for r in self.view.data:
            cell = self.view.own(r, name)
            if cell is not None:
                owner = self._project(r, cell) if self._is_project(r, cell) else None
            if owner is not None:
                self._add_goals(r, owner)
                self._add_texts(r, owner)

    def _used(self, name: int) -> Iterator[Role]:
        row = self.view.head.stop - 1
        yield Role(row, name, "project", self._heads[name], "budget.project_name")
        for c in self._goals:
            role = self.forms.role(self._heads[c])
            yield Role(row, c, role, self._heads[c], f"indicators.roles.{role}")
        for c in self._texts:
            yield Role(row, c, "text", self._heads[c], "budget.project_text")

    @cached_property
    def _heads(self) -> list[str]:
        """The last part of each column's header."""
        return [path[-1] if path else "" for path in self.view.paths]

    @cached_property
    def _goals(self) -> list[int]:
        """Columns of goals, or of indicators without a column of values."""
        return [c for c, head in enumerate(self._heads) if self.forms.role(head) in ("objective", "name")]

    @cached_property
    def _texts(self) -> list[int]:
        """Columns that describe the projects in running text."""
        return [c for c, head in enumerate(self._heads) if compiled(self.layout["project_text"]).search(head)]

    @cached_property
    def _name(self) -> int | None:
        named = compiled(self.layout["project_name"]).search
        columns = [c for c, head in enumerate(self._heads) if named(head)]
        if not columns and self._goals:
            columns = [c for c, head in enumerate(self._heads[: self._goals[0]]) if self.forms.role(head) == "project"]
        return columns[-1] if columns else None

    @cached_property
    def _roles(self) -> list[str]:
        return [role.name for role in roles(self.view, self.layout["roles"])]

    @cached_property
    def _money(self) -> int | None:
        return next((c for c, role in enumerate(self._roles) if role == "amount"), None)

    @cached_property
    def _classified(self) -> bool:
        """Whether the rows are told apart by a classification of spending too."""
        return "class" in self._roles or "code" in self._roles

    @cached_property
    def _type(self) -> int | None:
        return next((c for c, head in enumerate(self._heads) if compiled("类型|类别").search(head)), None)

    def _is_project(self, r: int, cell: Cell) -> bool:
        """Sums are none; where units stand among the projects, only what has goals or is added up is one."""
        if not cell.text or cell.text.isdigit() or compiled(self.layout["totals"]).match(cell.text):
            return False
        if any(self.view.text(r, c) for c in self._goals):
            return True
        assert self._name is not None
        listed = "unit_code" in self._roles and r in self.parts  # units have codes, projects have none
        return ("单位" not in self._heads[self._name] or listed) and self._amount(r) is not None

    def _project(self, r: int, cell: Cell) -> Ref | None:
        code, name = split_code(cell.text)
        span, page, money = cell.passage.span(), cell.place.page, self._amount(r)
        if self._classified:  # its rows may be parts of a project
            ref = self.owners.get(BP.Project, name, span, BY, code=code, page=page)
        else:
            ref = self.owners.project(name, span, BY, source=self.table, money=money, code=code, page=page)
        if self.owners.sheet.drafts[ref].type != BP.Project:
            return None
        self.owners.amount(ref, money)
        if self._type is not None and self._type != self._name:
            self.owners.sheet.put(ref, BP.projectType, self.view.text(r, self._type) or None)
        return ref

    def _amount(self, r: int) -> Amount | None:
        """The first figure of a row."""
        if self._money is None or not is_number(figure := self.view.text(r, self._money)):
            return None
        unit = unit_in("/".join(self.view.paths[self._money])) or self.view.caption.unit
        return amount(figure, unit) if unit else None

    def _add_goals(self, r: int, owner: Ref) -> None:
        writer = Writer(self.owners, self.forms)
        for c in self._goals:
            cell = self.view.own(r, c)
            if cell is None or not cell.text or self.forms.none.fullmatch(cell.text):
                continue
            self.goals += 1
            if not writer.goal(cell, owner, period_of(self._heads[c])):
                self.passages.append((cell.passage, owner))

    def _add_texts(self, r: int, owner: Ref) -> None:
        for c in self._texts:
            cell = self.view.own(r, c)
            if cell is not None and cell.text and not self.forms.none.fullmatch(cell.text):
                span, page = cell.passage.span(), cell.place.page
                self.owners.passage(owner, self._heads[c], cell.text, span, BY, page=page)
                self.passages.append((cell.passage, owner))
