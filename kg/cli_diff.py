"""What `kg diff` takes and shows: two disclosures, and what came, went, rose or fell between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from kg.across.changes import Chosen, compare
from kg.across.choose import choose
from kg.cli_screen import Screen, writable
from kg.errors import KgError
from kg.lang import bracketed, labelled, pick, say
from kg.pipeline import read_files
from kg.report.change_files import changes_csv, changes_json, changes_page, row, title, write_changes
from kg.report.changes import MONEY, SECTIONS, Change, Comparison
from kg.report.plain import plain
from kg.resources import Ontology
from kg.store.folder import opened

if TYPE_CHECKING:
    from rdflib import Dataset

_STYLES = {"came": "green", "went": "yellow", "unclear": "dim"}
_GRAPH = re.compile(r".*\.(nq|trig)")


def diff_and_show(
    one: str, other: str, ontology: Ontology, graph: Path | None, department: str, out: Path | None, form: str
) -> None:
    """Compare two disclosures; on the screen as `form`, and with `out` as files too."""
    screen = Screen()
    if out is not None:
        writable(out)
    sides = [_side(wanted, ontology, graph, department, screen) for wanted in (one, other)]
    found = compare(sides[0], sides[1], ontology)
    if form == "text":
        _show(screen, found)
    else:
        print({"csv": changes_csv, "json": changes_json, "html": changes_page}[form](found), end="")
    if out is not None:
        paths = write_changes(found, out)
        if form == "text":
            screen.written(paths)


def _side(wanted: str, ontology: Ontology, graph: Path | None, department: str, screen: Screen) -> Chosen:
    """A file, a folder or a graph that is named; else what is meant in the graph that both are in."""
    path = Path(wanted)
    if graph is None and path.exists():
        return choose(_dataset(path, ontology, screen), "", ontology, department)
    if graph is None and re.fullmatch(r"20\d\d.*", wanted) is None:
        raise KgError(f"{wanted}: 没有这个文件或文件夹；要在图谱里按年份找，加 --graph")
    return choose(opened(graph or Path("out/graph.nq")), wanted, ontology, department)


def _dataset(path: Path, ontology: Ontology, screen: Screen) -> Dataset:
    if _GRAPH.fullmatch(path.name) or (path / "graph.nq").is_file() or (path / "current").is_file():
        return opened(path)
    with screen.progress() as progress:
        dataset, problems = read_files([path], ontology, progress)
    screen.problems(problems)
    return dataset


def _show(screen: Screen, found: Comparison) -> None:
    _line(screen, f"■ {title(found.before)} → {title(found.after)}", "bold")
    names = (pick("、", ", ").join(edition.sources) for edition in (found.before, found.after))
    _line(screen, plain(" → ".join(names)), "dim", indent=2)
    shown = 0
    for name, changes in _groups(found):
        listed = [change for change in changes if not change.detail]
        shown += len(listed)
        if listed:
            screen.out.print(_table(name, listed))
    if not shown:
        _line(screen, say("没有变化"), indent=2)
    details = sum(change.detail for change in found.of(*SECTIONS))
    same = sum(change.state == "same" for change in found.changes)
    _line(screen, say(f"另有 {same} 项两份相同，{details} 项明细的变化见 --out 写出的文件"), indent=2)
    for note in found.notes:
        _line(screen, labelled("没有比较", say(note)), indent=2)


def _groups(found: Comparison) -> list[tuple[str, list[Change]]]:
    """Money in one table, projects and indicators each in one of their own."""
    unit = bracketed(pick("万元", "CNY"))
    money = (pick("金额", "Money") + unit, [change for one in MONEY for change in found.of(one)])
    names = {one: say(name) + unit * (one != "indicator") for one, name in SECTIONS.items() if one not in MONEY}
    return [money, *((name, found.of(one)) for one, name in names.items())]


def _table(name: str, changes: Sequence[Change]) -> Table:
    owned = any(change.owner for change in changes)
    heads = ("变化", *(("所属",) if owned else ()), "前", "后", "增减", "位置")
    told = [say(head) for head in heads]
    table = Table(told[0], name, *told[1:], box=SIMPLE_HEAD, pad_edge=False)
    for column in table.columns:
        column.overflow = "fold"
    for column in table.columns[-4:-1]:
        column.justify = "right"
    for change in changes:
        one = row(change)
        rate = f" {one.rate}" if one.rate else ""
        state = " ".join(filter(None, (one.state, one.effect)))
        place = " → ".join(one.places).strip() if any(one.places) else ""
        cells = (one.name, *((one.owner,) if owned else ()), one.before, one.after, one.difference + rate, place)
        table.add_row(Text(state, _STYLES.get(change.state, "")), *map(Text, cells))
    return table


def _line(screen: Screen, text: str, style: str = "", indent: int = 0) -> None:
    """One line, in the chosen language already."""
    screen.out.print(Text(" " * indent + plain(text), style), soft_wrap=True)
