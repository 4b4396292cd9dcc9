"""The folder of `kg report`: pages, a workbook and letters, all from one graph."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.graph.store import raw
from kg.lang import pick, say
from kg.report.concepts import concept_names
from kg.report.html import write_pages
from kg.report.letter import letter_words, write_letter
from kg.report.names import paged
from kg.report.pictures import Pictures
from kg.report.view import DocumentView, unread
from kg.report.workbook import write_workbook
from kg.resources import Ontology

if TYPE_CHECKING:
    from rdflib import Dataset

FORMATS: Final = ("html", "xlsx", "docx")
_WORKBOOK: Final = "检查结果"


def write_report(
    dataset: Dataset,
    documents: Sequence[DocumentView],
    folder: Path,
    ontology: Ontology,
    formats: Collection[str] = FORMATS,
    pictures: Mapping[str, Pictures] | None = None,
) -> list[Path]:
    """Write the report on `documents` in each of `formats`, replacing files of the same names; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    pages, written, workbook = paged(documents), [], f"{say(_WORKBOOK)}.xlsx"
    letters: dict[str, str] = {}
    if "docx" in formats:
        words = letter_words(ontology)
        for page in pages:
            written.append(write_letter(page.view, words, folder / f"{page.stem}_{pick('意见函', 'letter')}.docx"))
            letters[page.view.disclosure] = written[-1].name
    if "xlsx" in formats:
        names = concept_names(ontology)
        written.insert(0, write_workbook(documents, raw(dataset), names, folder / workbook))
    if "html" in formats:
        link = workbook if "xlsx" in formats else ""
        found = write_pages(pages, unread(dataset), folder, workbook=link, letters=letters, pictures=pictures)
        written[:0] = found
    return written
