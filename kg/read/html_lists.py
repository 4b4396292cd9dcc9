"""The numbers that a browser prints before the items of lists."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.read.docx_numerals import written
from kg.read.html_stream import Tag
from kg.read.lines import clean, mark

_FORMS = {
    **{"1": "decimal", "a": "lowerLetter", "i": "lowerRoman"},
    **{"lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "lower-roman": "lowerRoman"},
    **{"upper-alpha": "upperLetter", "upper-latin": "upperLetter", "upper-roman": "upperRoman"},
    **dict.fromkeys(("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal"), "chineseCounting"),
    **{"simp-chinese-formal": "chineseLegalSimplified", "cjk-decimal": "ideographDigital"},
    **{"decimal-leading-zero": "decimalZero", "decimal": "decimal"},
}
_BULLETS = frozenset(("none", "disc", "circle", "square"))
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)")


@dataclass(slots=True)
class _List:
    """A list that is open, and the number of its next item."""

    form: str
    number: int = 1
    step: int = 1


class Lists:
    """The lists that are open, from outside to inside."""

    def __init__(self) -> None:
        self._open: list[_List] = []
        self._waiting = ""

    def begin(self, tag: Tag) -> None:
        """Open a list, or count an item."""
        if tag.name in ("ol", "ul", "menu"):
            start, step = _integer(tag.get("start"), 1), -1 if "reversed" in tag.attributes else 1
            self._open.append(_List(_form(tag), start, step))
        elif tag.name == "li" and self._open:
            current = self._open[-1]
            current.number = _integer(tag.get("value"), current.number)
            self._waiting = _printed(current)
            current.number += current.step

    def end(self, tag: Tag) -> None:
        """Close a list."""
        if tag.name in ("ol", "ul", "menu") and self._open:
            self._open.pop()
        elif tag.name == "li":
            self._waiting = ""

    def numbered(self, line: str) -> str:
        """The first line of an item with its number, unless it brings one of its own; any other line as it is."""
        waiting, self._waiting = self._waiting, ""
        return line if not waiting or mark(clean(line).text) else waiting + line


def _form(tag: Tag) -> str:
    styled = _STYLE.search(tag.get("style"))
    kind = styled[1] if styled else ""
    if tag.name != "ol" or kind in _BULLETS:
        return ""
    asked = tag.attributes.get("type", "1").strip()
    found = _FORMS.get(kind) or _FORMS.get(asked.lower(), "decimal")
    return found.replace("lower", "upper") if not styled and asked in ("A", "I") else found


def _printed(current: _List) -> str:
    if not current.form:
        return ""
    return written(current.number, current.form) + ("、" if current.form.startswith("chinese") else ". ")


def _integer(text: str, default: int) -> int:
    return int(text) if re.fullmatch(r"-?\d{1,6}", text) else default
