"""Where the declarative files are: the shipped ``ontology/`` and the folders a user adds to it; how they are read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn

import yaml

from kg.errors import DataError


def shipped() -> Path:
    """The folder that came with the package: inside the wheel, or beside ``kg/`` in a checkout."""
    inside = Path(__file__).parent / "ontology"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "ontology"


@dataclass(frozen=True)
class Ontology:
    """The shipped folder first, then the user's own; a later file of the same name replaces an earlier."""

    roots: tuple[Path, ...]

    @classmethod
    def load(cls, extra: Sequence[Path] = ()) -> Ontology:
        """The shipped ontology with `extra` folders on top."""
        for folder in extra:
            if not folder.is_dir():
                raise DataError(f"{folder}: 不是文件夹（--ontology 需要一个文件夹）")
        return cls((shipped(), *extra))

    def files(self, pattern: str) -> list[Path]:
        """Files that match, such as ``rules/*.rq``, sorted by name."""
        found = {path.relative_to(root): path for root in self.roots for path in root.glob(pattern)}
        return [found[name] for name in sorted(found)]

    def lexicon(self, name: str) -> list[dict[str, Any]]:
        """The entries of ``lexicon/<name>.jsonl``; each has an ``id`` that is unique in the file.

        To ask an entry for a field that it lacks raises `DataError`, which names the line.
        """
        if name not in self._lexicons:
            self._lexicons[name] = [e for root in self.roots for e in _lines(root / "lexicon" / f"{name}.jsonl")]
        if not self._lexicons[name]:
            raise DataError(f"lexicon/{name}.jsonl: 没有找到，或没有内容")
        return self._lexicons[name]

    @cached_property
    def _lexicons(self) -> dict[str, list[dict[str, Any]]]:
        return {}  # filled as they are asked for, some of them for every document

    @cached_property
    def layouts(self) -> dict[str, dict[str, Any]]:
        """``layouts/*.yaml`` by id."""
        loaded = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in self.files("layouts/*.yaml")]
        return {layout["id"]: layout for layout in loaded}

    def layout_file(self, layout: str) -> Path:
        """The file of a layout: the user's own where it replaces the shipped one."""
        return next(path for path, node in self._layout_nodes if _entry(node, "id").value == layout)

    def layout_line(self, key: str) -> int:
        """The line, from 1, of an entry of a layout, such as ``budget.roles.name``."""
        layout, *names = key.split(".")
        node = next(node for _, node in self._layout_nodes if _entry(node, "id").value == layout)
        for name in names:
            node = _entry(node, name)
        return node.start_mark.line + 1

    @cached_property
    def _layout_nodes(self) -> list[tuple[Path, yaml.Node]]:
        files = self.files("layouts/*.yaml")[::-1]
        composed = ((path, yaml.compose(path.read_text(encoding="utf-8"))) for path in files)
        return [(path, node) for path, node in composed if node is not None]


class _Line(dict[str, Any]):
    """An entry of a lexicon that knows where it stands."""

    def __init__(self, fields: dict[str, Any], place: str) -> None:
        super().__init__(fields)
        self._place = place

    def __missing__(self, field: str) -> NoReturn:
        raise DataError(f"{self._place}: 缺少 {field}")


def _entry(node: yaml.Node, name: str) -> yaml.Node:
    assert isinstance(node, yaml.MappingNode)
    found: yaml.Node = next(value for key, value in node.value if key.value == name)
    return found


def split_head(text: str, path: Path) -> tuple[dict[str, Any], str]:
    """The YAML head of a ``.rq`` file (its first lines, each beginning with ``# ``) and the query under it."""
    lines = text.splitlines()
    end = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    try:
        head = yaml.safe_load("\n".join(line[2:] for line in lines[:end]))
    except yaml.YAMLError as error:
        raise DataError(f"{path}: 文件头不是合法的 YAML（{error}）") from error
    if not isinstance(head, dict):
        raise DataError(f"{path}: 缺少文件头（每行以“# ”开头的 YAML）")
    return head, "\n".join(lines[end:]).strip() + "\n"


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    if not path.is_file():
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                entry = json.loads(line)
            except ValueError as error:
                raise DataError(f"{path}:{number}: 不是合法的 JSON（{error}）") from error
            if not isinstance(entry, dict) or "id" not in entry:
                raise DataError(f"{path}:{number}: 每行须是一个带 id 的 JSON 对象")
            yield _Line(entry, f"{path}:{number}")
