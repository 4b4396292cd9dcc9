"""Files become `Document`s: find them, tell their type by content, call the reader of that format."""

from __future__ import annotations

import re
from pathlib import Path

from kg.errors import ReadError
from kg.model import Document
from kg.read import archive, ole, web
from kg.read.files import Problem, discover, load, printable, source_of

__all__ = ["Problem", "discover", "printable", "read", "source_of"]

_MAX_TEXT = 5_000_000
_MAX_LINE = 1_000_000
_FOREIGN = (
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
)
_XML = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<\?xml")
_OFFICE_XML = ((b'progid="Word.Document"', "word-xml"), (b'progid="Excel.Sheet"', "excel-xml"))
_BARE_XLS = re.compile(rb"\x09[\0\x02\x04\x08][\x04\x06\x08\x10]\0")  # Excel 2 to 95 without a container


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
    if _BARE_XLS.match(data):
        return _xls(data, source)
    if data.startswith(b"{\\rtf"):
        return _office(data, source, "rtf")
    named = next((kind for program, kind in _OFFICE_XML if program in data[:1024]), "")
    if named:
        return _office(data, source, named)
    page = web.kind(data)
    return _web(data, source, page) if page else _text(data, source)


def _text(data: bytes, source: str) -> Document:
    reason = _no_text(data)
    if reason:
        raise ReadError(f"{source}: {reason}")
    from kg.read.csv import is_csv, read_csv
    from kg.read.text import read_text

    return read_csv(data, source) if is_csv(data) else read_text(data, source)


def _container(data: bytes, source: str) -> Document:
    kind = archive.Archive(data, source).kind()
    if kind == "docx":
        from kg.read.docx import read_docx

        return read_docx(data, source)
    if kind == "xlsx":
        from kg.read.xlsx import read_xlsx

        return read_xlsx(data, source)
    if kind in ("odt", "ods", "xlsb"):
        return _office(data, source, kind)
    if kind == "zip":
        raise ReadError(f"{source}: 压缩文件；请给出它的路径，里面的文件会逐个读取")
    raise ReadError(f"{source}: 演示文稿，暂不支持；请另存为 PDF 或文本文件")


def _compound(data: bytes, source: str) -> Document:
    streams = ole.streams(data)
    if "WordDocument" in streams:
        return _office(data, source, "doc")
    if streams & {"Workbook", "Book"}:
        return _xls(data, source)
    if "EncryptedPackage" in streams:
        raise ReadError(f"{source}: 文件有密码，请去掉密码后再试")
    raise ReadError(f"{source}: 旧版 Office 文件，或已损坏，暂不支持；请另存为 PDF 或文本文件")


def _xls(data: bytes, source: str) -> Document:
    from kg.read.xls import read_xls

    return read_xls(data, source)


def _office(data: bytes, source: str, kind: str) -> Document:
    from kg.read.office import read_office

    return read_office(data, source, kind)


def _web(data: bytes, source: str, kind: str) -> Document:
    if kind == "mhtml":
        from kg.read.mhtml import read_mhtml

        return read_mhtml(data, source)
    from kg.read.html import read_html

    return read_html(data, source)


def _no_text(data: bytes) -> str:
    """Why these bytes are not worth decoding, or an empty string."""
    for magic, name in _FOREIGN:
        if data.startswith(magic):
            return f"{name}，暂不支持；请另存为 PDF 或文本文件"
    if _XML.match(data):
        return "XML 文件，暂不支持；请另存为 PDF 或文本文件"
    if len(data) > _MAX_TEXT:
        return f"文本超过 {_MAX_TEXT // 1_000_000} MB，不是一份公开文本"
    if max(map(len, re.split(rb"[\r\n]", data))) > _MAX_LINE:
        return f"有一行超过 {_MAX_LINE // 1_000_000} MB，不是一份公开文本"
    return ""
