"""The bureau's form: findings under their review, scores left blank, one file a disclosure."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from kg.report.form import write_forms
from kg.report.names import paged
from kg.report.view import DocumentView
from kg.resources import Ontology
from tests.report.conftest import FINDING, MakeView


def texts(path: Path) -> list[str]:
    """The texts of the cells of a form, in order, empty ones left out."""
    if path.suffix == ".docx":
        cells = [cell.text for table in docx.Document(str(path)).tables for row in table.rows for cell in row.cells]
        return [text for n, text in enumerate(cells) if text and cells[n - 1] != text]
    with zipfile.ZipFile(path) as package:
        shared = package.read("xl/sharedStrings.xml").decode()
        assert "<f>" not in package.read("xl/worksheets/sheet1.xml").decode()
    return [re.sub("<[^>]+>", "", item) for item in re.findall(r"<si>(.*?)</si>", shared, re.DOTALL)]


def written(views: Sequence[DocumentView], folder: Path, formats: Sequence[str]) -> list[Path]:
    """The forms of some disclosures by the shipped ontology."""
    return write_forms(paged(views), folder / "forms", formats, Ontology.load())


@pytest.mark.parametrize("suffix", ["xlsx", "docx"])
def test_findings_stand_under_their_review(make_view: MakeView, tmp_path: Path, suffix: str) -> None:
    (path,) = written([make_view(FINDING)], tmp_path, [suffix])
    cells = texts(path)
    review = cells[cells.index("适当性审核") :]
    assert "（错误）A01 网站事故次数是越少越好的指标，却用了≥（第 3 页）" in review[2] and review[2].startswith("1. ")
    assert "甲局" in cells and "没有发现问题" in cells
    assert sum(cell in ("20", "30") for cell in cells) in (2, 4)  # a workbook keeps each text once


@pytest.mark.parametrize("suffix", ["xlsx", "docx"])
def test_hostile_text_is_text(make_view: MakeView, tmp_path: Path, suffix: str) -> None:
    hostile = replace(FINDING, message_zh='=HYPERLINK("http://x")\x00<b>&</b>\u202e')
    (path,) = written([make_view(hostile)], tmp_path, [suffix])
    assert any("HYPERLINK" in text and "\x00" not in text and "\u202e" not in text for text in texts(path))


def test_every_disclosure_has_its_files_with_names_that_windows_takes(make_view: MakeView, tmp_path: Path) -> None:
    one, odd = make_view(FINDING), make_view(FINDING, department='甲/局:*?"<>|' + "长" * 200)
    paths = written([one, one, odd], tmp_path, ["xlsx", "docx"])
    assert len(set(paths)) == 6 and all(path.is_file() for path in paths)
    assert all(len(path.name.encode()) <= 255 and not set(path.name) & set('\\/:*?"<>|') for path in paths)
