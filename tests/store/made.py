"""What the tests of the store share: made-up disclosures, builds, and what a graph holds."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pyoxigraph as ox
from rdflib import Dataset

from kg.across.digest import Digest
from kg.across.run import across
from kg.check.rules import load_rules
from kg.graph.store import raw
from kg.pipeline import check_files
from kg.resources import Ontology
from kg.store.build import Built, build
from kg.store.folder import Folder

KILLS = int(os.environ.get("KG_KILLS", "1"))  # how often chance is tried; `make soak` sets it
FULL = KILLS > 1  # whether the tests have time
TEXT = """{name}2024年部门预算
一、部门职责
（一）负责{task}工作。
二、收支情况
2024年支出预算{total}万元，比上年增加{more}万元，增长10%。
项目名称\t{task}经费
绩效指标\t指标值
{task}次数\t≥{count}次
"""


def document(name: str, total: int = 110) -> str:
    """A small made-up disclosure."""
    return TEXT.format(name=f"{name}局", task=f"{name}检查", total=total, more=total // 11, count=total)


def more(folder: Path, number: int) -> None:
    """So many disclosures besides."""
    for n in range(number):
        (folder / f"more{n:02}.txt").write_text(document(f"霜桥县第{n}监管", 11 * n + 110), encoding="utf-8")


def built(files: Path, store: Path, prune: bool = False, retry: bool = False, workers: int = 1) -> Built:
    """A build, with one worker if it is not said otherwise."""
    return build([files], store, Ontology.load(), workers, prune=prune, retry=retry)


def quads(dataset: Dataset) -> set[ox.Quad]:
    """All that a dataset holds; our graphs have no blank nodes, so that this is canonical."""
    return set(raw(dataset))


def in_one_go(files: Path, compare: bool = True) -> set[ox.Quad]:
    """What `kg check` makes of the same files, which it compares with each other or not."""
    ontology = Ontology.load()
    dataset = check_files([files], ontology).dataset
    if not compare:
        return quads(dataset)
    digest = Digest(ontology)
    digest.take(dataset)
    rules = [rule for rule in load_rules(ontology) if rule.across]
    across(digest, rules, dataset)
    return quads(dataset)


def logged(store: Path) -> list[tuple[str, str, str]]:
    """The lines of the log: event, name of the file, and what it was."""
    with Folder(store).log.open(encoding="utf-8-sig", newline="") as file:
        head, *lines = csv.reader(file)
    assert head == ["时间", "事件", "文件", "说明"]
    return [(event, Path(path).name, reason) for _, event, path, reason in lines]
