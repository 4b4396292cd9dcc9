"""The Chinese texts that can be shown: what the catalogue of English must have, read from the code by its syntax."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from jinja2 import Environment
from rdflib import Literal
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue

from kg.check.rules import load_rules
from kg.lang import FIELD, core
from kg.lang_templates import texts
from kg.questions import load_questions
from kg.resources import Ontology
from kg.serve.pages import scripts_say
from tests.conftest import ROOT

HAN = re.compile(r"[\u3400-\u9fff]")
_PATTERN = re.compile(r"[\[\]\\|^$*]|\(\?")
_LOOKS_FOR = {
    *("startswith", "endswith", "strip", "lstrip", "rstrip", "split", "partition", "rpartition", "replace"),
    *("removeprefix", "removesuffix", "find", "index", "count", "translate", "maketrans", "get"),
}
# where the Chinese stands beside the English, is part of an official form, or is words that are read and not shown
ELSEWHERE = {
    "kg/ref.py": "pages in both languages",
    "kg/check/pages.py": "the page of the rules is in both languages, but for",
    "kg/check/findings.py": "messages are in both languages",
    "kg/check/wording.py": "amounts are translated as amounts",
    "kg/extract/links/record.py": "amounts are translated as amounts",
    "kg/lang.py": "looked for, but for",
    "kg/report/form.py": "the bureau's own form",
    "kg/read/docx_numerals.py": "numerals",
    "kg/read/number_format.py": "number formats of Excel",
    "kg/extract/numerals.py": "numerals",
}
UNITS = {"人", "人次"}  # written as the documents write them
BUT = {
    "SEVERITIES",
    "shares",
    "CASES",
    "_case",
    "_form",
    "use",
}  # shown all the same, though their module is in `ELSEWHERE`
WORDS = {  # constants and functions with words that are looked for, or that make up facts
    "kg/across/choose.py": ("_KINDS",),
    "kg/explore/fonts.py": ("_NEEDED",),
    "kg/extract/meaning_direction.py": ("_NEGATION", "_SHARE"),
    "kg/extract/names.py": ("_BEFORE",),
    "kg/extract/prose/names.py": ("_of_entry", "_chained"),
    "kg/extract/prose/subjects.py": ("_section",),
    "kg/extract/sections.py": ("unit_in",),
    "kg/extract/tables/across.py": ("_BARE",),
    "kg/extract/tables/indicators.py": ("_RANKS",),
    "kg/report/letter.py": ("_page",),
    "kg/report/review.py": ("_WORDS",),
}


def unquoted(text: str) -> str:
    """`text` without what it quotes."""
    return re.sub(r"“[^”]*”", "", text)


def keys() -> dict[str, str]:
    """Every text that can be shown, as the catalogue has it, and where it stands."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "kg").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        for line, text in _shown(path, name):
            found.setdefault(core(text).text, f"{name}:{line}")
    return found


def _shown(path: Path, name: str) -> Iterator[tuple[int, str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    reads = name.startswith(("kg/read/", "kg/extract/"))
    for top in tree.body:
        if name in ELSEWHERE and _name(top) not in BUT:
            continue
        for node, text in _texts(top, WORDS.get(name, ())):
            if HAN.search(text) and not (reads and _PATTERN.search(text)):
                yield node.lineno, text


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Assign | ast.AnnAssign):
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        return target.id if isinstance(target, ast.Name) else ""
    return str(getattr(node, "name", ""))


def _texts(node: ast.AST, words: tuple[str, ...]) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    """Strings under `node`, without docstrings and those that the code compares or searches with."""
    if isinstance(node, ast.FunctionDef) and any("app." in ast.unparse(one) for one in node.decorator_list):
        yield from ((node, page) for page in (ast.get_docstring(node) or "").split("\n\n"))
    if (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)) or _name(node) in words:
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node, node.value
    elif isinstance(node, ast.JoinedStr):
        yield node, "".join(v.value if isinstance(v, ast.Constant) else FIELD for v in node.values)  # type: ignore[misc]
        for value in node.values:
            if isinstance(value, ast.FormattedValue):
                yield from _texts(value.value, words)
    elif not _looks_for(node):
        for child in ast.iter_child_nodes(node):
            yield from _texts(child, words)


def _looks_for(node: ast.AST) -> bool:
    called = node.func if isinstance(node, ast.Call) else None
    if isinstance(called, ast.Name):
        return called.id == "pick"  # has the English beside it
    return isinstance(node, ast.Compare) or (
        isinstance(called, ast.Attribute)
        and (called.attr in _LOOKS_FOR or (isinstance(called.value, ast.Name) and called.value.id == "re"))
    )


def rule_keys() -> dict[str, str]:
    """What rules say of themselves in ``?observed`` and ``?expected``: constants and CONCAT in the query."""
    found: dict[str, str] = {}
    for rule in load_rules(Ontology.load()):
        for text in _said(prepareQuery(rule.query).algebra):
            if HAN.search(text) and text not in UNITS:
                found.setdefault(core(text).text, rule.path.name)
    return found


def question_keys() -> dict[str, str]:
    """What questions say in their columns with words of ours: constants and VALUES."""
    found: dict[str, str] = {}
    for question in load_questions(Ontology.load()):
        for text in _said(prepareQuery(question.query).algebra, question.ours, question.ours):
            if HAN.search(text):
                found.setdefault(core(text).text, question.name)
    return found


def _said(
    node: object, variables: Collection[str] = ("observed", "expected"), columns: Collection[str] = ("word", "zh")
) -> Iterator[str]:
    if isinstance(node, CompValue):
        if node.name == "Extend" and str(node.var) in variables:
            yield from _templates(node.expr)
        for value in dict.values(node):
            yield from _said(value, variables, columns)
    elif isinstance(node, dict):  # a row of VALUES
        yield from (str(value) for name, value in node.items() if str(name) in columns)
    elif isinstance(node, list | tuple):
        for one in node:
            yield from _said(one, variables, columns)


def _templates(expression: object) -> Iterator[str]:
    if isinstance(expression, Literal):
        yield str(expression)
    elif isinstance(expression, CompValue) and expression.name == "Builtin_CONCAT":
        yield "".join(str(part) if isinstance(part, Literal) else FIELD for part in expression.arg)
    elif isinstance(expression, CompValue):
        for value in dict.values(expression):
            for one in value if isinstance(value, list) else [value]:
                yield from _templates(one)


def template_keys() -> dict[str, str]:
    """The Chinese texts of the templates of pages."""
    environment = Environment()
    found: dict[str, str] = {}
    for path in sorted((ROOT / "kg").rglob("templates/*.j2")):
        for text in texts(environment, path.read_text(encoding="utf-8")):
            if HAN.search(text):
                found.setdefault(core(text).text, path.name)
    for text in scripts_say():
        found.setdefault(core(text).text, "kg/serve/static")
    return found
