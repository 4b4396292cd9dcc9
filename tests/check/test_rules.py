"""Loading rule files: what they say is kept, and what is wrong is named."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.check.rules import load_rules
from kg.errors import DataError
from kg.resources import Ontology

if TYPE_CHECKING:
    from tests.check.conftest import Write


def test_a_rule_keeps_what_its_head_says(rule: Write) -> None:
    found = rule(
        more='# needs: {pattern: "?subject bp:unit ?u .", zh: 无单位, en: no unit}\n# format: wan', since="2022"
    )
    assert (found.code, found.name, found.title_zh, found.severity) == ("A99", "test.A99", "标题", "warning")
    assert (found.needs, found.needs_zh, found.format, found.since) == ("?subject bp:unit ?u .", "无单位", "wan", 2022)
    assert found.query.startswith("PREFIX bp:") and found.query.endswith("}\n")
    assert found.prologue.count("PREFIX") == 2


def test_the_scope_is_counted_with_the_prefixes_of_the_query(rule: Write) -> None:
    query = rule(more='# needs: {pattern: "?subject bp:unit ?u .", zh: 无, en: no}').scope_query("FILTER(true)")
    assert query.startswith("PREFIX bp:") and "FILTER(true)" in query and "OPTIONAL { ?subject bp:unit ?u ." in query


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("# kind: vague-target\n", "", "缺少 kind"),
        ("# version: 1", "# versions: 1", "多出 versions"),
        ("severity: warning", "severity: grave", "severity 须是"),
        ("criterion: 适当性", "criterion: 勾稽", "criterion 须是 适当性"),
        ("status: active", "status: maybe", "status 须是"),
        ("code: A99", "code: B99", "criterion 须是"),
        ("code: A99", "code: A9", "code 须是"),
        ("since: ", "since: soon", "since 须是"),
        ("# title: {zh: 标题, en: title}", "# title: {zh: 标题}", "title 须有 zh 和 en"),
        ("scope: ?subject a bp:Indicator .", "scope: 3", "scope 须是文字"),
        ("# basis: 依据", "# basis: [依据", "不是合法的 YAML"),
    ],
)
def test_a_wrong_head_is_named(rule: Write, old: str, new: str, words: str) -> None:
    path = rule().path
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(DataError, match=rf"A99\.rq: .*{words}"):
        load_rules(Ontology((path.parent.parent,)))


def test_a_file_without_head_is_named(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "A98.rq").write_text("SELECT * {}\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"A98\.rq: 缺少文件头"):
        load_rules(Ontology((tmp_path,)))


def test_no_code_twice(rule: Write) -> None:
    path = rule().path
    (path.parent / "copy.rq").write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(DataError, match=r"A99 与 .* 重复"):
        load_rules(Ontology((path.parent.parent,)))


def test_a_folder_of_the_user_replaces_and_adds(rule: Write, tmp_path: Path) -> None:
    rule("A01")
    rule("A97")
    found = {r.code: r for r in load_rules(Ontology.load([tmp_path]))}
    assert found["A01"].basis == "依据" and "A97" in found and "A03" in found
