"""`--lang`, anywhere on the command line, and the help of all commands in the chosen language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kg.errors import KgError
from kg.lang import CHOICES, english, say, use

OPTION = "--lang"


def chosen(arguments: Sequence[str]) -> list[str]:
    """Choose the language that the arguments name, else that of the environment; the other arguments."""
    left, language = list(arguments), ""
    end = left.index("--") if "--" in left else len(left)
    for at in reversed(range(end)):
        name, equals, value = left[at].partition("=")
        if name != OPTION:
            continue
        if not equals and at + 1 >= end:
            raise KgError(f"{OPTION} 后面要写语言：{'、'.join(CHOICES)}")
        language = language or (value if equals else left[at + 1])
        del left[at : at + 1 + (not equals)]
    use(language)
    return left


def translate(command: Any) -> None:
    """The help of a click command and all under it in English, where that was chosen."""
    if not english():
        return
    command.help, command.epilog = _page(command.help), _page(command.epilog)
    for param in command.params:
        if getattr(param, "help", None):
            param.help = say(param.help)
    for under in getattr(command, "commands", {}).values():
        translate(under)


def _page(text: str | None) -> str | None:
    """Help by paragraphs, and examples (after ``\\b``) line by line."""
    if text is None:
        return None
    lines = text.split("\n") if text.startswith("\b") else text.split("\n\n")
    joint = "\n" if text.startswith("\b") else "\n\n"
    return joint.join(map(_line, lines))


def _line(line: str) -> str:
    example = "  kg "
    return example + say(line.removeprefix(example)) if line.startswith(example) else say(line)
