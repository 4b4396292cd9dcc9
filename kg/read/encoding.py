"""Bytes to text: UTF-8, UTF-16 and GB18030, with or without byte order mark."""

from __future__ import annotations

from kg.errors import ReadError

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
CONTROLS = dict.fromkeys((*range(9), *range(14, 32), *range(127, 160), 0xFFFE, 0xFFFF), " ")  # no XML holds them


def decode(data: bytes, source: str) -> str:
    """The text of a file, line ends made ``\\n`` and control characters blanks; raises `ReadError` if it is no text."""
    text = _decode(data)
    if text is not None and not text.strip("\ufeff\0 \t\r\n\f\v\u3000"):
        raise ReadError(f"{source}: 文件是空的")
    if text is None or _garbled(text):
        raise ReadError(f"{source}: 不是文本文件，或编码无法识别（支持 UTF-8、GB18030、UTF-16）")
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(CONTROLS)


def _decode(data: bytes) -> str | None:
    named = next((name for bom, name in _MARKS if data.startswith(bom)), None)
    zeros = data[:4096].count(0) * 5 >= len(data[:4096])
    unmarked = [*_utf16(data), "utf-8"] if zeros else ["utf-8", *_utf16(data)]
    guesses = [named] if named else [*unmarked, "gb18030"]
    for name in guesses:
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    return None


def _utf16(data: bytes) -> list[str]:
    """UTF-16 without a mark: every second byte of line ends and digits is zero."""
    head = data[:4096]
    if len(data) % 2 or 0 not in head:
        return []
    return ["utf-16-le"] if head[1::2].count(0) >= head[0::2].count(0) else ["utf-16-be"]


def _garbled(text: str) -> bool:
    head = text[:20_000]
    odd = sum(1 for c in head if (ord(c) < 32 and c not in "\n\r\t\f\v") or 0xE000 <= ord(c) <= 0xF8FF or c == "\ufffd")
    return odd * 50 > len(head)
