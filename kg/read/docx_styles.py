"""What the style of a Word paragraph tells: the level of a heading, a line of the contents, its list."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.read.xml import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = W + "val"
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)\s*[1-9]", re.IGNORECASE)
_NO_LEVEL = 9  # outline level of running text, whatever the style says
_DEEPEST = 20  # styles based on each other


@dataclass(frozen=True, slots=True)
class Numbering:
    """The list that a paragraph or a style belongs to; either part may be left to what it is based on."""

    list_id: str | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Style:
    """One paragraph style."""

    name: str
    base: str
    outline: int | None
    numbering: Numbering


class Styles:
    """The paragraph styles of a document by their id."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self._default = ""
        for style in () if root is None else root.iter(W + "style"):
            if style.get(W + "type", "paragraph") == "paragraph":
                key = style.get(W + "styleId", "")
                self._styles[key] = _style(style)
                if style.get(W + "default") in ("1", "true", "on"):
                    self._default = key

    def level(self, properties: Element | None) -> int:
        """The outline level of a paragraph with these `w:pPr`, from 1; 0 where it is no heading."""
        own = _outline(properties)
        if own is not None:
            return 0 if own >= _NO_LEVEL else own + 1
        for style in self._chain(properties):
            if style.outline is not None:
                return 0 if style.outline >= _NO_LEVEL else style.outline + 1
            if match := _HEADING.fullmatch(style.name.strip()):
                return int(match[1])
        return 0

    def is_contents(self, properties: Element | None) -> bool:
        """Whether the style is one of those in which Word and WPS set the lines of the contents."""
        return any(_CONTENTS.search(style.name) for style in self._chain(properties))

    def numbering(self, properties: Element | None) -> tuple[Numbering, str]:
        """The list of a paragraph, its own or that of its style, and the id of the style."""
        own = _numbering(properties)
        list_id, level = own.list_id, own.level
        for style in self._chain(properties):
            list_id = style.numbering.list_id if list_id is None else list_id
            level = style.numbering.level if level is None else level
        return Numbering(list_id, level), self._id(properties)

    def list_of(self, key: str) -> str | None:
        """The id of the list that a style carries."""
        return self._styles[key].numbering.list_id if key in self._styles else None

    def _id(self, properties: Element | None) -> str:
        named = None if properties is None else properties.find(W + "pStyle")
        return self._default if named is None else str(named.get(VAL, ""))

    def _chain(self, properties: Element | None) -> list[Style]:
        """The style of a paragraph and those it is based on."""
        found: list[Style] = []
        key = self._id(properties)
        while key in self._styles and len(found) < _DEEPEST:
            found.append(self._styles[key])
            key = found[-1].base
        return found


def integer(element: Element | None, default: int | None = None) -> int | None:
    """The number in the `w:val` of an element."""
    value = None if element is None else element.get(VAL)
    return int(value) if value and re.fullmatch(r"-?\d{1,9}", value) else default


def is_on(element: Element | None) -> bool:
    """Whether an on-off property is set."""
    return element is not None and element.get(VAL, "1") not in ("0", "false", "off")


def _style(style: Element) -> Style:
    name, base, properties = style.find(W + "name"), style.find(W + "basedOn"), style.find(W + "pPr")
    return Style(
        "" if name is None else name.get(VAL, ""),
        "" if base is None else base.get(VAL, ""),
        _outline(properties),
        _numbering(properties),
    )


def _outline(properties: Element | None) -> int | None:
    return None if properties is None else integer(properties.find(W + "outlineLvl"))


def _numbering(properties: Element | None) -> Numbering:
    own = None if properties is None else properties.find(W + "numPr")
    if own is None:
        return Numbering()
    list_id = own.find(W + "numId")
    return Numbering(None if list_id is None else list_id.get(VAL, "0"), integer(own.find(W + "ilvl")))
