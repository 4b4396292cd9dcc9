"""What a user sees with `--lang en`: no Chinese but in quotations, in names of documents, and in official terms."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document

from kg import lang
from kg.read import discover
from tests.conftest import ROOT, Kg, in_a_shell
from tests.lang.shown import HAN, unquoted
from tests.test_bad_input import BAD

_COMMANDS = ("check", "build", "query", "review", "report", "rules", "tables", "serve")
_OFFICIAL = re.compile(r"绩效目标审核表|\S*〔\d{4}〕\S*")


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder that `kg check` wrote of all samples, and its screen."""
    out = tmp_path_factory.mktemp("english") / "out"
    done = in_a_shell("check", ROOT / "samples", "--out", out, "--lang", "en", PYTHONIOENCODING="utf-8")
    assert done.returncode == 0, done.stderr.decode()
    return out, done.stdout.decode()


def left(text: str, *names: str) -> list[str]:
    """The lines with Chinese outside quotations, names and official terms."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "")
    return [line for line in text.splitlines() if HAN.search(_OFFICIAL.sub("", unquoted(line)))]


def named(out: Path) -> list[str]:
    """The departments and files of a run."""
    documents = json.loads((out / "run.json").read_text(encoding="utf-8"))["documents"]
    return [name for document in documents for name in (document["department"], document["source"])]


def test_the_screen_of_check(checked: tuple[Path, str]) -> None:
    out, screen = checked
    shown = "\n".join(line for line in screen.splitlines() if not line.startswith("      Text"))
    assert "A01 wrong direction: " in shown and "CNY 368,000" in shown and "Written to" in shown
    assert not left(shown, *named(out))
    quotes = [line for line in screen.splitlines() if line.startswith("      Text")]
    assert quotes and not left("\n".join(line[: line.index(": “")] for line in quotes))


def test_findings_csv_and_a_review_of_it(checked: tuple[Path, str], kg: Kg, tmp_path: Path) -> None:
    out, _ = checked
    with (out / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows and not left("\n".join(rows[0]))
    for row in rows:
        assert not left("\n".join(row[name] for name in ("Kind", "Severity", "Title", "Message", "Criterion")))
        assert not left("\n".join(row[name] for name in ("Expected", "Observed", "Suggestion"))), row
    rows[0]["Verdict"], rows[1]["Verdict"], rows[1]["Note"] = "right", "wrong", "read again"
    marked = tmp_path / "marked.csv"
    with marked.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    code, screen, _ = kg("--lang", "en", "review", marked, "--reader", "first", "--marks", tmp_path / "marks.csv")
    assert code == 0 and "2 marks taken in" in screen and not left(screen)
    code, screen, _ = kg("review", marked, "--marks", tmp_path / "marks.csv")
    assert code == 0 and "共 4 条" in screen, "marks in English are read with Chinese ones"


def test_the_questions_and_their_answers(checked: tuple[Path, str], kg: Kg) -> None:
    graph = checked[0] / "graph.nq"
    code, screen, _ = kg("query", "--list", "--lang", "en")
    assert code == 0 and not left(screen)
    code, screen, _ = kg("query", "findings", "--graph", graph, "--lang=en")
    head = screen.splitlines()[1]
    assert code == 0 and "Department" in head and not left(head)
    table = kg("query", "findings", "--graph", graph, "--format", "csv", "--lang", "en")[1]
    assert "wrong direction" in table and "方向错误" not in table
    _, screen, _ = kg("query", "outcomes", "--graph", graph, "--lang", "en")
    assert not left(screen) and screen.rstrip().endswith("rows")
    _, screen, _ = kg("query", "links", "--param", "kind=same-item", "--graph", graph, "--lang", "en")
    assert "same name, same amount" in screen and "名称相同" not in screen


def test_the_rules_and_profiles(kg: Kg) -> None:
    code, screen, _ = kg("--lang", "en", "rules")
    assert code == 0 and "wrong direction" in screen and not left(screen)
    assert not left(kg("--lang", "en", "rules", "--profiles")[1])
    for rule in ("A01", "X01", "C13"):
        _, screen, _ = kg("rules", rule, "--lang", "en")
        told = screen.partition("\nPREFIX ")[0].partition("# ")[0]
        words = re.sub(r"```turtle\n.*?```", "", told, flags=re.DOTALL)
        assert "must report" in words and not left("\n".join(x for x in words.splitlines() if "  Basis: " not in x))


@pytest.mark.parametrize("sample", sorted(path.name for path in (ROOT / "samples").iterdir() if path.is_file()))
def test_the_tables_of_every_sample(kg: Kg, sample: str) -> None:
    code, screen, _ = kg("tables", ROOT / "samples" / sample, "--lang", "en")
    lines = [line for line in screen.splitlines() if not re.search(r"[│─┌└├]", line)]
    assert code == 0 and (" 0 tables" in screen or "Layout" in screen) and not left("\n".join(lines), sample)
    margins = [line.partition("│")[0] for line in screen.splitlines() if "│" in line]
    assert not left("\n".join(margins))


def test_the_report_on_a_graph(checked: tuple[Path, str], kg: Kg, tmp_path: Path) -> None:
    out, _ = checked
    code, screen, err = kg("report", "--graph", out, "--out", tmp_path / "report", "--lang", "en")
    assert code == 0 and not left(screen + err)
    index = (tmp_path / "report" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in index and not left(index, *named(out))
    pages = list((tmp_path / "report").glob("*_budget.html"))
    assert len(pages) > 3
    for page in pages:
        text = page.read_text(encoding="utf-8")
        for quoted in (
            r"<blockquote>.*?</blockquote>",
            r'<div class="page">.*?</div>',
            r"<(td|option)[^>]*>[^<]*",
            r'<span class="note">[^<]*',
        ):
            text = re.sub(quoted, "", text, flags=re.DOTALL)
        assert not left(re.sub(r"Basis: [^<]*", "", text), *named(out)), page.name


def test_the_letter_and_the_workbook(checked: tuple[Path, str], kg: Kg, tmp_path: Path) -> None:
    out, _ = checked
    assert (
        kg("report", "--graph", out, "--out", tmp_path, "--format", "xlsx", "--format", "docx", "--lang", "en")[0] == 0
    )
    letters = list(tmp_path.glob("*_letter.docx"))
    assert len(letters) > 3
    for letter in letters:
        lines = [paragraph.text for paragraph in Document(str(letter)).paragraphs]
        assert any(line.startswith("We have reviewed") for line in lines)
        said = [line for line in lines if not line.startswith(("Quote", "Basis: ", "data: ", "of which: "))]
        assert not left("\n".join(said), *named(out)), letter.name
    with ZipFile(tmp_path / "Results.xlsx") as book:
        sheets = book.read("xl/workbook.xml").decode()
        heads = [book.read(name).decode().partition("</row>")[0] for name in book.namelist() if "worksheets/" in name]
    assert "Findings" in sheets and not HAN.search(sheets)
    assert len(heads) > 6 and all("<row" in head and not HAN.search(head) for head in heads)


@pytest.mark.parametrize("name", BAD)
def test_files_that_cannot_be_read(kg: Kg, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(BAD[name][0])
    code, _, err = kg("check", path, "--lang", "en")
    assert code == 3 and not left(err, str(path), name)


@pytest.mark.parametrize(
    "args",
    [
        ("rules", "Q99"),
        ("check", "x", "--ontology", "nowhere"),
        ("check", "x", "--out", "/proc/nowhere"),
        ("check", "x", "--form", "xlsx"),
        ("check", "x", "--profile", "none"),
        ("check", "x", "--marks", "none.csv"),
        ("check", "x", "--since", "none.json"),
        ("query",),
        ("query", "none-of-these"),
        ("query", "links", "--param", "kind"),
        ("query", "links", "--param", "king=a"),
        ("query", "links", "--param", "min_score=high"),
        ("query", "ASK {}", "--graph", "nowhere.nq"),
        ("query", "INSERT DATA {}", "--graph", "nowhere.nq"),
        ("review", "none.csv"),
        ("report", "--graph", "nowhere", "--out", "report"),
        ("tables", "nowhere.pdf"),
        ("serve", "--store", "nowhere"),
    ],
)
def test_mistakes(kg: Kg, args: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = kg(*args, "--lang", "en")
    assert code in (2, 3) and err.strip() and not left(out + err)


def test_what_is_left_out_of_a_folder(tmp_path: Path) -> None:
    for name in (".hidden", "~$lock.docx", "a.txt"):
        (tmp_path / name).write_text("x")
    _, problems = discover([tmp_path, tmp_path / "none"])
    lang.use("en")
    assert len(problems) == 3 and not left("\n".join(lang.say(problem.reason) for problem in problems))


@pytest.mark.parametrize("command", ["", *_COMMANDS])
def test_help(kg: Kg, command: str) -> None:
    code, screen, _ = kg(*filter(None, (command, "--help", "--lang", "en")))
    assert code == 0 and "Options:" in screen and not left(screen)
    assert not command or f"Examples:\n    kg {command}" in screen


def test_the_language_of_the_environment_and_a_wrong_one() -> None:
    done = in_a_shell("rules", "Q99", KG_LANG="en")
    assert done.returncode == 2 and b"no rule Q99" in done.stderr
    done = in_a_shell("rules", "--lang", "fr", PYTHONIOENCODING="utf-8")
    assert done.returncode == 2 and "--lang fr: 须是 zh、en 之一" in done.stderr.decode()
    done = in_a_shell("rules", "--lang", PYTHONIOENCODING="utf-8")
    assert done.returncode == 2 and "--lang" in done.stderr.decode()
