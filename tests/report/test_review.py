"""What comes back from readers: marks in CSV of any make, and an earlier findings.json."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import DataError, KgError
from kg.model import Mark
from kg.report.review import earlier, keep, kept, marked, merged

HEAD = "规则,编号,问题,判断,说明\n"


def saved(path: Path, text: str, encoding: str = "utf-8-sig") -> Path:
    """A file as a spreadsheet saves it."""
    path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("comma", [",", "\t", ";"])
def test_marks_of_any_spreadsheet(tmp_path: Path, encoding: str, comma: str) -> None:
    text = (HEAD + "A01,f1,方向写反,对,\nA04,f2,上限,错,名额本来就有上限\nA12,f3,空泛,,\n").replace(",", comma)
    assert marked(saved(tmp_path / "findings.csv", text, encoding), "甲") == [
        Mark("f1", "A01", "true", "", "甲"),
        Mark("f2", "A04", "false", "名额本来就有上限", "甲"),
    ]


@pytest.mark.parametrize(
    ("said", "verdict"), [("√", "true"), ("误报", "false"), (" 存疑 ", "unclear"), ("FALSE", "false")]
)
def test_words_for_a_verdict(tmp_path: Path, said: str, verdict: str) -> None:
    (found,) = marked(saved(tmp_path / "f.csv", HEAD + f"A01,f1,x,{said},\n"))
    assert found.verdict == verdict


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD + "A01,f1,x,大概,\n", "第 2 行: “判断”须是 对、错、不明，现为“大概”"),
        ("规则,问题\nA01,x\n", "缺少列 编号、判断"),
        ("", "文件是空的"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "f.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=message):
        marked(path)


def test_the_later_mark_of_a_reader_stands_and_survives_the_file(tmp_path: Path) -> None:
    first = [Mark("f1", "A01", "true", "=1+1", "甲"), Mark("f1", "A01", "false", "", "乙")]
    both = merged(first, [Mark("f1", "A01", "unclear", "=1+1", "甲")])
    path = tmp_path / "marks.csv"
    keep(both, path)
    assert b"'=1+1" in path.read_bytes()
    assert kept(path) == both == [Mark("f1", "A01", "false", "", "乙"), Mark("f1", "A01", "unclear", "=1+1", "甲")]


def test_no_marks_yet(tmp_path: Path) -> None:
    assert kept(tmp_path / "marks.csv") == []


@pytest.mark.parametrize("text", ["{}", "[1]", '[{"id": "1"}]', "不是", "\u0000"])
def test_other_json_is_no_earlier_run(tmp_path: Path, text: str) -> None:
    path = tmp_path / "findings.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KgError, match=r"findings\.json"):
        earlier(path)
