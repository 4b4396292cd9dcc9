"""Answers as pandas DataFrames, for notebooks."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args

from kg.lang import say
from kg.model import Place, Severity
from kg.queries import rows, select, short, value
from kg.report.plain import where

if TYPE_CHECKING:
    from pandas import DataFrame
    from rdflib import Dataset

    from kg.resources import Ontology

_TYPES: Final = {frozenset((int,)): "Int64", frozenset((bool,)): "boolean", frozenset((str,)): "str"}
_FINDINGS: Final = (
    *("department", "year", "rule", "title", "severity", "message", "quote", "place", "page", "line"),
    *("observed", "expected", "id", "finding"),
)


def build(paths: str | Path | Iterable[str | Path], ontology: Ontology | None = None) -> Dataset:
    """Read, extract, build and check the files under `paths`; what could not be read is a warning.

    The graph alone of what `kg.check_files` gives.
    """
    from kg.pipeline import check_files
    from kg.resources import Ontology

    given = [paths] if isinstance(paths, str | Path) else paths
    run = check_files([Path(path) for path in given], ontology or Ontology.load())
    for problem in run.problems:
        warnings.warn(f"{problem.path}: {say(problem.reason)}", stacklevel=2)
    return run.dataset


def query(dataset: Dataset, text: str, ontology: Ontology | None = None, /, **params: object) -> DataFrame:
    """The rows of a SELECT (text, ``.rq`` file or name) as a DataFrame: ``query(g, "links", kind="serves")``.

    Without GRAPH a pattern is matched in the union of all graphs; our prefixes are preset. Decimals stay exact, IRIs
    are short where a prefix fits (``bpc:ge``), and what is unbound is missing.
    """
    answer = select(dataset, text, ontology, params)
    names = [variable.value for variable in answer.variables]
    return frame(names, [[_cell(row[name]) for name in names] for row in answer])


def findings(dataset: Dataset, ontology: Ontology | None = None) -> DataFrame:
    """The findings, one a row, each with its quote and place; `kg.explain` takes a row, its id or its IRI.

    By department, year and rule; ``severity`` is ordered, so ``found.sort_values("severity")`` has the gravest first.
    """
    from pandas import Categorical

    found = [{**row, **_told(row)} for row in rows(dataset, "findings", ontology)]
    table = frame(_FINDINGS, [[row.get(name) for name in _FINDINGS] for row in found])
    return table.assign(severity=Categorical(table["severity"], get_args(Severity), ordered=True))


def _told(row: Mapping[str, Any]) -> dict[str, str]:
    """What a finding's row says in other words: the place for people, the id without the disclosure."""
    spot = Place(row.get("page"), row.get("line"), sheet=row.get("sheet"), cell=row.get("cell"))
    return {"rule": row["code"], "place": say(where(spot)), "id": row["finding"].rsplit("/", 1)[-1]}


def _cell(term: Any) -> object:
    from pyoxigraph import NamedNode

    if term is None:
        return None
    return short(term.value) if isinstance(term, NamedNode) else value(term)


def frame(names: Sequence[str], lines: list[list[object]]) -> DataFrame:
    """Rows of cells under these names, columns with a type of pandas that knows what is missing."""
    from pandas import DataFrame, Series

    columns = zip(*lines, strict=True) if lines else ((),) * len(names)
    return DataFrame(
        {name: Series(list(cells), dtype=_type(cells)) for name, cells in zip(names, columns, strict=True)}
    )


def _type(cells: Iterable[object]) -> str:
    """Whole numbers, truth and text have a type of pandas that knows what is missing; Decimals are objects."""
    return _TYPES.get(frozenset(type(cell) for cell in cells if cell is not None), "object")
