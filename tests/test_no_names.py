"""Code, rules, words and layouts name no department, place, office or project of the documents at hand.

The names come from the reference material: its list of documents and its gold facts. `ALLOWED` holds those that are
words of the language or of an official list as well, with where and why; an entry that is not needed has to go.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ALLOWED = {  # name: (the path, or the folder, in which it may stand; why)
    "办公室": ("ontology/lexicon", "every administration has one"),
    "科普活动": ("ontology/codes/functional.ttl", "item 2060702 of the functional classification"),
}
OFFICIAL = "ontology/lexicon/places.jsonl"  # all places of the country alike
BESIDE = re.compile(  # what stands beside the name in a title
    r"附件\d?|20\d\d年?度?|部门名称|[—:：（）]|(?:[省市区]级)?(?:部门|单位)?(?:综合)?(?:预算|决算)|公开|报表|表格?|文件"
    r"|项目支出绩效目标|含转移支付项目|情况|说明"
)
PLACE = re.compile(
    r"[\u4e00-\u9fff]州|[\u4e00-\u9fff]{2,3}?(?:(?<!城)市|省|县|(?:经济开发|产业园|新|(?<=[^新园发]))区)"
)
KIND = re.compile(r"(?:省|市|县|经济开发区|产业园区|新区|区)$")
EDITION = re.compile(r"（?[省市县区]?本级）?|汇总")
ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


def organisation(name: str) -> Iterator[str]:
    """A name, its places, and what stands in brackets and around them, each on its own."""
    for part in re.split(r"[（()）]", name):
        rest = part.removeprefix("原")
        yield rest
        while place := PLACE.match(rest):
            yield from (place[0], KIND.sub("", place[0]))
            rest = rest[place.end() :]


def listed(shared: Path) -> Iterator[str]:
    """Names of the list of documents."""
    with (shared / "corpus" / "INDEX.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            for part in BESIDE.split(row["title"]):
                yield from organisation(part)
            yield from (KIND.sub("", row["province"]), KIND.sub("", row["city"]))


def gold(shared: Path) -> Iterator[str]:
    """Names of the gold facts."""
    for path in sorted((shared / "gold").glob("*.json")):
        facts = json.loads(path.read_text(encoding="utf-8"))
        department = facts["department"]
        for name in (department["name"], *department["aliases"], *department["units"], *department["offices"]):
            yield from organisation(name)
        yield from (re.sub(r"[（(].*|\d+$", "", project["name"]) for project in facts["projects"])


def texts(root: Path) -> Iterator[tuple[str, str]]:
    """Every text file of the package, the ontology and the benchmarks, but for the official list, with escaped
    characters read."""
    for folder in ("kg", "ontology", "benchmarks"):
        for path in sorted((root / folder).rglob("*")):
            name = path.relative_to(root).as_posix()
            if path.is_file() and path.suffix != ".pyc" and "node_modules" not in path.parts and name != OFFICIAL:
                yield name, unescaped(path.read_text(encoding="utf-8"))


def unescaped(text: str) -> str:
    r"""A text with the characters that JSON writes as ``\u4e00``."""
    return ESCAPE.sub(lambda m: chr(int(m[1], 16)), text)


def allowed(name: str, path: str) -> bool:
    """Whether a name may stand in a file."""
    return name in ALLOWED and path.startswith(ALLOWED[name][0])


@pytest.fixture(scope="module")
def names(shared: Path) -> frozenset[str]:
    """All names, but for those too short to be told from other words."""
    found = {re.sub(r"\s+", "", name) for name in (*listed(shared), *gold(shared))}
    return frozenset(name for name in found if len(name) > 1 and not EDITION.fullmatch(name))


def test_nothing_names_a_document_at_hand(names: frozenset[str], root: Path) -> None:
    found = [(path, name) for path, text in texts(root) for name in sorted(names) if name in text]
    assert [(path, name) for path, name in found if not allowed(name, path)] == []


def test_every_exception_is_needed(names: frozenset[str], root: Path) -> None:
    standing = {name for path, text in texts(root) for name in ALLOWED if name in text and allowed(name, path)}
    assert standing & names == set(ALLOWED)


def test_every_document_gives_a_name(names: frozenset[str], shared: Path) -> None:
    titles = [path.stem for path in (shared / "corpus").glob("*.pdf")]
    assert titles and [t for t in titles if not any(len(n) > 5 and n in t for n in names)] == []


def test_a_name_is_split_into_its_places() -> None:
    assert list(organisation("河湾县荷塘新区湖滨局（原湖滨科）")) == [
        *("河湾县荷塘新区湖滨局", "河湾县", "河湾", "荷塘新区", "荷塘", "湖滨科", ""),
    ]
    assert list(organisation("竹州经济开发区渔政中心")) == ["竹州经济开发区渔政中心", "竹州", "竹州"]


def test_an_escaped_name_is_read() -> None:
    assert unescaped(r'"pattern": "\u6cb3\u6e7e"') == '"pattern": "河湾"'
