"""What cannot be read is said in one line that names the file and the reason."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.errors import ReadError
from kg.read import discover, printable, read

BAD = {
    "空": (b"", "空"),
    "空白": (b" \n\t\r\n ", "空"),
    "二进制": (bytes(range(256)) * 200, "文本"),
    "零": (b"\x00" * 4096, "空"),
    "表格.xlsx": (b"PK\x03\x04" + b"\x00" * 100, "损坏"),
    "旧表.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "PDF"),
    "图.txt": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "图片"),
    "页.txt": (b"<!DOCTYPE html><html><body><div id=app></div><script>load()</script></body></html>", "脚本"),
    "空页.htm": (b"<html><head><title>x</title></head><body>&nbsp;</body></html>", "没有文字"),
    "图页.htm": (b"<html><body><img src=1.jpg width=900></body></html>", "文字识别"),
    "框架.htm": (b"<html><frameset cols=2><frame src=a.htm></frameset></html>", "其他网页"),
    "深.htm": (b"<html>" + b"<div>" * 100_000, "嵌套"),
    "属性.htm": (b"<html><p " + b"".join(b"a%d " % i for i in range(100_000)), "属性"),
    "格.htm": (b"<table><tr>" + b"<td rowspan=65535 colspan=1000>a" * 3_000 + b"<tr><td>b" * 3_000, "格"),
    "数据.xml": (b"<?xml version='1.0'?><a>b</a>", "XML"),
    "坏.mht": (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n", "存档"),
    "一行": ("预算".encode() * 400_000, "一行"),
    "乱.pdf": (b"%PDF-1.7\nnothing that is a PDF", ""),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_files_give_one_line_with_name_and_reason(tmp_path: Path, name: str) -> None:
    data, reason = BAD[name]
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ReadError) as caught:
        read(path)
    message = str(caught.value)
    assert message.startswith(f"{name}: ") and "\n" not in message and reason in message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_chinese_text_is_read_in_every_usual_encoding(tmp_path: Path, encoding: str, disclosure: str) -> None:
    path = tmp_path / "甲.dat"
    path.write_bytes(disclosure.encode(encoding))
    assert read(path).text.lstrip("\ufeff") == disclosure


def test_a_large_file_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    path.write_bytes("部门预算\n".encode() * 2_000_000)
    with pytest.raises(ReadError, match="超过"):
        read(path)


def test_a_file_that_vanished_is_a_read_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="没了"):
        read(tmp_path / "没了")


def test_folders_are_searched_in_a_fixed_order_and_nothing_is_left_out_silently(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.txt", "a/1.txt", ".hidden", "~$lock.docx", "a/.git/x"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    files, problems = discover([tmp_path])
    assert [str(f.relative_to(tmp_path)) for f in files] == ["a/1.txt", "a/2.txt", "b.txt"]
    left_out = {(str(p.path.relative_to(tmp_path)), p.skipped) for p in problems}
    assert left_out == {
        (".hidden", True),
        ("~$lock.docx", True),
        ("a/.git", True),
        ("a/loop", True),
        ("pipe", False),
    }


def test_missing_paths_are_problems_and_the_same_file_counts_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    files, (problem,) = discover([tmp_path / "nowhere", tmp_path, tmp_path / "a.txt"])
    assert files == [tmp_path / "a.txt"]
    assert problem.path == tmp_path / "nowhere" and not problem.skipped and "没有" in problem.reason


def test_a_hidden_file_that_is_named_is_read(tmp_path: Path) -> None:
    (tmp_path / ".a").write_text("x")
    assert discover([tmp_path / ".a"]) == ([tmp_path / ".a"], [])


def test_names_outside_unicode_can_be_printed() -> None:
    assert printable("甲\udcff.txt") == "甲\ufffd.txt"
