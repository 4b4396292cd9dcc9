"""What `kg check`, `kg review` and `kg rules` put on the screen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from kg import pipeline
from kg.check.marks import agreement, precision
from kg.check.pages import SEVERITIES, shares
from kg.check.precision import Measured
from kg.check.profiles import Profile
from kg.check.since import Changes
from kg.errors import KgError
from kg.lang import bracketed, labelled, pick, say
from kg.model import Mark, Rule, Severity
from kg.pipeline import Run
from kg.read import Problem
from kg.report.plain import plain
from kg.report.view import DocumentView, Item

_STYLES: dict[Severity, str] = {"violation": "bold red", "warning": "bold yellow", "info": "bold blue"}
_PIPE_WIDTH = 200
_IN_FULL: tuple[Severity, ...] = ("violation", "warning")


def console() -> Console:
    """Standard output; in a pipe or a file tables are as wide as they need to be."""
    made = Console(highlight=False, markup=False)
    if not made.is_terminal:
        made.width = _PIPE_WIDTH
    return made


def writable(folder: Path) -> None:
    """Fail before the work and not after it; the folder is made where it is not there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        TemporaryFile(dir=folder).close()
    except OSError as error:
        raise KgError(f"{folder}: 写不进去（{error.strerror}）") from error


class Screen:
    """Results on standard output, progress and problems on standard error."""

    def __init__(self) -> None:
        self.out = console()
        self.err = Console(highlight=False, markup=False, stderr=True)

    @contextmanager
    def progress(self) -> Iterator[pipeline.Progress]:
        """A progress bar, on a terminal only; gives the callback for `check_files`."""
        columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
        with Progress(*columns, console=self.err, transient=True, disable=not self.err.is_terminal) as bar:
            task = bar.add_task("", total=None)
            yield lambda done, total, what: bar.update(task, completed=done, total=total, description=plain(say(what)))

    def show(self, run: Run, shown: Sequence[DocumentView], debug: bool = False) -> None:
        """Every document, then what was not read, then one table where there are several documents."""
        for document in shown:
            self._document(document)
        self.problems(run.problems, debug)
        if not shown:
            self.err.print(say("没有可以检查的文件"))
        if len(shown) > 1:
            self.out.print(_summary(shown))

    def written(self, paths: Sequence[Path]) -> None:
        """Where the files of the run are; the first stands in the folder that all are in."""
        folder = paths[0].parent
        names = pick("、", ", ").join(path.relative_to(folder).as_posix() for path in paths)
        self._line(f"已写出 {folder}：{names}")

    def reported(self, folder: Path, paths: Sequence[Path]) -> None:
        """How many files of each kind a report has, and which one to open first."""
        kinds = {".html": "网页", ".xlsx": "工作簿", ".docx": "意见函"}
        counts = {name: sum(path.suffix == suffix for path in paths) for suffix, name in kinds.items()}
        self._line(f"已写出 {folder}：{'，'.join(f'{name} {count} 个' for name, count in counts.items() if count)}")
        self._line(f"先看 {paths[0]}")

    def changes(self, since: Changes, run: Run) -> None:
        """What an earlier run found and this one does not, and the other way round."""
        counts = {"已改": since.mended, "仍在": since.still, "新增": since.new, "这次没有检查": since.absent}
        told = "，".join(f"{name} {len(found)} 条" for name, found in counts.items() if found)
        self._line(f"与上次相比：{told or '都没有疑点'}", "bold")
        now = {finding.id: finding for result in run.documents for finding in result.findings}
        for record in since.mended:
            message = pick(record["message_zh"], record.get("message_en", ""))
            self._line(labelled("已改", f"{record['rule']} {message}"), indent=2, told=True)
        for finding in (f for key, f in now.items() if key in since.new):
            message = pick(finding.message_zh, finding.message_en)
            self._line(labelled("新增", f"{finding.rule} {message}"), indent=2, told=True)

    def reviewed(self, new: int, marks: Sequence[Mark], path: Path) -> None:
        """What readers said so far, by rule, and how far they agree."""
        table = _table("规则", "对", "错", "不明", "准确率")
        for column in table.columns[1:]:
            column.justify = "right"
        for one in precision(marks):
            share = "" if one.value is None else f"{one.value:.0%}"
            table.add_row(one.rule, *map(str, (one.true, one.false, one.unclear)), share)
        self._line(f"收下 {new} 条复核意见，共 {len(marks)} 条，已存到 {path}")
        if marks:
            self.out.print(table)
        shared, alike = agreement(marks)
        if shared:
            self._line(f"多人复核的疑点 {shared} 条，其中 {alike} 条判断一致")

    def rules(self, rules: Sequence[Rule], measured: Mapping[str, Sequence[Measured]]) -> None:
        """The catalogue, one rule a row."""
        table = _table("编号", "级别", "准则", "名称", "准确率")
        for rule in rules:
            severity = Text(say(SEVERITIES[rule.severity]), _STYLES[rule.severity])
            right = say(shares(measured.get(rule.code, ())))
            table.add_row(rule.code, severity, say(rule.criterion), pick(rule.title_zh, rule.title_en), right)
        self.out.print(table)

    def profiles(self, profiles: Sequence[Profile]) -> None:
        """The profiles, one a row."""
        table = _table("口径", "名称", "列出", "说明")
        for one in profiles:
            least = say(f"{SEVERITIES[one.least]}及以上")
            title, description = pick(one.title_zh, one.title_en), pick(one.description_zh, one.description_en)
            table.add_row(one.name, title, least, description)
        self.out.print(table)

    def rule(self, rule: Rule, measured: Sequence[Measured] = ()) -> None:
        """One rule: what it says and why, the examples of its page, then its query as it is."""
        title = pick(rule.title_zh, rule.title_en)
        self._line(f"{rule.code} {title}{bracketed(say(SEVERITIES[rule.severity]))}", "bold", told=True)
        facts = {
            "准则": say(rule.criterion),
            "依据": rule.basis,
            "问题": pick(rule.message_zh, rule.message_en),
            "建议": pick(rule.suggestion_zh, rule.suggestion_en),
            "适用": say(f"{rule.since} 年起") if rule.since else "",
            "准确率": say(shares(measured)),
            "文件": say(f"{rule.path}（第 {rule.version} 版，{rule.name}）"),
        }
        for name, value in facts.items():
            if value:
                self._line(labelled(name, value), indent=2, told=True)
        for part in (_examples(rule), rule.query):
            self.out.print(Text(f"\n{part}".rstrip()), soft_wrap=True)

    def _document(self, document: DocumentView) -> None:
        kind = f"{document.year} 年{document.kind}" if document.year else document.kind
        self._line(f"■ {document.name} {say(kind)}{bracketed(document.source)}", "bold", told=True)
        if document.coverage:  # not where the rules ran elsewhere, and the facts stayed there
            self._line("读出：" + "；".join(f"{name} {value}" for name, value in document.coverage), indent=2)
        for severity, name in SEVERITIES.items():
            items = document.by_severity[severity]
            more = "" if severity in _IN_FULL else "（见 --out 写出的报告）"
            if items:
                self._line(f"{name} {len(items)} 条{more}", _STYLES[severity], indent=2)
            for item in items if severity in _IN_FULL else ():
                self._item(item)
        if not document.items:
            self._line("没有要列出的疑点" if document.failed else "没有发现问题", indent=2)
        self._line(f"规则：{document.outcome_summary}", indent=2)
        for line in document.unchecked:
            self._line(f"未能检查：{line}", indent=2)
        self.out.print()

    def _item(self, item: Item) -> None:
        self._line(labelled(f"{item.rule.code} {item.rule.title}", item.message), indent=4, told=True)
        if item.context.quote:
            self._line(f"原文{item.where and f'（{item.where}）'}：“{item.context.line}”", "dim", indent=6)

    def problems(self, problems: Sequence[Problem], debug: bool = False) -> None:
        """The files that gave nothing, and why."""
        for problem in problems:
            name = "略过" if problem.skipped else "没有读成"
            told = labelled(name, labelled(str(problem.path), say(problem.reason)))
            self.err.print(Text(plain(told)), soft_wrap=True)
            if debug and problem.detail:
                self.err.print(Text(problem.detail), soft_wrap=True)

    def _line(self, text: str, style: str = "", *, indent: int = 0, told: bool = False) -> None:
        """One line, in the chosen language unless it is `told` in it already.

        It is folded by the terminal alone: rich breaks at blanks, which Chinese text has in the wrong places.
        """
        self.out.print(Text(" " * indent + plain(text if told else say(text)), style), soft_wrap=True)


def _table(*heads: str) -> Table:
    return Table(*map(say, heads), box=None, pad_edge=False)


def _examples(rule: Rule) -> str:
    """What the page of the catalogue shows of this rule's cases; a user's own rules may have no page."""
    page = rule.path.with_name("README.md")
    text = page.read_text(encoding="utf-8") if page.is_file() else ""
    section = text.partition(f'<a id="{rule.code.lower()}"></a>')[2].partition("<a id=")[0]
    shown = section[section.find("应报 `") :].strip() if "应报 `" in section else ""
    return re.sub(r"^(?:(?P<case>不?应报) (?P<name>`.*`)：|→.*)$", _example, shown, flags=re.MULTILINE)


def _example(line: re.Match[str]) -> str:
    return labelled(f"{say(line['case'])} {line['name']}", "") if line["case"] else say(line[0])


def _summary(documents: Sequence[DocumentView]) -> Table:
    heads = ("部门", "年度", *SEVERITIES.values(), "涉及金额（万元）", "文件")
    table = Table(*map(say, heads), box=SIMPLE_HEAD, pad_edge=False)
    for column in table.columns:
        column.overflow = "fold"
    for column in table.columns[2:-1]:
        column.justify = "right"
    for document in documents:
        counts = [str(len(document.by_severity[severity])) for severity in SEVERITIES]
        year = str(document.year or "")
        table.add_row(Text(plain(document.name)), year, *counts, document.money, Text(plain(document.source)))
    return table
