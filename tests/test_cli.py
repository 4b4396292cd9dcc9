"""What a user types and sees: every command, its exit codes, and screens of every kind."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from rich.cells import cell_len

from kg.questions import load_questions
from kg.resources import Ontology
from kg.vocab import BP, RDF, RDFS
from tests.conftest import Kg, in_a_shell

GRAPH = f"""
<urn:i1> <{RDFS.label}> "网站事故次数" <urn:d> .
<urn:i1> <{RDF.type}> <{BP.Indicator}> <urn:d> .
<urn:i2> <{RDFS.label}> "=1+1 [red]\\u001B[31m\\"\\"\\" SERVICE" <urn:e> .
<urn:i2> <{RDF.type}> <{BP.Indicator}> <urn:e> .
"""
LABELS = "SELECT ?label WHERE { ?i a bp:Indicator ; rdfs:label ?label } ORDER BY DESC(?label)"
NAMES_HEAD = """# title: {zh: 指标名称, en: names}
# description: {zh: 全部指标的名称, en: the names of all indicators}
# note: {zh: 不分部门, en: of all departments}
# params: {word: {type: text, zh: 名称含有的文字, en: text in the name, default: }}
# columns: {label: {zh: 指标名, en: Indicator}}
"""
NAMES = """SELECT ?label { ?i a bp:Indicator ; rdfs:label ?label
  VALUES ?word { UNDEF } FILTER(!BOUND(?word) || CONTAINS(?label, ?word)) }"""
WRONG, RIGHT = "差错率\t≥90%", "差错率\t≤1%"
HEAVY = ("rdflib", "pyoxigraph", "spacy", "pyshacl", "jinja2", "rich", "yaml", "pypdfium2", "numpy")


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    """A small graph of two disclosures."""
    path = tmp_path / "graph.nq"
    path.write_text(GRAPH, encoding="utf-8")
    return path


@pytest.fixture
def document(tmp_path: Path, disclosure: str) -> Path:
    """The made-up budget as a file."""
    path = tmp_path / "荷塘管理局.txt"
    path.write_text(disclosure, encoding="utf-8")
    return path


@pytest.mark.parametrize("command", ["check", "report", "review", "query", "rules", "tables"])
def test_help_of_every_command_has_examples(kg: Kg, command: str) -> None:
    assert command in kg("--help")[1]
    code, out, _ = kg(command, "--help")
    assert code == 0 and f"  kg {command}" in out.split("例：")[1]


def test_help_loads_nothing_heavy() -> None:
    script = f"import sys, kg, kg.cli; print([m for m in {HEAVY} if m in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", script]).strip() == b"[]"


def test_check_shows_document_finding_place_and_what_was_not_checked(kg: Kg, document: Path) -> None:
    document.write_text(
        document.read_text(encoding="utf-8") + "\n四、干支对照\n\n天干\t地支\t度数\n甲\t子\t1\n乙\t丑\t2\n",
        encoding="utf-8",
    )
    code, out, _ = kg("check", document)
    assert code == 0
    for shown in (
        "河湾县荷塘管理局 2024 年部门预算",
        "绩效指标 4",
        "A01",
        "监测差错率",
        "≥90%",
        "错误 1 条",
        "未能检查：有 1 张表格",
    ):
        assert shown in out


@pytest.mark.parametrize(("level", "code"), [("violation", 1), ("warning", 1), ("info", 1)])
def test_fail_on_makes_a_finding_the_exit_code(kg: Kg, document: Path, level: str, code: int) -> None:
    assert kg("check", document, "--fail-on", level)[0] == code


def test_fail_on_violation_lets_a_sound_document_pass(kg: Kg, document: Path) -> None:
    document.write_text(document.read_text(encoding="utf-8").replace(WRONG, RIGHT), encoding="utf-8")
    assert kg("check", document, "--fail-on", "violation")[0] == 0


def test_unreadable_files_are_named_and_the_others_done(kg: Kg, document: Path, tmp_path: Path) -> None:
    (tmp_path / "空.txt").write_bytes(b"")
    (tmp_path / "闲话.txt").write_text("今天天气很好，我们去散步。\n", encoding="utf-8")
    code, out, err = kg("check", tmp_path, tmp_path / "没有", "--fail-on", "violation")
    assert code == 3 and "河湾县荷塘管理局" in out
    lines = [line for line in err.splitlines() if "没有读成" in line]
    assert len(lines) == 2 and all(any(name in line for line in lines) for name in ("空.txt", "没有："))
    assert any("略过" in line and "闲话.txt" in line for line in err.splitlines())


def test_a_file_that_is_no_disclosure_fails_only_where_it_was_named(kg: Kg, document: Path, tmp_path: Path) -> None:
    (tmp_path / "闲话.txt").write_text("今天天气很好，我们去散步。\n", encoding="utf-8")
    assert kg("check", tmp_path)[0] == 0
    assert kg("check", document, tmp_path / "闲话.txt")[0] == 3


def test_an_empty_folder_is_no_success(kg: Kg, tmp_path: Path) -> None:
    code, _, err = kg("check", tmp_path)
    assert code == 3 and "没有可以检查的文件" in err


def test_out_holds_all_files_and_the_graph_can_be_asked(kg: Kg, document: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert kg("check", document, "--out", out)[0] == 0
    written = {path.name for path in out.iterdir()}
    assert written == {"graph.nq", "findings.json", "findings.csv", "report", "run.json"}
    (record,) = json.loads((out / "run.json").read_text(encoding="utf-8"))["documents"]
    assert record["source"] == document.name and record["outcomes"]["A01"] == "failed"
    text = "SELECT ?kind WHERE { ?f a bp:Finding ; bp:rule/skos:notation 'A01' ; bp:anomalyKind ?kind }"
    assert "polarity-reversed" in kg("query", text, "--graph", out / "graph.nq")[1]


def test_the_same_input_gives_the_same_graph(kg: Kg, document: Path, tmp_path: Path) -> None:
    for out in ("a", "b"):
        kg("check", document, "--out", tmp_path / out)
    assert (tmp_path / "a/graph.nq").read_bytes() == (tmp_path / "b/graph.nq").read_bytes()


def test_a_batch_ends_with_one_table(kg: Kg, document: Path, tmp_path: Path) -> None:
    other = document.read_text(encoding="utf-8").replace("荷塘", "芦苇")
    (tmp_path / "芦苇.txt").write_text(other, encoding="utf-8")
    _, out, _ = kg("check", tmp_path)
    table = out[out.index("涉及金额") :]
    assert "荷塘管理局" in table and "芦苇管理局" in table


@pytest.mark.parametrize(
    "env", [{"PYTHONIOENCODING": "gbk"}, {"PYTHONIOENCODING": "ascii"}, {"COLUMNS": "24"}, {"NO_COLOR": "1"}]
)
def test_any_output_encoding_and_width_survives_and_a_pipe_gets_no_colours(document: Path, env: dict[str, str]) -> None:
    done = in_a_shell("check", document, **env)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    assert b"\x1b" not in done.stdout and b"A01" in done.stdout
    if env.get("PYTHONIOENCODING") == "gbk":
        assert "≥90%" in done.stdout.decode("gbk")


def test_text_that_looks_like_markup_or_sparql_changes_nothing(kg: Kg, document: Path, tmp_path: Path) -> None:
    hostile = '[bold]<b>"""\x1b[31m} DROP ALL #荷塘水质监测'
    text = document.read_text(encoding="utf-8").replace("荷塘水质监测", hostile)
    document.write_text(text, encoding="utf-8")
    code, out, _ = kg("check", document, "--out", tmp_path / "out")
    assert code == 0 and '“[bold]<b>"""' in out and "A01" in out and "\x1b" not in out
    ask = "SELECT ?l WHERE { ?p a bp:Project ; rdfs:label ?l FILTER CONTAINS(?l, 'DROP ALL') }"
    _, table, _ = kg("query", ask, "--graph", tmp_path / "out/graph.nq")
    assert "[bold]<b>" in table and "\x1b" not in table
    pages = [path.read_text(encoding="utf-8") for path in (tmp_path / "out/report").iterdir()]
    assert len(pages) == 2 and not any("[bold]<b>" in page for page in pages) and "[bold]&lt;b&gt;" in "".join(pages)


def test_a_report_is_written_from_the_graph_alone(kg: Kg, document: Path, tmp_path: Path) -> None:
    kg("check", document, tmp_path / "没有.txt", "--out", tmp_path / "out")
    document.unlink()
    code, out, err = kg("report", "--graph", tmp_path / "out", "--out", tmp_path / "报告")
    assert (code, err) == (0, "") and "网页 2 个，工作簿 1 个，意见函 1 个" in out and "index.html" in out
    stem = "河湾县荷塘管理局_2024年部门预算"
    names = {"index.html", "检查结果.xlsx", f"{stem}.html", f"{stem}_意见函.docx"}
    assert {path.name for path in (tmp_path / "报告").iterdir()} == names
    page = (tmp_path / "报告" / f"{stem}.html").read_text(encoding="utf-8")
    assert "监测差错率" in page and f"{quote(stem)}_%E6%84%8F%E8%A7%81%E5%87%BD.docx" in page
    assert "没有.txt" in (tmp_path / "报告/index.html").read_text(encoding="utf-8")
    written = (tmp_path / "out/report" / f"{stem}.html").read_text(encoding="utf-8")
    letter = re.compile(r'<p><a class="download".*?</p>')
    assert letter.sub("", page) == written, "kg check writes the same page"


def test_a_report_in_one_format_with_pictures(kg: Kg, document: Path, tmp_path: Path) -> None:
    kg("check", document, "--out", tmp_path / "out")
    args = ("--graph", tmp_path / "out/graph.nq", "--out", tmp_path / "r")
    code, out, err = kg("report", *args, "--format", "html", "--pages", document)
    assert code == 0 and "网页 2 个\n" in out and "不是 PDF" in err
    code, out, _ = kg("report", *args, "--format", "docx")
    assert code == 0 and "意见函 1 个" in out and len(list((tmp_path / "r").iterdir())) == 3


def test_query_prints_tables_csv_json_and_turtle(kg: Kg, graph: Path) -> None:
    assert "网站事故次数" in kg("query", LABELS, "--graph", graph)[1]
    assert kg("query", LABELS, "--graph", graph, "--format", "csv")[1].splitlines()[:2] == ["label", "网站事故次数"]
    found = json.loads(kg("query", LABELS, "--graph", graph, "--format", "json")[1])
    assert len(found["results"]["bindings"]) == 2
    turtle = kg("query", "CONSTRUCT { ?i a bp:Fact } WHERE { ?i a bp:Indicator }", "--graph", graph)[1]
    assert "@prefix bp:" in turtle and "<urn:i1> a bp:Fact" in turtle
    assert kg("query", "ASK { ?i a bp:Indicator }", "--graph", graph)[1].strip() == "是"
    assert kg("query", "ASK { ?i a bp:Duty }", "--graph", graph)[1].strip() == "否"


def test_query_takes_a_file_or_a_name(kg: Kg, graph: Path, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text(LABELS, encoding="utf-8")
    assert "网站事故次数" in kg("query", tmp_path / "q.rq", "--graph", graph)[1]
    own = tmp_path / "own" / "queries"
    own.mkdir(parents=True)
    (own / "names.rq").write_text(f"{NAMES_HEAD}{NAMES}", encoding="utf-8")
    asked = ("query", "names", "--graph", graph, "--ontology", own.parent)
    _, table, _ = kg(*asked)
    assert "网站事故次数" in table and "SERVICE" in table and "指标名" in table and "2 行。不分部门" in table
    wide = f'SELECT ("{"长" * 300}" AS ?a) ?b {{ VALUES ?b {{ <urn:{"x" * 200}> 2 }} }}'
    long = kg("query", wide, "--graph", graph)[1]
    assert [len(line.split()) for line in long.splitlines() if "长" in line] == [2, 2], "a row is a line"
    assert kg(*asked, "--param", "word=事故", "--format", "csv")[1].splitlines() == ["label", "网站事故次数"]
    assert kg(*asked, "--param", 'word="} DROP ALL #', "--format", "csv")[1].splitlines() == ["label"]
    assert kg("query", "closure", "--graph", graph)[0] == 0


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("SELECT ?x WHERE {", "查询有误"),
        ("SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * WHERE { OPTIONAL { service silent ?x { ?s ?p ?o } } }", "SERVICE"),
        ("# ASK\nSELECT * { ?s ?p '''SERVICE \\''' ''' . SERVICE<http://127.0.0.1:1/>{} }", "SERVICE"),
        ("PREFIX a: <urn:a> INSERT DATA { a:b a:c a:d }", "只读"),
        ("LOAD <http://127.0.0.1:1/>", "只读"),
        ("DROP ALL", "只读"),
        ("unknown-name", "没有叫"),
        ("missing.rq", "missing.rq"),
    ],
)
def test_a_query_that_cannot_be_run_is_one_line_and_exit_code_2(kg: Kg, graph: Path, text: str, reason: str) -> None:
    code, out, err = kg("query", text, "--graph", graph)
    assert (code, out, len(err.splitlines())) == (2, "", 1) and reason in err


@pytest.mark.parametrize(
    ("args", "reason"),
    [
        (("closure", "--param", "x=1"), "没有参数 x；closure 没有参数"),
        (("links", "--param", "kid=serves"), "没有参数 kid；links 的参数：kind 关联类型"),
        (("links", "--param", "min_score=high"), "参数 min_score 须是数字：high"),
        (("links", "--param", "kind"), "须写成 名称=值"),
        (("links", "--param", "kind=sum", "--param", "kind=serves"), "--param kind: 重复"),
        (("ASK {}", "--param", "x=1"), "没有参数 x"),
        (("--list", "--format", "ttl"), "table、csv、json"),
        ((), "缺少 QUERY"),
    ],
)
def test_wrong_parameters_are_one_line_and_exit_code_2(kg: Kg, args: tuple[str, ...], reason: str) -> None:
    code, out, err = kg("query", *args, "--graph", "nowhere.nq")
    assert (code, out, len(err.splitlines())) == (2, "", 1) and reason in err


def test_query_lists_the_named_questions_with_their_parameters(kg: Kg) -> None:
    questions = load_questions(Ontology.load())
    code, table, _ = kg("query", "--list")
    assert code == 0 and "min_score 最低分值（数字，默认全部）" in table
    starts = {
        cell_len(line[: line.index(q.description_zh[:6])])
        for q in questions
        for line in table.splitlines()
        if f" {q.name} " in line
    }
    assert len(starts) == 1, "descriptions begin in one column, whatever stands before them"
    listed = list(csv.DictReader(kg("query", "--list", "--format", "csv")[1].splitlines()))
    assert [(row["name"], row["description"]) for row in listed] == [(q.name, q.description_zh) for q in questions]
    (links,) = (q for q in json.loads(kg("query", "--list", "--format", "json")[1]) if q["name"] == "links")
    assert links["title"]["zh"] == "全部关联" and links["columns"]["score"] == {"zh": "分值", "en": "Score"}
    assert links["params"][1] == {
        "name": "min_score",
        "type": "number",
        "zh": "最低分值",
        "en": "least score",
        "required": False,
        "default": None,
    }


def test_words_in_strings_names_and_comments_are_no_federation(kg: Kg, graph: Path) -> None:
    text = "SELECT ?service WHERE { ?service rdfs:label 'SERVICE <x>' } # SERVICE <x>"
    assert kg("query", text, "--graph", graph)[0] == 0


@pytest.mark.parametrize(
    ("args", "reason"),
    [
        (("rules", "Q99"), "没有规则"),
        (("check", "x", "--ontology", "nowhere"), "nowhere"),
        (("check", "x", "--out", "/proc/nowhere"), "写不进去"),
        (("query", "ASK {}", "--graph", "nowhere.nq"), "nowhere.nq"),
        (("query", "ASK {}", "--graph", __file__), "test_cli.py"),
        (("report", "--graph", "nowhere.nq", "--out", "/tmp"), "nowhere.nq"),
        (("report", "--graph", "tests", "--out", "x"), "图谱库"),
    ],
)
def test_wrong_arguments_are_one_line_and_exit_code_2(kg: Kg, args: tuple[str, ...], reason: str) -> None:
    code, out, err = kg(*args)
    assert (code, out, len(err.splitlines())) == (2, "", 1) and reason in err


@pytest.mark.parametrize("args", [("check",), ("check", "x", "--fail-on", "all"), ("nothing",)])
def test_wrong_usage_is_exit_code_2(kg: Kg, args: tuple[str, ...]) -> None:
    assert kg(*args)[0] == 2


def test_rules_lists_the_catalogue_and_shows_one(kg: Kg) -> None:
    listed = kg("rules")[1]
    assert "A01" in listed and "适当性" in listed
    code, one, _ = kg("rules", "a01")
    assert code == 0 and "A03" not in one
    for shown in ("依据：", "应报 `", "不应报 `", "GRAPH ?g"):
        assert shown in one


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = f"'{sys.executable}' -m kg rules | head -n 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, check=False)
    assert done.stderr == b"" and done.stdout


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV that kg wrote."""
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))


def test_a_finding_marked_false_stays_hidden_and_is_counted(kg: Kg, document: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    kg("check", document, "--out", out)
    found = rows(out / "findings.csv")
    assert found and not any(row["判断"] for row in found)
    with (tmp_path / "判断.csv").open("w", encoding="gb18030", newline="") as file:
        writer = csv.DictWriter(file, found[0])
        writer.writeheader()
        writer.writerows([{**found[0], "判断": "错", "说明": "名额"}, *({**row, "判断": "对"} for row in found[1:])])
    code, screen, _ = kg("review", tmp_path / "判断.csv", "--marks", out / "marks.csv", "--reader", "甲")
    assert code == 0 and f"收下 {len(found)} 条复核意见" in screen and found[0]["规则"] in screen
    code, screen, _ = kg("check", document, "--out", out)
    assert "按复核意见不列 1 条疑点" in screen
    again = rows(out / "findings.csv")
    assert [row["编号"] for row in again] == [row["编号"] for row in found[1:]]
    assert all(row["已有复核"] == "对（甲）" for row in again)
    assert json.loads((out / "run.json").read_text(encoding="utf-8"))["documents"][0]["findings_refuted"] == 1
    assert found[0]["编号"] not in (out / "graph.nq").read_text(encoding="utf-8")
    code, screen, _ = kg("check", document)
    assert "按复核意见" not in screen  # without --out or --marks no marks are known


def test_marks_that_are_not_there_are_an_error(kg: Kg, document: Path, tmp_path: Path) -> None:
    code, _, err = kg("check", document, "--marks", tmp_path / "x.csv")
    assert code == 2 and "x.csv: 没有这个文件" in err


def test_a_corrected_document_against_the_run_before(kg: Kg, document: Path, tmp_path: Path) -> None:
    kg("check", document, "--out", tmp_path / "before")
    old = json.loads((tmp_path / "before/findings.json").read_text(encoding="utf-8"))
    text = document.read_text(encoding="utf-8")
    assert WRONG in text
    document.write_text(text.replace(WRONG, RIGHT), encoding="utf-8")
    code, screen, _ = kg("check", document, "--since", tmp_path / "before/findings.json", "--out", tmp_path / "after")
    assert code == 0 and "与上次相比：已改 1 条" in screen
    told = [(row["与上次相比"], row["规则"]) for row in rows(tmp_path / "after/changes.csv")]
    assert [state for state, _ in told].count("已改") == 1 and len(told) == len(old)


def test_since_needs_the_findings_of_a_run(kg: Kg, document: Path) -> None:
    code, _, err = kg("check", document, "--since", document)
    assert code == 2 and "findings.json" in err


def test_the_form_needs_a_folder(kg: Kg, document: Path, tmp_path: Path) -> None:
    code, _, err = kg("check", document, "--form", "xlsx")
    assert code == 2 and "--form 需要 PATH 和 --out" in err
    code, screen, _ = kg("check", document, "--form", "xlsx", "--form", "docx", "--out", tmp_path / "out")
    assert code == 0 and len(list((tmp_path / "out" / "forms").iterdir())) == 2 and "绩效目标审核表.docx" in screen


def test_profiles_are_listed_and_chosen(kg: Kg, document: Path) -> None:
    assert "grassroots" in kg("rules", "--profiles")[1]
    assert "差错率" in kg("check", document, "--profile", "errors")[1]
    code, _, err = kg("check", document, "--profile", "x")
    assert code == 2 and "没有口径 x" in err
