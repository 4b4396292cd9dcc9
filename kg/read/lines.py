"""What the shape of a line tells, whatever its meaning: layout noise, list marks, headings."""

from __future__ import annotations

import re

from kg.model import Passage

# A blank is noise unless it parts two Latin words or numbers; of several there one is kept.
_NOISE = re.compile(r"(?<![A-Za-z0-9.,%\s])\s+|\s+(?![A-Za-z0-9\s])|(?<=\s)\s+|[\u200b\ufeff]+")
_BLANK = re.compile(r"[\s\u200b\ufeff]")
_MARKS = (
    (1, re.compile(r"第[一二三四五六七八九十]+部分")),
    (2, re.compile(r"[一二三四五六七八九十]+、")),
    (3, re.compile(r"[（(][一二三四五六七八九十]+[）)]")),
    (4, re.compile(r"\d{1,2}[、.．](?!\d)")),
    (5, re.compile(r"[（(]\d{1,2}[）)]")),
)
_FIGURE = re.compile(r"[-+−(（]?[¥￥]?[\d,，]*\d(?:\.\d+)?[)）%％]?")
_SENTENCE_END = "。；;！？!?：:…"


def clean(text: str, start: int = 0) -> Passage:
    """The text without layout noise; `start` is the place of ``text[0]`` in the document."""
    if not _BLANK.search(text):
        return Passage(text, range(start, start + len(text)))
    chars: list[str] = []
    offsets: list[int] = []
    at = 0
    for gap in _NOISE.finditer(text):
        chars.append(text[at : gap.start()])
        offsets.extend(range(start + at, start + gap.start()))
        at = gap.end()
    chars.append(text[at:])
    offsets.extend(range(start + at, start + len(text)))
    return Passage("".join(chars), offsets)


def mark(text: str) -> int:
    """The depth of the list mark that a line begins with (第一部分 1, 一、 2, （一） 3, 1、 4, （1） 5), or 0."""
    return next((level for level, pattern in _MARKS if pattern.match(text)), 0)


def heading_level(text: str) -> int:
    """The level of a short marked line that is no sentence, or 0: ``三、支出预算说明`` is 2."""
    if len(text) > 45 or text[-1:] in _SENTENCE_END[:-3] + "，,、":
        return 0
    level = mark(text)
    return level if level and not re.search(r"[。；;，,]", text[:-1]) else 0


def is_figure(text: str) -> bool:
    """Whether a text is one number, with or without sign, brackets or per cent."""
    return bool(_FIGURE.fullmatch("".join(text.split())))


def ends_sentence(text: str) -> bool:
    """Whether a paragraph may end here by its punctuation."""
    return text.rstrip()[-1:] in _SENTENCE_END + "”）)》】"


def is_contents_title(text: str) -> bool:
    """Whether a line is the title of a table of contents."""
    return text in ("目录", "目次")
