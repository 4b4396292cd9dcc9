"""What a worker process does: some files to one file of quads, and what is told of each of them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing import parent_process
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from kg.model import Mark
from kg.read import Problem
from kg.resources import Ontology

if TYPE_CHECKING:
    from rdflib import Dataset


@dataclass(frozen=True, slots=True)
class Recipe:
    """How every file is to be worked on, wherever that is done."""

    roots: tuple[Path, ...]
    marks: tuple[Mark, ...] = ()
    profile: str = "standard"

    @property
    def ontology(self) -> Ontology:
        """The shipped ontology and the user's own."""
        return Ontology(self.roots)


@dataclass(frozen=True, slots=True)
class Done:
    """What came of some files: `part` has the graphs of the disclosures, as N-Quads.

    `records` are by path the disclosure and what a summary tells of it.
    """

    part: Path
    records: dict[Path, tuple[str, dict[str, Any]]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def work(paths: Sequence[Path], named: frozenset[Path], recipe: Recipe, part: Path) -> Done:
    """Reads and checks some files, of which some were `named`; the graphs are in `part` when this returns.

    Their digests are beside it.
    """
    from kg.across.digest import Digest
    from kg.graph.store import GraphFile
    from kg.pipeline import Result, check_in_groups, together
    from kg.store.digests import spill

    def told(result: Result) -> dict[str, Any]:
        severities = Counter(finding.severity for finding in result.findings)
        return {
            "department": result.head.department,
            "year": result.head.year,
            "kind": result.head.kind,
            "facts": sum(result.facts.values()),
            "findings": dict(sorted(severities.items())),
        }

    digest = Digest(recipe.ontology)

    def keep(dataset: Dataset) -> None:
        file.add(dataset)
        digest.take(dataset)

    groups = check_in_groups(paths, recipe.ontology, marks=recipe.marks, profile=recipe.profile, named=named)
    with GraphFile(part) as file:
        run = together(groups, keep)
    spill(digest, part)
    return Done(part, {r.path: (r.disclosure, told(r)) for r in run.documents}, run.problems)


def begin() -> None:
    """At the start of a worker: it ends when its parent does, however that came."""
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)
