"""Files become `Document`s: find them, tell their type by content, call the reader of that format."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ReadError
from kg.model import Document

_MAX_FILE = 500_000_000
_MAX_TEXT = 5_000_000
_MAX_LINE = 1_000_000
_FOREIGN = (
    (b"PK\x03\x04", "Word、Excel 或压缩文件"),
    (b"\xd0\xcf\x11\xe0", "旧版 Word、Excel 文件"),
    (b"{\\rtf", "RTF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
)
_HTML = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|\?xml)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Problem:
    """A path that gave no document, and why; `skipped` where leaving it out was right (a hidden file)."""

    path: Path
    reason: str
    skipped: bool = False
    detail: str = ""


def discover(paths: Iterable[Path]) -> tuple[list[Path], list[Problem]]:
    """The files under `paths` in a fixed order, each once; folders are searched to any depth."""
    files: dict[Path, Path] = {}
    problems: list[Problem] = []
    for path in paths:
        for found in _walk(path):
            if isinstance(found, Problem):
                problems.append(found)
            else:
                files.setdefault(found.resolve(), found)
    return list(files.values()), problems


def read(path: Path) -> Document:
    """Read one file; raises `ReadError`, whose message names the file and the reason."""
    source = printable(path.name)
    data = _bytes(path, source)
    if b"%PDF-" in data[:1024]:
        from kg.read.pdf import read_pdf

        return read_pdf(data, source)
    reason = _no_text(data)
    if reason:
        raise ReadError(f"{source}: {reason}")
    from kg.read.text import read_text

    return read_text(data, source)


def printable(name: str) -> str:
    """A file name that any encoding of Unicode can hold, whatever bytes the file system has."""
    return os.fsencode(name).decode("utf-8", "replace")


def _walk(path: Path) -> Iterator[Path | Problem]:
    if not path.exists():
        yield Problem(path, "没有这个文件或文件夹")
    elif path.is_dir():
        yield from _folder(path)
    elif path.is_file():
        yield path
    else:
        yield Problem(path, "不是普通文件")


def _folder(folder: Path) -> Iterator[Path | Problem]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield Problem(folder, f"文件夹打不开（{error.strerror}）")
        return
    for entry in entries:
        if entry.name.startswith((".", "~$")):
            yield Problem(entry, "隐藏文件或临时文件，已略过", skipped=True)
        elif entry.is_symlink() and entry.is_dir():
            yield Problem(entry, "指向文件夹的链接，已略过", skipped=True)
        else:
            yield from _walk(entry)


def _bytes(path: Path, source: str) -> bytes:
    try:
        if path.stat().st_size > _MAX_FILE:
            raise ReadError(f"{source}: 文件超过 {_MAX_FILE // 1_000_000} MB")
        return path.read_bytes()
    except OSError as error:
        raise ReadError(f"{source}: 读不了（{error.strerror}）") from error


def _no_text(data: bytes) -> str:
    """Why these bytes are not worth decoding, or an empty string."""
    for magic, name in _FOREIGN:
        if data.startswith(magic):
            return f"{name}，暂不支持；请另存为 PDF 或文本文件"
    if _HTML.match(data):
        return "网页或 XML 文件，暂不支持；请另存为 PDF 或文本文件"
    if len(data) > _MAX_TEXT:
        return f"文本超过 {_MAX_TEXT // 1_000_000} MB，不是一份公开文本"
    if max(map(len, re.split(rb"[\r\n]", data))) > _MAX_LINE:
        return f"有一行超过 {_MAX_LINE // 1_000_000} MB，不是一份公开文本"
    return ""
