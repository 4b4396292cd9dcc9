"""Which files are web pages, told by how they begin."""

from __future__ import annotations

import re

_BEFORE = rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff|\s|<!--(?:[^-]|-(?!->))*+-->|<\?[^>]*+>|<!\[[^>]*+>)*+"
_PAGE = re.compile(
    rb"\A" + _BEFORE + rb"<(?:!doctype\s+html|(?:html|head|body|meta|title|link|style|script|base)[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_LATE = re.compile(rb"<!doctype\s+html[\s>]|<html[\s>]", re.IGNORECASE)
_FRAGMENT = re.compile(
    rb"\A" + _BEFORE + rb"<(?:table|div|p|center|font|span|section|article|main|form|ul|ol|h[1-6]|br)[\s/>]",
    re.IGNORECASE | re.DOTALL,
)
_MARKDOWN = re.compile(rb"^ {0,3}(?:#{1,6} |\||```|[-*+] |\*\*)", re.MULTILINE)
_ARCHIVE = re.compile(rb"^MIME-Version:", re.IGNORECASE | re.MULTILINE)
_RELATED = re.compile(rb"^Content-Type:\s*(?:multipart/(?:related|mixed|alternative)|text/html)", re.I | re.M)
_HEAD = 4_096  # bytes


def kind(data: bytes) -> str:
    """``html``, ``mhtml`` (a page saved with its pictures in one file), or an empty string."""
    head = data[: 2 * _HEAD].replace(b"\0", b"")[:_HEAD]  # UTF-16 too
    if _ARCHIVE.search(head) and _RELATED.search(head):
        return "mhtml"
    if _PAGE.match(head) or (_LATE.search(head[:1024]) and b"</html>" in data[-_HEAD:].replace(b"\0", b"").lower()):
        return "html"
    return "html" if _FRAGMENT.match(head) and not _MARKDOWN.search(data[: 16 * _HEAD]) else ""
