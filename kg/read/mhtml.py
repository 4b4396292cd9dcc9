"""Web archives (MHT, MHTML) to `Document`: the page, then the pages in its frames."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import Message

from kg.errors import ReadError
from kg.model import Document
from kg.read.encoding import decode
from kg.read.html import read_pages

_MOST = 100_000_000  # bytes
_FIELD = re.compile(rb"^content-[\w-]{1,40}:[^\n]*+(?:\n[ \t][^\n]*+)*+", re.IGNORECASE | re.MULTILINE)
_LONG = 10_000  # bytes of a field; parsing it takes time that grows with their square


def read_mhtml(data: bytes, source: str) -> Document:
    """Read a page saved in one file; raises `ReadError` where it holds none."""
    if len(data) > _MOST:
        raise ReadError(f"{source}: 网页存档超过 {_MOST // 1_000_000} MB，不是一份公开网页")
    if any(len(field[0]) > _LONG for field in _FIELD.finditer(data)):
        raise ReadError(f"{source}: 网页存档损坏")
    try:
        parts = [part for part in message_from_bytes(data).walk() if part.get_content_type() == "text/html"]
        pages = [_text(part, source) for part in parts]
    except (RecursionError, ValueError, LookupError) as error:
        raise ReadError(f"{source}: 网页存档损坏") from error
    pages = [page for page in pages if page]
    if not pages:
        raise ReadError(f"{source}: 网页存档里没有网页，或已损坏")
    return read_pages(pages, data, source, "mhtml")


def _text(part: Message, source: str) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes) or not content.strip():
        return ""
    return decode(content, source, part.get_content_charset("") or "")
