"""The source of web pages as a flat stream of tags and texts, parsed as browsers parse it.

A page is made harmless first: Lexbor, like every parser of HTML5, takes time and memory that grow with the square
of elements open at once and of the attributes of a tag.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kg.errors import ReadError

_LARGE = 100_000  # characters; smaller pages need no look at their nesting
_MOST_TEXT = 30_000_000  # characters of a page without its embedded files
_DEEPEST = 2_000
_MOST_ATTRIBUTES = 1_000
_EMBEDDED = re.compile(r"(data:[\w/+.-]*(?:;[\w=-]+)*;base64,)[\w+/=%\s-]{64,}")
_FORMATTING = re.compile(r"(</?)(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>])", re.IGNORECASE)
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|textarea|title|xmp)\b.*?(?:</\1|\Z)"
    r"|<(?P<end>/?)(?P<name>[a-z][^\s/>]*)(?P<rest>(?:[^>=]++|=\s*+(?:\"[^\"]*+\"?|'[^']*+'?)?)*+)",
    re.IGNORECASE | re.DOTALL,
)
_VALUE = re.compile(r"=\s*(?:\"[^\"]*\"?|'[^']*'?|[^\s>]*)")
_VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "wbr"))
_CELLS = frozenset(("tr", "td", "th", "tbody", "thead", "tfoot", "caption"))


@dataclass(slots=True, eq=False)
class Tag:
    """An element: where it begins in the stream, and the place behind its `End`."""

    name: str
    attributes: dict[str, str]
    start: int
    end: int = 0

    def get(self, name: str) -> str:
        """An attribute, lower case, empty where it is absent."""
        return self.attributes.get(name, "").strip().lower()


@dataclass(frozen=True, slots=True, eq=False)
class End:
    """Where an element ends."""

    tag: Tag


Token = Tag | End | str
Stream = list[Token]


def parse(text: str, source: str) -> Stream:
    """The stream of a page; raises `ReadError` where it is no page that anybody would publish."""
    text = _EMBEDDED.sub(r"\1", text)
    if len(text) > _MOST_TEXT:
        raise ReadError(f"{source}: 网页超过 {_MOST_TEXT // 1_000_000} 百万字，不是一份公开网页")
    text = _FORMATTING.sub(r"\1span", text)  # what they print is the same, and they need not be closed in order
    if len(text) > _LARGE:
        _check(text, source)
    root = LexborHTMLParser(text).root
    return list(_walk(root)) if root is not None else []


def _walk(root: LexborNode) -> Iterator[Token]:
    """Tags, texts and ends in reading order, without comments."""
    place = 0
    todo: list[LexborNode | Tag] = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, Tag):
            node.end = place + 1
            yield End(node)
        elif node.is_text_node:
            yield node.text_content or ""
        elif node.is_element_node:
            values = {name: value or "" for name, value in node.attributes.items()}
            tag = Tag((node.tag or "").lower(), values, place)
            yield tag
            todo += [tag, *_children_backwards(node)]
        else:
            continue
        place += 1


def _children_backwards(node: LexborNode) -> Iterator[LexborNode]:
    child = node.last_child
    while child is not None:
        yield child
        child = child.prev


@dataclass(slots=True)
class _Scope:
    """The elements open in a table cell, or outside of tables."""

    names: list[str] = field(default_factory=list)
    count: Counter[str] = field(default_factory=Counter)

    def close(self, name: str) -> None:
        """Close the innermost element of a name, and what is open in it."""
        while self.count[name] and self.names:
            last = self.names.pop()
            self.count[last] -= 1
            if last == name:
                return


def _check(text: str, source: str) -> None:
    """Refuse elements nested beyond measure, and tags with attributes beyond measure."""
    scopes = [_Scope()]
    for token in _TOKEN.finditer(text):
        name, rest = (token["name"] or "").lower(), token["rest"] or ""
        if len(rest) > 2 * _MOST_ATTRIBUTES and len(re.split(r"[\s/]+", _VALUE.sub("", rest))) > _MOST_ATTRIBUTES:
            raise ReadError(f"{source}: 一个标签的属性超过 {_MOST_ATTRIBUTES} 个，不是一份公开网页")
        if name and name not in _VOID and not rest.endswith("/"):
            _open_or_close(scopes, name, bool(token["end"]))
        if len(scopes) + len(scopes[-1].names) > _DEEPEST:
            raise ReadError(f"{source}: 标签嵌套超过 {_DEEPEST} 层，不是一份公开网页")


def _open_or_close(scopes: list[_Scope], name: str, ends: bool) -> None:
    if name == "table":
        if not ends:
            scopes.append(_Scope())
        elif len(scopes) > 1:
            scopes.pop()
    elif name in _CELLS:
        if len(scopes) > 1:
            scopes[-1] = _Scope()
    elif ends:
        scopes[-1].close(name)
    else:
        if name == "p":
            scopes[-1].close(name)
        scopes[-1].names.append(name)
        scopes[-1].count[name] += 1
