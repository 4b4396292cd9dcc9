"""What a worker process does: some files to one file of quads, and what is told of each of them."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from kg.errors import KgError
from kg.model import Mark
from kg.read import Problem
from kg.resources import Ontology
from kg.store.faults import unwritable

if TYPE_CHECKING:
    from rdflib import Dataset

    from kg.check.rules import CatalogueRule


@dataclass(frozen=True, slots=True)
class Recipe:
    """How every file is to be worked on, wherever that is done; none longer than `timeout` seconds (0 is no limit)."""

    roots: tuple[Path, ...]
    marks: tuple[Mark, ...] = ()
    profile: str = "standard"
    timeout: float = 0


@dataclass(frozen=True, slots=True)
class Done:
    """What came of some files: `part` has the graphs of the disclosures, as N-Quads.

    `records` are by path the disclosure and what a summary tells of it; `triples` counts those of each graph.
    """

    part: Path
    records: dict[Path, tuple[str, dict[str, Any]]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    triples: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Task:
    """Some files, of which some were `named`; the graphs of their disclosures go to the file `part`."""

    paths: tuple[Path, ...]
    named: frozenset[Path]
    part: Path


def work(
    paths: Sequence[Path],
    named: frozenset[Path],
    recipe: Recipe,
    part: Path,
    step: Callable[[], None] = lambda: None,
) -> Done:
    """Reads and checks some files, of which some were `named`; the graphs are in `part` when this returns.

    Their digests are beside it. `step` is called before each file and before the rules. Raises `KgError` where the
    ontology is wrong, and `OSError` where the part cannot be written.
    """
    from kg.graph.store import GraphFile
    from kg.pipeline import Result, check_in_groups, together
    from kg.store.digests import digests_of

    def told(result: Result) -> dict[str, Any]:
        severities = Counter(finding.severity for finding in result.findings)
        return {
            "department": result.head.department,
            "year": result.head.year,
            "kind": result.head.kind,
            "facts": sum(result.facts.values()),
            "findings": dict(sorted(severities.items())),
        }

    ontology, rules = _loaded(recipe.roots)

    def keep(dataset: Dataset) -> None:
        file.add(dataset)
        digest.take(dataset)

    groups = check_in_groups(
        paths,
        ontology,
        lambda *_: step(),
        recipe.marks,
        recipe.profile,
        named=named,
        timeout=recipe.timeout,
        rules=rules,
    )
    with GraphFile(part) as file, digests_of(part, ontology) as digest:
        run = together(groups, keep)
    return Done(part, {r.path: (r.disclosure, told(r)) for r in run.documents}, run.problems, file.triples)


@lru_cache(maxsize=1)
def _loaded(roots: tuple[Path, ...]) -> tuple[Ontology, list[CatalogueRule]]:
    """The shipped ontology and the user's own, as they were when this process began: to load the rules takes long."""
    from kg.check.rules import load_rules

    ontology = Ontology(roots)
    return ontology, load_rules(ontology)


def attend(pipe: Connection, recipe: Recipe) -> None:
    """What a worker process does with each `Task` that comes: sends None at each step, and at the end a `Done`.

    Or it sends the `KgError` that concerns all tasks, or as text what went wrong in this one.
    """
    import kg.extract  # noqa: F401 (heavy: loaded before any time is taken)

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # on Windows; elsewhere it was so from the start
    Thread(target=_end_with_parent, daemon=True).start()
    pipe.send(None)
    while True:
        try:
            task: Task = pipe.recv()
        except EOFError:
            return
        pipe.send(_outcome(task, recipe, lambda: pipe.send(None)))


def _outcome(task: Task, recipe: Recipe, step: Callable[[], None]) -> Done | KgError | str:
    try:
        return work(task.paths, task.named, recipe, task.part, step)
    except KgError as error:
        return error
    except (OSError, sqlite3.Error) as error:
        return unwritable(task.part.parent, error)
    except Exception as error:
        return f"检查时出错（{type(error).__name__}）"


def _end_with_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)
