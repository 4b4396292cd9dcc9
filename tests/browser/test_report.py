"""The report in a browser: nobody is shut out, nothing hangs over, nothing is loaded from elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.pipeline import check_files
from kg.report.files import write_files
from kg.report.view import views
from kg.resources import Ontology
from tests.browser.conftest import DESK, PHONE, OpenPage, grave, overflow


@pytest.fixture(scope="session")
def report(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on two of the samples."""
    paths = [root / "samples" / name for name in ("graded-activities.txt", "ruled-forms.pdf")]
    folder = tmp_path_factory.mktemp("report")
    run = check_files(paths, Ontology.load())
    write_files(run, views(run.dataset, Ontology.load()), folder)
    return folder / "report" / "index.html"


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_nothing_shuts_anybody_out(open_page: OpenPage, report: Path, size: tuple[int, int]) -> None:
    page = open_page(report, size)
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    assert grave(page) == [] and overflow(page) <= 0
