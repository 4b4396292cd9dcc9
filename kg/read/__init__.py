"""Files become `Document`s: find them, tell their type by content, call the reader of that format."""

from __future__ import annotations

import re
from pathlib import Path

from kg.errors import ReadError
from kg.model import Document
from kg.read import archive, ole
from kg.read.files import Problem, discover, load, printable, source_of

__all__ = ["Problem", "discover", "printable", "read", "source_of"]

_MAX_TEXT = 5_000_000
_MAX_LINE = 1_000_000
_FOREIGN = (
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
)
_HTML = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|\?xml)", re.IGNORECASE)
_WORD_XML = b'progid="Word.Document"'
_OTHER = {"xlsx": "Excel 文件", "pptx": "演示文稿", "ods": "表格文件", "odp": "演示文稿"}


def read(path: Path) -> Document:
    """Read one file or member of an archive; raises `ReadError`, whose message names the file and the reason."""
    source = source_of(path)
    data = load(path)
    if data.startswith(archive.MAGIC):
        return _container(data, source)
    if data.startswith(ole.MAGIC):
        return _compound(data, source)
    if b"%PDF-" in data[:1024]:
        from kg.read.pdf import read_pdf

        return read_pdf(data, source)
    if data.startswith(b"{\\rtf") or _WORD_XML in data[:1024]:
        return _office(data, source, "rtf" if data.startswith(b"{") else "xml")
    reason = _no_text(data)
    if reason:
        raise ReadError(f"{source}: {reason}")
    from kg.read.text import read_text

    return read_text(data, source)


def _container(data: bytes, source: str) -> Document:
    kind = archive.Archive(data, source).kind()
    if kind == "docx":
        from kg.read.docx import read_docx

        return read_docx(data, source)
    if kind == "odt":
        return _office(data, source, kind)
    if kind == "zip":
        raise ReadError(f"{source}: 压缩文件；请给出它的路径，里面的文件会逐个读取")
    raise ReadError(f"{source}: {_OTHER[kind]}，暂不支持；请另存为 PDF 或文本文件")


def _compound(data: bytes, source: str) -> Document:
    streams = ole.streams(data)
    if "WordDocument" in streams:
        return _office(data, source, "doc")
    if "EncryptedPackage" in streams:
        raise ReadError(f"{source}: 文件有密码，请去掉密码后再试")
    name = "旧版 Excel 文件" if streams & {"Workbook", "Book"} else "旧版 Office 文件，或已损坏"
    raise ReadError(f"{source}: {name}，暂不支持；请另存为 PDF 或文本文件")


def _office(data: bytes, source: str, kind: str) -> Document:
    from kg.read.office import read_office

    return read_office(data, source, kind)


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
