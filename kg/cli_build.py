"""What `kg build` puts on the screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from kg.check.pages import SEVERITIES
from kg.cli_screen import console
from kg.lang import labelled, say
from kg.report.plain import plain
from kg.store import build


class _Rate(ProgressColumn):
    """Files a second."""

    def render(self, task: Task) -> Text:
        return Text(say(f"{task.speed:.1f} 份/秒") if task.speed else "")


class BuildScreen:
    """Results on standard output, progress and problems on standard error."""

    def __init__(self) -> None:
        self.out = console()
        self.err = Console(highlight=False, markup=False, stderr=True)

    @contextmanager
    def progress(self) -> Iterator[build.Progress]:
        """A bar with rate and time left on a terminal, a line now and then elsewhere."""
        columns = (TextColumn(say("建库")), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
        with Progress(*columns, console=self.err, transient=True, disable=not self.err.is_terminal) as bar:
            task = bar.add_task("", total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total)

    def show(self, done: build.Built, store: Path) -> None:
        """What was done, what was not read and why, and what the store holds."""
        for problem in done.problems:
            self._told(str(problem.path), problem.reason, problem.skipped)
        for entry in done.entries:
            if entry.problem:
                self._told(entry.path, entry.problem, entry.skipped)
        counts = {"新读": done.new, "未变": done.unchanged, "去掉": done.dropped}
        self._line(labelled(str(store), say("，".join(f"{name} {count} 份" for name, count in counts.items()))))
        if done.gone:
            self._line(say(f"有 {done.gone} 个文件已经不在，图谱库里还留着；加 --prune 去掉"))
        disclosures = {entry.disclosure: entry.record for entry in done.entries if entry.disclosure}
        found: Counter[str] = Counter()
        for record in disclosures.values():
            found.update(record["findings"])
        told = "，".join(f"{SEVERITIES[name]} {found[name]:,}" for name in SEVERITIES)
        self._line(say(f"公开文本 {len(disclosures):,} 份：{told}；用 kg query findings --graph {store} 列出"))
        if done.compared is not None:
            self._line(say(f"各份文本之间对照：{done.compared:,} 条疑点（规则 D）"))

    def _told(self, path: str, reason: str, skipped: bool) -> None:
        name = "略过" if skipped else "没有读成"
        self.err.print(Text(plain(labelled(name, labelled(path, say(reason))))), soft_wrap=True)

    def _line(self, text: str) -> None:
        self.out.print(Text(plain(text)), soft_wrap=True)
