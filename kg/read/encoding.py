"""Bytes to text: UTF-8, UTF-16 and GB18030, with or without byte order mark."""

from __future__ import annotations

import re

from kg.errors import ReadError

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_ASKED = {"big5": ("big5hkscs",), "big5-hkscs": ("big5hkscs",)}  # others are told by the bytes
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_ODD = re.compile("[\x00-\x08\x0e-\x1f\ue000-\uf8ff\ufffd]")  # characters that no text has many of
_MOST_DAMAGE = 0.05
CONTROLS = dict.fromkeys((*range(9), *range(14, 32), *range(127, 160), 0xFFFE, 0xFFFF), " ")  # no XML holds them


def decode(data: bytes, source: str, declared: str = "") -> str:
    """The text of a file, line ends made ``\\n`` and control characters blanks; raises `ReadError` if it is no text.

    `declared` is the encoding that the file claims; it is asked only where the bytes do not tell.
    """
    text = _decode(data, declared)
    if text is not None and not text.strip("\ufeff\0 \t\r\n\f\v\u3000"):
        raise ReadError(f"{source}: 文件是空的")
    if text is None or _garbled(text):
        raise ReadError(f"{source}: 不是文本文件，或编码无法识别（支持 UTF-8、GB18030、UTF-16）")
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(CONTROLS)


def printable_text(text: str) -> str:
    """Text as documents hold it: line ends ``\\n``, other control characters and tabs blanks, no half characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(CONTROLS).replace("\t", " ").replace("\f", " ")
    return text.replace("\v", " ").encode("utf-8", "replace").decode("utf-8")


def undecoded(text: str) -> tuple[str, ...]:
    """A warning where some bytes of a file stood for no character."""
    count = text.count("\ufffd")
    return (f"有{count}处编码损坏，那里的字未能读取",) if count else ()


def _decode(data: bytes, declared: str) -> str | None:
    named = next((name for bom, name in _MARKS if data.startswith(bom)), None)
    zeros = data[:4096].count(0) * 5 >= len(data[:4096])
    unmarked = [*_utf16(data), "utf-8"] if zeros else ["utf-8", *_utf16(data)]
    for name in [named] if named else unmarked:
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    for name in [named] if named else ["utf-8", *_ASKED.get(declared.lower(), ()), "gb18030"]:
        text = data.decode(name, "replace")
        if _damage(text) <= _MOST_DAMAGE:
            return text
    return None


def _damage(text: str) -> float:
    """The share of characters outside ASCII that no bytes stand for."""
    return text.count("\ufffd") / max(1, sum(map(len, _FOREIGN.findall(text))))


def _utf16(data: bytes) -> list[str]:
    """UTF-16 without a mark: every second byte of line ends and digits is zero."""
    head = data[:4096]
    if len(data) % 2 or 0 not in head:
        return []
    return ["utf-16-le"] if head[1::2].count(0) >= head[0::2].count(0) else ["utf-16-be"]


def _garbled(text: str) -> bool:
    head = text[:20_000]
    return len(_ODD.findall(head)) * 50 > len(head)
