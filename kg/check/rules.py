"""The catalogue: each ``rules/*.rq`` is one rule, a YAML head in its comments above a SPARQL query.

The head is described in the README of the folder. A query runs unchanged on any SPARQL 1.1 endpoint.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, cast, get_args

from kg.errors import DataError
from kg.lang import learn
from kg.model import Rule, Severity
from kg.resources import Ontology, split_head

COLUMNS: Final = ("g", "subject", "observed", "expected")
FORMATS: Final = ("text", "wan", "percent")
STATUSES: Final = ("active", "disabled")
CRITERIA: Final = {"C": "完整性", "R": "相关性", "A": "适当性", "F": "可行性", "X": "勾稽", "D": "对照"}
ACROSS: Final = "D"  # the letter of rules that compare documents

_TEXTS = ("name", "criterion", "severity", "kind", "basis", "scope", "status")
_PAIRS = ("title", "message")
_REQUIRED = {"code", *_TEXTS, *_PAIRS, "since", "version"}
_OPTIONAL = {"needs", "suggestion", "format"}
_PROLOGUE = re.compile(r"(?:^PREFIX .*\n)+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class CatalogueRule(Rule):
    """A rule with what only the runner needs: the words for missing facts, how ?observed and ?expected are written
    (`wording`), and whether it is switched off."""

    needs_zh: str = ""
    needs_en: str = ""
    format: str = "text"
    status: str = "active"

    @property
    def across(self) -> bool:
        """Whether it compares documents, so that it runs over their digests (`kg.across`) and not over one graph."""
        return self.code.startswith(ACROSS)

    @property
    def prologue(self) -> str:
        """The PREFIX lines of the query, so that `scope` and `needs` can be run with them."""
        found = _PROLOGUE.search(self.query)
        return found.group() if found else ""

    def scope_query(self, only: str = "") -> str:
        """Counts by graph: ``?n`` things in scope and, for a rule with needs, ``?fit`` of them that meet these.

        `only` is a pattern that narrows the scope further. Rules with the same patterns have the same query.
        """
        counted, able = "", ""
        if self.needs:
            counted, able = " (COUNT(DISTINCT ?able) AS ?fit)", f" OPTIONAL {{ {self.needs} BIND(?subject AS ?able) }}"
        pattern = f"{self.scope} {only}{able}"
        prefixes = (line for line in self.prologue.splitlines(keepends=True) if line.split()[1] in pattern)
        return (
            f"{''.join(prefixes)}SELECT ?g (COUNT(DISTINCT ?subject) AS ?n){counted}\n"
            f"WHERE {{ GRAPH ?g {{ {pattern} }} }}\nGROUP BY ?g"
        )


def load_rules(ontology: Ontology) -> list[CatalogueRule]:
    """All rules of `ontology`, sorted by code; `DataError` names the file that is wrong."""
    rules = sorted((_rule(path) for path in ontology.files("rules/*.rq")), key=lambda rule: rule.code)
    learn({rule.needs_zh: rule.needs_en for rule in rules})
    for one, other in pairwise(rules):
        if one.code == other.code:
            raise DataError(f"{other.path}: 规则编号 {other.code} 与 {one.path} 重复")
    return rules


def _rule(path: Path) -> CatalogueRule:
    head, query = split_head(path.read_text(encoding="utf-8"), path)
    if wrong := _problems(head):
        raise DataError(f"{path}: {wrong[0]}")
    needs, suggestion = head.get("needs") or {}, head.get("suggestion") or {}
    return CatalogueRule(
        code=head["code"],
        title_zh=head["title"]["zh"],
        title_en=head["title"]["en"],
        message_zh=head["message"]["zh"],
        message_en=head["message"]["en"],
        needs=needs.get("pattern", ""),
        needs_zh=needs.get("zh", ""),
        needs_en=needs.get("en", ""),
        suggestion_zh=suggestion.get("zh", ""),
        suggestion_en=suggestion.get("en", ""),
        format=head.get("format", "text"),
        version=str(head["version"]),
        since=head["since"],
        query=query,
        path=path,
        **cast(dict[str, Any], {key: head[key] for key in _TEXTS}),
    )


def _problems(head: Mapping[str, Any]) -> list[str]:
    missing, unknown = _REQUIRED - set(head), set(head) - _REQUIRED - _OPTIONAL
    if missing or unknown:
        return [f"文件头缺少 {'、'.join(sorted(missing)) or '—'}，多出 {'、'.join(sorted(unknown)) or '—'}"]
    choices = (
        ("severity", get_args(Severity)),
        ("criterion", (CRITERIA.get(str(head["code"])[:1], ""),)),
        ("status", STATUSES),
        ("format", FORMATS),
    )
    wrong = [
        f"{key} 须是 {'、'.join(allowed)} 之一" for key, allowed in choices if head.get(key, "text") not in allowed
    ]
    wrong += [f"{key} 须是文字" for key in _TEXTS if not isinstance(head[key], str)]
    pairs = [key for key in (*_PAIRS, "suggestion", "needs") if head.get(key)]
    wrong += [f"{key} 须有 zh 和 en" for key in pairs if not {"zh", "en"} <= set(head[key])]
    if not re.fullmatch(r"[CRAFXD]\d\d", str(head["code"])):
        wrong.append("code 须是一个字母和两位数字")
    if head["since"] is not None and not isinstance(head["since"], int):
        wrong.append("since 须是年份，或留空")
    return wrong
