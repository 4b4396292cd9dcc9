"""Named questions: their heads are kept, values become terms and never text, what is wrong is one clear line."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import DataError, QueryError
from kg.graph.store import new_dataset, raw
from kg.queries import rows
from kg.questions import Question, find, load_questions
from kg.resources import Ontology

HEAD = """# title: {zh: 大的数, en: large numbers}
# description: {zh: 不小于下限的数, en: numbers that are not below the bound}
# note: {zh: 含下限, en: the bound included}
# params:
#   least: {type: number, zh: 下限, en: bound}
#   word: {type: text, zh: 文字, en: text, default: }
#   year: {type: year, zh: 年度, en: year, default: 2024}
#   node: {type: iri, zh: 节点, en: node, default: }
# columns: {s: {zh: 节点, en: node}, n: {zh: 数, en: number}}
SELECT ?s ?n ?word ?year ?node WHERE {
  GRAPH ?g { ?s <urn:n> ?n }
  VALUES ?least { UNDEF }
  VALUES ?word { UNDEF }
  VALUES ?year { UNDEF }
  VALUES ?node { UNDEF }
  FILTER(?n >= ?least)
}
"""


@pytest.fixture
def own(tmp_path: Path) -> Ontology:
    """An ontology with one named question and nothing else."""
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "large.rq").write_text(HEAD, encoding="utf-8")
    return Ontology((tmp_path,))


def answer(ontology: Ontology, **params: object) -> list[dict[str, object]]:
    """The rows of the question on the numbers 1 and 2.5."""
    dataset = new_dataset()
    raw(dataset).update("INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:n> 1 . <urn:b> <urn:n> 2.5 } }")
    return rows(dataset, "large", ontology, **params)


def test_a_question_keeps_what_its_head_says(own: Ontology) -> None:
    (question,) = load_questions(own)
    assert (question.name, question.title_zh, question.title_en) == ("large", "大的数", "large numbers")
    assert (question.note_zh, question.columns) == ("含下限", {"s": "节点", "n": "数"})
    assert question.columns_en == {"s": "node", "n": "number"} and question.parameters[0].en == "bound"
    assert question.query.startswith("SELECT ?s")
    assert [p.described for p in question.parameters] == [
        "least 下限（数字，必填）",
        "word 文字（文字，默认全部）",
        "year 年度（四位年份，默认 2024）",
        "node 节点（IRI，默认全部）",
    ]


def test_values_and_defaults_reach_the_query(own: Ontology) -> None:
    assert [row["s"] for row in answer(own, least=2)] == ["urn:b"]
    assert len(answer(own, least="-0.5")) == 2
    (row,) = answer(own, least=2.5, word="字", node="bpc:serves")
    assert (row["word"], row["year"]) == ("字", 2024)
    assert row["node"] == "https://w3id.org/cn-budget-performance/code/serves"
    assert "word" not in answer(own, least=2, word=None)[0]


@pytest.mark.parametrize(
    "hostile",
    [
        '" } } # ',
        "VALUES ?year { UNDEF }",
        "\\",
        "'''\"\"\"\n\r\t\x00",
        "?s } DROP ALL",
        "SERVICE <urn:x> {}",
        r"A \1 \g<0> \u0022",
        "",
    ],
)
def test_a_text_is_a_literal_whatever_it_says(own: Ontology, hostile: str) -> None:
    (row,) = answer(own, least=2, word=hostile)
    assert (row.get("word"), row["year"]) == (hostile, 2024)


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"least": "two"}, "参数 least 须是数字：two"),
        ({"least": "1e5"}, "数字"),
        ({"least": "1 } DROP ALL"}, "数字"),
        ({"least": True}, "数字"),
        ({"least": "１"}, "数字"),
        ({"least": "9" * 21}, "数字"),
        ({"least": 1, "year": "24"}, "参数 year 须是四位年份：24"),
        ({"least": 1, "year": "2024 "}, "四位年份"),
        ({"least": 1, "node": "no iri"}, "参数 node 须是IRI：no iri"),
        ({"least": 1, "node": "urn:x> } #"}, "IRI"),
        ({"least": 1, "word": "\ud800"}, "参数 word 须是文字"),
        ({}, "large 缺少参数：least 下限（数字，必填）"),
        ({"least": 1, "leest": 2}, "没有参数 leest；large 的参数：least 下限.*；word 文字"),
    ],
)
def test_a_wrong_value_is_named_with_what_is_wanted(own: Ontology, params: dict[str, object], words: str) -> None:
    with pytest.raises(QueryError, match=words):
        answer(own, **params)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("# title: {zh: 大的数, en: large numbers}", "# title: {zh: 大的数}", "title 须有 zh 和 en"),
        ("# description: {zh: 不小于下限的数, en: numbers that are not below the bound}\n", "", "description 须有"),
        ("# note: {zh: 含下限, en: the bound included}", "# note: 含下限", "note 须有"),
        ("# columns:", "# column:", "文件头多出 column"),
        (
            "# columns: {s: {zh: 节点, en: node}, n: {zh: 数, en: number}}",
            "# columns: [s, n]",
            "params 和 columns 须写成",
        ),
        ("n: {zh: 数, en: number}", "n: 数", "columns 的 n 须有 zh 和 en"),
        ("type: number", "type: date", "参数 least 须有 type"),
        ("zh: 下限, en: bound}", "zh: 下限, fr: borne}", "参数 least 只能有"),
        ("default: 2024", "default: soon", "default 不对：参数 year 须是四位年份"),
        ("#   word:", "#   Word:", "参数名 Word"),
        ("  VALUES ?word { UNDEF }\n", "", "参数 word 须既在 params 中"),
        ("#   node: {type: iri, zh: 节点, en: node, default: }\n", "", "参数 node 须既在 params 中"),
        ("# title: {zh: 大的数", "# title: [大的数", "不是合法的 YAML"),
    ],
)
def test_a_wrong_head_is_named(own: Ontology, old: str, new: str, words: str) -> None:
    assert old in HEAD
    own.files("queries/*.rq")[0].write_text(HEAD.replace(old, new), encoding="utf-8")
    with pytest.raises(DataError, match=rf"large\.rq: .*{words}"):
        load_questions(own)


def test_a_named_question_needs_a_head_and_a_file_does_not(own: Ontology, tmp_path: Path) -> None:
    (tmp_path / "queries" / "bare.rq").write_text("# a comment: of mine\nASK {}\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"bare\.rq: 文件头多出"):
        find("bare", own)
    plain = find(str(tmp_path / "queries" / "bare.rq"), own)
    assert plain.query == "# a comment: of mine\nASK {}\n"
    with pytest.raises(QueryError, match="没有参数 x；这个查询 没有参数"):
        plain.filled({"x": 1})
    assert find(str(tmp_path / "queries" / "large.rq"), own).parameters[0].name == "least"


def test_what_is_no_name_and_no_file_is_the_query_itself(own: Ontology) -> None:
    assert find("ASK {}", own) == Question("ASK {}")
    with pytest.raises(QueryError, match="没有叫 big 的查询；现有：large"):
        find("big", own)
    with pytest.raises(QueryError, match=r"none\.rq: 查询文件读不了"):
        find("none.rq", own)


def test_without_values_the_shipped_questions_are_what_their_files_say() -> None:
    for question in load_questions(Ontology.load()):
        if not any(p.required or p.default is not None for p in question.parameters):
            assert question.filled({}) == question.query
