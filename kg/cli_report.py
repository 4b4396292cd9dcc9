"""What `kg report` does: writes the report on a graph, and says what is where."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kg.cli_screen import Screen, writable
from kg.errors import KgError
from kg.graph.store import raw
from kg.report.folder import FORMATS, write_report
from kg.report.pictures import pictures
from kg.report.view import views
from kg.resources import Ontology
from kg.store.folder import opened


def report_and_show(
    graph: Path, out: Path, ontology: Ontology, formats: Sequence[str], originals: Sequence[Path]
) -> None:
    """Write the report on `graph` into `out`, in all formats where none is named, with pictures from `originals`."""
    screen, dataset = Screen(), opened(graph)
    writable(out)
    documents = views(dataset, ontology)
    if not documents:
        raise KgError(f"{graph}: 图谱里没有公开文本")
    drawn, problems = pictures(documents, raw(dataset), originals)
    screen.problems(problems)
    try:
        screen.reported(out, write_report(dataset, documents, out, ontology, formats or FORMATS, drawn))
    except OSError as error:
        raise KgError(f"{error.filename or out}: 写不进去（{error.strerror}）；文件若正打开，请先关闭") from error
