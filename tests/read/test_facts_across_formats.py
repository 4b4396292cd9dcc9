"""The same disclosure gives the same facts in every format: samples/ written as Word, Excel, CSV, HTML and Markdown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import NotADisclosure
from kg.extract import extract
from kg.model import Document, Fact, Ref, Table
from kg.read import read
from kg.read.csv import read_csv
from kg.resources import Ontology
from kg.vocab import BP, DCTERMS
from tests.read.docx_samples import as_docx
from tests.read.html_samples import as_html, on_a_site
from tests.read.markdown_samples import as_markdown
from tests.read.sheet_samples import as_csv, as_grid, as_xlsx, shown
from tests.read.xls_samples import as_xls

SAMPLES = sorted((Path(__file__).parents[2] / "samples").iterdir())
# Whoever types these two in Word or Excel merges cells that `merged` cannot tell: a form of text cells only, and a
# document of wrapped lines without tables.
LEFT_OUT = ("final-account.txt", "wrapped-lines.txt")
SAME = [path for path in SAMPLES if path.name not in LEFT_OUT]
Named = tuple[str, tuple[tuple[str, str], ...]]
WRITERS: dict[str, Callable[[Document], bytes]] = {
    "docx": as_docx,
    "xlsx": lambda document: as_xlsx(as_grid(document)),
    "xls": lambda document: as_xls(as_grid(document)),
    "csv": lambda document: as_csv(as_grid(document, spans=False)),
    "html": lambda document: as_html(document).encode(),
    "html on a site": lambda document: on_a_site(as_html(document, "gb2312")).encode("gb18030"),
    "markdown": lambda document: as_markdown(document).encode(),
}


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    """The shipped ontology."""
    return Ontology.load()


def named(document: Document, ontology: Ontology) -> Counter[Named]:
    """The facts by class, label and values; other facts are named by class and quote, not by place."""
    facts = extract(document, ontology).facts
    names = {
        fact.key: f"{fact.type} {''.join(fact.evidence.quote.replace('**', '').split()) if fact.evidence else ''}"
        for fact in facts
    }
    return Counter((fact.type, _values(fact, names)) for fact in facts)


def _values(fact: Fact, names: dict[Ref, str]) -> tuple[tuple[str, str], ...]:
    own = (BP.sha256, DCTERMS.source)
    return tuple(sorted((p, names[v] if isinstance(v, Ref) else str(v)) for p, v in fact.properties if p not in own))


CASES = [(path, form) for path in SAME for form in WRITERS if (path.name, form) != ("prose-only.txt", "csv")]


@pytest.mark.parametrize(("sample", "form"), CASES, ids=[f"{path.name}-{form}" for path, form in CASES])
def test_every_format_gives_the_facts_of_the_sample(
    sample: Path, form: str, ontology: Ontology, tmp_path: Path
) -> None:
    document, path = read(sample), tmp_path / "样例"
    path.write_bytes(WRITERS[form](document))
    again = read(path)
    assert again.format == form.split()[0]
    assert sum(block.n_cols for block in again.blocks if isinstance(block, Table)) or "prose" in sample.name
    expected, found = named(document, ontology), named(again, ontology)
    assert sum(expected.values()) > 30
    assert (expected - found, found - expected) == (Counter(), Counter())


def test_most_samples_are_compared() -> None:
    assert len(SAME) >= 6


def test_columns_of_figures_without_unit_and_title_are_no_disclosure(ontology: Ontology) -> None:
    index = "file,kind,year,pages\na.pdf,budget,2024,18\nb.pdf,budget,2025,7\nc.pdf,budget,2025,30\n"
    with pytest.raises(NotADisclosure):
        extract(read_csv(index.encode(), "目录.csv"), ontology)
    money = f"单位：万元,,,\n{index.replace('pages', '预算数').replace('a.pdf', '公用经费')}"
    assert extract(read_csv(money.encode(), "表.csv"), ontology).facts


@pytest.mark.parametrize("form", ["xlsx", "xls", "csv"])
def test_every_fact_of_a_sheet_has_its_cell(form: str, ontology: Ontology, tmp_path: Path) -> None:
    path = tmp_path / "样例"
    sample = read(SAME[0])
    grid = as_grid(sample, spans=form != "csv")
    path.write_bytes(WRITERS[form](sample))
    facts = [fact for fact in extract(read(path), ontology).facts if fact.evidence]
    assert len(facts) > 100
    amounts = 0
    for fact in facts:
        assert fact.evidence and fact.evidence.cell
        assert fact.evidence.sheet == ("Sheet1" if form != "csv" else None)
        letters = fact.evidence.cell.rstrip("0123456789")
        printed = _bare(shown(grid.cells[int(fact.evidence.cell[len(letters) :]) - 1, ord(letters) - 65]))
        pieces = [_bare(piece) for piece in re.split(r"[\t\n]", fact.evidence.quote)]
        if fact.type == BP.BudgetLine:
            assert pieces[-1] == printed
            amounts += 1
        else:
            assert pieces[0][:20] in printed
    assert amounts > 20


def _bare(text: str) -> str:
    return "".join(text.split())
