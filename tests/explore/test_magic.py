"""The cell magic: a query in a cell, its answer as a DataFrame, our terms completed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from IPython.core.completer import provisionalcompleter
from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell
from rdflib import Dataset
from traitlets.config import Config

LABELS = "SELECT ?name { ?i a bp:Indicator ; rdfs:label ?name } ORDER BY ?name"


@pytest.fixture
def shell(
    g: Dataset, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[InteractiveShell]:
    """A shell with the extension loaded and the graph as `g`."""
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path_factory.mktemp("ipython")))
    made = InteractiveShell.instance(config=Config({"HistoryManager": {"enabled": False}}))
    made.run_line_magic("load_ext", "kg.explore")
    made.user_ns["g"] = g
    yield made
    InteractiveShell.clear_instance()


def completed(shell: InteractiveShell, text: str) -> list[str]:
    """What the cell would be with each completion of ours."""
    with provisionalcompleter():
        found = shell.Completer.completions(text, len(text))
        return [text[: one.start] + one.text for one in found if one.type == "sparql"]


def test_a_cell_is_a_query_and_its_answer_a_table(shell: InteractiveShell) -> None:
    answer = shell.run_cell_magic("sparql", "", LABELS)
    assert list(answer["name"]) == ["荷香", "蛙的 数量", "蛙的数量", "蛙的数量"]


def test_the_answer_is_kept_under_a_name(shell: InteractiveShell) -> None:
    shell.user_ns["other"] = shell.user_ns["g"]
    answer = shell.run_cell_magic("sparql", "other -o names", LABELS)
    assert shell.user_ns["names"].equals(answer)


@pytest.mark.parametrize(
    ("line", "cell", "said"), [("", "SELECT nonsense", "查询有误"), ("nothing", LABELS, "没有变量 nothing")]
)
def test_what_is_wrong_is_said_in_a_line(shell: InteractiveShell, line: str, cell: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        shell.run_cell_magic("sparql", line, cell)


def test_terms_and_prefixes_are_completed_in_a_query(shell: InteractiveShell) -> None:
    assert completed(shell, "%%sparql\nSELECT * { ?i bp:hasT") == ["%%sparql\nSELECT * { ?i bp:hasTarget"]
    assert "%%sparql g\nSELECT * {\n  ?i bp:comparator bpc:ge" in completed(
        shell, "%%sparql g\nSELECT * {\n  ?i bp:comparator bpc:g"
    )
    assert "%%sparql\nSELECT * { ?i skos:" in completed(shell, "%%sparql\nSELECT * { ?i sk")


def test_other_cells_are_left_alone(shell: InteractiveShell) -> None:
    assert completed(shell, "bp:hasT") == []


def test_loading_twice_completes_once(shell: InteractiveShell) -> None:
    shell.run_line_magic("reload_ext", "kg.explore")
    assert len(completed(shell, "%%sparql\nSELECT * { ?i bp:hasT")) == 1
