"""Files and pictures that a text refers to and does not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_FILE = re.compile(r"\.(?:docx?|xlsx?|pptx?|wps|et|pdf|ofd|rtf|csv|zip|rar|7z)(?:$|[?#&\s])", re.IGNORECASE)
_MOST_NAMES = 8


def is_attached(address: str) -> bool:
    """Whether a link leads to a file that belongs to the text."""
    return bool(_FILE.search(address))


def absent(pictures: int, attached: Sequence[str]) -> Iterator[str]:
    """Warnings that they were not read."""
    if pictures:
        yield f"有{pictures}张图片，图片里的文字未能读取"
    names = list(dict.fromkeys(attached))
    if names:
        more = f"等{len(names)}个" if len(names) > _MOST_NAMES else ""
        yield f"链接的附件不在文件里，没有读：{'、'.join(names[:_MOST_NAMES])}{more}"
