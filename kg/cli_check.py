"""What `kg check` does: checks files group by group, shows what was found, and writes the files of the run."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Final

from rdflib import Dataset

from kg.across.compare import Comparison
from kg.check.pages import SEVERITIES
from kg.cli_screen import Screen, writable
from kg.endpoint import add_heads, asker, check_endpoint
from kg.errors import KgError
from kg.graph.store import GraphFile
from kg.pipeline import Result, Run, check_in_groups, together
from kg.report.files import changes_since, write_files
from kg.report.form import write_forms
from kg.report.names import paged
from kg.report.review import MARKS, earlier, kept
from kg.report.view import DocumentView, views
from kg.resources import Ontology

_GRAPH: Final = "graph.nq"
_FINDINGS: Final = "findings.nq"


def check_and_show(
    paths: Sequence[Path],
    ontology: Ontology,
    out: Path | None,
    *,
    endpoint: str | None = None,
    since: Path | None = None,
    marks: Path | None = None,
    profile: str = "standard",
    timeout: float = 0,
    forms: Sequence[str] = (),
    debug: bool = False,
    compare: bool = True,
) -> Run:
    """Check the files under `paths`; with `out` the graph, the findings and the report are written there.

    Or check what an `endpoint` has: then the graph that is written has the findings alone. With `compare` the documents
    are compared with each other, too.
    """
    screen = Screen()
    if bool(paths) == bool(endpoint):
        raise KgError(
            "PATH 和 --endpoint 只能写一个" if endpoint else "缺少 PATH：要检查的文件或文件夹，或者 --endpoint"
        )
    if out is not None:
        writable(out)
    if forms and (out is None or endpoint):
        raise KgError("--form 需要 PATH 和 --out：审核表写在那个文件夹的 forms 里")
    if marks is not None and not marks.exists():
        raise KgError(f"{marks}: 没有这个文件（--marks 需要 kg review 写出的 {MARKS}）")
    before = earlier(since) if since else None
    place = marks or (out / MARKS if out else None)
    said = kept(place) if place else []
    shown: dict[str, DocumentView] = {}

    def keep(dataset: Dataset, elsewhere: Sequence[Result] = ()) -> None:
        if comparison and not endpoint:
            comparison.take(dataset)
        if graph:
            graph.add(dataset)
        add_heads(dataset, elsewhere)
        shown.update((view.disclosure, view) for view in views(dataset, ontology))

    name, comparison = _FINDINGS if endpoint else _GRAPH, Comparison(ontology) if compare else None
    with screen.progress() as progress, GraphFile(out / name) if out else nullcontext() as graph:
        if endpoint:
            run = check_endpoint(endpoint, ontology, progress, said, profile, keep)
            if comparison:
                comparison.ask([result.disclosure for result in run.documents], asker(endpoint, progress))
        else:
            run = together(check_in_groups(paths, ontology, progress, said, profile, timeout=timeout), keep)
        if comparison:
            run = comparison.end(run, shown, profile, graph.add if graph else lambda _: None)
    changes = changes_since(before, run) if before is not None else None
    documents = [shown[result.disclosure] for result in run.documents]
    screen.show(run, documents, debug)
    if changes is not None:
        screen.changes(changes, run)
    if out is not None:
        screen.written([out / name, *write_files(run, None if endpoint else documents, out, changes)])
        if forms:
            screen.written(write_forms(paged(documents), out / "forms", forms, ontology))
    return run


def exit_code(run: Run, fail_on: str | None) -> int:
    """3 where something was not read, 1 where a finding is as severe as `fail_on` or more, else 0."""
    if any(not problem.skipped for problem in run.problems) or not run.documents:
        return 3
    levels: list[str] = list(SEVERITIES)
    counted = levels[: levels.index(fail_on) + 1] if fail_on else []
    return int(any(finding.severity in counted for result in run.documents for finding in result.findings))
