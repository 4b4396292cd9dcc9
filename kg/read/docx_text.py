"""The text that one Word paragraph prints, and what is anchored in it: text boxes, notes, pictures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from kg.read.docx_styles import W, is_on
from kg.read.symbols import PRIVATE, sign
from kg.read.xml import Element

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_VML = "{urn:schemas-microsoft-com:vml}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/"
_NOT_PRINTED = frozenset(W + n for n in ("del", "moveFrom", "pPr", "rPr", "tblPr", "tcPr", "trPr", "sdtPr", "rt"))
_WRAPPERS = frozenset(W + n for n in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"))
_PICTURES = (_DRAWING + "picture}pic", _VML + "imagedata", _DRAWING + "chart}chart", _DRAWING + "diagram}relIds")
_CHARACTERS = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}


@dataclass
class Inline:
    """What a paragraph prints; `boxes` are the contents of text boxes, `notes` the kind and number of notes."""

    parts: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    pictures: int = 0
    objects: int = 0
    unknown: int = 0
    _codes: list[int | None] = field(default_factory=list)  # where the code of each open field began

    @property
    def text(self) -> str:
        """The text as printed, with tabs and line breaks."""
        return "".join(self.parts)

    def read(self, paragraph: Element) -> None:
        """Add what a paragraph prints: insertions and results of fields, not what is deleted or hidden."""
        todo = [paragraph]
        while todo:
            element = todo.pop()
            tag = element.tag
            handle = _HANDLERS.get(tag)
            if handle:
                handle(self, element)
            elif tag == _MC + "AlternateContent":
                todo += alternative(element)
            elif isinstance(tag, str) and tag not in _NOT_PRINTED and not _is_hidden(element):
                todo += reversed(element)

    def _characters(self, element: Element) -> None:
        text = element.text or ""
        if PRIVATE.search(text):
            fonts = element.getparent().find(f"{W}rPr/{W}rFonts")
            font = "" if fonts is None else fonts.get(W + "ascii", "")
            text = PRIVATE.sub(lambda match: self._sign(ord(match[0]), font), text)
        self.parts.append(text)

    def _fixed(self, element: Element) -> None:
        self.parts.append(_CHARACTERS[element.tag])

    def _symbol(self, element: Element) -> None:
        code = element.get(W + "char", "")
        if re.fullmatch("[0-9A-Fa-f]{1,4}", code):
            self.parts.append(self._sign(int(code, 16), element.get(W + "font", "")))

    def _sign(self, code: int, font: str) -> str:
        """The character that a font prints for a code; a sign that is not known is counted."""
        printed = sign(code, font)
        self.unknown += printed is None
        return printed or ""

    def _field(self, element: Element) -> None:
        """A field is open from its code to its result; what stood in its code is no text."""
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            self._codes.append(len(self.parts))
        elif self._codes:
            began = self._codes.pop()
            if began is not None:
                del self.parts[began:]
            if kind == "separate":
                self._codes.append(None)

    def _note(self, element: Element) -> None:
        kind = "footnotes" if element.tag == W + "footnoteReference" else "endnotes"
        self.notes.append((kind, element.get(W + "id", "")))

    def _box(self, element: Element) -> None:
        self.boxes.append(element)

    def _picture(self, _: Element) -> None:
        self.pictures += 1

    def _object(self, _: Element) -> None:
        self.objects += 1

    def _nothing(self, _: Element) -> None:
        """Codes of fields and deleted text."""


def alternative(element: Element) -> list[Element]:
    """Of several forms of the same content the first that has text, as a stack for the walk."""
    forms = [form for form in element if isinstance(form.tag, str)]
    return [next((form for form in forms if next(form.iter(W + "t"), None) is not None), *forms[:1])] if forms else []


def _is_hidden(element: Element) -> bool:
    """Whether a run is formatted as hidden text."""
    properties = element.find(W + "rPr") if element.tag == W + "r" else None
    return properties is not None and is_on(properties.find(W + "vanish"))


_HANDLERS: dict[object, Callable[[Inline, Element], None]] = {
    W + "t": Inline._characters,
    _M + "t": Inline._characters,
    **dict.fromkeys(_CHARACTERS, Inline._fixed),
    **dict.fromkeys((W + n for n in ("instrText", "delText", "delInstrText")), Inline._nothing),
    W + "sym": Inline._symbol,
    W + "fldChar": Inline._field,
    W + "footnoteReference": Inline._note,
    W + "endnoteReference": Inline._note,
    W + "txbxContent": Inline._box,
    W + "object": Inline._object,
    **dict.fromkeys(_PICTURES, Inline._picture),
}


def content(container: Element, names: Iterable[str]) -> Iterator[Element]:
    """The elements of these names inside a container, through content controls, insertions and the like."""
    wanted = {W + name for name in names}
    todo = list(reversed(container))
    while todo:
        element = todo.pop()
        if element.tag in wanted:
            yield element
        elif element.tag in _WRAPPERS:
            todo += reversed(element)
        elif element.tag == _MC + "AlternateContent":
            todo += [inner for form in alternative(element) for inner in reversed(form)]


def is_contents_link(paragraph: Element) -> bool:
    """Whether a paragraph links to a heading as the lines of the contents do."""
    links: Iterator[Element] = paragraph.iter(W + "hyperlink")
    return any(str(link.get(W + "anchor", "")).startswith("_Toc") for link in links)


def is_deleted(properties: Element | None, mark: str) -> bool:
    """Whether the mark of a paragraph (`w:rPr`) or a row is deleted in a tracked change."""
    inside = properties if properties is None or not mark else properties.find(W + mark)
    return inside is not None and any(inside.find(W + gone) is not None for gone in ("del", "moveFrom"))
