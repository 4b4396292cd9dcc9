"""Named questions: each ``queries/*.rq`` is one question, a YAML head in its comments above a SPARQL query.

A parameter ``kind`` stands in the query as ``VALUES ?kind { UNDEF }``; its value takes the place of ``UNDEF``, as a
term that is made by its declared type and never as text of the query. As it is, the query runs on any endpoint.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kg.errors import DataError, QueryError
from kg.lang import english, pick
from kg.resources import Ontology, split_head
from kg.vocab import PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode

TYPES: Final = {"text": "文字", "number": "数字", "year": "四位年份", "iri": "IRI"}

_SLOT = re.compile(r"VALUES \?(\w+) \{ UNDEF \}")
_ZH = re.compile(r'(LANG\(\?\w+\) = )"zh"')  # what stands in the graph in both languages
_NUMBER = re.compile(r"[+-]?\d{1,20}(\.\d{1,18})?", re.ASCII)  # what an xsd:decimal of Oxigraph can hold
_HEAD: Final = {"title", "description", "note", "params", "columns"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a question; without a value it restricts nothing, unless it is required."""

    name: str
    type: str
    zh: str
    en: str = ""
    default: object = None
    required: bool = False

    @property
    def words(self) -> str:
        """What it restricts, in the chosen language."""
        return pick(self.zh, self.en)

    @property
    def described(self) -> str:
        """``kind 关联类型（文字，默认全部）``."""
        without = "必填" if self.required else f"默认 {self.default}" if self.default is not None else "默认全部"
        return f"{self.name} {self.words}（{TYPES[self.type]}，{without}）"

    def term(self, value: object) -> str:
        """`value` as SPARQL writes a term of this type; `QueryError` where it is none."""
        try:
            return str(_MAKE[self.type](str(value)))
        except ValueError as error:
            raise QueryError(f"参数 {self.name} 须是{TYPES[self.type]}：{value}") from error


@dataclass(frozen=True, slots=True)
class Question:
    """A query with what its head says; of a query without head there is the query alone."""

    query: str
    name: str = "这个查询"
    title_zh: str = ""
    title_en: str = ""
    description_zh: str = ""
    description_en: str = ""
    note_zh: str = ""
    note_en: str = ""
    parameters: tuple[Parameter, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    columns_en: Mapping[str, str] = field(default_factory=dict)
    ours: frozenset[str] = frozenset()  # columns with words of ours and not of documents

    @property
    def title(self) -> str:
        """Its title in the chosen language."""
        return pick(self.title_zh, self.title_en)

    @property
    def description(self) -> str:
        """What it answers, in the chosen language."""
        return pick(self.description_zh, self.description_en)

    @property
    def note(self) -> str:
        """What to know when reading its answer, in the chosen language."""
        return pick(self.note_zh, self.note_en)

    @property
    def heads(self) -> dict[str, str]:
        """What stands above each column, in the chosen language."""
        return {name: pick(zh, self.columns_en.get(name, "")) for name, zh in self.columns.items()}

    def filled(self, values: Mapping[str, object]) -> str:
        """The query with these values, or the defaults, in their places."""
        if unknown := [name for name in values if name not in {p.name for p in self.parameters}]:
            known = "；".join(p.described for p in self.parameters)
            has = f"{self.name} 的参数：{known}" if known else f"{self.name} 没有参数"
            raise QueryError(f"没有参数 {unknown[0]}；{has}")
        terms = {}
        for parameter in self.parameters:
            value = values.get(parameter.name, parameter.default)
            if value is None and parameter.required:
                raise QueryError(f"{self.name} 缺少参数：{parameter.described}")
            terms[parameter.name] = "UNDEF" if value is None else parameter.term(value)
        # in one pass, so that no value is looked through for places of others
        query = _ZH.sub(r'\1"en"', self.query) if self.title_en and english() else self.query
        return _SLOT.sub(lambda m: f"VALUES ?{m[1]} {{ {terms.get(m[1], 'UNDEF')} }}", query)

    def summary(self) -> dict[str, object]:
        """What a program may want to know before it asks."""
        return {
            "name": self.name,
            "title": {"zh": self.title_zh, "en": self.title_en},
            "description": {"zh": self.description_zh, "en": self.description_en},
            "note": {"zh": self.note_zh, "en": self.note_en},
            "params": [
                {"name": p.name, "type": p.type, "zh": p.zh, "en": p.en, "required": p.required, "default": p.default}
                for p in self.parameters
            ],
            "columns": {name: {"zh": zh, "en": self.columns_en.get(name, "")} for name, zh in self.columns.items()},
        }


def load_questions(ontology: Ontology) -> list[Question]:
    """All named questions of `ontology`, sorted by name; `DataError` names the file that is wrong."""
    return sorted((_named(path) for path in ontology.files("queries/*.rq")), key=lambda question: question.name)


def find(text: str, ontology: Ontology) -> Question:
    """The question of a ``.rq`` file, of a name (``closure``), or `text` itself.

    A file of the user's that is not a named question has a head if it begins with ``# title:``.
    """
    if text.endswith(".rq"):
        path = Path(text)
        content = _content(path)
        return _question(path, content) if content.startswith("# title:") else Question(content)
    named = {path.stem: path for path in ontology.files("queries/*.rq")}
    if text in named:
        return _named(named[text])
    if re.fullmatch(r"[\w-]+", text):
        raise QueryError(f"没有叫 {text} 的查询；现有：{'、'.join(sorted(named))}")
    return Question(text)


def _named(path: Path) -> Question:
    return _question(path, _content(path))


def _content(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{path}: 查询文件读不了（{getattr(error, 'strerror', None) or '不是 UTF-8'}）") from error


@lru_cache(maxsize=256)  # what a build asks of every few documents
def _question(path: Path, content: str) -> Question:
    head, query = split_head(content, path)
    if wrong := _problems(head, query):
        raise DataError(f"{path}: {wrong[0]}")
    params: dict[str, dict[str, Any]] = head.get("params") or {}
    note: dict[str, str] = head.get("note") or {}
    columns: dict[str, dict[str, Any]] = head.get("columns") or {}
    return Question(
        query=query,
        name=path.stem,
        title_zh=head["title"]["zh"],
        title_en=head["title"]["en"],
        description_zh=head["description"]["zh"],
        description_en=head["description"]["en"],
        note_zh=note.get("zh", ""),
        note_en=note.get("en", ""),
        parameters=tuple(
            Parameter(name, param["type"], param["zh"], param["en"], param.get("default"), "default" not in param)
            for name, param in params.items()
        ),
        columns={name: column["zh"] for name, column in columns.items()},
        columns_en={name: column["en"] for name, column in columns.items()},
        ours=frozenset(name for name, column in columns.items() if column.get("ours")),
    )


def _problems(head: Mapping[str, Any], query: str) -> list[str]:
    if unknown := set(head) - _HEAD:
        return [f"文件头多出 {'、'.join(sorted(unknown))}"]
    wrong = [
        f"{key} 须有 zh 和 en"
        for key in ("title", "description", *({"note"} & set(head)))
        if not _is_pair(head.get(key))
    ]
    params, columns = head.get("params") or {}, head.get("columns") or {}
    if not isinstance(params, dict) or not isinstance(columns, dict):
        return [*wrong, "params 和 columns 须写成 名称: 值"]
    wrong += [f"columns 的 {name} 须有 zh 和 en" for name, column in columns.items() if not _is_pair(column)]
    wrong += [problem for name, param in params.items() for problem in _param_problems(str(name), param)]
    if apart := set(params) ^ set(_SLOT.findall(query)):
        wrong.append(f"参数 {'、'.join(sorted(apart))} 须既在 params 中，又在查询中写作 VALUES ?名称 {{ UNDEF }}")
    return wrong


def _param_problems(name: str, param: Any) -> list[str]:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        return [f"参数名 {name} 须是小写字母、数字和下划线"]
    if not isinstance(param, dict) or not set(param) <= {"type", "zh", "en", "default"}:
        return [f"参数 {name} 只能有 type、zh、en、default"]
    if param.get("type") not in TYPES or not _is_pair(param):
        return [f"参数 {name} 须有 type（{'、'.join(TYPES)} 之一）、zh 和 en"]
    if param.get("default") is not None:
        try:
            Parameter(name, param["type"], param["zh"], param["en"]).term(param["default"])
        except QueryError as error:
            return [f"default 不对：{error}"]
    return []


def _is_pair(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(value.get(lang), str) for lang in ("zh", "en"))


# ------------------------------------------------------------------ values


def _text(value: str) -> Literal:
    from pyoxigraph import Literal

    return Literal(value)


def _number(value: str) -> Literal:
    return _typed(value, "decimal", _NUMBER)


def _year(value: str) -> Literal:
    return _typed(value, "gYear", re.compile(r"[0-9]{4}"))


def _typed(value: str, kind: str, form: re.Pattern[str]) -> Literal:
    from pyoxigraph import Literal, NamedNode

    if not form.fullmatch(value):
        raise ValueError(value)
    return Literal(value, datatype=NamedNode(PREFIXES["xsd"] + kind))


def _iri(value: str) -> NamedNode:
    """An IRI, in full or with one of our prefixes."""
    from pyoxigraph import NamedNode

    prefix, _, local = value.partition(":")
    return NamedNode(PREFIXES[prefix] + local if prefix in PREFIXES else value)


_MAKE: Final[dict[str, Callable[[str], Literal | NamedNode]]] = {
    "text": _text,
    "number": _number,
    "year": _year,
    "iri": _iri,
}
