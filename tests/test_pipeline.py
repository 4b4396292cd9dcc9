"""One bad file never stops the others, and what went wrong is said by file and stage."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from time import sleep
from typing import Any

import pytest

import kg.extract
from kg.check.record import RULES
from kg.errors import DataError, NotADisclosure
from kg.extract.sheet import Sheet
from kg.graph.build import UNREAD, add
from kg.graph.store import GraphFile, raw, write
from kg.model import Document, Facts, Place, Reading, Ref, Span, Table, Term, Value, Year
from kg.pipeline import Closure, Head, Missed, Run, check_files, check_in_groups, together
from kg.queries import rows
from kg.resources import Ontology
from kg.vocab import BP, BPC, DCTERMS, RDFS
from tests.conftest import Kg


def _extract(document: Document, ontology: Ontology) -> Facts:
    """A stand-in for the extractor: the first word names the department, further words are what to do."""
    name, *orders = document.text.split()
    if "爆炸" in orders:
        raise ZeroDivisionError("far inside")
    if "闲话" in orders:
        raise NotADisclosure(f"{document.source}: 没有读出公开文本的内容")
    sheet = Sheet(document)
    department = sheet.add(BP.Department, Span(0, len(name)), "test", {RDFS.label: name})
    head: dict[Term, Value | None] = {
        DCTERMS.title: "标题",
        BP.publishedBy: department,
        BP.fiscalYear: Year(2024),
        BP.kind: BPC.budget,
    }
    disclosure = sheet.add(BP.Disclosure, Span(0, 1), "test", head)
    sheet.drafts[disclosure].key = Ref("disclosure")
    blank = Reading(Table((), 0, 0, Span(0, 0), place=Place(page=7)), Ref("table/0"), "支出表", None, (), (), (), (),
                    ("unread", "data", "unread"), ())  # fmt: skip
    return Facts(document, sheet.freeze(), (blank, replace(blank, title="", trouble="没有单位")))


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of made-up files, with the extractor replaced."""
    monkeypatch.setattr(kg.extract, "extract", _extract, raising=False)
    for name, text in {
        "1.txt": "甲局",
        "2.txt": "乙局 爆炸",
        "3.txt": "丙局 闲话",
        "4.txt": "丁局",
        "5.txt": "甲局",
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(path: Path) -> Run:
    """Check what is under `path` with the shipped ontology."""
    return check_files([path], Ontology.load())


def test_a_file_that_fails_becomes_one_line_and_the_others_go_on(files: Path) -> None:
    done = run(files)
    assert [(r.source, r.head) for r in done.documents] == [
        ("1.txt", Head("标题", "甲局", 2024, "budget")),
        ("4.txt", Head("标题", "丁局", 2024, "budget")),
    ]
    reasons = {p.path.name: p.reason for p in done.problems if not p.skipped}
    assert reasons == {"2.txt": "抽取时出错（ZeroDivisionError）；加 --debug 显示调用栈"}
    assert {p.path.name: p.reason for p in done.problems if p.skipped}["3.txt"] == "没有读出公开文本的内容"
    assert [p.skipped for p in run(files / "3.txt").problems] == [False], "a file that was asked for"
    (crash,) = (p for p in done.problems if p.path.name == "2.txt")
    assert "far inside" in crash.detail


def test_the_same_content_is_one_disclosure_with_two_sources(files: Path) -> None:
    done = run(files)
    twins = {p.path.name: p.reason for p in done.problems if p.skipped}
    assert "1.txt" in twins["5.txt"]
    sources = rows(done.dataset, "SELECT ?s WHERE { GRAPH ?g { ?g dcterms:source ?s } }")
    assert sorted(row["s"] for row in sources) == ["1.txt", "4.txt", "5.txt"]


def test_groups_give_what_one_run_over_all_gives(files: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    whole, out = run(files), tmp_path_factory.mktemp("out")
    write(whole.dataset, out / "whole.nq")
    with GraphFile(out / "groups.nq") as file:
        groups = list(check_in_groups([files], Ontology.load(), facts=1))
        assert [len(group.documents) for group in groups] == [1, 1, 0], "the last has a copy of the first file"
        parts = together(iter(groups), file.add)
    assert (out / "groups.nq").read_bytes() == (out / "whole.nq").read_bytes()
    assert [replace(r, seconds={}) for r in parts.documents] == [replace(r, seconds={}) for r in whole.documents]
    assert {(p.path, p.reason) for p in parts.problems} == {(p.path, p.reason) for p in whole.problems}


def test_a_run_without_files_is_one_empty_group(tmp_path: Path) -> None:
    (only,) = check_in_groups([tmp_path], Ontology.load())
    assert not only.documents and len(only.rules) > 50


def test_the_kept_text_masks_persons_also_where_a_file_was_given_twice(tmp_path: Path) -> None:
    text = "禾汀县应急管理局2024年部门预算\n项目负责人：欧阳晓宁 联系电话：13912345678\n一般公共预算支出 30 万元。\n"
    for name in ("甲.txt", "乙.txt"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = check_files([tmp_path], Ontology.load())
    (row,) = rows(done.dataset, "SELECT ?text WHERE { GRAPH ?g { ?g bp:plainText ?text } }")
    assert len(row["text"]) == len(text) and "一般公共预算支出 30 万元" in row["text"]
    assert "欧阳" not in row["text"] and "13912345678" not in row["text"]


def test_nothing_of_a_file_that_failed_after_the_graph_was_built_stays_behind(
    files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def add_and_fail(*given: Any) -> str:
        add(*given)
        raise RuntimeError

    monkeypatch.setattr("kg.graph.build.add", add_and_fail)
    done = run(files / "1.txt")
    kept = {str(graph) for graph in raw(done.dataset).named_graphs()}
    assert not done.documents and kept == {f"<{UNREAD}>", f"<{RULES}>"}
    assert [p.reason.split("（")[0] for p in done.problems] == ["建图时出错"]


def test_a_file_that_takes_for_ever_is_given_up_and_the_others_go_on(
    files: Path, monkeypatch: pytest.MonkeyPatch, kg: Kg
) -> None:
    def slow(document: Document, ontology: Ontology) -> Facts:
        while "丁局" in document.text:
            pass
        return _extract(document, ontology)

    monkeypatch.setattr("kg.extract.extract", slow)
    code, out, err = kg("check", files, "--timeout", 1)
    assert code == 3 and f"没有读成：{files / '4.txt'}：抽取超过 1 秒，已停下；可用 --timeout 放宽\n" in err
    assert "甲局" in out and "丁局" not in out


def test_nothing_of_a_file_that_was_given_up_stays_behind_but_its_twin_does(
    files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The time is over when the graph is there, which is the last moment that it can be."""
    number = iter(range(9))

    def add_and_wait(dataset: Any, facts: Facts) -> str:
        graph = add(dataset, facts)
        while next(number) == 0:
            sleep(60)
        return graph

    monkeypatch.setattr("kg.graph.build.add", add_and_wait)
    done = check_files([files / "1.txt", files / "4.txt", files / "5.txt"], Ontology.load(), timeout=0.2)
    assert [result.source for result in done.documents] == ["4.txt", "5.txt"], "the twin of what was given up is read"
    assert [(p.path.name, p.reason.split("，")[0]) for p in done.problems] == [("1.txt", "建图超过 0.2 秒")]
    names = rows(done.dataset, "SELECT ?s { GRAPH ?g { ?g dcterms:source ?s } }")
    assert sorted(row["s"] for row in names) == ["4.txt", "5.txt"]


def test_a_broken_ontology_stops_the_run(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise DataError("layouts/x.yaml: 坏了")

    monkeypatch.setattr(kg.extract, "extract", fail)
    with pytest.raises(DataError):
        run(files)


def test_results_carry_outcomes_counts_coverage_and_time_by_stage(files: Path) -> None:
    done = run(files / "1.txt")
    (result,) = done.documents
    assert result.facts == {"Department": 1, "Disclosure": 1}
    assert result.tables == 2 and result.closure == Closure(0, 0)
    assert result.missed == (Missed("", "没有单位", page=7),) and result.rows_missed == 4
    assert {check.rule for check in result.checks} == {rule.code for rule in done.rules} != set()
    assert set(result.seconds) == {"read", "extract", "graph", "shapes", "check"}


def test_progress_counts_up_to_all_files(files: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    check_files([files], Ontology.load(), lambda *step: seen.append(step))
    assert [done for done, _, _ in seen] == [0, 1, 2, 3, 4, 5]
    assert {total for _, total, _ in seen} == {5} and seen[-1][2] == "规则检查"
