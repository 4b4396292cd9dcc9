"""Templates of pages in the chosen language: their Chinese texts are translated when they are compiled.

That is the text between tags, the values of attributes, and the strings in expressions. A sentence with something
filled in stands in one string of an expression: ``{{ "共 {} 份" | filled(n) }}``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.ext import Extension
from jinja2.lexer import Token

from kg.lang import english, pick, say, told

RUN: Final = re.compile(r'[^<>"\n]*[\u3000-\u303f\u3400-\u9fff\uff01-\uff60][^<>"\n]*')


def environment(package: str, shown: Callable[[str], str], **options: Any) -> Environment:
    """The templates of a package, in the language that is chosen now.

    Whatever text is filled in passes through `shown` and is escaped, but for markup that a macro made; a name that is
    not given is an error.
    """
    return Environment(
        loader=PackageLoader(package),
        extensions=[InChosenLanguage],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        finalize=lambda value: shown(value) if type(value) is str else value,
        **options,
    )


class InChosenLanguage(Extension):
    """Translates what a template says."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        environment.filters["filled"] = filled
        environment.filters["say"] = say
        environment.globals["page_language"] = pick("zh-CN", "en")

    def filter_stream(self, stream: Any) -> Iterable[Token]:
        """Every piece of text, and every string."""
        for token in stream:
            yield Token(token.lineno, token.type, _said(token)) if token.type in ("data", "string") else token


def filled(template: str, *values: object) -> str:
    """A sentence with values in the places of its ``{}``."""
    return say(template.format(*values))


def texts(environment: Environment, source: str) -> Iterator[str]:
    """The Chinese texts of a template, for those who look after the catalogue."""
    for _, kind, value in environment.lexer.tokeniter(source, None):
        if kind == "data":
            yield from RUN.findall(value)
        elif kind == "string":
            yield value[1:-1]


def _said(token: Token) -> str:
    if not english():
        return str(token.value)
    if token.type == "string":
        return token.value if "{}" in token.value else told(token.value)
    return RUN.sub(lambda run: told(run[0]), token.value)
